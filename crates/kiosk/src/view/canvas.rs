//! What every page is drawn with: text, buttons and their names for assistive technology.
//!
//! Pages place everything as if read from left to right; [`Canvas`] turns it round for languages that are not.

use super::palette::{Palette, colour};
use super::pictures::{Ink, Picture};
use super::preview::Preview;
use super::typeset::{self, Broken, Typesetter};
use super::{Direction, Layout, Words};
use crate::config::layout::View;
use crate::screen::{Message, Press};
use eframe::egui::accesskit::{Live, Role};
use eframe::egui::{
    self, Align, Color32, Context, CursorIcon, Id, Painter, Rect, Response, Sense, Stroke, StrokeKind, Vec2,
    WidgetInfo, pos2, vec2,
};
use std::sync::Arc;
use std::time::Duration;

/// Least side of what a finger presses, points.
pub(super) const TOUCH: f32 = 48.0;
/// Least size of text before a page is shrunk to fit, points.
const SMALLEST: f32 = 12.0;

/// One frame of one page.
pub(super) struct Canvas<'v> {
    pub(super) ui: &'v mut egui::Ui,
    pub(super) words: &'v Words,
    pub(super) palette: &'v Palette,
    pub(super) typesetter: &'v mut Typesetter,
    pub(super) preview: Option<&'v Preview>,
    pub(super) layout: Option<&'v Layout>,
    /// What was pressed so far.
    pub(super) presses: Vec<Press>,
    /// The whole window.
    pub(super) screen: Rect,
    /// One unit of the pages' measures in points: 1 in a window of 1280×720.
    pub(super) unit: f32,
    pub(super) now: Duration,
    /// Whether the page was not there in the frame before.
    pub(super) opened: bool,
    /// Whether countdowns are shown.
    pub(super) countdown: bool,
}

/// A text of a page.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) id: Id,
    pub(super) text: String,
    /// Size before the page is shrunk to fit, points.
    pub(super) points: f32,
    pub(super) colour: Color32,
    pub(super) role: Role,
    /// Whether a screen reader says it when it changes.
    pub(super) live: bool,
    pub(super) centred: bool,
    /// Which of the guide's controls it is.
    pub(super) view: Option<View>,
}

/// How much a button stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Filled, and focused when its page opens.
    Primary,
    /// Filled, but nothing is chosen for the person.
    Equal,
    /// Outlined.
    Quiet,
}

/// A button of a page.
#[derive(Clone, Debug)]
pub(super) struct Button {
    pub(super) press: Press,
    pub(super) label: String,
    pub(super) standing: Standing,
    pub(super) picture: Option<Picture>,
    /// Size of its label, points.
    pub(super) points: f32,
    /// Colour of its label, where it is not the page's own.
    pub(super) colour: Option<Color32>,
}

impl Canvas<'_> {
    /// Whether the window is wide enough to have things side by side.
    pub(super) fn wide(&self) -> bool {
        self.screen.width() > 1.15 * self.screen.height()
    }

    pub(super) fn margin(&self) -> f32 {
        (32.0 * self.unit).max(12.0)
    }

    pub(super) fn word(&self, key: &'static str) -> String {
        self.words.text(&key.into())
    }

    /// A text of `units` in the page's measure, as part `id`.
    pub(super) fn text(&self, id: &'static str, message: &Message, units: f32) -> Text {
        Text {
            id: Id::unique(("kiosk", id)),
            text: self.words.text(message),
            points: (units * self.unit).max(SMALLEST),
            colour: self.palette.text,
            role: Role::Label,
            live: false,
            centred: false,
            view: None,
        }
    }

    pub(super) fn button(&self, press: Press, key: &'static str, standing: Standing) -> Button {
        let points = (28.0 * self.unit).max(SMALLEST + 1.0);
        Button { press, label: self.word(key), standing, picture: None, points, colour: None }
    }

    pub(super) fn painter(&self) -> &Painter {
        self.ui.painter()
    }

    /// Where `rect` is seen: as it is, or turned round.
    pub(super) fn seen(&self, rect: Rect) -> Rect {
        if self.words.direction() == Direction::LeftToRight {
            return rect;
        }
        let turned = |x: f32| self.screen.left() + self.screen.right() - x;
        Rect::from_min_max(pos2(turned(rect.right()), rect.top()), pos2(turned(rect.left()), rect.bottom()))
    }

    pub(super) fn break_up(&mut self, text: &str, points: f32, width: f32) -> Arc<Broken> {
        let ctx: &Context = self.ui.ctx();
        self.typesetter.break_up((ctx, self.words), text, (points, width))
    }

    /// Draws a text at `scale` into `rect`, halfway down, and says it.
    pub(super) fn put_text(&mut self, rect: Rect, text: &Text, scale: f32) {
        let broken = self.break_up(&text.text, text.points * scale, rect.width());
        let seen = self.seen(rect);
        let drawn = self.put_lines(seen, &broken, (text.colour, text.centred));
        self.say(drawn, text);
    }

    fn put_lines(&self, rect: Rect, broken: &Broken, (colour, centred): (Color32, bool)) -> Rect {
        let align = if centred { Align::Center } else { typeset::start(self.words.direction()) };
        let (from, share) = match align {
            Align::Min => (rect.left(), 0.0),
            Align::Center => (rect.center().x, 0.5),
            Align::Max => (rect.right(), 1.0),
        };
        let top = rect.center().y - broken.size.y * 0.5;
        let galley = broken.galley(self.ui.ctx(), colour, align);
        self.painter().galley(pos2(from, top), galley, colour);
        Rect::from_min_size(pos2(from - share * broken.size.x, top), broken.size)
    }

    /// Names what is drawn at `drawn` (as seen) for assistive technology, as it is read and not as it is drawn.
    fn say(&mut self, drawn: Rect, text: &Text) {
        self.name(drawn, text.id, (text.role, &text.text));
        if text.live {
            self.ui.ctx().accesskit_node_builder(text.id, |node| node.set_live(Live::Polite));
        }
    }

    /// Names a place of the window for assistive technology.
    pub(super) fn name(&mut self, seen: Rect, id: Id, (role, label): (Role, &str)) {
        let place = self.ui.interact(seen, id, Sense::hover());
        place.widget_info(|| WidgetInfo::labeled(role, true, label));
    }

    /// Draws a picture with its colour and the colour of the marks on it.
    pub(super) fn put_picture(&self, rect: Rect, picture: Picture, colours: (Color32, Color32)) {
        self.draw(self.seen(rect), picture, colours);
    }

    /// The same, at a place as it is seen.
    pub(super) fn draw(&self, seen: Rect, picture: Picture, (colour, on): (Color32, Color32)) {
        let ink = Ink { colour, on, line: self.palette.line };
        picture.draw(self.painter(), seen, &ink, self.now);
    }

    /// Room that a button takes where nothing presses on it, points.
    pub(super) fn button_size(&mut self, button: &Button, scale: f32) -> Vec2 {
        let points = button.points * scale;
        let label = self.break_up(&button.label, points, f32::INFINITY).size;
        let picture = if button.picture.is_some() { points * 1.5 } else { 0.0 };
        let least = vec2(7.0, 2.2) * points;
        let size = vec2(label.x + picture + 2.0 * points, label.y + 1.1 * points);
        size.max(least).max(Vec2::splat(TOUCH))
    }

    /// Draws a button and takes its press.
    pub(super) fn put_button(&mut self, rect: Rect, button: &Button, scale: f32) {
        let seen = self.seen(rect);
        let id = Id::unique(("kiosk", "button", format!("{:?}", button.press)));
        if self.opened && button.standing == Standing::Primary {
            self.ui.memory_mut(|memory| memory.request_focus(id));
        }
        let response = self.ui.interact(seen, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &button.label));
        if response.clicked() {
            self.presses.push(button.press.clone());
        }
        let (own, ground) = self.put_shape(seen, button.standing, &response);
        let colour = button.colour.map_or(own, |colour| self.palette.text_on(ground, colour));
        self.put_label(rect, button, (scale, colour));
    }

    /// The button's body; returns the colour of its label, and what that stands on.
    fn put_shape(&self, seen: Rect, standing: Standing, response: &Response) -> (Color32, Color32) {
        let palette = self.palette;
        let round = (seen.height() * 0.24).min(18.0);
        let line = (1.5 * palette.line).max(2.0 * self.unit);
        let pressed = response.is_pointer_button_down_on();
        let body = if pressed { seen.shrink(line) } else { seen };
        let colours = if standing == Standing::Quiet {
            let under_pointer = response.hovered() || pressed;
            if under_pointer {
                self.painter().rect_filled(body, round, palette.hover);
            }
            let outline = Stroke::new(line, palette.outline);
            self.painter().rect_stroke(body, round, outline, StrokeKind::Inside);
            (palette.text, if under_pointer { palette.hover } else { palette.background })
        } else {
            self.painter().rect_filled(body, round, palette.primary);
            (palette.on_primary, palette.primary)
        };
        if response.has_focus() {
            let gap = 2.5 * palette.line;
            let outline = Stroke::new(3.0 * palette.line, palette.focus);
            self.painter().rect_stroke(seen.expand(gap), round + gap, outline, StrokeKind::Outside);
        }
        colours
    }

    fn put_label(&mut self, rect: Rect, button: &Button, (scale, colour): (f32, Color32)) {
        let (pad, side) = (button.points * scale * 0.7, button.points * scale);
        let before = if button.picture.is_some() { side * 1.4 } else { 0.0 };
        let room = rect.shrink2(vec2(pad, 4.0));
        let mut points = button.points * scale;
        let mut label = self.break_up(&button.label, points, room.width() - before);
        while (label.size.y > room.height() || label.torn) && points > 6.0 {
            points *= 0.92;
            label = self.break_up(&button.label, points, room.width() - before);
        }
        // Picture and label stand in the middle together.
        let size = vec2(before + label.size.x, room.height());
        let both = Rect::from_center_size(room.center(), size);
        if let Some(picture) = button.picture {
            let middle = pos2(both.left() + side * 0.5, both.center().y);
            self.put_picture(Rect::from_center_size(middle, Vec2::splat(side)), picture, (colour, colour));
        }
        let seen = self.seen(Rect::from_min_max(pos2(both.left() + before, both.top()), both.max));
        self.put_lines(seen, &label, (colour, true));
    }

    /// The corner where a line ends, with the button to cancel, and what is left of the window below it. The button is
    /// drawn last, so that what a page says comes before it.
    pub(super) fn cancel(&mut self) -> (Rect, Button, Rect) {
        let margin = self.margin();
        let mut button = self.button(Press::Cancel, "button-cancel", Standing::Quiet);
        button.picture = Some(Picture::Close);
        let style = self.style(View::Cancel);
        button.points = style.text_size.unwrap_or((22.0 * self.unit).max(SMALLEST + 1.0));
        button.colour = colour(style.colour);
        let size = self.button_size(&button, 1.0).min(vec2(self.screen.width() * 0.4, f32::INFINITY));
        let corner = pos2(self.screen.right() - margin - size.x, self.screen.top() + margin * 0.75);
        let rect = Rect::from_min_size(corner, size);
        let inner = self.screen.shrink(margin);
        let body = Rect::from_min_max(pos2(inner.left(), rect.bottom() + margin * 0.5), inner.max);
        (self.seen(self.placed(View::Cancel, self.seen(rect))), button, body)
    }
}
