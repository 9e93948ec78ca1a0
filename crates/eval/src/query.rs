//! Results in SQLite: what merges, sorts and counts them. Its database is a temporary file, so that only what is
//! asked for is in memory.

use crate::table::{Kind, Reading, Value};
use crate::{EvalError, Row, table};
use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};
use std::collections::BTreeMap;

/// Results of any number of files, as the table `results`.
pub(crate) struct Database {
    connection: Connection,
    columns: Vec<(String, Kind)>,
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Sql::Null),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Real(real) => ToSqlOutput::Owned(Sql::Real(*real)),
            Self::Whole(whole) => ToSqlOutput::Owned(Sql::Integer(*whole)),
            Self::Flag(flag) => ToSqlOutput::Owned(Sql::Integer((*flag).into())),
        })
    }
}

/// A name as SQL quotes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn refused(error: &rusqlite::Error) -> EvalError {
    EvalError::Query { reason: error.to_string().replace('\n', " ") }
}

impl Database {
    /// An empty database.
    pub fn new() -> Result<Self, EvalError> {
        // The empty name is a temporary file that SQLite deletes.
        let connection = Connection::open("").map_err(|error| refused(&error))?;
        let none = table::columns(&[]);
        let names: Vec<_> =
            none.iter().map(|(name, kind)| format!("{} {}", quoted(name), affinity(*kind))).collect();
        let sql = format!("CREATE TABLE results ({})", names.join(", "));
        connection.execute(&sql, []).map_err(|error| refused(&error))?;
        Ok(Self { connection, columns: none })
    }

    /// Adds the rows of a Parquet file: all or none.
    ///
    /// # Errors
    /// The file is damaged, or has a value that no evaluation writes: one line.
    pub fn add(&mut self, bytes: Vec<u8>) -> Result<(), String> {
        // The reader of Parquet panics at some damaged files; a transaction that is cut off so is rolled back.
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.read(bytes)));
        read.unwrap_or_else(|_| Err("its structure is damaged".to_owned()))
    }

    fn read(&mut self, bytes: Vec<u8>) -> Result<(), String> {
        let reading = Reading::new(bytes)?;
        let told = |error: rusqlite::Error| error.to_string();
        for (name, kind) in &reading.columns {
            if !self.columns.iter().any(|(known, _)| known == name) {
                let sql = format!("ALTER TABLE results ADD COLUMN {} {}", quoted(name), affinity(*kind));
                self.connection.execute(&sql, []).map_err(told)?;
                self.columns.push((name.clone(), *kind));
            }
        }
        let names: Vec<_> = reading.columns.iter().map(|(name, _)| quoted(name)).collect();
        let holes = vec!["?"; names.len()].join(", ");
        let sql = format!("INSERT INTO results ({}) VALUES ({holes})", names.join(", "));
        let columns = reading.columns.clone();
        let transaction = self.connection.transaction().map_err(told)?;
        {
            let mut insert = transaction.prepare(&sql).map_err(told)?;
            reading.rows(|values| {
                check(&columns, &values)?;
                insert.execute(params_from_iter(values)).map(drop).map_err(told)
            })?;
        }
        transaction.commit().map_err(told)
    }

    /// Ids that more than one row has, in order; at most five.
    pub fn twice(&self) -> Result<Vec<String>, EvalError> {
        let sql = "SELECT id FROM results GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 5";
        let mut statement = self.connection.prepare(sql).map_err(|error| refused(&error))?;
        let ids = statement.query_map([], |row| row.get(0)).map_err(|error| refused(&error))?;
        ids.collect::<Result<_, _>>().map_err(|error| refused(&error))
    }

    /// All rows in order of id.
    pub fn rows(&self) -> Result<Vec<Row>, EvalError> {
        let names: Vec<_> = self.columns.iter().map(|(name, _)| quoted(name)).collect();
        let sql = format!("SELECT {} FROM results ORDER BY id", names.join(", "));
        let mut statement = self.connection.prepare(&sql).map_err(|error| refused(&error))?;
        let mut found = statement.query([]).map_err(|error| refused(&error))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next().map_err(|error| refused(&error))? {
            let values: Result<Vec<_>, _> =
                (0..self.columns.len()).map(|i| row.get_ref(i).map(value)).collect();
            let values = values.map_err(|error| refused(&error))?;
            let row = table::row_of(&self.columns, values);
            rows.push(
                row.map_err(|reason| EvalError::Damaged { file: "a row of the results".to_owned(), reason })?,
            );
        }
        Ok(rows)
    }

    /// Answers a question in SQL: names of the columns, and the rows as text.
    pub fn ask(&self, sql: &str) -> Result<(Vec<String>, Vec<Vec<String>>), EvalError> {
        // What SQLite takes for reading only is not all harmless: ATTACH makes files.
        let first = sql.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        let asks = ["SELECT", "WITH", "VALUES", "EXPLAIN"].contains(&first.as_str());
        let mut statement = self.connection.prepare(sql).map_err(|error| refused(&error))?;
        if !asks || !statement.readonly() {
            let reason = "it is no question, which begins with SELECT or WITH".to_owned();
            return Err(EvalError::Query { reason });
        }
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut found = statement.query([]).map_err(|error| refused(&error))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next().map_err(|error| refused(&error))? {
            let cells: Result<Vec<_>, _> = (0..names.len()).map(|i| row.get_ref(i).map(cell)).collect();
            rows.push(cells.map_err(|error| refused(&error))?);
        }
        Ok((names, rows))
    }
}

/// SQLite takes NaN for NULL, so it is found here.
fn check(columns: &[(String, Kind)], values: &[Value]) -> Result<(), String> {
    let bad =
        columns.iter().zip(values).find(|(_, value)| matches!(value, Value::Real(real) if !real.is_finite()));
    let Some(((name, _), value)) = bad else {
        let named: BTreeMap<&str, &Value> =
            columns.iter().map(|(name, _)| name.as_str()).zip(values).collect();
        let missing = table::columns(&[]).into_iter().find(|(name, _)| !named.contains_key(name.as_str()));
        return missing.map_or(Ok(()), |(name, _)| Err(format!("the column {name} is missing")));
    };
    let id = columns.iter().zip(values).find(|((name, _), _)| name == "id").map(|(_, value)| value);
    let id = if let Some(Value::Text(id)) = id { id.as_str() } else { "without an id" };
    let value = if let Value::Real(value) = value { *value } else { f64::NAN };
    Err(format!("{name} of the clip {id} is {value}, which is no score"))
}

fn affinity(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "TEXT",
        Kind::Real => "REAL",
        Kind::Whole | Kind::Flag => "INTEGER",
    }
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(whole) => Value::Whole(whole),
        ValueRef::Real(real) => Value::Real(real),
        ValueRef::Text(text) | ValueRef::Blob(text) => {
            Value::Text(String::from_utf8_lossy(text).into_owned())
        }
    }
}

fn cell(cell: ValueRef<'_>) -> String {
    match value(cell) {
        Value::Null => String::new(),
        Value::Text(text) => text,
        Value::Real(real) => real.to_string(),
        Value::Whole(whole) => whole.to_string(),
        Value::Flag(flag) => flag.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::{Act, Mode, Outcome, Split};
    use crate::table::Table;

    fn row(id: &str) -> Row {
        Row {
            id: id.to_owned(),
            clip: "a clip.mp4".to_owned(),
            subject: "ann".to_owned(),
            session: None,
            species: "bona_fide".to_owned(),
            device: Some("phone".to_owned()),
            split: Split::Eval,
            synthetic: true,
            mode: Mode::Action,
            reference_subject: Some("ben".to_owned()),
            tags: BTreeMap::new(),
            outcome: Outcome::Live,
            code: "Success".to_owned(),
            reason: String::new(),
            message: "live".to_owned(),
            silent_score: Some(0.5),
            reflection_score: None,
            similarity: Some(f64::from(71.3_f32)),
            quality: Some(90.0),
            actions: BTreeMap::from([("blink".to_owned(), Act::Passed)]),
            complete_ms: Some(2_000),
            frames: 80,
            duration_ms: 3_200,
            fps: 25.0,
            width: 640,
            height: 480,
            inter_eye: Some(64.25),
            face_luma: None,
            trace: "traces/ab".to_owned(),
            trace_sha256: "ab".to_owned(),
            clip_sha256: "cd".to_owned(),
        }
    }

    fn parquet(rows: Vec<Row>) -> Vec<u8> {
        let mut table = Table::new(&[]).unwrap();
        rows.into_iter().for_each(|row| table.push(row).unwrap());
        table.finish().unwrap()
    }

    #[test]
    fn rows_come_back_as_they_went_in_and_in_order() {
        let mut database = Database::new().unwrap();
        database.add(parquet(vec![row("b")])).unwrap();
        database.add(parquet(vec![row("a"), row("c")])).unwrap();
        assert_eq!(database.rows().unwrap(), [row("a"), row("b"), row("c")]);
        database.add(parquet(vec![row("c")])).unwrap();
        assert_eq!(database.twice().unwrap(), ["c"]);
    }

    #[test]
    fn a_score_that_is_no_number_is_refused_by_name_and_nothing_of_its_file_is_kept() {
        let mut database = Database::new().unwrap();
        for value in [f64::NAN, f64::INFINITY] {
            let bad = Row { silent_score: Some(value), ..row("odd") };
            let told = database.add(parquet(vec![row("good"), bad])).unwrap_err();
            assert!(told.contains("silent_score") && told.contains("odd") && !told.contains('\n'), "{told}");
        }
        assert!(database.rows().unwrap().is_empty());
    }

    #[test]
    fn what_is_no_parquet_file_of_results_is_refused() {
        let mut database = Database::new().unwrap();
        let whole = parquet(vec![row("a"), row("b")]);
        for cut in (0..whole.len()).step_by(97) {
            assert!(
                database.add(whole[..cut].to_vec()).is_err(),
                "{cut} bytes of {} were taken",
                whole.len()
            );
        }
        // Flipped bytes are told by the hash of the file; here nothing may panic.
        for at in (0..whole.len()).step_by(13) {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x41;
            drop(database.add(flipped));
        }
    }
}
