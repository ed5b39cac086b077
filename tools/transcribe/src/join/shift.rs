//! Positions of a definition's facts behind those of a page.

use rtc_pages::{Facts, Field, Position};

/// Lets the positions of a definition's facts name files behind others.
pub(super) fn shift(facts: &mut Facts, by: u16) {
    let move_by = |position: &mut Position| position.file = position.file.saturating_add(by);
    let texts = [
        &mut facts.vendor,
        &mut facts.title,
        &mut facts.description,
        &mut facts.action,
        &mut facts.version,
        &mut facts.method,
    ];
    texts.into_iter().flatten().for_each(|text| move_by(&mut text.position));
    let lists = [
        &mut facts.hosts,
        &mut facts.regions,
        &mut facts.external_types,
        &mut facts.inferred,
        &mut facts.unclear,
        &mut facts.unread,
        &mut facts.ignored_tables,
    ];
    lists.into_iter().flatten().for_each(|text| move_by(&mut text.position));
    facts.quotas.iter_mut().for_each(|quota| move_by(&mut quota.position));
    let window = &mut facts.window;
    [&mut window.span, &mut window.in_a_case, &mut window.back, &mut window.lag]
        .into_iter()
        .flatten()
        .for_each(|span| move_by(&mut span.position));
    window.clamped.iter_mut().for_each(|cut| move_by(&mut cut.position));
    for code in &mut facts.codes {
        move_by(&mut code.code.position);
        let words = [&mut code.meaning, &mut code.message, &mut code.status, &mut code.advice];
        words.into_iter().flatten().for_each(|text| move_by(&mut text.position));
    }
    for example in &mut facts.examples {
        [&mut example.title, &mut example.address].into_iter().flatten().for_each(|text| move_by(&mut text.position));
        example.json.iter_mut().for_each(|json| move_by(&mut json.position));
    }
    for record in &mut facts.types {
        move_by(&mut record.name.position);
        record.description.iter_mut().for_each(|text| move_by(&mut text.position));
    }
    let roots = [&mut facts.common, &mut facts.request, &mut facts.response];
    roots
        .into_iter()
        .chain(facts.types.iter_mut().map(|record| &mut record.fields))
        .for_each(|fields| shift_fields(fields, &move_by));
}

fn shift_fields(fields: &mut [Field], move_by: &impl Fn(&mut Position)) {
    for field in fields {
        move_by(&mut field.name.position);
        if let Some(kind) = &mut field.kind {
            move_by(&mut kind.position);
            // The words of pages are kept, and these are none.
            kind.value.written.clear();
        }
        field.required.iter_mut().for_each(|required| move_by(&mut required.position));
        let texts = [&mut field.default, &mut field.example, &mut field.joined, &mut field.description];
        texts.into_iter().flatten().for_each(|text| move_by(&mut text.position));
        field.special.iter_mut().for_each(|number| move_by(&mut number.position));
        field.limits.iter_mut().for_each(|limit| move_by(&mut limit.position));
        field.values.iter_mut().for_each(|value| move_by(&mut value.position));
        field.nullable.iter_mut().for_each(|nullable| move_by(&mut nullable.position));
        shift_fields(&mut field.fields, move_by);
    }
}
