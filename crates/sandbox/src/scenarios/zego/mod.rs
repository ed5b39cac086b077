//! ZEGO.

mod describe_user_list;
mod describe_user_num;
mod describe_users;
mod forbid_user_rules;
mod get_biz_usage;
mod quality;
mod recording;
mod rooms;
mod streams;

pub(super) use describe_user_list::DescribeUserList;
pub(super) use describe_user_num::DescribeUserNum;
pub(super) use describe_users::DescribeUsers;
pub(super) use forbid_user_rules::{DelForbidUserRule, DescribeForbidUserRules, SetForbidUserRule};
pub(super) use get_biz_usage::GetBizUsage;
pub(super) use quality::{GetPlayQualityDetail, GetPublishQualityDetail, GetStreamBaseInfo};
pub(super) use recording::{DescribeRecordStatus, StartRecord, StopRecord};
pub(super) use rooms::{CloseRoom, KickoutUser};
pub(super) use streams::DescribeSimpleStreamList;
