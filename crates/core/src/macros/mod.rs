//! Enumerations that generated crates are made of: one row per value, everything else from here.

mod codes;
mod enums;
