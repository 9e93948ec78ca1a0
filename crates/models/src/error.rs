//! Why a pack was refused.

use std::path::PathBuf;

use thiserror::Error;

/// Why a pack was refused. Each names the file, what is wrong with it and what to do.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PackError {
    /// No place that was looked in holds a pack.
    #[error("no model pack found; looked in {looked}: give a folder with --models DIR or LIVEFACE_MODELS")]
    NotFound {
        /// The places, with what was there.
        looked: String,
    },
    /// The folder holds neither a manifest nor the files of a known pack.
    #[error("{dir}: {reason}; add a manifest.toml or name the folder of a complete pack", dir = dir.display())]
    NoManifest {
        /// The folder.
        dir: PathBuf,
        /// What is missing from it.
        reason: String,
    },
    /// A file or folder cannot be read.
    #[error("{path}: cannot be read; check that it exists and its permissions", path = path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The operating system's answer.
        source: std::io::Error,
    },
    /// The manifest is not what it should be.
    #[error("{manifest}: {reason}; correct the manifest")]
    Manifest {
        /// Where the manifest is.
        manifest: String,
        /// What is wrong.
        reason: String,
    },
    /// One entry of the manifest is not what it should be.
    #[error("{manifest}: model `{model}`: {reason}; correct this entry")]
    Entry {
        /// Where the manifest is.
        manifest: String,
        /// Id of the entry, or its number from 1 where the id itself is missing.
        model: String,
        /// What is wrong.
        reason: String,
    },
    /// A network's file is not the one its manifest declares.
    #[error("{file} (model `{model}`): {reason}; copy the file again from the pack's origin")]
    File {
        /// Where the file is.
        file: String,
        /// Id of its entry.
        model: String,
        /// What is wrong.
        reason: String,
    },
}
