//! Draws the pages of [`crate::screen`] and says what was pressed on them.
//!
//! Everything is drawn on a plain ground that this module does not draw: give [`View::clear_colour`] to the window, so
//! that no pixel is filled twice, which a computer without a graphics card pays for.

mod canvas;
mod column;
mod controls;
mod face;
mod light;
mod oval;
mod pages;
mod palette;
mod pictures;
mod preview;
mod session;
mod typeset;

pub(crate) use palette::colour;
pub use preview::PreviewPicture;

use crate::config::layout::Layout;
use crate::screen::{Press, Screen};
use crate::words::{Direction, Words};
use canvas::Canvas;
use eframe::egui::{self, Color32, Context, Event, FontData, FontDefinitions, FontFamily, Key, Pos2, Rect};
use liveface_session::light::Light;
use palette::Palette;
use preview::Preview;
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;
use std::time::Duration;
use typeset::Typesetter;

/// How the pages look.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// Light text on dark ground.
    pub dark: bool,
    /// Black, white and yellow with thicker lines; goes before `dark`.
    pub high_contrast: bool,
    /// Colours that the configuration sets: text of hints, of the instruction, ring while something is wrong, ring while
    /// all is well, ground. Where one could not be read, the nearest that can takes its place.
    pub colours: [Option<Color32>; 5],
    /// Whether a countdown is shown.
    pub show_countdown: bool,
    /// A page of one's own.
    pub layout: Option<Layout>,
}

/// Draws pages.
pub struct View {
    words: Words,
    look: Look,
    palette: Palette,
    /// The palette on the grey between two colours of the light.
    grey: Palette,
    typesetter: Typesetter,
    preview: Option<Preview>,
    page: Option<Discriminant<Screen>>,
    /// Where the pointer last pressed something and when (seconds), to know the second half of a double click on another
    /// page.
    pressed: Option<(Pos2, f64)>,
}

/// How far apart the two halves of a double click can be, points and seconds.
const DOUBLE_CLICK: (f32, f64) = (24.0, 0.4);

impl View {
    /// A view in the language of `words`; installs its fonts and style.
    #[must_use]
    pub fn new(ctx: &Context, words: Words, look: Look) -> Self {
        let palette = Palette::of(&look);
        ctx.set_fonts(fonts(&words));
        ctx.all_styles_mut(|style| {
            style.animation_time = 0.0;
            style.visuals.panel_fill = palette.background;
            style.interaction.selectable_labels = false;
        });
        let [red, green, blue] = Light::GUARD.colour;
        let grey = palette.on(Color32::from_rgb(red, green, blue));
        let typesetter = Typesetter::default();
        Self { words, look, palette, grey, typesetter, preview: None, page: None, pressed: None }
    }

    /// The ground of every page, for the window to clear itself with (sRGB, 0..=1).
    #[must_use]
    pub fn clear_colour(&self) -> [f32; 4] {
        self.palette.background.to_normalized_gamma_f32()
    }

    /// The words of the pages.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Takes the camera's newest picture.
    pub fn set_preview(&mut self, ctx: &Context, picture: PreviewPicture<'_>) {
        if !self.preview.as_mut().is_some_and(|preview| preview.fill(&picture)) {
            self.preview = Preview::new(ctx, &picture);
        }
    }

    /// Forgets the camera's picture.
    pub fn clear_preview(&mut self) {
        self.preview = None;
    }

    /// Draws a page into the whole window and returns what was pressed. `now` moves what moves; asking for the next
    /// frame is the caller's task.
    pub fn show(&mut self, ui: &mut egui::Ui, screen: &Screen, now: Duration) -> Vec<Press> {
        let ctx = ui.ctx().clone();
        let opened = self.page.replace(discriminant(screen)) != Some(discriminant(screen));
        let rect = ctx.content_rect();
        ui.set_clip_rect(rect);
        let between_colours = matches!(screen, Screen::Session(session) if session.between_colours);
        let mut canvas = Canvas {
            ui,
            words: &self.words,
            palette: if between_colours { &self.grey } else { &self.palette },
            typesetter: &mut self.typesetter,
            preview: self.preview.as_ref(),
            layout: self.look.layout.as_ref(),
            presses: Vec::new(),
            screen: rect,
            unit: unit(rect),
            now,
            opened,
            countdown: self.look.show_countdown,
        };
        draw(&mut canvas, screen);
        let mut presses = std::mem::take(&mut canvas.presses);
        if !presses.is_empty() && self.is_by_mistake(&ctx, screen, &presses) {
            presses.clear();
        }
        if presses.is_empty() && ctx.input(|input| input.key_pressed(Key::Escape)) {
            presses.push(escape(screen));
        }
        presses
    }

    /// Whether a press was meant for the page before: a key still held down, or a double click that goes through to the
    /// page that asks about the light, or to the light.
    fn is_by_mistake(&mut self, ctx: &Context, screen: &Screen, presses: &[Press]) -> bool {
        let (held, at) = ctx.input(|input| {
            let held = |event: &Event| matches!(event, Event::Key { pressed: true, repeat: true, .. });
            let touched = input.pointer.any_pressed() || input.pointer.any_released();
            let at = input.pointer.interact_pos().filter(|_| touched);
            (input.events.iter().any(held), at.map(|at| (at, input.time)))
        });
        let double = at.zip(self.pressed).is_some_and(|((at, now), (before, then))| {
            at.distance(before) < DOUBLE_CLICK.0 && now - then < DOUBLE_CLICK.1
        });
        let on_light = matches!(screen, Screen::Light(_));
        let chosen = presses.iter().any(|press| !matches!(press, Press::Control(_)));
        // Of many quick touches the light overlooks none but those of the first moment.
        if !(double && on_light) {
            self.pressed = at;
        }
        held || (double && chosen && (on_light || matches!(screen, Screen::Consent(_))))
    }
}

/// One unit of the pages' measures: 1 in a window of 1280×720, and in a high one of 720×1280.
fn unit(rect: Rect) -> f32 {
    let (long, short) = (rect.width().max(rect.height()), rect.width().min(rect.height()));
    (long / 1280.0).min(short / 720.0).clamp(0.3, 4.0)
}

fn draw(canvas: &mut Canvas<'_>, screen: &Screen) {
    match screen {
        Screen::Guide(guide) => pages::guide(canvas, *guide),
        Screen::Consent(consent) => pages::consent(canvas, *consent),
        Screen::Session(session) => session::show(canvas, session),
        Screen::Light(light) => return light::show(canvas, *light),
        Screen::Waiting(waiting) => pages::waiting(canvas, *waiting),
        Screen::Outcome(outcome) => pages::outcome(canvas, outcome),
        Screen::Broken(broken) => pages::broken(canvas, broken),
    }
    canvas.put_controls();
}

/// What the Escape key means.
fn escape(screen: &Screen) -> Press {
    match screen {
        Screen::Guide(_)
        | Screen::Consent(_)
        | Screen::Session(_)
        | Screen::Light(_)
        | Screen::Waiting(_) => Press::Cancel,
        Screen::Outcome(_) | Screen::Broken(_) => Press::Close,
    }
}

fn fonts(words: &Words) -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for file in words.fonts() {
        let data = match file.bytes {
            std::borrow::Cow::Borrowed(bytes) => FontData::from_static(bytes),
            std::borrow::Cow::Owned(bytes) => FontData::from_owned(bytes),
        };
        fonts.font_data.insert(file.name.to_string(), Arc::new(data));
        for family in [FontFamily::Proportional, FontFamily::Monospace] {
            fonts.families.entry(family).or_default().push(file.name.to_string());
        }
    }
    fonts
}
