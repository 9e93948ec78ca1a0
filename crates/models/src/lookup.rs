//! Where packs and libraries of a user are looked for.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The places a pack is looked for in, first to last. The embedded pack comes after all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    /// The folder named by the caller, e.g. by `--models`; where given, no other place is tried.
    pub explicit: Option<PathBuf>,
    /// The folder named by `LIVEFACE_MODELS`; where given, no later place is tried.
    pub environment: Option<PathBuf>,
    /// The `models` folder of [`user_data_dir`]; passed over where it is absent or empty.
    pub user_data: Option<PathBuf>,
}

impl Lookup {
    /// The places of this process: `explicit` first, then what its environment says.
    pub fn from_env(explicit: Option<PathBuf>) -> Self {
        Self {
            explicit,
            environment: folder("LIVEFACE_MODELS"),
            user_data: user_data_dir().map(|dir| dir.join("models")),
        }
    }
}

/// This user's folder for data of this program: `$XDG_DATA_HOME/liveface` or `~/.local/share/liveface` on Linux,
/// `~/Library/Application Support/liveface` on macOS, `%LOCALAPPDATA%\liveface` on Windows. It need not exist.
pub fn user_data_dir() -> Option<PathBuf> {
    let base = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library").join("Application Support"))
    } else {
        // The base directory specification has a relative path ignored.
        let xdg = folder("XDG_DATA_HOME").filter(|dir| dir.is_absolute());
        xdg.or_else(|| folder("HOME").map(|home| home.join(".local").join("share")))
    };
    base.map(|dir| dir.join("liveface"))
}

fn folder(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value: &OsString| !value.is_empty()).map(PathBuf::from)
}
