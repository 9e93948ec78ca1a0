//! Output files: whole or not at all, and readable by their owner only, since they are about a person.

use anyhow::Context as _;
use liveface_frames::Frame;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that appears under its name when it is complete; until then it is a temporary file beside it, which goes
/// when this is dropped.
pub struct OutputFile {
    path: PathBuf,
    file: NamedTempFile,
}

impl OutputFile {
    /// Makes sure, before any work is done, that `path` can be written.
    ///
    /// # Errors
    /// The folder is missing or not writable, or `path` is a folder.
    pub fn create(path: &Path) -> anyhow::Result<Self> {
        let told =
            || format!("cannot write {}: check that its folder exists and is writable", path.display());
        // Renaming onto a device, pipe or link would destroy it.
        let taken = std::fs::symlink_metadata(path).is_ok_and(|existing| !existing.is_file());
        anyhow::ensure!(
            !taken,
            "cannot write {}: it exists and is not a plain file, name another",
            path.display()
        );
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder).with_context(told)?;
        Ok(Self { path: path.to_owned(), file })
    }

    /// A buffered writer to the file.
    ///
    /// # Errors
    /// The file cannot be opened a second time.
    pub fn writer(&self) -> anyhow::Result<BufWriter<std::fs::File>> {
        Ok(BufWriter::new(
            self.file.reopen().with_context(|| format!("cannot write {}", self.path.display()))?,
        ))
    }

    /// Writes `bytes` as the whole content.
    ///
    /// # Errors
    /// The disk is full or gone.
    pub fn write(mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.file.write_all(bytes).with_context(|| format!("cannot write {}", self.path.display()))?;
        self.finish()
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// The name was taken by a folder, or the disk is gone.
    pub fn finish(self) -> anyhow::Result<()> {
        let Self { path, file } = self;
        file.persist(&path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(())
    }
}

/// Refuses two names for one file among inputs and outputs: one would be lost.
///
/// # Errors
/// Names the file.
pub fn distinct(paths: &[&Path]) -> anyhow::Result<()> {
    let place = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        path.canonicalize().ok().or_else(|| Some(folder.canonicalize().ok()?.join(path.file_name()?)))
    };
    let places: Vec<_> = paths.iter().filter_map(|path| place(path).map(|place| (path, place))).collect();
    for (i, (path, one)) in places.iter().enumerate() {
        let again = places.iter().skip(i + 1).any(|(_, other)| one == other);
        anyhow::ensure!(
            !again,
            "{} is named twice: inputs and outputs must be different files",
            path.display()
        );
    }
    Ok(())
}

/// A frame as JPEG.
///
/// # Errors
/// A side is too long for JPEG.
pub fn jpeg(frame: &Frame) -> anyhow::Result<Vec<u8>> {
    liveface_frames::encode_jpeg(frame).context("the frame is too large for JPEG")
}
