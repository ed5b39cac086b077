package notes_v20260101

import (
	"net/http"
	"net/url"
	"time"

	common "example.com/sdk/base"
)

const (
	ServiceName    = "rtc"
	DefaultTimeout = 10 * time.Second
)

var (
	ServiceInfoMap = map[string]common.ServiceInfo{
		"cn-north-1": {
			Timeout: DefaultTimeout,
			Scheme:  "https",
			Host:    "rtc.volcengineapi.com",
			Header: http.Header{
				"Accept": []string{"application/json"},
			},
		},
	}
	ApiListInfo = map[string]*common.ApiInfo{

		"CreateNote": {
			Method: http.MethodPost,
			Path:   "/",
			Query: url.Values{
				"Action":  []string{"CreateNote"},
				"Version": []string{"2026-01-01"},
			},
		},
		"ListNotes": {
			Method: http.MethodGet,
			Path:   "/",
			Query: url.Values{
				"Action":  []string{"ListNotes"},
				"Version": []string{"2026-01-01"},
			},
		},
	}
)
