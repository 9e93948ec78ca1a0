//! Every page in every state that looks different, and what it must say and offer.

use liveface_kiosk::screen::{
    Broken, Consent, Countdown, Guide, Icon, Message, Outcome, OutcomeKind, Press, Privacy, Ring, Screen,
    Session, Waiting,
};
use liveface_session::Action;
use liveface_session::light::{Light, Part};
use std::time::Duration;

pub(crate) fn session(instruction: &'static str, icon: Icon, ring: Ring) -> Session {
    Session {
        instruction: instruction.into(),
        icon,
        hint: None,
        ring,
        countdown: None,
        step: None,
        between_colours: false,
    }
}

pub(crate) fn outcome(
    kind: OutcomeKind,
    reason: &'static str,
    remedy: Option<&'static str>,
    left: Option<u32>,
) -> Outcome {
    Outcome {
        kind,
        reason: reason.into(),
        remedy: remedy.map(Message::from),
        attempts_left: left,
        retry: left.is_some_and(|left| left > 0),
        code: "220".to_owned(),
    }
}

pub(crate) fn action(action: Action, instruction: &'static str, step: u32) -> Session {
    let countdown = Some(Countdown { left: Duration::from_millis(6_200), of: Duration::from_secs(10) });
    let session = session(instruction, Icon::Do(action), Ring::Right);
    Session { countdown, step: Some((step, 4)), ..session }
}

/// Every page in every state that looks different.
pub(crate) fn pages() -> Vec<Screen> {
    let privacies = [Privacy::Deleted, Privacy::Kept, Privacy::Sent, Privacy::SentAndKept];
    let mut pages: Vec<Screen> = privacies.map(|privacy| Screen::Guide(Guide { privacy })).into();
    pages.extend([true, false].map(|free| Screen::Consent(Consent { free })));
    let warned = action(Action::Shake, "prompt-shake", 4);
    let warned = Session { hint: Some("hint-outshone".into()), ring: Ring::Wrong, ..warned };
    let grey = session("prompt-watch-light", Icon::Light, Ring::Wrong);
    pages.extend(
        [
            session("prompt-position", Icon::Face, Ring::Searching),
            session("prompt-hold-still", Icon::Still, Ring::Right),
            session("prompt-watch-light", Icon::Light, Ring::Right),
            action(Action::Blink, "prompt-blink", 1),
            action(Action::Mouth, "prompt-mouth", 2),
            action(Action::Nod, "prompt-nod", 3),
            warned,
            Session { hint: Some("hint-keep-still".into()), between_colours: true, ..grey },
        ]
        .map(Screen::Session),
    );
    pages.push(Screen::Light(Light { colour: [10, 200, 30], part: Part::Left }));
    let waits = [Waiting::Token, Waiting::Camera, Waiting::Analysing, Waiting::Uploading, Waiting::Result];
    pages.extend(waits.map(Screen::Waiting));
    pages.extend(
        [
            outcome(OutcomeKind::Passed, "result-pass-live", None, None),
            outcome(OutcomeKind::Failed, "reason-other-person", Some("remedy-other-person"), Some(2)),
            outcome(OutcomeKind::Failed, "reason-video", Some("remedy-video"), None),
            outcome(OutcomeKind::Insufficient, "reason-light-unclear", Some("remedy-light-unclear"), Some(0)),
        ]
        .map(Screen::Outcome),
    );
    let broken = [(true, false), (false, false), (false, true)].map(broken);
    pages.extend(broken.map(Screen::Broken));
    pages
}

fn broken((retry, attempts_gone): (bool, bool)) -> Broken {
    let (title, remedy) = ("error-camera-denied".into(), "remedy-camera-denied".into());
    Broken { title, remedy, retry, attempts_gone, code: "camera-denied".to_owned() }
}

/// What a page must say and offer.
pub(crate) struct Expected {
    pub(crate) says: Vec<Message>,
    pub(crate) buttons: Vec<(&'static str, Press)>,
    /// What Enter does when the page has just opened.
    pub(crate) enter: Option<Press>,
    pub(crate) escape: Press,
}

const CANCEL: (&str, Press) = ("button-cancel", Press::Cancel);

/// A page that has no arm here has no test.
pub(crate) fn expected(screen: &Screen) -> Expected {
    match screen {
        Screen::Guide(guide) => of_guide(*guide),
        Screen::Consent(consent) => of_consent(*consent),
        Screen::Session(session) => of_session(session),
        // Not to be seen: a button as large as the window.
        Screen::Light(_) => under_way(Vec::new(), vec![CANCEL]),
        Screen::Waiting(waiting) => {
            let says = match waiting {
                Waiting::Token => "wait-token",
                Waiting::Camera => "prompt-prepare",
                Waiting::Analysing => "wait-analysing",
                Waiting::Uploading => "wait-uploading",
                Waiting::Result => "wait-result",
            };
            under_way(vec![says.into()], vec![CANCEL])
        }
        Screen::Outcome(outcome) => of_outcome(outcome),
        Screen::Broken(broken) => of_broken(broken),
    }
}

fn under_way(says: Vec<Message>, buttons: Vec<(&'static str, Press)>) -> Expected {
    Expected { says, buttons, enter: None, escape: Press::Cancel }
}

fn of_guide(guide: Guide) -> Expected {
    let privacy = match guide.privacy {
        Privacy::Deleted => vec!["guide-privacy"],
        Privacy::Kept => vec!["guide-privacy-kept"],
        Privacy::Sent => vec!["guide-privacy-sent"],
        Privacy::SentAndKept => vec!["guide-privacy-sent", "guide-privacy-kept"],
    };
    let says =
        ["guide-title", "guide-intro", "guide-facing", "guide-light", "guide-uncovered", "guide-alone"];
    let says = says.into_iter().chain(privacy).map(Message::from).collect();
    Expected { enter: Some(Press::Start), ..under_way(says, vec![("button-start", Press::Start), CANCEL]) }
}

fn of_consent(consent: Consent) -> Expected {
    let warning = if consent.free { "consent-warning" } else { "consent-warning-bound" };
    let says = ["consent-title", warning, "consent-what", "consent-stop"].map(Message::from).into();
    let without = consent.free.then_some(("button-without-light", Press::WithoutLight));
    let buttons = without.into_iter().chain([("button-agree", Press::Agree), CANCEL]);
    under_way(says, buttons.collect())
}

fn of_session(session: &Session) -> Expected {
    let step = session.step.map(|(step, total)| {
        let arguments = vec![("step", step), ("total", total)];
        Message { key: "step-of", arguments }
    });
    let seconds = session.countdown.map(|_| Message::with("seconds-left", "seconds", 7));
    let says = [Some(session.instruction.clone()), session.hint.clone(), step, seconds];
    under_way(says.into_iter().flatten().collect(), vec![CANCEL])
}

fn of_outcome(outcome: &Outcome) -> Expected {
    let title = match outcome.kind {
        OutcomeKind::Passed => "result-pass-title",
        OutcomeKind::Failed => "result-fail-title",
        OutcomeKind::Insufficient => "result-insufficient-title",
    };
    let left = outcome.attempts_left.map(|left| match left {
        0 => "attempts-none".into(),
        left => Message::with("attempts-left", "attempts", left),
    });
    let mut says = vec![title.into(), outcome.reason.clone()];
    says.extend(outcome.remedy.clone().into_iter().chain(left));
    ending(says, outcome.retry)
}

fn of_broken(broken: &Broken) -> Expected {
    let mut says = vec![broken.title.clone(), broken.remedy.clone()];
    says.extend(broken.attempts_gone.then(|| "attempts-none".into()));
    ending(says, broken.retry)
}

fn ending(says: Vec<Message>, retry: bool) -> Expected {
    let close = ("button-close", Press::Close);
    let retries = ("button-retry", Press::Retry);
    let buttons = if retry { vec![retries, close] } else { vec![close] };
    let enter = buttons.first().map(|(_, press)| press.clone());
    Expected { says, buttons, enter, escape: Press::Close }
}

/// Number of the arm of [`expected`].
pub(crate) fn kind(screen: &Screen) -> usize {
    match screen {
        Screen::Guide(_) => 0,
        Screen::Consent(_) => 1,
        Screen::Session(_) => 2,
        Screen::Light(_) => 3,
        Screen::Waiting(_) => 4,
        Screen::Outcome(_) => 5,
        Screen::Broken(_) => 6,
    }
}
