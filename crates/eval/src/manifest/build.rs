//! From a clip as text to entries.

use super::asked::{Has, actions, mode, time};
use super::error::{Fault, Faults, Problem};
use super::fields::{Field, Given, MAX_TAGS, Record};
use super::glob::{Glob, is_pattern};
use super::{Entry, MAX_ENTRIES, path};
use crate::clip::is_trace;
use crate::row::{BONA_FIDE, Mode, Split};
use liveface_session::Action;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Most memory for entries, bytes: about 2,000,000 of ordinary length.
const MAX_MEMORY: usize = 3 << 30;

/// Memory that the first tag of a clip and every sixth after it take besides their text, bytes: a node of the map.
const TAGS_NODE: (usize, usize) = (6, 640);

/// Words for people that are not the one word.
const LOOK_ALIKES: [&str; 6] = ["live", "real", "bonafide", "genuine", "human", "none"];

/// Entries and faults so far.
pub struct Builder<'f> {
    /// The manifest's folder.
    folder: &'f Path,
    /// In the manifest's order.
    pub entries: Vec<Entry>,
    /// What is wrong so far.
    pub faults: Faults,
    memory: usize,
}

impl<'f> Builder<'f> {
    /// None yet, of a manifest in `folder`.
    pub fn new(folder: &'f Path) -> Self {
        Self { folder, entries: Vec::new(), faults: Faults::default(), memory: 0 }
    }

    /// Adds a clip, or all clips of a pattern. `false`: reading can end here.
    pub fn add(&mut self, record: &Record<'_>) -> bool {
        match self.names(record) {
            Ok(names) => names.into_iter().all(|name| self.one(record, name)),
            Err(fault) => {
                self.faults.push(fault);
                !self.faults.is_full()
            }
        }
    }

    fn names(&self, record: &Record<'_>) -> Result<Vec<String>, Fault> {
        let clip = required(record, Field::Clip, "name the video, the folder of pictures, or the trace")?;
        if is_pattern(clip.text) {
            let most = MAX_ENTRIES - self.entries.len();
            return Glob { pattern: clip.text, line: clip.line, most }.names(self.folder);
        }
        let name = path::name(self.folder, &self.folder.join(path::normal(clip.text)));
        if name.is_empty() { Err(clip.bad("name a file or a folder")) } else { Ok(vec![name]) }
    }

    fn one(&mut self, record: &Record<'_>, name: String) -> bool {
        let clip = Clip { record, folder: self.folder, name: &name };
        let Some(entry) = clip.entry(&mut self.faults) else { return !self.faults.is_full() };
        self.memory += memory(&entry);
        if self.entries.len() == MAX_ENTRIES || self.memory > MAX_MEMORY {
            self.faults.push(Fault::at(record.line, Problem::TooMany));
            return false;
        }
        self.entries.push(entry);
        true
    }
}

/// One clip and what is given of it.
struct Clip<'a> {
    record: &'a Record<'a>,
    folder: &'a Path,
    name: &'a str,
}

/// What is asked of a clip.
struct Asked {
    mode: Mode,
    actions: Vec<Action>,
    light: Option<PathBuf>,
    shown: Option<PathBuf>,
    at: Option<String>,
}

impl Clip<'_> {
    /// All of it, or every fault of it noted.
    fn entry(&self, faults: &mut Faults) -> Option<Entry> {
        let id = faults.note(self.text(Field::Id));
        let subject = faults.note(self.subject());
        let session = faults.note(self.text(Field::Session));
        let species = faults.note(self.species());
        let device = faults.note(self.text(Field::Device));
        let photo = faults.note(self.photo());
        let asked = faults.note(self.asked());
        let split = faults.note(self.split());
        let synthetic = faults.note(self.synthetic());
        let tags = faults.note(self.tags());
        let (subject, (reference, of), asked) = (subject?, photo?, asked?);
        Some(Entry {
            id: id?.unwrap_or_else(|| self.name.to_owned()),
            clip: path::join(self.folder, Path::new(self.name)),
            name: self.name.to_owned(),
            reference_subject: of.or_else(|| reference.as_ref().map(|_| subject.clone())),
            subject,
            session: session?,
            species: species?,
            device: device?,
            reference,
            mode: asked.mode,
            actions: asked.actions,
            light: asked.light,
            shown: asked.shown,
            at: asked.at,
            split: split?,
            synthetic: synthetic?,
            tags: tags?,
            line: self.record.line,
        })
    }

    fn text(&self, field: Field) -> Result<Option<String>, Fault> {
        self.record.get(field)?.map(|given| self.filled(given)).transpose()
    }

    /// The value with the clip's own words for its placeholders. What is put in is not looked at again.
    fn filled(&self, given: Given<'_>) -> Result<String, Fault> {
        let mut filled = String::with_capacity(given.text.len());
        let mut rest = given.text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let word = after.split_once('}').filter(|(word, _)| is_word(word));
            rest = match word {
                Some(("stem", after)) => {
                    filled.push_str(path::stem(self.name));
                    after
                }
                Some(("folder", after)) => {
                    let advice = "no {folder} is named for a clip beside the manifest, write the value out";
                    filled.push_str(path::folder(self.name).ok_or_else(|| given.bad(advice))?);
                    after
                }
                Some(_) => return Err(given.bad("the placeholders are {stem} and {folder}")),
                None => {
                    filled.push('{');
                    after
                }
            };
        }
        filled.push_str(rest);
        Ok(filled)
    }

    fn file(&self, field: Field) -> Result<Option<PathBuf>, Fault> {
        Ok(self.text(field)?.map(|name| path::join(self.folder, &path::normal(&name))))
    }

    fn subject(&self) -> Result<String, Fault> {
        self.filled(required(self.record, Field::Subject, "say who is seen, under a name or a number")?)
    }

    fn species(&self) -> Result<String, Fault> {
        let advice =
            "write bona_fide for people, or what is presented: print, replay, mask, injection, deepfake, …";
        let given = required(self.record, Field::Species, advice)?;
        let plain: String = given.text.to_lowercase().replace(['-', '_', ' '], "");
        if given.text != BONA_FIDE && LOOK_ALIKES.contains(&plain.as_str()) {
            return Err(given.bad("write bona_fide for living people"));
        }
        if !given.text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')) {
            return Err(given.bad("use lower-case letters, digits and _, e.g. print_photo"));
        }
        Ok(given.text.to_owned())
    }

    /// The photo and whose it is.
    fn photo(&self) -> Result<(Option<PathBuf>, Option<String>), Fault> {
        let reference = self.file(Field::Reference)?;
        match (self.record.get(Field::ReferenceSubject)?, &reference) {
            (Some(given), None) => {
                Err(given.contradicts("reference_subject needs reference: name the photo as well"))
            }
            (given, _) => Ok((reference, given.map(|given| self.filled(given)).transpose()?)),
        }
    }

    fn asked(&self) -> Result<Asked, Fault> {
        let (light, shown) = (self.file(Field::Light)?, self.file(Field::Shown)?);
        let actions = actions(self.record)?;
        for field in [Field::Shown, Field::At] {
            if let (Some(given), None) = (self.record.get(field)?, &light) {
                return Err(given.contradicts(format!("{} needs light: name the plan as well", field.name())));
            }
        }
        let at = self.record.get(Field::At)?.map(time).transpose()?;
        let own_plan = is_trace(Path::new(self.name));
        let has = Has { actions: !actions.is_empty(), light: light.is_some(), own_plan };
        let mode = mode(self.record, has)?;
        Ok(Asked { mode, actions, light, shown, at })
    }

    fn split(&self) -> Result<Split, Fault> {
        match self.record.get(Field::Split)? {
            None => Ok(Split::Eval),
            Some(given) => match given.text {
                "dev" => Ok(Split::Dev),
                "eval" => Ok(Split::Eval),
                _ => Err(given.bad("use dev (to choose thresholds on) or eval (to measure)")),
            },
        }
    }

    fn synthetic(&self) -> Result<bool, Fault> {
        match self.record.get(Field::Synthetic)? {
            None => Ok(false),
            Some(given) if given.text.eq_ignore_ascii_case("true") => Ok(true),
            Some(given) if given.text.eq_ignore_ascii_case("false") => Ok(false),
            Some(given) => Err(given.bad("use true or false")),
        }
    }

    fn tags(&self) -> Result<BTreeMap<String, String>, Fault> {
        let mut tags = BTreeMap::new();
        for (name, given) in self.record.tags()? {
            match given {
                Some(given) => tags.insert(name.to_owned(), self.filled(given)?),
                None => tags.remove(name),
            };
        }
        if tags.len() > MAX_TAGS {
            let reason = format!("{} tags: at most {MAX_TAGS} are of use", tags.len());
            return Err(Fault::at(self.record.line, Problem::Contradiction { reason }));
        }
        Ok(tags)
    }
}

fn required<'a>(record: &'a Record<'_>, field: Field, advice: &'static str) -> Result<Given<'a>, Fault> {
    let missing = || Fault::at(record.line, Problem::Missing { key: field.name(), advice });
    record.get(field)?.ok_or_else(missing)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
}

/// About how many bytes an entry takes.
fn memory(entry: &Entry) -> usize {
    let paths = [Some(&entry.clip), entry.reference.as_ref(), entry.light.as_ref(), entry.shown.as_ref()];
    let optional = [&entry.session, &entry.device, &entry.reference_subject, &entry.at];
    size_of::<Entry>()
        + paths.into_iter().flatten().map(|path| path.as_os_str().len()).sum::<usize>()
        + optional.into_iter().flatten().map(String::len).sum::<usize>()
        + [&entry.id, &entry.name, &entry.subject, &entry.species].map(String::len).iter().sum::<usize>()
        + entry.tags.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>()
        + entry.tags.len().div_ceil(TAGS_NODE.0) * TAGS_NODE.1
}
