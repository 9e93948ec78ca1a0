//! The fonts inside the program, in the order in which a language wants them, and what they have.

use skrifa::{FontRef, GlyphId, MetadataProvider as _};
use std::borrow::Cow;
use std::fmt;

/// A font, as the window loads it.
#[derive(Clone, PartialEq, Eq)]
pub struct FontFile {
    /// Its name; no two fonts of a language have the same.
    pub name: String,
    /// The file: TrueType or OpenType with one face.
    pub bytes: Cow<'static, [u8]>,
}

impl fmt::Debug for FontFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({} bytes)", self.name, self.bytes.len())
    }
}

impl FontFile {
    /// Whether it is a font at all.
    pub(super) fn is_font(&self) -> bool {
        FontRef::new(&self.bytes).is_ok_and(|font| font.charmap().has_map())
    }

    /// Whether it draws `character` as more than the box of a missing glyph.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        FontRef::new(&self.bytes)
            .is_ok_and(|font| font.charmap().map(character).is_some_and(|glyph| glyph != GlyphId::NOTDEF))
    }
}

const NOTO_SANS: (&str, &[u8]) = ("NotoSans", include_bytes!("../../fonts/NotoSans.ttf"));

/// A font of one script, and the languages that want it first. Codes are compared part by part: `zh-Hant` stands for
/// both of Hong Kong and Taiwan, and the first row that fits counts.
const BY_LANGUAGE: &[(&str, &[u8], &[&str])] = &[
    (
        "NotoSansArabic",
        include_bytes!("../../fonts/NotoSansArabic.ttf"),
        &["ar", "ckb", "fa", "ks", "ps", "sd", "ug", "ur"],
    ),
    ("NotoSansThai", include_bytes!("../../fonts/NotoSansThai.ttf"), &["th"]),
    ("NotoSansSC", include_bytes!("../../fonts/NotoSansSC.otf"), &["zh-Hans"]),
    ("NotoSansTC", include_bytes!("../../fonts/NotoSansTC.otf"), &["zh-Hant-TW"]),
    ("NotoSansHK", include_bytes!("../../fonts/NotoSansHK.otf"), &["zh-Hant-HK"]),
    ("NotoSansJP", include_bytes!("../../fonts/NotoSansJP.otf"), &["ja"]),
    ("NotoSansKR", include_bytes!("../../fonts/NotoSansKR.otf"), &["ko"]),
];

/// All fonts inside the program: first that of the script of `code`, then Noto Sans, then the others, which are only
/// needed for the names of languages.
pub(super) fn in_order(code: &str) -> Vec<FontFile> {
    let language = code.split('-').next().unwrap_or_default();
    let leads = |languages: &[&str]| languages.contains(&code) || languages.contains(&language);
    let own = BY_LANGUAGE.iter().filter(|row| leads(row.2)).map(|row| (row.0, row.1));
    let others = BY_LANGUAGE.iter().filter(|row| !leads(row.2)).map(|row| (row.0, row.1));
    own.chain([NOTO_SANS])
        .chain(others)
        .map(|(name, bytes)| FontFile { name: name.to_owned(), bytes: Cow::Borrowed(bytes) })
        .collect()
}

/// The characters of `text` that are drawn and that no font has, each once, in order.
pub(super) fn missing(text: &str, fonts: &[FontFile]) -> Vec<char> {
    let drawn = |character: &char| !character.is_control() && !is_invisible(*character);
    let mut characters: Vec<char> = text.chars().filter(drawn).collect();
    characters.sort_unstable();
    characters.dedup();
    characters.retain(|character| !fonts.iter().any(|font| font.has(*character)));
    characters
}

/// Whether a character only steers how others are laid out.
pub(super) const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}
