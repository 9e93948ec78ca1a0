//! A key as text: TOML with `secret_id`, `secret_key` and perhaps `token`, in a file and in the keyring.

use anyhow::{Context as _, anyhow, bail};
use liveface_cloud_api::{Credential, Secret};
use serde::Serialize;
use toml::de::{DeTable, DeValue};
use zeroize::Zeroizing;

/// The largest text that is read, bytes: more than the longest key and token.
pub const LARGEST: usize = 16 * 1024;

const NAMES: [&str; 3] = ["secret_id", "secret_key", "token"];

/// What a source gave, unchecked.
#[derive(Default)]
pub struct Given {
    /// `SecretId`.
    pub secret_id: Option<Secret>,
    /// `SecretKey`.
    pub secret_key: Option<Secret>,
    /// The token of a temporary key.
    pub token: Option<Secret>,
}

impl Given {
    /// The key, when it is complete and can be one; `names` is what the source calls id, key and token.
    ///
    /// # Errors
    /// Names what is missing or cannot be right, and quotes nothing of it.
    pub fn checked(self, names: [&str; 3]) -> anyhow::Result<Credential> {
        let [id_name, key_name, token_name] = names;
        let secret_id = self.secret_id.with_context(|| format!("{id_name} is missing"))?;
        let secret_key = self.secret_key.with_context(|| format!("{key_name} is missing"))?;
        // Far above what the cloud issues: what is longer is something else, a file or a page.
        check(id_name, &secret_id, 128)?;
        check(key_name, &secret_key, 256)?;
        if let Some(token) = &self.token {
            check(token_name, token, 4096)?;
        }
        Ok(Credential { secret_id: secret_id.expose().to_owned(), secret_key, token: self.token })
    }
}

fn check(name: &str, value: &Secret, most: usize) -> anyhow::Result<()> {
    let value = value.expose();
    anyhow::ensure!(!value.is_empty(), "{name} is empty");
    let blank = value.chars().any(|c| c.is_whitespace() || c.is_control());
    anyhow::ensure!(
        !blank,
        "{name} has white space or a control character in it (was a line end pasted along?): give it without"
    );
    anyhow::ensure!(value.is_ascii(), "{name} has a character in it that is not ASCII: copy it again");
    anyhow::ensure!(value.len() <= most, "{name} is longer than {most} characters: copy it again");
    Ok(())
}

/// Reads a key.
///
/// # Errors
/// Says what is wrong and in which line, and quotes nothing.
pub fn parse(bytes: &[u8]) -> anyhow::Result<Credential> {
    anyhow::ensure!(bytes.len() <= LARGEST, "it is larger than {LARGEST} bytes");
    let text = std::str::from_utf8(bytes).map_err(|_| anyhow!("it is not UTF-8 text"))?;
    // Nothing of the library's message is kept: it quotes the line.
    let table = DeTable::parse(text).map_err(|error| {
        let line = line_at(text, error.span().map_or(0, |span| span.start));
        anyhow!(
            "line {line} is not TOML (was a line end pasted along?): write secret_key = \"...\" in one line"
        )
    })?;
    let mut given = Given::default();
    for (key, value) in table.into_inner() {
        let line = line_at(text, key.span().start);
        let place = match key.get_ref().as_ref() {
            "secret_id" => &mut given.secret_id,
            "secret_key" => &mut given.secret_key,
            "token" => &mut given.token,
            _ => bail!("line {line} has an unknown key: only secret_id, secret_key and token are known"),
        };
        let DeValue::String(value) = value.into_inner() else {
            bail!("line {line} has a value that is not text: put it in quotes");
        };
        *place = Some(Secret::from(value.into_owned()));
    }
    given.checked(NAMES)
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

#[derive(Serialize)]
struct Written<'c> {
    secret_id: &'c str,
    secret_key: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'c str>,
}

/// Writes a key, for [`parse`].
///
/// # Errors
/// None that a checked key could cause.
pub fn write(credential: &Credential) -> anyhow::Result<Zeroizing<String>> {
    let written = Written {
        secret_id: &credential.secret_id,
        secret_key: credential.secret_key.expose(),
        token: credential.token.as_ref().map(Secret::expose),
    };
    toml::to_string(&written).map(Zeroizing::new).map_err(|_| anyhow!("the key cannot be written as TOML"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn every_printable_character_survives_writing_and_reading() {
        let printable: String = ('!'..='~').collect();
        for credential in [
            Credential::new(printable.as_str(), printable.as_str()),
            Credential::new("\"", "\\").with_token("'\"'\"\"\"".repeat(512)),
        ] {
            let text = write(&credential).unwrap();
            assert!(parse(text.as_bytes()).unwrap() == credential);
        }
    }

    #[test]
    fn the_longest_key_and_token_fit_and_one_character_more_does_not() {
        let given = |id: usize, key: usize, token: usize| {
            let [secret_id, secret_key, token] = [id, key, token].map(|n| Some(Secret::from("\"".repeat(n))));
            Given { secret_id, secret_key, token }.checked(NAMES)
        };
        let longest = given(128, 256, 4096).unwrap();
        assert!(parse(write(&longest).unwrap().as_bytes()).unwrap() == longest);
        for (id, key, token, name) in [
            (129, 1, 1, "secret_id"),
            (1, 257, 1, "secret_key"),
            (1, 1, 4097, "token"),
            (0, 1, 1, "secret_id"),
        ] {
            let told = given(id, key, token).unwrap_err().to_string();
            assert!(told.starts_with(&format!("{name} is ")), "{told}");
        }
    }
}
