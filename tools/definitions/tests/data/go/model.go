package notes_v20260101

type CreateNoteBody struct {

	// REQUIRED; The app.
	AppID string `json:"AppId"`

	// REQUIRED; The room.
	RoomID string `json:"RoomId"`

	// How long it stays. Value range: [10,604800], in seconds. Default: 60.
	KeepFor *int32 `json:"KeepFor,omitempty"`

	// How it looks.
	Layout *CreateNoteBodyLayout `json:"Layout,omitempty"`

	// Its marks.
	Tags []*NoteTag `json:"Tags,omitempty"`
}

// CreateNoteBodyLayout - How it looks,
// and where it is.
type CreateNoteBodyLayout struct {

	// The colour.
	// * 0: red
	// * 1: green
	Colour *int32 `json:"Colour,omitempty"`

	// How high it is.
	Height float32 `json:"Height"`
	Width  float32 `json:"Width"`
}

type CreateNoteRes struct {

	// REQUIRED
	ResponseMetadata CreateNoteResResponseMetadata `json:"ResponseMetadata"`

	// What depends on the call
	Result *CreateNoteResResult `json:"Result,omitempty"`
}

type CreateNoteResResponseMetadata struct {

	// REQUIRED; The request's id.
	RequestID string `json:"RequestId"`
}

// CreateNoteResResult - What depends on the call
type CreateNoteResResult struct {

	// REQUIRED; The note's id.
	NoteID string `json:"NoteId"`

	// Anything
	Extra interface{} `json:"Extra,omitempty"`

	// How often each word occurs.
	Counts map[string]int64 `json:"Counts,omitempty"`
}

type ListNotesQuery struct {

	// REQUIRED; The app.
	AppID string `json:"AppId" query:"AppId"`

	// The room.
	RoomID *string `json:"RoomId,omitempty" query:"RoomId"`
}

type ListNotesRes struct {

	// REQUIRED
	ResponseMetadata ListNotesResResponseMetadata `json:"ResponseMetadata"`

	// REQUIRED
	Result ListNotesResResult `json:"Result"`
}

type ListNotesResResponseMetadata struct {

	// REQUIRED; The request's id.
	RequestID string `json:"RequestId"`
}

type ListNotesResResult struct {

	// REQUIRED; The notes.
	Notes []ListNotesResResultNotesItem `json:"Notes"`
}

type ListNotesResResultNotesItem struct {

	// REQUIRED; The note's id.
	NoteID string `json:"NoteId"`

	// Its marks.
	Tags []*NoteTag `json:"Tags,omitempty"`
}

type NoteTag struct {

	// REQUIRED; Its name.
	Name string `json:"Name"`

	// Marks below it.
	Below []*NoteTag `json:"Below,omitempty"`

	// How much it counts.
	Level *Level `json:"Level,omitempty"`
}

type Level int64
type CreateNote struct{}
type CreateNoteQuery struct{}
type ListNotes struct{}
type ListNotesBody struct{}
type CreateNoteReq struct {
	*CreateNoteQuery
	*CreateNoteBody
}
