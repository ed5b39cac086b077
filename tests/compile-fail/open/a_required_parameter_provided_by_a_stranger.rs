use zego_rtc_describe_users::required::RoomIdIsSet;

struct Mine;

impl RoomIdIsSet for Mine {}

fn main() {}
