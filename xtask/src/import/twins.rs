//! Whether two definitions of an action say the same.

use rtc_pages::{Facts, Field, Located, TypeWord};
use std::path::Path;

/// Where two definitions of an action differ in its method, or in names, types and what is required. Prose is not compared, which may
/// be in two languages.
pub(super) fn difference(one: &Facts, other: &Facts) -> Option<String> {
    let value = |of: &Option<Located<String>>| of.as_ref().map(|of| of.value.clone());
    if value(&one.method) != value(&other.method) {
        return Some("`method`".to_owned());
    }
    let fields = |name: &str, one, other| fields(one, other).map(|path| format!("`{name}.{path}`"));
    fields("request", &one.request, &other.request).or_else(|| fields("response", &one.response, &other.response))
}

/// Says that an action is defined twice, and where the definitions differ.
pub(super) fn twice(action: Option<&Located<String>>, difference: &str, first: &Path) -> String {
    let name = action.map_or("", |action| action.value.as_str());
    format!(
        "`{name}` is defined in another way than in {}, in the same version: {difference} differs; import it from one of them",
        first.display()
    )
}

/// The path to the first field that is not alike in both.
fn fields(one: &[Field], other: &[Field]) -> Option<String> {
    let find = |fields: &[Field], name: &str| fields.iter().any(|field| field.name.value == name);
    for field in other {
        if !find(one, &field.name.value) {
            return Some(field.name.value.clone());
        }
    }
    one.iter().find_map(|field| {
        let name = &field.name.value;
        let same = other.iter().find(|other| other.name.value == *name && other.location == field.location);
        let Some(same) = same.filter(|same| is_alike(field, same)) else { return Some(name.clone()) };
        fields(&field.fields, &same.fields).map(|path| format!("{name}.{path}"))
    })
}

fn is_alike(one: &Field, other: &Field) -> bool {
    let kind = |of: &Located<TypeWord>| of.value.word.clone();
    let required = |field: &Field| field.required.as_ref().and_then(|required| required.value.always);
    one.kind.as_ref().map(kind) == other.kind.as_ref().map(kind) && required(one) == required(other)
}
