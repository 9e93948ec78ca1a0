//! Where recordings are while they are needed.

use std::path::Path;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// How every such folder's name begins; the number of the process that made it follows.
const PREFIX: &str = "liveface-";

/// How old what a process left behind must be before it is deleted: the numbers of processes are not the same in every
/// container that shares a folder.
const LEFT_FOR: Duration = Duration::from_secs(3_600);

/// A temporary folder for a recording, closed to others, that is deleted when dropped. What processes that were killed
/// have left is deleted as well: see [`sweep_private_folders`].
///
/// # Errors
/// It cannot be created.
pub fn private_folder() -> std::io::Result<TempDir> {
    sweep_private_folders();
    let prefix = format!("{PREFIX}{}-", std::process::id());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir()
}

/// Deletes the private folders of processes that are no more, where the system tells (Linux), an hour after they were
/// last written to. What cannot be deleted is left for the next time.
pub fn sweep_private_folders() {
    sweep(&std::env::temp_dir(), Path::new("/proc"), SystemTime::now());
}

fn sweep(folder: &Path, processes: &Path, now: SystemTime) {
    if !processes.join("self").exists() {
        return;
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process =
            name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split_once('-')?.0.parse::<u32>().ok());
        let Some(process) = process else { continue };
        // Of the entry itself: what a link leads to is not ours.
        let Ok(about) = entry.metadata() else { continue };
        let age = about.modified().ok().and_then(|written| now.duration_since(written).ok());
        let left = age.is_some_and(|age| age > LEFT_FOR) && !processes.join(process.to_string()).exists();
        if about.is_dir() && left {
            // Another process may be deleting it right now.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_left_is_deleted_and_nothing_else() {
        let (temporary, processes) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        std::fs::create_dir(processes.path().join("self")).unwrap();
        std::fs::create_dir(processes.path().join("77")).unwrap();
        for name in ["liveface-42-abc", "liveface-77-abc", "liveface-abc", "other-42-abc"] {
            std::fs::create_dir(temporary.path().join(name)).unwrap();
            std::fs::write(temporary.path().join(name).join("session.mp4"), b"x").unwrap();
        }
        std::fs::write(temporary.path().join("liveface-42-file"), b"x").unwrap();
        let names = || {
            let mut names: Vec<_> =
                std::fs::read_dir(temporary.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
            names.sort();
            names
        };
        let before = names();
        sweep(temporary.path(), processes.path(), SystemTime::now());
        assert_eq!(names(), before, "not within the hour");
        let later = SystemTime::now() + LEFT_FOR + Duration::from_secs(5);
        sweep(temporary.path(), Path::new("/no/such/folder"), later);
        assert_eq!(names(), before, "not where nothing is known of processes");
        sweep(temporary.path(), processes.path(), later);
        assert_eq!(names(), ["liveface-42-file", "liveface-77-abc", "liveface-abc", "other-42-abc"]);
    }

    #[test]
    fn a_private_folder_is_named_after_its_process_and_goes_with_its_owner() {
        let folder = private_folder().unwrap();
        let path = folder.path().to_owned();
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with(&format!("liveface-{}-", std::process::id())), "{name}");
        drop(folder);
        assert!(!path.exists());
    }
}
