//! Where calls go.

use crate::error::debug_is_display;
use http::Uri;
use std::{fmt, net::Ipv4Addr, net::Ipv6Addr, str::FromStr};

/// An address that calls go to: HTTPS, or HTTP on this machine (elsewhere only if that is allowed explicitly), and nothing
/// but scheme, host and port.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint {
    scheme: &'static str,
    authority: String,
    host: String,
    loopback: bool,
}

/// Why a URL cannot be an [`Endpoint`].
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// It is no URL, or names no host.
    #[error("it is not a URL; write it as https://host or https://host:port")]
    NotAUrl,
    /// HTTP to another machine: everyone on the way could read and change the call.
    #[error(
        "plain http is for this machine only (localhost, 127.0.0.0/8, [::1]); use https, or for a stand-in of the vendor in \
         a network of your own, `.allow_plain_http()` on the client's builder"
    )]
    NotHttps,
    /// Neither `https` nor `http`.
    #[error("its scheme is not known; use https")]
    UnknownScheme,
    /// It names a user.
    #[error("it contains a user before the host; remove it and set credentials on the client")]
    User,
    /// It has a path, a query or a fragment.
    #[error("it continues after the host; calls use the path `/`, so end it after host and port")]
    Path,
    /// Its port is not 1 to 65535.
    #[error("its port is not a number from 1 to 65535")]
    Port,
}

debug_is_display!(EndpointError);

impl Endpoint {
    /// Reads and checks a URL.
    ///
    /// # Errors
    /// An error that says what is wrong and what to write instead. It does not contain the URL, which may contain a
    /// password.
    pub fn parse(url: &str) -> Result<Self, EndpointError> {
        let endpoint = Self::parse_allowing_plain_http(url)?;
        if endpoint.scheme == "http" && !endpoint.loopback { Err(EndpointError::NotHttps) } else { Ok(endpoint) }
    }

    /// Reads and checks a URL, which may be `http` for any host: everyone on the way can read and change such a call.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), except for [`EndpointError::NotHttps`].
    pub fn parse_allowing_plain_http(url: &str) -> Result<Self, EndpointError> {
        let (scheme, rest) = url.split_once("://").ok_or(EndpointError::NotAUrl)?;
        let scheme = known_scheme(scheme)?;
        let (authority, behind) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(EndpointError::User);
        }
        if !matches!(behind, "" | "/") {
            return Err(EndpointError::Path);
        }
        let authority = authority.to_ascii_lowercase();
        let (name, port) = split_port(&authority)?;
        let uri = Uri::from_str(&format!("{scheme}://{authority}/")).map_err(|_| EndpointError::NotAUrl)?;
        if name.is_empty() || uri.host() != Some(name) {
            return Err(EndpointError::NotAUrl);
        }
        let loopback = is_loopback(name);
        let host = match port {
            None | Some(80 | 443) => name.to_owned(),
            Some(port) => format!("{name}:{port}"),
        };
        Ok(Self { scheme, authority, host, loopback })
    }

    /// `https` or `http`.
    #[must_use]
    pub const fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// Host and port as given, in lower case.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The `Host` header: the ports 80 and 443 left out, any other kept.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The host's name or address, without the port.
    #[must_use]
    pub fn name(&self) -> &str {
        split_port(&self.authority).map_or(&self.authority, |(name, _)| name)
    }

    /// The port: the scheme's own where none was given.
    #[must_use]
    pub fn port(&self) -> u16 {
        let own = if self.scheme == "http" { 80 } else { 443 };
        split_port(&self.authority).ok().and_then(|(_, port)| port).unwrap_or(own)
    }

    /// Whether it is this machine.
    #[must_use]
    pub const fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// The URL of a call with this query, which is encoded already.
    #[must_use]
    pub fn url(&self, query: &str) -> String {
        let question = if query.is_empty() { "" } else { "?" };
        [self.scheme, "://", &self.authority, "/", question, query].concat()
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Endpoint({self})")
    }
}

fn known_scheme(scheme: &str) -> Result<&'static str, EndpointError> {
    if scheme.eq_ignore_ascii_case("https") {
        Ok("https")
    } else if scheme.eq_ignore_ascii_case("http") {
        Ok("http")
    } else {
        Err(EndpointError::UnknownScheme)
    }
}

/// Host and port. The host of an IPv6 address keeps its brackets.
fn split_port(authority: &str) -> Result<(&str, Option<u16>), EndpointError> {
    let after_address = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    let Some(colon) = authority[after_address..].find(':').map(|at| at + after_address) else {
        return Ok((authority, None));
    };
    let digits = &authority[colon + 1..];
    let port = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
    match port {
        None | Some(0) => Err(EndpointError::Port),
        port => Ok((&authority[..colon], port)),
    }
}

fn is_loopback(host: &str) -> bool {
    let v6 = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    host == "localhost"
        || host.parse().is_ok_and(|address: Ipv4Addr| address.is_loopback())
        || v6.is_some_and(|address| address.parse().is_ok_and(|address: Ipv6Addr| address.is_loopback()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(url: &str) -> Result<String, EndpointError> {
        Endpoint::parse(url).map(|endpoint| endpoint.host().to_owned())
    }

    #[test]
    fn default_ports_are_not_in_the_host_header_others_are() {
        assert_eq!(host("https://rtc.example.com"), Ok("rtc.example.com".into()));
        assert_eq!(host("HTTPS://RTC.example.com:443/"), Ok("rtc.example.com".into()));
        assert_eq!(host("https://rtc.example.com:80"), Ok("rtc.example.com".into()));
        assert_eq!(host("https://rtc.example.com:8443"), Ok("rtc.example.com:8443".into()));
        assert_eq!(host("http://127.0.0.1:8080/"), Ok("127.0.0.1:8080".into()));
        assert_eq!(host("http://[::1]:9"), Ok("[::1]:9".into()));
        assert_eq!(host("http://localhost"), Ok("localhost".into()));
    }

    #[test]
    fn the_url_keeps_the_port_and_the_query() {
        let endpoint = Endpoint::parse("https://h:443").unwrap();
        assert_eq!(endpoint.url("a=%20"), "https://h:443/?a=%20");
        assert_eq!(endpoint.url(""), "https://h:443/");
    }

    #[test]
    fn name_and_port_are_told_apart() {
        for (url, name, port) in [
            ("https://rtc.example.com", "rtc.example.com", 443),
            ("http://127.0.0.1:8080", "127.0.0.1", 8080),
            ("http://[::1]", "[::1]", 80),
            ("https://h:80", "h", 80),
        ] {
            let endpoint = Endpoint::parse(url).unwrap();
            assert_eq!((endpoint.name(), endpoint.port()), (name, port), "{url}");
        }
    }

    #[test]
    fn plain_http_is_for_this_machine_unless_it_is_allowed() {
        for url in
            ["http://sandbox:8080", "http://host.docker.internal:8080", "http://192.168.0.7", "http://[fe80::1]:80"]
        {
            assert_eq!(host(url), Err(EndpointError::NotHttps), "{url}");
            let endpoint = Endpoint::parse_allowing_plain_http(url).unwrap();
            assert_eq!((endpoint.scheme(), endpoint.is_loopback()), ("http", false), "{url}");
        }
        for url in ["ftp://sandbox", "http://user@sandbox", "http://sandbox/path", "http://sandbox:0", "sandbox:8080"] {
            assert_eq!(Endpoint::parse_allowing_plain_http(url), Endpoint::parse(url), "{url}");
            assert!(Endpoint::parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        use EndpointError::{NotAUrl, NotHttps, Path, Port, UnknownScheme, User};
        for (url, why) in [
            ("", NotAUrl),
            ("rtc.example.com", NotAUrl),
            ("https://", NotAUrl),
            ("https://a b", NotAUrl),
            ("https://a\r\nx", NotAUrl),
            ("https://例え.jp", NotAUrl),
            ("https://[::1", Port),
            ("https://a]:1", NotAUrl),
            ("http://rtc.example.com", NotHttps),
            ("http://127.1", NotHttps),
            ("http://128.0.0.1", NotHttps),
            ("http://localhost.example.com", NotHttps),
            ("ftp://localhost", UnknownScheme),
            ("https://user:secret@host", User),
            ("http://localhost@host", User),
            ("https://host/path", Path),
            ("https://host?x", Path),
            ("https://host#x", Path),
            ("https://host\\x", Path),
            ("https://host:", Port),
            ("https://host:0", Port),
            ("https://host:65536", Port),
            ("https://host:+80", Port),
            ("https://host:80:80", Port),
        ] {
            assert_eq!(host(url), Err(why), "{url:?}");
        }
    }
}
