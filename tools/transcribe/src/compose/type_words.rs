//! The types of specs that pages' words for types may become: import takes one of them, and a comparison accepts all.

use crate::draft::{PageWords, expression};
use rtc_catalog::{
    format::TypeExpression,
    model::{Definitions, Type},
};
use rtc_pages::{Answer, FieldType, TypeWord};

/// The scalar that import takes for a word.
pub(super) fn chosen_scalar(word: &FieldType) -> &'static str {
    scalars(word)[0]
}

/// The scalars that a page's word for a type may become in a spec. Import takes the first; a person who knows more of the values
/// may take another.
fn scalars(word: &FieldType) -> &'static [&'static str] {
    match word {
        FieldType::Bool => &["bool"],
        FieldType::I32 => &["i32", "unix_seconds"],
        FieldType::U32 => &["u32", "unix_seconds"],
        FieldType::I64 => &["i64", "unix_seconds", "unix_millis"],
        FieldType::U64 => &["u64", "unix_seconds", "unix_millis"],
        FieldType::Integer => &["i64", "i32", "u32", "u64", "unix_seconds", "unix_millis"],
        FieldType::Number => &["f64", "i64", "i32", "u32", "u64", "unix_seconds", "unix_millis"],
        FieldType::F64 => &["f64"],
        FieldType::Rfc3339 => &["rfc3339"],
        FieldType::UnixSeconds => &["unix_seconds"],
        FieldType::UnixMillis => &["unix_millis"],
        _ => &["string", "rfc3339", "date", "compact_date", "local_time", "local_minutes"],
    }
}

/// Whether a page's word for a type may become a type of a spec. `known` has the spec's types, and `has_fields` says whether the
/// page describes fields of it.
fn may_become(word: &FieldType, kind: &Type, known: &dyn Definitions, has_fields: bool) -> bool {
    match (word, kind) {
        (FieldType::List(word), Type::List(kind)) | (FieldType::Map(word), Type::Map(kind)) => {
            may_become(word, kind, known, has_fields)
        }
        (FieldType::Any, _)
        | (FieldType::Object | FieldType::Named(_), Type::Record(_))
        | (FieldType::Named(_), Type::Enum(_)) => true,
        (FieldType::Object | FieldType::Named(_), Type::Map(_)) => !has_fields,
        (FieldType::Object | FieldType::Named(_) | FieldType::List(_) | FieldType::Map(_), _) => false,
        (word, Type::Enum(name)) => {
            let whole = word.is_integer() || *word == FieldType::Number;
            (whole || *word == FieldType::String) && known.enumeration(name).is_some_and(|item| item.integer == whole)
        }
        (word, kind) => match expression(kind) {
            TypeExpression::Name(name) => scalars(word).contains(&name.as_str()),
            TypeExpression::List(_) | TypeExpression::Map(_) => false,
        },
    }
}

/// Whether a page's word and a definition's may be of the same values: one of them may become what import takes for the other.
pub(crate) fn alike(page: &FieldType, definition: &FieldType) -> bool {
    use FieldType as T;
    match (page, definition) {
        (T::List(one), T::List(other)) | (T::Map(one), T::Map(other)) => alike(one, other),
        (T::Any, _)
        | (_, T::Any)
        | (T::Object | T::Map(_) | T::Named(_), T::Object | T::Map(_) | T::Named(_))
        // A list that is written as one text.
        | (T::String, T::List(_))
        | (T::List(_), T::String) => true,
        (T::Object | T::Map(_) | T::Named(_) | T::List(_), _) | (_, T::Object | T::Map(_) | T::Named(_) | T::List(_)) => false,
        (one, other) => {
            scalars(one).contains(&chosen_scalar(other)) || scalars(other).contains(&chosen_scalar(one))
        }
    }
}

/// Whether a word is that of a text which has the values `true` and `false`.
pub(crate) fn is_true_or_false(word: &FieldType, values: &[&str]) -> bool {
    *word == FieldType::String && values.len() == 2 && values.contains(&"true") && values.contains(&"false")
}

/// Whether a word for a type says nothing of the size of a number.
fn is_without_size(word: &TypeWord) -> bool {
    matches!(word.written.to_lowercase().as_str(), "number" | "integer" | "数字" | "整型")
}

impl PageWords {
    /// Whether a spec's type is one that the page's word may become. `known` has the spec's types. True if the page has no word.
    #[must_use]
    pub fn may_become(&self, kind: &Type, known: &dyn Definitions) -> bool {
        let Some(word) = &self.kind else { return true };
        may_become(&word.value.word, kind, known, self.has_fields) || *kind == Type::Bool && self.is_true_or_false()
    }

    /// Whether it is a text with the values `true` and `false`, as a query has them.
    fn is_true_or_false(&self) -> bool {
        let values: Vec<&str> = self.values.iter().map(|value| value.value.as_str()).collect();
        self.kind.as_ref().is_some_and(|word| is_true_or_false(&word.value.word, &values))
    }

    /// Whether the page's word may be that of a list, or of the one text that has its items.
    #[must_use]
    pub fn may_become_joined_list(&self) -> bool {
        let fits = |word: &TypeWord| matches!(word.word, FieldType::String | FieldType::Any | FieldType::List(_));
        self.kind.as_ref().is_none_or(|word| fits(&word.value))
    }

    /// Whether the page has another unit of time than a spec's type.
    #[must_use]
    pub fn has_other_unit(&self, kind: &Type) -> bool {
        let means = self.kind.as_ref().and_then(|word| word.value.means.as_ref());
        matches!(
            (means, kind.innermost()),
            (Some(FieldType::UnixSeconds), Type::UnixMillis) | (Some(FieldType::UnixMillis), Type::UnixSeconds)
        )
    }

    /// Whether the page calls it, or its items, an object and does not describe its fields.
    #[must_use]
    pub fn is_object_without_fields(&self) -> bool {
        let object = |word: &TypeWord| *word.word.innermost() == FieldType::Object;
        !self.has_fields && self.kind.as_ref().is_some_and(|word| object(&word.value))
    }
}

/// Whether a page's word for the type of what is in every answer or call may become the vendor's type. Words without a size fit
/// all whole numbers.
#[must_use]
pub fn may_become_common(word: &TypeWord, kind: &Type, known: &dyn Definitions) -> bool {
    if is_without_size(word) {
        return kind.is_integer() || matches!(kind, Type::UnixSeconds | Type::UnixMillis);
    }
    may_become(&word.word, kind, known, false)
}

/// Whether a page's word for a type is that of one object, which can hold a payload.
#[must_use]
pub fn is_object(word: &TypeWord) -> bool {
    matches!(word.word, FieldType::Object | FieldType::Named(_) | FieldType::Any | FieldType::Map(_))
}

/// Whether an answer in an example is of a type.
#[must_use]
pub fn is_answer_of(answer: Answer, kind: &Type) -> bool {
    match answer {
        Answer::Text => matches!(kind, Type::String | Type::Enum(_)) || kind.is_time(),
        Answer::Scalar => matches!(kind, Type::Bool | Type::F64 | Type::Enum(_)) || kind.is_integer() || kind.is_time(),
        Answer::List => matches!(kind, Type::List(_)),
        Answer::Nothing => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rtc_catalog::model::{Enum, Record};
    use rtc_pages::{Located, Position};

    /// A spec without types.
    struct Nothing;

    impl Definitions for Nothing {
        fn record(&self, _: &str) -> Option<&Record> {
            None
        }

        fn enumeration(&self, _: &str) -> Option<&Enum> {
            None
        }
    }

    #[test]
    fn what_import_chooses_is_what_a_word_may_become() {
        use FieldType as T;
        let words = [T::String, T::Bool, T::I32, T::I64, T::U32, T::U64, T::Integer, T::F64, T::Number];
        for word in words.into_iter().chain([T::Rfc3339, T::UnixSeconds, T::UnixMillis]) {
            let known = |name: &str| Type::SCALARS.iter().find(|(known, _)| *known == name).map(|(_, kind)| kind);
            let chosen = known(chosen_scalar(&word)).expect("it is a scalar");
            assert!(may_become(&word, chosen, &Nothing, false), "{word}");
            assert!(scalars(&word).iter().all(|name| known(name).is_some()), "{word}");
        }
        assert!(may_become(&T::Integer, &Type::UnixMillis, &Nothing, false));
        assert!(!may_become(&T::I32, &Type::UnixMillis, &Nothing, false));
        assert!(!may_become(&T::I32, &Type::I64, &Nothing, false));
        let list = |kind: T| T::List(Box::new(kind));
        assert!(may_become(&list(T::Number), &Type::List(Box::new(Type::U32)), &Nothing, false));
        assert!(!may_become(&list(T::Number), &Type::U32, &Nothing, false));
        let text = Located {
            value: TypeWord { word: T::String, written: "String".to_owned(), means: None },
            position: Position::new(1, 1),
        };
        let mut page = PageWords { kind: Some(text), ..PageWords::default() };
        assert!(!page.may_become(&Type::Bool, &Nothing));
        page.values =
            ["true", "false"].map(|value| Located { value: value.to_owned(), position: Position::new(1, 1) }).to_vec();
        assert!(page.may_become(&Type::Bool, &Nothing) && page.may_become(&Type::String, &Nothing));
        assert!(alike(&T::Integer, &T::U32) && alike(&T::I64, &T::UnixMillis) && alike(&T::Rfc3339, &T::String));
        assert!(!alike(&T::I32, &T::I64) && !alike(&T::I32, &T::UnixMillis) && !alike(&T::F64, &T::Integer));
        assert!(alike(&list(T::Number), &list(T::I64)) && !alike(&list(T::String), &list(T::Bool)));
        assert!(!alike(&T::String, &T::Object) && alike(&T::Named("A".to_owned()), &T::Object));
        let map = Type::Map(Box::new(Type::String));
        assert!(may_become(&T::Object, &map, &Nothing, false) && !may_become(&T::Object, &map, &Nothing, true));
    }
}
