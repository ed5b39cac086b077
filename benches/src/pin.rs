//! Keeping client and server on one core: waking a halted core costs more than the calls that are measured.

/// Keeps this thread, and those it starts from now on, on one core. Says which, or none where that cannot be done.
#[cfg(target_os = "linux")]
#[must_use]
pub fn to_one_core() -> Option<usize> {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    let allowed = sched_getaffinity(None).ok()?;
    // The first core is the one that most interrupts go to.
    let core = (0..CpuSet::MAX_CPU).rev().find(|core| allowed.is_set(*core))?;
    let mut one = CpuSet::new();
    one.set(core);
    sched_setaffinity(None, &one).ok()?;
    Some(core)
}

/// Keeps this thread, and those it starts from now on, on one core. Says which, or none where that cannot be done.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn to_one_core() -> Option<usize> {
    None
}
