//! The languages inside the program.

use unic_langid::LanguageIdentifier;

/// A language inside the program.
pub(super) struct BuiltIn {
    /// Its code, which is the name of its file.
    pub(super) code: &'static str,
    /// Its script, in ISO 15924.
    script: &'static str,
    /// Its messages, in Fluent.
    pub(super) source: &'static str,
}

/// The languages inside the program; English, to which all fall back, first.
pub(super) const ALL: &[BuiltIn] = &[
    BuiltIn { code: "en", script: "Latn", source: include_str!("../../locales/en.ftl") },
    BuiltIn { code: "ar", script: "Arab", source: include_str!("../../locales/ar.ftl") },
    BuiltIn { code: "de", script: "Latn", source: include_str!("../../locales/de.ftl") },
    BuiltIn { code: "es", script: "Latn", source: include_str!("../../locales/es.ftl") },
    BuiltIn { code: "fil", script: "Latn", source: include_str!("../../locales/fil.ftl") },
    BuiltIn { code: "fr", script: "Latn", source: include_str!("../../locales/fr.ftl") },
    BuiltIn { code: "id", script: "Latn", source: include_str!("../../locales/id.ftl") },
    BuiltIn { code: "ja", script: "Jpan", source: include_str!("../../locales/ja.ftl") },
    BuiltIn { code: "ko", script: "Kore", source: include_str!("../../locales/ko.ftl") },
    BuiltIn { code: "ms", script: "Latn", source: include_str!("../../locales/ms.ftl") },
    BuiltIn { code: "pt", script: "Latn", source: include_str!("../../locales/pt.ftl") },
    BuiltIn { code: "ru", script: "Cyrl", source: include_str!("../../locales/ru.ftl") },
    BuiltIn { code: "th", script: "Thai", source: include_str!("../../locales/th.ftl") },
    BuiltIn { code: "vi", script: "Latn", source: include_str!("../../locales/vi.ftl") },
    BuiltIn { code: "zh-Hans", script: "Hans", source: include_str!("../../locales/zh-Hans.ftl") },
    BuiltIn { code: "zh-Hant-HK", script: "Hant", source: include_str!("../../locales/zh-Hant-HK.ftl") },
    BuiltIn { code: "zh-Hant-TW", script: "Hant", source: include_str!("../../locales/zh-Hant-TW.ftl") },
];

/// The language inside the program that somebody who asks for `id` reads.
pub(super) fn nearest_to(id: &LanguageIdentifier) -> Option<&'static BuiltIn> {
    let code = match id.language.as_str() {
        "zh" | "yue" => chinese(id),
        other => other,
    };
    let script = id.script.as_ref().map(|script| script.as_str());
    ALL.iter().find(|one| one.code == code && script.is_none_or(|script| script == one.script))
}

/// Script before region: somebody in Hong Kong may ask for the simplified characters.
fn chinese(id: &LanguageIdentifier) -> &'static str {
    let script = id.script.as_ref().map(|script| script.as_str());
    let region = id.region.as_ref().map(|region| region.as_str());
    let hong_kong = matches!(region, Some("HK" | "MO")) || id.language.as_str() == "yue";
    match script {
        Some("Hans") => "zh-Hans",
        _ if hong_kong => "zh-Hant-HK",
        Some("Hant") => "zh-Hant-TW",
        _ if region == Some("TW") => "zh-Hant-TW",
        _ => "zh-Hans",
    }
}
