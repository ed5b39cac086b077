//! Own specs and pages in a folder that is thrown away.
#![allow(dead_code, reason = "no test uses all of it")]

use rtc_pages::{Facts, NotUnderstood, Reader};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// Reads a page of one of the vendors that have specs.
pub(crate) fn read(page: &str) -> Result<Facts, NotUnderstood> {
    static READER: OnceLock<Reader> = OnceLock::new();
    let reader = READER.get_or_init(|| {
        let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
        Reader::new(&rtc_catalog::load(&specs).expect("the specs have no mistakes").vendors)
    });
    reader.read(page)
}

/// The three vendors' own pages and the specs of them.
pub(crate) const ACTIONS: [(&str, &str, &str); 3] = [
    ("tencent", "describe-call-notes", "tencent-text.txt"),
    ("volcengine", "list-notes", "volcengine.md"),
    ("zego", "describe-notes", "zego.md"),
];

/// A folder with specs and pages.
pub(crate) struct Project {
    pub(crate) folder: tempfile::TempDir,
}

impl Project {
    /// The specs of this test's data, with the real vendors around them, and the pages of the page reader's tests.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let project = Self { folder };
        for (vendor, action, page) in ACTIONS {
            let home = project.specs().join(vendor);
            fs::create_dir_all(&home).unwrap();
            fs::create_dir_all(project.pages()).unwrap();
            let common = here.join("../../specs").join(vendor).join("vendor.yaml");
            // The pages of these tests name regions of their own.
            let common = fs::read_to_string(common).unwrap();
            let regions = "  names:\n    ap-one: One\n    ap-two-2: Two\n    ap-three: Three\n";
            fs::write(home.join("vendor.yaml"), common.replacen("  names:\n", regions, 1)).unwrap();
            let own = here.join("tests/data").join(vendor).join(format!("{action}.yaml"));
            fs::copy(own, home.join(format!("{action}.yaml"))).unwrap();
            let page = here.join("../pages/tests/data").join(page);
            fs::copy(&page, project.pages().join(page.file_name().unwrap())).unwrap();
        }
        project.page("tencent-types.txt", include_str!("../../../pages/tests/data/tencent-types.txt"));
        project
    }

    pub(crate) fn specs(&self) -> PathBuf {
        self.folder.path().join("specs")
    }

    pub(crate) fn pages(&self) -> PathBuf {
        self.folder.path().join("pages")
    }

    /// Writes a page.
    pub(crate) fn page(&self, name: &str, text: &str) {
        fs::write(self.pages().join(name), text).unwrap();
    }

    /// Replaces the first `from` in a file; it must be there.
    pub(crate) fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from:?}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    /// What is said of pages.
    pub(crate) fn report(&self, pages: &[&str]) -> rtc_drift::Report {
        let model = rtc_catalog::load(&self.specs()).unwrap_or_else(|error| panic!("{error}"));
        let named: Vec<PathBuf> = pages.iter().map(|page| self.pages().join(page)).collect();
        let files = rtc_drift::files(&named).unwrap();
        rtc_drift::check(&self.specs(), &model, &files).unwrap()
    }

    /// The same as text, without the folder's name.
    pub(crate) fn report_text(&self, pages: &[&str]) -> String {
        let mut text = Vec::new();
        self.report(pages).write(&mut text).unwrap();
        String::from_utf8(text).unwrap().replace(&format!("{}/", self.folder.path().display()), "")
    }
}
