//! The key that `liveface credentials save` keeps.

use super::environment;
use super::text::{Given, LARGEST};
use anyhow::{Context as _, anyhow, bail};
use liveface_cloud_api::{Credential, Secret};
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use zeroize::Zeroizing;

/// The key in the environment, else from standard input.
///
/// # Errors
/// It is not complete or cannot be a key.
pub fn read() -> anyhow::Result<Credential> {
    if let Some(credential) = environment::read()? {
        return Ok(credential);
    }
    let given = if io::stdin().is_terminal() { ask()? } else { two_lines()? };
    given.checked(["the secret id", "the secret key", "the token"]).context("nothing was kept")
}

fn two_lines() -> anyhow::Result<Given> {
    // Room for all of it at once, so that growing leaves no copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LARGEST + 1));
    let mut input = io::stdin().lock().take(LARGEST as u64 + 1);
    input.read_to_end(&mut bytes).context("cannot read standard input")?;
    let text = std::str::from_utf8(&bytes).map_err(|_| anyhow!("standard input is not text"))?;
    let mut lines = text.lines();
    let (Some(id), Some(key), None) = (lines.next(), lines.next(), lines.next()) else {
        bail!("standard input must be two lines, the secret id and the secret key: nothing was kept");
    };
    Ok(Given { secret_id: Some(id.into()), secret_key: Some(key.into()), token: None })
}

/// Asks the person at the terminal; what is typed for the key is not shown.
fn ask() -> anyhow::Result<Given> {
    let mut id = String::new();
    prompt("Secret id: ");
    let read = io::stdin().read_line(&mut id).context("cannot read the secret id")?;
    anyhow::ensure!(read > 0, "no secret id was given: nothing was kept");
    prompt("Secret key (not shown): ");
    let key = rpassword::read_password().context("cannot read the secret key")?;
    let id = Secret::from(id.trim_end_matches(['\r', '\n']));
    Ok(Given { secret_id: Some(id), secret_key: Some(key.into()), token: None })
}

fn prompt(text: &str) {
    let mut screen = io::stderr().lock();
    // Nobody is there to read it: nothing to be done about that.
    let _ = screen.write_all(text.as_bytes()).and_then(|()| screen.flush());
}
