//! From byte offsets to line numbers.

/// Counts lines on from the last place that was asked for, so that asking for places in order reads the text once.
pub struct Lines<'t> {
    bytes: &'t [u8],
    offset: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    /// At the start of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), offset: 0, line: 1 }
    }

    /// The line, from 1, of the byte at `offset`; that of the last byte for an offset beyond it.
    pub fn at(&mut self, offset: usize) -> usize {
        let breaks =
            |bytes: Option<&[u8]>| bytes.unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
        let offset = offset.min(self.bytes.len());
        if offset >= self.offset {
            self.line += breaks(self.bytes.get(self.offset..offset));
        } else {
            self.line -= breaks(self.bytes.get(offset..self.offset));
        }
        self.offset = offset;
        self.line
    }

    /// The line, from 1, of the first byte from `offset` on that does not end a line.
    pub fn after_breaks(&mut self, offset: usize) -> usize {
        let rest = self.bytes.get(offset..).unwrap_or_default();
        let breaks = rest.iter().take_while(|byte| matches!(**byte, b'\n' | b'\r')).count();
        self.at(offset.saturating_add(breaks))
    }
}
