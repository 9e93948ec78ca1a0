//! Language codes: those of the integration guide, what they are called elsewhere, and what is none.

use super::error::nearest;
use unic_langid::LanguageIdentifier;

/// The languages of the guide's table "Language codes for Android": language, its English name, regions.
const GUIDE: &[(&str, &str, &[&str])] = &[
    ("af", "Afrikaans", &["ZA"]),
    ("sq", "Albanian", &["AL"]),
    ("ar", "Arabic", &["DZ", "BH", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "OM", "QA"]),
    ("eu", "Basque", &["ES"]),
    ("be", "Belarusian", &["BY"]),
    ("bg", "Bulgarian", &["BG"]),
    ("ca", "Catalan", &["ES"]),
    ("zh", "Chinese", &["HK", "MO", "CN", "SG", "TW", "CHS", "CHT"]),
    ("hr", "Croatian", &["HR"]),
    ("cs", "Czech", &["CZ"]),
    ("da", "Danish", &["DK"]),
    ("div", "Dhivehi", &["MV"]),
    ("nl", "Dutch", &["BE", "NL"]),
    ("en", "English", &["AU", "CA", "ZA", "PH", "NZ", "GB", "US"]),
    ("fa", "Persian", &["IR"]),
    ("fi", "Finnish", &["FI"]),
    ("fr", "French", &["FR", "BE", "MC", "CH"]),
    ("gl", "Galician", &["ES"]),
    ("ka", "Georgian", &["GE"]),
    ("de", "German", &["DE", "LU", "CH"]),
    ("el", "Greek", &["GR"]),
    ("gu", "Gujarati", &["IN"]),
    ("he", "Hebrew", &["IL"]),
    ("hi", "Hindi", &["IN"]),
    ("hu", "Hungarian", &["HU"]),
    ("is", "Icelandic", &["IS"]),
    ("it", "Italian", &["IT"]),
    ("ja", "Japanese", &["JP"]),
    ("kk", "Kazakh", &["KZ"]),
    ("kn", "Kannada", &["IN"]),
    ("ko", "Korean", &["KR"]),
    ("lv", "Latvian", &["LV"]),
    ("lt", "Lithuanian", &["LT"]),
    ("ms", "Malay", &["BN", "MY"]),
    ("mr", "Marathi", &["IN"]),
    ("mn", "Mongolian", &["MN"]),
    ("nn", "Nynorsk", &["NO"]),
    ("pl", "Polish", &["PL"]),
    ("pt", "Portuguese", &["BR", "PT"]),
    ("ro", "Romanian", &["RO"]),
    ("sa", "Sanskrit", &["IN"]),
    ("ru", "Russian", &["RU"]),
    ("sk", "Slovak", &["SK"]),
    ("es", "Spanish", &["AR", "ES"]),
    ("sv", "Swedish", &["SE"]),
    ("th", "Thai", &["TH"]),
    ("tr", "Turkish", &["TR"]),
    ("uk", "Ukrainian", &["UA"]),
    ("ur", "Urdu", &["PK"]),
    ("vi", "Vietnamese", &["VN"]),
];

/// Languages that the guide's table does not have and the kiosk speaks, by their English names.
const BESIDES: &[(&str, &str)] = &[("id", "Indonesian"), ("fil", "Filipino")];

/// Codes of Windows from before scripts had codes; the guide still has them.
const WHOLE_ALIASES: &[(&str, &str)] = &[("zh-chs", "zh-Hans"), ("zh-cht", "zh-Hant")];

/// Names of languages that were replaced, or that a longer code stands for.
const LANGUAGE_ALIASES: &[(&str, &str)] = &[
    ("cmn", "zh"),
    ("div", "dv"),
    ("in", "id"),
    ("iw", "he"),
    ("ji", "yi"),
    ("no", "nb"),
    ("tl", "fil"),
    ("zsm", "ms"),
];

/// The codes of the guide's table, as it writes them.
pub fn guide_codes() -> impl Iterator<Item = String> {
    let row = |(language, _, regions): &'static (&str, &str, &[&str])| {
        regions.iter().map(move |region| format!("{language}-{region}"))
    };
    GUIDE.iter().flat_map(row)
}

/// The language that `code` names: `None` where it is no code. Case, `_` for `-` and extensions (`-u-…`) do not matter.
pub(super) fn parse(code: &str) -> Option<LanguageIdentifier> {
    let code = code.trim().replace('_', "-");
    let whole = WHOLE_ALIASES.iter().find(|(from, _)| from.eq_ignore_ascii_case(&code));
    let code = whole.map_or(code.as_str(), |(_, to)| to);
    let parts: Vec<&str> = code.split('-').take_while(|part| part.len() != 1).collect();
    let mut id: LanguageIdentifier = parts.join("-").parse().ok()?;
    let language = id.language.as_str().to_owned();
    // Longer names are registered for no language; `und` is none.
    if language == "und" || !(2..=3).contains(&language.len()) {
        return None;
    }
    if let Some((_, to)) = LANGUAGE_ALIASES.iter().find(|(from, _)| *from == language) {
        id.language = to.parse().ok()?;
    }
    Some(id)
}

/// The code that `text`, which is none, was probably meant to be: `th` for `Thai`, `pt-BR` for `pt-BRA`.
pub(super) fn suggestion(text: &str) -> Option<String> {
    let names = || GUIDE.iter().map(|(code, name, _)| (*code, *name)).chain(BESIDES.iter().copied());
    let named = nearest(text, names().map(|(_, name)| name));
    if let Some((code, _)) = names().find(|(_, name)| Some(*name) == named) {
        return Some(code.to_owned());
    }
    let codes: Vec<String> = guide_codes().collect();
    nearest(text, codes.iter().map(String::as_str)).map(str::to_owned)
}
