//! Things under each other, all made smaller together until they fit.

use super::canvas::{Button, Canvas, Text};
use super::pictures::Picture;
use eframe::egui::{Color32, Rect, Stroke, StrokeKind, Vec2, pos2, vec2};

/// How small a page may become, in the order in which it is tried.
const SCALES: [f32; 14] = [1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.36, 0.32];

/// One thing of a column.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A text over the whole width.
    Text(Text),
    /// A text with a picture before it, each in as many columns as fit well.
    Items(Vec<(Picture, Text)>),
    /// A text with a picture before it, on a band: it must be seen.
    Band(Picture, Text),
    /// A picture of this height (points) and colour; it may shrink more than text.
    Picture(Picture, f32, Color32),
    /// Buttons side by side where there is room, otherwise under each other; all of one width.
    Buttons(Vec<Button>),
    /// Room, points.
    Gap(f32),
}

/// Things under each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) pieces: Vec<Piece>,
    /// Whether pictures stand in the middle, and lone buttons too.
    pub(super) centred: bool,
}

impl Column {
    /// Draws the column into `rect`, in the middle of its height.
    pub(super) fn put(&self, canvas: &mut Canvas<'_>, rect: Rect) {
        let (scale, height) = self.fit(canvas, rect);
        let above = ((rect.height() - height) * 0.5).max(0.0);
        self.put_at(canvas, rect.translate(vec2(0.0, above)), scale);
    }

    /// Draws the column into `rect`, at its upper end.
    pub(super) fn put_from_top(&self, canvas: &mut Canvas<'_>, rect: Rect) {
        let (scale, _) = self.fit(canvas, rect);
        self.put_at(canvas, rect, scale);
    }

    fn put_at(&self, canvas: &mut Canvas<'_>, rect: Rect, scale: f32) {
        let mut top = rect.top();
        for piece in &self.pieces {
            let (height, _) = piece.measure(canvas, rect.width(), scale);
            let place = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), height));
            piece.put(canvas, place, (scale, self.centred));
            top += height;
        }
    }

    /// The largest scale at which everything fits, and the height then.
    fn fit(&self, canvas: &mut Canvas<'_>, rect: Rect) -> (f32, f32) {
        let mut last = (1.0, 0.0);
        for scale in SCALES {
            let sizes = self.pieces.iter().map(|piece| piece.measure(canvas, rect.width(), scale));
            let (height, fits) =
                sizes.fold((0.0, true), |(sum, all), (height, fits)| (sum + height, all && fits));
            last = (scale, height);
            if fits && height <= rect.height() {
                break;
            }
        }
        last
    }
}

impl Piece {
    /// Its text, where it is one.
    pub(super) fn text(&self) -> Option<&Text> {
        match self {
            Self::Text(text) | Self::Band(_, text) => Some(text),
            Self::Items(_) | Self::Picture(..) | Self::Buttons(_) | Self::Gap(_) => None,
        }
    }

    /// Room that it takes by itself, no wider than `widest`.
    pub(super) fn natural(&self, canvas: &mut Canvas<'_>, widest: f32) -> Vec2 {
        let around = match self {
            Self::Band(_, text) => Beside::of(text, 1.0).before + 2.0 * band_pad(text, 1.0),
            _ => 0.0,
        };
        let lines = self.text().map(|text| canvas.break_up(&text.text, text.points, widest - around).size.x);
        let width = (lines.unwrap_or(widest) + around + 1.0).min(widest);
        vec2(width, self.measure(canvas, width, 1.0).0)
    }

    /// Height at a width and scale, and whether no word sticks out.
    fn measure(&self, canvas: &mut Canvas<'_>, width: f32, scale: f32) -> (f32, bool) {
        match self {
            Self::Text(text) => lines(canvas, text, (width, scale)),
            Self::Items(items) => {
                let grid = Grid::of(canvas, items, (width, scale));
                (grid.heights.iter().sum(), grid.fits)
            }
            Self::Band(_, text) => {
                let (room, pad) = (Beside::of(text, scale), band_pad(text, scale));
                let (height, fits) = lines(canvas, text, (width - room.before - 2.0 * pad, scale));
                (height.max(room.side) + 2.0 * pad, fits)
            }
            Self::Picture(_, height, _) => (height * scale * scale, true),
            Self::Buttons(buttons) => {
                let row = Row::of(canvas, buttons, (width, scale));
                let rows = (buttons.len() as f32 / row.columns as f32).ceil();
                (rows * row.size.y + (rows - 1.0) * row.gap, true)
            }
            Self::Gap(height) => (height * scale, true),
        }
    }

    /// Draws it into `rect`, or beside it where the layout moves it.
    pub(super) fn put(&self, canvas: &mut Canvas<'_>, rect: Rect, (scale, centred): (f32, bool)) {
        let style = self.text().and_then(|text| text.view).map(|view| canvas.style(view)).unwrap_or_default();
        let rect = if style.anchor.is_none() && style.offset != [0.0; 2] {
            canvas.seen(canvas.inside(canvas.seen(rect).translate(style.offset.into())))
        } else {
            rect
        };
        match self {
            Self::Text(text) => canvas.put_text(rect, text, scale),
            Self::Items(items) => put_items(canvas, rect, (items, scale)),
            Self::Band(picture, text) => put_band(canvas, rect, (*picture, text, scale)),
            Self::Picture(picture, _, colour) => {
                let side = Vec2::splat(rect.height());
                let start = rect.left() - picture.inset() * side.x;
                let left = if centred { rect.center().x - side.x * 0.5 } else { start };
                let square = Rect::from_min_size(pos2(left, rect.top()), side);
                canvas.put_picture(square, *picture, (*colour, canvas.palette.background));
            }
            Self::Buttons(buttons) => put_buttons(canvas, rect, (buttons, scale, centred)),
            Self::Gap(_) => {}
        }
    }
}

fn lines(canvas: &mut Canvas<'_>, text: &Text, (width, scale): (f32, f32)) -> (f32, bool) {
    let broken = canvas.break_up(&text.text, text.points * scale, width);
    (broken.size.y, !broken.torn)
}

/// A picture before a text.
struct Beside {
    side: f32,
    before: f32,
}

impl Beside {
    fn of(text: &Text, scale: f32) -> Self {
        let points = text.points * scale;
        Self { side: points * 1.6, before: points * 2.2 }
    }

    /// Where the picture and the text go.
    fn split(&self, rect: Rect) -> (Rect, Rect) {
        let square = Rect::from_center_size(
            pos2(rect.left() + self.side * 0.5, rect.center().y),
            Vec2::splat(self.side),
        );
        (square, Rect::from_min_max(pos2(rect.left() + self.before, rect.top()), rect.max))
    }
}

fn band_pad(text: &Text, scale: f32) -> f32 {
    text.points * scale * 0.45
}

fn put_band(canvas: &mut Canvas<'_>, rect: Rect, (picture, text, scale): (Picture, &Text, f32)) {
    let (own, fill) = (canvas.palette.error_text, canvas.palette.error_fill);
    let ink = text.view.map_or(own, |view| canvas.paint_on(fill, view, own));
    let (seen, round) = (canvas.seen(rect), (14.0 * canvas.unit).min(24.0));
    canvas.painter().rect_filled(seen, round, fill);
    let outline = Stroke::new((2.0 * canvas.unit * canvas.palette.line).max(1.5), ink);
    canvas.painter().rect_stroke(seen, round, outline, StrokeKind::Inside);
    let (square, room) = Beside::of(text, scale).split(rect.shrink(band_pad(text, scale)));
    canvas.put_picture(square, picture, (ink, fill));
    canvas.put_text(room, &Text { colour: ink, ..text.clone() }, scale);
}

/// Items in one or two columns.
struct Grid {
    columns: usize,
    /// Of each row, with the room under it.
    heights: Vec<f32>,
    cell: f32,
    gap: f32,
    fits: bool,
}

impl Grid {
    fn of(canvas: &mut Canvas<'_>, items: &[(Picture, Text)], (width, scale): (f32, f32)) -> Self {
        let columns = if canvas.wide() && items.len() > 1 { 2 } else { 1 };
        let gap = 24.0 * canvas.unit * scale;
        let cell = (width - gap * (columns - 1) as f32) / columns as f32;
        let mut fits = true;
        let mut height = |(_, text): &(Picture, Text)| {
            let room = Beside::of(text, scale);
            let (height, whole) = lines(canvas, text, (cell - room.before, scale));
            fits &= whole;
            height.max(room.side)
        };
        let heights: Vec<f32> = items
            .chunks(columns)
            .map(|row| row.iter().map(&mut height).fold(0.0, f32::max) + gap * 0.6)
            .collect();
        Self { columns, heights, cell, gap, fits }
    }
}

fn put_items(canvas: &mut Canvas<'_>, rect: Rect, (items, scale): (&[(Picture, Text)], f32)) {
    let grid = Grid::of(canvas, items, (rect.width(), scale));
    let mut top = rect.top();
    for (row, height) in items.chunks(grid.columns).zip(&grid.heights) {
        for (column, (picture, text)) in row.iter().enumerate() {
            let left = rect.left() + column as f32 * (grid.cell + grid.gap);
            let size = vec2(grid.cell, height - grid.gap * 0.6);
            let cell = Rect::from_min_size(pos2(left, top), size);
            let (square, room) = Beside::of(text, scale).split(cell);
            canvas.put_picture(square, *picture, (canvas.palette.primary, canvas.palette.background));
            canvas.put_text(room, text, scale);
        }
        top += height;
    }
}

/// Buttons of one size.
struct Row {
    size: Vec2,
    columns: usize,
    gap: f32,
}

impl Row {
    fn of(canvas: &mut Canvas<'_>, buttons: &[Button], (width, scale): (f32, f32)) -> Self {
        let gap = (20.0 * canvas.unit).max(10.0);
        let natural = buttons.iter().map(|button| canvas.button_size(button, scale));
        let mut size = natural.fold(Vec2::ZERO, Vec2::max);
        let count = buttons.len().max(1);
        let side_by_side = size.x * count as f32 + gap * (count - 1) as f32 <= width;
        size.x = size.x.min(width);
        Self { size, columns: if side_by_side { count } else { 1 }, gap }
    }
}

fn put_buttons(canvas: &mut Canvas<'_>, rect: Rect, (buttons, scale, centred): (&[Button], f32, bool)) {
    let row = Row::of(canvas, buttons, (rect.width(), scale));
    let width = row.size.x * row.columns as f32 + row.gap * (row.columns - 1) as f32;
    let left = if centred { rect.center().x - width * 0.5 } else { rect.left() };
    for (index, button) in buttons.iter().enumerate() {
        let step = vec2((index % row.columns) as f32, (index / row.columns) as f32);
        let corner = pos2(left, rect.top()) + step * (row.size + Vec2::splat(row.gap));
        canvas.put_button(Rect::from_min_size(corner, row.size), button, scale);
    }
}
