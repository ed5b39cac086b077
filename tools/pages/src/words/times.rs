//! How descriptions say that a number or a text is a point in time.

/// Words for a text of RFC 3339.
pub(crate) const ISO: &[&str] = &["rfc3339", "rfc 3339", "iso8601", "iso 8601"];

/// Words for a number.
pub(crate) const TIMESTAMP: &[&str] =
    &["时间戳", "timestamp", "unix time", "since 1970", "since the epoch", "since the unix epoch", "1970 年 1 月 1 日"];

/// Words behind a timestamp that name something of it which is no point in time, in small letters.
pub(crate) const NO_TIMESTAMP: &[&str] =
    &["精度", "间隔", "格式", "播放", "偏移", " precision", " accuracy", " interval", " format", " offset"];

/// Words near those for milliseconds.
pub(crate) const MILLISECONDS: &[&str] = &["毫秒", "millisecond", "(ms)"];
/// The same where no letter is beside them.
pub(crate) const MS: &str = "ms";

/// Words near those for seconds.
pub(crate) const SECONDS: &[&str] = &["秒", "second", "(s)"];

/// The system that counts seconds unless a page says otherwise.
pub(crate) const UNIX: &str = "unix";
