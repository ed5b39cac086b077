//! Definitions next to pages: what they contradict each other in, and what differs from the spec.
#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests are tests too")]

mod common;

use common::Project;
use rtc_catalog::SpecFile;
use rtc_drift::{Difference, Finding, Outcome};
use rtc_transcribe::Source;
use std::{fs, path::PathBuf, sync::Arc};

const CONFIG: &str = "package notes

var (
\tApiListInfo = map[string]*common.ApiInfo{
\t\t\"ListNotes\": {
\t\t\tMethod: http.MethodPost,
\t\t\tQuery: url.Values{
\t\t\t\t\"Action\":  []string{\"ListNotes\"},
\t\t\t\t\"Version\": []string{\"2024-01-01\"},
\t\t\t},
\t\t},
\t}
\tHosts = map[string]string{
\t\tHost: \"rtc.volcengineapi.com\",
\t}
)
";

const MODEL: &str = "package notes

type ListNotesBody struct {

\t// REQUIRED
\tAppID  string               `json:\"AppId\"`
\tLayout *ListNotesBodyLayout `json:\"Layout,omitempty\"`
\tUserID *string              `json:\"UserId,omitempty\"`
}

type ListNotesBodyLayout struct {

\t// REQUIRED
\tMode    int32                             `json:\"Mode\"`
\tRegions []*ListNotesBodyLayoutRegionsItem `json:\"Regions,omitempty\"`
}

type ListNotesBodyLayoutRegionsItem struct {
\tWidth *float64 `json:\"Width,omitempty\"`
}

type ListNotesRes struct {
\tResponseMetadata ListNotesResMetadata `json:\"ResponseMetadata\"`
\tResult           *ListNotesResResult  `json:\"Result,omitempty\"`
}

type ListNotesResMetadata struct {
\tRequestID string `json:\"RequestId\"`
}

type ListNotesResResult struct {
\tNotes []*ListNotesResResultNotesItem `json:\"Notes,omitempty\"`
}

type ListNotesResResultNotesItem struct {
\tKind *string   `json:\"Kind,omitempty\"`
\tAt   *string   `json:\"At,omitempty\"`
\tTags []*string `json:\"Tags,omitempty\"`
}
";

/// The findings of the page and a definition, or of the definition alone.
fn findings(project: &Project, pages: &[&str], model: &str) -> Vec<Finding> {
    let folder = project.folder.path().join("sdk");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.go"), CONFIG).unwrap();
    fs::write(folder.join("model.go"), model).unwrap();
    let loaded = rtc_catalog::load(&project.specs()).unwrap_or_else(|error| panic!("{error}"));
    let files: Vec<PathBuf> = pages.iter().map(|page| project.pages().join(page)).collect();
    let definitions = rtc_definitions::open(&[folder], &loaded.vendors).unwrap();
    let report = rtc_drift::check_with(&project.specs(), &loaded, &files, &definitions).unwrap();
    let mut text = Vec::new();
    report.write(&mut text).unwrap();
    let outcomes = report.pages.into_iter().map(|page| page.outcome);
    let found = outcomes.filter_map(|outcome| match outcome {
        Outcome::Compared { findings, .. } => Some(findings),
        _ => None,
    });
    found.flatten().collect()
}

#[test]
fn a_definition_that_says_the_same_adds_nothing() {
    assert_eq!(findings(&Project::new(), &["volcengine.md"], MODEL), []);
}

/// What a definition shows of a value is a placeholder, next to a page as well as alone.
#[test]
fn a_sample_of_a_definition_is_no_difference() {
    let project = Project::new();
    let file = project.folder.path().join("notes.yaml");
    let definition = "openapi: 3.0.1\nservers: [{ url: 'https://rtc-api.zego.im' }]\npaths:\n  /:\n    get:\n      \
        summary: DescribeNotes\n      parameters:\n        \
        - { name: Action, in: query, schema: { type: string, enum: [DescribeNotes] } }\n        \
        - { name: RoomId, in: query, required: true, schema: { type: string, example: sample } }\n      \
        responses: { '200': { description: none } }\n";
    fs::write(&file, definition).unwrap();
    let loaded = rtc_catalog::load(&project.specs()).unwrap_or_else(|error| panic!("{error}"));
    let definitions = rtc_definitions::open(&[file], &loaded.vendors).unwrap();
    for pages in [vec![], vec![project.pages().join("zego.md")]] {
        let report = rtc_drift::check_with(&project.specs(), &loaded, &pages, &definitions).unwrap();
        let json = serde_json::to_string(&report).unwrap();
        assert!(json.contains("DescribeNotes") || json.contains("describe-notes"), "{json}");
        assert!(!json.contains("RoomId.example"), "{json}");
    }
}

/// Each change of the definition is found, as what it contradicts.
#[test]
fn contradictions_are_findings_of_their_own() {
    for (from, to, id, page) in [
        ("`json:\"AppId\"`", "`json:\"AppId,omitempty\"`", "sources.request.AppId.required", "required | optional"),
        ("Mode    int32 ", "Mode    string", "sources.request.Layout.Mode.type", "Integer | string"),
        (
            "\tUserID *string",
            "\t// At most [1, 9] characters.\n\tUserID *int64",
            "sources.request.UserId.type",
            "String | i64",
        ),
        ("\tAt   *string   `json:\"At,omitempty\"`\n", "", "sources.response.Result.Notes.At", "String | -"),
    ] {
        let model = MODEL.replacen(from, to, 1).replacen(
            "\t// REQUIRED\n\tAppID",
            if id.contains("AppId") { "\tAppID" } else { "\t// REQUIRED\n\tAppID" },
            1,
        );
        let project = Project::new();
        let found = findings(&project, &["volcengine.md"], &model);
        let one = found.iter().find(|finding| finding.id == id).unwrap_or_else(|| panic!("{id}: {found:#?}"));
        assert_eq!(one.difference, Difference::Sources);
        assert_eq!(one.page.as_ref().unwrap().text, page);
        assert!(one.message.contains("model.go:"), "{}", one.message);
        let exception =
            format!("exceptions:\n  - {{ finding: {id}, page: \"{page}\", reason: Known., since: 2026-11-22 }}\n");
        project.edit("specs/volcengine/list-notes.yaml", "exceptions:\n", &exception);
        assert!(findings(&project, &["volcengine.md"], &model).iter().all(|finding| finding.id != id));
        assert!(
            findings(&project, &["volcengine.md"], MODEL).iter().any(|finding| finding.difference == Difference::Stale)
        );
    }
}

/// A definition alone is compared with the spec, and says nothing of what definitions do not have.
#[test]
fn a_definition_alone_is_compared_with_the_spec() {
    let project = Project::new();
    let stale = |finding: &&Finding| finding.difference != Difference::Stale;
    assert_eq!(findings(&project, &[], MODEL).iter().filter(stale).count(), 0);
    let found = findings(&project, &[], &MODEL.replacen("Kind *string", "Kind *int64", 1));
    let ids: Vec<&str> = found.iter().filter(stale).map(|finding| finding.id.as_str()).collect();
    assert_eq!(ids, ["response.Notes.Kind.type"]);
}

/// What a definition changes is fixed in the spec, next to a page and alone.
#[test]
fn a_definition_fixes_its_spec() {
    let model = MODEL.replacen(
        "\tAt   *string   `json:\"At,omitempty\"`\n",
        "\tAt   *string   `json:\"At,omitempty\"`\n\tBy   *string   `json:\"By,omitempty\"`\n",
        1,
    );
    for pages in [&["volcengine.md"][..], &[]] {
        let project = Project::new();
        let exception = "exceptions:\n  - { finding: sources.request.AppId.type, page: a | b, reason: Known., since: 2026-11-22 }\n";
        project.edit("specs/volcengine/list-notes.yaml", "exceptions:\n", exception);
        findings(&project, pages, &model);
        let loaded = rtc_catalog::load(&project.specs()).unwrap();
        let definitions = rtc_definitions::open(&[project.folder.path().join("sdk")], &loaded.vendors).unwrap();
        let files: Vec<PathBuf> = pages.iter().map(|page| project.pages().join(page)).collect();
        let (fixed, texts) = rtc_drift::fix_pages_with(&project.specs(), &loaded, &files, &definitions).unwrap();
        let applied: Vec<&str> = fixed[0].applied.iter().map(|finding| finding.id.as_str()).collect();
        assert!(applied.contains(&"response.Notes.By"), "{applied:?}");
        let text = &texts["volcengine/list-notes.yaml"];
        assert!(text.contains("\n      By:\n"), "{text}");
        // What only a page says, and what needs both, is nothing that a fix can know.
        assert!(
            text.contains("finding: window.span") && text.contains("finding: sources.request.AppId.type"),
            "{text}"
        );
    }
}

/// The spec that import makes of page and definition has what they contradict each other in among its exceptions, and is clean.
#[test]
fn a_fresh_import_of_page_and_definition_has_no_findings() {
    let project = Project::new();
    let model = MODEL.replacen("Mode    int32 ", "Mode    string", 1).replacen("\tKind *string", "\tKind *int64", 1);
    let loaded = rtc_catalog::load(&project.specs()).unwrap();
    findings(&project, &[], &model);
    let definitions = rtc_definitions::open(&[project.folder.path().join("sdk")], &loaded.vendors).unwrap();
    let defined = definitions[0].actions().find(|action| action.name() == "ListNotes").unwrap();
    let defined = definitions[0].facts(defined, &rtc_pages::Reader::new(&loaded.vendors)).unwrap();
    let path = project.pages().join("volcengine.md");
    let page = common::read(&fs::read_to_string(&path).unwrap()).unwrap();
    let (facts, contradictions) = rtc_transcribe::join(page, &path, defined);
    let vendor = loaded.vendors.iter().find(|vendor| vendor.id == "volcengine").unwrap();
    let vendor_file = SpecFile::open(&project.specs(), "volcengine/vendor.yaml").unwrap();
    let source = Source { url: "https://example.com/a".to_owned(), is_known: true, read: "2026-11-30".to_owned() };
    let draft = rtc_transcribe::draft(&facts, vendor).unwrap();
    let made = rtc_transcribe::transcribe(draft.clone(), vendor, &source).unwrap();
    let made =
        rtc_drift::with_exceptions(made, &draft, &contradictions, vendor, &Arc::new(vendor_file), &source).unwrap();
    let excepted: Vec<&str> = made.draft.exceptions.iter().map(|exception| exception.finding.as_str()).collect();
    assert!(excepted.contains(&"sources.request.Layout.Mode.type"), "{excepted:?}");
    fs::write(project.specs().join("volcengine/list-notes.yaml"), &made.text).unwrap();
    assert_eq!(findings(&project, &["volcengine.md"], &model), []);
    // A page alone contradicts nothing.
    let report = project.report(&["volcengine.md"]);
    let Outcome::Compared { findings, .. } = &report.pages[0].outcome else { panic!("it has a spec") };
    assert!(findings.iter().all(|finding| !finding.id.contains("sources.")), "{findings:#?}");
}
