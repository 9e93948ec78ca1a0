use super::custom::Folder;
use super::{Direction, Words, WordsError, codes, fonts};
use std::fs;

fn asked(system: &[&str], folder: Folder) -> Words {
    let wanted: Vec<_> = system.iter().filter_map(|code| codes::parse(code)).collect();
    Words::of(&wanted, folder).unwrap()
}

#[test]
fn the_first_language_of_the_system_that_there_are_words_of_is_taken() {
    let shown = |system: &[&str]| asked(system, Folder::default()).code().to_owned();
    assert_eq!(shown(&["cy-GB", "fr-FR", "de"]), "fr");
    assert_eq!(shown(&["zh-Hant-HK"]), "zh-Hant-HK");
    assert_eq!(shown(&["C", "POSIX"]), "en");
    assert_eq!(asked(&["C"], Folder::default()).fell_back_from(), None, "the system asked for no language");
    assert_eq!(asked(&["cy-GB", "gd"], Folder::default()).fell_back_from(), Some("cy-GB"));
}

#[test]
fn a_language_of_the_system_may_be_that_of_a_custom_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cy.ftl"), "button-start = Dechrau\n").unwrap();
    let words = asked(&["gd", "cy-GB", "fr"], Folder::open(folder.path()).unwrap());
    assert_eq!((words.code(), words.text(&"button-start".into())), ("cy", "Dechrau".to_owned()));
}

#[test]
fn english_of_ones_own_is_used_where_english_is_the_last_resort() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("en.ftl"), "button-start = Go\n").unwrap();
    let words = asked(&["cy"], Folder::open(folder.path()).unwrap());
    assert_eq!(words.text(&"button-start".into()), "Go");
    assert_eq!((words.code(), words.fell_back_from()), ("en", Some("cy")));
}

#[test]
fn direction_is_that_of_the_words_that_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    for code in ["fa", "ur-PK", "div-MV", "iw", "pl"] {
        fs::write(folder.path().join(format!("{code}.ftl")), "").unwrap();
    }
    for (code, direction) in [
        ("fa-IR", Direction::RightToLeft),
        ("ur-PK", Direction::RightToLeft),
        ("dv", Direction::RightToLeft),
        ("he-IL", Direction::RightToLeft),
        ("pl-PL", Direction::LeftToRight),
    ] {
        let words = asked(&[code], Folder::open(folder.path()).unwrap());
        assert_eq!((words.direction(), words.fell_back_from()), (direction, None), "{code}");
    }
}

#[test]
fn a_folder_has_a_limited_number_of_fonts() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..9 {
        fs::write(folder.path().join(format!("{number}.ttf")), "").unwrap();
    }
    let error = Folder::open(folder.path()).unwrap_err();
    assert!(matches!(error, WordsError::TooMany { what: "fonts", limit: 8, .. }), "{error}");
    let absent = Folder::open(&folder.path().join("absent")).unwrap_err();
    assert!(absent.to_string().ends_with("absent cannot be read"), "{absent}");
}

#[test]
fn characters_without_a_glyph_are_told_once_and_those_that_are_not_drawn_never() {
    let fonts = fonts::in_order("en");
    assert_eq!(fonts::missing("שalom ש\u{200b}\u{200d}\t\n", &fonts), ['ש']);
}

#[test]
fn words_can_go_to_another_thread() {
    fn sent<T: Send + Sync>() {}
    sent::<Words>();
}
