//! The colours of the pages. Whatever the configuration asks for, every text keeps 4.5:1 against what it stands on
//! (WCAG 2.2, 1.4.3), and 7:1 in high contrast (1.4.6), except that on the grey between two colours of the light, which
//! may not be another, black has 5.3:1.

mod contrast;
#[cfg(test)]
mod tests;

use super::{Layout, Look};
use crate::config::Paint;
use crate::config::layout::View;
use contrast::{best_on, contrast, legible};
use eframe::egui::Color32;

/// Least contrast of text, WCAG 2.2 AA.
const LEAST_OF_TEXT: f32 = 4.5;
/// Least contrast of text in high contrast, WCAG 2.2 AAA.
const LEAST_OF_TEXT_IN_HIGH_CONTRAST: f32 = 7.0;
/// Least contrast of lines and fills that mean something, WCAG 2.2 AA, 1.4.11.
const LEAST_OF_LINES: f32 = 3.0;

/// The colour of a setting, if it sets one.
pub(crate) fn colour(paint: Paint) -> Option<Color32> {
    match paint {
        Paint::Unchanged => None,
        Paint::Argb(c) => Some(Color32::from_rgba_unmultiplied(c.red, c.green, c.blue, c.alpha)),
    }
}

/// The colours of one look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Palette {
    /// Behind everything.
    pub(super) background: Color32,
    /// Titles and body text.
    pub(super) text: Color32,
    /// What the person is asked to do.
    pub(super) instruction: Color32,
    /// Text that matters less: steps, codes.
    pub(super) muted: Color32,
    /// Lines around quiet buttons and the track of the countdown.
    pub(super) outline: Color32,
    /// The main button and the countdown.
    pub(super) primary: Color32,
    /// Text on the main button.
    pub(super) on_primary: Color32,
    /// Fill of a quiet button under the pointer.
    pub(super) hover: Color32,
    /// Text of hints.
    pub(super) error_text: Color32,
    /// The band behind a hint.
    pub(super) error_fill: Color32,
    /// The ring while no face is seen.
    pub(super) ring_idle: Color32,
    /// The ring while something must be mended.
    pub(super) ring_wrong: Color32,
    /// The ring while all is well; also the mark of a pass.
    pub(super) ring_right: Color32,
    /// The outline of the focused button.
    pub(super) focus: Color32,
    /// The oval without a picture.
    pub(super) empty: Color32,
    /// Factor of every line's thickness.
    pub(super) line: f32,
    /// Least contrast of text.
    pub(super) least: f32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const LIGHT: Palette = Palette {
    background: rgb(0xF7_F9_FC),
    text: rgb(0x12_18_22),
    instruction: rgb(0x12_18_22),
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
    least: LEAST_OF_TEXT,
};

const DARK: Palette = Palette {
    background: rgb(0x10_15_1C),
    text: rgb(0xF3_F6_FA),
    instruction: rgb(0xF3_F6_FA),
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
    least: LEAST_OF_TEXT,
};

const HIGH_CONTRAST: Palette = Palette {
    background: Color32::BLACK,
    text: Color32::WHITE,
    instruction: Color32::WHITE,
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
    least: LEAST_OF_TEXT_IN_HIGH_CONTRAST,
};

impl Palette {
    /// The palette of a look. Colours that the configuration sets win over the palette's own, as far as they can be read
    /// where they stand; otherwise the nearest that can.
    pub(super) fn of(look: &Look) -> Self {
        let mut palette = match (look.high_contrast, look.dark) {
            (true, _) => HIGH_CONTRAST,
            (false, true) => DARK,
            (false, false) => LIGHT,
        };
        if let Some(layout) = &look.layout {
            palette.take(layout);
        }
        let [error_text, instruction, ring_wrong, ring_right, background] = look.colours;
        palette.background = background.map_or(palette.background, |over| palette.background.blend(over));
        palette.instruction = instruction.unwrap_or(palette.instruction);
        palette.ring_wrong = ring_wrong.unwrap_or(palette.ring_wrong);
        palette.ring_right = ring_right.unwrap_or(palette.ring_right);
        palette.error_text = error_text.unwrap_or(palette.error_text);
        // Text has no `least` on a ground of middling brightness where that is more than the eye needs.
        palette.background = legible(palette.background, best_on(palette.background), palette.least);
        palette.settle();
        palette
    }

    /// Takes a layout's colours.
    fn take(&mut self, layout: &Layout) {
        let theme = &layout.theme;
        if let Some(background) = colour(layout.style(View::Ground).colour).or(colour(theme.background)) {
            self.background = self.background.blend(background);
        }
        if let Some(accent) = colour(theme.accent) {
            self.primary = self.background.blend(accent);
        }
        if let Some(panel) = colour(theme.panel) {
            self.hover = self.background.blend(panel);
            self.error_fill = self.hover;
        }
        if let Some(text) = colour(theme.text) {
            (self.text, self.instruction) = (text, text);
        }
        self.on_primary = colour(theme.accent_text).unwrap_or(self.on_primary);
        self.ring_right = colour(theme.correct).unwrap_or(self.ring_right);
        self.ring_wrong = colour(theme.wrong).unwrap_or(self.ring_wrong);
    }

    /// The same colours on another background, as far as they can be told from it.
    #[must_use]
    pub(super) fn on(mut self, background: Color32) -> Self {
        self.background = background;
        // No bright band either: the brightness must not jump.
        self.error_fill = background;
        self.settle();
        self
    }

    /// Mends every colour that cannot be told from what it stands on.
    fn settle(&mut self) {
        let (ground, least) = (self.background, self.least);
        for text in [&mut self.text, &mut self.instruction, &mut self.muted] {
            *text = legible(*text, ground, least);
        }
        for line in [&mut self.ring_idle, &mut self.ring_wrong, &mut self.ring_right] {
            *line = legible(*line, ground, LEAST_OF_LINES);
        }
        for line in [&mut self.outline, &mut self.focus, &mut self.primary] {
            *line = legible(*line, ground, LEAST_OF_LINES);
        }
        self.on_primary = legible(self.on_primary, self.primary, least);
        if contrast(self.on_primary, self.primary) < least {
            self.primary = best_on(ground);
            self.on_primary = best_on(self.primary);
        }
        self.error_text = legible(self.error_text, self.error_fill, least);
        if contrast(self.error_text, self.error_fill) < least {
            self.error_fill = ground;
            self.error_text = legible(self.error_text, ground, least);
        }
        for fill in [&mut self.hover, &mut self.empty] {
            if contrast(*fill, self.text) < least {
                *fill = ground;
            }
        }
    }

    /// `colour` as text on `ground`, or the nearest that can be read there.
    pub(super) fn text_on(&self, ground: Color32, colour: Color32) -> Color32 {
        legible(colour, ground, self.least)
    }

    /// `colour` as a line on the background, or the nearest that can be seen there.
    pub(super) fn line_on_background(&self, colour: Color32) -> Color32 {
        legible(colour, self.background, LEAST_OF_LINES)
    }
}
