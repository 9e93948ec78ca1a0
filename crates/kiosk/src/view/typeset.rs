//! Text broken into lines once and kept, because a page asks for the same text thirty times a second.

use super::{Direction, Words};
use crate::words::{Line, wrap};
use eframe::egui::text::{ByteIndex, LayoutJob, LayoutSection, TextFormat, TextWrapping};
use eframe::egui::{Align, Color32, Context, FontId, Galley, Vec2};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

/// More broken texts than the pages of one language can have at once; beyond it all are dropped.
const KEPT: usize = 512;

/// Breaks text into lines and remembers how.
///
/// Only the lines are kept: a galley holds places in the font texture, which egui may throw away, and egui itself keeps
/// the galleys of the frame before.
#[derive(Default)]
pub(super) struct Typesetter {
    kept: HashMap<u64, Arc<Broken>>,
    hasher: RandomState,
}

/// A text in lines, in the order in which they are seen.
pub(super) struct Broken {
    job: LayoutJob,
    /// Whether a word had to be torn, or sticks out.
    pub(super) torn: bool,
    /// Room that it takes, points.
    pub(super) size: Vec2,
}

impl Typesetter {
    /// Breaks `text` of the size `points` to lines no wider than `width`, both in points.
    pub(super) fn break_up(
        &mut self,
        (ctx, words): (&Context, &Words),
        text: &str,
        (points, width): (f32, f32),
    ) -> Arc<Broken> {
        // Half points: so few sizes that the font texture stays small while a window is drawn larger.
        let points = ((points * 2.0).round() / 2.0).max(1.0);
        let scale = ctx.pixels_per_point();
        let key = self.hasher.hash_one((text, points.to_bits(), width.to_bits(), scale.to_bits()));
        if let Some(broken) = self.kept.get(&key) {
            return Arc::clone(broken);
        }
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        let broken = Arc::new(Broken::new(ctx, words, (text, points, width)));
        self.kept.insert(key, Arc::clone(&broken));
        broken
    }
}

impl Broken {
    fn new(ctx: &Context, words: &Words, (text, points, width): (&str, f32, f32)) -> Self {
        let measure = |part: &str| line_width(ctx, part, points);
        let lines_of = |text: &str, width: f32| wrap(text, words.direction(), width, measure);
        let lines = at_pause(text, |text| lines_of(text, width));
        let lines = lines.unwrap_or_else(|| balanced(|width| lines_of(text, width), width));
        let torn = text.split([' ', '\n', '\u{200b}']).any(|word| !has_breaks(word) && measure(word) > width);
        let mut broken = Self { job: job(&lines, points), torn, size: Vec2::ZERO };
        broken.size = broken.galley(ctx, Color32::PLACEHOLDER, Align::LEFT).size();
        broken.torn |= broken.size.x > width + 0.5;
        broken
    }

    /// The lines ready to be drawn.
    pub(super) fn galley(&self, ctx: &Context, colour: Color32, align: Align) -> Arc<Galley> {
        let mut job = self.job.clone();
        job.sections.iter_mut().for_each(|section| section.format.color = colour);
        job.halign = align;
        ctx.fonts_mut(|fonts| fonts.layout_job(job))
    }
}

/// Two lines that part at a comma or full stop of Chinese or Japanese, whose words no space sets apart.
fn at_pause(text: &str, lines: impl Fn(&str) -> Vec<Line>) -> Option<Vec<Line>> {
    let ends = text
        .match_indices(['、', '。', '，'])
        .map(|(at, mark)| at + mark.len())
        .filter(|end| *end < text.len());
    let end = ends.min_by_key(|end| (end * 2).abs_diff(text.len()))?;
    let (first, second) = text.split_at(end);
    if lines(text).len() != 2 {
        return None;
    }
    Some(lines(&format!("{first}\n{second}"))).filter(|lines| lines.len() == 2)
}

/// Lines of about one length, as many as there are at the full width: no word is left alone on the last.
fn balanced(lines: impl Fn(f32) -> Vec<Line>, width: f32) -> Vec<Line> {
    let mut best = lines(width);
    let (mut enough, mut little) = (width, width / best.len().max(1) as f32 * 0.8);
    // Text of more lines than a title has is read as a paragraph.
    let steps = if (2..=4).contains(&best.len()) { 6 } else { 0 };
    for _ in 0..steps {
        let middle = (enough + little) * 0.5;
        let narrower = lines(middle);
        if narrower.len() <= best.len() {
            (best, enough) = (narrower, middle);
        } else {
            little = middle;
        }
    }
    best
}

/// The lines one under another; each piece of one is a section of its own, see [`Line::pieces`].
fn job(lines: &[Line], points: f32) -> LayoutJob {
    let mut job = LayoutJob { wrap: TextWrapping::no_max_width(), ..LayoutJob::default() };
    let format = TextFormat::simple(FontId::proportional(points), Color32::PLACEHOLDER);
    // Not by `LayoutJob::append`: that makes one section of neighbours of one format.
    let mut push = |piece: &str| {
        let start = ByteIndex(job.text.len());
        job.text += piece;
        let byte_range = start..ByteIndex(job.text.len());
        job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format: format.clone() });
    };
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            push("\n");
        }
        line.pieces().iter().for_each(|piece| push(piece));
    }
    job
}

/// Whether a word without spaces may be broken all the same: Chinese, Japanese and Thai have no spaces between words.
fn has_breaks(word: &str) -> bool {
    let within = |character| matches!(character, '\u{e00}'..='\u{e7f}' | '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    word.chars().any(within)
}

fn line_width(ctx: &Context, text: &str, points: f32) -> f32 {
    let font = FontId::proportional(points);
    ctx.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER)).size().x
}

/// Where text of this direction begins.
pub(super) fn start(direction: Direction) -> Align {
    match direction {
        Direction::LeftToRight => Align::LEFT,
        Direction::RightToLeft => Align::RIGHT,
    }
}
