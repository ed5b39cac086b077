//! For every required parameter of every action, and of every object that is sent, the compiler has the words to say that it
//! is missing. That it says them, and in which way, are cases of `rtc-compile-fail`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use rtc_catalog::model::{Model, Parameter, Shape};
use rtc_codegen::emit;
use rtc_tests::{files, root, specs, synthetic_specs};

/// The words for each required parameter: of which request or object, the message, and what to do.
fn words(of: &str, parameters: &[Parameter]) -> Vec<String> {
    let words = |parameter: &Parameter| {
        let message = format!("required parameter `{}` of `{of}` is not set", parameter.wire);
        format!("{message:?}, {:?};", format!("call `.{}(…)` before this", parameter.rust))
    };
    parameters.iter().filter(|parameter| parameter.required).map(words).collect()
}

/// All words for an action, as they are in its crate.
fn wanted(model: &Model, package: &str) -> Vec<String> {
    let action = model.actions.iter().find(|action| action.package == package);
    let records = action.map_or_else(
        || &model.vendors.iter().find(|vendor| vendor.common_package() == package).unwrap().records,
        |action| &action.records,
    );
    let request = action.map(|action| words(&action.name, &action.parameters)).unwrap_or_default();
    let objects = records.iter().filter_map(|record| match &record.shape {
        Shape::Sent(parameters) => Some(words(&record.name, parameters)),
        Shape::Answered(_) => None,
    });
    request.into_iter().chain(objects.flatten()).collect()
}

#[test]
fn every_required_parameter_has_its_words() {
    let mut count = 0;
    for specs in [specs(), synthetic_specs()] {
        let model = rtc_catalog::load(&specs).unwrap();
        for item in emit(&model)
            .into_iter()
            .filter(|item| !["examples", "umbrella"].iter().any(|own| item.folder.ends_with(own)))
        {
            let wanted = wanted(&model, &item.package);
            let sources = item.files.iter().filter(|(path, _)| path.starts_with("src/"));
            let lines = sources.flat_map(|(_, text)| text.lines()).filter(|line| line.contains("IsSet"));
            let found: Vec<&str> = lines.filter_map(|line| line.split_once(": ")).map(|(_, words)| words).collect();
            assert_eq!(found, wanted, "{}", item.package);
            count += wanted.len();
        }
    }
    assert!(count > 40, "{count}");
}

/// In each case that leaves one parameter out, the compiler says one error, which is that; where all are left out, it names
/// all of them.
#[test]
fn the_compiler_says_these_words_and_no_other() {
    let cases = files(&root().join("tests/compile-fail/required"));
    let model = rtc_catalog::load(&specs()).unwrap();
    let mut read = 0;
    for (path, printed) in cases.iter().filter(|(path, _)| path.ends_with(".stderr")) {
        let printed = String::from_utf8_lossy(printed);
        let (action, missing) = path.trim_end_matches(".stderr").split_once("_without_").unwrap();
        let action = model.actions.iter().find(|it| it.folder.replace('-', "_") == action).unwrap();
        let required = action.parameters.iter().filter(|parameter| parameter.required);
        let missing: Vec<_> = required.filter(|it| missing == "any" || it.rust == missing).collect();
        for parameter in &missing {
            let words =
                format!("error[E0277]: required parameter `{}` of `{}` is not set\n", parameter.wire, action.name);
            assert!(printed.contains(&words), "{path}: {printed}");
            assert!(printed.contains(&format!("call `.{}(…)` before this", parameter.rust)), "{path}: {printed}");
        }
        assert_eq!(printed.matches("error[").count(), missing.len(), "{path}: {printed}");
        read += 1;
    }
    assert!(read > 10, "{read}");
}
