//! Pins client and server to one core: waking a halted core costs more than the measured calls.

/// Pins this thread, and threads started from it, to one core. Returns the core; `None` if that is impossible.
#[cfg(target_os = "linux")]
#[must_use]
pub fn to_one_core() -> Option<usize> {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    let allowed = sched_getaffinity(None).ok()?;
    // The first core handles most interrupts.
    let core = (0..CpuSet::MAX_CPU).rev().find(|core| allowed.is_set(*core))?;
    let mut one = CpuSet::new();
    one.set(core);
    sched_setaffinity(None, &one).ok()?;
    Some(core)
}

/// Pins this thread, and threads started from it, to one core. Returns the core; `None` if that is impossible.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn to_one_core() -> Option<usize> {
    None
}
