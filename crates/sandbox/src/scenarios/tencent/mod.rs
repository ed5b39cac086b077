//! Tencent RTC (TRTC).

mod describe_user_info;

pub(super) use describe_user_info::DescribeUserInfo;
