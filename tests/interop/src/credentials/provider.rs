//! The vendors' own providers of credentials.

use super::cases::Case;
use crate::language::{Interpreters, Language, text};
use std::path::Path;

/// A provider of credentials in a vendor's SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    /// Volcengine's SDK with a client for RTC, in Python.
    VolcengineRtc,
    /// The same SDK for Node.
    VolcengineNode,
    /// The core of Volcengine's SDK for its other products, in Python.
    VolcengineCore,
    /// Tencent Cloud's provider that reads variables, in Python.
    TencentVariables,
    /// Its provider that reads a file.
    TencentFile,
    /// Its provider that asks the others in turn.
    TencentDefault,
}

/// What a provider finds: id, secret and, where it reads them, the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) token: Option<String>,
}

impl Provider {
    const fn language(self) -> Language {
        if matches!(self, Self::VolcengineNode) { Language::Node } else { Language::Python }
    }

    /// Its name in the script.
    const fn name(self) -> &'static str {
        match self {
            Self::VolcengineRtc => "volcengine_rtc",
            Self::VolcengineNode => "volcengine_node",
            Self::VolcengineCore => "volcengine_core",
            Self::TencentVariables => "tencent_variables",
            Self::TencentFile => "tencent_file",
            Self::TencentDefault => "tencent_default",
        }
    }

    /// Whether it reads session tokens. The others leave the token to their caller, and so drop that of variables and
    /// files.
    pub(crate) const fn reads_tokens(self) -> bool {
        matches!(self, Self::VolcengineCore)
    }

    /// Runs it in a process of its own.
    pub(crate) fn find(self, interpreters: &Interpreters, case: Case, home: &Path) -> Result<Option<Answer>, String> {
        let variables = case.variables.iter().map(|(name, value)| (*name, super::expanded(value, home)));
        let child = self.language().finder(interpreters, self.name(), home, variables)?;
        let report = child.read()?;
        let Some(found) = report["found"].as_array() else {
            return Ok(None);
        };
        let part = |at: usize| found.get(at).and_then(|part| part.as_str()).filter(|part| !part.is_empty());
        match (part(0), part(1)) {
            (Some(id), Some(secret)) => {
                let token = part(2).map(str::to_owned);
                Ok(Some(Answer { id: id.to_owned(), secret: secret.to_owned(), token }))
            }
            _ => Err(format!("{self:?} found half of the credentials: {report} {}", text(&report, "why"))),
        }
    }
}
