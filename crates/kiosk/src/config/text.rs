//! Reading TOML so that every complaint names the file, the line and the key.

use serde::de::DeserializeOwned;
use std::fmt;
use std::io::{self, Read as _};
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The largest settings or layout file that is read, bytes.
pub const MAX_BYTES: u64 = 256 * 1024;

/// Why a settings or layout file cannot be used. `Display` is one line; what the system said is in `source()`.
#[derive(Debug, thiserror::Error)]
#[error("{place}{what}")]
pub struct SettingsError {
    place: Place,
    what: String,
    #[source]
    source: Option<io::Error>,
}

/// Where a complaint belongs.
#[derive(Debug, Default)]
struct Place {
    file: Option<String>,
    line: Option<usize>,
    key: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.map(|line| format!("line {line}"));
        let parts: Vec<&str> =
            [&self.file, &line, &self.key].into_iter().flatten().map(String::as_str).collect();
        if parts.is_empty() { Ok(()) } else { write!(f, "{}: ", parts.join(", ")) }
    }
}

impl SettingsError {
    /// `key` holds what it may not; `what` says which value and what is allowed.
    pub(crate) fn of(key: &str, what: impl Into<String>) -> Self {
        let place = Place { key: Some(key.to_owned()), ..Place::default() };
        Self { place, what: what.into(), source: None }
    }

    /// `value` is outside of what `key` allows.
    pub(crate) fn range(key: &str, value: impl fmt::Display, allowed: &str) -> Self {
        Self::of(key, format!("{value} is not allowed: give {allowed}"))
    }

    /// The key that it is about, e.g. `kiosk.secureLevel`; `None` where it is about the whole file.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.place.key.as_deref()
    }

    /// The line that it is about, counted from 1; `None` where there is none.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.place.line
    }
}

/// Fails with `error` where `holds` is false.
pub(crate) fn require(holds: bool, error: impl FnOnce() -> SettingsError) -> Result<(), SettingsError> {
    if holds { Ok(()) } else { Err(error()) }
}

/// The text of a file that is not too large.
pub(crate) fn load(path: &Path) -> Result<String, SettingsError> {
    let file = Some(path.display().to_string());
    let refuse = |what: String, source| {
        let place = Place { file: file.clone(), ..Place::default() };
        SettingsError { place, what, source }
    };
    let mut text = String::new();
    std::fs::File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_string(&mut text)).map_err(
        |error| match error.kind() {
            io::ErrorKind::NotFound => refuse("there is no such file".to_owned(), Some(error)),
            io::ErrorKind::InvalidData => refuse("it is not UTF-8 text".to_owned(), Some(error)),
            _ => refuse("it cannot be read".to_owned(), Some(error)),
        },
    )?;
    if text.len() as u64 > MAX_BYTES {
        return Err(refuse(format!("it is larger than {MAX_BYTES} bytes, so it is no settings file"), None));
    }
    Ok(text)
}

/// A parsed file that still knows where everything stands.
pub(crate) struct Text<'t> {
    name: &'t str,
    text: &'t str,
    root: DeTable<'t>,
}

impl<'t> Text<'t> {
    /// Parses `text`, called `name` in complaints.
    pub(crate) fn parse(text: &'t str, name: &'t str) -> Result<Self, SettingsError> {
        match DeTable::parse(text) {
            Ok(root) => Ok(Self { name, text, root: root.into_inner() }),
            Err(error) => {
                let empty = Self { name, text, root: DeTable::default() };
                Err(empty.error(error.span().map(|span| span.start), None, one_line(error.message())))
            }
        }
    }

    /// Refuses the first key that is none of `known`: dotted paths, a list of tables counting as one table.
    pub(crate) fn check_keys(&self, known: &[String]) -> Result<(), SettingsError> {
        self.check_table("", &self.root, known)
    }

    fn check_table(&self, prefix: &str, table: &DeTable<'_>, known: &[String]) -> Result<(), SettingsError> {
        for (key, value) in table {
            let path = join(prefix, key.get_ref());
            let section = format!("{path}.");
            if known.contains(&path) {
                continue;
            }
            if !known.iter().any(|known| known.starts_with(&section)) {
                let what = unknown(prefix, &shown(key.get_ref()), known);
                return Err(self.error(Some(key.span().start), None, what));
            }
            self.check_value(&path, value, known)?;
        }
        Ok(())
    }

    fn check_value(
        &self,
        path: &str,
        value: &Spanned<DeValue<'_>>,
        known: &[String],
    ) -> Result<(), SettingsError> {
        match value.get_ref() {
            DeValue::Table(inner) => self.check_table(path, inner, known),
            DeValue::Array(inner) => inner.iter().try_for_each(|value| self.check_value(path, value, known)),
            _ => {
                let what = format!("it is a section, not a value: write [{path}] in a line of its own");
                Err(self.error(Some(value.span().start), Some(path.to_owned()), what))
            }
        }
    }

    /// The file as a `T`.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, SettingsError> {
        toml::from_str(self.text).map_err(|error| {
            let at = error.span().map(|span| span.start);
            let key = at.and_then(|at| key_at("", &self.root, at));
            self.error(at, key, one_line(error.message()))
        })
    }

    /// The same complaint with the file's name, and the line in which its key stands.
    pub(crate) fn place(&self, error: SettingsError) -> SettingsError {
        let at = error.key().and_then(|key| offset_of(&self.root, key));
        let placed = self.error(at, error.place.key, error.what);
        SettingsError { source: error.source, ..placed }
    }

    fn error(&self, at: Option<usize>, key: Option<String>, what: String) -> SettingsError {
        let line = at.map(|at| self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1);
        SettingsError { place: Place { file: Some(self.name.to_owned()), line, key }, what, source: None }
    }
}

fn join(prefix: &str, key: &str) -> String {
    if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text from a file, short and without control characters.
pub(crate) fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// The path of the key whose value covers the byte `at`.
fn key_at(prefix: &str, table: &DeTable<'_>, at: usize) -> Option<String> {
    table.iter().find_map(|(key, value)| {
        let path = join(prefix, key.get_ref());
        let inner = match value.get_ref() {
            DeValue::Table(inner) => key_at(&path, inner, at),
            DeValue::Array(inner) => inner
                .iter()
                .filter_map(|value| value.get_ref().as_table())
                .find_map(|inner| key_at(&path, inner, at)),
            _ => None,
        };
        inner.or_else(|| (key.span().start <= at && at < value.span().end).then_some(path))
    })
}

/// Where the value of a dotted path begins; a number in it is the place in a list.
fn offset_of(root: &DeTable<'_>, path: &str) -> Option<usize> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let (key, value) = root.iter().find(|(key, _)| key.get_ref() == first)?;
    let own = Some(key.span().start);
    let Some(rest) = rest else { return own };
    match value.get_ref() {
        DeValue::Table(inner) => offset_of(inner, rest).or(own),
        DeValue::Array(inner) => {
            let (index, rest) = rest.split_once('.').unwrap_or((rest, ""));
            let entry = inner.get(index.parse::<usize>().ok()?)?;
            let inner = entry.get_ref().as_table().and_then(|inner| offset_of(inner, rest));
            inner.or(Some(entry.span().start))
        }
        _ => own,
    }
}

/// What to say of a key that nobody knows.
fn unknown(prefix: &str, key: &str, known: &[String]) -> String {
    let place = if prefix.is_empty() { String::new() } else { format!(" in [{prefix}]") };
    let siblings = known.iter().filter_map(|path| sibling(prefix, path));
    let near = siblings
        .map(|name| (strsim::damerau_levenshtein(&key.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= 1 + name.chars().count() / 4)
        .min();
    let elsewhere =
        known.iter().find(|path| path.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case(key)));
    let advice = match (near, elsewhere.map(|path| path.rsplit_once('.').map_or("", |(section, _)| section)))
    {
        (Some((_, name)), _) => format!("did you mean {name}?"),
        (None, Some("")) => "it belongs at the top of the file, before the first section".to_owned(),
        (None, Some(section)) => format!("it belongs in [{section}]"),
        (None, None) => "remove it".to_owned(),
    };
    format!("unknown key {key}{place}: {advice}")
}

/// The part of `path` that stands directly in the section `prefix`.
fn sibling<'k>(prefix: &str, path: &'k str) -> Option<&'k str> {
    let rest = if prefix.is_empty() { path } else { path.strip_prefix(prefix)?.strip_prefix('.')? };
    rest.split('.').next()
}
