//! Stands in for the keyring in a program built without the feature of that name.

use anyhow::bail;
use zeroize::Zeroizing;

/// # Errors
/// Says what to build.
pub fn check() -> anyhow::Result<()> {
    bail!("this program was built without it: build with --features keyring")
}

/// # Errors
/// Says what to build.
pub fn read() -> anyhow::Result<Option<Zeroizing<Vec<u8>>>> {
    check().map(|()| None)
}

/// # Errors
/// Says what to build.
pub fn write(_: Zeroizing<String>) -> anyhow::Result<()> {
    check()
}

/// Nothing: this program keeps nothing there.
///
/// # Errors
/// None.
pub fn remove() -> anyhow::Result<bool> {
    Ok(false)
}
