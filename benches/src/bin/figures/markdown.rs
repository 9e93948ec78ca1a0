//! Tables and numbers as text.

use std::fmt::Write as _;

/// A table, filled row by row.
pub struct Table {
    text: String,
}

impl Table {
    /// Its head.
    pub fn new<S: AsRef<str>>(head: &[S]) -> Self {
        let mut table = Self { text: String::new() };
        table.row(head);
        table.row(&vec!["---"; head.len()]);
        table
    }

    /// One more row.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        writeln!(self.text, "| {} |", cells.join(" | ")).expect("memory takes every row");
    }

    /// As Markdown.
    pub fn finish(self) -> String {
        self.text
    }
}

/// What is written where nothing was measured.
pub const NONE: &str = "–";

/// Two or three digits that count.
pub fn number(value: f64) -> String {
    let digits = match value.abs() {
        ..0.01 => 4,
        ..0.1 => 3,
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{value:.digits$}")
}

/// The same of what may not have been measured.
pub fn maybe(value: Option<f64>) -> String {
    value.map_or_else(|| NONE.to_owned(), number)
}

/// The middle one, the lower of two; `None` of none.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied()
}
