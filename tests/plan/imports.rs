//! From a saved page to a crate that is released, as people go it.

use crate::{commands::run, versions::repository};
use rtc_tests::{files, root};
use std::fs;

#[test]
fn from_a_page_to_a_release() {
    let folder = repository();
    let page = root().join("tools/transcribe/tests/data/sessions.md");
    let page = page.to_str().unwrap();
    let (code, printed, errors) = run(folder.path(), &["import", page, "--url", "https://docs.example.com/sessions"]);
    assert_eq!((code, &*errors), (0, ""), "{printed}");
    let spec = folder.path().join("specs/volcengine/list-sessions.yaml");
    let imported = fs::read_to_string(&spec).unwrap();

    // It is a spec like the others.
    assert_eq!(run(folder.path(), &["gen"]).0, 0);
    assert_eq!(run(folder.path(), &["gen", "--check"]).0, 0);
    assert!(folder.path().join("crates/actions/volcengine/list-sessions/src/lib.rs").exists());
    let before = files(folder.path());
    assert_eq!(run(folder.path(), &["import", page]).0, 1);
    assert_eq!(files(folder.path()), before);

    // Sentences are to be written, and remarks to be looked at, before anything is released.
    let released = |text: String| {
        fs::write(&spec, text).unwrap();
        let (code, printed, errors) = run(folder.path(), &["release"]);
        (code, printed + &errors)
    };
    let line = |text: &str, mark: &str| text.lines().position(|line| line.contains(mark)).unwrap() + 1;
    let refused = |text: &str, mark: &str| {
        format!("nothing is released: specs/volcengine/list-sessions.yaml:{}: `{mark}` marks ", line(text, mark))
    };
    let with_job = imported.replacen("# TODO(check): add `job`", "job: rooms\n# ", 1);
    let (code, printed) = released(with_job.clone());
    assert!(code == 1 && printed.starts_with(&refused(&with_job, "TODO(doc)")), "{printed}");
    let written = with_job.replace("TODO(doc)", "A sentence about");
    let (code, printed) = released(written.clone());
    assert!(code == 1 && printed.starts_with(&refused(&written, "TODO(check)")), "{printed}");
    // A remark is deleted; the reason of an exception is written.
    let reasoned = written.replace("reason: \"TODO(check): ", "reason: \"As wanted: ");
    let looked_at: String = reasoned.split_inclusive('\n').filter(|line| !line.contains("TODO(check)")).collect();
    let (code, printed) = released(looked_at);
    assert_eq!(code, 0, "{printed}");
    assert_eq!(run(folder.path(), &["gen"]).0, 0);
}
