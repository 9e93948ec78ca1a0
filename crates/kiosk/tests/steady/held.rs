//! Something that the check needs holds it up: the window goes on, and can be left.

use super::bench::{Endless, Repaints, Told, cancel, in_window, job, pack, runtime};
use crate::display::{Display, wait};
use liveface::infer::{InferError, Network};
use liveface::vision::{LoadedModel, Vision, VisionConfig};
use liveface_frames::{Frame, FrameError, FrameSource, SourceInfo};
use liveface_kiosk::failure::{Failure, FailureKind};
use liveface_kiosk::work::Service;
use liveface_models::manifest::Role;
use liveface_session::Level;
use liveface_uploader::Merchant;
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// Fewest repaints a second.
const RATE: f64 = 20.0;
/// Longest time from Escape to another page.
const CANCEL: Duration = Duration::from_millis(200);
/// For how long repaints are counted.
const LOOK: Duration = Duration::from_millis(3_500);
/// How long a camera stalls.
const STALL: Duration = Duration::from_secs(5);

/// Looks for a while from `from` on, then leaves.
fn leave(screen: &Display, repaints: &Repaints, from: Instant) -> Told {
    std::thread::sleep((from + LOOK).saturating_duration_since(Instant::now()));
    let (rate, longest) = repaints.since(from);
    let took = cancel(screen);
    let told = format!(
        "{rate:.1} repaints a second, {longest:.0?} without one at most, {took:.0?} from Escape to its page"
    );
    if rate >= RATE && took <= CANCEL { Ok(told) } else { Err(told) }
}

/// A camera that stalls once.
struct Stalls {
    source: Endless,
    left: u32,
    since: Arc<OnceLock<Instant>>,
}

impl FrameSource for Stalls {
    fn info(&self) -> SourceInfo {
        self.source.info()
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        if self.left == 0 && self.since.set(Instant::now()).is_ok() {
            std::thread::sleep(STALL);
        }
        self.left = self.left.saturating_sub(1);
        self.source.next_frame()
    }
}

pub(crate) fn camera_stalls() -> Told {
    let since = Arc::new(OnceLock::new());
    let begun = Arc::clone(&since);
    let job = job(Level::Silent, move || {
        let source = Endless::new("nobody");
        Ok(Box::new(Stalls { source, left: 20, since: Arc::clone(&since) }))
    });
    in_window(job, Box::new(|_| {}), move |screen, repaints| {
        let stalled = wait("the camera stalls", || begun.get().copied());
        leave(screen, repaints, stalled + Duration::from_millis(200))
    })
}

/// A network that takes ten times as long.
struct Slow {
    network: Box<dyn Network>,
    ran: Arc<AtomicBool>,
}

impl Network for Slow {
    fn run(&mut self, input: &[f32]) -> Result<(), InferError> {
        let since = Instant::now();
        let result = self.network.run(input);
        std::thread::sleep(since.elapsed() * 9);
        self.ran.store(true, Ordering::Relaxed);
        result
    }

    fn output(&self, index: usize) -> &[f32] {
        self.network.output(index)
    }
}

fn slow_vision(ran: &Arc<AtomicBool>) -> Vision {
    let runtime = runtime();
    let roles = [Role::Detector, Role::Mesh, Role::Pad, Role::Embedding, Role::Mask];
    let slow = |model: &liveface_models::Model| LoadedModel {
        entry: model.entry.clone(),
        network: Box::new(Slow { network: runtime.load(model).expect("a network"), ran: Arc::clone(ran) }),
    };
    let models = roles.into_iter().flat_map(|role| pack().all(role)).map(slow).collect();
    Vision::from_models(models, VisionConfig::default()).expect("networks")
}

pub(crate) fn networks_are_slow() -> Told {
    let ran = Arc::new(AtomicBool::new(false));
    let mut job = job(Level::Silent, || Ok(Box::new(Endless::new("nobody"))));
    let theirs = Arc::clone(&ran);
    job.load = Box::new(move || Ok(slow_vision(&theirs)));
    in_window(job, Box::new(|_| {}), move |screen, repaints| {
        wait("the networks run", || ran.load(Ordering::Relaxed).then_some(()));
        leave(screen, repaints, Instant::now())
    })
}

/// A camera that gives nothing: it wakes no window.
struct Still;

impl FrameSource for Still {
    fn info(&self) -> SourceInfo {
        SourceInfo { width: 640, height: 480, ..SourceInfo::default() }
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        std::thread::sleep(Duration::from_secs(60));
        Ok(None)
    }
}

pub(crate) fn server_never_answers() -> Told {
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", server.local_addr().expect("an address"));
    let (called, asked) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut calls = Vec::new();
        for call in server.incoming() {
            calls.push(call);
            // Whoever is told may be gone.
            let _ = called.send(Instant::now());
        }
    });
    let mut job = job(Level::Silent, || Ok(Box::new(Still)));
    job.sends = true;
    job.reach = Box::new(move || {
        let merchant =
            Merchant::new(&url).map_err(|error| Failure::new(FailureKind::Settings, error.to_string()))?;
        Ok(Service::Merchant(Arc::new(merchant)))
    });
    in_window(job, Box::new(|_| {}), move |screen, repaints| {
        let since = asked.recv_timeout(Duration::from_secs(30)).map_err(|_| "nobody called the server")?;
        leave(screen, repaints, since + Duration::from_millis(200))
    })
}
