//! The diagnostics of every kind of mistake.
#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use rtc_catalog::{LoadError, load};
use std::fs;

const VENDOR: &str = include_str!("data/vendor.yaml");
const ACTION: &str = include_str!("data/list-things.yaml");

/// The report on the two files, with the temporary folder's name taken out.
fn report(vendor: &str, action: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let specs = folder.path().join("specs");
    fs::create_dir_all(specs.join("acme")).unwrap();
    fs::write(specs.join("acme/vendor.yaml"), vendor).unwrap();
    fs::write(specs.join("acme/list-things.yaml"), action).unwrap();
    match load(&specs) {
        Ok(_) => "no mistake".to_owned(),
        Err(error) => error.to_string().replace(&folder.path().display().to_string(), "…"),
    }
}

/// `ACTION` with the first `from` replaced; it must be there.
fn edited(from: &str, to: &str) -> String {
    assert!(ACTION.contains(from), "the spec has no {from:?}");
    ACTION.replacen(from, to, 1)
}

/// One test and one snapshot per group: each edit of the spec, and what the loader reports for it.
macro_rules! mistakes {
    ($($group:ident { $($name:ident: $from:literal => $to:literal;)* })*) => {$(
        #[test]
        fn $group() {
            let mut table = String::new();
            $(
                let words = stringify!($name).replace('_', " ");
                table.push_str(&format!("# {words}\n{:?} => {:?}\n\n{}\n\n", $from, $to, report(VENDOR, &edited($from, $to))));
            )*
            insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(table) });
        }
    )*};
}

mistakes! {
    // YAML itself.
    yaml {
        broken_yaml: "summary: Things" => "summary: [Things";
        tab_for_indentation: "  AppId: {" => "\tAppId: {";
        anchor: "action: ListThings" => "action: &name ListThings";
        alias: "action: ListThings" => "action: *name";
        tag: "action: ListThings" => "action: !name ListThings";
        second_document: "examples:" => "---\nexamples:";
        letter_that_nobody_sees: "doc: The app." => "doc: \"The\0 app.\"";
        second_byte_order_mark: "action: ListThings" => "\u{feff}action: ListThings";
        quotes_that_stay_open: "doc: The app." => "doc: \"The app.";
        unknown_escape: "doc: The app." => "doc: \"The \\q app.\"";
        doubled_key: "safe: true" => "safe: true\nsafe: false";
        doubled_parameter: "  Colour: {" => "  AppId: { type: string, doc: Again. }\n  Colour: {";
    }
    // The shape.
    shape {
        unknown_key: "safe: true" => "safe: true\nsave: true";
        misspelt_required_key: "summary: Things" => "sumary: Things";
        missing_key: "safe: true\n" => "";
        missing_nested_key: ", scope: account" => "";
        wrong_type: "calls: 5" => "calls: five";
        key_without_a_value: "safe: true" => "safe: true\njob:";
        nested_key_without_a_value: "range: 1..=50" => "range: ~";
        list_for_a_word: "action: ListThings" => "action: [ListThings]";
        unknown_word: "method: GET" => "method: FETCH";
        no_span: "per: 1s" => "per: 1 second";
        no_bounds: "range: 1..=50" => "range: 1-50";
        empty_bounds: "range: 1..=50" => "range: 50..=1";
        list_of_two_types: "type: [string]" => "type: [string, u32]";
        mapping_without_map: "type: [string]" => "type: { of: u32 }";
        negative_number: "calls: 5" => "calls: -1";
        number_beyond_its_type: "calls: 5" => "calls: 18446744073709551615";
        word_for_a_bool: "safe: true" => "safe: 'no'";
        list_for_a_mapping: "safe: true" => "safe: true\ntypes: []";
        empty_text: "doc: The app." => "doc:";
        empty_list: "safe: true" => "safe: true\nregions: []";
        empty_list_of_quotas: "quota: { calls: 5, per: 1s, scope: account }" => "quota: []";
        empty_list_of_what_is_given: "scope: account" => "scope: account, given: []";
    }
    // Names.
    names {
        unwritten_action_name: "action: ListThings" => "action: list_things";
        action_in_the_wrong_file: "action: ListThings" => "action: ListOtherThings";
        keyword: "as: kind, " => "";
        digit_first: "2d: Flat" => "2d: 2d";
        colliding_fields: "  Total: {" => "  total_: { type: i64, as: total, doc: Again. }\n  Total: {";
        colliding_values: "round: Round" => "round: Flat";
        colliding_types: "  Colour:\n    doc" => "  Thing:\n    doc: Twice.\n    values: { a: A }\n  Colour:\n    doc";
        reserved_variant: "round: Round" => "round: Undocumented";
        reserved_setter: "  Colour: {" => "  Send: { type: string, doc: Again. }\n  Colour: {";
        type_named_like_the_output: "  Shape:" => "  ListThingsOutput:\n    doc: Taken.\n    values: { a: A }\n  Shape:";
        codes_that_differ_in_case: "  Bad.Colour:" => "  Bad.colour: { doc: again, retry: never }\n  Bad.Colour:";
        number_without_a_name: "  Bad.Colour:" => "  17: { doc: a number, retry: never }\n  Bad.Colour:";
        code_named_like_a_common_one: "  Bad.Colour:" => "  Denied.Here: { name: Denied, doc: no, retry: never }\n  Bad.Colour:";
        two_underscores: "as: kind, " => "as: the__kind, ";
        underscore_first: "as: kind, " => "as: _kind, ";
        long_name: "as: kind, " => "as: kind_of_a_thing_that_has_a_name_of_more_letters_than_any_name_has_that_somebody_would_write_or_read_or_say, ";
        parameters_with_one_key: "  Colour: {" => "  Names[]: { type: [string], as: more_names, doc: More. }\n  Colour: {";
        headers_that_differ_in_case: "  Colour: {" => "  X-Room: { type: string, in: header, doc: One. }\n  x-room: { type: string, in: header, as: other, doc: Two. }\n  Colour: {";
        header_of_every_call: "  Colour: {" => "  Host: { type: string, in: header, doc: One. }\n  Colour: {";
        name_with_a_backquote: "  Colour: {" => "  'Col`our': { type: string, as: tint, doc: One. }\n  Colour: {";
        type_named_like_the_prelude: "  Colour:\n    doc" => "  Default:\n    doc: Twice.\n    values: { a: A }\n  Colour:\n    doc";
        type_named_like_a_derive_macro: "  Colour:\n    doc" => "  Debug:\n    doc: Twice.\n    values: { a: A }\n  Colour:\n    doc";
        parameter_without_a_name: "  Colour: {" => "  '[]': { type: [string], as: more, doc: One. }\n  Colour: {";
        field_without_a_name: "  Total: {" => "  '': { type: string, as: most, doc: One. }\n  Total: {";
        code_without_a_name: "  Bad.Colour:" => "  '': { name: Nothing, doc: nothing, retry: never }\n  Bad.Colour:";
        header_of_the_connection: "  Colour: {" => "  Transfer-Encoding: { type: string, in: header, doc: One. }\n  Colour: {";
        action_named_like_its_vendor: "action: ListThings" => "action: Acme";
        item_of_a_numbered_list: "  Colour: {" => "  Size.N: { type: [string], as: sizes, first: 1, doc: Sizes. }\n  Size.1: { type: string, as: size, doc: A size. }\n  Colour: {";
    }
    // References.
    references {
        dangling_type: "type: [Thing]" => "type: [Thingy]";
        unused_type: "  Shape:" => "  Unused:\n    doc: Nothing leads here.\n    values: { a: A }\n  Shape:";
        endless_type: "      Name: {" => "      Inner: { type: Thing, doc: Itself. }\n      Name: {";
        window_without_parameter: "start: From" => "start: Form";
        window_of_no_time: "start: From" => "start: AppId";
        window_of_less_than_a_second: "span: 6h" => "span: 500ms";
        window_of_one_parameter: "end: Until" => "end: From";
        pages_without_field: "rows: Things" => "rows: Thing";
        pages_of_no_rows: "rows: Things" => "rows: Total";
        pages_of_a_whole_answer: "response:\n" => "answer: { type: [Thing], doc: Things. }\nresponse:\n";
        quotas_behind_one_that_is_left_out: "{ calls: 5, per: 1s, scope: account }" => "[{ calls: 5, per: one, scope: account }, { calls: 0, per: 1d, scope: account }]";
        pages_with_unknown_key: "key: [Name]" => "key: [Nome]";
        pages_size_of_another_type: "total: Total" => "total: Total, effective_size: Things";
        pages_with_two_names: "number: Page" => "number: Page, offset: Page";
        pages_without_a_name: "number: Page, first: 1," => "";
        pages_without_a_first: "number: Page, first: 1," => "number: Page,";
        marker_without_next: "number: Page, first: 1," => "marker: Page,";
        marker_that_is_a_number: "number: Page, first: 1," => "marker: Page, next: Total,";
        first_of_an_offset: "number: Page, first: 1," => "offset: Page, first: 1,";
        pages_numbered_by_their_size: "number: Page" => "number: PageSize";
        pages_with_a_day_as_key: "{ type: string, doc: Its name. }" => "{ type: date, doc: Its name. }";
        pages_with_a_floating_point_key: "{ type: string, doc: Its name. }" => "{ type: f64, doc: Its name. }";
        batch_over_no_list: "over: Names" => "over: AppId";
        batch_over_any_number: "items: 1..=10" => "items: 1..";
        batch_with_other_rows: "over: Names, id" => "over: Names, rows: Total, id";
        batch_with_unknown_id: "id: Name }" => "id: Nome }";
        batch_with_id_of_another_type: "id: Name }" => "id: Type }";
        batch_with_optional_id: "{ type: string, doc: Its name. }" => "{ type: string, optional: true, doc: Its name. }";
        batch_without_rows: "pages: { number: Page, first: 1, size: PageSize, max: 50, rows: Things, total: Total, key: [Name] }\n" => "";
        pages_from_two: "first: 1" => "first: 2";
        together_with_unknown: "- [Page, PageSize]" => "- [Page, Size]";
        together_with_required: "- [Page, PageSize]" => "- [Page, AppId]";
        quota_by_unknown: "scope: account" => "scope: app, by: [AppID]";
        quota_by_a_list: "scope: account" => "scope: room, by: [AppId, Names]";
        quota_by_a_time: "scope: account" => "scope: app, by: [From]";
        quota_by_one_twice: "scope: account" => "scope: app, by: [AppId, Colour, AppId]";
        quota_of_an_account_by: "scope: account" => "scope: account, by: [AppId]";
        quota_of_a_room_by_nothing: "scope: account" => "scope: room";
        quota_of_a_room_by_unknown: "scope: account" => "scope: room, by: [RoomId]";
        quota_twice: "{ calls: 5, per: 1s, scope: account }" =>
            "[{ calls: 5, per: 1s, scope: account }, { calls: 9, per: 1s, scope: account }]";
        quotas_of_which_one_is_wrong: "{ calls: 5, per: 1s, scope: account }" =>
            "[{ calls: 5, per: 1s, scope: account }, { calls: 0, per: 1d, scope: app, by: [AppID], given: [Nothing] }]";
        quotas_with_a_wrong_key: "{ calls: 5, per: 1s, scope: account }" =>
            "[{ calls: 5, per: 1s, scope: account }, { calls: 10, every: 1d, scope: account }]";
        quotas_of_one_room_in_another_order: "{ calls: 5, per: 1s, scope: account }" =>
            "[{ calls: 5, per: 1s, scope: app, by: [AppId, Colour] }, { calls: 9, per: 1s, scope: app, by: [Colour, AppId] }]";
        quota_given_a_required_parameter: "scope: account" => "scope: account, given: [AppId]";
        quota_longer_than_a_year: "per: 1s" => "per: 3650d";
        quotas_that_are_none: "{ calls: 5, per: 1s, scope: account }" => "[]";
        quota_that_is_none: "{ calls: 5, per: 1s, scope: account }" => "5 per second";
        quota_with_a_wrong_key: "calls: 5, per: 1s" => "calls: 5, each: 1s";
        unknown_group: "codes: [things]" => "codes: [thing]";
        verified_though_safe: "safe: true" => "safe: true\nverify_with: ListThings";
        idempotent_though_safe: "safe: true" => "safe: true\nidempotency_key: AppId";
        idempotent_by_unknown: "safe: true" => "safe: false\nidempotency_key: AppID";
        idempotent_by_a_list: "safe: true" => "safe: false\nidempotency_key: Names";
        idempotent_by_a_choice: "safe: true" => "safe: false\nidempotency_key: Colour";
        idempotent_by_nothing_within: "safe: true" => "safe: false\nidempotency_key: AppId.Id";
        verified_by_itself: "safe: true" => "safe: false\nverify_with: ListThings";
        verified_by_nothing: "safe: true" => "safe: false\nverify_with: ListThing";
        answer_and_response: "safe: true" => "safe: true\nanswer: { type: string, doc: A text. }";
        unknown_host: "safe: true" => "safe: true\nhost: api.acme.org";
        together_with_itself: "- [Page, PageSize]" => "- [Page, Page]";
        page_key_twice: "key: [Name]" => "key: [Name, Name]";
        window_of_centuries: "back: 14d" => "back: 100000d";
        window_that_has_no_time: "lag: 100s" => "lag: 14d";
    }
    // Limits and encodings.
    limits_and_encodings {
        length_of_a_number: "range: 1..=50" => "length: 1..=50";
        items_of_a_text: "characters: \"a-z 0-9\"" => "items: 1..=3";
        characters_upside_down: "characters: \"a-z 0-9\"" => "characters: \"z-a\"";
        range_beyond_the_type: "range: 1..=50" => "range: -1..=50";
        joined_text: "  Colour: {" => "  Note: { type: string, join: \",\", doc: A note. }\n  Colour: {";
        brackets_on_a_text: "  Colour: {" => "  Note[]: { type: string, doc: A note. }\n  Colour: {";
        body_of_a_get: "  Colour: {" => "  Note: { type: string, in: body, doc: A note. }\n  Colour: {";
        local_time_without_a_time_zone: "  Colour: {" => "  At: { type: local_time, doc: A time. }\n  Colour: {";
        day_that_does_not_exist: "  Colour: {" => "  Day: { type: date, default: \"2026-11-31\", doc: A day. }\n  Colour: {";
        object_in_a_query: "  Colour: {" => "  Thing: { type: Thing, doc: A thing. }\n  Colour: {";
        optional_list: "type: [Thing]" => "type: [Thing], optional: true";
        zero_of_a_required_field: "Total: { type: i64," => "Total: { type: i64, zero_is_none: true,";
        zero_of_a_list: "Things: { type: [Thing]," => "Things: { type: [Thing], zero_is_none: true,";
        zero_that_is_documented: "kind, doc: Its shape. }\nenums:\n  Shape:\n    doc: A shape.\n    values: { 2d: Flat," => "kind, optional: true, zero_is_none: true, doc: Its shape. }\nenums:\n  Shape:\n    doc: A shape.\n    values: { \"\": Flat,";
        default_of_another_type: "default: 1" => "default: one";
        secret_in_a_query: "  Colour: {" => "  Key: { type: string, secret: true, doc: A key. }\n  Colour: {";
        secret_number: "  Colour: {" => "  Key: { type: u32, secret: true, doc: A key. }\n  Colour: {";
        secret_with_an_example: "  Colour: {" => "  Key: { type: string, secret: true, example: k, doc: A key. }\n  Colour: {";
        bytes_of_a_number: "range: 1..=50" => "bytes: 1..=50";
        bounds_beyond_64_bits: "range: 1..=50" => "range: 1..=18446744073709551615";
        no_text_is_that_long: "characters: \"a-z 0-9\"" => "length: 10..=20, bytes: ..=9";
        no_text_is_that_short: "characters: \"a-z 0-9\"" => "length: ..=20, bytes: 81..";
        default_out_of_range_is_none: "range: 1..=50" => "range: 1..=50, default: 0";
        example_out_of_range: "range: 1..=50" => "range: 1..=50, example: 51";
        example_with_other_characters: "characters: \"a-z 0-9\"" => "characters: \"a-z 0-9\", example: \"no blanks\"";
        example_with_too_many_items: "items: 1..=10" => "items: 1..=2, example: [cube, ball, cone]";
        example_that_is_too_long: "characters: \"a-z 0-9\"" => "length: ..=3, example: four";
        default_that_is_no_value_is_none: "Colour: { type: Colour," => "Colour: { type: Colour, default: 77,";
        example_that_is_no_value: "Colour: { type: Colour," => "Colour: { type: Colour, example: 77,";
    }
    // Limits that depend on another parameter.
    narrower_limits {
        unknown_parameter: "safe: true" => "safe: true\nnarrower:\n  Size: { page_size: 6 }";
        required_parameter: "safe: true" => "safe: true\nnarrower:\n  AppId: { page_size: 6 }";
        parameter_that_listings_set: "safe: true" => "safe: true\nnarrower:\n  Page: { span: 1h }";
        nothing: "safe: true" => "safe: true\nnarrower:\n  Colour: {}";
        unknown_limit: "safe: true" => "safe: true\nnarrower:\n  Colour: { length: { AppId: ..=6 } }";
        span_that_is_as_long: "safe: true" => "safe: true\nnarrower:\n  Colour: { span: 6h }";
        span_of_less_than_a_second: "safe: true" => "safe: true\nnarrower:\n  Colour: { span: 10ms }";
        page_size_that_is_larger: "safe: true" => "safe: true\nnarrower:\n  Colour: { page_size: 100 }";
        page_size_of_no_rows: "safe: true" => "safe: true\nnarrower:\n  Colour: { page_size: 0 }";
        items_that_are_as_many: "safe: true" => "safe: true\nnarrower:\n  Colour: { items: { Names: ..=10 } }";
        items_of_an_unknown_parameter: "safe: true" => "safe: true\nnarrower:\n  Colour: { items: { Nams: ..=6 } }";
        items_of_a_number: "safe: true" => "safe: true\nnarrower:\n  Colour: { items: { Page: ..=6 } }";
        items_of_itself: "safe: true" => "safe: true\nnarrower:\n  Names: { items: { Names: ..=6 } }";
        items_from_a_number: "safe: true" => "safe: true\nnarrower:\n  Colour: { items: { Names: 2..=6 } }";
        no_items: "safe: true" => "safe: true\nnarrower:\n  Colour: { items: { Names: ..=0 } }";
        range_of_the_page_size: "safe: true" => "safe: true\nnarrower:\n  Colour: { range: { PageSize: ..=6 } }";
        range_of_a_text: "safe: true" => "safe: true\nnarrower:\n  Colour: { range: { AppId: ..=6 } }";
        range_beyond_the_type: "safe: true" => "safe: true\nnarrower:\n  Colour: { range: { Page: ..=4294967296 } }";
        span_without_a_window: "window: { start: From, end: Until, span: 6h, back: 14d, lag: 100s, beyond: refused }" => "narrower: { Colour: { span: 1h } }";
        page_size_without_pages: "pages: { number: Page, first: 1, size: PageSize, max: 50, rows: Things, total: Total, key: [Name] }\nbatch: { over: Names, id: Name }" => "narrower: { Colour: { page_size: 6 } }";
    }
    // What is kept of the page's own words.
    words_of_the_page {
        word_for_a_type_that_tells_nothing: "Names: { type: [string]," => "Names: { type: [string], page_type: String,";
        word_for_a_type_that_is_empty: "page_type: Long" => "page_type: ' '";
        required_and_conditional: "Names: { type: [string]," => "Names: { type: [string], required: true, conditional: true,";
        exception_without_a_reason: "reason: A page is no list." => "reason: ''";
        exception_without_a_difference: "finding: request.Page.items" => "finding: request..items";
        exception_of_no_day: "since: 2026-11-22" => "since: yesterday";
        exception_twice: "finding: errors.Gone" => "finding: request.Page.items, page: ..=9";
        exception_without_a_day: ", since: 2026-11-22 }" => " }";
        listed_code_that_is_none: "listed_codes: [Denied]" => "listed_codes: [Deniedd]";
        listed_code_of_its_own: "listed_codes: [Denied]" => "listed_codes: [Bad.Colour]";
        listed_code_twice: "listed_codes: [Denied]" => "listed_codes: [Denied, Denied]";
    }
    // Sentences and days.
    sentences_and_days {
        empty_description: "doc: The app." => "doc: ''";
        no_day: "read: 2026-11-22" => "read: 22 November";
        no_address: "url: https://acme.example" => "url: acme.example";
        no_version: "safe: true" => "safe: true\nrelease: 0.1";
        address_without_a_host: "url: https://acme.example/" => "url: https:///";
        address_with_a_blank: "/list-things" => "/list things";
    }
    // Examples.
    examples {
        example_without_required: "      AppId: app\n" => "";
        example_with_unknown_parameter: "      AppId: app\n" => "      AppId: app\n      Size: 3\n";
        example_that_encodes_otherwise: "query: \"AppId=app" => "query: \"AppId=App";
        example_that_does_not_decode: "Total: 1" => "Total: one";
        example_without_a_required_field: "{ Name: cube, Type: solid }" => "{ Type: solid }";
        example_with_undocumented_code: "Code: Bad.Colour" => "Code: Bad.Color";
        example_of_no_answer: "Reply: { Total" => "Answer: { Total";
        example_beyond_a_limit: "      AppId: app\n" => "      AppId: App\n";
        example_of_one_of_two: "      AppId: app\n" => "      AppId: app\n      Page: 2\n";
        example_without_a_name: "name: one thing" => "name: '-'";
        example_of_a_joined_list_with_an_empty_item: "      AppId: app\n" => "      AppId: app\n      Names: [cube, '']\n";
        example_with_a_name_in_another_script: "name: one thing" => "name: 一个";
        example_with_other_letters: "name: one thing" => "name: café";
        example_with_a_long_name: "name: one thing" => "name: one thing and one thing and one thing and one thing and one thing and one thing and one thing";
        example_named_like_another: "name: refused" => "name: One Thing!";
        example_with_a_status_that_is_none: "    response: { Id: one" => "    status: 0\n    response: { Id: one";
        success_with_the_status_of_an_error: "    response: { Id: one" => "    status: 500\n    response: { Id: one";
    }
    // Keys and words that had another name.
    renamed {
        old_key_written: "page_type: Long" => "written: Long";
        old_key_sized: "total: Total" => "total: Total, sized: Total";
        old_key_begins: "total: Total" => "total: Total, begins: Name";
        old_key_listed: "listed_codes: [" => "listed: [";
        old_key_most: "max: 50" => "most: 50";
        old_retry_again: "retry: never" => "retry: again";
        old_retry_refreshed: "retry: never" => "retry: refreshed";
    }
}

/// All at once: one run shows every mistake, those of shape and those of meaning.
#[test]
fn all_mistakes_in_one_run() {
    let mut action = ACTION.to_owned();
    for (from, to) in [
        ("safe: true", "save: true"),
        ("calls: 5", "calls: five"),
        ("type: [Thing]", "type: [Thingy]"),
        ("round: Round", "round: Flat"),
        ("start: From", "start: Form"),
        ("range: 1..=50", "range: 50..=1"),
    ] {
        assert!(action.contains(from));
        action = action.replacen(from, to, 1);
    }
    insta::assert_snapshot!(report(&VENDOR.replace("title:", "titel:"), &action));
}

#[test]
fn a_vendor_s_mistakes() {
    let vendor = VENDOR
        .replace("vendor: acme", "vendor: other")
        .replace("name: MAIN", "name: main")
        .replace("package: acme-things", "package: Acme")
        .replace("type: string, in: header", "type: Text, in: header")
        .replace("  things:\n", "  things:\n    Busy.Again: { name: Denied, doc: busy, retry: later }\n");
    insta::assert_snapshot!(report(&vendor, ACTION));
    // What becomes part of signatures and headers, and where the parts of an answer are.
    let vendor = VENDOR
        .replace("title: Acme", "title: ' '\nservice: a/b\nregions: { default: north 1 }\nsignature: { valid: 900d }")
        .replace("doc: The one host.", "doc: The one host., region: '', product: Two Words")
        .replace("message: Error.Message", "message: Error.Code");
    insta::assert_snapshot!(report(&vendor, ACTION));
}

#[test]
fn two_vendors_have_crates_of_different_names() {
    let folder = tempfile::tempdir().unwrap();
    for (vendor, package) in [("acme", "acme-things"), ("other", "acmethings")] {
        let specs = folder.path().join(vendor);
        fs::create_dir_all(&specs).unwrap();
        let text = VENDOR.replace("vendor: acme", &format!("vendor: {vendor}"));
        fs::write(specs.join("vendor.yaml"), text.replace("package: acme-things", &format!("package: {package}")))
            .unwrap();
    }
    let error = load(folder.path()).unwrap_err().to_string();
    assert!(error.contains("the crates of `acme` begin with `acme-things` as well"), "{error}");
}

/// Generated code refers to its own imports by path, so specs may use these names.
#[test]
fn names_of_the_generator_s_imports_are_accepted() {
    for name in ["Action", "Duration", "Form", "Limits", "List", "Set", "State", "Whole", "Window"] {
        let action = edited("  Shape:", &format!("  {name}:")).replace("type: Shape", &format!("type: {name}"));
        assert_eq!(report(VENDOR, &action), "no mistake", "{name}");
    }
    for name in ["to", "limits", "key", "region"] {
        let parameter = format!("  {name}: {{ type: string, doc: A value. }}\n  Colour: {{");
        assert_eq!(report(VENDOR, &edited("  Colour: {", &parameter)), "no mistake", "{name}");
    }
}

#[test]
fn types_of_the_vendor_have_the_checks_of_an_action_s() {
    for (types, expected) in [
        (
            "types: { Option: { doc: A type., fields: { A: { type: string, doc: A. } } } }",
            "reserved for generated code",
        ),
        ("enums: { ListThingsOutput: { doc: A type., values: { a: A } } }", "the action's crate has a generated type"),
        (
            "types: { T: { doc: A type., parameters: { Build: { type: string, doc: A. } } } }",
            "reserved for generated code",
        ),
    ] {
        let found = report(&format!("{VENDOR}\n{types}\n"), ACTION);
        assert!(found.contains(expected), "{types}: {found}");
    }
}

/// Crates of these names are needed by generated ones, or cannot be named in Rust.
#[test]
fn no_vendor_has_the_crates_of_others() {
    for package in ["rtc", "rtc-x", "serde", "tokio", "core", "async", "x-", "x--y", &"x".repeat(101)] {
        let found = report(&VENDOR.replace("package: acme-things", &format!("package: {package}")), ACTION);
        assert!(found.contains("specs/acme/vendor.yaml:3:10"), "{package}: {found}");
    }
}

#[test]
fn types_are_nested_as_deep_as_the_compiler_follows() {
    let with = |depth: usize| {
        let kind = format!("{}string{}", "[".repeat(depth), "]".repeat(depth));
        report(VENDOR, &edited("  Total: {", &format!("  Deep: {{ type: {kind}, doc: Lists. }}\n  Total: {{")))
    };
    let example = "`Reply.Deep`";
    assert!(!with(16).contains("within each other"), "{}", with(16));
    assert!(!with(16).contains(example), "{}", with(16));
    assert!(with(17).contains("17 lists, mappings and objects within each other"), "{}", with(17));
    let chain = |length: usize| {
        let one = |at: usize| {
            format!("  T{at}:\n    doc: One.\n    fields: {{ Next: {{ type: [T{}], doc: Next. }} }}\n", at + 1)
        };
        let types: String = (0..length).map(one).collect();
        let last = format!(
            "  T{length}:\n    doc: One.\n    fields: {{ Last: {{ type: string, optional: true, doc: One. }} }}\n"
        );
        let action = edited("  Total: {", "  Deep: { type: [T0], doc: Objects. }\n  Total: {");
        report(VENDOR, &action.replace("types:\n", &format!("types:\n{types}{last}")))
    };
    assert_eq!(chain(7), "no mistake");
    assert!(chain(8).contains("18 lists, mappings and objects within each other"), "{}", chain(8));
}

/// Generated code would compare it, and a secret shows nothing of itself.
#[test]
fn an_id_that_makes_calls_idempotent_is_not_secret() {
    let action = edited("method: GET", "method: POST")
        .replace("safe: true", "safe: false\nidempotency_key: Key")
        .replace("  Colour: {", "  Key: { type: string, secret: true, doc: A key. }\n  Colour: {");
    let found = report(VENDOR, &action);
    assert!(found.contains("`Key` is secret, and an id of the caller's is not"), "{found}");
}

/// A type that is neither sent nor answered is one mistake, wherever it is used.
#[test]
fn a_type_without_fields_is_one_mistake() {
    let action = edited("method: GET", "method: POST")
        .replace("  Colour: {", "  Part: { type: Part, doc: A part. }\n  Colour: {")
        .replace("types:\n", "types:\n  Part: { doc: A part. }\n");
    let found = report(VENDOR, &action);
    assert!(found.contains("the type `Part` has no fields"), "{found}");
    assert!(!found.contains("it is for answers only"), "{found}");
}

#[test]
fn a_host_has_a_name_between_its_dots() {
    for host in ["a..b", ".", "-", "a.-b.example", "a-.example", "a_b.example"] {
        let found = report(&VENDOR.replace("api.acme.example", &format!("'{host}'")), ACTION);
        assert!(found.contains(&format!("`{host}` is not a host")), "{host}: {found}");
    }
}

/// What the request id stands in is there in each answer.
#[test]
fn an_example_has_all_of_the_envelope() {
    let vendor = VENDOR.replace("request_id: Id", "request_id: Meta.Id");
    let found = report(&vendor, ACTION);
    assert!(found.contains("write the whole answer, including `Meta.Id`"), "{found}");
}

#[test]
fn a_code_in_two_groups_has_one_description() {
    let again = |doc: &str| {
        VENDOR.replace(
            "  things:\n",
            &format!(
                "  more:\n    Same: {{ doc: {doc}, retry: never }}\n  things:\n    Same: {{ doc: one, retry: never }}\n"
            ),
        )
    };
    assert_eq!(report(&again("one"), ACTION), "no mistake");
    let found = report(&again("another"), ACTION);
    assert!(found.contains("`Same` is in two groups, with different descriptions"), "{found}");
}

#[test]
fn narrower_limits_are_accepted() {
    let narrower = "narrower: { Colour: { span: 1h, page_size: 6, items: { Names: ..=6 }, range: { Page: ..=9 } }, Names: { span: 5m } }";
    assert_eq!(report(VENDOR, &edited("safe: true", &format!("safe: true\n{narrower}"))), "no mistake");
}

#[test]
fn the_specs_without_edits_have_no_mistake() {
    assert_eq!(report(VENDOR, ACTION), "no mistake");
}

#[test]
fn files_that_are_no_text_and_folders_that_are_none() {
    let folder = tempfile::tempdir().unwrap();
    let specs = folder.path().join("specs");
    let hide = |error: LoadError| error.to_string().replace(&folder.path().display().to_string(), "…");
    insta::assert_snapshot!(hide(load(&specs).unwrap_err()));
    fs::create_dir_all(specs.join("acme")).unwrap();
    insta::assert_snapshot!(hide(load(&specs).unwrap_err()));
    fs::write(specs.join("acme/vendor.yaml"), b"\xff\xfe").unwrap();
    insta::assert_snapshot!(hide(load(&specs).unwrap_err()));
    fs::write(specs.join("acme/vendor.yaml"), "").unwrap();
    insta::assert_snapshot!(hide(load(&specs).unwrap_err()));
}

#[test]
fn positions_count_characters_from_one_also_behind_other_scripts_and_a_byte_order_mark() {
    let action = format!("\u{feff}{}", edited("summary: Things of an app.", "summary: 应用的东西\nsave: true"));
    insta::assert_snapshot!(report(VENDOR, &action));
}

#[test]
fn line_ends_of_other_systems_change_nothing() {
    assert_eq!(report(&VENDOR.replace('\n', "\r\n"), &ACTION.replace('\n', "\r\n")), "no mistake");
    let mistakes = report(VENDOR, &edited("safe: true", "save: true").replace('\n', "\r\n"));
    assert!(mistakes.contains("specs/acme/list-things.yaml:7:1"), "{mistakes}");
}

#[test]
fn deep_nesting_ends_in_a_diagnostic() {
    let deep = format!("action: {}{}", "[".repeat(10_000), "]".repeat(10_000));
    insta::assert_snapshot!(
        report(VENDOR, &deep).chars().filter(|letter| !"[]^".contains(*letter)).collect::<String>()
    );
}

/// The folders that each vendor has beside those of its actions.
#[test]
fn no_action_is_named_like_a_crate_of_its_vendor() {
    for name in ["Common", "Examples", "Umbrella"] {
        let found = report(VENDOR, &edited("action: ListThings", &format!("action: {name}")));
        assert!(found.contains(&format!("the action's name `{name}` is reserved for generated code")), "{found}");
    }
}

#[test]
fn an_umbrella_crate_has_a_version() {
    let with = |version: &str| {
        report(
            &VENDOR.replace("package: acme-things\n", &format!("package: acme-things\numbrella: {version}\n")),
            ACTION,
        )
    };
    assert_eq!(with("0.1.0"), "no mistake");
    assert!(with("0.1").contains("`0.1` is not a version"), "{}", with("0.1"));
}

#[test]
fn a_job_is_one_of_a_few() {
    let with = |job: &str| report(VENDOR, &edited("summary:", &format!("job: {job}\nsummary:")));
    assert_eq!(with("usage"), "no mistake");
    let found = with("usages");
    assert!(found.contains("did you mean `usage`?"), "{found}");
}
