//! The window: joins the pages' flow, the work behind them and what is drawn.

use crate::event::{Event, EventSink};
use crate::failure::Failure;
use crate::flow::{Command, Flow, Rules};
use crate::screen::Screen;
use crate::speech::Voice;
use crate::view::{PreviewPicture, View};
use crate::work::{Job, Worker};
use eframe::egui;
use liveface_session::light::Light;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// Longest time between two pictures of a page that moves: what moves does so even where the camera does not.
const MOVING: Duration = Duration::from_millis(40);

/// What a window is made of.
pub struct Parts {
    /// What the pages depend on.
    pub rules: Rules,
    /// What every attempt is made of.
    pub job: Job,
    /// Hears what happens.
    pub sink: EventSink,
    /// Says what is asked for; `None`: nobody does.
    pub voice: Option<Voice>,
    /// Draws.
    pub view: View,
    /// Ends the check from outside, where somebody holds it.
    pub stop: Option<Stop>,
}

/// Ends a check from outside its window, as closing the window does; cheap to clone, usable from any thread.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    wanted: Arc<AtomicBool>,
    window: Arc<OnceLock<egui::Context>>,
}

impl Stop {
    /// Ends it.
    pub fn now(&self) {
        self.wanted.store(true, Ordering::Relaxed);
        if let Some(window) = self.window.get() {
            window.request_repaint();
        }
    }

    fn is_wanted(&self) -> bool {
        self.wanted.load(Ordering::Relaxed)
    }
}

/// One check in one window. Also a part of another program's window: [`App::tick`], then [`App::show`], in every pass.
pub struct App {
    flow: Flow,
    worker: Worker,
    view: View,
    voice: Option<Voice>,
    sink: EventSink,
    stop: Option<Stop>,
    started: Instant,
    focused: bool,
    seen_a_frame: bool,
    /// What the last pass drew as the light, to be reported once it is on the screen.
    drawn: Option<Option<(Light, u32)>>,
    /// What was reported last.
    light: Option<(Light, u32)>,
}

impl App {
    /// Begins a check; the networks begin to load.
    #[must_use]
    pub fn new(ctx: &egui::Context, parts: Parts) -> Self {
        let waker = ctx.clone();
        // Without any delay the window would be drawn twice.
        let wake = move || waker.request_repaint_after(Duration::from_micros(1));
        let mut worker = Worker::new(parts.job, Arc::new(wake));
        worker.warm_up();
        if let Some(stop) = &parts.stop {
            // Set once: a stop is for one check.
            let _ = stop.window.set(ctx.clone());
        }
        let mut app = Self {
            flow: Flow::new(parts.rules, Duration::ZERO),
            worker,
            view: parts.view,
            voice: parts.voice,
            sink: parts.sink,
            stop: parts.stop,
            started: Instant::now(),
            focused: false,
            seen_a_frame: false,
            drawn: None,
            light: None,
        };
        app.obey(ctx);
        app
    }

    /// Whether the check is over and its window can go.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.flow.screen(Duration::ZERO).is_none()
    }

    /// Takes what has happened since the last pass.
    pub fn tick(&mut self, ctx: &egui::Context) {
        // The pass before has been presented by now: this is the nearest that a window learns of it.
        if let Some(light) = self.drawn.take() {
            self.light = light;
            self.worker.light_shown(light.map(|(light, _)| light), Instant::now());
        }
        let now = self.started.elapsed();
        // A minimised window is not drawn, and only the raw input is then kept up.
        let (focused, closing) = ctx.input(|input| (input.raw.focused, input.viewport().close_requested()));
        if std::mem::replace(&mut self.focused, focused) && !focused {
            self.flow.handle_focus(false, now);
        }
        if closing || self.stop.as_ref().is_some_and(Stop::is_wanted) {
            self.flow.handle_closed();
        }
        while let Some(update) = self.worker.poll_update() {
            self.flow.handle_update(update, now);
        }
        self.flow.handle_time(now);
        self.obey(ctx);
        if let Some(frame) = self.worker.poll_preview() {
            if !std::mem::replace(&mut self.seen_a_frame, true) {
                tracing::info!(after_ms = self.started.elapsed().as_millis() as u64, "first camera frame");
            }
            let picture =
                PreviewPicture { width: frame.width(), height: frame.height(), rgb: frame.pixels() };
            self.view.set_preview(ctx, picture);
        }
    }

    /// Draws the page and takes what is pressed.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        let now = self.started.elapsed();
        let Some(screen) = self.flow.screen(now) else { return };
        let presses = self.view.show(ui, &screen, now);
        let light = self.flow.light();
        if light != self.light {
            self.drawn = Some(light);
            ui.ctx().request_repaint();
        }
        for press in presses {
            self.flow.handle_press(press, now);
        }
        self.obey(&ui.ctx().clone());
        match screen {
            Screen::Session(_) | Screen::Waiting(_) | Screen::Light(_) => {
                ui.ctx().request_repaint_after(MOVING)
            }
            Screen::Outcome(_) | Screen::Broken(_) => {
                if let Some(rest) = self.flow.rest(now) {
                    ui.ctx().request_repaint_after(rest);
                }
            }
            Screen::Guide(_) | Screen::Consent(_) => {}
        }
    }

    /// Does what the flow wants done.
    fn obey(&mut self, ctx: &egui::Context) {
        while let Some(command) = self.flow.poll_command() {
            match command {
                Command::Begin { light } => {
                    self.view.clear_preview();
                    self.worker.begin(light);
                }
                Command::Stop => {
                    self.worker.stop();
                    self.view.clear_preview();
                }
                Command::Emit(event) => (self.sink)(&event),
                Command::Speak(message) => {
                    if let Some(voice) = &self.voice {
                        voice.say(self.view.words(), &message);
                    }
                }
                Command::Close => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            }
            ctx.request_repaint();
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.tick(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        self.view.clear_colour()
    }
}

/// How a check ended, for whoever opened the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It passed.
    Success(crate::event::AuthResult),
    /// It did not pass, or broke.
    Failure(Failure),
}

impl Ended {
    /// The end that `event` is, where it is one.
    #[must_use]
    pub fn of(event: &Event) -> Option<Self> {
        match event {
            Event::Success(result) => Some(Self::Success(result.clone())),
            Event::Failure(failure) => Some(Self::Failure(failure.clone())),
            _ => None,
        }
    }
}
