//! What is refused: a call by the vendor, and a call by the client, which sends nothing.

use crate::{Outcome, clients::Clients, expect, story::APP, table::Table, title};
use rtc_core::{ErrorCode, LimitPolicy};
use rtc_sandbox::World;
use tencent_trtc_describe_room_info::RoomState;
use tencent_trtc_describe_user_info::DescribeUserInfo;
use time::{Duration, OffsetDateTime};
use volcengine_rtc_list_user_info::{Error, ListUserInfo};

pub(crate) async fn too_long(clients: &Clients, call: &RoomState, now: OffsetDateTime) -> Outcome {
    title(
        "A refused call: five hours, where Tencent allows four (`LimitPolicy::Ignore` sends it anyway)",
        "Tencent DescribeUserInfo",
    );
    let unchecked = clients.tencent.with_limits(LimitPolicy::Ignore);
    let request = DescribeUserInfo::builder().sdk_app_id(APP).comm_id(&*call.comm_id);
    let refused = request.start_time(now - Duration::hours(5)).end_time(now).send(&unchecked).await;
    let Err(error) = refused else { return Err("the sandbox accepted five hours".into()) };
    let code = error.code().ok_or("the error has no vendor code")?;
    let mut table = Table::plain();
    table.row(["code".into(), code.code().into_owned()]);
    table.row(["meaning".into(), code.meaning().unwrap_or("-").to_owned()]);
    table.row(["advice".into(), error.advice().unwrap_or("-").to_owned()]);
    table.row(["retry".into(), format!("{:?}", error.retry())]);
    table.row(["request id".into(), error.request_id().unwrap_or("-").to_owned()]);
    table.print();
    expect(code.code() == "InvalidParameter.QueryScaleOversize", "the code for a span that is too long")
}

pub(crate) async fn broken_limits(clients: &Clients, now: OffsetDateTime) -> Outcome {
    title(
        "A call that breaks five documented limits: the client sends nothing and reports all five",
        "Volcengine ListUserInfo",
    );
    let stopped = ListUserInfo::builder()
        .app_id(World::APP)
        .room_id("no blanks please")
        .user_ids((0..11).map(|number| format!("user{number}")))
        .page_size(101)
        .start_time(now - Duration::days(15))
        .end_time(now)
        .send(&clients.volcengine)
        .await;
    let Err(Error::Limits(broken)) = stopped else {
        return Err("limits were broken and the call was sent".into());
    };
    let mut table = Table::new(["parameter", "rule", "found"]);
    for violation in &broken.violations {
        table.row([
            violation.parameter().to_owned(),
            violation.rule().to_owned(),
            violation.found().unwrap_or("-").to_owned(),
        ]);
    }
    table.print();
    expect(broken.violations.len() == 5, "five broken limits")
}
