//! Tencent RTC (TRTC).

mod cloud_recording;
mod comm_id;
mod describe_call_detail_info;
mod describe_room_info;
mod describe_scale_info;
mod describe_unusual_event;
mod describe_user_event;
mod describe_user_info;
mod rooms;
mod usage;

pub(super) use cloud_recording::{CreateCloudRecording, DeleteCloudRecording, DescribeCloudRecording};
pub(super) use describe_call_detail_info::DescribeCallDetailInfo;
pub(super) use describe_room_info::DescribeRoomInfo;
pub(super) use describe_scale_info::DescribeScaleInfo;
pub(super) use describe_unusual_event::DescribeUnusualEvent;
pub(super) use describe_user_event::DescribeUserEvent;
pub(super) use describe_user_info::DescribeUserInfo;
pub(super) use rooms::{DismissRoom, RemoveUser};
pub(super) use usage::{DescribeTrtcRoomUsage, DescribeTrtcUsage};
