//! JSON on a line and its SHA-256 on the next: what has changed on the disk is not taken for what was written.

use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};
use std::io;

/// Length of a seal: a line feed, 64 digits and a line feed.
const SEAL_BYTES: usize = 66;

/// `value` as it is written to the disk.
///
/// # Errors
/// It is no JSON.
pub(super) fn seal(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.extend(seal_of(&bytes).into_bytes());
    Ok(bytes)
}

/// Reads what [`seal`] gave.
///
/// # Errors
/// What is wrong, without any of the content.
pub(super) fn unseal<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, &'static str> {
    let json = bytes.len().checked_sub(SEAL_BYTES).and_then(|end| bytes.split_at_checked(end));
    match json {
        Some((json, seal)) if seal_of(json).as_bytes() == seal => {
            serde_json::from_slice(json).map_err(|_| "was written by another version")
        }
        _ => Err("has changed"),
    }
}

/// The SHA-256 of `bytes` as hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

fn seal_of(json: &[u8]) -> String {
    format!("\n{}\n", sha256(json))
}
