//! Finding and reaching a host, and who is believed to be it.

use crate::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{Certificate, PemItem, RootCerts, parse_pem};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{ConnectionDetails, Connector, DefaultConnector, NextTimeout};

/// The certificates of a PEM file, to be trusted in place of the system's.
///
/// # Errors
/// [`Error::Setup`] when there is no certificate in it.
pub(crate) fn roots(pem: &[u8]) -> Result<RootCerts, Error> {
    let found: Vec<Certificate<'static>> = parse_pem(pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        })
        .collect();
    if found.is_empty() {
        return Err(Error::Setup(
            "no certificate in the PEM file: give a file with BEGIN CERTIFICATE".to_owned(),
        ));
    }
    Ok(RootCerts::from(found.into_iter()))
}

/// The system's resolver, with a failure to find the endpoint told from a broken connection. That of a proxy is left.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) authority: String,
    pub(super) system: DefaultResolver,
}

impl Resolver for Names {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let own = uri.authority().is_some_and(|authority| *authority == *self.authority);
        self.system.resolve(uri, config, timeout).map_err(|error| match error {
            ureq::Error::Io(_) if own => ureq::Error::HostNotFound,
            other => other,
        })
    }
}

/// The usual connections, and whether there was one: a request without a body has no other sign that it left.
#[derive(Debug)]
pub(super) struct Noted {
    pub(super) usual: DefaultConnector,
    pub(super) reached: Arc<AtomicBool>,
}

impl Connector<()> for Noted {
    type Out = <DefaultConnector as Connector<()>>::Out;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        let connection = self.usual.connect(details, chained)?;
        self.reached.store(connection.is_some(), Ordering::Relaxed);
        Ok(connection)
    }
}
