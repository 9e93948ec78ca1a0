//! Lines of text in the order in which they are seen.
//!
//! What epaint 0.37 does with a text, from its source (`text_layout.rs`): it cuts each section of a `LayoutJob` into runs
//! of one font, gives each run to harfrust with `guess_segment_properties`, and lays the runs out from left to right in
//! the order of the text. harfrust takes the direction of a run from the first character of it that belongs to a script,
//! and hands the glyphs of a right-to-left run out reversed. So a run of Arabic alone is seen right, and:
//!
//! - digits and Latin letters in a run that begins with Arabic are reversed, if the Arabic font has them too;
//! - runs of different fonts, for instance Arabic, a digit, Arabic, are seen in the wrong order;
//! - there is no bidirectional algorithm (UAX #9), and brackets that stand alone are not mirrored.
//!
//! Which font has which character must not decide what a person reads. Therefore a line becomes *pieces*: each is a word
//! of one direction, or a single character between words, and they come in the order in which they are seen. The view
//! appends each to its `LayoutJob` as a section of its own: sections are shaped apart and are never put into one run.

use super::Direction;
use super::fonts::is_invisible;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// The pieces of one line, from left to right, by UAX #9 in a paragraph of `direction`.
///
/// Letters within a piece stay in the order in which they are read: the shaper turns them round. Marks that only steer
/// the direction are left out. A line without a right-to-left character in a left-to-right paragraph is one piece.
#[must_use]
pub fn reorder(line: &str, direction: Direction) -> Vec<String> {
    let level = match direction {
        Direction::LeftToRight => Level::ltr(),
        Direction::RightToLeft => Level::rtl(),
    };
    let info = BidiInfo::new(line, Some(level));
    let mut pieces = Vec::new();
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let right_to_left = levels.get(run.start).is_some_and(Level::is_rtl);
            let Some(text) = line.get(run) else { continue };
            if right_to_left { backward(text, &mut pieces) } else { forward(text, &mut pieces) }
        }
    }
    pieces
}

/// The words of a right-to-left run and what is between them, last first.
fn backward(run: &str, pieces: &mut Vec<String>) {
    let mut found: Vec<String> = Vec::new();
    let mut in_word = false;
    for character in run.chars() {
        let class = bidi_class(character);
        let letter = matches!(class, BidiClass::R | BidiClass::AL);
        let joins = matches!(class, BidiClass::NSM) || matches!(character, '\u{200c}' | '\u{200d}');
        match found.last_mut() {
            Some(piece) if joins || (letter && in_word) => piece.push(character),
            _ if is_invisible(character) => {}
            _ => {
                in_word = letter;
                found.push(mirrored(character).to_string());
            }
        }
    }
    pieces.extend(found.into_iter().rev());
}

/// A left-to-right run: one piece, but for the digits of Arabic, one by one. Their script is that of the letters (those
/// of Persian and Urdu), so a shaper that guesses would turn the number round.
fn forward(run: &str, pieces: &mut Vec<String>) {
    let mut piece = String::new();
    for character in run.chars().filter(|character| !steers(*character)) {
        if matches!(character, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}') {
            if !piece.is_empty() {
                pieces.push(std::mem::take(&mut piece));
            }
            pieces.push(character.to_string());
        } else {
            piece.push(character);
        }
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
}

/// Whether a character has done its work once a line is in order: a mark of direction, or a place to break.
const fn steers(character: char) -> bool {
    is_invisible(character) && !matches!(character, '\u{200c}' | '\u{200d}')
}

/// What is drawn for a bracket in a right-to-left run (rule L4).
const fn mirrored(character: char) -> char {
    match character {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        '≤' => '≥',
        '≥' => '≤',
        other => other,
    }
}
