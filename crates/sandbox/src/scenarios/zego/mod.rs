//! ZEGO.

mod describe_users;

pub(super) use describe_users::DescribeUsers;
