//! What was shown and what came back on one time axis, as inline SVG.

use super::Span;
use super::answers::{Answers, Chroma};
use crate::demo::curves::{Scale, tick};
use liveface_session::Part;
use liveface_session::light::Light;
use liveface_session::report::Reflection;
use std::fmt::Write as _;

/// Size of the drawing, in its own units, and where the time axis begins and ends.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 224.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = WIDTH - 8.0;
/// Upper and lower edges: the band shown, the band measured, the two curves.
const SHOWN: (f64, f64) = (18.0, 42.0);
const MEASURED: (f64, f64) = (50.0, 74.0);
const CURVES: [(f64, f64); 2] = [(96.0, 146.0), (156.0, 206.0)];
const NAMES: [&str; 2] = ["ln R/G", "ln B/G"];
/// Answer of a colour that is drawn in full colour, after the gain.
const FULL: f64 = 2.2;
/// Greatest gain: what is weaker stays grey, so that noise is not drawn as colours.
const MOST_GAIN: f64 = 12.0;
/// Linear level of the guard's grey.
const GREY: f64 = 0.2159;

/// How many times the answers are exaggerated: the strongest in full colour.
pub fn gain(found: &Reflection, answers: &Answers) -> f64 {
    let expected = found.slots.iter().flat_map(|slot| slot.expected.into_iter().chain(slot.measured));
    let strongest = expected.map(|value| f64::from(value.abs())).fold(0.0, f64::max);
    let strongest = if strongest > 0.0 { strongest } else { largest(answers) };
    (FULL / strongest.max(1e-6)).clamp(1.0, MOST_GAIN)
}

fn largest(answers: &Answers) -> f64 {
    answers.points.iter().flat_map(|(_, chroma)| chroma).map(|value| value.abs()).fold(0.0, f64::max)
}

/// The drawing.
pub struct Timeline<'a> {
    /// What was shown.
    pub spans: &'a [Span],
    /// What the check found.
    pub found: &'a Reflection,
    /// What came back.
    pub answers: &'a Answers,
    /// How many times it is exaggerated.
    pub gain: f64,
    /// How late the same colours came back, milliseconds, where they did.
    pub lag: Option<f64>,
}

impl Timeline<'_> {
    /// The drawing as an `<svg>` element, `duration` milliseconds long.
    pub fn svg(&self, duration: f64) -> String {
        let x = Scale { from: (0.0, duration.max(1.0)), to: (LEFT, RIGHT) };
        let title = self.lag.map_or("Light shown and light that came back".to_owned(), |lag| {
            format!("Light shown and light that came back, {lag:.0} ms later").replace('-', "−")
        });
        let mut out = format!(
            "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}\">\
             <text class=\"title\" x=\"{LEFT}\" y=\"11\">{title}</text>"
        );
        for (name, (top, bottom)) in [("shown", SHOWN), ("measured", MEASURED)] {
            let middle = f64::midpoint(top, bottom) + 3.5;
            let _ = write!(
                out,
                "<text class=\"tick end\" x=\"{:.1}\" y=\"{middle:.1}\">{name}</text>",
                LEFT - 4.0
            );
        }
        self.spans.iter().for_each(|span| draw_shown(&mut out, span, x));
        self.draw_lag(&mut out, x);
        self.draw_measured(&mut out, x);
        self.draw_marks(&mut out, x);
        (0..2).for_each(|axis| self.draw_curve(&mut out, axis, x));
        let _ = write!(
            out,
            "<text class=\"tick\" x=\"{LEFT}\" y=\"{y}\">0 s</text><text class=\"tick end\" x=\"{RIGHT}\" \
             y=\"{y}\">{:.1} s</text></svg>",
            duration / 1e3,
            y = HEIGHT - 4.0
        );
        out
    }

    /// From each change of the screen to the change that came back.
    fn draw_lag(&self, out: &mut String, x: Scale) {
        let Some(lag) = self.lag else { return };
        for span in self.spans {
            let (from, to) = (x.at(span.from), x.at(span.from + lag));
            let (top, bottom) = (SHOWN.1, MEASURED.0);
            let _ = write!(
                out,
                "<line class=\"lag\" x1=\"{from:.1}\" y1=\"{top}\" x2=\"{to:.1}\" y2=\"{bottom}\"/>"
            );
        }
    }

    /// A stripe for each frame; neighbours of the same colour are one.
    fn draw_measured(&self, out: &mut String, x: Scale) {
        let step = self.answers.points.windows(2).filter_map(|pair| match pair {
            [(a, _), (b, _)] => Some(b - a),
            _ => None,
        });
        // Where a frame is missing, so is its stripe.
        let step = step.fold(f64::INFINITY, f64::min).clamp(1.0, 200.0) * 1.5;
        let ends = self.answers.points.iter().skip(1).map(|(ms, _)| *ms).chain([f64::INFINITY]);
        let stripes = self.answers.points.iter().zip(ends).map(|((ms, chroma), next)| {
            (*ms, next.min(ms + step).min(x.from.1), painted(*chroma, self.gain))
        });
        let stripes: Vec<(f64, f64, String)> = stripes.collect();
        for run in stripes.chunk_by(|a, b| a.2 == b.2 && b.0 <= a.1) {
            let ([(from, _, colour), ..], [.., (_, until, _)]) = (run, run) else { continue };
            // The next stripe covers the end of this one: no seams.
            rect(out, (x.at(*from), x.at(*until) + 0.5), MEASURED, colour);
        }
    }

    /// Which slots the check took for the colour shown.
    fn draw_marks(&self, out: &mut String, x: Scale) {
        for slot in &self.found.slots {
            let at = x.at(slot.at_ms as f64 + f64::from(slot.ms) / 2.0 + self.lag.unwrap_or(0.0));
            let (class, mark) = if slot.agrees { ("agrees", "✓") } else { ("differs", "✗") };
            let _ = write!(
                out,
                "<text class=\"middle {class}\" x=\"{at:.1}\" y=\"{}\">{mark}</text>",
                MEASURED.1 + 11.0
            );
        }
    }

    fn draw_curve(&self, out: &mut String, axis: usize, x: Scale) {
        let (Some(&(top, bottom)), Some(name)) = (CURVES.get(axis), NAMES.get(axis)) else { return };
        let value = |chroma: &Chroma| chroma.get(axis).copied().unwrap_or(0.0);
        let steps = self.steps(axis);
        let values =
            self.answers.points.iter().map(|(_, chroma)| value(chroma)).chain(steps.iter().map(|s| s.1));
        // Noise alone does not fill the axis.
        let (low, high) = values.fold((-0.05, 0.05), |(low, high): (f64, f64), v| (low.min(v), high.max(v)));
        let y = Scale { from: (low, high), to: (bottom, top) };
        for level in [low, 0.0, high] {
            let at = y.at(level);
            let _ = write!(
                out,
                "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>"
            );
        }
        for (level, at) in [(low, bottom), (high, top + 7.0)] {
            let text =
                if level.abs() < 0.1 { format!("{level:.2}").replace('-', "−") } else { tick(level) };
            let _ =
                write!(out, "<text class=\"tick end\" x=\"{:.1}\" y=\"{at:.1}\">{text}</text>", LEFT - 4.0);
        }
        let middle = f64::midpoint(top, bottom) + 3.5;
        let _ = write!(out, "<text class=\"tick\" x=\"0\" y=\"{middle:.1}\">{name}</text>");
        let place = |(ms, value): (f64, f64)| format!("{:.1},{:.1}", x.at(ms), y.at(value));
        let expected: Vec<_> = steps.iter().copied().map(place).collect();
        let measured: Vec<_> =
            self.answers.points.iter().map(|(ms, chroma)| place((*ms, value(chroma)))).collect();
        let _ = write!(
            out,
            "<polyline class=\"curve expected\" points=\"{}\"/><polyline class=\"curve s{axis}\" points=\"{}\"/>",
            expected.join(" "),
            measured.join(" ")
        );
    }

    /// What the colours shown explain, as corners of steps.
    fn steps(&self, axis: usize) -> Vec<(f64, f64)> {
        let lag = self.lag.unwrap_or(0.0);
        let guard = |span: Option<&Span>, end: fn(&Span) -> f64| span.map(|span| (end(span) + lag, 0.0));
        let slots = self.found.slots.iter().flat_map(|slot| {
            let (from, level) = (slot.at_ms as f64 + lag, slot.expected.get(axis).copied().unwrap_or(0.0));
            [(from, f64::from(level)), (from + f64::from(slot.ms), f64::from(level))]
        });
        let ends: Vec<(f64, f64)> = slots.collect();
        let zero = |corner: Option<&(f64, f64)>| corner.map(|(ms, _)| (*ms, 0.0));
        let before = [guard(self.spans.first(), |span| span.from), zero(ends.first())];
        let after = [zero(ends.last()), guard(self.spans.last(), |span| span.until)];
        before.into_iter().flatten().chain(ends.iter().copied()).chain(after.into_iter().flatten()).collect()
    }
}

/// A light as the screen had it: a half over black, with the side's letter on the dark half.
fn draw_shown(out: &mut String, span: &Span, x: Scale) {
    let Light { colour: [r, g, b], part } = span.light;
    let colour = format!("#{r:02x}{g:02x}{b:02x}");
    // A gap to the next light, or two dark halves side by side look like one.
    let ((left, right), (top, bottom)) = ((x.at(span.from), x.at(span.until) - 1.0), SHOWN);
    let (middle, centre) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
    let (lit, letter) = match part {
        Part::Whole => return rect(out, (left, right), SHOWN, &colour),
        Part::Left => (((left, middle), (top, bottom)), ("L", f64::midpoint(middle, right), centre)),
        Part::Right => (((middle, right), (top, bottom)), ("R", f64::midpoint(left, middle), centre)),
        Part::Top => (((left, right), (top, centre)), ("T", middle, centre + 6.0)),
        Part::Bottom => (((left, right), (centre, bottom)), ("B", middle, top + 6.0)),
    };
    rect(out, (left, right), SHOWN, "#000000");
    rect(out, lit.0, lit.1, &colour);
    let (letter, at, height) = letter;
    let _ =
        write!(out, "<text class=\"part middle\" x=\"{at:.1}\" y=\"{:.1}\">{letter}</text>", height + 3.5);
}

fn rect(out: &mut String, (left, right): (f64, f64), (top, bottom): (f64, f64), colour: &str) {
    let (width, height) = ((right - left).max(0.0), bottom - top);
    let _ = write!(
        out,
        "<rect x=\"{left:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{height}\" fill=\"{colour}\"/>"
    );
}

/// An answer as a colour: none is the guard's grey, and the stronger it is the nearer to a full colour.
fn painted(chroma: Chroma, gain: f64) -> String {
    let [u, v] = chroma.map(|value| (value * gain).clamp(-8.0, 8.0).exp());
    let (least, most) = (u.min(v).min(1.0), u.max(v).max(1.0));
    let level = GREY + (1.0 - GREY) * (1.0 - least / most);
    let code = [u, 1.0, v].map(|channel| srgb(channel / most * level));
    format!("#{:02x}{:02x}{:02x}", code[0], code[1], code[2])
}

/// sRGB of linear light 0..=1 (IEC 61966-2-1), in steps of 4 so that neighbours can be one stripe.
fn srgb(linear: f64) -> u8 {
    let coded = if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
    let steps = (coded.clamp(0.0, 1.0) * 255.0 / 4.0).round();
    (steps * 4.0).min(255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(part: Part) -> String {
        let mut out = String::new();
        let x = Scale { from: (0.0, 1_000.0), to: (0.0, 100.0) };
        draw_shown(
            &mut out,
            &Span { from: 0.0, until: 400.0, light: Light { colour: [0, 255, 0], part } },
            x,
        );
        out
    }

    #[test]
    fn no_answer_is_grey_and_answers_have_the_hue_of_the_light() {
        assert_eq!(painted([0.0; 2], 5.0), "#808080");
        let channels = |chroma| {
            let code = painted(chroma, 5.0);
            [1, 3, 5].map(|i| u8::from_str_radix(&code[i..i + 2], 16).unwrap())
        };
        let [r, g, b] = channels([0.0, 0.4]);
        assert!(b > 200 && r < 130 && r == g, "blue light: {r} {g} {b}");
        let [r, g, b] = channels([-0.1, -0.4]);
        assert!(g > 180 && b < 130 && r > b, "yellow light: {r} {g} {b}");
    }

    #[test]
    fn noise_is_not_blown_up_to_colours() {
        let answers = Answers { points: vec![(0.0, [0.002, -0.001])], patches: Vec::new() };
        assert_eq!(gain(&Reflection::default(), &answers), MOST_GAIN);
    }

    #[test]
    fn a_half_is_lit_over_black_on_its_own_side_and_named() {
        let left = shown(Part::Left);
        assert!(left.contains("x=\"0.0\" y=\"18\" width=\"39.0\" height=\"24\" fill=\"#000000\""), "{left}");
        assert!(left.contains("x=\"0.0\" y=\"18\" width=\"19.5\" height=\"24\" fill=\"#00ff00\""), "{left}");
        assert!(left.contains(">L</text>"));
        let bottom = shown(Part::Bottom);
        assert!(bottom.contains("y=\"30\" width=\"39.0\" height=\"12\" fill=\"#00ff00\""), "{bottom}");
        assert!(!shown(Part::Whole).contains("<text"));
    }

    #[test]
    fn a_late_answer_is_drawn_late_and_a_missing_frame_leaves_a_gap() {
        let spans = [Span { from: 0.0, until: 400.0, light: Light::GUARD }];
        let points = [0.0, 40.0, 80.0, 400.0].map(|ms| (ms, [0.0; 2])).to_vec();
        let answers = Answers { points, patches: Vec::new() };
        let found = Reflection::default();
        let drawn = Timeline { spans: &spans, found: &found, answers: &answers, gain: 1.0, lag: Some(100.0) };
        let svg = drawn.svg(648.0);
        assert!(svg.contains("<line class=\"lag\" x1=\"64.0\" y1=\"42\" x2=\"164.0\" y2=\"50\"/>"), "{svg}");
        assert_eq!(svg.matches("y=\"50\"").count(), 2, "{svg}");
    }
}
