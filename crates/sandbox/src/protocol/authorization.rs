//! The header `Authorization`, whose format Volcengine and Tencent share.

use crate::incoming::Incoming;

/// The parts of the header. Missing parts are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Authorization<'h> {
    /// Id and scope, separated by slashes.
    pub(super) credential: &'h str,
    /// Lower-case names, separated by semicolons.
    pub(super) signed_headers: &'h str,
    pub(super) signature: &'h str,
}

impl<'h> Authorization<'h> {
    /// Parses the header. `None` if it has another algorithm or unknown parts.
    pub(super) fn read(header: &'h str, algorithm: &str) -> Option<Self> {
        let parts = header.trim().strip_prefix(algorithm)?.strip_prefix(' ')?;
        let mut read = Self::default();
        for part in parts.split(',') {
            match part.trim().split_once('=')? {
                ("Credential", value) => read.credential = value,
                ("SignedHeaders", value) => read.signed_headers = value,
                ("Signature", value) => read.signature = value,
                _ => return None,
            }
        }
        Some(read)
    }

    pub(super) fn signs(&self, header: &str) -> bool {
        self.signed_headers.split(';').any(|name| name.eq_ignore_ascii_case(header))
    }

    /// The canonical headers, one per line, in each accepted form: with and without a default port of the host. `None`
    /// if a signed header was not sent.
    pub(super) fn canonical_headers(&self, incoming: &Incoming, lower_case: bool) -> Option<Vec<String>> {
        let host = incoming.header("host").unwrap_or_default();
        let without_port = host.strip_suffix(":80").or_else(|| host.strip_suffix(":443"));
        let mut names: Vec<String> = self.signed_headers.split(';').map(str::to_ascii_lowercase).collect();
        names.sort();
        let lines = |host: &str| {
            let mut lines = String::new();
            for name in &names {
                let value = if name == "host" { host } else { incoming.header(name)? };
                let value = if lower_case { value.to_lowercase() } else { value.to_owned() };
                lines.push_str(&format!("{name}:{}\n", value.trim()));
            }
            Some(lines)
        };
        std::iter::once(host).chain(without_port).map(lines).collect()
    }
}

/// Checks that an id can be written into the header. The error says what to use instead.
pub(super) fn check_id(id: &str) -> Result<(), &'static str> {
    if id.contains(['/', ',', ' ']) {
        return Err(
            "the id must not contain slashes, commas or spaces, because the header `Authorization` contains it",
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_any_order_and_with_any_blanks() {
        let read = Authorization::read(" A Signature=s,SignedHeaders=b;a,  Credential=id/x", "A").unwrap();
        assert_eq!(read, Authorization { credential: "id/x", signed_headers: "b;a", signature: "s" });
        assert!(read.signs("A") && !read.signs("c"));
        for wrong in ["", "A", "AB Credential=x", "A Credential", "A Other=x", "Bearer t"] {
            assert_eq!(Authorization::read(wrong, "A"), None, "{wrong}");
        }
    }
}
