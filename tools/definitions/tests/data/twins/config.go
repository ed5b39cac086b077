package marks

const (
	ServiceName = "marks"
)

var (
	ServiceInfoMap = map[string]common.ServiceInfo{
		"cn-north-1": {
			Host: "rtc.volcengineapi.com",
		},
	}
	ApiListInfo = map[string]*common.ApiInfo{

		"AddMarks": {
			Method: http.MethodPost,
			Path:   "/",
			Query: url.Values{
				"Action":  []string{"AddMarks"},
				"Version": []string{"2026-01-01"},
			},
		},
		"SetMarks": {
			Method: http.MethodPost,
			Path:   "/",
			Query: url.Values{
				"Action":  []string{"SetMarks"},
				"Version": []string{"2026-01-01"},
			},
		},
	}
)
