//! What is fixed where a spec, and what stays as it is.
#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests are tests too")]

mod common;
#[allow(dead_code, reason = "findings are not looked for here")]
#[path = "mutation/mutants.rs"]
mod mutants;
#[path = "mutation/rows.rs"]
mod rows;
#[path = "mutation/words.rs"]
mod words;

use common::{ACTIONS, Project};
use rayon::prelude::*;
use rtc_drift::{Finding, Sources, Spec, compare, fix};
use rtc_pages::Facts;
use rtc_transcribe::Draft;
use similar::{ChangeTag, TextDiff};
use std::{collections::BTreeMap, fs};

/// What becomes of a spec whose page has a few edits: the difference, and what is left.
fn fixed(page: &str, edits: &[(&str, &str)]) -> String {
    let project = Project::new();
    for (from, to) in edits {
        project.edit(&format!("pages/{page}"), from, to);
    }
    let model = rtc_catalog::load(&project.specs()).unwrap();
    let mut facts = common::read(&fs::read_to_string(project.pages().join(page)).unwrap()).unwrap();
    let types = common::read(include_str!("../../pages/tests/data/tencent-types.txt")).unwrap().types;
    facts.look_up(&types);
    let spec = Spec::of(&project.specs(), &model, &facts).unwrap().unwrap();
    let fixed = fix(&draft(&facts, &spec), &spec);
    let (old, new) = (&spec.file.source().text, &fixed.spec.file.source().text);
    let lines = |lines: Vec<String>| lines.iter().fold(String::new(), |all, line| all + "  " + line + "\n");
    let ids = |findings: &[Finding]| lines(findings.iter().map(|finding| finding.id.clone()).collect());
    let left = rtc_drift::apply_exceptions(
        &fixed.spec,
        vec![compare(&draft(&facts, &fixed.spec), &fixed.spec)],
        Sources { page: true, definition: false },
    )
    .remove(0)
    .remaining;
    let difference = TextDiff::from_lines(old, new).unified_diff().context_radius(1).to_string();
    let refused = lines(fixed.refused.iter().map(|(finding, why)| format!("{}: {why}", finding.id)).collect());
    format!("applied\n{}refused\n{refused}left\n{}\n{difference}", ids(&fixed.applied), ids(&left))
}

/// The draft of a page of a spec's action.
fn draft(facts: &Facts, spec: &Spec) -> Draft {
    rtc_transcribe::draft(facts, &spec.action.vendor).expect("the page is one of an action")
}

macro_rules! fixes {
    ($($name:ident: $page:literal, $edits:expr;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(fixed($page, &$edits));
        }
    )*};
}

fixes! {
    numbers: "tencent-text.txt", [
        ("maximum of 15", "maximum of 30"),
        ("Value range: 1-50. The default is 10.", "Value range: 1-80. The default is 20."),
        ("Array length: 1-20", "Array length: 1-40"),
    ];
    parameters_that_come_and_go: "tencent-text.txt", [
        ("UserIds.N No Array of String Whose notes.\nArray length: 1-20.\n", "RoomIds.N Yes Array of String Whose rooms.\n"),
        ("Filter No NoteFilter Which notes.\n", ""),
        ("PageSize No", "Kind No Integer Which kind. 0: all; 1: own.\nPageSize No"),
    ];
    fields_with_types_of_their_own: "zego.md", [
        ("| └└ Next | String | 下一页。 |", "| └└ Next | String | 下一页。 |\n| └└ Mode | Int32 | 0：甲。1：乙。 |\n| └ Parts | Array of Object | 部分。 |\n| └└ Id | Int64 | 号。 |"),
    ];
    values_and_codes: "zego.md", [
        ("0：红。1：蓝。", "0：红。1：蓝。2：绿。"),
        ("- 0：全部（默认）。\n- 1：指定。", "- 1：指定。\n- 3：全部（默认）。"),
        ("| 2 | 参数错误。 | -|", "| 3 | 太长。 | -|"),
        ("| 50006、50007 |", "| 50006、50007、50011 |"),
    ];
    required_and_not: "zego.md", [
        ("| Top | Int | 是 |", "| Top | Int | 否 |"),
        ("否（Mode 为 1 时必填）", "否"),
        ("<td>Int32</td>\n    <td>否</td>", "<td>Int32</td>\n    <td>是</td>"),
    ];
    what_takes_a_person: "volcengine.md", [
        ("\"Tags\", \"key\": \"0-2\", \"title\": \"标签\", \"example\": \"<code>[&quot;a&quot;]</code>\", \"type\": \"String[]\"", "\"Tags\", \"key\": \"0-2\", \"title\": \"标签\", \"example\": \"-\", \"type\": \"Long\""),
        ("请求方式：**POST**", "请求方式：**GET**"),
        ("{ \"name\": \"UserId\", \"type\": \"String\", \"required\": \"否\"", "{ \"name\": \"New\", \"type\": \"String\", \"required\": \"是\", \"description\": \"新。\" },\n  { \"name\": \"UserId\", \"type\": \"String\", \"required\": \"否\""),
    ];
    stale_exceptions: "volcengine.md", [
        ("- 最远可查询时间：**7 天**\n", ""),
        ("- 数据延迟：**30 秒**\n", ""),
        ("，最多可以指定 3 个", ""),
    ];
    exchanges: "tencent-text.txt", [
        ("\"Total\": 0,", "\"Total\": 3,"),
        ("\"SdkAppId\": 1400000000,", "\"SdkAppId\": 1400000001,"),
    ];
}

/// Whatever changes on a page: what was applied is no difference any more, the spec loads, and no other line is touched.
#[test]
fn after_a_fix_nothing_of_it_is_left() {
    let project = Project::new();
    let model = rtc_catalog::load(&project.specs()).unwrap();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (_, _, page) in ACTIONS {
        let text = fs::read_to_string(project.pages().join(page)).unwrap();
        let mutants = mutants::mutants(&text, &common::read(&text).unwrap()).mutants;
        // Every second is enough for a test that is always run.
        let mended = mutants.par_iter().skip(1).step_by(2).filter_map(|mutant| {
            let facts = common::read(&mutant.text).ok()?;
            let spec = Spec::of(&project.specs(), &model, &facts).unwrap()?;
            let fixed = fix(&draft(&facts, &spec), &spec);
            let left = rtc_drift::apply_exceptions(
                &fixed.spec,
                vec![compare(&draft(&facts, &fixed.spec), &fixed.spec)],
                Sources { page: true, definition: false },
            )
            .remove(0)
            .remaining;
            for finding in &fixed.applied {
                assert!(left.iter().all(|left| left.id != finding.id), "{}: {}", mutant.what, finding.id);
            }
            let (old, new) = (&spec.file.source().text, &fixed.spec.file.source().text);
            assert_eq!(fixed.applied.is_empty(), old == new, "{}", mutant.what);
            only_what_was_meant(mutant.kind, &mutant.what, old, new);
            Some((mutant.kind, !fixed.applied.is_empty()))
        });
        for (kind, mended) in mended.collect::<Vec<_>>() {
            let count = counts.entry(kind).or_default();
            count.0 += 1;
            count.1 += usize::from(mended);
        }
    }
    for (kind, (made, mended)) in &counts {
        println!("{mended:>5} of {made:>5} {kind}");
    }
    for kind in ["default", "limit", "value", "code", "window"] {
        let (made, mended) = counts[kind];
        assert!(mended * 10 >= made * 7, "{kind}: {mended} of {made}");
    }
}

fn only_what_was_meant(kind: &str, what: &str, old: &str, new: &str) {
    let difference = TextDiff::from_lines(old, new);
    let gone: Vec<&str> = difference
        .iter_all_changes()
        .filter(|change| change.tag() == ChangeTag::Delete)
        .map(|change| change.value())
        .collect();
    let remark = |line: &&str| line.trim_start().starts_with('#');
    // A field that goes may be the last one of a type, which then goes with its remarks.
    assert!(matches!(kind, "name" | "row removed") || !gone.iter().any(remark), "{what}: {gone:?}");
    if matches!(kind, "default" | "limit" | "quota" | "required" | "example" | "value of an example") {
        assert!(gone.len() <= 3, "{what}: {gone:?}");
    }
}
