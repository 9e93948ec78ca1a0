//! What can be wrong with a manifest. Every error is one line: where, what, and what to do.

use super::{MAX_ENTRIES, MAX_ERRORS, SCHEMA};
use std::fmt;
use std::path::{Path, PathBuf};

/// What is wrong at one place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The file, or a folder that a pattern looks into, cannot be read.
    #[error("cannot be read: {reason}")]
    Unreadable {
        /// What the system says, and of which folder.
        reason: String,
    },
    /// Tags that cannot be columns side by side.
    #[error("{reason}")]
    Tags {
        /// What is wrong, and what to do.
        reason: String,
    },
    /// Too many bytes.
    #[error("has more than {limit} bytes: {advice}")]
    TooLarge {
        /// Most bytes.
        limit: u64,
        /// What to do.
        advice: &'static str,
    },
    /// Neither form by its name.
    #[error("a manifest's name ends in .toml or .csv: name it by what it holds")]
    Extension,
    /// Not UTF-8.
    #[error("not UTF-8 text: save it as UTF-8")]
    Encoding,
    /// Not TOML, or not CSV.
    #[error("{reason}")]
    Syntax {
        /// What is wrong.
        reason: String,
    },
    /// Another version.
    #[error("schema is {found}: this build reads schema = {SCHEMA}")]
    Schema {
        /// What stands there.
        found: String,
    },
    /// A key or column that means nothing.
    #[error("unknown key {key}: known are {known}")]
    UnknownKey {
        /// What stands there, in quotes.
        key: String,
        /// What may stand there.
        known: String,
    },
    /// A column twice.
    #[error("column {key} stands twice: take one away")]
    Repeated {
        /// The column.
        key: String,
    },
    /// Something that has to be said is not.
    #[error("{key} is missing: {advice}")]
    Missing {
        /// The key.
        key: &'static str,
        /// What to write.
        advice: &'static str,
    },
    /// A value of a wrong type, or that means nothing.
    #[error("{key} is {found}: {advice}")]
    Value {
        /// The key.
        key: String,
        /// What stands there.
        found: String,
        /// What to write.
        advice: String,
    },
    /// Mode, actions and light that contradict each other, or something that needs another field.
    #[error("{reason}")]
    Contradiction {
        /// What contradicts what, and what to do.
        reason: String,
    },
    /// A file that is named but not there, or of the wrong kind.
    #[error("{key} {name} {reason}: looked for {}", path.display())]
    File {
        /// The key.
        key: &'static str,
        /// The file as the manifest names it, in quotes.
        name: String,
        /// What the system says.
        reason: String,
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A pattern that no file matches.
    #[error(
        "clip {pattern} matches no file: patterns match files below the manifest's folder; write [[] for a [ itself"
    )]
    NoMatch {
        /// The pattern, in quotes.
        pattern: String,
    },
    /// An id twice.
    #[error(
        "id {id} is already used on line {first}: give each clip its own (for a pattern, with {{stem}} in it)"
    )]
    Duplicate {
        /// The id, in quotes.
        id: String,
        /// Line where it stands first.
        first: usize,
    },
    /// A person in both splits.
    #[error(
        "subject {subject} is in split dev (line {dev}) and in split eval (line {eval}): thresholds would be tuned on people \
         that are measured, keep each person in one"
    )]
    BothSplits {
        /// The subject, in quotes.
        subject: String,
        /// A line in dev.
        dev: usize,
        /// A line in eval.
        eval: usize,
    },
    /// No clips.
    #[error("has no clips: add one")]
    Empty,
    /// Too many clips, or too much text in them.
    #[error("more than {MAX_ENTRIES} clips, or more text than a machine should hold: split the manifest")]
    TooMany,
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestError {
    /// The manifest.
    pub file: PathBuf,
    /// Line, from 1; `None` where the whole file is meant.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.file.display(), self.problem),
            None => write!(f, "{}: {}", self.file.display(), self.problem),
        }
    }
}

impl std::error::Error for ManifestError {}

/// Everything that was found wrong, one a line, in order of line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestErrors {
    /// At least one, at most [`MAX_ERRORS`].
    pub errors: Vec<ManifestError>,
    /// Whether reading ended there, with more errors to come.
    pub more: bool,
}

impl fmt::Display for ManifestErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.errors.iter().enumerate() {
            write!(f, "{}{error}", if at == 0 { "" } else { "\n" })?;
        }
        match self.errors.first() {
            Some(error) if self.more => {
                write!(
                    f,
                    "\n{}: there are more than {MAX_ERRORS} errors: mend these first",
                    error.file.display()
                )
            }
            _ => Ok(()),
        }
    }
}

impl std::error::Error for ManifestErrors {}

/// A [`ManifestError`] before it is told of which file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    line: Option<usize>,
    problem: Problem,
}

impl Fault {
    /// On a line, from 1.
    pub fn at(line: usize, problem: Problem) -> Self {
        Self { line: Some(line), problem }
    }

    /// Of the whole file.
    pub fn of_file(problem: Problem) -> Self {
        Self { line: None, problem }
    }
}

/// The faults so far.
#[derive(Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
    more: bool,
}

impl Faults {
    /// Adds a fault, unless it is there already (as one in the defaults is, after the first clip) or there are enough.
    pub fn push(&mut self, fault: Fault) {
        if self.list.contains(&fault) {
        } else if self.list.len() < MAX_ERRORS {
            self.list.push(fault);
        } else {
            self.more = true;
        }
    }

    /// The value, or its fault added.
    pub fn note<T>(&mut self, result: Result<T, Fault>) -> Option<T> {
        result.map_err(|fault| self.push(fault)).ok()
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether there are enough faults to stop reading.
    pub fn is_full(&self) -> bool {
        self.more
    }

    /// An error with every fault of `file` in order of line; nothing where there is none.
    pub fn none(mut self, file: &Path) -> Result<(), ManifestErrors> {
        self.list.sort_by_key(|fault| fault.line);
        let told = |Fault { line, problem }| ManifestError { file: file.to_owned(), line, problem };
        let errors: Vec<_> = self.list.into_iter().map(told).collect();
        if errors.is_empty() { Ok(()) } else { Err(ManifestErrors { errors, more: self.more }) }
    }
}

/// Longest piece of a manifest in a message, characters.
const MAX_QUOTED: usize = 60;

/// A piece of the manifest in quotes for a message: on one line, and not too long.
pub fn quoted(text: &str) -> String {
    match text.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}
