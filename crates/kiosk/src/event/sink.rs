//! How an app hears: a callback, a stream, or lines of JSON.

use super::{AuthResult, Event};
use crate::failure::Failure;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver};

/// Hears every event, in order. It is called by the window's thread, so it must not wait for anything.
pub type EventSink = Box<dyn FnMut(&Event) + Send>;

/// Whether a log holds what identifies a person or a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Disclosure {
    /// Token and picture are left out.
    #[default]
    Withheld,
    /// Token and picture are written.
    Shown,
}

/// A sink, and the stream of what it hears. The stream ends when the sink is dropped; a stream that nobody reads any more is
/// no error.
#[must_use]
pub fn channel() -> (EventSink, Receiver<Event>) {
    let (sender, receiver) = mpsc::channel();
    let sink = move |event: &Event| {
        // Whoever dropped the receiver does not want to hear any more.
        let _ = sender.send(event.clone());
    };
    (Box::new(sink), receiver)
}

/// Writes an event that happened at that time.
pub type Log = Box<dyn FnMut(Timestamp, &Event) + Send>;

/// Writes each event, with the time at which it happened, as one line of JSON. The first error of `out` goes to `failed`,
/// and nothing is written after it.
#[must_use]
pub fn json_lines(
    out: impl Write + Send + 'static,
    disclosure: Disclosure,
    failed: impl FnOnce(io::Error) + Send + 'static,
) -> Log {
    let mut open = Some((out, failed));
    Box::new(move |at, event| {
        let Some((out, _)) = &mut open else { return };
        let mut line = event.to_json(disclosure);
        line["at"] = json!(format!("{at:.3}"));
        if let Err(error) = writeln!(out, "{line}").and_then(|()| out.flush())
            && let Some((_, failed)) = open.take()
        {
            failed(error);
        }
    })
}

impl Event {
    /// As an object: `event` names the guide's callback (`onAuthTipsEvent`, `onFail`, ..) or ours (`onControl`,
    /// `onLightShown`), the rest are its arguments.
    #[must_use]
    pub fn to_json(&self, disclosure: Disclosure) -> Value {
        match self {
            Self::MainViewCreate => json!({ "event": "onMainViewCreate" }),
            Self::MainViewDestroy => json!({ "event": "onMainViewDestroy" }),
            Self::Tips(tip) => json!({ "event": "onAuthTipsEvent", "tipsEvent": tip.name() }),
            Self::Auth(stage) => json!({ "event": "onAuthEvent", "authEvent": stage.name() }),
            Self::Control(id) => json!({ "event": "onControl", "id": id }),
            Self::LightShown { light, at_ms } => {
                let part = light.part.name();
                json!({ "event": "onLightShown", "colour": light.colour, "part": part, "atMs": at_ms })
            }
            Self::Success(result) => success(result, disclosure),
            Self::Failure(failure) => failed(failure, disclosure),
        }
    }
}

/// `value`, or a word in its place.
fn private(value: Option<&str>, disclosure: Disclosure) -> Value {
    match (value, disclosure) {
        (None, _) => Value::Null,
        (Some(value), Disclosure::Shown) => json!(value),
        (Some(_), Disclosure::Withheld) => json!("withheld"),
    }
}

fn success(result: &AuthResult, disclosure: Disclosure) -> Value {
    let token = Some(result.token.as_str()).filter(|token| !token.is_empty());
    json!({
        "event": "onSuccess",
        "token": private(token, disclosure),
        "bestImage": private(result.best_image.as_deref(), disclosure),
        "secureLevel": result.level,
    })
}

fn failed(failure: &Failure, disclosure: Disclosure) -> Value {
    json!({
        "event": "onFail",
        "errorCode": failure.code,
        "iosCode": failure.ios,
        "errorMsg": failure.message,
        "detail": failure.detail,
        "token": private(failure.token.as_deref(), disclosure),
    })
}
