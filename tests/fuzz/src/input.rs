//! Bytes as choices, numbers and texts.

/// A byte that no UTF-8 text holds: it stands between texts.
pub(crate) const BETWEEN: u8 = 0xff;

/// Takes an input apart. What is missing is zero or empty.
pub(crate) struct Input<'d>(&'d [u8]);

impl<'d> Input<'d> {
    pub(crate) fn new(data: &'d [u8]) -> Self {
        Self(data)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn byte(&mut self) -> u8 {
        match self.0 {
            [first, rest @ ..] => {
                self.0 = rest;
                *first
            }
            [] => 0,
        }
    }

    pub(crate) fn choice<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::from(self.byte()) % of.len()]
    }

    /// Eight bytes, the lowest first.
    pub(crate) fn number(&mut self) -> i64 {
        i64::from_le_bytes(std::array::from_fn(|_| self.byte()))
    }

    /// The bytes up to the next [`BETWEEN`], with what is no UTF-8 replaced. None at the end.
    pub(crate) fn text(&mut self) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let mut parts = self.0.splitn(2, |byte| *byte == BETWEEN);
        let text = parts.next().unwrap_or_default();
        self.0 = parts.next().unwrap_or_default();
        Some(String::from_utf8_lossy(text).into_owned())
    }

    /// All that is left as pairs of texts.
    pub(crate) fn pairs(mut self) -> Vec<(String, String)> {
        std::iter::from_fn(|| Some((self.text()?, self.text().unwrap_or_default()))).collect()
    }

    pub(crate) fn rest(self) -> &'d [u8] {
        self.0
    }
}

/// Texts as an input that gives them back.
pub(crate) fn texts<T: AsRef<[u8]>>(texts: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (at, text) in texts.into_iter().enumerate() {
        if at > 0 {
            bytes.push(BETWEEN);
        }
        bytes.extend_from_slice(text.as_ref());
    }
    bytes
}
