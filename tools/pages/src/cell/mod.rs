//! What a cell of a table says: a name, a type, whether something is required.

mod name;
mod required;
mod word;

pub(crate) use name::{Name, name};
pub(crate) use required::{required, required_word};
pub(crate) use word::{kind, known_word};
