//! Which page is shown and what happens next: every move between pages, without a window, a clock or a camera.
//!
//! ```text
//! Guide ──start──▶ Consent ──agree, without light──▶ Running ──decided──▶ Outcome ──close──▶ Closed
//!   │     (light planned)      ▲                       │                     │
//!   └──────────start───────────┤                       └──something broke──▶ Broken ──close──▶ Closed
//!                              └──────────────────retry, attempts left───────┴────────┘
//! ```
//!
//! In: `handle_*`, in the order of time. Out: [`Flow::poll_command`], drained after every call in. Look: [`Flow::screen`].

mod hints;
mod running;
#[cfg(test)]
mod tests;

use crate::event::{AuthEvent, AuthResult, Event};
use crate::failure::{Failure, FailureKind};
use crate::screen::{Broken, Consent, Guide, Message, Outcome, OutcomeKind, Press, Privacy, Screen};
use crate::work::{Ending, Update};
use liveface_session::light::Light;
use running::Running;
pub(crate) use running::hint_key;
use std::collections::VecDeque;
use std::time::Duration;

/// What the pages depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Whether the guide page is shown.
    pub guide: bool,
    /// Whether light is planned, so that its page comes first.
    pub light: bool,
    /// Whether the check can be done without it.
    pub free_of_light: bool,
    /// What becomes of the recording.
    pub privacy: Privacy,
    /// How many attempts there are, at least 1.
    pub attempts: u32,
    /// Whether pages tell of failures and errors; otherwise the window closes.
    pub error_pages: bool,
    /// Whether losing the focus ends the check.
    pub focus_matters: bool,
    /// How long the last page stays; `None` until it is closed.
    pub result_stays: Option<Duration>,
    /// Time for a face to be well placed, where a countdown of it is shown.
    pub prepare_countdown: Option<Duration>,
    /// Time for each check, where a countdown of it is shown.
    pub check_countdown: Option<Duration>,
}

/// What the flow wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Begin an attempt, with light where it was planned and agreed to.
    Begin {
        /// Whether light may be shown.
        light: bool,
    },
    /// The attempt is over: neither its updates nor its picture are wanted any more.
    Stop,
    /// Tell the app.
    Emit(Event),
    /// Say this aloud, where that is wanted.
    Speak(Message),
    /// Close the window.
    Close,
}

/// The page, with what it needs.
#[derive(Debug)]
enum Page {
    Guide,
    Consent,
    Running(Box<Running>),
    Outcome(Outcome, Duration),
    Broken(Broken, Duration),
    Closed,
}

/// The pages of one check.
#[derive(Debug)]
pub struct Flow {
    rules: Rules,
    page: Page,
    light_agreed: bool,
    attempts: u32,
    /// How the check ends if the person goes now; `None` once the app was told.
    ending: Option<Failure>,
    commands: VecDeque<Command>,
}

impl Flow {
    /// A check that begins at `now`.
    #[must_use]
    pub fn new(rules: Rules, now: Duration) -> Self {
        let commands = VecDeque::from([Command::Emit(Event::MainViewCreate)]);
        let ending = Some(failure(FailureKind::Cancelled));
        let mut flow = Self { rules, page: Page::Guide, light_agreed: false, attempts: 0, ending, commands };
        if !flow.rules.guide {
            flow.start(now);
        }
        flow
    }

    // --- in ---

    /// Takes what the person pressed.
    pub fn handle_press(&mut self, press: Press, now: Duration) {
        match (press, &self.page) {
            (Press::Control(id), _) => self.emit(Event::Control(id)),
            (Press::Start, Page::Guide) => self.start(now),
            (Press::Agree, Page::Consent) => self.begin(true, now),
            (Press::WithoutLight, Page::Consent) if self.rules.free_of_light => self.begin(false, now),
            (
                Press::Retry,
                Page::Outcome(Outcome { retry: true, .. }, _) | Page::Broken(Broken { retry: true, .. }, _),
            ) => {
                self.start(now);
            }
            (Press::Cancel, Page::Running(_)) => self.fail(failure(FailureKind::Cancelled), now),
            (Press::Close | Press::Cancel, _) => self.close(),
            _ => {}
        }
    }

    /// Takes that the window is closed from outside.
    pub fn handle_closed(&mut self) {
        if let Page::Running(_) = self.page {
            self.commands.push_back(Command::Stop);
            self.ending = Some(failure(FailureKind::Cancelled));
        }
        self.close();
    }

    /// Takes whether the window has the focus.
    pub fn handle_focus(&mut self, focused: bool, now: Duration) {
        if !focused && self.rules.focus_matters && matches!(self.page, Page::Running(_)) {
            self.fail(failure(FailureKind::FocusLost), now);
        }
    }

    /// Takes what came of the work on the attempt.
    pub fn handle_update(&mut self, update: Update, now: Duration) {
        let Page::Running(running) = &mut self.page else { return };
        match update {
            Update::Ended(ending) => self.end(*ending, now),
            Update::Broken(failure) => self.fail(failure, now),
            Update::Tips(tips) => self.emit(Event::Tips(tips)),
            Update::LightShown(shown) => {
                self.emit(Event::LightShown { light: shown.light, at_ms: shown.at.as_millis() });
            }
            update => {
                if let Some(event) = running.take(&update, now) {
                    self.emit(Event::Auth(event));
                }
                if let Update::Prompt(_) = update
                    && let Page::Running(running) = &self.page
                {
                    self.commands.push_back(Command::Speak(running.instruction()));
                }
            }
        }
    }

    /// Takes the passing of time.
    pub fn handle_time(&mut self, now: Duration) {
        if self.rest(now).is_some_and(|rest| rest.is_zero()) {
            self.close();
        }
    }

    // --- out ---

    /// The next thing to do; `None` when all are taken.
    pub fn poll_command(&mut self) -> Option<Command> {
        self.commands.pop_front()
    }

    /// What the window shows; `None` once it is closed.
    #[must_use]
    pub fn screen(&self, now: Duration) -> Option<Screen> {
        Some(match &self.page {
            Page::Guide => Screen::Guide(Guide { privacy: self.rules.privacy }),
            Page::Consent => Screen::Consent(Consent { free: self.rules.free_of_light }),
            Page::Running(running) => running.screen(&self.rules, now),
            Page::Outcome(outcome, _) => Screen::Outcome(outcome.clone()),
            Page::Broken(broken, _) => Screen::Broken(broken.clone()),
            Page::Closed => return None,
        })
    }

    /// How long the last page stays yet, where it goes by itself.
    #[must_use]
    pub fn rest(&self, now: Duration) -> Option<Duration> {
        let (Page::Outcome(_, since) | Page::Broken(_, since)) = &self.page else { return None };
        self.rules.result_stays.map(|stays| stays.saturating_sub(now.saturating_sub(*since)))
    }

    /// The light that the window is, and how many were asked for until it: the same one may be asked for twice, and each is
    /// to be reported.
    #[must_use]
    pub fn light(&self) -> Option<(Light, u32)> {
        if let Page::Running(running) = &self.page { running.light() } else { None }
    }

    // --- moves ---

    fn start(&mut self, now: Duration) {
        if self.rules.light && !self.light_agreed {
            self.page = Page::Consent;
        } else {
            self.begin(self.light_agreed, now);
        }
    }

    fn begin(&mut self, light: bool, now: Duration) {
        self.light_agreed = light;
        self.attempts += 1;
        self.ending = Some(failure(FailureKind::Cancelled));
        self.page = Page::Running(Box::new(Running::new(now)));
        self.commands.push_back(Command::Begin { light });
        self.emit(Event::Auth(AuthEvent::StartAuth));
    }

    /// The attempt has a result.
    fn end(&mut self, ending: Ending, now: Duration) {
        self.commands.push_back(Command::Stop);
        self.emit(Event::Auth(AuthEvent::None));
        let attempts_left = self.rules.attempts.saturating_sub(self.attempts);
        let (kind, reason, remedy, code) = match ending {
            Ending::Passed { token, best_image, same, level } => {
                self.ending = None;
                self.emit(Event::Success(AuthResult { token, best_image, level }));
                let reason = if same { "result-pass-same" } else { "result-pass-live" };
                (OutcomeKind::Passed, reason, None, String::new())
            }
            Ending::Failed { failure, reason, remedy } => {
                let kind = if failure.insufficient { OutcomeKind::Insufficient } else { OutcomeKind::Failed };
                let code = failure.detail.clone().unwrap_or_else(|| failure.code.to_string());
                self.ending = Some(failure);
                (kind, reason, Some(remedy.into()), code)
            }
        };
        let passed = kind == OutcomeKind::Passed;
        let outcome = Outcome {
            kind,
            reason: reason.into(),
            remedy,
            attempts_left: (!passed).then_some(attempts_left),
            retry: !passed && attempts_left > 0,
            code,
        };
        self.settle(outcome.retry);
        self.commands.push_back(Command::Speak(outcome.reason.clone()));
        self.show_or_close(Page::Outcome(outcome, now), passed);
    }

    /// The attempt broke off.
    fn fail(&mut self, failure: Failure, now: Duration) {
        tracing::info!(kind = ?failure.kind, failure.code, "the attempt broke off");
        self.commands.push_back(Command::Stop);
        self.emit(Event::Auth(AuthEvent::None));
        // Whoever stopped during the light must not be flashed at again unasked.
        self.light_agreed = false;
        let failure = match &self.page {
            Page::Running(running) => failure.with_token_if_none(running.token()),
            _ => failure,
        };
        let kind = &failure.kind;
        let retry = kind.can_retry() && self.attempts < self.rules.attempts;
        let gone = kind.can_retry() && !retry;
        // "You can start again at any time" is not true then.
        let cancelled_for_good = gone && *kind == FailureKind::Cancelled;
        let remedy = if cancelled_for_good { "attempts-none" } else { kind.remedy_key() };
        let broken = Broken {
            title: kind.title_key().into(),
            remedy: remedy.into(),
            retry,
            attempts_gone: gone && !cancelled_for_good,
            code: failure.code.to_string(),
        };
        self.ending = Some(failure);
        self.settle(retry);
        self.show_or_close(Page::Broken(broken, now), false);
    }

    /// Tells the app of a failure that is final.
    fn settle(&mut self, retry: bool) {
        let final_one = !retry || !self.rules.error_pages;
        if let Some(failure) = self.ending.take_if(|_| final_one) {
            self.emit(Event::Failure(failure));
        }
    }

    fn show_or_close(&mut self, page: Page, passed: bool) {
        self.page = page;
        if !passed && !self.rules.error_pages {
            self.close();
        }
    }

    fn close(&mut self) {
        if matches!(self.page, Page::Closed) {
            return;
        }
        self.settle(false);
        self.page = Page::Closed;
        self.emit(Event::MainViewDestroy);
        self.commands.push_back(Command::Close);
    }

    fn emit(&mut self, event: Event) {
        self.commands.push_back(Command::Emit(event));
    }
}

/// A failure of this kind that needs no more words.
fn failure(kind: FailureKind) -> Failure {
    let message = match kind {
        FailureKind::Cancelled => "the person cancelled the check",
        FailureKind::FocusLost => "another window came to the front during the check",
        _ => "the check broke off",
    };
    Failure::new(kind, message)
}
