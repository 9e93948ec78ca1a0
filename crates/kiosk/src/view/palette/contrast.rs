//! How well one colour can be told from another, and the nearest colour that can.

use eframe::egui::Color32;

/// Steps from a colour to black or white: one is less than the eye can tell.
const STEPS: u16 = 100;

/// `colour`, laid over `ground`, where it has the contrast `least` there; otherwise the nearest lighter or darker one that
/// has, or black or white where none has.
pub(super) fn legible(colour: Color32, ground: Color32, least: f32) -> Color32 {
    let colour = ground.blend(colour);
    let best = best_on(ground);
    let other = if best == Color32::BLACK { Color32::WHITE } else { Color32::BLACK };
    let towards = |step| {
        let share = f32::from(step) / f32::from(STEPS);
        [best, other].map(|end| colour.lerp_to_gamma(end, share))
    };
    (0..=STEPS).flat_map(towards).find(|tried| contrast(*tried, ground) >= least).unwrap_or(best)
}

/// Black or white, whichever can be read better on `ground`.
pub(super) fn best_on(ground: Color32) -> Color32 {
    if contrast(Color32::BLACK, ground) >= contrast(Color32::WHITE, ground) {
        Color32::BLACK
    } else {
        Color32::WHITE
    }
}

/// Contrast of two opaque colours, 1..=21 (WCAG 2.2, "contrast ratio").
pub(super) fn contrast(a: Color32, b: Color32) -> f32 {
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
