//! What is asked of a clip: mode, actions, time.

use super::error::{Fault, Problem, quoted};
use super::fields::{Field, Given, Record};
use crate::row::Mode;
use liveface_session::challenge::utc;
use liveface_session::{Action, Plan};

/// The actions, none where none are given.
///
/// # Errors
/// One that is unknown or stands twice; too many.
pub fn actions(record: &Record<'_>) -> Result<Vec<Action>, Fault> {
    let Some(given) = record.get(Field::Actions)? else { return Ok(Vec::new()) };
    let mut actions = Vec::new();
    for word in given.text.split([',', ' ']).filter(|word| !word.is_empty()) {
        let unknown = || format!("{} is no action, use mouth, blink, nod or shake", quoted(word));
        actions.push(word.parse::<Action>().map_err(|_| given.bad(unknown()))?);
    }
    let plan = Plan::with_actions(&actions)
        .map_err(|_| given.bad("at most two different actions can be asked for"))?;
    Ok(plan.actions)
}

/// What a clip comes with, for [`mode`].
#[derive(Clone, Copy, Debug)]
pub struct Has {
    /// Actions are given.
    pub actions: bool,
    /// A plan of the light is given.
    pub light: bool,
    /// It is a recorded trace, which keeps its own actions and light: they need not be given.
    pub own_plan: bool,
}

/// What is asked for, and that actions and light agree with it.
///
/// # Errors
/// They do not; light alone, which could mean two modes; an unknown mode.
pub fn mode(record: &Record<'_>, has: Has) -> Result<Mode, Fault> {
    let Some(given) = record.get(Field::Mode)? else {
        return match (has.actions, has.light) {
            (false, false) => Ok(Mode::Silent),
            (true, false) => Ok(Mode::Action),
            (true, true) => Ok(Mode::ActionReflection),
            (false, true) => {
                let reason = "light without mode: say mode reflection, or action_reflection if the plan asks for actions";
                Err(Fault::at(record.line, Problem::Contradiction { reason: reason.to_owned() }))
            }
        };
    };
    let mode = match given.text {
        "silent" => Mode::Silent,
        "action" => Mode::Action,
        "reflection" => Mode::Reflection,
        "action_reflection" => Mode::ActionReflection,
        _ => return Err(given.bad("use silent, action, reflection or action_reflection")),
    };
    contradiction(mode, has)
        .map_or(Ok(mode), |what| Err(given.contradicts(format!("mode {} {what}", given.text))))
}

/// What is wrong between a mode and what a clip has.
fn contradiction(mode: Mode, has: Has) -> Option<&'static str> {
    let lit = matches!(mode, Mode::Reflection | Mode::ActionReflection);
    let acting = matches!(mode, Mode::Action | Mode::ActionReflection);
    if has.actions && !acting {
        Some("has no actions: take them away, or use another mode")
    } else if has.light && !lit {
        Some("has no light: take it away, or use another mode")
    } else if lit && !has.light && !has.own_plan {
        Some("needs light: name the plan")
    } else if mode == Mode::Action && !has.actions && !has.own_plan {
        Some("needs actions: say which, chance cannot be measured")
    } else {
        None
    }
}

/// A time, as it is written.
///
/// # Errors
/// No time.
pub fn time(given: Given<'_>) -> Result<String, Fault> {
    let known = given.text.parse::<u64>().is_ok() || utc::parse(given.text).is_some();
    let advice = "write it like 2026-03-01T12:00:00Z, or as seconds since 1970";
    known.then(|| given.text.to_owned()).ok_or_else(|| given.bad(advice))
}
