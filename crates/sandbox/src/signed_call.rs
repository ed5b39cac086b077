//! A signed call, ready to be sent.

use std::fmt;

/// A signed call, ready to be sent. Its `Display` is a `curl` command that can be pasted into a shell until the
/// signature expires, some minutes later by the sandbox's time.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedCall {
    /// The HTTP method.
    pub method: &'static str,
    /// The URL with the encoded query.
    pub url: String,
    /// The headers except `Host`, with lower-case names.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<String>,
}

impl fmt::Display for SignedCall {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `-g` keeps curl from interpreting brackets as ranges.
        write!(to, "curl -sSg {}", quoted(&self.url))?;
        for (name, value) in &self.headers {
            write!(to, " \\\n  -H {}", quoted(&format!("{name}: {value}")))?;
        }
        self.body.as_ref().map_or(Ok(()), |body| write!(to, " \\\n  --data-binary {}", quoted(body)))
    }
}

impl fmt::Debug for SignedCall {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("SignedCall").field("method", &self.method).finish_non_exhaustive()
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
