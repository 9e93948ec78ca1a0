//! The words of the window: its languages, custom ones, the fonts that they need, and how their lines are laid out.
//!
//! A message comes from the custom file of the language, else from the language inside the program, else from English;
//! a message that cannot be filled in counts as missing.

mod bidi;
mod built_in;
mod bundle;
mod check;
mod codes;
mod custom;
mod error;
mod fonts;
mod lines;
#[cfg(test)]
mod tests;

pub use bidi::reorder;
pub use codes::guide_codes;
pub use error::WordsError;
pub use fonts::FontFile;
pub use lines::{Line, wrap};

use crate::screen::Message;
use bundle::Bundle;
use custom::{Custom, Folder};
use std::path::PathBuf;
use std::sync::LazyLock;
use unic_langid::{CharacterDirection, LanguageIdentifier};

/// Which language was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// A BCP-47 code, or one of the guide's table (`zh-CHS`, `div-MV`); `None` asks for the system's language.
    pub code: Option<String>,
    /// A folder of `CODE.ftl` files, whose messages go before those inside the program, and of fonts (`*.ttf`, `*.otf`).
    pub folder: Option<PathBuf>,
}

/// Where a line of a language begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// At the left.
    LeftToRight,
    /// At the right.
    RightToLeft,
}

/// The words of one language.
pub struct Words {
    /// Before English, which all share: the custom file's, those inside the program.
    bundles: Vec<Bundle>,
    code: String,
    direction: Direction,
    fell_back_from: Option<String>,
    custom_fonts: Vec<FontFile>,
    missing: Vec<char>,
}

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| {
    let source = built_in::ALL.first().map(|english| english.source).unwrap_or_default();
    Bundle::of(source, &english_id())
});

fn english() -> &'static Bundle {
    &ENGLISH
}

fn english_id() -> LanguageIdentifier {
    codes::parse("en").unwrap_or_default()
}

/// The codes of the languages inside the program; English first.
pub fn languages() -> impl Iterator<Item = &'static str> {
    built_in::ALL.iter().map(|one| one.code)
}

impl Words {
    /// Loads the words of the language that was asked for, or of English where neither the program nor the folder has
    /// them; [`fell_back_from`](Self::fell_back_from) tells.
    ///
    /// # Errors
    ///
    /// Where the code is none, or the folder, a font of it or its file for this language cannot be used.
    pub fn load(choice: &Choice) -> Result<Self, WordsError> {
        let wanted = match &choice.code {
            None => sys_locale::get_locales().filter_map(|locale| codes::parse(&locale)).collect(),
            Some(code) => vec![codes::parse(code).ok_or_else(|| WordsError::NotALanguage {
                code: code.clone(),
                nearest: codes::suggestion(code),
            })?],
        };
        let folder = choice.folder.as_deref().map(Folder::open).transpose()?.unwrap_or_default();
        let words = Self::of(&wanted, folder)?;
        words.warn();
        Ok(words)
    }

    /// The first of the languages that there are words of.
    fn of(wanted: &[LanguageIdentifier], folder: Folder) -> Result<Self, WordsError> {
        let there =
            |id: &&LanguageIdentifier| built_in::nearest_to(id).is_some() || folder.find(id).is_some();
        let found = wanted.iter().find(there).cloned();
        let fell_back_from = if found.is_none() { wanted.first().map(ToString::to_string) } else { None };
        let id = found.unwrap_or_else(english_id);
        let custom = folder.read(&id)?;
        let inside = built_in::nearest_to(&id);
        let code = inside.map(|inside| inside.code.to_owned());
        let named = code.or_else(|| custom.as_ref().map(|custom| custom.id.to_string()));
        let mut words = Self {
            bundles: Vec::new(),
            code: named.unwrap_or_else(|| id.to_string()),
            direction: direction(custom.as_ref().map_or(&id, |custom| &custom.id)),
            fell_back_from,
            custom_fonts: folder.fonts,
            missing: Vec::new(),
        };
        if let Some(Custom { bundle, characters, .. }) = custom {
            words.missing = fonts::missing(&characters, &words.fonts());
            words.bundles.push(bundle);
        }
        words.bundles.extend(inside.map(|inside| Bundle::of(inside.source, &id)));
        Ok(words)
    }

    fn warn(&self) {
        if let Some(code) = &self.fell_back_from {
            tracing::warn!(
                "there are no words of the language {code}: English is used; a custom file can add them"
            );
        }
        if !self.missing.is_empty() {
            let missing = self.missing.iter().map(|one| format!("U+{:04X}", u32::from(*one)));
            let missing = missing.collect::<Vec<_>>().join(" ");
            tracing::warn!(
                "no font has these characters of the custom file: {missing}; put one into its folder"
            );
        }
        let lacking =
            check::keys().into_iter().filter(|key| !self.bundles.iter().any(|one| one.has(key))).count();
        if lacking > 0 && self.fell_back_from.is_none() {
            tracing::warn!(
                "{lacking} messages of the language {} are missing: English is used for them",
                self.code
            );
        }
    }

    /// The text of a message. What neither this language nor English has is shown by its name.
    #[must_use]
    pub fn text(&self, message: &Message) -> String {
        let bundles = self.bundles.iter().chain([english()]);
        let mut texts = bundles.filter_map(|bundle| bundle.text(message.key, &message.arguments).ok());
        texts.next().unwrap_or_else(|| message.key.to_owned())
    }

    /// The code of the language that is shown: of those inside the program as [`languages`] has it.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Where its lines begin.
    #[must_use]
    pub const fn direction(&self) -> Direction {
        self.direction
    }

    /// The language that was asked for, where there are no words of it and English is shown.
    #[must_use]
    pub fn fell_back_from(&self) -> Option<&str> {
        self.fell_back_from.as_deref()
    }

    /// The fonts in the order in which this language wants them: those of the custom folder, that of its script, Noto
    /// Sans, and the others for the names of languages.
    #[must_use]
    pub fn fonts(&self) -> Vec<FontFile> {
        self.custom_fonts.iter().cloned().chain(fonts::in_order(&self.code)).collect()
    }

    /// The characters of the custom file that no font of [`fonts`](Self::fonts) has; `load` warns of them.
    #[must_use]
    pub fn missing_glyphs(&self) -> &[char] {
        &self.missing
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Words({})", self.code)
    }
}

fn direction(id: &LanguageIdentifier) -> Direction {
    match id.character_direction() {
        CharacterDirection::RTL => Direction::RightToLeft,
        _ => Direction::LeftToRight,
    }
}
