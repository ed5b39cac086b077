//! What `cargo xtask import` makes and says, and how it exits.
#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

/// A project with the vendors' files alone.
fn project() -> TempDir {
    let project = tempfile::tempdir().unwrap();
    for vendor in ["tencent", "volcengine", "zego"] {
        let file = format!("specs/{vendor}/vendor.yaml");
        let folder = project.path().join("specs").join(vendor);
        fs::create_dir_all(&folder).unwrap();
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(&file), project.path().join(&file)).unwrap();
    }
    project
}

/// Exit code, output, and errors, with the project's folder and the day taken out.
fn import(project: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/pages/tests/data");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let Output { status, stdout, stderr } =
        command.arg("--root").arg(project.path()).arg("import").args(arguments).current_dir(pages).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&project.path().display().to_string(), "…");
    (status.code().unwrap(), text(stdout), text(stderr))
}

fn spec(project: &TempDir, spec: &str) -> String {
    fs::read_to_string(project.path().join("specs").join(spec)).unwrap()
}

#[test]
fn a_page_becomes_a_spec_and_what_is_open_is_told() {
    let project = project();
    let (code, printed, errors) = import(&project, &["tencent-text.txt", "tencent-types.txt"]);
    assert_eq!((code, &*errors), (0, ""));
    insta::assert_snapshot!(printed);
    let spec = spec(&project, "tencent/describe-call-notes.yaml");
    assert!(spec.starts_with("# yaml-language-server: $schema=../schema/action.schema.json\n"), "{spec}");
    assert!(
        spec.contains("\n# TODO(check): the address of the page; this is another one of the vendor's\nsource:"),
        "{spec}"
    );
}

#[test]
fn what_is_there_is_left_alone() {
    let project = project();
    assert_eq!(import(&project, &["zego.md", "--url", "https://docs.example.com/notes"]).0, 0);
    let before = spec(&project, "zego/describe-notes.yaml");
    assert!(before.contains("source: { url: https://docs.example.com/notes, read: 20"), "{before}");
    let (code, _, errors) = import(&project, &["zego.md", "zego-english.md"]);
    assert_eq!(code, 1, "{errors}");
    insta::assert_snapshot!(errors);
    assert_eq!(spec(&project, "zego/describe-notes.yaml"), before);
    // The other page is imported all the same, and nothing else is left.
    let mut files: Vec<_> =
        fs::read_dir(project.path().join("specs/zego")).unwrap().map(|file| file.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, ["describe-notes.yaml", "start-note.yaml", "vendor.yaml"]);
}

#[test]
fn a_spec_can_be_put_elsewhere() {
    let project = project();
    let folder = project.path().join("drafts/new");
    let (code, printed, _) = import(&project, &["zego.md", "--into", folder.to_str().unwrap()]);
    assert_eq!(code, 0);
    assert!(printed.contains("  created …/drafts/new/describe-notes.yaml: "), "{printed}");
    let file = folder.join("describe-notes.yaml");
    assert!(file.exists());
    fs::remove_file(&file).unwrap();
    assert_eq!(import(&project, &["zego.md", "--into", file.to_str().unwrap()]).0, 0);
    assert!(file.exists());
    let (code, _, errors) = import(&project, &["zego.md", "--into", folder.join("notes.yaml").to_str().unwrap()]);
    assert_eq!(code, 1);
    assert!(
        errors.contains("the spec of `DescribeNotes` must be named `describe-notes.yaml`, not …/drafts/new/notes.yaml"),
        "{errors}"
    );
}

#[test]
fn what_is_no_page_of_an_action_is_refused_in_words() {
    let project = project();
    let (code, printed, errors) = import(&project, &["other.md", "tencent-types.txt"]);
    assert_eq!((code, &*printed), (1, ""));
    insta::assert_snapshot!(errors);
    let (code, _, errors) = import(&project, &["tencent-types.txt"]);
    assert_eq!(code, 1);
    assert!(errors.contains("the page describes types and no action"), "{errors}");
    fs::remove_dir_all(project.path().join("specs/zego")).unwrap();
    let (code, _, errors) = import(&project, &["zego.md"]);
    assert_eq!(code, 1);
    assert!(errors.contains("on a host below tencentcloudapi.com, volcengineapi.com, byteplusapi.com,"), "{errors}");
}

#[test]
fn wrong_usage_is_told_apart() {
    let project = project();
    assert_eq!(import(&project, &[]).0, 2);
    let (code, _, errors) = import(&project, &["no-such-page.md"]);
    assert_eq!(code, 2);
    assert!(errors.starts_with("cannot read no-such-page.md: "), "{errors}");
    let (code, _, errors) = import(&project, &["zego.md", "zego-english.md", "--url", "https://docs.example.com/x"]);
    assert_eq!(code, 2);
    assert!(errors.contains("import several one by one"), "{errors}");
    let (code, _, errors) = import(&project, &["zego.md", "zego-english.md", "--into", "specs/zego/notes.yaml"]);
    assert_eq!(code, 2);
    assert!(errors.contains("or name a folder"), "{errors}");
}

#[test]
fn the_address_is_the_page_s_own_or_the_one_that_all_actions_are_from() {
    let project = project();
    let page = include_str!("../../tools/pages/tests/data/zego.md");
    let saved = project.path().join("saved.md");
    fs::write(&saved, format!("---\nurl: https://docs.example.com/own\n---\n{page}")).unwrap();
    assert_eq!(import(&project, &[saved.to_str().unwrap()]).0, 0);
    let spec = spec(&project, "zego/describe-notes.yaml");
    assert!(spec.contains("source: { url: https://docs.example.com/own, read: 20"), "{spec}");
    assert!(!spec.contains("the address of the page"), "{spec}");

    let definition = format!("{DEFINITIONS}/tool/api.json");
    let (code, _, errors) = import(&project, &[&definition, "--url", "https://docs.example.com/api"]);
    assert_eq!(code, 0, "{errors}");
    let files = fs::read_dir(project.path().join("specs/tencent")).unwrap();
    let made = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    assert!(made.filter(|spec| spec.contains("{ url: https://docs.example.com/api, read: 20")).count() > 1);
}

/// Definitions next to the pages' data.
const DEFINITIONS: &str = "../../../definitions/tests/data";

#[test]
fn definitions_are_listed_and_imported() {
    let project = project();
    let api = format!("{DEFINITIONS}/tool/api.json");
    let (code, printed, errors) = import(&project, &["--all", &api]);
    assert_eq!((code, &*errors), (0, ""));
    insta::assert_snapshot!(printed);
    assert!(!project.path().join("specs/tencent/create-note.yaml").exists());
    assert_eq!(import(&project, &[&api, "--action", "CreateNote"]).0, 0);
    assert!(project.path().join("specs/tencent/create-note.yaml").exists());
    assert!(!project.path().join("specs/tencent/describe-notes.yaml").exists());
    let (code, _, errors) = import(&project, &[&api, "--action", "Nothing"]);
    assert_eq!(code, 1);
    assert!(errors.contains("no definition has an action `Nothing`\nto list those that there are, run: "), "{errors}");
    for arguments in [vec![&*api, "--action", "CreateNotes"], vec![&*api, "--all", "--action", "CreateNotes"]] {
        let (code, _, errors) = import(&project, &arguments);
        assert_eq!(code, 1);
        assert!(errors.contains("no definition has an action `CreateNotes`: did you mean `CreateNote`?"), "{errors}");
        assert!(errors.contains(&format!("run: cargo xtask import --all {api}")), "{errors}");
    }
    let (code, _, errors) = import(&project, &["zego.md", "--action", "CreateNote"]);
    assert_eq!(code, 1);
    assert!(errors.contains("`--action CreateNote` chooses an action of a definition, and none is named"), "{errors}");
}

/// Next to a named file, a folder says how far references may lead, and completes pages; it is not imported itself.
#[test]
fn a_folder_next_to_a_file_is_there_for_its_references() {
    let notes = format!("{DEFINITIONS}/openapi/notes");
    let create = format!("{notes}/create-note.yaml");
    let written = |project: &TempDir| {
        let folder = fs::read_dir(project.path().join("specs/zego")).unwrap();
        let mut names: Vec<_> = folder.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let project_of_file = project();
    let (code, printed, errors) = import(&project_of_file, &[&create, &format!("{DEFINITIONS}/openapi")]);
    assert_eq!((code, &*errors), (0, ""), "{printed}");
    assert_eq!(written(&project_of_file), ["create-note.yaml", "vendor.yaml"]);
    let project_of_folder = project();
    assert_eq!(import(&project_of_folder, &[&format!("{DEFINITIONS}/openapi")]).0, 0);
    assert_eq!(written(&project_of_folder), ["create-note.yaml", "describe-notes.yaml", "vendor.yaml"]);
    // Next to a page, it completes the page.
    let project_of_page = project();
    let (code, printed, errors) = import(&project_of_page, &["zego.md", &format!("{DEFINITIONS}/openapi")]);
    assert_eq!((code, &*errors), (0, ""), "{printed}");
    assert_eq!(written(&project_of_page), ["describe-notes.yaml", "vendor.yaml"]);
    assert!(printed.starts_with("1 other actions in the folder have no page here and are not imported"), "{printed}");
}

/// Without the folder, a reference out of the nearest one with components is refused.
#[test]
fn a_named_folder_is_how_far_references_may_lead() {
    let project = project();
    let api = project.path().join("api");
    let parts = [
        ("openapi/notes/create-note.yaml", "notes/create-note.yaml"),
        ("openapi/common-components.yaml", "parts/common-components.yaml"),
    ];
    for (from, to) in parts {
        let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/definitions/tests/data");
        let text = fs::read_to_string(format!("{data}/{from}")).unwrap();
        fs::create_dir_all(api.join(to).parent().unwrap()).unwrap();
        fs::write(api.join(to), text.replace("'../common-components", "'../parts/common-components")).unwrap();
    }
    let file = api.join("notes/create-note.yaml").display().to_string();
    let (code, _, errors) = import(&project, &[&file]);
    assert_eq!(code, 1);
    assert!(errors.contains("the reference leads out of the definition's folder"), "{errors}");
    let (code, _, errors) = import(&project, &[&file, &api.display().to_string()]);
    assert_eq!((code, &*errors), (0, ""));
    assert!(project.path().join("specs/zego/create-note.yaml").exists());
}

/// A folder of definitions is imported at once, and what its actions share is the vendor's.
#[test]
fn types_of_several_actions_become_the_vendor_s() {
    let project = project();
    let (code, printed, errors) = import(&project, &[&format!("{DEFINITIONS}/twins")]);
    assert_eq!((code, &*errors), (0, ""), "{printed}");
    let vendor = spec(&project, "volcengine/vendor.yaml");
    assert_eq!(vendor.matches("\n  Mark:\n").count(), 1, "{vendor}");
    for action in ["volcengine/add-marks.yaml", "volcengine/set-marks.yaml"] {
        let spec = spec(&project, action);
        assert!(spec.contains("type: [Mark]") && !spec.contains("types:"), "{spec}");
    }
    rtc_catalog::load(&project.path().join("specs")).expect("all of it loads");
}

#[test]
fn the_vendor_s_sentences_are_kept_where_that_is_asked_for() {
    let project = project();
    let go = format!("{DEFINITIONS}/go");
    assert_eq!(import(&project, &[&go, "--sentences", "vendor"]).0, 0);
    let spec = spec(&project, "volcengine/create-note.yaml");
    assert!(spec.contains("How long it stays.") && !spec.contains("TODO(doc)"), "{spec}");
}

/// A page and a definition of one action: names and types of one, limits of the other, and what they contradict each other in.
#[test]
fn a_page_and_a_definition_become_one_spec() {
    let project = project();
    let page = project.path().join("create-note.md");
    let text = "# Create a note\n\n- 请求方法：POST\n- 请求地址：`https://rtc.volcengineapi.com?Action=CreateNote&Version=2026-01-01`\n- 请求频率：单账号下 QPS 不得超过 60。\n\n## 请求参数\n\n| 参数 | 类型 | 是否必选 | 描述 |\n|---|---|---|---|\n| AppId | String | 是 | 应用。 |\n| RoomId | String | 否 | 房间。 |\n| KeepFor | Integer | 否 | 时长，取值范围为 [60, 259200]。 |\n";
    fs::write(&page, text).unwrap();
    let (code, printed, errors) = import(&project, &[page.to_str().unwrap(), &format!("{DEFINITIONS}/go/model.go")]);
    assert_eq!((code, &*errors), (0, ""));
    let places = printed.lines().find(|line| line.contains("request.KeepFor.range: ")).unwrap_or_default();
    assert!(places.trim_start().starts_with("…/create-note.md:13:"), "{printed}");
    let spec = spec(&project, "volcengine/create-note.yaml");
    for piece in [
        "calls: 60",
        "range: 60..=259200",
        "# TODO(check): `request.KeepFor.range`: the page has `60..=259200`, the definition has `10..=604800`, line 11 of model.go (line 13 of the page)",
        "# TODO(check): `request.RoomId.required`: the page has `optional`, the definition has `required`",
        "Tags:",
    ] {
        assert!(spec.contains(piece), "{piece}\n{spec}");
    }
}

#[test]
fn files_of_no_known_form_are_refused() {
    let project = project();
    for (name, text) in [("a.json", "{\"a\": 1}"), ("a.yaml", "a: 1\n"), ("a.go", "package a\n")] {
        let path = project.path().join(name);
        fs::write(&path, text).unwrap();
        let (code, printed, errors) = import(&project, &[path.to_str().unwrap()]);
        assert_eq!((code, &*printed), (1, ""));
        assert!(errors.contains("looked for"), "{errors}");
    }
}

/// The `api.json` of a tool with an action of this name, whose only parameter has this type.
fn tool(actions: &[&str], kind: &str) -> String {
    let actions: Vec<String> =
        actions.iter().map(|name| format!("\"{name}\": {{\"input\": \"In\", \"output\": \"Out\"}}")).collect();
    format!(
        "{{\"version\": \"1.0\", \"metadata\": {{\"apiVersion\": \"2019-07-22\", \"serviceShortName\": \"trtc\"}}, \"actions\": {{{}}}, \
         \"objects\": {{\"In\": {{\"members\": [{{\"name\": \"X\", \"type\": \"{kind}\", \"member\": \"{kind}\", \"required\": false}}]}}, \
         \"Out\": {{\"members\": []}}}}}}",
        actions.join(", ")
    )
}

/// Names definitions by the texts in them.
fn tools(project: &TempDir, texts: &[String]) -> Vec<String> {
    let mut paths = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let folder = project.path().join(format!("tool-{number}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("api.json"), text).unwrap();
        paths.push(folder.join("api.json").display().to_string());
    }
    paths
}

#[test]
fn two_definitions_of_one_action_are_compared() {
    let (one, other) = (tool(&["DescribeWall"], "string"), tool(&["DescribeWall"], "int64"));
    let different = project();
    let paths = tools(&different, &[one.clone(), other]);
    let (code, _, errors) = import(&different, &[&paths[0], &paths[1]]);
    let words =
        "`DescribeWall` is defined in another way than in …/tool-0/api.json, in the same version: `request.X` differs";
    assert!(code == 1 && errors.contains(words), "{errors}");
    assert!(!different.path().join("specs/tencent/describe-wall.yaml").exists());
    let alike = project();
    let paths = tools(&alike, &[one.clone(), one]);
    let (code, printed, errors) = import(&alike, &[&paths[0], &paths[1]]);
    assert_eq!((code, &*errors), (0, ""));
    assert!(printed.contains("1 action of …/tool-1/api.json is in …/tool-0/api.json too, which is used"), "{printed}");
}

#[test]
fn two_actions_of_one_file_name_are_told_apart() {
    let project = project();
    let paths = tools(&project, &[tool(&["DescribeIt", "DescribeIT"], "string")]);
    let (code, _, errors) = import(&project, &[&paths[0]]);
    assert_eq!(code, 1);
    assert!(errors.contains("`DescribeIT` and `DescribeIt` would both be written to"), "{errors}");
    assert!(!errors.contains("already exists"), "{errors}");
}

#[test]
fn marks_have_the_words_the_file_and_the_line() {
    let project = project();
    let path = project.path().join("wall.yaml");
    let text = "openapi: 3.0.1\nservers: [{ url: 'https://rtc-api.zego.im' }]\npaths:\n  /:\n    post:\n      summary: PaintWall\n      \
        parameters:\n        - { name: Crumb, in: cookie, schema: { type: string } }\n        \
        - { name: Id, in: header, schema: { type: string } }\n      \
        requestBody: { content: { application/json: { schema: { type: object, properties: { Id: { type: integer } } } } } }\n      \
        responses: { '200': { description: none } }\n";
    fs::write(&path, text).unwrap();
    assert_eq!(import(&project, &[path.to_str().unwrap()]).0, 0);
    let spec = spec(&project, "zego/paint-wall.yaml");
    for words in [
        "# TODO(check): `Crumb` is in `cookie`, where specs have no parameters (line 8 of wall.yaml)\n",
        "# TODO(check): left out: there is a second `Id` in the body, and specs have one parameter of a name (line 10 of wall.yaml)\n",
    ] {
        assert!(spec.contains(words), "{spec}");
    }
    let drift = || {
        let mut drift = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let drift = drift.arg("--root").arg(project.path()).arg("drift").arg(&path).output().unwrap();
        (drift.status.code(), String::from_utf8(drift.stdout).unwrap())
    };
    let (code, printed) = drift();
    assert_eq!(code, Some(0), "{printed}");
    // A second one is more than the import excepted.
    let more = text.replace(
        "        - { name: Id, in: header",
        "        - { name: Bite, in: cookie, schema: { type: string } }\n        - { name: Id, in: header",
    );
    fs::write(&path, more).unwrap();
    let (code, printed) = drift();
    assert_eq!(code, Some(1), "{printed}");
    assert!(printed.contains("`Bite` is in `cookie`"), "{printed}");
    assert!(printed.contains("wall.yaml:9:19)"), "{printed}");
    assert!(!printed.contains("xtask read"), "{printed}");
}

/// A page of two actions becomes two specs, with which it agrees.
#[test]
fn a_page_of_several_actions_becomes_a_spec_for_each() {
    let project = project();
    let page = project.path().join("rules.md");
    let part = |name: &str, rate: u8, row: &str| {
        format!(
            "## {name}\n\n- 请求方法：POST\n- 请求地址：`https://rtc-api.zego.im/?Action={name}`\n- 调用频率限制：{rate} 次/秒\n\n### 请求参数\n\n| 参数 | 类型 | 是否必选 | 描述 |\n|---|---|---|---|\n{row}\n\n### 响应参数\n\n| 参数 | 类型 | 描述 |\n|---|---|---|\n| Code | Int32 | 码。 |\n\n"
        )
    };
    let parts = [
        part("AddWallRule", 10, "| RuleType | Int32 | 是 | 种类，取值范围 [1, 4]。 |"),
        part("DropWallRule", 5, "| RuleId | String | 是 | 规则。 |"),
    ];
    fs::write(&page, format!("# 规则\n\n{}", parts.concat())).unwrap();
    let (code, printed, errors) = import(&project, &[page.to_str().unwrap()]);
    assert_eq!((code, &*errors), (0, ""), "{printed}");
    let (add, drop) = (spec(&project, "zego/add-wall-rule.yaml"), spec(&project, "zego/drop-wall-rule.yaml"));
    assert!(add.contains("RuleType:") && add.contains("calls: 10") && !add.contains("RuleId"), "{add}");
    assert!(drop.contains("RuleId:") && drop.contains("calls: 5") && !drop.contains("RuleType"), "{drop}");
    let mut drift = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let Output { status, stdout, .. } =
        drift.arg("--root").arg(project.path()).arg("drift").arg(&page).output().unwrap();
    let report = String::from_utf8(stdout).unwrap();
    assert!(status.success() && report.contains("2 pages, 0 to review"), "{report}");
}
