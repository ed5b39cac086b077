use zego_rtc_describe_users::{Client, DescribeUsers};

#[tokio::test]
#[ignore = "needs a running rtc-sandbox and its variables"]
async fn the_sandbox_answers() -> Result<(), Box<dyn std::error::Error>> {
    // The credentials are in the environment too.
    let client = Client::builder().endpoint(std::env::var("RTC_ENDPOINT_ZEGO")?).build()?;
    let answer = DescribeUsers::builder().room_id("room1").user_ids(["ann"]).send(&client).await;
    println!("{answer:?}");
    Ok(())
}
