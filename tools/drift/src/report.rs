//! The result of comparing pages with specs.

use crate::{Finding, FindingDisplay, spec::vendor_file};
use rtc_catalog::Source;
use serde::Serialize;
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// The result of comparing pages with specs.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The pages, in the order they were given.
    pub pages: Vec<PageReport>,
    /// The folder of specs, to show lines of them.
    #[serde(skip)]
    pub(crate) folder: PathBuf,
    /// The pages on which types are described.
    #[serde(skip)]
    pub(crate) type_pages: BTreeMap<String, PathBuf>,
}

/// The result for one page.
#[derive(Debug, Serialize)]
pub struct PageReport {
    /// Its file.
    pub file: PathBuf,
    /// The files that its facts come from, where a definition has some of them. Positions of findings name them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<PathBuf>,
    /// The result.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// The result for a page.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It was compared with the spec of its action.
    Compared {
        /// The spec, below the folder of specs.
        spec: String,
        /// What differs and is not excepted.
        findings: Vec<Finding>,
        /// How many differences the spec excepts.
        excepted: usize,
    },
    /// There is no spec of its action.
    NoSpec {
        /// The vendor's folder of specs, if the page names the vendor.
        vendor: Option<String>,
        /// The action.
        action: String,
    },
    /// It describes types, which were looked up for the others.
    Types,
    /// It is a definition none of whose actions has a spec.
    Unused {
        /// How many actions it has.
        actions: usize,
    },
    /// It is not a page that the reader understands.
    NotUnderstood {
        /// Why.
        why: String,
    },
}

impl Outcome {
    /// Whether there is nothing to review.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        match self {
            Self::Compared { findings, .. } => findings.is_empty(),
            Self::Types => true,
            Self::NoSpec { .. } | Self::Unused { .. } | Self::NotUnderstood { .. } => false,
        }
    }
}

impl Report {
    /// Whether there is nothing to review for any page.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.pages.iter().all(|page| page.outcome.is_clean())
    }

    /// Writes the report for people. Pages and specs with findings are read again, to show
    /// their lines.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, to: &mut impl io::Write) -> io::Result<()> {
        for page in &self.pages {
            self.page(page, to)?;
        }
        let clean = self.pages.iter().filter(|page| page.outcome.is_clean()).count();
        let counts = |count: fn(&Outcome) -> usize| self.pages.iter().map(|page| count(&page.outcome)).sum::<usize>();
        let findings = counts(|outcome| match outcome {
            Outcome::Compared { findings, .. } => findings.len(),
            _ => 0,
        });
        let excepted = counts(|outcome| match outcome {
            Outcome::Compared { excepted, .. } => *excepted,
            _ => 0,
        });
        let (pages, left) = (plural(self.pages.len(), "page"), self.pages.len() - clean);
        writeln!(to, "{pages}, {left} to review: {}{}", plural(findings, "difference"), but(excepted))
    }

    fn page(&self, page: &PageReport, to: &mut impl io::Write) -> io::Result<()> {
        let file = page.file.display();
        match &page.outcome {
            Outcome::Types => writeln!(to, "{file}: types, looked up for the other pages"),
            Outcome::Unused { actions } => {
                writeln!(
                    to,
                    "{file}: there is no spec for any of its {}; to list them, run: cargo xtask import --all {file}\n",
                    plural(*actions, "action")
                )
            }
            Outcome::NotUnderstood { why } => writeln!(to, "{file}: {}\n", why.replace('\n', "\n  ")),
            Outcome::NoSpec { vendor: Some(vendor), action } => writeln!(
                to,
                "{file}: {vendor} has no spec for `{action}`; to create one, run: cargo xtask import {file}\n"
            ),
            Outcome::NoSpec { vendor: None, action } => {
                writeln!(
                    to,
                    "{file}: the page of `{action}` names no vendor: no host or brand under `words` in a vendor.yaml fits it\n"
                )
            }
            Outcome::Compared { spec, findings, excepted } => {
                if page.outcome.is_clean() {
                    return writeln!(to, "{file}: agrees with {spec}{}", but(*excepted));
                }
                writeln!(to, "{file}: {} from {spec}{}", plural(findings.len(), "difference"), but(*excepted))?;
                writeln!(to)?;
                self.findings(page, spec, findings, to)
            }
        }
    }

    fn findings(
        &self,
        report: &PageReport,
        spec: &str,
        findings: &[Finding],
        to: &mut impl io::Write,
    ) -> io::Result<()> {
        let all = if report.files.is_empty() { std::slice::from_ref(&report.file) } else { &report.files[..] };
        let mut opened: BTreeMap<usize, Source> = BTreeMap::new();
        let vendor = vendor_file(spec.split('/').next().unwrap_or_default());
        let specs = [spec, &vendor].map(|spec| (spec.to_owned(), source(&self.folder.join(spec))));
        for finding in findings {
            let type_page = finding
                .page
                .as_ref()
                .and_then(|on_page| self.type_pages.get(on_page.of.as_ref()?))
                .map(|type_page| source(type_page));
            let number =
                finding.page.as_ref().map_or(0, |on_page| usize::from(on_page.position.file)).min(all.len() - 1);
            let own = opened.entry(number).or_insert_with(|| source(&all[number]));
            let defined = rtc_definitions::is_definition(&own.path);
            let page = type_page.as_ref().unwrap_or(own);
            let named = specs.iter().find(|(spec, _)| finding.spec.file.ends_with(spec));
            let spec = &named.unwrap_or(&specs[0]).1;
            writeln!(
                to,
                "{}\n",
                FindingDisplay { finding, page, spec, label: if defined { "the definition" } else { "the page" } }
            )?;
        }
        Ok(())
    }
}

/// A file's text. One that is gone meanwhile is shown without its lines.
fn source(file: &Path) -> Source {
    let bytes = fs::read(file).unwrap_or_default();
    Source { path: file.to_owned(), text: String::from_utf8_lossy(&bytes).into_owned() }
}

fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn but(excepted: usize) -> String {
    if excepted == 0 { String::new() } else { format!(", {excepted} excepted") }
}
