//! Where calls may go, and which region they are signed for.

use crate::{SECRET, describe_user_info, list_user_info, noon, sandbox, tencent, volcengine, zego};
use bytes::Bytes;
use http::{Request, Response};
use rtc_core::{
    BuildError, Cause, ClientBuilder, Exchange, Quotas, RegionalEndpoint, RetryPolicy, SendOptions, Transport,
    TransportError, Vendor as Protocol,
};
use rtc_tencent::Tencent;
use rtc_volcengine::Volcengine;
use rtc_zego::Zego;
use std::sync::{Arc, Mutex};

/// Keeps what is sent, and answers nothing.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Request<Bytes>>>>);

impl Transport for Recorder {
    fn send(&self, request: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        self.0.lock().unwrap().push(request);
        let answer: Result<Response<Bytes>, _> = Err(TransportError::Interrupted(Cause::new(std::fmt::Error)));
        Box::pin(async move { answer })
    }
}

/// A client's builder with this transport.
fn recorded<V: Protocol>(recorder: &Recorder, credentials: V::Credentials) -> ClientBuilder<V> {
    let builder = rtc_core::Client::<V>::builder().credentials(credentials).transport(recorder.clone());
    builder.quotas(Quotas::off()).clock(noon).retry(RetryPolicy::never())
}

/// The host that a call of Volcengine's goes to, and the region in its signature.
async fn signed(set: impl FnOnce(ClientBuilder<Volcengine>) -> ClientBuilder<Volcengine>) -> (String, String) {
    let recorder = Recorder::default();
    let builder = recorded::<Volcengine>(&recorder, rtc_volcengine::Credentials::new("AKLTtests", SECRET));
    set(builder).build().unwrap().send(&list_user_info()).await.unwrap_err();
    let request = recorder.0.lock().unwrap().pop().unwrap();
    let authorization = request.headers()["authorization"].to_str().unwrap();
    // The scope of the credential: access key, day, region, service, `request`.
    let region = authorization.split('/').nth(2).unwrap();
    (request.uri().authority().unwrap().to_string(), region.to_owned())
}

#[tokio::test]
async fn an_endpoint_alone_signs_for_its_region() {
    use volcengine_rtc_list_user_info::endpoints::{MAINLAND_CHINA, SINGAPORE};
    let of = |host: &str, region: &str| (host.to_owned(), region.to_owned());
    let (china, singapore) = ("rtc.volcengineapi.com", "open-ap-singapore-1.volcengineapi.com");
    assert_eq!(signed(|builder| builder).await, of(china, "cn-north-1"));
    assert_eq!(signed(|builder| builder.endpoint(MAINLAND_CHINA)).await, of(china, "cn-north-1"));
    assert_eq!(signed(|builder| builder.endpoint(SINGAPORE)).await, of(singapore, "ap-southeast-1"));
}

#[tokio::test]
async fn a_region_that_is_named_is_used_whatever_the_endpoint_s_is() {
    use volcengine_rtc_list_user_info::endpoints::SINGAPORE;
    assert_eq!(signed(|builder| builder.endpoint(SINGAPORE).region("cn-south-1")).await.1, "cn-south-1");
    assert_eq!(signed(|builder| builder.region("cn-south-1").endpoint(SINGAPORE)).await.1, "cn-south-1");
    assert_eq!(signed(|builder| builder.region("cn-south-1")).await.1, "cn-south-1");
}

/// The hosts that actions of two products are called at.
async fn hosts_of_two_products(set: impl FnOnce(ClientBuilder<Zego>) -> ClientBuilder<Zego>) -> [String; 2] {
    let recorder = Recorder::default();
    let builder = recorded::<Zego>(&recorder, rtc_zego::Credentials::new(1, SECRET));
    let client = set(builder).build().unwrap();
    let room = zego_rtc_describe_user_num::DescribeUserNum::builder().room_ids(["room"]).build();
    client.send(&room).await.unwrap_err();
    let stream = zego_rtc_get_stream_base_info::GetStreamBaseInfo::builder()
        .room_id("room")
        .user_id("user")
        .stream_id("stream")
        .direction(zego_rtc_get_stream_base_info::StreamDirection::Publish)
        .start_time(noon() - time::Duration::minutes(10))
        .end_time(noon())
        .build();
    client.send(&stream).await.unwrap_err();
    let sent = recorder.0.lock().unwrap();
    [0, 1].map(|at| sent[at].uri().authority().unwrap().to_string())
}

/// Hosts of rooms do not answer what is analytics', so an endpoint of one product leaves the other's alone.
#[tokio::test]
async fn an_endpoint_of_one_product_is_called_for_that_product_alone() {
    use zego_rtc_get_stream_base_info::endpoints::{ANALYTICS_MUMBAI, ANALYTICS_SHANGHAI, SHANGHAI};
    let url = "https://gateway.example.com";
    assert_eq!(hosts_of_two_products(|builder| builder).await, ["rtc-api.zego.im", "analytics-api.zego.im"]);
    let rooms = hosts_of_two_products(|builder| builder.endpoint(SHANGHAI)).await;
    assert_eq!(rooms, ["rtc-api-sha.zego.im", "analytics-api.zego.im"]);
    let both = hosts_of_two_products(|builder| {
        builder.endpoint(ANALYTICS_MUMBAI).endpoint(SHANGHAI).endpoint(ANALYTICS_SHANGHAI)
    });
    assert_eq!(both.await, ["rtc-api-sha.zego.im", "analytics-api-sha.zego.im"]);
    // A URL is called for all actions, and what is set after it for one product goes first.
    let all = hosts_of_two_products(|builder| builder.endpoint(SHANGHAI).endpoint(url)).await;
    assert_eq!(all, ["gateway.example.com", "gateway.example.com"]);
    let rest = hosts_of_two_products(|builder| builder.endpoint(url).endpoint(SHANGHAI)).await;
    assert_eq!(rest, ["rtc-api-sha.zego.im", "gateway.example.com"]);
}

/// A URL says nothing about its region, so it is that of the action's own endpoint.
#[tokio::test]
async fn a_plain_url_is_called_for_the_default_region() {
    let url = volcengine_rtc_list_user_info::endpoints::SINGAPORE.url();
    let (host, region) = signed(|builder| builder.endpoint(url)).await;
    assert_eq!((&*host, &*region), ("open-ap-singapore-1.volcengineapi.com", "cn-north-1"));
    let (_, region) = signed(|builder| builder.endpoint(url.to_owned()).region("ap-southeast-1")).await;
    assert_eq!(region, "ap-southeast-1");
}

/// Over a socket: the sandbox refuses a region that does not answer the action.
#[tokio::test]
async fn a_vendor_sees_the_region_of_the_endpoint() {
    let sandbox = sandbox().await;
    let url: &'static str = sandbox.tencent().endpoint().to_owned().leak();
    let call = async |endpoint: RegionalEndpoint, region: Option<&str>| {
        let credentials = rtc_tencent::Credentials::new("AKIDtests", SECRET);
        let builder = rtc_core::Client::<Tencent>::builder().credentials(credentials).endpoint(endpoint).clock(noon);
        let builder = match region {
            Some(region) => builder.region(region),
            None => builder,
        };
        let outcome = builder.build().unwrap().send(&describe_user_info()).await;
        outcome.map(|output| output.total).map_err(|error| error.code().unwrap().to_string())
    };
    let (known, unknown) = (RegionalEndpoint::new(url, "ap-singapore"), RegionalEndpoint::new(url, "mars-1"));
    assert_eq!(call(known, None).await, Ok(2));
    assert_eq!(call(unknown, None).await, Err("UnsupportedRegion".to_owned()));
    assert_eq!(call(unknown, Some("ap-singapore")).await, Ok(2));
    assert_eq!(call(known, Some("mars-1")).await, Err("UnsupportedRegion".to_owned()));
}

/// Every constant carries a region where the vendor has regions, and is that of all actions of the vendor.
#[test]
fn the_constants_are_the_hosts_of_the_specs() {
    use volcengine_rtc_list_user_info::endpoints::{MAINLAND_CHINA, SINGAPORE};
    let model = rtc_catalog::load(&rtc_tests::specs()).unwrap();
    let vendor = model.vendors.iter().find(|vendor| vendor.id == "volcengine").unwrap();
    let hosts = vendor.hosts.iter().map(|host| {
        let region = host.region.as_deref().unwrap_or(&vendor.region);
        (format!("https://{}", host.host), region.to_owned())
    });
    let constants = [MAINLAND_CHINA, SINGAPORE].map(|it| (it.url().to_owned(), it.region().to_owned()));
    assert_eq!(hosts.collect::<Vec<_>>(), constants);
    assert_eq!(zego_rtc_describe_users::endpoints::FRANKFURT.region(), "", "the vendor has no regions");
}

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
        volcengine_rtc_list_user_info::endpoints::SINGAPORE.url(),
        tencent_trtc_describe_user_info::endpoints::CHINA.url(),
        zego_rtc_describe_users::endpoints::FRANKFURT.url(),
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
