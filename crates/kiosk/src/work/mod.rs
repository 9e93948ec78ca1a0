//! Everything slow, away from the window: the camera, the networks, the recording, the service.
//!
//! One attempt is one thread that drives an engine, one that waits for the camera, and one that encodes where something
//! is recorded. The window never waits for any of them: it polls updates, and leaves a thread that hangs behind.

mod attempt;
mod camera;
mod clock;
mod deliver;
mod lights;
mod record;
mod spare;
mod watch;

pub use deliver::Service;

use crate::event::TipsEvent;
use crate::failure::{Failure, FailureKind};
use crate::screen::Waiting;
use attempt::{Attempt, Order};
use camera::Latest;
use liveface::vision::Vision;
use liveface_cloud_api::Secret;
use liveface_frames::{Frame, FrameError, FrameSource};
use liveface_session::light::{Light, Shown};
use liveface_session::{Config, Level, Plan, Prompt};
use liveface_synth::Director;
use liveface_uploader::SdkToken;
use spare::Spare;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What an attempt tells the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Update {
    /// The session has this token.
    Named(Secret),
    /// The person has to wait for this.
    Waiting(Waiting),
    /// Frames come; `actions` will be asked for.
    CameraOpen {
        /// How many.
        actions: u32,
    },
    /// A frame was looked at.
    Seen {
        /// The message for what is wrong with it.
        hint: Option<&'static str>,
        /// Whether there was a face.
        someone: bool,
    },
    /// The guide's name for what was seen, when it changes.
    Tips(TipsEvent),
    /// The person is asked for something.
    Prompt(Prompt),
    /// This light is to be shown.
    ShowLight(Light),
    /// This light was shown, in the time of the stream.
    LightShown(Shown),
    /// The attempt has a result.
    Ended(Box<Ending>),
    /// The attempt broke off.
    Broken(Failure),
}

/// The result of an attempt.
#[derive(Clone, PartialEq)]
pub enum Ending {
    /// Live, and where there is a photo the person in it.
    Passed {
        /// The session's token.
        token: String,
        /// The best frame, JPEG in base64, where it is wanted.
        best_image: Option<String>,
        /// Whether the face was compared with a photo.
        same: bool,
        /// What was established.
        level: Level,
    },
    /// Not passed.
    Failed {
        /// For the app.
        failure: Failure,
        /// The message that says what was found.
        reason: &'static str,
        /// The message that says what to do.
        remedy: &'static str,
    },
}

/// Says how it ended: neither a token nor a picture reaches a log.
impl std::fmt::Debug for Ending {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Passed { same, level, .. } => {
                write!(f, "Passed({level:?}, same: {same}, token and picture withheld)")
            }
            Self::Failed { failure, reason, .. } => write!(f, "Failed({:?}, {reason})", failure.kind),
        }
    }
}

/// A source of frames, and who directs the person before it, where the person is a rendered one.
pub struct Footage {
    /// Gives the frames.
    pub source: Box<dyn FrameSource>,
    /// Directs the person.
    pub director: Option<Director>,
}

/// Opens the camera, or what stands for it.
pub type Opener = dyn Fn() -> Result<Footage, FrameError> + Send + Sync;
/// Reaches for the service; each attempt has its own, since one that was left stays so.
pub type Reacher = dyn Fn() -> Result<Service, Failure> + Send + Sync;
/// Loads the networks.
pub type Loader = dyn Fn() -> Result<Vision, Failure> + Send + Sync;
/// What has to be established, with light or without, and by which thresholds.
pub type Planner = dyn Fn(bool) -> Result<(Plan, Config), Failure> + Send + Sync;
/// Wakes the window.
pub type Waker = dyn Fn() + Send + Sync;

/// The photo to compare with.
#[derive(Clone)]
pub struct Photo {
    /// To compare here.
    pub frame: Frame,
    /// Its file, to send.
    pub file: Arc<Vec<u8>>,
}

/// What every attempt is made of.
pub struct Job {
    /// Opens the camera.
    pub open: Box<Opener>,
    /// Loads the networks.
    pub load: Box<Loader>,
    /// Plans a session.
    pub plan: Box<Planner>,
    /// The photo to compare with.
    pub photo: Option<Photo>,
    /// Who decides.
    pub reach: Box<Reacher>,
    /// Whether the service takes a recording of the session.
    pub sends: bool,
    /// The token of the session, where the app has one; it is for one attempt.
    pub token: Option<SdkToken>,
    /// `SecureLevel`, 1..=4, that a token is asked for.
    pub level: u8,
    /// Where recordings are kept; `None`: they are not.
    pub keep: Option<PathBuf>,
    /// Whether the app wants the best frame.
    pub best_image: bool,
}

/// Makes attempts, one at a time.
pub struct Worker {
    job: Arc<Job>,
    wake: Arc<Waker>,
    spare: Arc<Spare>,
    current: Option<Current>,
    /// The camera of the last attempt: it must be closed before it can be opened again.
    camera: Option<JoinHandle<()>>,
    /// Shared with every recording that is not deleted yet.
    recordings: Arc<()>,
}

/// How long the end of the program waits for recordings to be deleted.
const DELETED_WITHIN: Duration = Duration::from_secs(2);

/// The attempt under way.
struct Current {
    stop: Arc<AtomicBool>,
    orders: Sender<Order>,
    updates: Receiver<Update>,
    latest: Arc<Latest>,
    service: Arc<OnceLock<Service>>,
    seen: u64,
}

impl Worker {
    /// Makes attempts of `job`; `wake` is called whenever there is something to poll.
    #[must_use]
    pub fn new(job: Job, wake: Arc<Waker>) -> Self {
        Self {
            job: Arc::new(job),
            wake,
            spare: Arc::default(),
            current: None,
            camera: None,
            recordings: Arc::new(()),
        }
    }

    /// Loads the networks before the first attempt needs them.
    pub fn warm_up(&mut self) {
        let (job, spare) = (Arc::clone(&self.job), Arc::clone(&self.spare));
        spare.announce();
        if spawn("liveface-load", move || spare.load(&*job.load)).is_none() {
            self.spare = Arc::default();
        }
    }

    /// Begins an attempt; one under way is left behind.
    pub fn begin(&mut self, light: bool) {
        self.stop();
        let (orders, ordered) = mpsc::channel();
        let (tell, updates) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let latest = Arc::new(Latest::default());
        let service = Arc::new(OnceLock::new());
        self.camera = camera::spawn_reader(&self.job, &latest, &self.wake, self.camera.take());
        let attempt = Attempt {
            job: Arc::clone(&self.job),
            spare: Arc::clone(&self.spare),
            latest: Arc::clone(&latest),
            stop: Arc::clone(&stop),
            wake: Arc::clone(&self.wake),
            service: Arc::clone(&service),
            recordings: Arc::clone(&self.recordings),
            tell,
            ordered,
            light,
        };
        // Without a thread, nobody tells, and that is noticed.
        spawn("liveface-attempt", move || attempt.run());
        self.current = Some(Current { stop, orders, updates, latest, service, seen: 0 });
    }

    /// Leaves the attempt.
    pub fn stop(&mut self) {
        if let Some(current) = self.current.take() {
            current.stop.store(true, Ordering::Relaxed);
            current.latest.close();
            if let Some(service) = current.service.get() {
                service.cancel();
            }
        }
    }

    /// Takes that `light` is on the screen since `at`; `None`: that the screen shows a page again.
    pub fn light_shown(&self, light: Option<Light>, at: Instant) {
        let Some(current) = &self.current else { return };
        current.latest.direct(|director| director.show(light));
        if let Some(light) = light {
            // An attempt that has just ended does not need it.
            let _ = current.orders.send(Order::LightShown(light, at));
        }
    }

    /// The next update, where there is one.
    pub fn poll_update(&mut self) -> Option<Update> {
        let current = self.current.as_ref()?;
        let update = match current.updates.try_recv() {
            Ok(update) => update,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => {
                Update::Broken(Failure::new(FailureKind::Inner, "the attempt ended without a result"))
            }
        };
        if matches!(update, Update::Ended(_) | Update::Broken(_)) {
            self.stop();
        }
        Some(update)
    }

    /// The newest frame, where it was not polled before.
    pub fn poll_preview(&mut self) -> Option<Frame> {
        let current = self.current.as_mut()?;
        let (frame, number) = current.latest.newest(current.seen)?;
        current.seen = number;
        Some(frame)
    }
}

impl Drop for Worker {
    /// Waits until no recording is left, however its attempt ended.
    fn drop(&mut self) {
        self.stop();
        let since = Instant::now();
        while Arc::strong_count(&self.recordings) > 1 && since.elapsed() < DELETED_WITHIN {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A thread of its own; one that cannot be had is noticed by whoever waits for it.
fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Option<JoinHandle<()>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(body).ok()
}
