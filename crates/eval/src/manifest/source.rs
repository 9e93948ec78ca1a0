//! From a path to text.

use super::error::{Fault, Problem};
use super::lines::Lines;
use super::{MAX_CSV_BYTES, MAX_TOML_BYTES};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The form of a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `.toml`
    Toml,
    /// `.csv`
    Csv,
}

impl Form {
    fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?;
        if extension.eq_ignore_ascii_case("toml") {
            return Some(Self::Toml);
        }
        extension.eq_ignore_ascii_case("csv").then_some(Self::Csv)
    }

    const fn limit(self) -> (u64, &'static str) {
        match self {
            Self::Toml => (MAX_TOML_BYTES, "use the CSV form, which may be longer"),
            Self::Csv => (MAX_CSV_BYTES, "split it"),
        }
    }
}

/// The text of the manifest, without byte order mark.
///
/// # Errors
/// Another extension, unreadable, too large, not UTF-8.
pub fn read(path: &Path) -> Result<(Form, String), Fault> {
    let form = Form::of(path).ok_or(Fault::of_file(Problem::Extension))?;
    let (limit, advice) = form.limit();
    let bytes = bytes(path, limit)
        .map_err(|error| Fault::of_file(Problem::Unreadable { reason: error.to_string() }))?
        .ok_or(Fault::of_file(Problem::TooLarge { limit, advice }))?;
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let valid = std::str::from_utf8(valid).unwrap_or_default();
        Fault::at(Lines::new(valid).at(valid.len()), Problem::Encoding)
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok((form, text))
}

/// All bytes; `None` where there are more than `limit`. The size is asked first, so that no memory is taken in vain, and
/// counted besides, for a file that grows or is none.
fn bytes(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > limit {
        return Ok(None);
    }
    // One more than it has, so that its end is found without asking for memory.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default().saturating_add(1));
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}
