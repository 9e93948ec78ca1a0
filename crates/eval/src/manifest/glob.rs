//! Patterns: which clips there are.

use super::error::{Fault, Problem, quoted};
use super::path;
use ::glob::{MatchOptions, Pattern};
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// As in a shell: `*` and `?` stay within a folder, and match no name that begins with a dot.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// Whether `text` is a pattern.
pub fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

/// Pattern, and where it stands.
pub struct Glob<'a> {
    /// The pattern, relative to the manifest's folder.
    pub pattern: &'a str,
    /// Line of the manifest, from 1.
    pub line: usize,
    /// Most matches that are of use: one more ends the search.
    pub most: usize,
}

impl Glob<'_> {
    /// The names of the files that match, relative to `folder`, sorted.
    ///
    /// # Errors
    /// Not a pattern; a folder that cannot be read; a matching name that is not UTF-8; no match.
    pub fn names(&self, folder: &Path) -> Result<Vec<String>, Fault> {
        let (base, rest) = self.parts(folder);
        let text = path::name(Path::new(""), &rest);
        let pattern = Pattern::new(&text)
            .map_err(|error| self.fault(format!("a pattern must be right: {}", error.msg)))?;
        let deepest = if text.contains("**") { usize::MAX } else { rest.components().count() };
        let mut names = Vec::new();
        for found in WalkDir::new(&base).min_depth(1).max_depth(deepest).follow_links(true) {
            let at = match &found {
                Ok(entry) => entry.path(),
                Err(error) => error.path().unwrap_or(&base),
            };
            let matches = pattern.matches_with(&path::name(&base, at), OPTIONS);
            match found {
                Ok(entry) if matches && entry.file_type().is_file() => {
                    names.push(self.name(folder, entry.path())?)
                }
                Err(error) if blocks(&error, matches) => return Err(self.unreadable(&error)),
                _ => {}
            }
            if names.len() > self.most {
                break;
            }
        }
        names.sort_unstable();
        if names.is_empty() {
            return Err(Fault::at(self.line, Problem::NoMatch { pattern: quoted(self.pattern) }));
        }
        Ok(names)
    }

    /// The folder that the pattern names, and what is left to match below it.
    fn parts(&self, folder: &Path) -> (PathBuf, PathBuf) {
        let normal = path::normal(self.pattern);
        let is_plain = |part: &Component<'_>| !is_pattern(&part.as_os_str().to_string_lossy());
        let fixed: PathBuf = normal.components().take_while(is_plain).collect();
        let rest = normal.strip_prefix(&fixed).unwrap_or(&normal).to_owned();
        let base = folder.join(fixed);
        (if base.as_os_str().is_empty() { PathBuf::from(".") } else { base }, rest)
    }

    fn name(&self, folder: &Path, path: &Path) -> Result<String, Fault> {
        // A walk of "." begins every path with it.
        let path = if folder.as_os_str().is_empty() { path.strip_prefix(".").unwrap_or(path) } else { path };
        if path.to_str().is_none() {
            let reason = format!("matches {path:?}, which is not UTF-8: rename it");
            return Err(Fault::at(
                self.line,
                Problem::Syntax { reason: format!("clip {} {reason}", quoted(self.pattern)) },
            ));
        }
        Ok(path::name(folder, path))
    }

    fn fault(&self, advice: String) -> Fault {
        Fault::at(self.line, Problem::Value { key: "clip".to_owned(), found: quoted(self.pattern), advice })
    }

    fn unreadable(&self, error: &walkdir::Error) -> Fault {
        let at = error.path().map(|path| format!("{}: ", path.display())).unwrap_or_default();
        let why = error.io_error().map_or_else(|| "not to be read".to_owned(), ToString::to_string);
        Fault::at(self.line, Problem::Unreadable { reason: format!("{at}{why}") })
    }
}

/// Whether an error could hide a clip. A link that leads back up hides none, and neither does a broken link or a missing
/// folder unless it is the one that is asked for.
fn blocks(error: &walkdir::Error, matches: bool) -> bool {
    let missing = error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound);
    error.loop_ancestor().is_none() && (!missing || matches)
}
