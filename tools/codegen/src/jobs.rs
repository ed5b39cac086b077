//! Actions grouped by job, as lists of actions show them.

use heck::ToKebabCase;
use rtc_catalog::model::{Action, Job};
use std::collections::BTreeMap;

/// The heading of a job's actions; of those without a job if it is `None`.
const fn heading(job: Option<Job>) -> &'static str {
    match job {
        Some(Job::Rooms) => "Who was or is in a call",
        Some(Job::Quality) => "A complaint about quality",
        Some(Job::Usage) => "The bill",
        Some(Job::Moderation) => "Remove, ban, dismiss",
        Some(Job::Recording) => "Record",
        None => "Other",
    }
}

/// The actions of each job that has any, under its heading. Those without a job come last.
pub(crate) fn by_job<'m>(actions: impl IntoIterator<Item = &'m Action>) -> Vec<(&'static str, Vec<&'m Action>)> {
    let mut jobs: BTreeMap<(bool, Option<Job>), Vec<&Action>> = BTreeMap::new();
    for action in actions {
        jobs.entry((action.job.is_none(), action.job)).or_default().push(action);
    }
    jobs.into_iter().map(|((_, job), actions)| (heading(job), actions)).collect()
}

/// The version of an action that is a second one in use, which tells it from the first one.
pub(crate) fn second_version(action: &Action) -> Option<&str> {
    action.folder.strip_prefix(&action.name.to_kebab_case())?.strip_prefix('-')
}
