//! Redirects, which are not followed: the signature is for the host that was called.

use crate::protocol::OpenError;
use http::{Response, header::LOCATION};

/// The error of an answer; for a redirect that is no answer of the vendor's, it says where to.
pub(super) fn explain<B>(mut error: OpenError, response: &Response<B>) -> OpenError {
    if let OpenError::Unreadable { reason, path, .. } = &mut error
        && response.status().is_redirection()
    {
        let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
        *reason = match location.and_then(host) {
            Some(host) => format!("it is a redirect to the host `{host}`, and redirects are not followed"),
            None if location.is_some() => "it is a redirect, and redirects are not followed".to_owned(),
            None => "it is a redirect to nowhere: there is no usable `Location`".to_owned(),
        };
        reason.push_str("; check the endpoint, and any proxy in between");
        *path = None;
    }
    error
}

/// The host, with its port, of an absolute URL. Nothing else of the URL is shown: it may contain a signature.
fn host(location: &str) -> Option<&str> {
    let (scheme, rest) = location.split_once("//")?;
    let is_scheme = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (scheme.is_empty() || scheme.strip_suffix(':').is_some_and(is_scheme)).then_some(())?;
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']');
    (!host.is_empty() && host.len() <= 260 && host.bytes().all(is_host)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn nothing_but_the_host_is_shown() {
        for (location, name) in [
            ("https://login.example.com/path?Signature=abc#x", Some("login.example.com")),
            ("http://user:secret@example.com:8080?token=abc", Some("example.com:8080")),
            ("//portal.example/login", Some("portal.example")),
            ("https://[2001:db8::1]:443/", Some("[2001:db8::1]:443")),
            ("https://example.com\\@evil.example/", Some("example.com")),
            ("/login?next=https://example.com/", None),
            ("?next=//example.com", None),
            ("login", None),
            ("https:///path", None),
            ("https://exam ple.com/", None),
            ("https://user:pass word@/", None),
            ("", None),
        ] {
            assert_eq!(host(location), name, "{location}");
        }
    }
}
