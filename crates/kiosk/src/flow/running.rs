//! An attempt as the person sees it.

use super::Rules;
use super::hints::Hints;
use crate::event::AuthEvent;
use crate::screen::{Countdown, Icon, Message, Ring, Screen, Session, Waiting};
use crate::work::Update;
use liveface_cloud_api::Secret;
use liveface_session::light::Light;
use liveface_session::{Action, Hint, Prompt};
use std::time::Duration;

/// An attempt under way.
#[derive(Debug)]
pub(super) struct Running {
    waiting: Option<Waiting>,
    prompt: Prompt,
    prompted: Duration,
    hints: Hints,
    /// Whether the last frame showed anybody.
    someone: bool,
    /// Actions asked for so far, and of how many.
    actions: (u32, u32),
    /// What the window lights the face with, and how many lights were asked for until it.
    light: Option<(Light, u32)>,
    token: Option<Secret>,
}

impl Running {
    pub(super) fn new(now: Duration) -> Self {
        Self {
            waiting: Some(Waiting::Camera),
            prompt: Prompt::Position,
            prompted: now,
            hints: Hints::default(),
            someone: false,
            actions: (0, 0),
            light: None,
            token: None,
        }
    }

    /// Takes an update; the event that it is for the app, where it is one.
    pub(super) fn take(&mut self, update: &Update, now: Duration) -> Option<AuthEvent> {
        match update {
            Update::Waiting(waiting) => (self.waiting, self.light) = (Some(*waiting), None),
            Update::CameraOpen { actions } => {
                (self.waiting, self.actions.1, self.prompted) = (None, *actions, now);
            }
            Update::Seen { hint, someone } => {
                self.someone = *someone;
                self.hints.take(*hint, now);
            }
            Update::Prompt(prompt) => return self.ask(*prompt, now),
            Update::Named(token) => self.token = Some(token.clone()),
            Update::ShowLight(light) => {
                let asked = self.light.map_or(0, |(_, asked)| asked);
                self.light = Some((*light, asked + 1));
            }
            _ => {}
        }
        None
    }

    fn ask(&mut self, prompt: Prompt, now: Duration) -> Option<AuthEvent> {
        (self.prompt, self.prompted) = (prompt, now);
        match prompt {
            Prompt::Position => {
                self.actions.0 = 0;
                return None;
            }
            Prompt::Do(_) => self.actions.0 += 1,
            Prompt::HoldStill | Prompt::WatchLight => {}
        }
        Some(AuthEvent::from(prompt))
    }

    /// The light that the window is, and its number. Between two colours that is grey, whatever is drawn on it.
    pub(super) fn light(&self) -> Option<(Light, u32)> {
        self.light.filter(|(light, _)| self.prompt == Prompt::WatchLight || *light == Light::GUARD)
    }

    /// The token of the session, once it is known.
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_ref().map(Secret::expose)
    }

    /// What the person is asked to do.
    pub(super) fn instruction(&self) -> Message {
        let key = match self.prompt {
            Prompt::Position => "prompt-position",
            Prompt::HoldStill => "prompt-hold-still",
            Prompt::WatchLight => "prompt-watch-light",
            Prompt::Do(Action::Blink) => "prompt-blink",
            Prompt::Do(Action::Mouth) => "prompt-mouth",
            Prompt::Do(Action::Nod) => "prompt-nod",
            Prompt::Do(Action::Shake) => "prompt-shake",
        };
        key.into()
    }

    pub(super) fn screen(&self, rules: &Rules, now: Duration) -> Screen {
        if let (Some((light, _)), Prompt::WatchLight) = (self.light, self.prompt)
            && !(light == Light::GUARD && self.hints.shown().is_some())
        {
            return Screen::Light(light);
        }
        if let Some(waiting) = self.waiting {
            return Screen::Waiting(waiting);
        }
        let hint = self.hints.shown();
        let ring = match (hint, self.someone) {
            (Some(_), true) => Ring::Wrong,
            (None, true) => Ring::Right,
            (_, false) => Ring::Searching,
        };
        let (step, steps) = self.actions;
        Screen::Session(Session {
            instruction: self.instruction(),
            icon: self.icon(),
            hint: hint.map(Message::from),
            ring,
            countdown: self.countdown(rules, now),
            step: (matches!(self.prompt, Prompt::Do(_)) && steps > 1).then_some((step.min(steps), steps)),
            // The face left while colours were shown: the light pauses until it is back.
            between_colours: self.light.is_some(),
        })
    }

    fn icon(&self) -> Icon {
        match self.prompt {
            Prompt::Position => Icon::Face,
            Prompt::HoldStill => Icon::Still,
            Prompt::WatchLight => Icon::Light,
            Prompt::Do(action) => Icon::Do(action),
        }
    }

    fn countdown(&self, rules: &Rules, now: Duration) -> Option<Countdown> {
        let of = match self.prompt {
            Prompt::Position => rules.prepare_countdown,
            _ => rules.check_countdown,
        }?;
        Some(Countdown { left: of.saturating_sub(now.saturating_sub(self.prompted)), of })
    }
}

/// The message for what is wrong with a frame; `backlit`: the surroundings are bright.
pub(crate) const fn hint_key(hint: Hint, backlit: bool) -> &'static str {
    match hint {
        Hint::NoFace => "hint-no-face",
        Hint::ManyFaces => "hint-many-faces",
        Hint::TooFar => "hint-closer",
        Hint::TooClose => "hint-farther",
        Hint::TooLeft | Hint::TooRight => "hint-middle",
        Hint::CutOff => "hint-cut-off",
        Hint::TooDark if backlit => "hint-backlight",
        Hint::TooDark => "hint-too-dark",
        Hint::TooBright => "hint-too-bright",
        Hint::Turned => "hint-look-straight",
        Hint::Moving => "hint-keep-still",
        Hint::MouthCovered => "hint-mouth-covered",
        Hint::Outshone => "hint-outshone",
    }
}
