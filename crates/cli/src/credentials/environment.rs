//! The key in the environment, under the names that the cloud's own tools use.

use super::text::Given;
use anyhow::{Context as _, anyhow};
use liveface_cloud_api::{Credential, Secret};
use std::env;

/// The variables of id, key and token.
pub const NAMES: [&str; 3] = ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN"];

/// The key in the environment; `None` where no variable of it is set. One set to nothing counts as not set.
///
/// # Errors
/// Only a part of a key is set, or it cannot be one.
pub fn read() -> anyhow::Result<Option<Credential>> {
    let [id, key, token] = NAMES;
    let given = Given { secret_id: variable(id)?, secret_key: variable(key)?, token: variable(token)? };
    if given.secret_id.is_none() && given.secret_key.is_none() && given.token.is_none() {
        return Ok(None);
    }
    given.checked(NAMES).map(Some).context("cannot use the key in the environment")
}

fn variable(name: &str) -> anyhow::Result<Option<Secret>> {
    let Some(value) = env::var_os(name).filter(|value| !value.is_empty()) else { return Ok(None) };
    let text =
        value.into_string().map_err(|_| anyhow!("{name} in the environment is not text: copy it again"))?;
    Ok(Some(Secret::from(text)))
}
