//! The words of the window: the language files against each other, the fonts against them, and what is chosen when.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests fail by panicking")]

use liveface_kiosk::screen::Message;
use liveface_kiosk::words::{
    Choice, Direction, FontFile, Words, WordsError, guide_codes, languages, reorder, wrap,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The plural categories of whole numbers and fractions, of CLDR 44.
const PLURALS: &[(&str, &[&str])] = &[
    ("ar", &["few", "many", "one", "other", "two", "zero"]),
    ("de", &["one", "other"]),
    ("en", &["one", "other"]),
    ("es", &["many", "one", "other"]),
    ("fil", &["one", "other"]),
    ("fr", &["many", "one", "other"]),
    ("id", &["other"]),
    ("ja", &["other"]),
    ("ko", &["other"]),
    ("ms", &["other"]),
    ("pt", &["many", "one", "other"]),
    ("ru", &["few", "many", "one", "other"]),
    ("th", &["other"]),
    ("vi", &["other"]),
    ("zh-Hans", &["other"]),
    ("zh-Hant-HK", &["other"]),
    ("zh-Hant-TW", &["other"]),
];

/// Most columns of messages whose name begins so; a Chinese, Japanese or Korean character takes two. What is read from a
/// metre away is short.
const BUDGETS: &[(&str, usize)] = &[
    ("app-title", 24),
    ("button-", 40),
    ("camera-picture", 32),
    ("guide-privacy", 80),
    ("guide-", 72),
    ("consent-warning", 240),
    ("consent-what", 125),
    ("consent-stop", 80),
    ("consent-title", 42),
    ("prompt-", 48),
    ("step-of", 32),
    ("seconds-left", 40),
    ("hint-", 56),
    ("wait-", 36),
    ("result-", 80),
    ("attempts-", 80),
    ("error-", 48),
    ("reason-", 72),
    ("remedy-", 96),
];

/// The messages of a language file, with all their variants.
fn messages(code: &str) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(format!("{code}.ftl"));
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut key = String::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        if let Some((name, text)) = line.split_once(" = ").filter(|(name, _)| !name.contains([' ', '#'])) {
            key = name.to_owned();
            assert_eq!(found.insert(key.clone(), text.to_owned()), None, "{code}: {key} is there twice");
        } else if line.starts_with([' ', '}']) {
            found.get_mut(&key).unwrap().push_str(&format!("\n{line}"));
        }
    }
    found
}

/// The words between `open` and `close`, e.g. the variables or the plural categories of a message.
fn between<'t>(text: &'t str, open: &str, close: char) -> BTreeSet<&'t str> {
    text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).map(str::trim).collect()
}

/// What a person can see of a message: each of its variants, the variables as two digits.
fn variants(text: &str) -> Vec<String> {
    let lines: Vec<&str> = if text.contains("->") {
        text.lines().filter_map(|line| line.split_once("] ").map(|(_, variant)| variant)).collect()
    } else {
        vec![text]
    };
    let shown = |line: &str| {
        let mut parts = line.split("{ $");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |shown, part| shown + "10" + part.split_once('}').unwrap().1)
    };
    lines.into_iter().map(shown).collect()
}

fn load(code: &str) -> Words {
    Words::load(&Choice { code: Some(code.to_owned()), folder: None }).unwrap()
}

/// A folder of files, and the words of a language with it.
fn with_files(code: &str, files: &[(&str, &[u8])]) -> Result<Words, WordsError> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    Words::load(&Choice { code: Some(code.to_owned()), folder: Some(folder.path().to_owned()) })
}

/// What is said of a file that cannot be used, without the name of its folder.
fn complaint(code: &str, files: &[(&str, &[u8])]) -> String {
    let error = with_files(code, files).expect_err("the files are wrong").to_string();
    error.rsplit_once(['/', '\\']).map_or(error.clone(), |(_, rest)| rest.to_owned())
}

#[test]
fn each_language_file_is_a_language_of_the_program() {
    let folder = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("locales")).unwrap();
    let names = folder.map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    let files: BTreeSet<String> = names.collect();
    assert_eq!(files, languages().map(str::to_owned).collect());
    assert_eq!(files, PLURALS.iter().map(|(code, _)| (*code).to_owned()).collect());
}

#[test]
fn every_language_has_the_same_messages_with_the_same_variables() {
    let english = messages("en");
    assert!(english.len() > 100, "the files were not read");
    for code in languages() {
        let own = messages(code);
        assert_eq!(own.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{code}");
        for (key, text) in &own {
            let variables = |text: &'static str| between(text, "$", ' ');
            let [own, wanted] = [text, &english[key]].map(|text| variables(text.clone().leak()));
            assert_eq!(own, wanted, "{code}: {key}");
            for variant in variants(text) {
                assert_eq!(variant.trim(), variant, "{code}: {key}");
                assert!(!variant.is_empty(), "{code}: {key} is empty");
            }
        }
    }
}

#[test]
fn every_language_chooses_among_its_own_plural_categories() {
    for (code, categories) in PLURALS {
        let chosen: Vec<String> = messages(code).into_values().filter(|text| text.contains("->")).collect();
        assert_eq!(chosen.is_empty(), categories.len() == 1, "{code}");
        for text in chosen {
            assert_eq!(between(&text, "[", ']'), categories.iter().copied().collect(), "{code}: {text}");
        }
    }
}

#[test]
fn numbers_take_the_plural_of_their_language() {
    let left = |code: &str, seconds| load(code).text(&Message::with("seconds-left", "seconds", seconds));
    assert_eq!(
        [1, 2, 5, 21].map(|seconds| left("ru", seconds)),
        ["Осталась 1 секунда", "Осталось 2 секунды", "Осталось 5 секунд", "Осталась 21 секунда"]
    );
    assert_eq!(
        [1, 2, 3, 11].map(|seconds| left("ar", seconds)),
        ["بقيت ثانية واحدة", "بقيت ثانيتان", "بقيت 3 ثوانٍ", "بقيت 11 ثانية"]
    );
    assert_eq!([3, 4].map(|seconds| left("fil", seconds)), ["3 segundo na lang", "4 na segundo na lang"]);
    assert_eq!(left("en-AU", 1), "1 second left");
    assert_eq!(left("fr-CH", 0), "0 seconde restante");
}

#[test]
fn instructions_are_short_enough_for_large_type() {
    let columns = |text: &str| -> usize {
        let wide = |character| matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{ffef}');
        text.chars().filter(|one| *one != '\u{200b}').map(|one| if wide(one) { 2 } else { 1 }).sum()
    };
    for code in languages() {
        for (key, text) in messages(code) {
            let budget = BUDGETS
                .iter()
                .find(|(start, _)| key.starts_with(start))
                .expect("every message has a budget")
                .1;
            for variant in variants(&text) {
                let long = columns(&variant);
                assert!(long <= budget, "{code}: {key} has {long} columns of {budget}: {variant}");
            }
        }
    }
}

#[test]
fn the_first_two_fonts_of_a_language_have_all_its_letters() {
    for code in languages() {
        let fonts = load(code).fonts();
        let has = |one: char| fonts.iter().take(2).any(|font| font.has(one));
        let text: String = messages(code).values().flat_map(|text| variants(text)).collect();
        let missing: BTreeSet<char> = text.chars().filter(|one| *one != '\u{200b}' && !has(*one)).collect();
        assert!(missing.is_empty(), "{code}: {missing:?}");
    }
}

#[test]
fn every_language_draws_codes_with_latin_letters() {
    let ascii: String = (' '..='~').collect();
    for code in languages() {
        let fonts = load(code).fonts();
        for one in (ascii.clone() + "éñüß…–“”‘’·").chars() {
            assert!(fonts.iter().any(|font| font.has(one)), "{code}: {one:?}");
        }
        assert!(
            !fonts.iter().any(|font| font.has('\u{1f600}') || font.has('\u{e000}')),
            "a font has everything"
        );
    }
}

#[test]
fn each_language_has_the_font_of_its_script_and_region_first() {
    let first = |code: &str| load(code).fonts().first().map(|font| font.name.clone()).unwrap();
    let expected = [
        ("ar-EG", "NotoSansArabic"),
        ("ja", "NotoSansJP"),
        ("ko-KR", "NotoSansKR"),
        ("ru", "NotoSans"),
        ("th", "NotoSansThai"),
        ("vi", "NotoSans"),
        ("zh-MO", "NotoSansHK"),
        ("zh-SG", "NotoSansSC"),
        ("zh-TW", "NotoSansTC"),
    ];
    for (code, font) in expected {
        assert_eq!(first(code), font, "{code}");
    }
    assert_eq!(load("en").fonts().len(), 8);
}

#[test]
fn every_code_of_the_guide_is_a_language() {
    let codes: Vec<String> = guide_codes().collect();
    assert_eq!(codes.len(), GUIDE_CODES);
    for code in &codes {
        let words = load(code);
        assert!(!words.text(&"button-start".into()).is_empty(), "{code}");
        assert_eq!(
            words.fell_back_from().is_some(),
            words.code() == "en" && !code.starts_with("en"),
            "{code}"
        );
    }
}

/// Rows of the guide's table "Language codes for Android".
const GUIDE_CODES: usize = 81;

#[test]
fn a_language_is_the_nearest_that_the_program_has() {
    let expected = [
        ("zh-CN", "zh-Hans"),
        ("zh-CHS", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh-HK", "zh-Hant-HK"),
        ("zh-MO", "zh-Hant-HK"),
        ("zh-Hant-MO", "zh-Hant-HK"),
        ("yue", "zh-Hant-HK"),
        ("zh-TW", "zh-Hant-TW"),
        ("zh-CHT", "zh-Hant-TW"),
        ("zh-Hant", "zh-Hant-TW"),
        ("in_ID", "id"),
        ("tl-PH", "fil"),
        ("pt-PT", "pt"),
        ("AR-eg", "ar"),
        ("th-TH-u-nu-thai", "th"),
        ("nb-NO", "en"),
        ("ms-Arab", "en"),
    ];
    for (asked, shown) in expected {
        assert_eq!(load(asked).code(), shown, "{asked}");
    }
    assert_eq!(load("div-MV").fell_back_from(), Some("dv-MV"));
    assert_eq!(load("de-LU").fell_back_from(), None);
    assert_eq!(load("ar").direction(), Direction::RightToLeft);
    assert_eq!(load("he-IL").direction(), Direction::LeftToRight, "it is English that is shown");
}

#[test]
fn what_is_no_code_is_said_with_the_code_that_was_meant() {
    let said = |code: &str| {
        Words::load(&Choice { code: Some(code.to_owned()), folder: None }).unwrap_err().to_string()
    };
    assert_eq!(said("korean"), "\"korean\" is no language code; did you mean ko?");
    assert_eq!(said("Tagalog!"), "\"Tagalog!\" is no language code");
    assert_eq!(said("th-THA"), "\"th-THA\" is no language code; did you mean th-TH?");
    assert_eq!(said("Filippino"), "\"Filippino\" is no language code; did you mean fil?");
    assert_eq!(said(""), "\"\" is no language code");
}

#[test]
fn a_custom_file_goes_before_the_program_message_by_message() {
    let file = "# Ours\nbutton-start = Los geht’s\nerror-code = Nr. { $code }\n".as_bytes();
    for name in ["de.ftl", "de-CH.ftl", "DE_ch.FTL", "de-AT.ftl"] {
        let words = with_files("de-CH", &[(name, file), ("fr.ftl", b"button-start = Go\n")]).unwrap();
        assert_eq!(words.text(&"button-start".into()), "Los geht’s", "{name}");
        assert_eq!(words.text(&Message::with("error-code", "code", 7)), "Nr. 7", "{name}");
        assert_eq!(words.text(&"button-cancel".into()), "Abbrechen", "{name}");
        assert_eq!(words.code(), "de", "{name}");
    }
    let both: [(&str, &[u8]); 2] = [("de.ftl", b"button-start = A\n"), ("de-CH.ftl", b"button-start = B\n")];
    assert_eq!(with_files("de-CH", &both).unwrap().text(&"button-start".into()), "B");
    assert_eq!(with_files("de-LU", &both).unwrap().text(&"button-start".into()), "A");
}

#[test]
fn a_custom_file_adds_a_language() {
    let file = "button-start = התחל\nseconds-left = { $seconds ->\n   [one] שנייה אחת\n  *[other] { $seconds } שניות\n}\n";
    let words = with_files("he-IL", &[("iw.ftl", file.as_bytes())]).unwrap();
    assert_eq!((words.code(), words.direction()), ("he", Direction::RightToLeft));
    assert_eq!(words.fell_back_from(), None);
    assert_eq!(words.text(&"button-start".into()), "התחל");
    assert_eq!(words.text(&"button-cancel".into()), "Cancel");
    assert_eq!(words.text(&Message::with("seconds-left", "seconds", 1)), "שנייה אחת");
    assert_eq!(words.missing_glyphs().first(), Some(&'א'), "no font of the program has Hebrew");
    let polish = with_files("pl", &[("pl.ftl", "button-start = Zażółć gęślą jaźń\n".as_bytes())]).unwrap();
    assert_eq!(polish.missing_glyphs(), &[] as &[char]);
}

#[test]
fn fonts_of_a_custom_folder_come_first() {
    let font = load("th").fonts().first().cloned().unwrap();
    let words = with_files("de", &[("Ours.ttf", &font.bytes)]).unwrap();
    let ours = FontFile { name: "custom Ours.ttf".to_owned(), bytes: font.bytes };
    assert_eq!(words.fonts().first(), Some(&ours));
    assert_eq!(words.fonts().len(), 9);
    assert_eq!(complaint("de", &[("Ours.otf", b"no font")]), "Ours.otf is no font that can be used");
}

#[test]
fn a_custom_file_that_cannot_be_shown_says_where() {
    let said = |text: &str| complaint("de", &[("de.ftl", text.as_bytes())]);
    assert_eq!(
        said("\nbutton-strat = A\n"),
        "de.ftl, line 2: there is no message button-strat; did you mean button-start?"
    );
    assert_eq!(said("wait-token = A\n\nwait-result = { $\n").split(':').next(), Some("de.ftl, line 3"));
    assert_eq!(said("error-code = Nummer\n"), "de.ftl, line 1: message error-code: $code is missing");
    assert_eq!(
        said("error-code = { $code } { $kode }\n"),
        "de.ftl, line 1: message error-code: Unknown variable: $kode"
    );
    let in_a_variant = "seconds-left = { $seconds ->\n    [one] { $second }\n   *[other] { $seconds }\n}\n";
    assert_eq!(said(in_a_variant), "de.ftl, line 1: message seconds-left: Unknown variable: $second");
    assert_eq!(said("wait-token =\n    .label = A\n"), "de.ftl, line 1: message wait-token: it has no text");
    assert_eq!(
        said("wait-token = A\nwait-token = B\n"),
        "de.ftl, line 2: message wait-token: it is on line 1 already"
    );
    assert_eq!(
        said(&format!("wait-token = {}\n", "{".repeat(200_000))),
        "de.ftl, line 1: more than 32 brackets within each other"
    );
    assert_eq!(
        complaint("de", &[("de.ftl", b"wait-token = A\nwait-result = \xff\n")]),
        "de.ftl, line 2: it is not UTF-8"
    );
    assert_eq!(
        complaint("de", &[("de.ftl", &vec![b'#'; (1 << 20) + 1])]),
        "de.ftl is larger than 1048576 bytes"
    );
    assert_eq!(
        complaint("de", &[("german.ftl", b"")]),
        "german.ftl: its name is no language code; did you mean de?"
    );
}

#[test]
fn a_file_for_another_language_is_not_read() {
    let words = with_files("de", &[("pl.ftl", b"there is no Fluent here"), ("notes.txt", b"\xff")]).unwrap();
    assert_eq!(words.text(&"button-start".into()), "Starten");
}

#[test]
fn a_message_that_nobody_has_is_shown_by_its_name() {
    assert_eq!(load("de").text(&"no-such-message".into()), "no-such-message");
    // Without its variable a message of the language cannot be filled in, and neither can the English one.
    assert_eq!(load("de").text(&"error-code".into()), "error-code");
}

#[test]
fn numbers_and_latin_letters_are_read_forward_in_an_arabic_line() {
    let arabic = |line: &str| reorder(line, Direction::RightToLeft);
    // "Step 2 of 10": the words from right to left, the numbers as they are.
    assert_eq!(arabic("الخطوة 2 من 10"), ["10", " ", "من", " ", "2", " ", "الخطوة"]);
    assert_eq!(arabic("الرمز: A-12 (مهم)."), [".", "(", "مهم", ")", " ", "A-12", " ", ":", "الرمز"]);
    assert_eq!(arabic("۱۲ ثانیه"), ["ثانیه", " ", "۱", "۲"]);
    assert_eq!(arabic("ثوانٍ"), ["ثوانٍ"], "marks stay on their letters");
    assert_eq!(arabic("می\u{200c}شود \u{200f}!"), ["!", " ", "می\u{200c}شود"]);
}

#[test]
fn a_left_to_right_line_is_one_piece_and_keeps_an_arabic_name_together() {
    let line = |line: &str| reorder(line, Direction::LeftToRight);
    assert_eq!(line("Step 2 of 10"), ["Step 2 of 10"]);
    assert_eq!(line("Language: اللغة العربية (ar)"), ["Language: ", "العربية", " ", "اللغة", " (ar)"]);
    assert_eq!(line(""), [] as [&str; 0]);
}

/// Lines of at most so many characters.
fn lines(text: &str, direction: Direction, width: f32) -> Vec<String> {
    let measure = |part: &str| part.chars().filter(|one| *one != '\u{200b}').count() as f32;
    wrap(text, direction, width, measure).iter().map(|line| line.text().to_owned()).collect()
}

#[test]
fn lines_end_where_the_language_allows_it() {
    let left = |text, width| lines(text, Direction::LeftToRight, width);
    assert_eq!(left("Hold still and look", 10.0), ["Hold still", "and look"]);
    assert_eq!(left("one\n\ntwo", 10.0), ["one", "", "two"]);
    assert_eq!(
        left("sombre\u{a0}: oui", 7.0),
        ["sombre\u{a0}", ": oui"],
        "torn only because nothing else fits"
    );
    assert_eq!(left("trop sombre\u{a0}: oui", 9.0), ["trop", "sombre\u{a0}:", "oui"]);
    assert_eq!(left("画面を見て、動かない", 5.0), ["画面を見", "て、動かな", "い"], "no line begins with 、");
    assert_eq!(
        left("見て（約6秒間）", 3.0),
        ["見て", "（約", "6秒", "間）"],
        "（ ends no line, 6 keeps its unit"
    );
    assert_eq!(left("카메라를 봐 주세요", 6.0), ["카메라를 봐", "주세요"]);
    assert_eq!(left("โปรดอยู่นิ่ง ๆ และ", 15.0), ["โปรดอยู่นิ่ง ๆ", "และ"]);
    assert_eq!(left("หน้า\u{200b}จอ", 4.0), ["หน้า", "จอ"]);
    assert_eq!(left("เกมส์ไม่", 3.0), ["เกม", "ส์", "ไม่"], "vowels and marks stay with their consonants");
    assert_eq!(left("abcdef", 0.5), ["a", "b", "c", "d", "e", "f"]);
}

#[test]
fn a_right_to_left_text_is_broken_before_it_is_put_in_order() {
    let measure = |part: &str| part.chars().count() as f32;
    let broken = wrap("انظر إلى الشاشة واثبت", Direction::RightToLeft, 15.0, measure);
    let seen: Vec<&[String]> = broken.iter().map(|line| line.pieces()).collect();
    assert_eq!(seen, [&["الشاشة", " ", "إلى", " ", "انظر"][..], &["واثبت"][..]]);
    assert_eq!(broken[0].text(), "انظر إلى الشاشة");
}
