//! Where ONNX Runtime's shared library is looked for, and what a file must be before it is opened: opening a library
//! runs its code, so a file that cannot be the right one is refused by its headers.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use object::read::{NameOrOrdinal, ReadCache, ReadRef};
use object::{Object as _, ObjectKind, ObjectSegment as _};

/// The function every ONNX Runtime library exports.
const ENTRY_POINT: &[u8] = b"OrtGetApiBase";

/// The places a library is looked for in, first to last.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// A library named by the caller or by `ORT_DYLIB_PATH`; where given, no other place is tried.
    pub explicit: Option<PathBuf>,
    /// Folders, in order.
    pub folders: Vec<PathBuf>,
}

impl Places {
    /// The places of this process; `restricted` leaves out the folders a user can write to.
    pub(super) fn from_env(library: Option<PathBuf>, restricted: bool) -> Self {
        let explicit = library.or_else(|| variable("ORT_DYLIB_PATH"));
        let executable = env::current_exe().ok().and_then(|path| path.parent().map(Path::to_owned));
        let mut folders = Vec::from_iter(executable);
        if !restricted {
            folders.extend(liveface_models::user_data_dir().map(|dir| dir.join("lib")));
            for prefix in ["VIRTUAL_ENV", "CONDA_PREFIX"].into_iter().filter_map(variable) {
                folders.extend(python_folders(&prefix));
            }
        }
        Self { explicit, folders }
    }

    /// The files that by their names are the library, in order of preference.
    pub(super) fn candidates(&self) -> Vec<PathBuf> {
        match &self.explicit {
            Some(path) => vec![path.clone()],
            None => self.folders.iter().flat_map(|folder| libraries(folder)).collect(),
        }
    }

    /// The places in words, for a message that none had it.
    pub(super) fn describe(&self) -> String {
        let folders: Vec<String> = self.folders.iter().map(|folder| folder.display().to_string()).collect();
        folders.join(", ")
    }
}

fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Where a Python environment keeps the library of its `onnxruntime` package.
fn python_folders(prefix: &Path) -> Vec<PathBuf> {
    let package = Path::new("site-packages").join("onnxruntime").join("capi");
    if cfg!(windows) {
        return vec![prefix.join("Lib").join(package)];
    }
    let lib = prefix.join("lib");
    let pythons = names(&lib).into_iter().filter(|name| name.starts_with("python3"));
    pythons.map(|name| lib.join(name).join(&package)).collect()
}

/// The libraries in a folder: the plain name first, then the newest version.
fn libraries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<String> = names(folder).into_iter().filter(|name| is_library(name)).collect();
    found.sort_by_key(|name| {
        (version(Path::new(name)).is_some(), std::cmp::Reverse(version(Path::new(name))))
    });
    found.into_iter().map(|name| folder.join(name)).collect()
}

fn is_library(name: &str) -> bool {
    if cfg!(windows) {
        name.eq_ignore_ascii_case("onnxruntime.dll")
    } else if cfg!(target_os = "macos") {
        name == "libonnxruntime.dylib" || (name.starts_with("libonnxruntime.") && name.ends_with(".dylib"))
    } else {
        name == "libonnxruntime.so" || name.starts_with("libonnxruntime.so.")
    }
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// The version in a library's file name, e.g. (1, 26, 0) of `libonnxruntime.so.1.26.0`.
pub(super) fn version(path: &Path) -> Option<(u32, u32, u32)> {
    let name = path.file_name()?.to_str()?;
    let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut parts = digits.split('.').map_while(|part| part.parse().ok());
    Some((parts.next()?, parts.next()?, parts.next().unwrap_or(0)))
}

/// Checks by its headers that a file is a complete shared library for this machine that exports ONNX Runtime's entry
/// point, without running any of it.
pub(super) fn check(path: &Path) -> Result<(), String> {
    let refuse = |reason: &str| format!("{}: {reason}", path.display());
    let metadata = fs::metadata(path).map_err(|error| refuse(&error.to_string()))?;
    if !metadata.is_file() {
        return Err(refuse("not a file"));
    }
    if version(path).is_some_and(|(major, minor, _)| (major, minor) < (1, ort::MINOR_VERSION)) {
        return Err(refuse(&format!(
            "older than 1.{}, the oldest ONNX Runtime that fits",
            ort::MINOR_VERSION
        )));
    }
    let file = File::open(path).map_err(|error| refuse(&error.to_string()))?;
    let cache = ReadCache::new(file);
    headers(&cache, metadata.len()).map_err(|reason| refuse(&reason))
}

fn headers<'data>(data: impl ReadRef<'data>, length: u64) -> Result<(), String> {
    let object = object::File::parse(data).map_err(|_| "not a shared library".to_owned())?;
    if object.kind() != ObjectKind::Dynamic || object.architecture() != host() {
        return Err("not a shared library for this machine".into());
    }
    // A page that is mapped but not in the file would end the process when touched.
    let whole = object.segments().all(|segment| {
        let (offset, size) = segment.file_range();
        offset.checked_add(size).is_some_and(|end| end <= length)
    });
    if !whole {
        return Err("truncated".into());
    }
    let mut exports = object.exports().map_err(|_| "its table of symbols cannot be read".to_owned())?;
    let found = exports.any(|export| {
        export.is_ok_and(|export| matches!(export.name(), NameOrOrdinal::Name(name) if name == ENTRY_POINT))
    });
    if found { Ok(()) } else { Err("not ONNX Runtime".into()) }
}

fn host() -> object::Architecture {
    match env::consts::ARCH {
        "x86_64" => object::Architecture::X86_64,
        "x86" => object::Architecture::I386,
        "aarch64" => object::Architecture::Aarch64,
        "arm" => object::Architecture::Arm,
        "riscv64" => object::Architecture::Riscv64,
        _ => object::Architecture::Unknown,
    }
}
