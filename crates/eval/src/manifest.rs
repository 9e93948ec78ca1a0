//! The manifest of an evaluation: which clips there are, what they show, and what is asked of them.
//!
//! A manifest is a TOML file (`schema = 1`, `name`, `[defaults]`, `[[clips]]`) or a CSV file with one clip a line and the same
//! field names in its header. Both mean the same: forms that say the same have the same [`Manifest::sha256`]. Everything
//! wrong with a manifest is told at once, with its line, so that it is mended at once. `docs/evaluate.md` lists the fields.

mod asked;
mod build;
mod canonical;
mod check;
mod csv_form;
mod error;
mod fields;
mod glob;
mod lines;
mod path;
mod source;
mod toml_form;

pub use error::{ManifestError, ManifestErrors, Problem};

use crate::row::{Mode, Split};
use build::Builder;
use error::Fault;
use liveface_session::Action;
use source::Form;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Version of the TOML form; rises when a field changes its meaning or goes.
pub const SCHEMA: u32 = 1;

/// Largest CSV manifest, bytes.
pub const MAX_CSV_BYTES: u64 = 256 << 20;

/// Largest TOML manifest, bytes: less than of CSV, because its parser needs many times the text in memory.
pub const MAX_TOML_BYTES: u64 = 32 << 20;

/// Most clips of a manifest, after its patterns are expanded.
pub const MAX_ENTRIES: usize = 2_000_000;

/// Most errors that are told at once.
pub const MAX_ERRORS: usize = 20;

/// An evaluation's clips. All that it names exists, ids are unique, and nobody is in both splits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// What the evaluation is called: `name` of the TOML form, else the file's name without extension.
    pub name: String,
    /// SHA-256 of the expanded entries, hexadecimal: the same for TOML and CSV, in any folder and any order of clips.
    /// It covers what the manifest says, not what is in the clips.
    pub sha256: String,
    /// The clips, in the manifest's order; those of a pattern in order of their names.
    pub entries: Vec<Entry>,
}

/// One clip: what it shows, and what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Unique; `name` unless the manifest gives one.
    pub id: String,
    /// A video, a folder of pictures, or a recorded trace: below the manifest's folder unless it is named absolutely.
    pub clip: PathBuf,
    /// The clip as the manifest names it: relative to the manifest, with `/` between folders.
    pub name: String,
    /// Who is seen; for an attack, the person it shows.
    pub subject: String,
    /// Recording session.
    pub session: Option<String>,
    /// [`crate::row::BONA_FIDE`], or the presentation attack instrument species: `[a-z0-9_]+`, e.g. `print`, `replay`, `mask`,
    /// `injection`, `deepfake`.
    pub species: String,
    /// The device it was recorded with.
    pub device: Option<String>,
    /// The photo it is compared with; below the manifest's folder unless it is named absolutely.
    pub reference: Option<PathBuf>,
    /// Whose photo that is: `subject` unless the manifest says otherwise; `None` without a photo.
    pub reference_subject: Option<String>,
    /// What is asked for.
    pub mode: Mode,
    /// Which actions, in order: at least one for [`Mode::Action`]; may be none for [`Mode::ActionReflection`], where the
    /// plan of the light says which; none for the others. A trace keeps its own, and need not name them here.
    pub actions: Vec<Action>,
    /// The plan of the light, as `liveface plan` prints it; there for the modes with light, unless the clip is a
    /// trace, which keeps its own; and only for them.
    pub light: Option<PathBuf>,
    /// When the lights were really shown; only with `light`.
    pub shown: Option<PathBuf>,
    /// When the plan was in force, RFC 3339 or seconds since 1970, as the manifest writes it; only with `light`.
    pub at: Option<String>,
    /// What it is for.
    pub split: Split,
    /// Whether it was rendered or composed instead of recorded.
    pub synthetic: bool,
    /// Free tags, for slices.
    pub tags: BTreeMap<String, String>,
    /// Where it stands in the manifest: line, from 1.
    pub line: usize,
}

impl Manifest {
    /// Reads a manifest and makes sure that all it names exists.
    ///
    /// # Errors
    /// Up to [`MAX_ERRORS`] of what is wrong, in order of line: see [`Problem`].
    pub fn read(path: &Path) -> Result<Self, ManifestErrors> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut builder = Builder::new(folder);
        let given = match source::read(path) {
            Ok((Form::Toml, text)) => toml_form::read(&text, &mut builder),
            Ok((Form::Csv, text)) => {
                csv_form::read(&text, &mut builder);
                None
            }
            Err(fault) => {
                builder.faults.push(fault);
                None
            }
        };
        let Builder { mut entries, mut faults, .. } = builder;
        entries.shrink_to_fit();
        if entries.is_empty() && faults.is_empty() {
            faults.push(Fault::of_file(Problem::Empty));
        }
        check::ids(&entries, &mut faults);
        check::splits(&entries, &mut faults);
        check::tags(&entries, &mut faults);
        if faults.is_empty() {
            check::files(folder, &entries, &mut faults);
        }
        faults.none(path)?;
        let name = given.unwrap_or_else(|| path::stem(&path::name(folder, path)).to_owned());
        Ok(Self { name, sha256: canonical::sha256(folder, &entries), entries })
    }
}
