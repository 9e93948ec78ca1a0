//! What a custom file must be: Fluent, with messages of the window only, each with its variables.

use super::bundle::{Bundle, Unusable};
use super::error::{WordsError, nearest};
use super::{built_in, english};
use fluent_bundle::FluentResource;
use std::collections::HashMap;
use std::path::Path;
use unic_langid::LanguageIdentifier;

/// Most brackets within each other: the parser goes into each with a call of its own.
const DEEPEST: usize = 32;
/// Numbers of every plural category of every language.
const NUMBERS: [u32; 14] = [0, 1, 2, 3, 4, 5, 6, 7, 11, 20, 21, 100, 111, 1_000_000];

/// The messages of the file `path`, whose text is `text`, or the first thing that is wrong with it.
pub(super) fn checked(text: &str, path: &Path, id: &LanguageIdentifier) -> Result<Bundle, WordsError> {
    let at = |line, what| WordsError::Syntax { file: path.to_owned(), line, what };
    if let Some(line) = too_deep(text) {
        return Err(at(line, format!("more than {DEEPEST} brackets within each other")));
    }
    let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
        let first = errors.first().map(|error| (error.pos.start, error.to_string()));
        let (position, what) = first.unwrap_or_default();
        at(line_of(text.as_bytes(), position), what)
    })?;
    let bundle = Bundle::new(resource, id);
    let known = keys();
    let mut seen = HashMap::new();
    for (line, key) in messages(text) {
        if !known.contains(&key) {
            let nearest = nearest(key, known.iter().copied()).map(str::to_owned);
            return Err(WordsError::UnknownKey { file: path.to_owned(), line, key: key.to_owned(), nearest });
        }
        let what = match seen.insert(key, line) {
            Some(before) => Some(format!("it is on line {before} already")),
            None => wrong(&bundle, key),
        };
        if let Some(what) = what {
            return Err(WordsError::Message { file: path.to_owned(), line, key: key.to_owned(), what });
        }
    }
    Ok(bundle)
}

/// What is wrong with the message `key`, compared with the English one.
fn wrong(bundle: &Bundle, key: &str) -> Option<String> {
    let wanted = english().variables(key);
    let found = bundle.variables(key);
    if let Some(missing) = wanted.iter().find(|name| !found.contains(name)) {
        return Some(format!("${missing} is missing"));
    }
    let names: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let tried = NUMBERS.iter().map(|number| {
        let arguments: Vec<(&str, u32)> = names.iter().map(|name| (*name, *number)).collect();
        bundle.text(key, &arguments)
    });
    tried.filter_map(Result::err).next().map(|unusable| match unusable {
        Unusable::Absent => "it has no text".to_owned(),
        Unusable::Broken(what) => what,
    })
}

/// The names of all messages of the window.
pub(super) fn keys() -> Vec<&'static str> {
    built_in::ALL
        .first()
        .map(|english| messages(english.source).map(|(_, key)| key).collect())
        .unwrap_or_default()
}

/// The messages of a file with their lines, from 1. A name at the beginning of a line with `=` after it begins a message
/// in Fluent, wherever it is.
fn messages(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter_map(|(at, line)| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end_matches(' ');
        let letters =
            |rest: &str| rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        (key.starts_with(|first: char| first.is_ascii_alphabetic()) && letters(key)).then_some((at + 1, key))
    })
}

/// The line, from 1, of a place in a text.
pub(super) fn line_of(text: &[u8], position: usize) -> usize {
    1 + text.iter().take(position).filter(|byte| **byte == b'\n').count()
}

/// The line on which brackets are too deep within each other.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut lines = text.lines().enumerate();
    lines.find_map(|(at, line)| {
        if line.starts_with(|first: char| first.is_ascii_alphabetic() || first == '-') {
            depth = 0;
        }
        let deeper = line.chars().any(|character| {
            match character {
                '{' | '(' => depth += 1,
                '}' | ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth > DEEPEST
        });
        deeper.then_some(at + 1)
    })
}
