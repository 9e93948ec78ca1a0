//! What can be wrong with a choice of language or with a custom folder.

use std::io;
use std::path::PathBuf;

/// Why the words of a language could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WordsError {
    /// The text is no language code.
    #[error("{code:?} is no language code{}", did_you_mean(.nearest))]
    NotALanguage {
        /// What was given.
        code: String,
        /// The code that looks most like it.
        nearest: Option<String>,
    },
    /// A file of the custom folder is not named after a language.
    #[error("{}: its name is no language code{}", .file.display(), did_you_mean(.nearest))]
    NotNamedAfterALanguage {
        /// The file.
        file: PathBuf,
        /// The code that looks most like its name.
        nearest: Option<String>,
    },
    /// The folder or a file of it cannot be read.
    #[error("{} cannot be read", .path.display())]
    Read {
        /// The folder or the file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is larger than is allowed.
    #[error("{} is larger than {limit} bytes", .file.display())]
    TooLarge {
        /// The file.
        file: PathBuf,
        /// Most bytes that it may have.
        limit: u64,
    },
    /// The folder has more files than are allowed.
    #[error("{} has more than {limit} {what}", .folder.display())]
    TooMany {
        /// The folder.
        folder: PathBuf,
        /// Of what it has too many.
        what: &'static str,
        /// Most that it may have.
        limit: usize,
    },
    /// A file is not Fluent.
    #[error("{}, line {line}: {what}", .file.display())]
    Syntax {
        /// The file.
        file: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// What is wrong, in the words of the parser.
        what: String,
    },
    /// A file has a message that the window never shows.
    #[error("{}, line {line}: there is no message {key}{}", .file.display(), did_you_mean(.nearest))]
    UnknownKey {
        /// The file.
        file: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// The message.
        key: String,
        /// The message that looks most like it.
        nearest: Option<String>,
    },
    /// A message of a file cannot be shown as it is.
    #[error("{}, line {line}: message {key}: {what}", .file.display())]
    Message {
        /// The file.
        file: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// The message.
        key: String,
        /// What is wrong with it.
        what: String,
    },
    /// A font of the custom folder is none.
    #[error("{} is no font that can be used", .file.display())]
    Font {
        /// The file.
        file: PathBuf,
    },
}

fn did_you_mean(nearest: &Option<String>) -> String {
    nearest.as_ref().map(|nearest| format!("; did you mean {nearest}?")).unwrap_or_default()
}

/// The candidate that looks most like `text`, if one looks like it at all.
pub(super) fn nearest<'c>(text: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let text = text.to_lowercase();
    let alike = |candidate: &str| strsim::normalized_damerau_levenshtein(&text, &candidate.to_lowercase());
    candidates
        .map(|candidate| (alike(candidate), candidate))
        .filter(|(alike, _)| *alike >= 0.5)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, candidate)| candidate)
}
