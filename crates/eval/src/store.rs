//! Where an evaluation lives: a folder, or a prefix of an object store. Whole objects only; each appears at once or not.

#[cfg(feature = "s3")]
mod s3;

use crate::EvalError;
use futures::TryStreamExt as _;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Address;
use object_store::{ObjectStore, ObjectStoreExt as _, PutMode, PutOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::runtime::{Builder, Runtime};

/// A folder, or a prefix of an object store.
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    prefix: Address,
    runtime: Runtime,
    name: String,
    folder: Option<PathBuf>,
}

impl Store {
    /// Opens `at`: a folder, which is made (for its owner only) if `make` is set, or with the feature `s3` an address like
    /// `s3://bucket/prefix`, whose credentials and endpoint the usual `AWS_…` variables name.
    ///
    /// # Errors
    /// There is no such folder or it cannot be made; or an address of a kind that this build does not reach.
    pub fn open(at: &str, make: bool) -> Result<Self, EvalError> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.map_err(|error| failed(at, "start: no thread can be made", error))?;
        if let Some((scheme, _)) = at.split_once("://") {
            let (objects, prefix) = remote(scheme, at)?;
            return Ok(Self { objects, prefix, runtime, name: at.to_owned(), folder: None });
        }
        let folder = Path::new(at);
        if make {
            make_folder(folder)
                .map_err(|error| failed(at, "make the folder: check that it may be written", error))?;
        }
        if !folder.is_dir() {
            return Err(EvalError::place(
                at,
                "there is no such folder: name one that `liveface eval --out` wrote",
            ));
        }
        let objects = LocalFileSystem::new_with_prefix(folder)
            .map_err(|error| failed(at, "open the folder: check that it may be read", error))?;
        let (objects, prefix) = (Arc::new(objects), Address::default());
        Ok(Self { objects, prefix, runtime, name: at.to_owned(), folder: Some(folder.to_owned()) })
    }

    /// The folder or address as it was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The folder, if it is one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// `address` as a person would write it.
    #[must_use]
    pub fn full(&self, address: &str) -> String {
        format!("{}/{address}", self.name.trim_end_matches('/'))
    }

    /// The object at `address`; `None` where there is none.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn get(&self, address: &str) -> Result<Option<Vec<u8>>, EvalError> {
        let at = self.at(address);
        let read = self.runtime.block_on(async {
            match self.objects.get(&at).await {
                Ok(found) => found.bytes().await.map(Some),
                Err(object_store::Error::NotFound { source, .. }) if !no_bucket(source.as_ref()) => Ok(None),
                Err(error) => Err(error),
            }
        });
        let read = read.map_err(|error| self.failed(address, "read it", error))?;
        Ok(read.map(Vec::from))
    }

    /// Whether there is an object at `address`.
    ///
    /// # Errors
    /// The store does not answer.
    pub fn has(&self, address: &str) -> Result<bool, EvalError> {
        let at = self.at(address);
        match self.runtime.block_on(self.objects.head(&at)) {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(self.failed(address, "look for it", error)),
        }
    }

    /// Puts an object at `address`, in place of any that is there.
    ///
    /// # Errors
    /// The disk is full, or the store refuses it.
    pub fn put(&self, address: &str, bytes: Vec<u8>) -> Result<(), EvalError> {
        let at = self.at(address);
        self.prepare(address)?;
        let put = self.runtime.block_on(self.objects.put(&at, bytes.into()));
        put.map_err(|error| self.failed(address, "write it", error))?;
        self.close(address)
    }

    /// Puts an object at `address` unless there is one; says whether it did.
    ///
    /// # Errors
    /// The disk is full, or the store refuses it.
    pub fn put_new(&self, address: &str, bytes: Vec<u8>) -> Result<bool, EvalError> {
        let at = self.at(address);
        let options = PutOptions::from(PutMode::Create);
        self.prepare(address)?;
        match self.runtime.block_on(self.objects.put_opts(&at, bytes.into(), options)) {
            Ok(_) => self.close(address).map(|()| true),
            Err(object_store::Error::AlreadyExists { .. }) => Ok(false),
            Err(error) => Err(self.failed(address, "write it", error)),
        }
    }

    /// The addresses of all objects below `folder`, sorted.
    ///
    /// # Errors
    /// The store does not answer.
    pub fn list(&self, folder: &str) -> Result<Vec<String>, EvalError> {
        let at = self.at(folder);
        let listed: Result<Vec<_>, _> = self.runtime.block_on(self.objects.list(Some(&at)).try_collect());
        let listed = listed.map_err(|error| self.failed(folder, "list it", error))?;
        let below = |address: &Address| {
            let address = address.to_string();
            let prefix = self.prefix.to_string();
            address.strip_prefix(&prefix).unwrap_or(&address).trim_start_matches('/').to_owned()
        };
        let mut addresses: Vec<_> = listed.iter().map(|found| below(&found.location)).collect();
        addresses.sort_unstable();
        Ok(addresses)
    }

    /// Makes the folder that an object goes into.
    fn prepare(&self, address: &str) -> Result<(), EvalError> {
        let Some(folder) =
            self.folder.as_ref().and_then(|folder| Some(folder.join(address).parent()?.to_owned()))
        else {
            return Ok(());
        };
        let what = "make its folder: check that it may be written";
        make_folder(&folder).map_err(|error| failed(&self.full(address), what, error))
    }

    /// Lets nobody but the owner read an object: results are about people.
    fn close(&self, address: &str) -> Result<(), EvalError> {
        #[cfg(unix)]
        if let Some(folder) = &self.folder {
            let only_owner = std::os::unix::fs::PermissionsExt::from_mode(0o600);
            let closed = std::fs::set_permissions(folder.join(address), only_owner);
            return closed.map_err(|error| failed(&self.full(address), "make it private", error));
        }
        Ok(())
    }

    fn at(&self, address: &str) -> Address {
        address.split('/').fold(self.prefix.clone(), |at, part| at.join(part))
    }

    fn failed(&self, address: &str, what: &str, error: object_store::Error) -> EvalError {
        if no_bucket(&error) {
            return EvalError::place(&self.name, "there is no such bucket: check the address, or make it");
        }
        let advice = match self.folder {
            Some(_) => "check the permissions and the free space",
            None => "check the network, the permissions and the AWS_… variables",
        };
        failed(&self.full(address), &format!("{what}: {advice}"), error)
    }
}

/// Whether an object store says that what should hold the objects is not there.
fn no_bucket(error: &(dyn std::error::Error + 'static)) -> bool {
    error.to_string().contains("NoSuchBucket")
}

fn failed(place: &str, what: &str, error: impl std::error::Error + Send + Sync + 'static) -> EvalError {
    EvalError::Store { place: place.to_owned(), what: what.to_owned(), source: said_once(&error).into() }
}

/// What an error and its causes say, each thing once: those of object stores repeat their causes.
fn said_once(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        cause = error.source();
    }
    text
}

/// Results are about people: a folder that is made here is for its owner only.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(feature = "s3")]
fn remote(scheme: &str, at: &str) -> Result<(Arc<dyn ObjectStore>, Address), EvalError> {
    if matches!(scheme, "s3" | "s3a") {
        s3::open(at)
    } else {
        Err(EvalError::place(at, "only folders and s3://BUCKET/PREFIX can hold an evaluation"))
    }
}

#[cfg(not(feature = "s3"))]
fn remote(_: &str, at: &str) -> Result<(Arc<dyn ObjectStore>, Address), EvalError> {
    Err(EvalError::place(
        at,
        "this program was built without object stores: build it with --features s3, or name a folder",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_listed_and_read_and_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("new").join("place");
        let store = Store::open(at.to_str().unwrap(), true).unwrap();
        assert_eq!(store.get("a/b.txt").unwrap(), None);
        store.put("a/b.txt", b"one".to_vec()).unwrap();
        store.put("a/b.txt", b"two".to_vec()).unwrap();
        assert!(!store.put_new("a/b.txt", b"three".to_vec()).unwrap());
        assert!(store.put_new("a/c.txt", b"four".to_vec()).unwrap());
        assert_eq!(store.get("a/b.txt").unwrap().as_deref(), Some(b"two".as_slice()));
        assert_eq!(store.list("a").unwrap(), ["a/b.txt", "a/c.txt"]);
        assert!(store.list("nothing").unwrap().is_empty());
        assert!(store.has("a/c.txt").unwrap() && !store.has("a").unwrap());
    }

    #[test]
    fn a_folder_that_is_not_there_is_one_clear_line() {
        let error = Store::open("no/such/folder", false).err().unwrap().to_string();
        assert!(error.contains("no/such/folder") && error.contains("--out"), "{error}");
    }
}
