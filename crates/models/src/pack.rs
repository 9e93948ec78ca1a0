//! A verified pack.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::PackError;
use crate::lookup::Lookup;
use crate::manifest::{Manifest, ModelEntry, Role};

/// Largest manifest, bytes.
const MAX_MANIFEST: u64 = 1 << 20;
const MANIFEST: &str = "manifest.toml";

/// Packs whose files come without a manifest: name of the manifest in this repository, and its text.
const KNOWN: [(&str, &str); 1] =
    [("models/reference/manifest.toml", include_str!("../../../models/reference/manifest.toml"))];

/// A pack compiled into the program.
struct EmbeddedPack {
    manifest: &'static str,
    files: &'static [(&'static str, &'static [u8])],
}

// `EMBEDDED: Option<EmbeddedPack>`, written by build.rs from `models/own`; none without the feature `embedded-models`.
include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// Where a pack came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Named by the caller, e.g. by `--models`.
    Explicit(PathBuf),
    /// Named by `LIVEFACE_MODELS`.
    Environment(PathBuf),
    /// The user's data directory.
    UserData(PathBuf),
    /// Compiled into the program: the project's own pack.
    Embedded,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Explicit(dir) => write!(f, "{}", dir.display()),
            Self::Environment(dir) => write!(f, "{} (LIVEFACE_MODELS)", dir.display()),
            Self::UserData(dir) => write!(f, "{} (user data)", dir.display()),
            Self::Embedded => f.write_str("inside this program"),
        }
    }
}

/// One network whose bytes are the ones its entry declares.
#[derive(Clone)]
pub struct Model {
    /// What the manifest says of it.
    pub entry: ModelEntry,
    /// The ONNX file.
    pub bytes: Arc<[u8]>,
    /// Where the file is, for messages.
    pub file: String,
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model").field("entry", &self.entry).field("file", &self.file).finish_non_exhaustive()
    }
}

/// Networks that belong together, all verified.
#[derive(Clone, Debug)]
pub struct Pack {
    id: String,
    name: String,
    origin: Origin,
    models: Vec<Model>,
}

impl Pack {
    /// Loads the pack in the folder `dir` and verifies the size and SHA-256 of every file. A folder without a
    /// `manifest.toml` is read by the manifest of a known pack whose files are all there.
    ///
    /// # Errors
    /// [`PackError`] naming the file and the remedy.
    pub fn load(dir: &Path) -> Result<Self, PackError> {
        Self::load_from(dir, Origin::Explicit(dir.to_owned()))
    }

    /// Loads the pack of the first place that names one, the embedded one last. A place that was named but is not a
    /// good pack is an error: another pack is never used in its stead.
    ///
    /// # Errors
    /// [`PackError::NotFound`] where there is none anywhere, else as for [`load`](Self::load).
    pub fn find(lookup: &Lookup) -> Result<Self, PackError> {
        if let Some(dir) = &lookup.explicit {
            return Self::load_from(dir, Origin::Explicit(dir.clone()));
        }
        if let Some(dir) = &lookup.environment {
            return Self::load_from(dir, Origin::Environment(dir.clone()));
        }
        if let Some(dir) = lookup.user_data.as_ref().filter(|dir| holds_anything(dir)) {
            return Self::load_from(dir, Origin::UserData(dir.clone()));
        }
        Self::embedded()?.ok_or_else(|| PackError::NotFound { looked: looked_in(lookup) })
    }

    /// The project's own pack, compiled into the program; `None` without the feature `embedded-models`.
    ///
    /// # Errors
    /// [`PackError`] where the weights are not the ones the embedded manifest declares.
    pub fn embedded() -> Result<Option<Self>, PackError> {
        EMBEDDED.as_ref().map(Self::from_embedded).transpose()
    }

    fn from_embedded(embedded: &EmbeddedPack) -> Result<Self, PackError> {
        let manifest = Manifest::parse(embedded.manifest, "embedded manifest.toml")?;
        Self::assemble(manifest, Origin::Embedded, |entry| {
            let found = embedded.files.iter().find(|(name, _)| *name == entry.file);
            let bytes = found.map_or(&[][..], |(_, bytes)| bytes);
            let file = format!("embedded {}", entry.file);
            let bytes = verified(bytes, entry).map_err(|reason| wrong_file(&file, entry, reason))?;
            Ok(Model { entry: entry.clone(), bytes, file })
        })
    }

    fn load_from(dir: &Path, origin: Origin) -> Result<Self, PackError> {
        let manifest = read_manifest(dir)?;
        let pack = Self::assemble(manifest, origin, |entry| {
            let path = dir.join(&entry.file);
            let bytes = read_verified(&path, entry)?;
            Ok(Model { entry: entry.clone(), bytes, file: path.display().to_string() })
        })?;
        tracing::debug!(pack = pack.id, origin = %pack.origin, models = pack.models.len(), "pack verified");
        Ok(pack)
    }

    fn assemble(
        manifest: Manifest,
        origin: Origin,
        load: impl Fn(&ModelEntry) -> Result<Model, PackError>,
    ) -> Result<Self, PackError> {
        let models = manifest.models.iter().map(load).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { id: manifest.id, name: manifest.name, origin, models })
    }

    /// Stable id, e.g. `reference`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Name for people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it came from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What the manifest says of each network, in its order.
    pub fn entries(&self) -> impl Iterator<Item = &ModelEntry> {
        self.models.iter().map(|model| &model.entry)
    }

    /// The first network of a role: the only one, but for [`Role::Pad`]. Always there for the detector, the mesh, the
    /// embedding and PAD.
    pub fn model(&self, role: Role) -> Option<&Model> {
        self.all(role).next()
    }

    /// All networks of a role, in the manifest's order.
    pub fn all(&self, role: Role) -> impl Iterator<Item = &Model> {
        self.models.iter().filter(move |model| model.entry.role == role)
    }
}

fn holds_anything(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some())
}

fn looked_in(lookup: &Lookup) -> String {
    let user_data = match &lookup.user_data {
        Some(dir) => format!("{} (absent or empty)", dir.display()),
        None => "the user's data directory (unknown here)".to_owned(),
    };
    format!(
        "--models (not given), LIVEFACE_MODELS (not set), {user_data}, the program itself (none embedded)"
    )
}

fn read_manifest(dir: &Path) -> Result<Manifest, PackError> {
    let unreadable = |path: &Path, source| PackError::Unreadable { path: path.to_owned(), source };
    if !fs::metadata(dir).map_err(|source| unreadable(dir, source))?.is_dir() {
        return Err(PackError::NoManifest { dir: dir.to_owned(), reason: "not a folder".into() });
    }
    let path = dir.join(MANIFEST);
    let file = match File::open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return known_manifest(dir),
        opened => opened.map_err(|source| unreadable(&path, source))?,
    };
    let mut text = String::new();
    let length =
        file.take(MAX_MANIFEST + 1).read_to_string(&mut text).map_err(|source| unreadable(&path, source))?;
    let origin = path.display().to_string();
    if length as u64 > MAX_MANIFEST {
        return Err(PackError::Manifest {
            manifest: origin,
            reason: format!("longer than {MAX_MANIFEST} bytes"),
        });
    }
    Manifest::parse(&text, &origin)
}

/// The manifest of the known pack whose files are all in `dir`.
fn known_manifest(dir: &Path) -> Result<Manifest, PackError> {
    let mut missing = Vec::new();
    for (origin, text) in KNOWN {
        let manifest = Manifest::parse(text, origin)?;
        let absent: Vec<&str> = manifest
            .models
            .iter()
            .map(|model| model.file.as_str())
            .filter(|file| !dir.join(file).exists())
            .collect();
        if absent.is_empty() {
            return Ok(manifest);
        }
        missing.push(format!("of the known pack `{}` it lacks {}", manifest.id, absent.join(", ")));
    }
    let reason = format!("there is no {MANIFEST}, and {}", missing.join("; "));
    Err(PackError::NoManifest { dir: dir.to_owned(), reason })
}

fn wrong_file(file: &str, entry: &ModelEntry, reason: String) -> PackError {
    PackError::File { file: file.to_owned(), model: entry.id.clone(), reason }
}

/// Reads no more than the entry declares, so that a huge file is refused at its size.
fn read_verified(path: &Path, entry: &ModelEntry) -> Result<Arc<[u8]>, PackError> {
    let name = path.display().to_string();
    let unreadable = |source| PackError::Unreadable { path: path.to_owned(), source };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(wrong_file(&name, entry, "not a file".into()));
    }
    size_fits(metadata.len(), entry).map_err(|reason| wrong_file(&name, entry, reason))?;
    let mut bytes = Vec::with_capacity(usize::try_from(entry.bytes).unwrap_or(0));
    File::open(path)
        .and_then(|file| file.take(entry.bytes + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    verified(&bytes, entry).map_err(|reason| wrong_file(&name, entry, reason))
}

fn size_fits(length: u64, entry: &ModelEntry) -> Result<(), String> {
    let declared = entry.bytes;
    match length.cmp(&declared) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Less => {
            Err(format!("{length} bytes instead of {declared}, truncated or another file"))
        }
        std::cmp::Ordering::Greater => Err(format!("{length} bytes instead of {declared}, another file")),
    }
}

fn verified(bytes: &[u8], entry: &ModelEntry) -> Result<Arc<[u8]>, String> {
    size_fits(bytes.len() as u64, entry)?;
    let found = format!("{:x}", Sha256::digest(bytes));
    if found != entry.sha256 {
        return Err(format!("SHA-256 {found} instead of {}, another or an altered file", entry.sha256));
    }
    Ok(Arc::from(bytes))
}

#[cfg(test)]
#[path = "pack_tests.rs"]
mod tests;
