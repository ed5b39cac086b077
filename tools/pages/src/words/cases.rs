//! How clauses name a case. The words that begin one are those of conditions.

/// What a clause ends with that names a case.
pub(crate) const ENDS: &[&str] = &["时", "时候", "的情况下", "的话"];
/// Words that end so and name no case.
pub(crate) const NO_ENDS: &[&str] =
    &["小时", "同时", "实时", "及时", "计时", "用时", "耗时", "延时", "定时", "临时", "工时"];

/// What else begins a case that ends with one of these.
pub(crate) const AT: &[&str] = &["在"];

/// What the parameters within an object are called: that they are required says nothing of the object.
pub(crate) const INNER: &[&str] =
    &["里面的字段", "其中的字段", "内部字段", "子字段", "内的字段", "中的字段", "its fields", "its parameters"];
