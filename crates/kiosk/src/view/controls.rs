//! A page of one's own: the guide's controls moved, recoloured or left out, and controls beside them.

use super::canvas::{Button, Canvas, Standing, Text};
use super::column::{Column, Piece};
use super::palette::colour;
use crate::config::layout::{Anchor, Control, ControlKind, Style, View};
use crate::screen::Press;
use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, Id, Rect, Vec2, pos2, vec2};

/// Most of the window's width that a moved text takes.
const WIDEST: f32 = 0.6;

impl Canvas<'_> {
    pub(super) fn style(&self, view: View) -> Style {
        self.layout.map(|layout| layout.style(view)).unwrap_or_default()
    }

    pub(super) fn shows(&self, view: View) -> bool {
        !self.style(view).hidden
    }

    /// The colour that the layout gives a picture drawn on the background, or its own.
    pub(super) fn paint(&self, view: View, own: Color32) -> Color32 {
        colour(self.style(view).colour).map_or(own, |colour| self.palette.line_on_background(colour))
    }

    /// The colour that the layout gives what is read on `ground`, or its own.
    pub(super) fn paint_on(&self, ground: Color32, view: View, own: Color32) -> Color32 {
        colour(self.style(view).colour).map_or(own, |colour| self.palette.text_on(ground, colour))
    }

    /// Where a control is seen that by itself is seen at `rect`.
    pub(super) fn placed(&self, view: View, rect: Rect) -> Rect {
        let style = self.style(view);
        let moved = match style.anchor {
            Some(anchor) => self.anchored(anchor, style.offset, rect.size()),
            None => rect.translate(style.offset.into()),
        };
        self.inside(moved)
    }

    fn anchored(&self, anchor: Anchor, offset: [f32; 2], size: Vec2) -> Rect {
        let share = Vec2::from(anchor.share());
        let inwards = |share: f32| if share > 0.75 { -1.0 } else { 1.0 };
        let offset = Vec2::from(offset) * vec2(inwards(share.x), inwards(share.y));
        Rect::from_min_size(self.screen.min + share * (self.screen.size() - size) + offset, size)
    }

    /// The same rectangle, moved wholly into the window.
    pub(super) fn inside(&self, rect: Rect) -> Rect {
        let last = (self.screen.max - rect.size()).max(self.screen.min);
        Rect::from_min_size(rect.min.clamp(self.screen.min, last), rect.size())
    }

    /// A text on the background, as the layout has it.
    pub(super) fn styled(&self, view: View, mut text: Text) -> Text {
        let style = self.style(view);
        text.points = style.text_size.unwrap_or(text.points);
        text.colour = self.paint_on(self.palette.background, view, text.colour);
        text.view = Some(view);
        text
    }

    /// Takes the pieces out of a column that stand somewhere else, and draws them there.
    pub(super) fn put_moved(&mut self, column: &mut Column) {
        let anchored = |canvas: &Self, piece: &Piece| {
            let view = piece.text().and_then(|text| text.view)?;
            canvas.style(view).anchor.map(|_| view)
        };
        let mut moved = Vec::new();
        column.pieces.retain(|piece| match anchored(self, piece) {
            Some(view) => {
                moved.push((view, piece.clone()));
                false
            }
            None => true,
        });
        for (view, piece) in moved {
            let size = piece.natural(self, self.screen.width() * WIDEST);
            let seen = self.placed(view, Rect::from_min_size(self.screen.min, size));
            let rect = self.seen(seen);
            piece.put(self, rect, (1.0, false));
        }
    }

    /// Draws the layout's own controls.
    pub(super) fn put_controls(&mut self) {
        for control in self.layout.map(|layout| layout.control.as_slice()).unwrap_or_default() {
            self.put_control(control);
        }
    }

    fn put_control(&mut self, control: &Control) {
        let points = control.text_size.unwrap_or((22.0 * self.unit).max(13.0));
        let text = control.text.clone();
        let colour = colour(control.colour);
        if control.kind == ControlKind::Button {
            let press = Press::Control(control.id.clone());
            let button =
                Button { press, label: text, standing: Standing::Quiet, picture: None, points, colour };
            let size = self.button_size(&button, 1.0).min(self.screen.size());
            let seen = self.inside(self.anchored(control.anchor, control.offset, size));
            self.put_button(self.seen(seen), &button, 1.0);
            return;
        }
        let id = Id::unique(("kiosk", "control", &control.id));
        let palette = self.palette;
        let colour = colour.map_or(palette.text, |colour| palette.text_on(palette.background, colour));
        let (role, view) = (Role::Label, None);
        let piece = Piece::Text(Text { id, text, points, colour, role, view, live: false, centred: false });
        let size = piece.natural(self, self.screen.width() * WIDEST);
        let seen = self.inside(self.anchored(control.anchor, control.offset, size));
        piece.put(self, self.seen(seen), (1.0, false));
    }

    /// The oval's height in points where the layout sets it, and where it is seen then.
    pub(super) fn camera(&self, room: Rect) -> Rect {
        let style = self.style(View::Camera);
        if style == Style::default() {
            return room;
        }
        let height = style.oval_size.map_or(room.height(), |share| share * self.screen.height());
        let size = vec2(room.width().max(height), height).min(self.screen.size());
        let size = if style.anchor.is_some() { vec2(height.min(size.x), size.y) } else { size };
        let own = Rect::from_center_size(pos2(room.center().x, room.center().y), size);
        self.placed(View::Camera, own)
    }
}
