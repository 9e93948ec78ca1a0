//! A real window in this process, whose repaints are counted, and what its checks are made of.

use crate::display::{Display, Key, Rgb};
use crate::program::fixture;
use eframe::egui;
use liveface::infer::{BackendChoice, BackendOptions, Runtime};
use liveface::vision::{Vision, VisionConfig};
use liveface_frames::{Frame, FrameError, FrameId, FrameSource, Limits, SourceInfo, Timestamp};
use liveface_kiosk::event::EventSink;
use liveface_kiosk::failure::{Failure, FailureKind};
use liveface_kiosk::flow::Rules;
use liveface_kiosk::screen::Privacy;
use liveface_kiosk::view::{Look, View};
use liveface_kiosk::words::{Choice, Words};
use liveface_kiosk::work::{Footage, Job, Service};
use liveface_kiosk::{App, Parts};
use liveface_models::Pack;
use liveface_session::{Challenge, Config, Level, Plan};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// What was measured, or what is wrong with it.
pub(crate) type Told = Result<String, String>;

/// The red sign of the page that says that something broke off: a column that leads through it and through nothing else
/// that is red, and its colour.
const SIGN: (i16, i16, u16) = (610, 80, 240);
const RED: Rgb = [0xC4, 0x2B, 0x1C];

/// When the window was painted.
#[derive(Clone, Default)]
pub(crate) struct Repaints(Arc<Mutex<Vec<Instant>>>);

impl Repaints {
    fn count(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Instant::now());
    }

    /// Repaints a second from then until now, and the longest time without one.
    pub(crate) fn since(&self, from: Instant) -> (f64, Duration) {
        let now = Instant::now();
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut times: Vec<Instant> = all.iter().copied().filter(|&at| at > from).collect();
        let rate = times.len() as f64 / (now - from).as_secs_f64();
        times.insert(0, from);
        times.push(now);
        let longest = times.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or_default();
        (rate, longest)
    }
}

struct Counted {
    app: App,
    repaints: Repaints,
}

impl eframe::App for Counted {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.app.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.app.ui(ui, frame);
        self.repaints.count();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.app.clear_color(visuals)
    }
}

/// Closes the window when whoever sits before it is done, or gave up.
struct Sitting(Display, u32);

impl Drop for Sitting {
    fn drop(&mut self) {
        self.0.ask_to_close(self.1);
    }
}

/// Opens a window for `job`, and lets `person` sit before it.
pub(crate) fn in_window(
    job: Job,
    sink: EventSink,
    person: impl FnOnce(&Display, &Repaints) -> Told + Send + 'static,
) -> Told {
    let repaints = Repaints::default();
    let counted = repaints.clone();
    let sits = std::thread::spawn(move || {
        let screen = Display::open(&std::env::var("DISPLAY").expect("a display"));
        let window = screen.window();
        let sitting = Sitting(screen, window);
        person(&sitting.0, &repaints)
    });
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 720.0]),
        renderer: eframe::Renderer::Glow,
        dithering: false,
        run_and_return: true,
        ..eframe::NativeOptions::default()
    };
    let open = move |context: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        let app = App::new(&context.egui_ctx, parts(&context.egui_ctx, (job, sink)));
        Ok(Box::new(Counted { app, repaints: counted }) as Box<dyn eframe::App>)
    };
    eframe::run_native("steady", options, Box::new(open)).expect("a window");
    sits.join().expect("whoever sits before the window")
}

/// A check that begins at once and is tried once.
pub(crate) fn parts(ctx: &egui::Context, (job, sink): (Job, EventSink)) -> Parts {
    let words = Words::load(&Choice { code: Some("en".to_owned()), folder: None }).expect("words");
    let rules = Rules {
        guide: false,
        light: false,
        free_of_light: true,
        privacy: Privacy::Deleted,
        attempts: 1,
        error_pages: true,
        focus_matters: false,
        result_stays: None,
        prepare_countdown: None,
        check_countdown: Some(Duration::from_secs(10)),
    };
    Parts { rules, job, sink, voice: None, view: View::new(ctx, words, Look::default()), stop: None }
}

/// A check of this level by the embedded networks, of what `open` gives.
pub(crate) fn job(
    level: Level,
    open: impl Fn() -> Result<Box<dyn FrameSource>, FrameError> + Send + Sync + 'static,
) -> Job {
    Job {
        open: Box::new(move || Ok(Footage { source: open()?, director: None })),
        load: Box::new(|| {
            Vision::load(pack(), &runtime(), VisionConfig::default())
                .map_err(|error| Failure::new(FailureKind::Engine, error.to_string()))
        }),
        plan: Box::new(move |_| Ok((plan(level), Config::default()))),
        photo: None,
        reach: Box::new(|| Ok(Service::Local)),
        sends: false,
        token: None,
        level: level.into(),
        keep: None,
        best_image: false,
    }
}

fn plan(level: Level) -> Plan {
    let challenge = Challenge::mint(&[9; 32], level, 1_800_000_000, Duration::from_secs(60));
    Plan { challenge: None, ..challenge.expect("a challenge").plan() }
}

/// The networks inside this program.
pub(crate) fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| Pack::embedded().expect("a pack").expect("a pack is in this program"))
}

pub(crate) fn runtime() -> Runtime {
    let options = BackendOptions { choice: BackendChoice::Embedded, ..BackendOptions::default() };
    Runtime::choose(&options).expect("the embedded engine")
}

/// How long it takes from Escape to the page that says so.
pub(crate) fn cancel(screen: &Display) -> Duration {
    assert!(!screen.shows(RED, SIGN), "the check ended by itself");
    let pressed = screen.press(Key::Escape);
    while !screen.shows(RED, SIGN) {
        if pressed.elapsed() > Duration::from_secs(10) {
            screen.shot().keep("not-left");
            panic!("nothing happens");
        }
    }
    pressed.elapsed()
}

/// A clip that begins again when it ends, as a camera that is never switched off.
pub(crate) struct Endless {
    clip: &'static str,
    source: Box<dyn FrameSource>,
    /// When the stream was at zero, as nearly as anybody outside could tell: the least late frame counts.
    pub(crate) zero: Arc<Mutex<Option<Instant>>>,
    began: Instant,
    number: u64,
    /// Where this round begins and where the last frame was, microseconds.
    round: u64,
    last: u64,
}

/// From the last frame of a round to the first of the next, microseconds.
const STEP: u64 = 40_000;

impl Endless {
    pub(crate) fn new(clip: &'static str) -> Self {
        let (source, zero) = (reel(clip), Arc::default());
        Self { clip, source, zero, began: Instant::now(), number: 0, round: 0, last: 0 }
    }

    fn next(&mut self) -> Result<Frame, FrameError> {
        loop {
            if let Some(frame) = self.source.next_frame()? {
                return Ok(frame);
            }
            (self.source, self.round) = (reel(self.clip), self.last + STEP);
        }
    }
}

fn reel(clip: &str) -> Box<dyn FrameSource> {
    liveface_frames::open(&fixture(&format!("clips/{clip}.mp4")), &Limits::default()).expect("a clip")
}

impl FrameSource for Endless {
    fn info(&self) -> SourceInfo {
        SourceInfo { duration: None, frames: None, ..self.source.info() }
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        let frame = self.next()?;
        self.last = self.round + frame.at().as_micros();
        let (id, size) = (FrameId(self.number), (frame.width(), frame.height()));
        self.number += 1;
        let stamped = Frame::new(id, Timestamp::from_micros(self.last), size, frame.into_pixels());
        let at = Duration::from_micros(self.last);
        std::thread::sleep((self.began + at).saturating_duration_since(Instant::now()));
        let now = Instant::now().checked_sub(at);
        let mut zero = self.zero.lock().unwrap_or_else(PoisonError::into_inner);
        *zero = now.map(|now| zero.map_or(now, |before| before.min(now)));
        Ok(stamped)
    }
}
