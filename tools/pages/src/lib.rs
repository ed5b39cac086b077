//! Reads pages of RTC vendors' documentation as people save them, text, Markdown or HTML, and says what stands in them:
//! action, parameters, answer, codes and so on, each with its line and column.
//!
//! A page goes one way: its form is read into headings, paragraphs, tables and code; tables, cells and sentences are then
//! understood alike for all forms and vendors. What is not understood is listed, never dropped.
//!
//! ```
//! let page = "# Close a room\n\n- 请求方法：GET\n- 请求地址：`https://rtc-api.zego.im/?Action=CloseThing`\n\n\
//!             ## 请求参数\n\n| 参数 | 类型 | 是否必选 | 描述 |\n|---|---|---|---|\n| RoomId | String | 是 | 房间。 |\n";
//! let facts = rtc_pages::read(page)?;
//! assert_eq!(facts.action.map(|action| action.value).as_deref(), Some("CloseThing"));
//! assert_eq!(facts.request[0].name.position.to_string(), "10:3");
//! # Ok::<(), rtc_pages::NotUnderstood>(())
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod cell;
mod column;
mod document;
mod facts;
mod form;
mod heading;
mod position;
mod report;
mod sentence;
mod text;
mod understand;

pub use facts::{
    Bound, Code, Direction, Example, Facts, Field, FieldType, Limit, LimitKind, ListNotation, Location, PageKind,
    Quota, Record, Required, Rows, TypeWord, Value, Vendor, Window,
};
pub use position::{Located, Position};
pub use understand::NotUnderstood;

/// Reads a page.
///
/// # Errors
/// If the page describes neither an action nor types of actions.
pub fn read(page: &str) -> Result<Facts, NotUnderstood> {
    let page = page.strip_prefix('\u{feff}').unwrap_or(page);
    let lines = position::Lines::new(page);
    understand::understand(&form::read(page), &lines)
}
