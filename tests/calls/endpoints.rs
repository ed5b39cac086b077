//! Where calls may go.

use crate::{tencent, volcengine, zego};
use rtc_core::BuildError;

#[test]
fn nothing_but_https_unless_it_is_this_machine() {
    for url in [
        "http://rtc.volcengineapi.com",
        "http://trtc.intl.tencentcloudapi.com/",
        "HTTP://rtc-api.zego.im",
        "http://192.168.0.1:8080",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "rtc-api.zego.im",
        "ftp://127.0.0.1",
        "https://user:verySecretKeyOfTheTests@rtc-api.zego.im",
        "https://rtc-api.zego.im/path",
        "https://rtc-api.zego.im?query",
        "",
    ] {
        let errors = [volcengine(url).build().err(), tencent(url).build().err(), zego(url).build().err()];
        for error in errors {
            let error = error.unwrap_or_else(|| panic!("{url} is let through"));
            assert!(matches!(error, BuildError::Endpoint(_)), "{url}: {error}");
            assert!(
                !error.to_string().contains("verySecret") && !format!("{error:?}").contains("verySecret"),
                "{error}"
            );
        }
    }
}

#[test]
fn the_documented_endpoints_and_this_machine() {
    for url in [
        volcengine_rtc_list_user_info::endpoints::SINGAPORE,
        tencent_trtc_describe_user_info::endpoints::CHINA,
        zego_rtc_describe_users::endpoints::FRANKFURT,
        "https://proxy.example.com:8443",
        "http://127.0.0.1:1",
        "http://[::1]:1",
        "http://localhost:1",
    ] {
        volcengine(url).build().unwrap();
        tencent(url).build().unwrap();
        zego(url).build().unwrap();
    }
}
