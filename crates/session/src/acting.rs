//! The actions in their order: one asked for at a time, each with its own time limit.

use crate::checks::Movement;
use crate::config::Actions;
use crate::plan::Action;
use crate::report::{ActionResult, ActionState};
use crate::time::Timestamp;
use crate::verdict::Rejection;
use std::time::Duration;

/// Where the planned actions stand.
#[derive(Clone, Debug)]
pub(crate) struct Acting {
    results: Vec<ActionResult>,
    /// When the current action was asked for.
    asked: Timestamp,
    wrong: u32,
    last_wrong: Option<Action>,
}

impl Acting {
    pub(crate) fn new(actions: &[Action], asked: Timestamp) -> Self {
        let pending = |action: &Action| ActionResult {
            action: *action,
            state: ActionState::Pending,
            from_ms: None,
            to_ms: None,
        };
        Self { results: actions.iter().map(pending).collect(), asked, wrong: 0, last_wrong: None }
    }

    /// The action asked for now; `None` when all are done.
    pub(crate) fn current(&self) -> Option<Action> {
        self.results.iter().find(|result| !result.passed()).map(|result| result.action)
    }

    /// When the current action must be done; `None` when all are.
    pub(crate) fn deadline(&self, config: &Actions) -> Option<Timestamp> {
        self.current().map(|_| self.asked.after(Duration::from_millis(config.limit_ms)))
    }

    /// Takes a completed movement; `true` when it is the one asked for.
    ///
    /// People blink unasked, so a blink is never a wrong action.
    pub(crate) fn take(&mut self, movement: Movement) -> bool {
        let Some(asked) = self.current() else { return false };
        if movement.from < self.asked {
            return false;
        }
        if movement.action == asked {
            self.settle(ActionState::Passed, Some(movement));
            self.asked = movement.to;
            self.last_wrong = None;
            return true;
        }
        if movement.action != Action::Blink {
            self.wrong += 1;
            self.last_wrong = Some(movement.action);
        }
        false
    }

    /// Rejection for too many wrong actions, if it has come to that.
    pub(crate) fn too_many_wrong(&mut self, config: &Actions) -> Option<Rejection> {
        (self.wrong > config.wrong_allowed).then(|| self.fail()).flatten()
    }

    /// Gives up on the current action; the rejection it amounts to, or `None` when all are done.
    pub(crate) fn fail(&mut self) -> Option<Rejection> {
        let asked = self.current()?;
        if let Some(seen) = self.last_wrong {
            self.settle(ActionState::Wrong, None);
            return Some(Rejection::WrongAction { asked, seen });
        }
        self.settle(ActionState::Missing, None);
        Some(Rejection::ActionMissing(asked))
    }

    pub(crate) fn results(&self) -> &[ActionResult] {
        &self.results
    }

    fn settle(&mut self, state: ActionState, movement: Option<Movement>) {
        if let Some(result) = self.results.iter_mut().find(|result| !result.passed()) {
            result.state = state;
            result.from_ms = movement.map(|m| m.from.as_millis());
            result.to_ms = movement.map(|m| m.to.as_millis());
        }
    }
}
