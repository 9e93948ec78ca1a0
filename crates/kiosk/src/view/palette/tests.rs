#![allow(clippy::expect_used, reason = "tests fail by panicking")]

use super::contrast::contrast;
use super::*;

const GREY: Color32 = Color32::from_gray(128);

/// Colours that a configuration may set, among them some on which nothing has 7:1.
const ASKED: [Option<Color32>; 8] = [
    None,
    Some(GREY),
    Some(Color32::BLACK),
    Some(Color32::WHITE),
    Some(rgb(0x00_28_5A)),
    Some(rgb(0xFF_FA_E1)),
    Some(rgb(0xD5_49_41)),
    Some(Color32::from_rgba_unmultiplied_const(0, 82, 217, 128)),
];

fn looks() -> impl Iterator<Item = Look> {
    let kinds = [(false, false), (true, false), (false, true)];
    kinds.into_iter().map(|(dark, high_contrast)| Look { dark, high_contrast, ..Look::default() })
}

/// Pairs of a text's colour and what it stands on.
fn texts(of: &Palette) -> [(&'static str, Color32, Color32); 7] {
    [
        ("text", of.text, of.background),
        ("instruction", of.instruction, of.background),
        ("muted text", of.muted, of.background),
        ("main button", of.on_primary, of.primary),
        ("quiet button under the pointer", of.text, of.hover),
        ("hint", of.error_text, of.error_fill),
        ("face in the empty oval", of.text, of.empty),
    ]
}

/// Pairs of a line's colour and what it stands on.
fn lines(of: &Palette) -> [(&'static str, Color32, Color32); 6] {
    [
        ("main button", of.primary, of.background),
        ("outline", of.outline, of.background),
        ("ring: searching", of.ring_idle, of.background),
        ("ring: wrong", of.ring_wrong, of.background),
        ("ring: right", of.ring_right, of.background),
        ("focus", of.focus, of.background),
    ]
}

fn check(palette: &Palette, least: f32, about: &str) {
    for (what, text, ground) in texts(palette) {
        let ratio = contrast(text, ground);
        assert!(ratio >= least, "{about}: {what}, {text:?} on {ground:?}, has {ratio}:1 of {least}");
    }
    for (what, line, ground) in lines(palette) {
        let ratio = contrast(line, ground);
        assert!(ratio >= LEAST_OF_LINES, "{about}: {what}, {line:?} on {ground:?}, has {ratio}:1");
    }
}

fn check_look(look: &Look) {
    let (palette, about) = (Palette::of(look), format!("{look:?}"));
    check(&palette, if look.high_contrast { 7.0 } else { 4.5 }, &about);
    check(&palette.on(GREY), 4.5, &about);
    assert_eq!(palette.on(GREY).background, GREY, "the grey between two colours stays as it is");
}

#[test]
fn every_text_can_be_read_whatever_colours_are_asked_for() {
    for look in looks() {
        for ground in ASKED {
            for asked in ASKED {
                check_look(&Look { colours: [asked, asked, asked, asked, ground], ..look.clone() });
            }
        }
    }
}

#[test]
fn every_text_can_be_read_in_a_theme_of_ones_own() {
    let colours = ["#FFFFFF", "#000000", "#808080", "#D54941", "#FFFF00"];
    for look in looks() {
        for (ground, other) in colours.iter().flat_map(|ground| colours.map(|other| (ground, other))) {
            for panel in colours {
                let names = ["accent", "text", "accentText", "correct", "wrong"];
                let theme: String = names.iter().map(|name| format!("{name} = \"{other}\"\n")).collect();
                let text = format!("[theme]\nbackground = \"{ground}\"\npanel = \"{panel}\"\n{theme}");
                let layout = Some(Layout::from_toml(&text, "layout").expect("a layout"));
                check_look(&Look { layout, ..look.clone() });
            }
        }
    }
}

#[test]
fn a_colour_that_can_be_read_stays_and_another_becomes_the_nearest_that_can() {
    let blue = rgb(0x00_52_D9);
    let asked =
        |instruction| Look { colours: [None, Some(instruction), None, None, None], ..Look::default() };
    assert_eq!(Palette::of(&Look::default()), LIGHT);
    assert_eq!(Palette::of(&asked(blue)).instruction, blue);
    assert_eq!(Palette::of(&asked(blue)).text, LIGHT.text, "the instruction alone");
    let white = Palette::of(&asked(Color32::WHITE));
    let ratio = contrast(white.instruction, white.background);
    assert!((4.5..4.8).contains(&ratio), "the lightest grey that will do, not black: {ratio}");
}

#[test]
fn white_on_white_becomes_grey_and_darker_in_high_contrast() {
    let colours = [Some(Color32::WHITE); 5];
    let plain = Palette::of(&Look { colours, ..Look::default() });
    let high = Palette::of(&Look { colours, high_contrast: true, ..Look::default() });
    for (palette, least) in [(plain, 4.5), (high, 7.0)] {
        assert_eq!(palette.background, Color32::WHITE);
        let ratio = contrast(palette.instruction, Color32::WHITE);
        assert!((least..least + 0.4).contains(&ratio), "{ratio}");
    }
}

#[test]
fn contrast_is_that_of_wcag() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-4);
    // The grey that is known to just pass on white.
    assert!((contrast(Color32::from_rgb(0x76, 0x76, 0x76), Color32::WHITE) - 4.54).abs() < 0.01);
}
