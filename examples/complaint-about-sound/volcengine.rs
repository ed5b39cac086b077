use std::{error::Error, ops::Range};
use time::OffsetDateTime;
use volcengine_rtc_list_call_detail::{Client, ListCallDetail};

/// Prints the range of each metric of what the user sent and received. At most one hour, within the last six days.
pub(crate) async fn print_sound(
    client: &Client,
    app: &str,
    room: &str,
    user: &str,
    hour: &Range<OffsetDateTime>,
) -> Result<(), Box<dyn Error>> {
    let request = ListCallDetail::builder().app_id(app).room_id(room).user_ids([user]);
    let answer = request.start_time(hour.start).end_time(hour.end).send(client).await?;
    for row in &answer.user_call_detail {
        let from = row.peer_id.as_deref().map_or("sent".to_owned(), |peer| format!("received from {peer}"));
        for metric in &row.call_detail {
            let values = || metric.data.iter().map(|sample| sample.value);
            let (Some(least), Some(most)) = (values().reduce(f64::min), values().reduce(f64::max)) else { continue };
            let unit = metric.unit.as_deref().unwrap_or_default();
            println!("  {from}: {} {least:.1} to {most:.1} {unit}", metric.name);
        }
    }
    Ok(())
}
