//! What the window shows: pages as data, so that they can be decided, drawn and tested apart from each other.

use liveface_session::Action;
use liveface_session::light::Light;
use std::time::Duration;

/// One page of the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// What is going to happen, and a button to start.
    Guide(Guide),
    /// The warning before flashing light, and the choice to go on without it.
    Consent(Consent),
    /// The camera's picture with one instruction.
    Session(Session),
    /// The whole window is light; nothing else may be seen.
    Light(Light),
    /// Something takes a while.
    Waiting(Waiting),
    /// The check is over.
    Outcome(Outcome),
    /// Something broke.
    Broken(Broken),
}

/// The guide page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guide {
    /// What becomes of the recording.
    pub privacy: Privacy,
}

/// The page before the light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Whether the check can be done without light: not where somebody else planned it.
    pub free: bool,
}

/// What becomes of the recording, as the guide page says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// It stays here and is deleted at the end.
    Deleted,
    /// It is kept on this device.
    Kept,
    /// It is sent to a service.
    Sent,
    /// It is sent to a service, and kept on this device.
    SentAndKept,
}

/// The page with the camera's picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// The instruction, in large type.
    pub instruction: Message,
    /// The picture beside it; an action is shown moving.
    pub icon: Icon,
    /// Something to mend now; it takes the place of the instruction's small print.
    pub hint: Option<Message>,
    /// Colour and shape of the oval's ring.
    pub ring: Ring,
    /// Time left of the stage, where it is shown.
    pub countdown: Option<Countdown>,
    /// Which action of how many, from 1, where there are several.
    pub step: Option<(u32, u32)>,
    /// Whether the page stands between two colours of the light: its background is then [`Light::GUARD`]'s grey, so that
    /// brightness does not jump.
    pub between_colours: bool,
}

/// The state of the ring around the oval; never by colour alone (whole, dashed or ticked).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ring {
    /// Waiting for a face.
    Searching,
    /// Something must be mended.
    Wrong,
    /// All is well.
    Right,
}

/// Time left of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Countdown {
    /// What is left.
    pub left: Duration,
    /// Of how much; above zero.
    pub of: Duration,
}

/// A small picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A face in an oval.
    Face,
    /// An action, moving.
    Do(Action),
    /// A hand that says halt: hold still.
    Still,
    /// A screen that shines.
    Light,
}

/// Why the person waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// The service has not named the session yet.
    Token,
    /// The camera opens.
    Camera,
    /// The result is being computed.
    Analysing,
    /// The recording is on its way.
    Uploading,
    /// The service decides.
    Result,
}

/// The result page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended.
    pub kind: OutcomeKind,
    /// One plain sentence: what was found.
    pub reason: Message,
    /// What to do now; `None` after a pass.
    pub remedy: Option<Message>,
    /// How many attempts are left; `None` after a pass.
    pub attempts_left: Option<u32>,
    /// Whether the person may try again.
    pub retry: bool,
    /// A code for staff.
    pub code: String,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeKind {
    /// Live, and the person of the photo where there was one.
    Passed,
    /// A check failed.
    Failed,
    /// There was not enough to judge.
    Insufficient,
}

/// An error page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What happened.
    pub title: Message,
    /// What to do.
    pub remedy: Message,
    /// Whether the person may try again.
    pub retry: bool,
    /// Whether only that keeps the person from trying again: no attempts are left.
    pub attempts_gone: bool,
    /// A code for staff.
    pub code: String,
}

/// A message of the language files, by its name, with its variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its name, e.g. `hint-no-face`.
    pub key: &'static str,
    /// Its variable and the variable's value.
    pub arguments: Vec<(&'static str, u32)>,
}

impl From<&'static str> for Message {
    fn from(key: &'static str) -> Self {
        Self { key, arguments: Vec::new() }
    }
}

impl Message {
    /// The message `key` with a variable.
    #[must_use]
    pub fn with(key: &'static str, name: &'static str, value: u32) -> Self {
        Self { key, arguments: vec![(name, value)] }
    }
}

/// What a person can press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// Start, on the guide page.
    Start,
    /// Continue, to the light.
    Agree,
    /// Continue without light.
    WithoutLight,
    /// Cancel.
    Cancel,
    /// Try again.
    Retry,
    /// Close the window.
    Close,
    /// A control that the layout adds, by its name.
    Control(String),
}
