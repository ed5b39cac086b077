//! Addresses that a user gives.

use crate::Target;
use rtc_core::Endpoint;

pub(super) const TARGET: Target = Target {
    name: "endpoint",
    holds: "an address that is taken is HTTPS or of this machine, has a scheme, a host and a port and no more, and is the same when read again",
    test,
    seeds,
    words: &[
        "https://",
        "http://",
        "localhost",
        "127.0.0.1",
        "[::1]",
        ":80",
        ":443",
        "@",
        "/",
        "?",
        "#",
        "\\",
        "%2F",
        "..",
        ":",
    ],
};

fn seeds() -> Vec<Vec<u8>> {
    let urls = [
        "https://rtc.example.com",
        "https://h:8443/",
        "http://127.0.0.1:1",
        "http://[::1]:65535",
        "HTTPS://X.example:443",
    ];
    urls.map(|url| url.as_bytes().to_vec()).to_vec()
}

fn test(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let endpoint = match Endpoint::parse(&text) {
        Ok(endpoint) => endpoint,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    assert!(endpoint.scheme() == "https" || endpoint.is_loopback(), "{endpoint}");
    let url = endpoint.url("a=%20");
    let uri: http::Uri = url.parse().unwrap();
    assert_eq!((uri.scheme_str(), uri.path(), uri.query()), (Some(endpoint.scheme()), "/", Some("a=%20")), "{url}");
    assert_eq!(uri.authority().map(http::uri::Authority::as_str), Some(endpoint.authority()), "{url}");
    assert!(!endpoint.authority().contains('@'), "{url}");
    assert_eq!(Endpoint::parse(&endpoint.to_string()).as_ref(), Ok(&endpoint));
    http::HeaderValue::from_str(endpoint.host()).unwrap();
}
