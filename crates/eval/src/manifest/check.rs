//! What must hold between entries, and outside the manifest.

use super::error::{Fault, Faults, Problem, quoted};
use super::{Entry, path};

use crate::row::Split;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// Most different tags of a manifest.
const MAX_TAGS: usize = 256;

/// Ids are unique.
pub fn ids(entries: &[Entry], faults: &mut Faults) {
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
    for entry in entries {
        if faults.is_full() {
            return;
        }
        match seen.entry(&entry.id) {
            Vacant(place) => {
                place.insert(entry.line);
            }
            Occupied(first) => {
                let duplicate = Problem::Duplicate { id: quoted(&entry.id), first: *first.get() };
                faults.push(Fault::at(entry.line, duplicate));
            }
        }
    }
}

/// Tags are told apart by more than their case, which columns are not, and are no more than columns can be.
pub fn tags(entries: &[Entry], faults: &mut Faults) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for entry in entries {
        for tag in entry.tags.keys() {
            let known = *seen.entry(tag.to_lowercase()).or_insert(tag);
            let problem = if known == tag {
                (seen.len() > MAX_TAGS).then(|| Problem::Tags {
                    reason: format!("more than {MAX_TAGS} different tags: leave some out"),
                })
            } else {
                let both = (quoted(known), quoted(tag));
                Some(Problem::Tags {
                    reason: format!("tags {} and {} differ in case only: write one of them", both.0, both.1),
                })
            };
            if let Some(problem) = problem {
                faults.push(Fault::at(entry.line, problem));
                return;
            }
        }
    }
}

/// Nobody, neither of a clip nor of a photo, is in both splits.
pub fn splits(entries: &[Entry], faults: &mut Faults) {
    let mut seen: HashMap<&str, (Split, usize)> = HashMap::new();
    let mut told: HashSet<&str> = HashSet::new();
    for entry in entries {
        for person in std::iter::once(&entry.subject).chain(&entry.reference_subject) {
            let (split, line) = *seen.entry(person).or_insert((entry.split, entry.line));
            if split == entry.split || faults.is_full() || !told.insert(person) {
                continue;
            }
            let (dev, eval) = if split == Split::Dev { (line, entry.line) } else { (entry.line, line) };
            let both = Problem::BothSplits { subject: quoted(person), dev, eval };
            faults.push(Fault::at(entry.line, both));
        }
    }
}

/// Every file is there. Each is asked for once, however many clips name it.
pub fn files(folder: &Path, entries: &[Entry], faults: &mut Faults) {
    let mut asked: HashSet<&Path> = HashSet::new();
    for entry in entries {
        let others = [("reference", &entry.reference), ("light", &entry.light), ("shown", &entry.shown)];
        let others = others.into_iter().filter_map(|(key, path)| Some((key, path.as_deref()?)));
        for (key, path) in std::iter::once(("clip", entry.clip.as_path())).chain(others) {
            if key != "clip" && !asked.insert(path) {
                continue;
            }
            if let Err(reason) = there(key, path) {
                let name = quoted(&path::name(folder, path));
                faults
                    .push(Fault::at(entry.line, Problem::File { key, name, reason, path: path.to_owned() }));
            }
        }
        if faults.is_full() {
            return;
        }
    }
}

/// Whether something can be read at `path`; only a clip may be a folder.
fn there(key: &str, path: &Path) -> Result<(), String> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() && key != "clip" => Err("is a folder, not a file".to_owned()),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err("is not there".to_owned()),
        Err(error) => Err(format!("cannot be read ({error})")),
    }
}
