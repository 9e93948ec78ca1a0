//! Who decides in the end, and how that is reached.

use crate::failure::Failure;
use crate::work::Service;
use liveface_cloud_api::{Credential, Endpoint, Region};
use liveface_uploader::{Client, Merchant, Options};
use std::sync::Arc;

/// Who decides in the end.
#[derive(Clone, Debug, Default)]
pub enum Reach {
    /// This device; nothing is sent.
    #[default]
    Local,
    /// The cloud, with a key on this device.
    Cloud(Box<Cloud>),
    /// The merchant's server, which has the key.
    Merchant {
        /// Its address, `https://HOST[:PORT][/PATH]`.
        url: String,
        /// Certificates to trust instead of the system's, PEM.
        roots: Option<Vec<u8>>,
    },
}

/// How the cloud is reached.
#[derive(Clone, Debug)]
pub struct Cloud {
    /// The key.
    pub credential: Credential,
    /// Where.
    pub endpoint: Endpoint,
    /// Which region.
    pub region: Option<Region>,
    /// Certificates to trust instead of the system's, PEM.
    pub roots: Option<Vec<u8>>,
}

impl Reach {
    /// The service for one attempt, with the backups of the settings.
    pub(crate) fn service(&self, backups: &[Endpoint]) -> Result<Service, Failure> {
        let failed = |error| Failure::from(&error);
        match self {
            Self::Local => Ok(Service::Local),
            Self::Cloud(cloud) => {
                let options = Options { region: cloud.region.clone(), ..Options::default() };
                let client =
                    Client::new(cloud.credential.clone(), cloud.endpoint.clone()).with_options(options);
                let mut client = backups.iter().cloned().fold(client, Client::with_backup);
                if let Some(roots) = &cloud.roots {
                    client = client.with_root_certificates(roots).map_err(failed)?;
                }
                Ok(Service::Cloud(Arc::new(client)))
            }
            Self::Merchant { url, roots } => {
                let mut merchant = Merchant::new(url).map_err(failed)?;
                // The same server at another address: what follows the host stays.
                let path = url
                    .split_once("://")
                    .and_then(|(_, rest)| rest.split_once('/'))
                    .map_or("", |(_, path)| path);
                for backup in backups {
                    let backup = format!("{}/{path}", backup.url().trim_end_matches('/'));
                    merchant = merchant.with_backup(&backup).map_err(failed)?;
                }
                if let Some(roots) = roots {
                    merchant = merchant.with_root_certificates(roots).map_err(failed)?;
                }
                Ok(Service::Merchant(Arc::new(merchant)))
            }
        }
    }
}
