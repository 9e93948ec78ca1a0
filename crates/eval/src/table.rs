//! Rows as a Parquet file, and back.

mod columns;
mod fields;

pub(crate) use columns::{Kind, Value, columns};
pub(crate) use fields::row_of;

use crate::{Entry, EvalError, Row};
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::collections::BTreeSet;
use std::io::{Read as _, Seek as _};
use std::sync::Arc;

/// Rows that are collected before they are written.
const BATCH: usize = 1_024;

/// A Parquet file in the making, on disk, so that it costs no memory however many rows it gets.
pub(crate) struct Table {
    tags: Vec<String>,
    waiting: Vec<Row>,
    writer: ArrowWriter<std::fs::File>,
    file: std::fs::File,
}

impl Table {
    /// An empty table with a column for each tag of `entries`, whichever of them are written.
    pub fn new(entries: &[Entry]) -> Result<Self, EvalError> {
        let tags: BTreeSet<&String> = entries.iter().flat_map(|entry| entry.tags.keys()).collect();
        let tags: Vec<String> = tags.into_iter().cloned().collect();
        let file = tempfile::tempfile().map_err(no_space)?;
        let copy = file.try_clone().map_err(no_space)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            // The bytes of a file must follow from its rows alone.
            .set_created_by("liveface".to_owned())
            .build();
        let schema = Arc::new(columns::schema(&tags));
        let writer = ArrowWriter::try_new(copy, schema, Some(properties)).map_err(no_space)?;
        Ok(Self { tags, waiting: Vec::with_capacity(BATCH), writer, file })
    }

    /// Adds a row.
    pub fn push(&mut self, row: Row) -> Result<(), EvalError> {
        self.waiting.push(row);
        if self.waiting.len() < BATCH { Ok(()) } else { self.flush() }
    }

    /// The whole file.
    pub fn finish(mut self) -> Result<Vec<u8>, EvalError> {
        self.flush()?;
        self.writer.close().map_err(no_space)?;
        let mut bytes = Vec::new();
        self.file.rewind().and_then(|()| self.file.read_to_end(&mut bytes)).map_err(no_space)?;
        Ok(bytes)
    }

    fn flush(&mut self) -> Result<(), EvalError> {
        let batch = columns::batch(&self.waiting, &self.tags).map_err(no_space)?;
        self.waiting.clear();
        self.writer.write(&batch).map_err(no_space)
    }
}

fn no_space(error: impl std::error::Error + Send + Sync + 'static) -> EvalError {
    let what = "write the results: check the free space".to_owned();
    EvalError::Store { place: "temporary file".to_owned(), what, source: Box::new(error) }
}

/// A Parquet file of results being read.
pub(crate) struct Reading {
    /// Names and kinds of its columns.
    pub columns: Vec<(String, Kind)>,
    batches: ParquetRecordBatchReader,
}

impl Reading {
    /// Begins to read.
    ///
    /// # Errors
    /// It is no Parquet file, or has columns of kinds that no evaluation writes: one line.
    pub fn new(bytes: Vec<u8>) -> Result<Self, String> {
        let told = |error: &dyn std::fmt::Display| error.to_string().replace('\n', " ");
        let builder =
            ParquetRecordBatchReaderBuilder::try_new(Bytes::from(bytes)).map_err(|error| told(&error))?;
        let columns = columns::kinds(builder.schema())?;
        let batches = builder.with_batch_size(BATCH).build().map_err(|error| told(&error))?;
        Ok(Self { columns, batches })
    }

    /// Calls `take` with the values of each row, in the order of the columns.
    ///
    /// # Errors
    /// The file is damaged, or the first error of `take`.
    pub fn rows(self, mut take: impl FnMut(Vec<Value>) -> Result<(), String>) -> Result<(), String> {
        for batch in self.batches {
            let batch = batch.map_err(|error| error.to_string().replace('\n', " "))?;
            for index in 0..batch.num_rows() {
                take(columns::values_at(&batch, index)?)?;
            }
        }
        Ok(())
    }
}
