//! A short run of each target, and of the runner itself.

use rtc_fuzz::{Fault, TARGETS, Target, kept, run};

#[test]
fn everything_holds() {
    for target in &TARGETS {
        let kept = kept(target).unwrap();
        if let Err(fault) = run(target, &kept, 150, 20_261_122) {
            panic!("{}: it does not hold that {}\n{fault}", target.name, target.holds);
        }
    }
}

#[test]
fn targets_have_names_of_their_own_and_seeds() {
    for target in &TARGETS {
        assert!(!(target.seeds)().is_empty(), "{}", target.name);
        let same = TARGETS.iter().filter(|other| other.name == target.name);
        assert_eq!(same.count(), 1, "{}", target.name);
        assert_eq!(rtc_fuzz::target(target.name).map(|found| found.holds), Some(target.holds));
    }
}

fn stumbles(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    assert!(!(text.contains("begin") && text.contains("stone")), "stumbled");
}

/// Needs a word of the target's and a seed, both.
#[test]
fn a_planted_fault_is_found_and_made_small() {
    let target = Target {
        name: "planted",
        holds: "nothing lies in the way",
        test: stumbles,
        seeds: || vec![b"begin here, and go on to the end of the road".to_vec()],
        words: &["stick", "stone"],
    };
    let Fault { input, why } = *run(&target, &[], 2_000, 1).unwrap_err();
    assert!(why.contains("stumbled"), "{why}");
    let text = String::from_utf8_lossy(&input);
    assert!(text.contains("begin") && text.contains("stone") && text.len() < 60, "{text}");
    assert_eq!(run(&target, &[], 2_000, 1).unwrap_err().input, input, "the same seed makes the same inputs");
}

#[test]
fn what_is_kept_is_tried_first() {
    let target = Target {
        name: "yaml",
        holds: "nothing",
        test: |data| assert_ne!(data, "%⁴".as_bytes()),
        seeds: Vec::new,
        words: &[],
    };
    let kept = kept(&target).unwrap();
    assert!(kept.iter().any(|kept| kept.input == "%⁴".as_bytes()));
    assert_eq!(run(&target, &kept, 0, 1).unwrap_err().input, "%⁴".as_bytes());
}
