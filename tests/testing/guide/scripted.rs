use zego_rtc_describe_users::{
    Client, DescribeUsers, DescribeUsersOutput, Error, Presence,
    testing::{ScriptedTransport, from_json},
};

/// The app's code.
async fn is_present(client: &Client, room: &str, user: &str) -> Result<bool, Error> {
    let answer = DescribeUsers::builder().room_id(room).user_ids([user]).send(client).await?;
    Ok(answer.user_status_list.iter().any(|found| found.status == Presence::Present))
}

#[tokio::test]
async fn a_user_in_the_room_is_present() -> Result<(), Box<dyn std::error::Error>> {
    let answer: DescribeUsersOutput = from_json(r#"{ "UserStatusList": [{ "UserId": "ann", "Status": 1 }] }"#)?;
    let transport = ScriptedTransport::new();
    transport.answer(&answer).refuse("50001", "room not exist");
    let client = transport.client();

    assert!(is_present(&client, "room1", "ann").await?);
    let error = is_present(&client, "room2", "ann").await.unwrap_err();
    assert!(error.code().is_some_and(|code| code.is_room_not_found()));

    let calls = transport.calls();
    assert_eq!(calls[0].parameter("RoomId"), Some("room1".into()));
    assert_eq!(calls[1].parameter("RoomId"), Some("room2".into()));
    Ok(())
}
