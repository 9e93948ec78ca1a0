//! The colours of the pages, chosen so that every text keeps 4.5:1 against what it stands on (WCAG 2.2, 1.4.3).

use super::controls::colour;
use super::{Layout, Look};
use crate::config::layout::View;
use eframe::egui::Color32;

/// Least contrast of text, WCAG 2.2 AA.
pub const LEAST_CONTRAST: f32 = 4.5;
/// Least contrast of lines and fills that mean something, WCAG 2.2 AA, 1.4.11.
pub const LEAST_OF_LINES: f32 = 3.0;

/// The colours of one look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// Behind everything.
    pub background: Color32,
    /// Titles, instructions, body text.
    pub text: Color32,
    /// Text that matters less: steps, codes.
    pub muted: Color32,
    /// Lines around quiet buttons and the track of the countdown.
    pub outline: Color32,
    /// The main button and the countdown.
    pub primary: Color32,
    /// Text on the main button.
    pub on_primary: Color32,
    /// Fill of a quiet button under the pointer.
    pub hover: Color32,
    /// Text of hints.
    pub error_text: Color32,
    /// The band behind a hint.
    pub error_fill: Color32,
    /// The ring while no face is seen.
    pub ring_idle: Color32,
    /// The ring while something must be mended.
    pub ring_wrong: Color32,
    /// The ring while all is well; also the mark of a pass.
    pub ring_right: Color32,
    /// The outline of the focused button.
    pub focus: Color32,
    /// The oval without a picture.
    pub empty: Color32,
    /// Factor of every line's thickness.
    pub line: f32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const LIGHT: Palette = Palette {
    background: rgb(0xF7_F9_FC),
    text: rgb(0x12_18_22),
    muted: rgb(0x4B_56_66),
    outline: rgb(0x7A_86_96),
    primary: rgb(0x0B_57_B8),
    on_primary: Color32::WHITE,
    hover: rgb(0xE3_EA_F3),
    error_text: rgb(0x96_1B_10),
    error_fill: rgb(0xFD_E7_E3),
    ring_idle: rgb(0x5A_66_78),
    ring_wrong: rgb(0xC4_2B_1C),
    ring_right: rgb(0x12_7A_43),
    focus: rgb(0x12_18_22),
    empty: rgb(0xDF_E5_EC),
    line: 1.0,
};

const DARK: Palette = Palette {
    background: rgb(0x10_15_1C),
    text: rgb(0xF3_F6_FA),
    muted: rgb(0xB4_BF_CD),
    outline: rgb(0x74_82_95),
    primary: rgb(0x86_BA_FF),
    on_primary: rgb(0x06_1F_3D),
    hover: rgb(0x23_2C_38),
    error_text: rgb(0xFF_C2_B8),
    error_fill: rgb(0x4A_18_12),
    ring_idle: rgb(0xA4_B0_C0),
    ring_wrong: rgb(0xFF_8A_7A),
    ring_right: rgb(0x5C_D6_8E),
    focus: Color32::WHITE,
    empty: rgb(0x25_2E_3A),
    line: 1.0,
};

const HIGH_CONTRAST: Palette = Palette {
    background: Color32::BLACK,
    text: Color32::WHITE,
    muted: Color32::WHITE,
    outline: Color32::WHITE,
    primary: Color32::YELLOW,
    on_primary: Color32::BLACK,
    hover: rgb(0x33_33_00),
    error_text: Color32::BLACK,
    error_fill: Color32::YELLOW,
    ring_idle: Color32::WHITE,
    ring_wrong: Color32::YELLOW,
    ring_right: Color32::WHITE,
    focus: Color32::WHITE,
    empty: rgb(0x22_22_22),
    line: 1.6,
};

impl Palette {
    /// The palette of a look; colours that the configuration sets win over the palette's own, and what stands on or
    /// under them follows if it could no longer be read.
    #[must_use]
    pub fn of(look: &Look) -> Self {
        let mut palette = match (look.high_contrast, look.dark) {
            (true, _) => HIGH_CONTRAST,
            (false, true) => DARK,
            (false, false) => LIGHT,
        };
        if let Some(layout) = &look.layout {
            palette.take(layout);
        }
        let [error_text, text, ring_wrong, ring_right, background] = look.colours;
        if let Some(background) = background {
            palette.stand_on(background);
        }
        palette.text = text.unwrap_or(palette.text);
        palette.ring_wrong = ring_wrong.unwrap_or(palette.ring_wrong);
        palette.ring_right = ring_right.unwrap_or(palette.ring_right);
        if let Some(error_text) = error_text {
            palette.error_text = error_text;
            palette.error_fill = legible(palette.error_fill, error_text);
        }
        palette
    }

    /// Takes a layout's colours.
    fn take(&mut self, layout: &Layout) {
        let theme = &layout.theme;
        if let Some(background) = colour(layout.style(View::Ground).colour).or(colour(theme.background)) {
            self.stand_on(background);
        }
        if let Some(accent) = colour(theme.accent) {
            self.primary = self.background.blend(accent);
            self.on_primary = legible(self.on_primary, self.primary);
        }
        if let Some(panel) = colour(theme.panel) {
            self.hover = self.background.blend(panel);
            self.error_fill = self.hover;
            self.error_text = legible(self.error_text, self.error_fill);
        }
        self.on_primary = colour(theme.accent_text).unwrap_or(self.on_primary);
        self.text = colour(theme.text).unwrap_or(self.text);
        self.ring_right = colour(theme.correct).unwrap_or(self.ring_right);
        self.ring_wrong = colour(theme.wrong).unwrap_or(self.ring_wrong);
    }

    /// The same colours on another background, as far as they can be told from it.
    #[must_use]
    pub fn on(mut self, background: Color32) -> Self {
        self.stand_on(background);
        // No bright band either: the brightness must not jump.
        self.error_fill = background;
        self.error_text = legible(self.error_text, background);
        self
    }

    /// Takes another background, and black or white for what cannot be told from it any more.
    fn stand_on(&mut self, background: Color32) {
        let background = self.background.blend(background);
        self.background = background;
        self.focus = legible(self.focus, background);
        self.text = legible(self.text, background);
        self.muted = legible(self.muted, background);
        self.outline = legible(self.outline, background);
        for line in [&mut self.ring_idle, &mut self.ring_wrong, &mut self.ring_right] {
            *line = distinct(*line, background);
        }
        self.primary = distinct(self.primary, background);
        self.on_primary = legible(self.on_primary, self.primary);
        for fill in [&mut self.hover, &mut self.empty] {
            if contrast(*fill, self.text) < LEAST_CONTRAST {
                *fill = background;
            }
        }
    }

    /// Pairs of a text's colour and what it stands on, to be checked.
    #[must_use]
    pub fn pairs(&self) -> [(&'static str, Color32, Color32); 6] {
        [
            ("text", self.text, self.background),
            ("muted text", self.muted, self.background),
            ("main button", self.on_primary, self.primary),
            ("quiet button under the pointer", self.text, self.hover),
            ("hint", self.error_text, self.error_fill),
            ("text on the empty oval", self.text, self.empty),
        ]
    }

    /// Pairs of a line's colour and what it stands on, which need 3:1 (WCAG 2.2, 1.4.11).
    #[must_use]
    pub fn lines(&self) -> [(&'static str, Color32, Color32); 6] {
        [
            ("main button", self.primary, self.background),
            ("outline", self.outline, self.background),
            ("ring: searching", self.ring_idle, self.background),
            ("ring: wrong", self.ring_wrong, self.background),
            ("ring: right", self.ring_right, self.background),
            ("focus", self.focus, self.background),
        ]
    }
}

/// `colour` where it can be read on `ground` (or the other way round), else black or white.
fn legible(colour: Color32, ground: Color32) -> Color32 {
    if contrast(colour, ground) >= LEAST_CONTRAST { colour } else { best_on(ground) }
}

/// `colour` where a line of it can be told from `ground`, else black or white.
fn distinct(colour: Color32, ground: Color32) -> Color32 {
    if contrast(colour, ground) >= LEAST_OF_LINES { colour } else { best_on(ground) }
}

/// Black or white, whichever can be read better on `ground`.
#[must_use]
pub fn best_on(ground: Color32) -> Color32 {
    if contrast(Color32::BLACK, ground) >= contrast(Color32::WHITE, ground) {
        Color32::BLACK
    } else {
        Color32::WHITE
    }
}

/// Contrast of two opaque colours, 1..=21 (WCAG 2.2, "contrast ratio").
#[must_use]
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance, 0..=1 (WCAG 2.2).
fn luminance(colour: Color32) -> f32 {
    let linear = |level: u8| {
        let v = f32::from(level) / 255.0;
        if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}
