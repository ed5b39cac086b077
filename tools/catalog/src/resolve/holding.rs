//! Which types hold which others, for any number of types.

use crate::model::{Record, Shape, Type};
use std::collections::HashMap;

/// Types by their number, and the numbers of those that each holds.
pub(super) struct Holding<'m> {
    numbers: HashMap<&'m str, usize>,
    held: Vec<Vec<usize>>,
}

impl<'m> Holding<'m> {
    /// `held` lists the names of the types that a type holds. Names that no type has are left out; of several types of one name
    /// the first counts.
    pub(super) fn new(records: &[&'m Record], held: impl Fn(&'m Record) -> Vec<&'m str>) -> Self {
        let mut numbers = HashMap::new();
        for (at, record) in records.iter().enumerate() {
            numbers.entry(record.name.as_str()).or_insert(at);
        }
        let inner =
            |record: &&'m Record| held(record).into_iter().filter_map(|name| numbers.get(name).copied()).collect();
        let held = records.iter().map(inner).collect();
        Self { numbers, held }
    }

    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied()
    }

    /// All types, each behind those that it holds. The order of types that hold each other is open.
    pub(super) fn innermost_first(&self) -> Vec<usize> {
        let mut is_seen = vec![false; self.held.len()];
        let mut order = Vec::with_capacity(self.held.len());
        for first in 0..self.held.len() {
            let mut open = Vec::new();
            if !std::mem::replace(&mut is_seen[first], true) {
                open.push((first, self.held[first].iter()));
            }
            while let Some((at, inner)) = open.last_mut() {
                if let Some(&inner) = inner.find(|inner| !is_seen[**inner]) {
                    is_seen[inner] = true;
                    open.push((inner, self.held[inner].iter()));
                } else {
                    order.push(*at);
                    open.pop();
                }
            }
        }
        order
    }

    /// A number for each type, the same for types that hold each other, directly or through others.
    pub(super) fn circles(&self) -> Vec<usize> {
        let mut holders: Vec<Vec<usize>> = vec![Vec::new(); self.held.len()];
        for (at, held) in self.held.iter().enumerate() {
            for inner in held {
                holders[*inner].push(at);
            }
        }
        // Kosaraju's algorithm: in the opposite order, what leads to a type and is in no circle yet is in the type's circle.
        let mut circles: Vec<Option<usize>> = vec![None; self.held.len()];
        for first in self.innermost_first().into_iter().rev() {
            let mut open = vec![first];
            while let Some(at) = open.pop() {
                if circles[at].is_none() {
                    circles[at] = Some(first);
                    open.extend(&holders[at]);
                }
            }
        }
        circles.into_iter().enumerate().map(|(at, circle)| circle.unwrap_or(at)).collect()
    }

    /// Whether a type holds one of those numbers directly.
    pub(super) fn holds(&self, at: usize, is_one: impl Fn(usize) -> bool) -> bool {
        self.held[at].iter().any(|inner| is_one(*inner))
    }
}

/// The types of a type's members, each with whether it may be missing.
pub(super) fn members(record: &Record) -> Vec<(&Type, bool)> {
    match &record.shape {
        Shape::Answered(fields) => fields.iter().map(|field| (&field.kind, field.optional)).collect(),
        Shape::Sent(parameters) => parameters.iter().map(|parameter| (&parameter.kind, !parameter.required)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether a chain of holdings leads from a type to another one.
    fn reaches(held: &[Vec<usize>], from: usize, to: usize) -> bool {
        let mut found = held[from].clone();
        let mut next = 0;
        while let Some(at) = found.get(next).copied() {
            next += 1;
            for inner in &held[at] {
                if !found.contains(inner) {
                    found.push(*inner);
                }
            }
        }
        found.contains(&to)
    }

    proptest! {
        #[test]
        fn types_of_one_circle_hold_each_other(held in prop::collection::vec(prop::collection::vec(0..9_usize, 0..3), 9)) {
            let holding = Holding { numbers: HashMap::new(), held: held.clone() };
            let (circles, order) = (holding.circles(), holding.innermost_first());
            let place = |wanted: usize| order.iter().position(|at| *at == wanted).unwrap();
            for one in 0..held.len() {
                for other in 0..held.len() {
                    let both = reaches(&held, one, other) && reaches(&held, other, one);
                    prop_assert_eq!(circles[one] == circles[other], one == other || both);
                    let before = reaches(&held, one, other) && !reaches(&held, one, one);
                    prop_assert!(!before || place(other) < place(one));
                }
            }
        }
    }

    /// A chain that recursion would follow to the end of the stack.
    #[test]
    fn any_number_of_types_can_hold_each_other() {
        let held = (0..200_000_usize).map(|at| vec![(at + 1) % 200_000]).collect();
        let holding = Holding { numbers: HashMap::new(), held };
        assert_eq!(holding.innermost_first().len(), 200_000);
        assert!(holding.circles().windows(2).all(|pair| pair[0] == pair[1]));
    }
}
