//! The light of a recording: which plan, and when its colours were on the screen.

use crate::args::{Mode, Verify};
use anyhow::Context as _;
use liveface_session::light::Shown;
use liveface_session::shown::{self, ShownFile};
use liveface_session::{Challenge, Plan};
use std::io::Read as _;
use std::path::Path;

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
    let challenge = challenge(path, args.at.as_deref())?;
    let told = || format!("the plan {} cannot be used", path.display());
    let mut plan = challenge.plan();
    let light =
        plan.light.clone().context("it has no light: mint it with --level 3 or 4").with_context(told)?;
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
        Some(times) => {
            let told = || format!("the shown times {} cannot be used", times.display());
            let file = ShownFile::read(&bytes(times, shown::MAX_SHOWN)?).with_context(told)?;
            (file.lights(&light).with_context(told)?, true)
        }
    };
    Ok(Some(Lit { plan, shown, given }))
}

/// Reads a plan, and makes sure that it was valid at `at` (or is now).
fn challenge(path: &Path, at: Option<&str>) -> anyhow::Result<Challenge> {
    let told = || format!("the plan {} cannot be used", path.display());
    let challenge =
        Challenge::read(&bytes(path, liveface_session::challenge::MAX_BYTES)?).with_context(told)?;
    let now = match at {
        Some(text) => crate::plan::time("--at", text)?,
        None => crate::plan::now()?,
    };
    challenge.check_time(now).with_context(told)?;
    Ok(challenge)
}

/// All of a file, or one byte more than `most`, which the reader refuses.
fn bytes(path: &Path, most: usize) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(most as u64 + 1).read_to_end(&mut bytes))
        .with_context(|| format!("cannot read {}", path.display()))?;
    Ok(bytes)
}
