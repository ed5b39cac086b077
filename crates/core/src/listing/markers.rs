//! The markers of a list's pages.

/// The marker of the next page, where pages have markers, and that of an earlier one: pages that go round in a circle come
/// to it again. Which one is kept follows Brent's algorithm: the page that is kept moves on whenever the number of pages
/// has doubled, so that a circle is noticed after at most three rounds, in constant memory.
#[derive(Debug, Default)]
pub(super) struct Markers {
    /// `None` for the first page.
    next: Option<String>,
    kept: Option<String>,
    /// Number of pages since the one that is kept.
    since: u64,
    /// Number of pages after which another one is kept.
    until: u64,
}

impl Markers {
    /// The marker of the next page; `None` for the first one.
    pub(super) const fn next(&self) -> Option<&String> {
        self.next.as_ref()
    }

    /// Whether this marker leads to a page that has been before.
    pub(super) fn is_known(&self, marker: &str) -> bool {
        [&self.next, &self.kept].into_iter().flatten().any(|known| known == marker)
    }

    /// Goes on to the page of this marker.
    pub(super) fn advance(&mut self, marker: String) {
        self.since += 1;
        if self.since >= self.until {
            self.kept = Some(marker.clone());
            (self.since, self.until) = (0, self.until.saturating_mul(2).max(1));
        }
        self.next = Some(marker);
    }
}

#[cfg(test)]
mod tests {
    use super::Markers;

    #[test]
    fn circles_are_noticed_within_three_rounds_and_nothing_else_is_one() {
        for start in (0..9).chain([31, 32, 33, 127, 128, 129]) {
            for length in 1..300 {
                let page = noticed(start, length);
                assert!(page.is_some_and(|page| page >= start + length), "{length} behind {start}: {page:?}");
            }
        }
    }

    /// The page on which a circle of `length` pages behind `start` others is noticed.
    fn noticed(start: u32, length: u32) -> Option<u32> {
        let mut markers = Markers::default();
        (0..3 * (start + length)).find(|page| {
            let marker = if *page < start { *page } else { start + (page - start) % length }.to_string();
            let is_known = markers.is_known(&marker);
            markers.advance(marker);
            is_known
        })
    }
}
