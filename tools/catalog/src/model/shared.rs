//! Which of the vendor's types an action uses.

use super::{Action, Enum, Record, Shape, Type};
use std::collections::HashSet;

/// The vendor's types that an action uses, directly or through others, in the vendor's order.
#[derive(Clone, Debug, Default)]
pub struct Shared<'m> {
    /// Types of objects.
    pub records: Vec<&'m Record>,
    /// Enumerations, the regions among them.
    pub enums: Vec<&'m Enum>,
}

impl Action {
    /// The vendor's types that the action uses.
    #[must_use]
    pub fn shared(&self) -> Shared<'_> {
        let mut used: HashSet<&str> = HashSet::new();
        let mut open: Vec<&Type> = self.parameters.iter().map(|parameter| &parameter.kind).collect();
        open.extend(self.output.iter().map(|field| &field.kind));
        while let Some(kind) = open.pop() {
            let (Type::Record(name) | Type::Enum(name)) = kind.innermost() else { continue };
            if used.insert(name)
                && let Some(record) = self.record(name)
            {
                open.extend(record.kinds());
            }
        }
        let is_own = |name: &str| {
            self.records.iter().any(|own| own.name == name) || self.enums.iter().any(|own| own.name == name)
        };
        let is_shared = |name: &str| used.contains(name) && !is_own(name);
        let vendor = &self.vendor;
        let regions = vendor.regions.iter().filter(|_| !self.regions.is_empty());
        Shared {
            records: vendor.records.iter().filter(|record| is_shared(&record.name)).collect(),
            enums: regions.chain(vendor.enums.iter().filter(|item| is_shared(&item.name))).collect(),
        }
    }
}

impl Record {
    /// The types of its fields.
    #[must_use]
    pub fn kinds(&self) -> Vec<&Type> {
        match &self.shape {
            Shape::Answered(fields) => fields.iter().map(|field| &field.kind).collect(),
            Shape::Sent(parameters) => parameters.iter().map(|parameter| &parameter.kind).collect(),
        }
    }
}
