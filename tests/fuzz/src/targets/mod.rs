//! What is tried.

mod answers;
mod credentials;
mod cursor;
mod definitions;
mod endpoint;
mod query;
mod retry;
mod signing;
mod specs;
mod yaml;

use crate::Target;

/// All targets.
pub static TARGETS: [Target; 10] = [
    answers::TARGET,
    query::TARGET,
    signing::TARGET,
    specs::TARGET,
    yaml::TARGET,
    definitions::TARGET,
    credentials::TARGET,
    endpoint::TARGET,
    retry::TARGET,
    cursor::TARGET,
];

/// The target of that name.
#[must_use]
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
