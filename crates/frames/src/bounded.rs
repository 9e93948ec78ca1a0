//! Reading files and buffers that may be hostile without taking more memory than the limits allow.

use crate::error::Fault;
use crate::{FrameError, Limits};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Opens a regular, non-empty file of at most `limits.file_bytes` bytes; gives its length in bytes too.
///
/// # Errors
/// Missing, unreadable, a folder, a device, empty or too large.
pub(crate) fn open_file(path: &Path, limits: &Limits) -> Result<(File, u64), FrameError> {
    let io = |source| FrameError::Io { path: path.to_path_buf(), source };
    // Asked before opening: opening a named pipe would wait for a writer.
    let meta = std::fs::metadata(path).map_err(io)?;
    if meta.is_dir() {
        return Err(malformed(path, "it is a folder; name a file in it"));
    }
    if !meta.is_file() {
        return Err(malformed(path, "it is not a regular file; copy it to one"));
    }
    if meta.len() == 0 {
        return Err(malformed(path, "it is empty; copy or record it again"));
    }
    limits.check_file(meta.len()).map_err(|fault| fault.at(path))?;
    Ok((File::open(path).map_err(io)?, meta.len()))
}

/// All bytes of a file that [`open_file`] accepts.
pub(crate) fn read_file(path: &Path, limits: &Limits) -> Result<Vec<u8>, FrameError> {
    let (file, len) = open_file(path, limits)?;
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0));
    // The file may grow while it is read.
    file.take(limits.file_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|source| FrameError::Io { path: path.to_path_buf(), source })?;
    limits.check_file(bytes.len() as u64).map_err(|fault| fault.at(path))?;
    Ok(bytes)
}

/// [`FrameError::Malformed`] with the given reason.
pub(crate) fn malformed(path: &Path, reason: impl Into<String>) -> FrameError {
    Fault::malformed(reason).at(path)
}
