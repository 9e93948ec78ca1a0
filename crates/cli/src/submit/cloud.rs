//! From arguments to a client, and one call of it that Ctrl-C can leave.

use super::args::Cloud;
use crate::{credentials, terminal};
use anyhow::{Context as _, bail};
use liveface_cloud_api::actions::{CompareFaceLiveness, CompareFaceLivenessResponse};
use liveface_cloud_api::{Answer, Body, Credential, Endpoint, Object as _, Region};
use liveface_uploader::spool::Spool;
use liveface_uploader::{Client, Delivery, Error, Options, Phase};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Longest file of certificates, bytes.
const MAX_PEM: u64 = 1 << 20;
/// How long what could not be delivered is kept, unless told otherwise, hours.
const KEEP_HOURS: u64 = 24;
/// How often Ctrl-C is looked for while a call is on its way.
const LOOK: Duration = Duration::from_millis(50);

/// How long a cancelled call may take to say what became of it.
const PATIENCE: Duration = Duration::from_millis(500);

/// Where and how calls are made; for one that was stored, to where it was meant for.
pub struct Route {
    /// Where to, in order.
    pub endpoints: Vec<Endpoint>,
    /// Which region works on it.
    pub region: Option<Region>,
}

impl Route {
    /// As the arguments say.
    pub fn new(cloud: &Cloud) -> Self {
        let first = cloud.endpoint.clone().unwrap_or_default();
        let endpoints = std::iter::once(first).chain(cloud.backup.iter().cloned()).collect();
        Self { endpoints, region: cloud.region.clone() }
    }
}

/// The client that the arguments ask for.
///
/// # Errors
/// There is no key, or the certificates cannot be read.
pub fn client(cloud: &Cloud, route: Route) -> anyhow::Result<Client> {
    client_of(credentials::find(cloud.credentials.as_deref())?, cloud, route)
}

/// The same with a key that signs nothing real where there is none, to show what would be sent.
///
/// # Errors
/// A key that is there cannot be used, or the certificates cannot be read.
pub fn client_for_show(cloud: &Cloud, route: Route) -> anyhow::Result<Client> {
    let credential = match credentials::find(cloud.credentials.as_deref()) {
        Ok(credential) => credential,
        Err(error) if error.is::<credentials::NoneFound>() => {
            terminal::tell("no key was found: signed with a made-up one");
            Credential::new("SECRET_ID", "SECRET_KEY")
        }
        Err(error) => return Err(error),
    };
    client_of(credential, cloud, route)
}

/// The same with a key in hand.
///
/// # Errors
/// The certificates cannot be read, or the cloud does not offer this in the region.
pub fn client_of(credential: Credential, cloud: &Cloud, route: Route) -> anyhow::Result<Client> {
    let mut endpoints = route.endpoints.into_iter();
    let mut client = Client::new(credential, endpoints.next().unwrap_or_default());
    for backup in endpoints {
        client = client.with_backup(backup);
    }
    let defaults = Options::default();
    let client = client.with_options(Options {
        deadline: cloud.timeout.map_or(defaults.deadline, Duration::from_secs),
        region: route.region,
        language: cloud.language.map_or(defaults.language, Into::into),
        ..defaults
    });
    client.check_region(CompareFaceLiveness::NAME)?;
    match &cloud.ca {
        None => Ok(client),
        Some(path) => {
            let pem = read(path, MAX_PEM, "certificates")?;
            client.with_root_certificates(&pem).with_context(|| format!("cannot use {}", path.display()))
        }
    }
}

/// A whole file of at most `most` bytes.
///
/// # Errors
/// It cannot be read or is longer.
pub fn read(path: &Path, most: u64, what: &str) -> anyhow::Result<Vec<u8>> {
    use std::io::Read as _;
    let told =
        || format!("cannot read the {what} {}: check that it exists and is a readable file", path.display());
    let file = std::fs::File::open(path).with_context(told)?;
    let length = file.metadata().with_context(told)?.len();
    anyhow::ensure!(
        length <= most,
        "the {what} {} is {length} bytes long, at most {most} are read: cut or shrink it",
        path.display()
    );
    let mut bytes = Vec::with_capacity(usize::try_from(length)?);
    file.take(most).read_to_end(&mut bytes).with_context(told)?;
    Ok(bytes)
}

/// Makes the call in a thread of its own, so that Ctrl-C can end it early.
///
/// # Errors
/// Ctrl-C was pressed and the call does not end. What the call itself says is inside.
pub fn call(
    client: &Arc<Client>,
    body: Arc<Body>,
) -> anyhow::Result<Result<Answer<CompareFaceLivenessResponse>, Error>> {
    let (answer, waiting) = mpsc::channel();
    let caller = Arc::clone(client);
    std::thread::spawn(move || answer.send(caller.send::<CompareFaceLiveness>(&body)));
    let mut cancelled: Option<Instant> = None;
    loop {
        match waiting.recv_timeout(LOOK) {
            Ok(answer) => return Ok(answer),
            Err(RecvTimeoutError::Timeout) => match cancelled {
                Some(since) if since.elapsed() > PATIENCE && client.has_sent() => {
                    bail!("interrupted while the request was on its way: it may have been counted")
                }
                // It still looks for the host, and will not send to it.
                Some(since) if since.elapsed() > PATIENCE => {
                    let (phase, delivery) = (Phase::Connecting, Delivery::NotSent);
                    return Ok(Err(Error::Cancelled { phase, delivery }));
                }
                None if terminal::interrupted() => {
                    client.cancel();
                    cancelled = Some(Instant::now());
                }
                _ => {}
            },
            Err(RecvTimeoutError::Disconnected) => {
                bail!("the call ended without a result: run it again with -vv")
            }
        }
    }
}

/// The store that the arguments name, else the user's.
///
/// # Errors
/// The folder cannot be used.
pub fn spool(cloud: &Cloud) -> anyhow::Result<Spool> {
    let named: Option<PathBuf> = cloud.store.clone().flatten();
    let folder = named.or_else(|| liveface_models::user_data_dir().map(|folder| folder.join("pending")));
    let folder = folder.context("no folder to keep submissions in: name one with --store=DIR")?;
    if let Some(parent) = folder.parent() {
        std::fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
    }
    let hours = cloud.keep_for.unwrap_or(KEEP_HOURS);
    Ok(Spool::open(&folder, Duration::from_secs(hours * 3_600))?)
}
