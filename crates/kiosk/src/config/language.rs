//! Which language was asked for, in Android's words, in those of iOS, or as a code.

use super::KioskConfig;
use super::text::{SettingsError, require, shown};
use serde::{Deserialize, Serialize};

/// The guide's `LanguageStyle` of Android.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LanguageStyle {
    /// The system's language.
    #[default]
    Auto,
    /// English.
    English,
    /// Simplified Chinese.
    SimplifiedChinese,
    /// Traditional Chinese.
    TraditionalChinese,
    /// That of `languageCode`.
    CustomizeLanguage,
}

/// The guide's `LanguageType` of iOS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LanguageType {
    /// The system's language.
    #[default]
    Default,
    /// Simplified Chinese.
    ZhHans,
    /// Traditional Chinese.
    ZhHant,
    /// Traditional Chinese (Hong Kong).
    ZhHk,
    /// Traditional Chinese (Taiwan).
    ZhTw,
    /// English.
    En,
    /// Malay.
    Ms,
    /// Russian.
    Ru,
    /// Japanese.
    Ja,
    /// That of `userLanguageFileName`.
    CustomizeLanguage,
}

/// The language asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Language {
    /// The system's, else English.
    System,
    /// This one, else English: a code of the guide's list (`th-TH`, `zh-CHS`), or another of that form.
    Code(String),
}

impl LanguageStyle {
    const fn code(self) -> Option<&'static str> {
        match self {
            Self::Auto | Self::CustomizeLanguage => None,
            Self::English => Some("en"),
            Self::SimplifiedChinese => Some("zh-Hans"),
            Self::TraditionalChinese => Some("zh-Hant"),
        }
    }
}

impl LanguageType {
    const fn code(self) -> Option<&'static str> {
        match self {
            Self::Default | Self::CustomizeLanguage => None,
            Self::ZhHans => Some("zh-Hans"),
            Self::ZhHant => Some("zh-Hant"),
            Self::ZhHk => Some("zh-HK"),
            Self::ZhTw => Some("zh-TW"),
            Self::En => Some("en"),
            Self::Ms => Some("ms"),
            Self::Ru => Some("ru"),
            Self::Ja => Some("ja"),
        }
    }

    /// Whether Android's word can mean the same: the guide's Android SDK knows one traditional Chinese only.
    fn agrees(self, style: LanguageStyle) -> bool {
        match (self, style) {
            (Self::Default, _) | (_, LanguageStyle::Auto) => true,
            (Self::CustomizeLanguage, style) => style == LanguageStyle::CustomizeLanguage,
            (Self::ZhHk | Self::ZhTw, style) => style == LanguageStyle::TraditionalChinese,
            (own, style) => own.code() == style.code(),
        }
    }
}

impl KioskConfig {
    /// The language asked for: `setLanguageFileName` before `languageCode` and `userLanguageFileName`, those before
    /// `languageType` and `languageStyle`.
    #[must_use]
    pub fn language(&self) -> Language {
        let names = [&self.set_language_file_name, &self.language_code, &self.user_language_file_name];
        let named = names.into_iter().map(|name| code_of(name)).find(|code| !code.is_empty());
        let code = named.or_else(|| self.language_type.code()).or_else(|| self.language_style.code());
        code.map_or(Language::System, |code| Language::Code(code.to_owned()))
    }

    /// Fails where the settings of the language are malformed or contradict each other.
    pub(super) fn checked_language(&self) -> Result<(), SettingsError> {
        for (key, name) in [
            ("languageCode", &self.language_code),
            ("userLanguageFileName", &self.user_language_file_name),
            ("setLanguageFileName", &self.set_language_file_name),
        ] {
            require(name.is_empty() || is_code(code_of(name)), || {
                SettingsError::range(key, format!("{:?}", shown(name)), "a language code such as th-TH")
            })?;
        }
        let (style, kind) = (self.language_style, self.language_type);
        require(kind.agrees(style), || {
            let what = format!(
                "{} contradicts languageStyle, which is {}: give one of the two",
                wire(&kind),
                wire(&style)
            );
            SettingsError::of("languageType", what)
        })?;
        self.checked_custom()
    }

    fn checked_custom(&self) -> Result<(), SettingsError> {
        let (code, file) = (code_of(&self.language_code), code_of(&self.user_language_file_name));
        let style = self.language_style == LanguageStyle::CustomizeLanguage;
        let kind = self.language_type == LanguageType::CustomizeLanguage;
        require(!(style || kind) || !code.is_empty() || !file.is_empty(), || {
            let what = "CUSTOMIZE_LANGUAGE needs a language: give languageCode or userLanguageFileName";
            SettingsError::of(if style { "languageStyle" } else { "languageType" }, what)
        })?;
        require(code.is_empty() || style || kind, || {
            let what = format!("{code} has no effect without languageStyle = \"CUSTOMIZE_LANGUAGE\"");
            SettingsError::of("languageCode", what)
        })?;
        require(file.is_empty() || kind || style || self.fixed().is_none(), || {
            let what =
                format!("{file} contradicts languageType or languageStyle: give CUSTOMIZE_LANGUAGE there");
            SettingsError::of("userLanguageFileName", what)
        })?;
        require(code.is_empty() || file.is_empty() || code.eq_ignore_ascii_case(file), || {
            let what = format!("{file} contradicts languageCode, which is {code}: give one of the two");
            SettingsError::of("userLanguageFileName", what)
        })
    }

    /// The language that `languageType` or `languageStyle` names by itself.
    fn fixed(&self) -> Option<&'static str> {
        self.language_type.code().or_else(|| self.language_style.code())
    }
}

/// `ko` of `ko.lproj`.
fn code_of(name: &str) -> &str {
    name.strip_suffix(".lproj").unwrap_or(name)
}

/// Whether it has the form of a BCP-47 code: parts of 1 to 8 letters and digits, the first of 2 or 3 letters.
fn is_code(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && code.len() <= 35
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The guide's spelling of a value.
fn wire<T: Serialize>(value: &T) -> String {
    toml::Value::try_from(value).map_or_else(|_| "set".to_owned(), |value| value.to_string())
}
