//! Text broken into lines.

use super::Direction;
use super::bidi::reorder;
use unicode_bidi::{BidiClass, bidi_class};

/// One line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    text: String,
    pieces: Vec<String>,
}

impl Line {
    fn new(text: &str, direction: Direction) -> Self {
        let text = text.trim_matches(|character| character == ' ' || character == '\u{200b}');
        Self { text: text.to_owned(), pieces: reorder(text, direction) }
    }

    /// The line in the order in which it is read, for assistive technology.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line in the order in which it is seen, from left to right. Each piece has to be laid out apart: one section of
    /// a `LayoutJob` each, see [`reorder`].
    #[must_use]
    pub fn pieces(&self) -> &[String] {
        &self.pieces
    }
}

/// Breaks `text` into lines no wider than `max_width`, in the unit of `measure`, and puts each in the order in which it
/// is seen.
///
/// Lines end at line feeds, after spaces and after zero-width spaces, and between Chinese and Japanese characters where
/// their rules allow it (kinsoku). A part that is too wide by itself is broken between any two letters that no mark
/// joins; a line never has less than one letter, so that a line may be wider than asked.
pub fn wrap(text: &str, direction: Direction, max_width: f32, measure: impl Fn(&str) -> f32) -> Vec<Line> {
    let fits = |part: &str| measure(part.trim_end()) <= max_width;
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut rest = paragraph.trim_start_matches(' ');
        loop {
            let end = longest(rest, may_break, fits).or_else(|| longest(rest, may_tear, fits));
            let (line, after) = rest.split_at(end.unwrap_or_else(|| first_cluster(rest)));
            lines.push(Line::new(line, direction));
            rest = after.trim_start_matches([' ', '\u{200b}']);
            if rest.is_empty() {
                break;
            }
        }
    }
    lines
}

/// Where the longest beginning of `text` that fits ends, among its end and the places that `allowed` names.
fn longest(text: &str, allowed: impl Fn(char, char) -> bool, fits: impl Fn(&str) -> bool) -> Option<usize> {
    if fits(text) {
        return Some(text.len());
    }
    let places = boundaries(text).filter(|(_, before, after)| allowed(*before, *after)).map(|(at, ..)| at);
    places.take_while(|at| text.get(..*at).is_some_and(&fits)).last()
}

fn first_cluster(text: &str) -> usize {
    let tear = boundaries(text).find(|(_, before, after)| may_tear(*before, *after));
    tear.map_or(text.len(), |(at, ..)| at)
}

/// The places between two characters, with both.
fn boundaries(text: &str) -> impl Iterator<Item = (usize, char, char)> {
    text.char_indices()
        .zip(text.chars().skip(1))
        .map(|((at, before), after)| (at + before.len_utf8(), before, after))
}

/// Characters that must not begin a line.
const NOT_FIRST: &str = "!%),.:;?]}°”’»›…‥、。々〉》」』】〕〗〙〛〜ぁぃぅぇぉっゃゅょゎゕゖゝゞァィゥェォッャュョヮヵヶ・ーヽヾ！％），．：；？］｝～";
/// Characters that must not end a line.
const NOT_LAST: &str = "([{“‘«‹〈《「『【〔〖〘〚（［｛";

/// Whether a line may end between two characters.
fn may_break(before: char, after: char) -> bool {
    if after == ' ' || NOT_FIRST.contains(after) || NOT_LAST.contains(before) || joined(before, after) {
        return false;
    }
    // A number stays with what it counts: 6秒.
    let ideographic = is_ideographic(before) || (is_ideographic(after) && !before.is_ascii_digit());
    let no_space = |character: char| matches!(character, '\u{a0}' | '\u{202f}' | '\u{2060}' | '\u{feff}');
    matches!(before, ' ' | '\u{200b}') || (ideographic && !no_space(before) && !no_space(after))
}

/// Whether a word that is too long may be torn between two characters.
fn may_tear(before: char, after: char) -> bool {
    after != ' ' && !joined(before, after)
}

/// Chinese and Japanese; Korean is broken at its spaces.
const fn is_ideographic(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether two characters are one to a reader: a letter and its mark, or a Thai vowel and its consonant.
fn joined(before: char, after: char) -> bool {
    let thai_leading = matches!(before, '\u{e40}'..='\u{e44}');
    let thai_following = matches!(after, '\u{e30}' | '\u{e32}' | '\u{e33}' | '\u{e45}' | '\u{e46}');
    let joiner = |character: char| matches!(character, '\u{200c}' | '\u{200d}');
    thai_leading || thai_following || joiner(before) || joiner(after) || bidi_class(after) == BidiClass::NSM
}
