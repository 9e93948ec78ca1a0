//! The TOML form.

use super::SCHEMA;
use super::build::Builder;
use super::error::{Fault, Problem, quoted};
use super::fields::{Cell, Field, MAX_TAGS, Record, check_tag_name};
use super::lines::Lines;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads `text` into `builder`; the manifest's name, where it gives one.
pub fn read(text: &str, builder: &mut Builder<'_>) -> Option<String> {
    let mut reader = Reader { lines: Lines::new(text), builder };
    match DeTable::parse(text) {
        Ok(root) => reader.root(root.get_ref()),
        Err(error) => {
            let line = reader.lines.at(error.span().map_or(0, |span| span.start));
            let reason = format!("not TOML: {}", error.message().replace('\n', " "));
            reader.builder.faults.push(Fault::at(line, Problem::Syntax { reason }));
            None
        }
    }
}

struct Reader<'t, 'b, 'f> {
    lines: Lines<'t>,
    builder: &'b mut Builder<'f>,
}

impl Reader<'_, '_, '_> {
    fn root(&mut self, root: &DeTable<'_>) -> Option<String> {
        for key in root.keys() {
            if self.builder.faults.is_full() {
                return None;
            }
            if !matches!(key.get_ref().as_ref(), "schema" | "name" | "defaults" | "clips") {
                let known = "schema, name, [defaults] and [[clips]]".to_owned();
                self.fault(key.span().start, Problem::UnknownKey { key: quoted(key.get_ref()), known });
            }
        }
        self.schema(root.get("schema"));
        let name = root.get("name").and_then(|value| self.name(value));
        let defaults = match root.get("defaults") {
            Some(value) => self.defaults(value)?,
            None => Record::default(),
        };
        match root.get("clips") {
            Some(clips) => self.clips(clips, &defaults),
            None => self.builder.faults.push(Fault::of_file(Problem::Empty)),
        }
        name
    }

    fn fault(&mut self, offset: usize, problem: Problem) {
        self.builder.faults.push(Fault::at(self.lines.at(offset), problem));
    }

    fn wrong(&mut self, key: &str, value: &Spanned<DeValue<'_>>, advice: &str) {
        let found = match value.get_ref() {
            DeValue::String(text) => quoted(text),
            DeValue::Integer(number) => format!("the number {}", quoted(number.as_str()).replace('"', "")),
            DeValue::Boolean(truth) => truth.to_string(),
            other => format!("of type {}", other.type_str()),
        };
        self.fault(
            value.span().start,
            Problem::Value { key: key.to_owned(), found, advice: advice.to_owned() },
        );
    }

    fn schema(&mut self, value: Option<&Spanned<DeValue<'_>>>) {
        let Some(value) = value else {
            let missing = Problem::Missing { key: "schema", advice: "begin the manifest with schema = 1" };
            return self.builder.faults.push(Fault::of_file(missing));
        };
        match value.get_ref() {
            DeValue::Integer(number) if number.to_string() == SCHEMA.to_string() => {}
            DeValue::Integer(number) => {
                let found = quoted(number.as_str()).replace('"', "");
                self.fault(value.span().start, Problem::Schema { found });
            }
            _ => self.wrong("schema", value, "write schema = 1"),
        }
    }

    fn name(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref().as_str().map(str::trim) {
            Some(name) if name.is_empty() || name.len() > 200 || name.contains(char::is_control) => {
                self.wrong("name", value, "write 1 to 200 bytes on one line");
                None
            }
            Some(name) => Some(name.to_owned()),
            None => {
                self.wrong("name", value, "write text in quotes");
                None
            }
        }
    }

    fn defaults<'a>(&mut self, value: &'a Spanned<DeValue<'_>>) -> Option<Record<'a>> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong("defaults", value, "write a table, [defaults]");
            return None;
        };
        let record = self.record(table, value.span().start)?;
        let own = record.fields.iter().find(|(field, _)| matches!(field, Field::Clip | Field::Id));
        if let Some((field, cell)) = own {
            let reason = format!("{} can have no default: give it in each [[clips]]", field.name());
            self.builder.faults.push(Fault::at(cell.line, Problem::Contradiction { reason }));
            return None;
        }
        Some(record)
    }

    fn clips<'a>(&mut self, value: &'a Spanned<DeValue<'_>>, defaults: &'a Record<'a>) {
        let Some(clips) = value.get_ref().as_array() else {
            return self.wrong("clips", value, "write a table for each clip, [[clips]]");
        };
        for clip in clips.iter() {
            let Some(table) = clip.get_ref().as_table() else {
                self.wrong("clips", clip, "write a table for each clip, [[clips]]");
                continue;
            };
            if let Some(record) = self.record(table, clip.span().start)
                && !self.builder.add(&Record { defaults: Some(defaults), ..record })
            {
                return;
            }
        }
    }

    /// A table's fields, or `None` and what is wrong with its keys and types.
    fn record<'a>(&mut self, table: &'a DeTable<'_>, offset: usize) -> Option<Record<'a>> {
        let mut record = Record { line: self.lines.at(offset), ..Record::default() };
        let mut good = true;
        for (key, value) in table.iter() {
            let key = key.get_ref().as_ref();
            if self.builder.faults.is_full() {
                return None;
            } else if key == "tags" {
                good &= self.tags(value, &mut record);
            } else if let Some(field) = Field::named(key) {
                match cell(field, value.get_ref()) {
                    Ok(text) => {
                        record.fields.push((field, Cell { text, line: self.lines.at(value.span().start) }))
                    }
                    Err(advice) => {
                        self.wrong(key, value, advice);
                        good = false;
                    }
                }
            } else {
                let line = self.lines.at(value.span().start);
                self.builder.faults.push(Field::unknown(line, key, "tags"));
                good = false;
            }
        }
        good.then_some(record)
    }

    fn tags<'a>(&mut self, value: &'a Spanned<DeValue<'_>>, record: &mut Record<'a>) -> bool {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong("tags", value, "write a table such as { light = \"dark\" }");
            return false;
        };
        if table.len() > MAX_TAGS {
            let reason = format!("{} tags: at most {MAX_TAGS} are of use", table.len());
            self.fault(value.span().start, Problem::Contradiction { reason });
            return false;
        }
        let mut good = true;
        for (key, value) in table.iter() {
            let (name, line) = (key.get_ref().as_ref(), self.lines.at(value.span().start));
            good &= self.builder.faults.note(check_tag_name(name, line)).is_some();
            match value.get_ref() {
                DeValue::String(text) => record.tags.push((name, Cell { text: Cow::Borrowed(text), line })),
                _ => {
                    self.wrong(name, value, "write a tag's value as text in quotes");
                    good = false;
                }
            }
        }
        good
    }
}

/// A field's value as text, or what should stand there.
fn cell<'a>(field: Field, value: &'a DeValue<'_>) -> Result<Cow<'a, str>, &'static str> {
    match (field, value) {
        (Field::Actions, DeValue::Array(words)) => {
            let words: Option<Vec<&str>> = words.iter().map(|word| word.get_ref().as_str()).collect();
            words
                .map(|words| Cow::Owned(words.join(" ")))
                .ok_or("write a list such as [\"blink\", \"mouth\"]")
        }
        (Field::Actions, _) => Err("write a list such as [\"blink\", \"mouth\"]"),
        (Field::Synthetic, DeValue::Boolean(truth)) => {
            Ok(Cow::Borrowed(if *truth { "true" } else { "false" }))
        }
        (Field::Synthetic, _) => Err("write true or false, without quotes"),
        (Field::At, DeValue::Integer(seconds)) => Ok(Cow::Borrowed(seconds.as_str())),
        (Field::At, DeValue::Datetime(time)) => Ok(Cow::Owned(time.to_string())),
        (_, DeValue::String(text)) => Ok(Cow::Borrowed(text)),
        _ => Err("write text in quotes"),
    }
}
