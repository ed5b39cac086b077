use rtc_sandbox::{Fault, Sandbox, Vendor, World};
use time::{Duration, OffsetDateTime};
use volcengine_rtc_list_user_info::{Client, ListUserInfo, rtc_volcengine::Credentials};

#[tokio::test]
async fn all_rows_arrive_although_a_connection_breaks() -> Result<(), Box<dyn std::error::Error>> {
    let now = OffsetDateTime::now_utc();
    let sandbox = Sandbox::builder().world(World::seeded(1, now)).start().await?;
    let service = sandbox.volcengine();
    let credentials = Credentials::new(service.credentials().id(), service.credentials().secret());
    let client = Client::builder().endpoint(service.endpoint()).credentials(credentials).build()?;
    sandbox.script(Vendor::Volcengine, [Fault::reset()]);

    let hours = now - Duration::hours(6)..now;
    let mut rows = ListUserInfo::builder().app_id(World::APP).start_time(hours.start).end_time(hours.end).rows(&client);
    while let Some(row) = rows.next().await {
        assert!(!row?.user_id.is_empty());
    }
    assert!(sandbox.log().of("ListUserInfo").len() >= 2);
    sandbox.stop().await;
    Ok(())
}
