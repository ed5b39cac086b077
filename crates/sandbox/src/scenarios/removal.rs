//! Removing users from rooms.

use super::CheckedCall;
use crate::rejection::Rejection;
use rtc_catalog::model::Situation;

/// Removes users from a room, or everyone. A room exists while somebody is in it. Users who are not in it are ignored,
/// unless none of them is and the vendor documents a code for that.
pub(super) fn remove(
    call: &CheckedCall<'_>,
    app: &str,
    (room_parameter, room): (&str, &str),
    users: Option<(&str, &[&str])>,
) -> Result<(), Rejection> {
    let mut world = call.world.write();
    if world.online(app, room, call.now).is_empty() {
        return Err(room_not_found(room_parameter, room));
    }
    let Some((parameter, users)) = users else {
        world.remove(app, room, |_| true, call.now);
        return Ok(());
    };
    let removed = world.remove(app, room, |user| users.contains(&user), call.now);
    if removed == 0 && call.documents(Situation::UserNotFound) {
        return Err(Rejection::of(Situation::UserNotFound, parameter, "has nobody who is in the room"));
    }
    Ok(())
}

/// The rejection of a call about a room that does not exist.
pub(super) fn room_not_found(parameter: &str, room: &str) -> Rejection {
    Rejection::of(Situation::RoomNotFound, parameter, format!("names the room `{room}`, which does not exist"))
}
