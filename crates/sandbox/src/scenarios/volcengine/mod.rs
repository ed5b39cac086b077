//! Volcengine RTC.

mod bans;
mod get_room_online_users;
mod list_call_detail;
mod list_room_info;
mod list_usages;
mod list_user_info;
mod recording;

pub(super) use bans::{BanRoomUser, LimitTokenPrivilege, UpdateBanRoomUserRule};
pub(super) use get_room_online_users::GetRoomOnlineUsers;
pub(super) use list_call_detail::ListCallDetail;
pub(super) use list_room_info::ListRoomInfo;
pub(super) use list_usages::ListUsages;
pub(super) use list_user_info::ListUserInfo;
pub(super) use recording::{GetRecordTask, StartRecord, StopRecord};
