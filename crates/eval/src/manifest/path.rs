//! Paths of a manifest: written with `/`, resolved against its folder, and named independently of it.

use std::path::{Component, Path, PathBuf};

/// `text` without `.`, doubled or trailing separators.
pub fn normal(text: &str) -> PathBuf {
    Path::new(text).components().filter(|part| *part != Component::CurDir).collect()
}

/// `path` in `folder`, with no more memory than it takes: there can be millions.
pub fn join(folder: &Path, path: &Path) -> PathBuf {
    let mut joined = PathBuf::with_capacity(folder.as_os_str().len() + path.as_os_str().len() + 1);
    joined.push(folder);
    joined.push(path);
    joined
}

/// What a manifest in `folder` calls `path`: relative where it lies below, with `/` between folders.
pub fn name(folder: &Path, path: &Path) -> String {
    let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
    if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() }
}

/// The last part of a name without its extension; `.jsonl.zst` counts as one extension.
pub fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.strip_suffix(".jsonl.zst")
        .or_else(|| file.rsplit_once('.').map(|(stem, _)| stem))
        .filter(|stem| !stem.is_empty())
        .unwrap_or(file)
}

/// The folder that a name gives to its last part; `None` where it gives none.
pub fn folder(name: &str) -> Option<&str> {
    name.rsplit('/').nth(1).filter(|folder| !folder.is_empty() && *folder != "..")
}
