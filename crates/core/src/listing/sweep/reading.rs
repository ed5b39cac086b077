//! Whether all rows of a window have been read.
//!
//! A page number is a position in the vendor's order. If rows change places between two calls, because the vendor sorts
//! them by something that changes or does not sort them at all, one row is on two pages and another one on none. The
//! number of rows that the pages cover shows it: it is the number of rows that there are, so some were missed if fewer
//! different ones were found.

/// Number of times in a row that a window is read without finding any of the missing rows. In a random order, a row is
/// missed each time with a probability of at most 0.37.
const FRUITLESS: u32 = 10;

/// Number of times in a row that a page may equal the page before. Two short pages may do so by chance.
const REPEATS: u32 = 4;

/// Number of times in a row that a window is read anew because a page equals the page before. Its rows may have moved to
/// the next page for good.
const RESTARTS: u32 = 3;

/// The rows of one request of a window, over all times that it is read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Number of pages so far, of all requests of the sweep.
    page: u64,
    /// Rows on pages up to this one do not count.
    before: u64,
    /// Number of different rows on the pages that count.
    found: u64,
    pass: Pass,
    /// The total of the page before.
    total: Option<u64>,
    /// Whether the totals show that the number of rows changed in a way that the pages do not show.
    changed: bool,
    /// Number of passes before this one.
    passes: u32,
    fruitless: u32,
    repeats: u32,
    restarts: u32,
    /// Whether totals that differ turned out to say nothing.
    ignores_totals: bool,
}

/// What one pass over the pages found.
#[derive(Clone, Copy, Debug, Default)]
struct Pass {
    /// Number of rows that occurred on their page already. The vendor shows them twice, they did not move.
    doubled: u64,
    /// Whether it found rows that no pass before found.
    gained: bool,
    /// Whether it found rows that the sweep did not know.
    new: bool,
}

/// The result of reading a request of a window once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// All rows are found.
    Complete,
    /// Rows may be missing: the request must be read again.
    Again,
    /// Rows are missing however often the request is read.
    Moving {
        /// Number of rows found.
        found: u64,
        /// Number of rows that there are.
        rows: u64,
    },
}

/// What to do about a page that equals the page before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeated {
    /// Request it once more.
    AskAgain,
    /// Read the window from its first page.
    ReadAgain,
    /// The same, and report it: page numbers seem to be ignored.
    Report,
}

impl Reading {
    /// Starts the next request.
    pub(super) fn start(&mut self) {
        *self = Self { page: self.page, before: self.page, ignores_totals: self.ignores_totals, ..Self::default() };
    }

    /// Whether the request is being read again. Then pages are requested one at a time.
    pub(super) const fn is_again(&self) -> bool {
        self.passes > 0
    }

    /// Number of the current page, counted over the whole sweep from 1.
    pub(super) const fn page(&self) -> u64 {
        self.page
    }

    /// Starts the next page. `one_at_a_time` says that it was requested after the page before was received: then more
    /// rows than before do no harm, because the pages that follow show them or what they displaced.
    pub(super) fn start_page(&mut self, total: Option<u64>, one_at_a_time: bool) {
        self.page += 1;
        self.repeats = 0;
        if let (Some(before), Some(now)) = (self.total, total)
            && (now < before || (now > before && !one_at_a_time))
        {
            self.changed |= !self.ignores_totals;
        }
        self.total = total.or(self.total);
    }

    /// Counts a row. `last` is the page on which it occurred before, if the sweep knows it.
    pub(super) fn count(&mut self, last: Option<u64>) {
        self.pass.new |= last.is_none();
        let last = last.unwrap_or(0);
        if last == self.page {
            self.pass.doubled += 1;
        } else if last <= self.before {
            self.found += 1;
            self.pass.gained = true;
        }
    }

    /// Notes a page that equals the page before.
    pub(super) fn repeated(&mut self) -> Repeated {
        self.repeats += 1;
        if self.repeats < REPEATS {
            return Repeated::AskAgain;
        }
        let Pass { gained, .. } = std::mem::take(&mut self.pass);
        (self.repeats, self.passes) = (0, self.passes + 1);
        self.restarts = if gained { 1 } else { self.restarts + 1 };
        if self.restarts <= RESTARTS {
            return Repeated::ReadAgain;
        }
        self.restarts = 0;
        Repeated::Report
    }

    /// Ends a pass whose pages cover so many rows.
    pub(super) fn end(&mut self, rows: u64) -> Verdict {
        let Pass { doubled, gained, new } = std::mem::take(&mut self.pass);
        let (rows, found) = (rows.saturating_sub(doubled), self.found);
        let again = self.is_again();
        self.passes += 1;
        if found < rows {
            self.fruitless = if gained { 0 } else { self.fruitless + 1 };
            if self.fruitless >= FRUITLESS {
                self.fruitless = 0;
                return Verdict::Moving { found, rows };
            }
            return Verdict::Again;
        }
        if !self.changed {
            return Verdict::Complete;
        }
        if again && !new {
            // Read twice with nothing missed: the totals differ for a reason of their own.
            self.ignores_totals = true;
            return Verdict::Complete;
        }
        // Rows that are gone were counted too, so count anew.
        (self.before, self.found, self.changed) = (self.page, 0, false);
        Verdict::Again
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    /// Reads pages of rows, each with its total, and returns the verdict.
    fn read(reading: &mut Reading, known: &mut HashMap<u32, u64>, pages: &[(&[u32], Option<u64>)]) -> Verdict {
        let again = reading.is_again();
        for (rows, total) in pages {
            reading.start_page(*total, again);
            for row in *rows {
                let last = known.insert(*row, reading.page());
                reading.count(last);
            }
        }
        reading.end(pages.iter().map(|(rows, _)| rows.len() as u64).sum())
    }

    #[test]
    fn a_row_on_two_pages_means_that_another_is_missing() {
        let (mut reading, mut known) = (Reading::default(), HashMap::new());
        assert_eq!(read(&mut reading, &mut known, &[(&[1, 2], None), (&[2, 3], None)]), Verdict::Again);
        assert_eq!(read(&mut reading, &mut known, &[(&[1, 2], None), (&[1, 4], None)]), Verdict::Complete);
        // Rows of a window before do not count.
        reading.start();
        assert_eq!(read(&mut reading, &mut known, &[(&[1, 2], None), (&[1, 4], None)]), Verdict::Again);
    }

    #[test]
    fn a_row_that_one_page_shows_twice_did_not_move() {
        let (mut reading, mut known) = (Reading::default(), HashMap::new());
        assert_eq!(read(&mut reading, &mut known, &[(&[1, 1], None), (&[2, 3], None)]), Verdict::Complete);
    }

    #[test]
    fn totals_that_differ_are_checked_once_and_then_ignored() {
        let pages: &[(&[u32], _)] = &[(&[1, 2], Some(4)), (&[3], Some(3))];
        let (mut reading, mut known) = (Reading::default(), HashMap::new());
        assert_eq!(read(&mut reading, &mut known, pages), Verdict::Again);
        assert_eq!(read(&mut reading, &mut known, pages), Verdict::Complete);
        reading.start();
        assert_eq!(read(&mut reading, &mut known, pages), Verdict::Complete);
    }

    #[test]
    fn a_row_that_goes_while_another_is_missed_shows_in_the_totals() {
        let (mut reading, mut known) = (Reading::default(), HashMap::new());
        assert_eq!(read(&mut reading, &mut known, &[(&[1, 2], Some(5)), (&[4, 5], Some(4))]), Verdict::Again);
        let all: &[(&[u32], _)] = &[(&[2, 3], Some(4)), (&[4, 5], Some(4))];
        assert_eq!(read(&mut reading, &mut known, all), Verdict::Complete);
    }

    #[test]
    fn rows_that_never_come_end_with_numbers() {
        let (mut reading, mut known) = (Reading::default(), HashMap::new());
        let pages: &[(&[u32], _)] = &[(&[1, 2], None), (&[2, 3], None)];
        for _ in 0..FRUITLESS {
            assert_eq!(read(&mut reading, &mut known, pages), Verdict::Again);
        }
        assert_eq!(read(&mut reading, &mut known, pages), Verdict::Moving { found: 3, rows: 4 });
        assert_eq!(read(&mut reading, &mut known, pages), Verdict::Again);
    }
}
