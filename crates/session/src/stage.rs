//! The stages and timers of a session; the moves between them are in `session.rs`.

use crate::acting::Acting;
use crate::segment::Segment;
use crate::time::Timestamp;
use crate::verdict::{Incomplete, Verdict};

/// Which stage a session is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageKind {
    /// Waiting for one well placed face.
    Positioning,
    /// Waiting for an action.
    Acting,
    /// Showing colours.
    Reflecting,
    /// Gathering silent evidence.
    Watching,
    /// Waiting for the comparison with the photo.
    Comparing,
    /// Finished.
    Done,
}

/// A stage with its data.
#[derive(Debug)]
pub(crate) enum Stage {
    /// The well placed stretch so far, if any.
    Positioning(Option<Box<Segment>>),
    /// Acting or Watching.
    Checking(Box<Checking>),
    /// Nothing speaks against a live person; the photo is left.
    Comparing(Box<Checking>),
    /// Over.
    Done(Verdict),
}

/// The data of Acting and Watching: they differ only in whether an action is left.
#[derive(Debug)]
pub(crate) struct Checking {
    pub(crate) segment: Segment,
    pub(crate) acting: Acting,
    /// Since when several faces have been seen.
    pub(crate) crowded: Option<Timestamp>,
}

/// What stands in the slot while a move runs.
pub(crate) const fn interrupted() -> Stage {
    Stage::Done(Verdict::Incomplete(Incomplete::Interrupted))
}

/// What can fall due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timer {
    /// No well placed face since the start or since the evidence was thrown away.
    Prepare,
    /// The current action was not done.
    Action,
    /// The current light has been shown for its time, or was not shown at all.
    Light,
    /// No verdict since the start.
    Session,
}
