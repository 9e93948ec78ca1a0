//! From the values of a result back to its row.

use super::columns::{ACTION, Kind, SCHEMA, TAG, Value};
use crate::row::{Act, Mode, Outcome, Row, Split};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// The row that a result's values are.
///
/// # Errors
/// A column is missing or holds something that no evaluation writes: its name.
pub(crate) fn row_of(columns: &[(String, Kind)], values: Vec<Value>) -> Result<Row, String> {
    let mut fields = Fields { values: columns.iter().map(|(name, _)| name.as_str()).zip(values).collect() };
    let schema = fields.whole("schema")?;
    if schema != u64::try_from(SCHEMA).unwrap_or_default() {
        return Err(format!("its schema is {schema}, this program reads {SCHEMA}: run the evaluation again"));
    }
    let row = Row {
        id: fields.text("id")?,
        clip: fields.text("clip")?,
        subject: fields.text("subject")?,
        session: fields.some_text("session")?,
        species: fields.text("species")?,
        device: fields.some_text("device")?,
        split: fields.word::<Split>("split")?,
        synthetic: fields.flag("synthetic")?,
        mode: fields.word::<Mode>("mode")?,
        reference_subject: fields.some_text("reference_subject")?,
        outcome: fields.word::<Outcome>("outcome")?,
        code: fields.text("code")?,
        reason: fields.text("reason")?,
        message: fields.text("message")?,
        silent_score: fields.real("silent_score")?,
        reflection_score: fields.real("reflection_score")?,
        similarity: fields.real("similarity")?,
        quality: fields.real("quality")?,
        complete_ms: fields.some_whole("complete_ms")?,
        frames: fields.whole("frames")?,
        duration_ms: fields.whole("duration_ms")?,
        fps: fields.real("fps")?.unwrap_or_default(),
        width: u32::try_from(fields.whole("width")?).map_err(|_| "width".to_owned())?,
        height: u32::try_from(fields.whole("height")?).map_err(|_| "height".to_owned())?,
        inter_eye: fields.real("inter_eye")?,
        face_luma: fields.real("face_luma")?,
        trace: fields.text("trace")?,
        trace_sha256: fields.text("trace_sha256")?,
        clip_sha256: fields.text("clip_sha256")?,
        actions: BTreeMap::new(),
        tags: BTreeMap::new(),
    };
    let (actions, tags) = fields.rest()?;
    Ok(Row { actions, tags, ..row })
}

/// Values by the name of their column, taken out one by one.
struct Fields<'a> {
    values: BTreeMap<&'a str, Value>,
}

impl Fields<'_> {
    fn take(&mut self, name: &str) -> Result<Value, String> {
        self.values.remove(name).ok_or_else(|| format!("the column {name} is missing"))
    }

    fn some_text(&mut self, name: &str) -> Result<Option<String>, String> {
        match self.take(name)? {
            Value::Text(text) => Ok(Some(text)),
            Value::Null => Ok(None),
            _ => Err(format!("the column {name} holds no text")),
        }
    }

    fn text(&mut self, name: &str) -> Result<String, String> {
        self.some_text(name)?.ok_or_else(|| format!("the column {name} is empty in a row"))
    }

    fn real(&mut self, name: &str) -> Result<Option<f64>, String> {
        match self.take(name)? {
            Value::Real(real) => Ok(Some(real)),
            Value::Null => Ok(None),
            _ => Err(format!("the column {name} holds no numbers")),
        }
    }

    fn some_whole(&mut self, name: &str) -> Result<Option<u64>, String> {
        match self.take(name)? {
            Value::Whole(whole) => {
                u64::try_from(whole).map(Some).map_err(|_| format!("the column {name} is negative in a row"))
            }
            Value::Null => Ok(None),
            _ => Err(format!("the column {name} holds no whole numbers")),
        }
    }

    fn whole(&mut self, name: &str) -> Result<u64, String> {
        self.some_whole(name)?.ok_or_else(|| format!("the column {name} is empty in a row"))
    }

    fn flag(&mut self, name: &str) -> Result<bool, String> {
        match self.take(name)? {
            Value::Flag(flag) => Ok(flag),
            // SQLite has no truth values.
            Value::Whole(whole) => Ok(whole != 0),
            _ => Err(format!("the column {name} holds no truth values")),
        }
    }

    fn word<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, String> {
        let text = self.text(name)?;
        parse(&text).ok_or_else(|| format!("the column {name} holds {text:?}"))
    }

    /// The actions and the tags.
    #[allow(clippy::type_complexity, reason = "two maps, named at once where they are taken")]
    fn rest(self) -> Result<(BTreeMap<String, Act>, BTreeMap<String, String>), String> {
        let (mut actions, mut tags) = (BTreeMap::new(), BTreeMap::new());
        for (name, value) in self.values {
            let Value::Text(text) = value else { continue };
            if let Some(action) = name.strip_prefix(ACTION) {
                let act = parse(&text).ok_or_else(|| format!("the column {name} holds {text:?}"))?;
                actions.insert(action.to_owned(), act);
            } else if let Some(tag) = name.strip_prefix(TAG) {
                tags.insert(tag.to_owned(), text);
            }
        }
        Ok((actions, tags))
    }
}

fn parse<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}
