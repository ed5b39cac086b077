use zego_rtc_describe_users::{
    Client, DescribeUsers,
    rtc_zego::Credentials,
    transport::{Bytes, Exchange, Request, Response, SendOptions, Transport},
};

/// Answers every call with the same body.
struct Always(&'static str);

impl Transport for Always {
    fn send(&self, _: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        Box::pin(async { Ok(Response::new(Bytes::from_static(self.0.as_bytes()))) })
    }
}

#[tokio::test]
async fn the_room_is_empty() -> Result<(), Box<dyn std::error::Error>> {
    let empty = r#"{ "Code": 0, "Message": "success", "RequestId": "1", "Data": { "UserStatusList": [] } }"#;
    let client = Client::builder().credentials(Credentials::new(1, "secret")).transport(Always(empty)).build()?;

    let answer = DescribeUsers::builder().room_id("room1").user_ids(["ann"]).send(&client).await?;
    assert!(answer.user_status_list.is_empty());
    Ok(())
}
