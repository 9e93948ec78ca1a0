//! The actions, one file each: every check watches the face from the moment it is well placed, keeps the person's own
//! neutral as its baseline, and reports each completed movement with its times. Which movement was asked for, and
//! when, is for the session to know.

mod baseline;
mod blink;
mod excursion;
mod mouth;

use crate::config::Actions;
use crate::observation::{Face, Faces, Observation};
use crate::plan::Action;
use crate::time::Timestamp;

/// A completed movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Which action it is.
    pub action: Action,
    /// When the face left neutral.
    pub from: Timestamp,
    /// When it was back.
    pub to: Timestamp,
}

/// What a check makes of the face so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// No movement has been completed on this frame.
    Pending,
    /// A movement that began at the given time is completed on this frame.
    Passed {
        /// When the face left neutral.
        from: Timestamp,
    },
}

/// One action's detector.
pub(crate) trait Check: std::fmt::Debug + Send {
    /// Takes the next well placed face; times never fall.
    fn observe(&mut self, at: Timestamp, face: &Face) -> Progress;
}

/// The movements that the checks complete on `observations`, in the order of their ends, asked for or not: what a
/// session could see of them. Frames without exactly one face are passed over; times must not fall.
#[must_use]
pub fn movements<'a>(
    config: &Actions,
    observations: impl IntoIterator<Item = &'a Observation>,
) -> Vec<Movement> {
    let mut checks = Checks::new(config);
    let mut seen = Vec::new();
    for observation in observations {
        if let Faces::One(face) = &observation.faces {
            seen.extend(checks.observe(observation.at, face).into_iter().flatten());
        }
    }
    seen
}

/// What one frame completes: at most one movement of each action.
pub(crate) type Movements = [Option<Movement>; Action::ALL.len()];

/// All detectors, side by side: what was *not* asked for matters as well.
#[derive(Debug)]
pub(crate) struct Checks([(Action, Box<dyn Check>); Action::ALL.len()]);

impl Checks {
    pub(crate) fn new(config: &Actions) -> Self {
        Self(Action::ALL.map(|action| (action, check_of(action, config))))
    }

    /// Feeds every detector; gives the movements completed on this frame.
    pub(crate) fn observe(&mut self, at: Timestamp, face: &Face) -> Movements {
        self.0.each_mut().map(|(action, check)| match check.observe(at, face) {
            Progress::Pending => None,
            Progress::Passed { from } => Some(Movement { action: *action, from, to: at }),
        })
    }
}

fn check_of(action: Action, config: &Actions) -> Box<dyn Check> {
    match action {
        Action::Mouth => Box::new(mouth::MouthCheck::new(config.mouth.clone())),
        Action::Blink => Box::new(blink::BlinkCheck::new(config.blink.clone())),
        Action::Nod => Box::new(excursion::ExcursionCheck::nod(config.nod.clone())),
        Action::Shake => Box::new(excursion::ExcursionCheck::shake(config.shake.clone())),
    }
}
