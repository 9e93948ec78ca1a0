//! From arguments to networks, thresholds and plans.

use crate::args::{BackendArg, Common, Deciding, Mode};
use anyhow::Context as _;
use liveface::infer::{BackendChoice, BackendOptions, Runtime};
use liveface::vision::{Vision, VisionConfig};
use liveface_models::{Lookup, Pack};
use liveface_session::{Action, Config, Plan};
use std::io::Read as _;
use std::path::Path;

/// Longest configuration file, bytes.
const MAX_CONFIG: u64 = 1 << 20;

/// Finds and verifies the pack.
///
/// # Errors
/// None anywhere, or one that is damaged.
pub fn pack(common: &Common) -> anyhow::Result<Pack> {
    Ok(Pack::find(&Lookup::from_env(common.models.clone()))?)
}

/// Chooses the back end.
///
/// # Errors
/// The one asked for is not to be had.
pub fn runtime(common: &Common) -> anyhow::Result<Runtime> {
    let choice = match common.backend {
        BackendArg::Auto => BackendChoice::Auto,
        BackendArg::Native => BackendChoice::Native,
        BackendArg::Embedded => BackendChoice::Embedded,
    };
    let options = BackendOptions {
        choice,
        library: common.runtime.clone(),
        restricted: common.restrict_runtime,
        ..BackendOptions::default()
    };
    Ok(Runtime::choose(&options)?)
}

/// Loads the networks of the pack in use.
///
/// # Errors
/// As [`pack`] and [`runtime`], and networks that cannot be loaded.
pub fn vision(common: &Common) -> anyhow::Result<(Pack, Vision)> {
    let pack = pack(common)?;
    let vision = Vision::load(&pack, &runtime(common)?, VisionConfig::default())?;
    Ok((pack, vision))
}

/// The thresholds: defaults, overridden by the file.
///
/// # Errors
/// The file cannot be read, has an unknown key or a value out of range.
pub fn config(file: Option<&Path>) -> anyhow::Result<Config> {
    let Some(path) = file else { return Ok(Config::default()) };
    let mut text = String::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_CONFIG).read_to_string(&mut text))
        .with_context(|| format!("cannot read the configuration {}", path.display()))?;
    let config: Config = toml::from_str(&text).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1);
        anyhow::anyhow!(
            "{}, line {line}: {}; `liveface config` prints every key",
            path.display(),
            error.message()
        )
    })?;
    config.checked().with_context(|| format!("{} cannot be used", path.display()))
}

/// The plan that the arguments ask for; `None` where they leave it open.
///
/// # Errors
/// Silent with actions, too many actions, or one twice.
pub fn plan(deciding: &Deciding, seed: Option<u64>) -> anyhow::Result<Option<Plan>> {
    match (deciding.mode, deciding.actions.as_slice()) {
        (None, []) => Ok(None),
        (Some(Mode::Silent), []) => Ok(Some(Plan::silent())),
        (Some(Mode::Silent), _) => anyhow::bail!("--actions needs --mode action: silent mode asks for none"),
        (Some(Mode::Action), []) => {
            Ok(Some(Plan::from_seed(seed.map_or_else(chance, Ok)?, Plan::MAX_ACTIONS)?))
        }
        (Some(Mode::Reflection | Mode::ActionReflection), _) => {
            anyhow::bail!(
                "--mode reflection and action-reflection are for `verify`: a trace keeps its own light"
            )
        }
        (_, actions) => Ok(Some(Plan::with_actions(actions).with_context(|| {
            let names: Vec<_> = actions.iter().map(|action: &Action| action.name()).collect();
            format!("--actions {} cannot be used", names.join(","))
        })?)),
    }
}

/// A number nobody could foresee, from the operating system.
fn chance() -> anyhow::Result<u64> {
    getrandom::u64().map_err(|error| anyhow::anyhow!("the system gives no random numbers: {error}"))
}
