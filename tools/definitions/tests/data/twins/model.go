package marks

type AddMarksBody struct {

	// REQUIRED; The app.
	AppID string `json:"AppId"`

	// The marks.
	Marks []*Mark `json:"Marks,omitempty"`
}

type AddMarksRes struct {

	// REQUIRED
	ResponseMetadata Metadata `json:"ResponseMetadata"`
	Result           *Answer  `json:"Result,omitempty"`
}

type Metadata struct {

	// REQUIRED; The request's id.
	RequestID string `json:"RequestId"`
}

type Answer struct {

	// How many marks there are now.
	Count *int64 `json:"Count,omitempty"`
}

type Mark struct {

	// REQUIRED; Its name.
	Name string `json:"Name"`

	// How bright it is.
	Light *int32 `json:"Light,omitempty"`
}

type SetMarksBody struct {

	// REQUIRED; The app.
	AppID string `json:"AppId"`

	// The marks.
	Marks []*Mark `json:"Marks,omitempty"`
}

type SetMarksRes struct {

	// REQUIRED
	ResponseMetadata Metadata `json:"ResponseMetadata"`
	Result           *Answer  `json:"Result,omitempty"`
}
