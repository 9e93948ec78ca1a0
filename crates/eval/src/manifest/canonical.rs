//! What a manifest says, apart from how and where it says it: the bytes whose SHA-256 names it.

use super::{Entry, path};
use crate::row::{Mode, Split};
use liveface_session::Action;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Version of the canonical form.
const HEAD: &str = "liveface manifest 1\n";

/// SHA-256, hexadecimal, of the entries of a manifest in `folder`: in order of id, each as lines `key length:value` with the
/// length in bytes, so that no value can pass for another. What is not given has no line.
pub fn sha256(folder: &Path, entries: &[Entry]) -> String {
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let mut hash = Sha256::new();
    hash.update(HEAD);
    let mut text = String::new();
    for entry in sorted {
        text.clear();
        describe(folder, entry, &mut text);
        hash.update(&text);
    }
    hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn describe(folder: &Path, entry: &Entry, text: &mut String) {
    let file = |path: &Option<PathBuf>| path.as_ref().map(|path| path::name(folder, path));
    let actions = entry.actions.iter().map(|action: &Action| action.name()).collect::<Vec<_>>().join(" ");
    put(text, "id", Some(&entry.id));
    put(text, "clip", Some(&entry.name));
    put(text, "subject", Some(&entry.subject));
    put(text, "session", entry.session.as_deref());
    put(text, "species", Some(&entry.species));
    put(text, "device", entry.device.as_deref());
    put(text, "reference", file(&entry.reference).as_deref());
    put(text, "reference_subject", entry.reference_subject.as_deref());
    put(text, "mode", Some(mode(entry.mode)));
    put(text, "actions", Some(&actions));
    put(text, "light", file(&entry.light).as_deref());
    put(text, "shown", file(&entry.shown).as_deref());
    put(text, "at", entry.at.as_deref());
    put(text, "split", Some(if entry.split == Split::Dev { "dev" } else { "eval" }));
    put(text, "synthetic", Some(if entry.synthetic { "true" } else { "false" }));
    for (name, value) in &entry.tags {
        put(text, &format!("tag.{name}"), Some(value));
    }
}

fn put(text: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{key} {}:{value}", value.len());
    }
}

const fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Silent => "silent",
        Mode::Action => "action",
        Mode::Reflection => "reflection",
        Mode::ActionReflection => "action_reflection",
    }
}
