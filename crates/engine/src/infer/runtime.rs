//! Which back end runs, and why.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use liveface_models::Model;

use super::{InferError, Network, embedded};
#[cfg(feature = "native")]
use super::{
    library::{self, Places},
    native::Native,
};

/// Which back end is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BackendChoice {
    /// Native where its library is found, else embedded.
    #[default]
    Auto,
    /// Native, or an error.
    Native,
    /// Embedded, without looking for a library.
    Embedded,
}

/// How a back end is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackendOptions {
    /// Which back end is wanted.
    pub choice: BackendChoice,
    /// ONNX Runtime's library, instead of looking for it; goes before `ORT_DYLIB_PATH`.
    pub library: Option<PathBuf>,
    /// Look only at the named library and beside the executable, not in folders that a user can write to.
    pub restricted: bool,
    /// Threads that one network may use; one where `None`, since cores are worth more for stages and clips.
    pub threads: Option<NonZeroUsize>,
}

/// A back end.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Backend {
    /// ONNX Runtime.
    Native {
        /// Its library.
        library: PathBuf,
        /// Its version, where the file's name tells it.
        version: Option<String>,
    },
    /// The engine in this program.
    Embedded {
        /// Why native is not used; `None` where embedded was asked for.
        reason: Option<String>,
    },
}

/// The back end chosen for this run.
#[derive(Clone, Debug)]
pub struct Runtime {
    backend: Backend,
    threads: NonZeroUsize,
    #[cfg(feature = "native")]
    native: Option<Native>,
}

impl Runtime {
    /// Chooses the back end, and logs which and why. The first ONNX Runtime library a process opens is the one it keeps.
    ///
    /// # Errors
    /// [`InferError::Native`] where native was asked for and cannot be used.
    pub fn choose(options: &BackendOptions) -> Result<Self, InferError> {
        let reason = match options.choice {
            BackendChoice::Embedded => None,
            BackendChoice::Auto | BackendChoice::Native => match Self::native(options) {
                Ok(runtime) => return Ok(runtime),
                Err(reason) if options.choice == BackendChoice::Native => {
                    return Err(InferError::Native { reason });
                }
                Err(reason) => Some(reason),
            },
        };
        match &reason {
            Some(reason) => tracing::warn!(reason, "embedded back end, slower than ONNX Runtime"),
            None => tracing::info!("embedded back end, as asked for"),
        }
        Ok(Self::embedded(reason, options))
    }

    /// The back end in use.
    pub fn backend(&self) -> &Backend {
        &self.backend
    }

    /// Loads a verified model, checked against its manifest's contract.
    ///
    /// # Errors
    /// [`InferError::Load`] where the graph is damaged, uses an operator the back end lacks, or has another input or
    /// other outputs than the manifest declares.
    pub fn load(&self, model: &Model) -> Result<Box<dyn Network>, InferError> {
        #[cfg(feature = "native")]
        if let Some(native) = &self.native {
            return native.load(model, self.threads);
        }
        embedded::load(model, self.threads)
    }

    fn embedded(reason: Option<String>, options: &BackendOptions) -> Self {
        Self {
            threads: options.threads.unwrap_or(NonZeroUsize::MIN),
            backend: Backend::Embedded { reason },
            #[cfg(feature = "native")]
            native: None,
        }
    }

    #[cfg(not(feature = "native"))]
    fn native(_: &BackendOptions) -> Result<Self, String> {
        Err("this program was built without the feature `native`".into())
    }

    #[cfg(feature = "native")]
    fn native(options: &BackendOptions) -> Result<Self, String> {
        let native = open(&Places::from_env(options.library.clone(), options.restricted))?;
        let version = library::version(&native.path);
        let named = version.map(|(major, minor, patch)| format!("{major}.{minor}.{patch}"));
        tracing::info!(library = %native.path.display(), version = named, "native back end");
        if version.is_some_and(|version| version >= (1, 29, 0)) {
            tracing::warn!(
                "this ONNX Runtime can report usage to its maker: set ORT_DISABLE_TELEMETRY=1 or use 1.26.0"
            );
        }
        let backend = Backend::Native { library: native.path.clone(), version: named };
        let threads = options.threads.unwrap_or(NonZeroUsize::MIN);
        Ok(Self { backend, threads, native: Some(native) })
    }
}

/// Opens the first candidate that is ONNX Runtime. A library that was named is never replaced by another one.
#[cfg(feature = "native")]
pub(super) fn open(places: &Places) -> Result<Native, String> {
    let mut reasons = Vec::new();
    for candidate in places.candidates() {
        // The real name carries the version, and is the same for every link to one library.
        let path = candidate.canonicalize().map_err(|error| format!("{}: {error}", candidate.display()));
        match path.and_then(|path| library::check(&path).map(|()| path)).and_then(|path| one(&path)) {
            Ok(native) => return Ok(native),
            Err(reason) => reasons.push(reason),
        }
    }
    if reasons.is_empty() {
        return Err(format!("no ONNX Runtime library in {}", places.describe()));
    }
    Err(reasons.join("; "))
}

#[cfg(feature = "native")]
fn one(path: &std::path::Path) -> Result<Native, String> {
    match Native::opened() {
        Some(native) if native.path != path => {
            Err(format!("{}: this process already uses {}", path.display(), native.path.display()))
        }
        Some(native) => Ok(native),
        None => Native::open(path),
    }
}
