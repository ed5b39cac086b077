//! Requests, and objects nested in them, as objects of their fields.

use crate::{
    limits::Limits,
    wire::{Encode, Encoded},
};
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::collections::BTreeMap;

/// A request, or an object nested in its JSON body.
pub trait SerializeFields {
    /// Writes the fields that are set under their wire names.
    fn fields<M: SerializeMap>(&self, to: &mut Fields<M>);
}

/// Receives the fields of a [`SerializeFields`].
#[derive(Debug)]
pub struct Fields<M: SerializeMap> {
    map: M,
    /// The first error. Nothing is written after it.
    failed: Option<M::Error>,
}

impl<M: SerializeMap> Fields<M> {
    /// Adds a field if it is set.
    pub fn field(&mut self, name: &'static str, value: &Option<impl Serialize>) {
        if let (Some(value), None) = (value, &self.failed) {
            self.failed = self.map.serialize_entry(name, value).err();
        }
    }

    /// Like [`field`](Self::field), for a value that its codec encodes.
    pub fn field_as<C: Encode>(&mut self, name: &'static str, value: &Option<C::Value>) {
        self.field(name, &value.as_ref().map(Encoded::<C>));
    }
}

/// Serialises an object field by field.
///
/// # Errors
/// The serializer's error.
pub fn serialize_object<S: Serializer>(object: &impl SerializeFields, to: S) -> Result<S::Ok, S::Error> {
    let mut fields = Fields { map: to.serialize_map(None)?, failed: None };
    object.fields(&mut fields);
    match fields.failed {
        Some(error) => Err(error),
        None => fields.map.end(),
    }
}

/// An object that is sent, or an optional parameter, a list or a mapping of them, or any of these within another.
pub trait Check {
    /// Records every documented limit that is broken.
    fn check(&self, limits: &mut Limits);
}

impl<T: Check> Check for Option<T> {
    fn check(&self, limits: &mut Limits) {
        if let Some(value) = self {
            value.check(limits);
        }
    }
}

impl<T: Check> Check for Box<T> {
    fn check(&self, limits: &mut Limits) {
        (**self).check(limits);
    }
}

impl<T: Check> Check for Vec<T> {
    fn check(&self, limits: &mut Limits) {
        for value in self {
            value.check(limits);
        }
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    fn check(&self, limits: &mut Limits) {
        for value in self.values() {
            value.check(limits);
        }
    }
}
