//! What a clip's fields are called, and a clip as text: the same for both forms.

use super::error::{Fault, Problem, quoted};
use std::borrow::Cow;

/// Longest value, bytes: more is a mistake, and defaults times clips would fill the memory.
const MAX_VALUE: usize = 4_096;

/// Most tags of a clip.
pub const MAX_TAGS: usize = 64;

/// Longest name of a tag, bytes.
const MAX_TAG_NAME: usize = 64;

/// A field of a clip, except its tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// See [`super::Entry`] for each.
    Clip,
    Id,
    Subject,
    Session,
    Species,
    Device,
    Reference,
    ReferenceSubject,
    Mode,
    Actions,
    Light,
    Shown,
    At,
    Split,
    Synthetic,
}

impl Field {
    /// How many there are.
    pub const COUNT: usize = 15;

    const ALL: [Self; Self::COUNT] = [
        Self::Clip,
        Self::Id,
        Self::Subject,
        Self::Session,
        Self::Species,
        Self::Device,
        Self::Reference,
        Self::ReferenceSubject,
        Self::Mode,
        Self::Actions,
        Self::Light,
        Self::Shown,
        Self::At,
        Self::Split,
        Self::Synthetic,
    ];

    /// Key of the TOML form and column of the CSV form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clip => "clip",
            Self::Id => "id",
            Self::Subject => "subject",
            Self::Session => "session",
            Self::Species => "species",
            Self::Device => "device",
            Self::Reference => "reference",
            Self::ReferenceSubject => "reference_subject",
            Self::Mode => "mode",
            Self::Actions => "actions",
            Self::Light => "light",
            Self::Shown => "shown",
            Self::At => "at",
            Self::Split => "split",
            Self::Synthetic => "synthetic",
        }
    }

    /// The field of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// A key that is none of these, nor `tags`.
    pub fn unknown(line: usize, key: &str, tags: &str) -> Fault {
        let names: Vec<_> = Self::ALL.into_iter().map(Self::name).collect();
        let known = format!("{} and {tags}", names.join(", "));
        Fault::at(line, Problem::UnknownKey { key: quoted(key), known })
    }
}

/// What stands in a field.
#[derive(Clone, Debug)]
pub struct Cell<'a> {
    /// As text: actions with spaces between, `true` or `false`.
    pub text: Cow<'a, str>,
    /// Line, from 1.
    pub line: usize,
}

/// A clip, or the defaults, as it stands in the manifest.
#[derive(Clone, Debug, Default)]
pub struct Record<'a> {
    /// Line, from 1.
    pub line: usize,
    /// What is given.
    pub fields: Vec<(Field, Cell<'a>)>,
    /// Tags by name.
    pub tags: Vec<(&'a str, Cell<'a>)>,
    /// What holds where nothing is given.
    pub defaults: Option<&'a Record<'a>>,
}

/// A value that is there: trimmed, not empty, not too long, and on one line.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The key.
    pub key: &'a str,
    /// The value.
    pub text: &'a str,
    /// Line, from 1.
    pub line: usize,
}

impl<'a> Given<'a> {
    fn new(key: &'a str, cell: &'a Cell<'a>) -> Result<Option<Self>, Fault> {
        let given = Self { key, text: cell.text.trim(), line: cell.line };
        if given.text.len() > MAX_VALUE {
            return Err(given.bad(format!("at most {MAX_VALUE} bytes are of use")));
        }
        if given.text.contains(char::is_control) {
            return Err(
                given.bad("write it on one line, without control characters (is a quote not closed?)")
            );
        }
        Ok((!given.text.is_empty()).then_some(given))
    }

    /// The fault that the value means nothing.
    pub fn bad(&self, advice: impl Into<String>) -> Fault {
        let value =
            Problem::Value { key: self.key.to_owned(), found: quoted(self.text), advice: advice.into() };
        Fault::at(self.line, value)
    }

    /// The fault that it contradicts another field.
    pub fn contradicts(&self, reason: impl Into<String>) -> Fault {
        Fault::at(self.line, Problem::Contradiction { reason: reason.into() })
    }
}

impl Record<'_> {
    /// What is given for `field`, here or by the defaults. An empty value is none, and takes away the default.
    ///
    /// # Errors
    /// Too long, or with control characters.
    pub fn get(&self, field: Field) -> Result<Option<Given<'_>>, Fault> {
        let own = self.fields.iter().find(|(of, _)| *of == field);
        match (own, self.defaults) {
            (Some((_, cell)), _) => Given::new(field.name(), cell),
            (None, Some(defaults)) => defaults.get(field),
            (None, None) => Ok(None),
        }
    }

    /// Every tag; of one in the defaults and here, the latter comes last. Empty ones are `None`, to take away a default.
    ///
    /// # Errors
    /// As [`Record::get`].
    pub fn tags(&self) -> Result<Vec<(&str, Option<Given<'_>>)>, Fault> {
        let mut tags = self.defaults.map_or(Ok(Vec::new()), Record::tags)?;
        for (name, cell) in &self.tags {
            tags.push((name, Given::new(name, cell)?));
        }
        Ok(tags)
    }
}

/// Whether a tag may be called so.
///
/// # Errors
/// Empty, too long, or with characters that a column of a table should not have.
pub fn check_tag_name(name: &str, line: usize) -> Result<(), Fault> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    if (1..=MAX_TAG_NAME).contains(&name.len()) && name.chars().all(fits) {
        return Ok(());
    }
    let advice = format!("use 1 to {MAX_TAG_NAME} letters, digits, _ - .");
    Err(Fault::at(line, Problem::Value { key: "a tag's name".to_owned(), found: quoted(name), advice }))
}
