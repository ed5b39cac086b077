use zego_rtc_describe_users::{DescribeUsersCode, ZegoCode};

fn is_room(code: &DescribeUsersCode) -> bool {
    match code {
        DescribeUsersCode::Common(code) => match code {
            ZegoCode::RoomNotFound => true,
            ZegoCode::Undocumented(_) => false,
        },
    }
}

fn main() {
    let _ = is_room(&DescribeUsersCode::Common(ZegoCode::RoomNotFound));
}
