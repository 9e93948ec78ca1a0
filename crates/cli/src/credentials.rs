//! `liveface credentials`, and where every command that calls the cloud finds its key.

mod args;
mod enter;
mod environment;
mod file;
#[cfg_attr(not(feature = "keyring"), path = "credentials/no_keyring.rs")]
mod keyring;
mod text;

use crate::{Outcome, terminal};
use anyhow::Context as _;
pub use args::Credentials;
use args::{Action, Forget, Save, Show};
use liveface_cloud_api::Credential;
use serde::Serialize;
use std::fmt;
use std::path::{Path, PathBuf};

/// The key of the cloud: from `file` where one is named, else the environment, the user's own file, the keyring; the
/// first that has one decides, and one that cannot be used is an error rather than passed over.
///
/// # Errors
/// There is none, or the first one found cannot be used. No message holds any of it.
pub fn find(file: Option<&Path>) -> anyhow::Result<Credential> {
    locate(file).map(|(credential, _)| credential)
}

/// A key as the variables that hand it to another program of ours.
pub fn environment(credential: &Credential) -> Vec<(&'static str, String)> {
    let [id, key, token] = environment::NAMES;
    let secrets = [(key, Some(&credential.secret_key)), (token, credential.token.as_ref())];
    let secrets = secrets.into_iter().filter_map(|(name, secret)| Some((name, secret?.expose().to_owned())));
    std::iter::once((id, credential.secret_id.clone())).chain(secrets).collect()
}

/// Where a key was found.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// A file named by `--credentials`.
    File(PathBuf),
    Environment,
    /// The user's own file.
    UserFile(PathBuf),
    Keyring,
}

impl Place {
    /// Its name in `--json`.
    const fn name(&self) -> &'static str {
        match self {
            Self::File(_) => "file",
            Self::Environment => "environment",
            Self::UserFile(_) => "user_file",
            Self::Keyring => "keyring",
        }
    }

    fn path(&self) -> Option<String> {
        match self {
            Self::File(path) | Self::UserFile(path) => Some(path.display().to_string()),
            Self::Environment | Self::Keyring => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) | Self::UserFile(path) => write!(f, "{}", path.display()),
            Self::Environment => f.write_str("the environment"),
            Self::Keyring => f.write_str("the keyring"),
        }
    }
}

fn locate(file: Option<&Path>) -> anyhow::Result<(Credential, Place)> {
    if let Some(path) = file {
        return Ok((file::read(path)?, Place::File(path.to_owned())));
    }
    if let Some(credential) = environment::read()? {
        return Ok((credential, Place::Environment));
    }
    if let Some(path) = file::user_file()
        && let Some(credential) = file::read_if_there(&path)?
    {
        return Ok((credential, Place::UserFile(path)));
    }
    // Last, since it may ask the person to unlock it.
    match keyring::read() {
        Ok(Some(bytes)) => {
            let credential = text::parse(&bytes).context("cannot use the key in the keyring")?;
            Ok((credential, Place::Keyring))
        }
        Ok(None) => Err(none_found("which has none yet").into()),
        Err(error) => Err(none_found(&format!("{error:#}")).into()),
    }
}

/// The one line that lists every way to give a key.
fn none_found(keyring: &str) -> NoneFound {
    let [id, key, _] = environment::NAMES;
    let file =
        file::user_file().map_or_else(String::new, |path| format!(", or with --file in {}", path.display()));
    NoneFound(format!(
        "no key for the cloud: set {id} and {key}, name a file with --credentials FILE, or keep one with `liveface \
         credentials save` in the keyring ({keyring}){file}"
    ))
}

/// There is no key anywhere, which is told from one that cannot be used.
#[derive(Debug)]
pub struct NoneFound(String);

impl fmt::Display for NoneFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoneFound {}

/// Runs the command.
///
/// # Errors
/// There is no key, or it can be neither used nor kept nor removed.
pub fn run(args: &Credentials) -> anyhow::Result<Outcome> {
    match &args.action {
        Action::Save(args) => save(args),
        Action::Show(args) => show(args),
        Action::Forget(args) => forget(args),
    }?;
    Ok(Outcome::Good)
}

fn save(args: &Save) -> anyhow::Result<()> {
    if !args.file {
        // Nobody should type a key for nothing.
        keyring::check().context("cannot use the keyring (--file keeps the key in a file)")?;
    }
    let credential = enter::read()?;
    let text = text::write(&credential)?;
    let place = if args.file {
        Place::UserFile(file::save(&text)?)
    } else {
        keyring::write(text).context("cannot keep the key in the keyring (--file keeps it in a file)")?;
        Place::Keyring
    };
    terminal::print(&format!("{} is kept in {place}", masked(&credential.secret_id)))
}

/// What `credentials show --json` prints.
#[derive(Debug, Serialize)]
struct ShowObject {
    schema: u32,
    source: &'static str,
    path: Option<String>,
    secret_id: String,
    temporary: bool,
}

fn show(args: &Show) -> anyhow::Result<()> {
    let (credential, place) = locate(args.credentials.as_deref())?;
    let object = ShowObject {
        schema: 1,
        source: place.name(),
        path: place.path(),
        secret_id: masked(&credential.secret_id),
        temporary: credential.token.is_some(),
    };
    if args.json {
        return terminal::print(&serde_json::to_string(&object)?);
    }
    let temporary = if object.temporary { ", with the token of a temporary key" } else { "" };
    terminal::print(&format!("{} from {place}{temporary}", object.secret_id))
}

fn forget(args: &Forget) -> anyhow::Result<()> {
    let mut removed = Vec::new();
    if !args.keyring
        && let Some(path) = file::user_file()
    {
        removed.extend(file::remove(&path)?);
    }
    // What is gone is told before the keyring can fail.
    for what in &removed {
        terminal::print(&format!("removed {what}"))?;
    }
    if args.keyring {
        keyring::check().context("cannot use the keyring")?;
    }
    if !args.file && keyring::remove().context("cannot remove from the keyring (--file: only the file)")? {
        return terminal::print("removed the key in the keyring");
    }
    if removed.is_empty() { terminal::print("no key was kept") } else { Ok(()) }
}

/// A `SecretId` as a person recognises it: its first and last four characters, unless that is most of it.
fn masked(secret_id: &str) -> String {
    let ends = secret_id.get(..4).zip(secret_id.len().checked_sub(4).and_then(|at| secret_id.get(at..)));
    match ends {
        Some((first, last)) if secret_id.len() >= 16 => format!("{first}…{last}"),
        _ => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn at_most_half_of_an_id_is_shown() {
        assert_eq!(masked("AKID0123456789WXYZ"), "AKID…WXYZ");
        for short in ["", "AKI", "AKID0123456789W"] {
            assert_eq!(masked(short), "…");
        }
    }
}
