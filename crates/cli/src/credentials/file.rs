//! The key in a file that only its owner can read.

use super::text::{self, LARGEST};
use crate::files::OutputFile;
use anyhow::Context as _;
use liveface_cloud_api::Credential;
use std::env;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// This user's own file, `credentials.toml` in `$XDG_CONFIG_HOME/liveface` or `~/.config/liveface` on Linux,
/// `~/Library/Application Support/liveface` on macOS, `%APPDATA%\liveface` on Windows. It need not exist.
pub fn user_file() -> Option<PathBuf> {
    let base = if cfg!(windows) {
        folder("APPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library").join("Application Support"))
    } else {
        // The base directory specification has a relative path ignored.
        let xdg = folder("XDG_CONFIG_HOME").filter(|dir| dir.is_absolute());
        xdg.or_else(|| folder("HOME").map(|home| home.join(".config")))
    };
    base.map(|dir| dir.join("liveface").join("credentials.toml"))
}

fn folder(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The key in the file `path`.
///
/// # Errors
/// It cannot be read, others can read it, or it holds no key; nothing of it is quoted.
pub fn read(path: &Path) -> anyhow::Result<Credential> {
    read_opened(path, File::open(path))
}

/// The same; `None` where there is no such file.
///
/// # Errors
/// As for [`read`].
pub fn read_if_there(path: &Path) -> anyhow::Result<Option<Credential>> {
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        opened => read_opened(path, opened).map(Some),
    }
}

fn read_opened(path: &Path, opened: io::Result<File>) -> anyhow::Result<Credential> {
    let told = || format!("cannot read the key in {}", path.display());
    let file = opened.with_context(told)?;
    // Of what was opened, not of the name: a link may lead elsewhere, and elsewhere again a moment later.
    let readable_by_others = others_can_read(&file).with_context(told)?;
    anyhow::ensure!(
        !readable_by_others,
        "others can read or change the key in {}: chmod 600 {}, and consider that key known",
        path.display(),
        for_shell(path)
    );
    // Room for all of it at once, so that growing leaves no copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LARGEST + 1));
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).with_context(told)?;
    text::parse(&bytes).with_context(|| format!("cannot use the key in {}", path.display()))
}

#[cfg(unix)]
fn others_can_read(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}

/// Elsewhere the user's folder is closed to others by the system.
#[cfg(not(unix))]
fn others_can_read(_: &File) -> io::Result<bool> {
    Ok(false)
}

/// A path as a shell takes it: in quotes where it needs them, as the one on macOS does.
fn for_shell(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = text.chars().all(|c| c.is_alphanumeric() || "/._-+".contains(c));
    if plain { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// Writes the user's file, whole or not at all, in a folder that only the user can enter.
///
/// # Errors
/// The folder or the file cannot be written, or the file is a link.
pub fn save(text: &str) -> anyhow::Result<PathBuf> {
    let path = user_file().context("this user has no folder for a file: set HOME (on Windows APPDATA)")?;
    if let Some(folder) = path.parent() {
        make_own(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    OutputFile::create(&path)?.write(text.as_bytes())?;
    Ok(path)
}

#[cfg(unix)]
fn make_own(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn make_own(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Removes a file and says what went; `None` where there was none.
///
/// # Errors
/// It cannot be removed.
pub fn remove(path: &Path) -> anyhow::Result<Option<String>> {
    let link = path.is_symlink();
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot remove {}", path.display())),
        Ok(()) if link => Ok(Some(format!("the link {}; the file it led to is still there", path.display()))),
        Ok(()) => Ok(Some(path.display().to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_quoted_only_where_a_shell_needs_it() {
        assert_eq!(for_shell(Path::new("/home/u/.config/key.toml")), "/home/u/.config/key.toml");
        assert_eq!(for_shell(Path::new("/a b/it's")), r"'/a b/it'\''s'");
    }
}
