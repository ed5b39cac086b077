//! The time spans that are completely read.

use super::Span;

/// Spans that neither touch nor overlap, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Covered(Vec<Span>);

impl Covered {
    pub(super) fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Adds a span.
    pub(super) fn add(&mut self, mut span: Span) {
        if span.from >= span.to {
            return;
        }
        self.0.retain(|other| {
            let apart = other.to < span.from || span.to < other.from;
            if !apart {
                span = Span { from: span.from.min(other.from), to: span.to.max(other.to) };
            }
            apart
        });
        let at = self.0.partition_point(|other| other.to < span.from);
        self.0.insert(at, span);
    }

    /// The parts of the span that are not covered, oldest first.
    pub(super) fn missing_in(&self, span: Span) -> Vec<Span> {
        let mut missing = Vec::new();
        let mut from = span.from;
        for done in &self.0 {
            missing.push(Span { from, to: done.from.min(span.to) });
            from = from.max(done.to);
        }
        missing.push(Span { from, to: span.to });
        missing.retain(|span| span.from < span.to);
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Compares with a model that marks every second individually.
        #[test]
        fn spans_are_what_their_seconds_are(
            done in prop::collection::vec((0_i64..40, 0_i64..12), 0..8),
            (from, length) in (0_i64..40, 0_i64..20),
        ) {
            let mut covered = Covered::default();
            for (from, length) in &done {
                covered.add(Span { from: *from, to: from + length });
            }
            for pair in covered.spans().windows(2) {
                prop_assert!(pair[0].to < pair[1].from, "{covered:?}");
            }
            let is_done = |second: i64| done.iter().any(|(from, length)| (*from..from + length).contains(&second));
            let missing = covered.missing_in(Span { from, to: from + length });
            for second in 0..70 {
                let expected = (from..from + length).contains(&second) && !is_done(second);
                prop_assert_eq!(missing.iter().any(|span| (span.from..span.to).contains(&second)), expected);
            }
        }
    }
}
