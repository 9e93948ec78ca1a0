//! What happens before a live camera, and when.

use super::Pace;
use super::actor::Cue;
use crate::performance::Gesture;
use crate::scene::Show;
use liveface_frames::Timestamp;
use liveface_session::{Action, Light};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// From being asked to the beginning of a gesture, microseconds. Longer than a blink that has begun unasked and the time
/// around gestures in which nobody blinks, so that no blink is broken off.
const REACTION_US: i64 = 660_000;
/// From one gesture to the next one, microseconds.
const PAUSE_US: i64 = 300_000;
/// How long a walk out of the picture or into it takes, microseconds.
const WALK_US: i64 = 1_500_000;
/// How far ahead people remember what they were asked, microseconds.
const MEMORY_US: i64 = 10_000_000;
/// How long something may matter after its end, microseconds: exposures last less, and screens settle sooner.
const PAST_US: i64 = 1_000_000;
/// When it is before the first frame, microseconds: a light shown then is settled when the first frame is exposed.
const BEFORE_US: i64 = -PAST_US;

/// Tells the person before a [`super::LiveCamera`] and the screen what happens; cheap to clone, usable from another
/// thread.
#[derive(Clone, Debug)]
pub struct Director {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Debug)]
struct Shared {
    clock: Clock,
    /// What the screen shows from when on, microseconds of stream time; in order of time, the first one for ever before.
    lights: VecDeque<(i64, Option<Light>)>,
    /// In order of their begin, walks and gestures each.
    cues: Vec<Cue>,
    /// Whether the person is before the camera, or on the way there.
    here: bool,
}

/// Tells stream time.
#[derive(Debug)]
enum Clock {
    /// When the first frame came.
    Wall(Option<Instant>),
    /// Time of the last frame.
    Frames(Option<Timestamp>),
}

impl Director {
    pub(super) fn new(pace: Pace) -> Self {
        let clock = match pace {
            Pace::RealTime => Clock::Wall(None),
            Pace::AsFastAsPossible => Clock::Frames(None),
        };
        let lights = VecDeque::from([(BEFORE_US, None)]);
        let shared = Shared { clock, lights, cues: Vec::new(), here: true };
        Self { shared: Arc::new(Mutex::new(shared)) }
    }

    /// The screen shows `light` from now on; `None` = black, as at the beginning.
    pub fn show(&self, light: Option<Light>) {
        let mut shared = self.lock();
        let now = shared.now_us();
        shared.lights.push_back((now, light));
        shared.forget(now);
    }

    /// The person does `action` once, beginning two thirds of a second from now or after what was asked before. What
    /// would begin more than ten seconds from now is forgotten.
    pub fn ask(&self, action: Action) {
        let mut shared = self.lock();
        let now = shared.now_us().max(0);
        shared.forget(now);
        let busy = shared.cues.iter().filter(|cue| !cue.is_walk()).map(|cue| cue.to_us + PAUSE_US).max();
        let from_us = busy.unwrap_or(now).max(now + REACTION_US);
        if from_us - now <= MEMORY_US {
            let (gesture, length_us) = course(action);
            shared.cues.push(Cue { gesture, from_us, to_us: from_us + length_us });
        }
    }

    /// The person walks out of the picture, if there.
    pub fn leave(&self) {
        self.walk(false);
    }

    /// The person walks back into the picture, if away.
    pub fn come_back(&self) {
        self.walk(true);
    }

    /// Stream time now; zero before the first frame. What is told now happens at this time: a light that was shown at it is
    /// in the frames whose time is later.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp::from_micros(u64::try_from(self.lock().now_us()).unwrap_or(0))
    }

    fn walk(&self, here: bool) {
        let mut shared = self.lock();
        if shared.here == here {
            return;
        }
        shared.here = here;
        let now = shared.now_us().max(0);
        shared.forget(now);
        // A walk that has not begun is given up.
        let waits = |cue: &Cue| cue.is_walk() && cue.from_us > now;
        if let Some(waiting) = shared.cues.iter().rposition(waits) {
            shared.cues.remove(waiting);
            return;
        }
        let busy = shared.cues.iter().filter(|cue| cue.is_walk()).map(|cue| cue.to_us).max();
        let from_us = busy.map_or(now, |until| until.max(now));
        let gesture = if here { Gesture::Enter } else { Gesture::Leave };
        shared.cues.push(Cue { gesture, from_us, to_us: from_us + WALK_US });
    }

    /// What the person does.
    pub(super) fn cues(&self) -> Vec<Cue> {
        self.lock().cues.clone()
    }

    /// What the screen showed until `at`, in milliseconds from `at`.
    pub(super) fn shown(&self, at: Timestamp) -> Vec<Show> {
        let at = at.as_micros() as i64;
        let mut shared = self.lock();
        shared.forget(at);
        shared.lights.iter().map(|&(from, light)| show((from - at).max(-PAST_US), light)).collect()
    }

    /// Waits until `at`, which begins the stream if nothing has; where frames make the time, it is `at` now.
    pub(super) fn wait_until(&self, at: Timestamp) {
        let mut shared = self.lock();
        let left = match &mut shared.clock {
            Clock::Frames(now) => {
                *now = Some(at);
                return;
            }
            Clock::Wall(begin) => {
                let begin = *begin.get_or_insert_with(Instant::now);
                Duration::from_micros(at.as_micros()).saturating_sub(begin.elapsed())
            }
        };
        drop(shared);
        if !left.is_zero() {
            std::thread::sleep(left);
        }
    }

    /// Nothing that holds the lock leaves things half done: a panic elsewhere is no reason to stop.
    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shared {
    /// [`BEFORE_US`] before the first frame.
    fn now_us(&self) -> i64 {
        match self.clock {
            Clock::Wall(begin) => begin.map_or(BEFORE_US, |begin| begin.elapsed().as_micros() as i64),
            Clock::Frames(at) => at.map_or(BEFORE_US, |at| at.as_micros() as i64),
        }
    }

    /// Forgets what no longer matters at `now`: a session a minute for years must not fill the memory.
    fn forget(&mut self, now: i64) {
        while self.lights.get(1).is_some_and(|&(from, _)| from < now - PAST_US) {
            self.lights.pop_front();
        }
        let here = self.here;
        // Who has left stays outside because of the walk that led there.
        self.cues.retain(|cue| cue.to_us > now - PAST_US || (!here && cue.gesture == Gesture::Leave));
    }
}

fn show(from_us: i64, light: Option<Light>) -> Show {
    let light = light.unwrap_or(Light { colour: [0; 3], ..Light::GUARD });
    Show { at_ms: from_us as f32 / 1000.0, colour: light.colour, part: light.part }
}

/// What `action` is, and how long it takes, microseconds.
const fn course(action: Action) -> (Gesture, i64) {
    match action {
        Action::Blink => (Gesture::Blink, 400_000),
        Action::Mouth => (Gesture::Mouth, 900_000),
        Action::Nod => (Gesture::Nod, 1_000_000),
        Action::Shake => (Gesture::Shake, 1_500_000),
    }
}
