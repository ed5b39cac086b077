//! Reads scalars leniently where no meaning is lost.
//!
//! Strict decoding comes first and costs what it costs without this; an answer that it rejects is decoded once more
//! through [`Lenient`]. It accepts
//!
//! - a whole number as a float (`1.0`, `1e3`), and any number in quotes, in JSON's own notation;
//! - a number in place of a text, digit by digit as it was sent;
//! - an empty text in place of an absent number, boolean or numeric enumeration.
//!
//! What would need a guess stays an error: `1.5` for a whole number, `"1,000"`, `" 1"`, `"007"`, `true` for a number.

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, DeserializeSeed, Error, MapAccess, SeqAccess, Visitor, value::StrDeserializer},
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt, marker::PhantomData};

/// The name of the newtype that marks an optional scalar to [`Lenient`], as the `RawValue` of `serde_json` is
/// marked. Other deserializers pass it over.
const EMPTY_IS_NONE: &str = "$rtc_core::wire::EmptyIsNone";

/// A deserializer of JSON that reads scalars leniently. It wraps that of `serde_json`, or one that passes on to it.
pub(crate) struct Lenient<D>(pub(crate) D);

/// Decodes an optional scalar. Through [`Lenient`], the empty text is `None` unless `T` can be empty.
pub(super) fn or_empty<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<T>, D::Error> {
    from.deserialize_newtype_struct(EMPTY_IS_NONE, OrEmpty(PhantomData))
}

struct OrEmpty<T>(PhantomData<fn() -> T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for OrEmpty<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Option<T>, D::Error> {
        Option::deserialize(from)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<T>, E> {
        Ok(T::deserialize(StrDeserializer::<E>::new(text)).ok())
    }
}

/// The whole number that a text in JSON's notation denotes, as an integer or a float. `None` for any other text, and
/// beyond 64 bits.
pub(crate) fn integer(text: &str) -> Option<i128> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            (mantissa, all_digits(digits).then(|| exponent.parse::<i64>().unwrap_or(i64::MAX / 2))?)
        }
        None => (digits, 0),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, all_digits(fraction).then_some(fraction)?),
        None => (mantissa, ""),
    };
    if !all_digits(whole) || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    // The number is `significant` × 10^`exponent`.
    let fraction = fraction.trim_end_matches('0');
    let all = [whole, fraction].concat();
    let significant = all.trim_end_matches('0');
    if significant.is_empty() {
        return Some(0);
    }
    let zeros = i64::try_from(all.len() - significant.len()).ok()?;
    let exponent = exponent.checked_add(zeros)?.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let magnitude = 10_i128.checked_pow(u32::try_from(exponent).ok()?)?;
    let value = significant.trim_start_matches('0').parse::<i128>().ok()?.checked_mul(magnitude)?;
    let value = if negative { -value } else { value };
    (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(&value).then_some(value)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The text of a scalar: of a string, what it contains.
fn content(raw: &RawValue) -> Cow<'_, str> {
    let text = raw.get();
    if text.starts_with('"') { serde_json::from_str(text).unwrap_or(Cow::Borrowed(text)) } else { Cow::Borrowed(text) }
}

/// Whether the value is a number.
fn is_number(raw: &RawValue) -> bool {
    raw.get().starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

/// The ordinary error for a value that does not fit, without its position in the text of that value.
fn as_usual<E: Error>(error: &serde_json::Error) -> E {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    E::custom(text.strip_suffix(&position).unwrap_or(&text))
}

macro_rules! integers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            let raw = <&RawValue>::deserialize(self.0)?;
            let number = integer(&content(raw)).map(|number| (u64::try_from(number), i64::try_from(number)));
            match number {
                Some((Ok(number), _)) => visitor.visit_u64(number),
                Some((_, Ok(number))) => visitor.visit_i64(number),
                _ => raw.$method(visitor).map_err(|error| as_usual(&error)),
            }
        }
    )*};
}

macro_rules! floats {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            let raw = <&RawValue>::deserialize(self.0)?;
            let content = content(raw);
            match serde_json::from_str::<f64>(&content) {
                Ok(number) if content.trim() == content => visitor.visit_f64(number),
                _ => raw.$method(visitor).map_err(|error| as_usual(&error)),
            }
        }
    )*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            let raw = <&RawValue>::deserialize(self.0)?;
            if is_number(raw) {
                return visitor.visit_borrowed_str(raw.get());
            }
            raw.$method(visitor).map_err(|error| as_usual(&error))
        }
    )*};
}

macro_rules! pass_on {
    ($($method:ident($($argument:ident: $kind:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $kind,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* LenientVisitor(visitor))
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Lenient<D> {
    type Error = D::Error;

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64
    }
    floats! { deserialize_f32 deserialize_f64 }
    texts! { deserialize_str deserialize_string }
    pass_on! {
        deserialize_any()
        deserialize_bool()
        deserialize_i128()
        deserialize_u128()
        deserialize_char()
        deserialize_bytes()
        deserialize_byte_buf()
        deserialize_unit()
        deserialize_unit_struct(name: &'static str)
        deserialize_identifier()
        deserialize_ignored_any()
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
        deserialize_option()
        deserialize_seq()
        deserialize_tuple(length: usize)
        deserialize_tuple_struct(name: &'static str, length: usize)
        deserialize_map()
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        if name != EMPTY_IS_NONE {
            return self.0.deserialize_newtype_struct(name, LenientVisitor(visitor));
        }
        let raw = <&RawValue>::deserialize(self.0)?;
        let outcome = match raw.get() {
            r#""""# => visitor.visit_borrowed_str(""),
            _ => visitor.visit_newtype_struct(Lenient(raw)),
        };
        outcome.map_err(|error: serde_json::Error| as_usual(&error))
    }
}

/// Reads what is within the value leniently too.
struct LenientVisitor<V>(V);

macro_rules! pass_value_on {
    ($($method:ident($kind:ty))*) => {$(
        fn $method<E: Error>(self, value: $kind) -> Result<V::Value, E> {
            self.0.$method(value)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for LenientVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    pass_value_on! {
        visit_bool(bool)
        visit_i64(i64)
        visit_u64(u64)
        visit_f64(f64)
        visit_str(&str)
        visit_borrowed_str(&'de str)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Lenient(from))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Lenient(from))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(LenientAccess(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(LenientAccess(entries))
    }
}

/// The items of a list or an object.
struct LenientAccess<A>(A);

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for LenientAccess<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(LenientSeed(seed))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for LenientAccess<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(LenientSeed(seed))
    }
}

struct LenientSeed<S>(S);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for LenientSeed<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Lenient(from))
    }
}

#[cfg(test)]
mod tests {
    use super::integer;

    #[test]
    fn a_whole_number_in_any_notation() {
        for (text, number) in [
            ("0", 0),
            ("-0.0", 0),
            ("0e9999999999999999999999", 0),
            ("1.0", 1),
            ("1e3", 1_000),
            ("1.590065777e9", 1_590_065_777),
            ("1500E-2", 15),
            ("-9223372036854775808", i128::from(i64::MIN)),
            ("18446744073709551615.00", i128::from(u64::MAX)),
            ("0.001e3", 1),
        ] {
            assert_eq!(integer(text), Some(number), "{text}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        for text in [
            "",
            "-",
            "+1",
            " 1",
            "1 ",
            "1,000",
            "1_000",
            "0x10",
            "007",
            "1.",
            ".5",
            "1.5",
            "1e-1",
            "1e",
            "1e+",
            "1e1.0",
            "--1",
            "true",
            "null",
            "NaN",
            "１",
            "18446744073709551616",
            "-9223372036854775809",
            "1e99999999999999999999",
        ] {
            assert_eq!(integer(text), None, "{text}");
        }
    }
}
