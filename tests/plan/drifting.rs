//! The way of one change: from a page of the vendor's to the crate's changelog.

use crate::{
    bumps::made,
    commands::run,
    versions::{commit, edit, worked_on},
};
use std::{fs, path::Path};

const PAGE: &str = "page.md";
const SPEC: &str = "specs/zego/describe-users.yaml";
const RESPONSE: &str = "crates/actions/zego/describe-users/src/response.rs";

/// What the vendor changes one day: more users at once, a further state, one field less and one more.
const CHANGES: [(&str, &str); 4] = [
    ("up to 10.", "up to 50."),
    ("<li>1: yes</li>", "<li>1: yes</li><li>2: away</li>"),
    ("| LoginTime | Int64 | When they came, a Unix timestamp in milliseconds. |\n", ""),
    ("| UserRole |", "| Device | String | What they use, such as phone. |\n| UserRole |"),
];

fn text(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap()
}

/// What a command says, and how it ends. `root` is where it works; pages are named from there.
fn printed(root: &Path, arguments: &[&str]) -> String {
    let page = root.join(PAGE).display().to_string();
    let named: Vec<&str> = arguments.iter().map(|argument| if *argument == PAGE { &*page } else { argument }).collect();
    let (code, printed, errors) = run(root, &named);
    let printed = printed.lines().filter(|line| !line.starts_with("crates/actions/")).map(|line| format!("{line}\n"));
    let printed = printed.collect::<String>().replace(&page, PAGE);
    format!("$ cargo xtask {}\n{printed}{errors}= {code}\n\n", arguments.join(" "))
}

#[test]
fn from_a_page_to_a_changelog() {
    let folder = made();
    let root = folder.path();
    fs::write(root.join(PAGE), include_str!("data/describe-users.md")).unwrap();
    let mut all = printed(root, &["drift", PAGE]);
    for change in CHANGES {
        edit(root, PAGE, change);
    }
    all += &printed(root, &["drift", PAGE]);

    // What can be taken over is taken over, and nothing else of the spec is touched.
    let before = text(root, SPEC);
    all += &printed(root, &["drift", "--fix", PAGE]);
    let difference =
        similar::TextDiff::from_lines(&before, text(root, SPEC)).unified_diff().context_radius(1).to_string();
    insta::assert_snapshot!("drift_fixed", difference);

    // The examples have a time that is no longer in the answer: that is no mistake. Sentences are for people.
    edit(root, SPEC, ("doc: TODO(doc) line 39", "doc: Away for the moment."));
    while text(root, SPEC).contains("TODO(doc)") {
        let open = text(root, SPEC).lines().find_map(|line| Some(line[line.find("TODO(doc)")?..].to_owned())).unwrap();
        edit(root, SPEC, (open.trim_end_matches(" }"), "What the user sits at."));
    }
    all += &printed(root, &["gen"]);

    // Who read the field has to be told by the compiler.
    let generated = text(root, RESPONSE);
    assert!(!generated.contains("pub login_time"), "{generated}");
    assert!(generated.contains("pub device: "), "{generated}");

    all += &printed(root, &["diff", "--bump"]);
    all += &printed(root, &["drift", PAGE]);
    insta::assert_snapshot!("drift_said", all);
    insta::assert_snapshot!("drift_changelog", text(root, "crates/actions/zego/describe-users/CHANGELOG.md"));
    commit(root);
    let after = worked_on(root);
    assert_eq!(run(root, &["diff"]).0, 0);
    assert_eq!(worked_on(root), after);
}

/// A page that cannot be opened, and one of nobody's.
#[test]
fn what_cannot_be_compared_is_said() {
    let folder = made();
    let root = folder.path();
    let missing = root.join("missing.md").display().to_string();
    assert_eq!(run(root, &["drift", &missing]).0, 2);
    assert_eq!(run(root, &["drift"]).0, 2);
    let empty = root.join("empty");
    fs::create_dir(&empty).unwrap();
    assert_eq!(run(root, &["drift", &empty.display().to_string()]).0, 2);
    fs::write(root.join(PAGE), include_str!("data/describe-users.md").replace("DescribeUsers", "DescribeOthers"))
        .unwrap();
    let before = worked_on(root);
    let (code, printed, _) = run(root, &["drift", "--fix", &root.join(PAGE).display().to_string()]);
    assert!(code == 1 && printed.contains("cargo xtask import"), "{printed}");
    assert_eq!(worked_on(root), before);
}
