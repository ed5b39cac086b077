//! Macros that generated crates expand: one row per value, code or required parameter; the rest is generated here.

mod codes;
mod enums;
mod objects;
mod required;
