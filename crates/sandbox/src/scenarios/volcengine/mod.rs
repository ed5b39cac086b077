//! Volcengine RTC.

mod get_room_online_users;
mod list_user_info;

pub(super) use get_room_online_users::GetRoomOnlineUsers;
pub(super) use list_user_info::ListUserInfo;
