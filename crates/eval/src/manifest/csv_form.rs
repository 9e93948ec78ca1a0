//! The CSV form.

use super::build::Builder;
use super::error::{Fault, Problem, quoted};
use super::fields::{Cell, Field, MAX_TAGS, Record, check_tag_name};
use super::lines::Lines;
use csv::{ReaderBuilder, StringRecord, Trim};
use std::borrow::Cow;
use std::io::{self, Read};

/// Longest record, bytes: an open quote, or commas without end, would fill the memory.
const MAX_RECORD: usize = 1 << 20;

/// Text that ends with an error where too much of it goes into one record.
struct Metered<'t> {
    rest: &'t [u8],
    left: usize,
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.rest.read(buffer)?;
        let advice = "a record of more than 1 MiB (is a quote not closed?)";
        self.left = self.left.checked_sub(count).ok_or_else(|| io::Error::other(advice))?;
        Ok(count)
    }
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Field(Field),
    Tag(String),
}

/// Reads `text` into `builder`.
pub fn read(text: &str, builder: &mut Builder<'_>) {
    // Numbers of cells are compared here, so that the message says what to do.
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(Metered { rest: text.as_bytes(), left: 0 });
    let mut lines = Lines::new(text);
    let mut columns: Option<Vec<Column>> = None;
    let mut row = StringRecord::new();
    loop {
        // Where the record begins: the reader's own count of lines is wrong after CRLF and after empty lines.
        let line = lines.after_breaks(usize::try_from(reader.position().byte()).unwrap_or(usize::MAX));
        reader.get_mut().left = MAX_RECORD;
        match reader.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                let reason = format!("not CSV: {error}");
                return builder.faults.push(Fault::at(line, Problem::Syntax { reason }));
            }
        }
        match &columns {
            None => match header(&row, line, builder) {
                Some(found) => columns = Some(found),
                None => return,
            },
            Some(_) if row.iter().all(str::is_empty) => {}
            Some(columns) => {
                if !clip(columns, &row, line, builder) {
                    return;
                }
            }
        }
    }
}

/// The columns, or `None` and what is wrong with them.
fn header(row: &StringRecord, line: usize, builder: &mut Builder<'_>) -> Option<Vec<Column>> {
    if let (1, Some(only)) = (row.len(), row.get(0).filter(|cell| cell.contains([';', '\t']))) {
        let reason = format!("the header {} has no commas: separate the columns by commas", quoted(only));
        builder.faults.push(Fault::at(line, Problem::Syntax { reason }));
        return None;
    }
    if row.len() > Field::COUNT + MAX_TAGS {
        let reason =
            format!("{} columns: there are {} fields and at most {MAX_TAGS} tags", row.len(), Field::COUNT);
        builder.faults.push(Fault::at(line, Problem::Syntax { reason }));
        return None;
    }
    let mut columns = Vec::new();
    for cell in row {
        let column = builder.faults.note(column(cell, line))?;
        if columns.contains(&column) {
            builder.faults.push(Fault::at(line, Problem::Repeated { key: quoted(cell) }));
            return None;
        }
        columns.push(column);
    }
    for field in [Field::Clip, Field::Subject, Field::Species] {
        if !columns.contains(&Column::Field(field)) {
            let missing = Problem::Missing {
                key: field.name(),
                advice: "the first line names the columns, add it there",
            };
            builder.faults.push(Fault::at(line, missing));
        }
    }
    builder.faults.is_empty().then_some(columns)
}

fn column(cell: &str, line: usize) -> Result<Column, Fault> {
    if let Some(name) = cell.strip_prefix("tag.") {
        check_tag_name(name, line)?;
        return Ok(Column::Tag(name.to_owned()));
    }
    Field::named(cell).map(Column::Field).ok_or_else(|| Field::unknown(line, cell, "tag.NAME"))
}

fn clip(columns: &[Column], row: &StringRecord, line: usize, builder: &mut Builder<'_>) -> bool {
    if row.len() != columns.len() {
        let advice = "give each as many (is there a comma or a quote too many?)";
        let reason = format!("{} cells under {} columns: {advice}", row.len(), columns.len());
        builder.faults.push(Fault::at(line, Problem::Syntax { reason }));
        return !builder.faults.is_full();
    }
    let mut record = Record { line, ..Record::default() };
    for (column, text) in columns.iter().zip(row) {
        let cell = Cell { text: Cow::Borrowed(text), line };
        match column {
            Column::Field(field) => record.fields.push((*field, cell)),
            Column::Tag(name) => record.tags.push((name, cell)),
        }
    }
    builder.add(&record)
}
