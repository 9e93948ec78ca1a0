//! Every key with its comment: what `liveface-kiosk config` prints, and what a file may hold.

use super::{KioskConfig, SettingsError};
use std::fmt::Write as _;
use toml::{Table, Value};

/// Sections in the order they are printed, each with its keys and their comments.
const SECTIONS: [(&str, &[(&str, &str)]); 3] = [
    (
        "",
        &[
            ("pageColorStyle", "\"Light\" or \"Dark\""),
            ("authLicense", "path of the licence file; \"\" = none is needed"),
            ("authTimeOutMs", "longest time for each action, milliseconds, 1000 to 600000"),
            (
                "prepareTimeoutMs",
                "longest time until a face is well placed, milliseconds: 0 (no limit of its own) or 1000 to 600000",
            ),
            (
                "showTimeOutMode",
                "stages with a countdown: \"HIDDEN\" (1), \"PREPARE\" (2), \"ACTION\" (8); names, or the sum of the numbers",
            ),
            ("isDeleteVideoCache", "whether the recording is deleted when the check is over"),
            ("isShowGuidePage", "whether the guide page comes first; also iShowTipsPage"),
            ("isNeedBestImage", "whether the app gets the best frame; also isGetBestImg"),
            (
                "languageStyle",
                "\"AUTO\", \"ENGLISH\", \"SIMPLIFIED_CHINESE\", \"TRADITIONAL_CHINESE\" or \"CUSTOMIZE_LANGUAGE\"",
            ),
            ("languageCode", "the language for \"CUSTOMIZE_LANGUAGE\", such as \"th-TH\""),
            (
                "languageType",
                "the same in the words of iOS: \"DEFAULT\", \"ZH_HANS\", \"ZH_HANT\", \"ZH_HK\", \"ZH_TW\", \"EN\", \"MS\", \"RU\", \"JA\" or \"CUSTOMIZE_LANGUAGE\"",
            ),
            ("userLanguageFileName", "a language of userLanguageBundleName, such as \"ko.lproj\""),
            ("userLanguageBundleName", "folder of texts of your own"),
            ("setLanguageFileName", "a language that goes before all others, such as \"ko.lproj\""),
            ("userUIBundleName", "folder of a page of your own, with a layout.toml"),
            ("backUpIPs", "addresses to go to when the service's host is not reached, at most 8"),
            ("backUpHost", "host to go to when the service's own is not reached"),
        ],
    ),
    (
        "authUiConfig",
        &[
            ("videoSize", "size of the camera's picture: \"SIZE_480P\" or \"SIZE_720P\""),
            ("isShowCountdown", "whether a countdown is shown at all"),
            ("isShowErrorDialog", "whether an error gets a page of its own"),
            ("authLayoutResId", "-1, or the path of a layout file"),
            (
                "feedBackErrorColor",
                "tips that something is wrong; colours are -1 (unchanged), 0xAARRGGBB or \"#RRGGBB\"",
            ),
            ("feedBackTxtColor", "tips that all is well"),
            ("authCircleErrorColor", "the ring when something is wrong"),
            ("authCircleCorrectColor", "the ring when all is well"),
            ("authLayoutBgColor", "the page's ground"),
        ],
    ),
    (
        "kiosk",
        &[
            (
                "secureLevel",
                "what a check establishes: 1 silent, 2 two actions, 3 light, 4 actions and light",
            ),
            ("maxAttempts", "how often a person may try, 1 to 20"),
            ("speak", "whether instructions are spoken"),
            ("highContrast", "whether every colour stands out from its ground by 7:1"),
            ("isFocusLossFatal", "whether the check ends when another window comes to the front"),
            ("customStringsFolder", "folder of texts that replace single ones of ours; \"\" = none"),
            ("videoCacheFolder", "folder of recordings that are kept; \"\" = one in the user's data folder"),
            ("fullScreen", "whether the window fills the screen"),
            ("scale", "size of everything, times the system's own, 0.5 to 4"),
            ("licenceKey", "public key that licences are signed with, base64 of 32 bytes"),
            (
                "resultPageMs",
                "how long the result stays, milliseconds: 0 (until the person closes it) or 1000 to 600000",
            ),
            ("camera", "number or part of the name of the camera; \"\" = the first"),
            ("cameraFps", "wanted pictures a second, 15 to 60"),
        ],
    ),
];

/// The guide's other names of settings, which a file may use.
const ALIASES: [&str; 2] = ["iShowTipsPage", "isGetBestImg"];

/// The dotted path of every key that a settings file may have.
pub(super) fn known() -> Vec<String> {
    let path = |section: &str, key: &str| {
        if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") }
    };
    let keys = SECTIONS.iter().flat_map(|(section, keys)| keys.iter().map(|(key, _)| path(section, key)));
    keys.chain(ALIASES.map(str::to_owned)).collect()
}

pub(super) fn print(config: &KioskConfig) -> Result<String, SettingsError> {
    let root = Table::try_from(config).map_err(|error| {
        SettingsError::of("the settings", format!("they cannot be written as TOML: {error}"))
    })?;
    let mut out = String::from("# Settings of liveface-kiosk. What is left out has the value it has here.\n");
    for (section, keys) in SECTIONS {
        let table =
            if section.is_empty() { Some(&root) } else { root.get(section).and_then(Value::as_table) };
        if !section.is_empty() {
            let _ = write!(out, "\n[{section}]\n");
        }
        for (key, comment) in keys {
            if let Some(value) = table.and_then(|table| table.get(*key)) {
                let _ = write!(out, "\n# {comment}\n{key} = {value}\n");
            }
        }
    }
    Ok(out)
}
