//! The columns of a result: one list, which writing, reading and queries go by.

use crate::row::Row;
use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::cast::AsArray as _;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use liveface_session::Action;
use serde::Serialize;
use std::sync::Arc;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Real,
    Whole,
    Flag,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Text(String),
    Real(f64),
    Whole(i64),
    Flag(bool),
}

/// Columns before those of actions and tags.
const FIXED: [(&str, Kind); 30] = [
    ("id", Kind::Text),
    ("clip", Kind::Text),
    ("subject", Kind::Text),
    ("session", Kind::Text),
    ("species", Kind::Text),
    ("device", Kind::Text),
    ("split", Kind::Text),
    ("synthetic", Kind::Flag),
    ("mode", Kind::Text),
    ("reference_subject", Kind::Text),
    ("outcome", Kind::Text),
    ("code", Kind::Text),
    ("reason", Kind::Text),
    ("message", Kind::Text),
    ("silent_score", Kind::Real),
    ("reflection_score", Kind::Real),
    ("similarity", Kind::Real),
    ("quality", Kind::Real),
    ("complete_ms", Kind::Whole),
    ("frames", Kind::Whole),
    ("duration_ms", Kind::Whole),
    ("fps", Kind::Real),
    ("width", Kind::Whole),
    ("height", Kind::Whole),
    ("inter_eye", Kind::Real),
    ("face_luma", Kind::Real),
    ("trace", Kind::Text),
    ("trace_sha256", Kind::Text),
    ("clip_sha256", Kind::Text),
    ("schema", Kind::Whole),
];

/// Version of the columns; rises when one changes its meaning or goes.
pub(super) const SCHEMA: i64 = 1;
/// Before the name of an action, and of a tag, in the name of its column.
pub(super) const ACTION: &str = "action.";
pub(super) const TAG: &str = "tag.";

/// Names and kinds of all columns, given the names of the tags.
pub(crate) fn columns(tags: &[String]) -> Vec<(String, Kind)> {
    let fixed = FIXED.iter().map(|(name, kind)| ((*name).to_owned(), *kind));
    let actions = Action::ALL.iter().map(|action| (format!("{ACTION}{}", action.name()), Kind::Text));
    fixed.chain(actions).chain(tags.iter().map(|tag| (format!("{TAG}{tag}"), Kind::Text))).collect()
}

/// The values of a row, in the order of [`columns`].
pub(crate) fn values(row: &Row, tags: &[String]) -> Vec<Value> {
    let whole = |value: u64| Value::Whole(i64::try_from(value).unwrap_or(i64::MAX));
    let real = |value: Option<f64>| value.map_or(Value::Null, Value::Real);
    let some = |text: &Option<String>| text.clone().map_or(Value::Null, Value::Text);
    let text = |text: &String| Value::Text(text.clone());
    let mut values = vec![
        text(&row.id),
        text(&row.clip),
        text(&row.subject),
        some(&row.session),
        text(&row.species),
        some(&row.device),
        word(&row.split),
        Value::Flag(row.synthetic),
        word(&row.mode),
        some(&row.reference_subject),
        word(&row.outcome),
        text(&row.code),
        text(&row.reason),
        text(&row.message),
        real(row.silent_score),
        real(row.reflection_score),
        real(row.similarity),
        real(row.quality),
        row.complete_ms.map_or(Value::Null, whole),
        whole(row.frames),
        whole(row.duration_ms),
        Value::Real(row.fps),
        whole(row.width.into()),
        whole(row.height.into()),
        real(row.inter_eye),
        real(row.face_luma),
        text(&row.trace),
        text(&row.trace_sha256),
        text(&row.clip_sha256),
        Value::Whole(SCHEMA),
    ];
    let act = |action: &Action| row.actions.get(action.name()).map_or(Value::Null, word);
    values.extend(Action::ALL.iter().map(act));
    values.extend(tags.iter().map(|tag| row.tags.get(tag).map_or(Value::Null, text)));
    values
}

/// The name of a variant, as JSON and columns spell it.
fn word(value: &impl Serialize) -> Value {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Value::Text(word),
        _ => Value::Null,
    }
}

/// The columns as Arrow knows them.
pub(super) fn schema(tags: &[String]) -> Schema {
    let field = |(name, kind): (String, Kind)| {
        let kind = match kind {
            Kind::Text => DataType::Utf8,
            Kind::Real => DataType::Float64,
            Kind::Whole => DataType::Int64,
            Kind::Flag => DataType::Boolean,
        };
        Field::new(name, kind, true)
    };
    Schema::new(columns(tags).into_iter().map(field).collect::<Vec<_>>())
}

/// Rows as Arrow's columns.
pub(super) fn batch(rows: &[Row], tags: &[String]) -> Result<RecordBatch, ArrowError> {
    let columns = columns(tags);
    let mut of_columns: Vec<Vec<Value>> = columns.iter().map(|_| Vec::with_capacity(rows.len())).collect();
    for row in rows {
        for (column, value) in of_columns.iter_mut().zip(values(row, tags)) {
            column.push(value);
        }
    }
    let arrays = columns.iter().zip(&of_columns).map(|((_, kind), values)| array(*kind, values));
    RecordBatch::try_new(Arc::new(schema(tags)), arrays.collect())
}

macro_rules! array {
    ($builder:ident, $values:ident, $variant:ident) => {{
        let mut builder = $builder::new();
        for value in $values {
            builder.append_option(if let Value::$variant(value) = value {
                Some(value.clone())
            } else {
                None
            });
        }
        Arc::new(builder.finish())
    }};
}

fn array(kind: Kind, values: &[Value]) -> ArrayRef {
    match kind {
        Kind::Text => array!(StringBuilder, values, Text),
        Kind::Real => array!(Float64Builder, values, Real),
        Kind::Whole => array!(Int64Builder, values, Whole),
        Kind::Flag => array!(BooleanBuilder, values, Flag),
    }
}

/// Names and kinds of a file's columns.
///
/// # Errors
/// Names a column of another kind.
pub(super) fn kinds(schema: &Schema) -> Result<Vec<(String, Kind)>, String> {
    let kind = |field: &Arc<Field>| {
        let kind = match field.data_type() {
            DataType::Utf8 => Kind::Text,
            DataType::Float64 => Kind::Real,
            DataType::Int64 => Kind::Whole,
            DataType::Boolean => Kind::Flag,
            other => {
                return Err(format!("the column {} holds {other}, which no evaluation writes", field.name()));
            }
        };
        Ok((field.name().clone(), kind))
    };
    schema.fields().iter().map(kind).collect()
}

/// The values of row `index`.
///
/// # Errors
/// A column of another kind than those of [`Kind`].
pub(super) fn values_at(batch: &RecordBatch, index: usize) -> Result<Vec<Value>, String> {
    let value = |column: &ArrayRef| {
        if column.is_null(index) {
            return Ok(Value::Null);
        }
        match column.data_type() {
            DataType::Utf8 => Ok(Value::Text(column.as_string::<i32>().value(index).to_owned())),
            DataType::Float64 => Ok(Value::Real(column.as_primitive::<Float64Type>().value(index))),
            DataType::Int64 => Ok(Value::Whole(column.as_primitive::<Int64Type>().value(index))),
            DataType::Boolean => Ok(Value::Flag(column.as_boolean().value(index))),
            other => Err(format!("a column holds {other}")),
        }
    };
    batch.columns().iter().map(value).collect()
}
