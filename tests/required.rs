//! Every required parameter of every action has a compile-fail case that leaves it out, and the compiler says so in our
//! words, once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use rtc_catalog::model::Action;
use rtc_tests::{files, root, specs};

#[test]
fn every_required_parameter_has_a_case_that_leaves_it_out() {
    for action in rtc_catalog::load(&specs()).unwrap().actions {
        for parameter in action.parameters.iter().filter(|parameter| parameter.required) {
            let said = said(&action, &parameter.rust);
            assert!(said.contains(&words(&action, &parameter.wire)), "{said}");
            assert!(said.contains(&format!("call `.{}(…)` before this", parameter.rust)), "{said}");
            assert_eq!(said.matches("error").count(), 1, "{said}");
        }
    }
}

#[test]
fn all_that_are_missing_are_named_at_once() {
    for action in rtc_catalog::load(&specs()).unwrap().actions {
        let said = said(&action, "any");
        let required: Vec<_> = action.parameters.iter().filter(|parameter| parameter.required).collect();
        assert!(required.iter().all(|parameter| said.contains(&words(&action, &parameter.wire))), "{said}");
        assert_eq!(said.matches("error").count(), required.len(), "{said}");
    }
}

/// What the compiler says if a parameter is left out, from the case of that name.
fn said(action: &Action, parameter: &str) -> String {
    let cases = files(&root().join("tests/compile-fail/required"));
    let case = format!("{}_without_{parameter}.stderr", action.folder.replace('-', "_"));
    let said = cases.get(&case).unwrap_or_else(|| panic!("there is no case {case}"));
    String::from_utf8_lossy(said).into_owned()
}

fn words(action: &Action, parameter: &str) -> String {
    format!("error[E0277]: required parameter `{parameter}` of `{}` is not set\n", action.name)
}
