//! The private folder: files appear in it whole or not at all.

use super::SpoolError;
use super::parts::temporary;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The private folder.
#[derive(Clone, Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Opens it, and creates it for its owner only where there is none.
    pub(super) fn open(path: &Path) -> Result<Self, SpoolError> {
        let told = |source| SpoolError::Io { doing: "open", path: path.to_owned(), source };
        // Without a trailing slash, behind which a link would not be seen.
        let plain: PathBuf = std::path::absolute(path).map_err(told)?.components().collect();
        let missing =
            fs::symlink_metadata(&plain).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        if missing {
            create_private(&plain).map_err(told)?;
        }
        match problem(&fs::symlink_metadata(&plain).map_err(told)?) {
            Some(problem) => Err(SpoolError::Folder { folder: path.to_owned(), problem }),
            None => Ok(Self(plain)),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Gives `bytes` the name `name`, whole or not at all. Durable after [`Folder::sync`].
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), SpoolError> {
        // Of a process that is dead: only who holds the lock of these files writes them.
        self.unlink(&temporary(name))?;
        #[cfg(test)]
        super::crash::note(super::crash::Step::Appears(temporary(name)));
        let write = || {
            let mut file =
                tempfile::Builder::new().prefix(name).suffix(".tmp").rand_bytes(0).tempfile_in(&self.0)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            file.persist(self.0.join(name)).map_err(|unnamed| unnamed.error)
        };
        write().map_err(|source| self.io("write", name, source))?;
        #[cfg(test)]
        super::crash::note(super::crash::Step::Renamed(temporary(name), name.to_owned()));
        Ok(())
    }

    /// Deletes the file `name`, if it is there. It is not overwritten first: on an SSD, or a file system that copies on
    /// write, that would write elsewhere. Durable after [`Folder::sync`].
    pub(super) fn unlink(&self, name: &str) -> Result<(), SpoolError> {
        match fs::remove_file(self.0.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(source) => Err(self.io("delete", name, source)),
            Ok(()) => {
                #[cfg(test)]
                super::crash::note(super::crash::Step::Vanishes(name.to_owned()));
                Ok(())
            }
        }
    }

    /// Makes what was written and deleted so far outlast a power cut.
    pub(super) fn sync(&self) -> Result<(), SpoolError> {
        sync_folder(&self.0).map_err(|source| self.io("write", "", source))?;
        #[cfg(test)]
        super::crash::note(super::crash::Step::Synced);
        Ok(())
    }

    /// Whether anything has the name `name`.
    pub(super) fn has(&self, name: &str) -> Result<bool, SpoolError> {
        match fs::symlink_metadata(self.0.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(self.io("read", name, source)),
            Ok(_) => Ok(true),
        }
    }

    /// The meta data of the plain file `name`.
    pub(super) fn stat(&self, name: &str) -> io::Result<fs::Metadata> {
        let stat = fs::symlink_metadata(self.0.join(name))?;
        // Opening a pipe would wait for ever, and a link leads elsewhere.
        if stat.is_file() { Ok(stat) } else { Err(io::Error::other("not a plain file")) }
    }

    /// The content of the plain file `name`, of at most `max` bytes.
    pub(super) fn read(&self, name: &str, max: usize) -> io::Result<Vec<u8>> {
        let too_long = || io::Error::other(format!("longer than {max} bytes"));
        let bytes = usize::try_from(self.stat(name)?.len()).map_err(|_| too_long())?;
        if bytes > max {
            return Err(too_long());
        }
        let mut content = Vec::with_capacity(bytes);
        File::open(self.0.join(name))?.take(max as u64).read_to_end(&mut content)?;
        Ok(content)
    }

    pub(super) fn io(&self, doing: &'static str, name: &str, source: io::Error) -> SpoolError {
        SpoolError::Io { doing, path: self.0.join(name), source }
    }
}

/// Creates a folder, with those above it, that only its owner can enter.
fn create_private(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Why a folder cannot keep submissions. On Windows the rights are those of the user's profile, which others cannot
/// enter: the folder belongs below it.
fn problem(stat: &fs::Metadata) -> Option<&'static str> {
    if stat.is_symlink() {
        return Some("it is a link: name the folder itself");
    }
    if !stat.is_dir() {
        return Some("it is not a folder: name one");
    }
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&stat.permissions()) & 0o077 != 0 {
        return Some("others can read or write it: make it private with chmod 700");
    }
    None
}

/// Writes the names in a folder to the disk. Windows has no such call: NTFS keeps a journal of them.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}
