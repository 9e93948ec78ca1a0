//! The light of a recording: which plan, and when its colours were on the screen.

use crate::args::{Mode, Verify};
use crate::plan;
use anyhow::Context as _;
use liveface_eval::light;
use liveface_session::light::Shown;
use liveface_session::{Plan, shown};

/// What the light of a session has to be, and was.
pub struct Lit {
    /// What has to be established.
    pub plan: Plan,
    /// When each light was on the screen, in stream time.
    pub shown: Vec<Shown>,
    /// Whether the times were given, not assumed.
    pub given: bool,
}

/// The plan and the times of `args`; `None` where no light is asked for.
///
/// # Errors
/// A plan or times that are missing, unreadable, of another version or another session; a plan that is not valid, or that
/// does not fit the mode.
pub fn read(args: &Verify) -> anyhow::Result<Option<Lit>> {
    let with_actions = match (args.deciding.mode, &args.light) {
        (Some(Mode::Reflection), _) => false,
        (Some(Mode::ActionReflection), _) => true,
        (_, Some(_)) => anyhow::bail!("--light needs --mode reflection or action-reflection"),
        (_, None) => return Ok(None),
    };
    let path = args
        .light
        .as_deref()
        .context("--mode reflection needs --light PLAN.json: `liveface plan` prints one")?;
    let now = args.at.as_deref().map_or_else(plan::now, |text| plan::time("--at", text))?;
    let (challenge, light) = light::read_challenge(path, Some(now))?;
    let mut plan = challenge.plan();
    match (with_actions, args.deciding.actions.as_slice(), plan.actions.is_empty()) {
        (false, [], true) | (true, [], false) => {}
        (true, actions, true) if !actions.is_empty() => plan.actions = Plan::with_actions(actions)?.actions,
        (false, [], false) => {
            anyhow::bail!("the plan {} asks for actions: use --mode action-reflection", path.display())
        }
        (true, [], true) => {
            anyhow::bail!(
                "the plan {} asks for no actions: give --actions, or use --mode reflection",
                path.display()
            )
        }
        (false, ..) => anyhow::bail!("--actions needs --mode action or action-reflection"),
        (true, ..) => anyhow::bail!("--actions: the plan {} says which, leave it out", path.display()),
    }
    let (shown, given) = match &args.shown {
        None => (shown::as_planned(&light), false),
        Some(times) => (light::read_shown(times, &light)?, true),
    };
    Ok(Some(Lit { plan, shown, given }))
}
