//! Where calls go: the next address when the first is not reached, and only to who can prove who it is.

use crate::kit::REQUEST_ID;
use crate::kit::options;
use crate::raw::{Nobody, Raw, answer};
use crate::service::{MerchantServer, Play};
use crate::{answering, evidence, merchant, token};
use liveface_cloud_api::SelfieResultCode;
use liveface_uploader::{Delivery, Error, Merchant, Phase};
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use std::sync::Arc;

#[test]
fn the_backup_is_used_where_the_first_is_not_reached() {
    let (nobody, failing) = (Nobody::new(), answering(502, "text/html", "bad gateway"));
    for first in [nobody.url(), failing.url()] {
        let second = MerchantServer::start(Play::default());
        let merchant = merchant(&first).with_backup(&second.url()).unwrap();
        let token = merchant.token(3).unwrap();
        assert_eq!(merchant.result(&token).unwrap(), SelfieResultCode::Success.into());
        assert_eq!(second.asked().len(), 2, "{first}");
    }
    let first = nobody.url();
    let second = MerchantServer::start(Play::default());
    merchant(&first).with_backup(&second.url()).unwrap().upload(&token(REQUEST_ID), &evidence()).unwrap();
    let error = merchant(&first).token(1).unwrap_err();
    let Error::Connection { host, phase: Phase::Connecting, delivery: Delivery::NotSent, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(*host, nobody.authority());
}

#[test]
fn a_server_with_a_certificate_of_its_own_is_trusted_when_told_so_and_only_then() {
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new(vec!["localhost".to_owned()]).unwrap().self_signed(&key).unwrap();
    let config =
        rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
            );
    let server = Raw::tls(Arc::new(config.unwrap()), |_, peer| {
        if peer.read_head() {
            peer.write(&answer("200 OK", br#"{"Result":"0"}"#));
            peer.end();
        }
    });
    let url = format!("https://localhost:{}", server.port());
    let trusting = merchant(&url).with_root_certificates(certificate.pem().as_bytes()).unwrap();
    assert_eq!(trusting.result(&token("t")).unwrap(), SelfieResultCode::Success.into());
    let strict = Merchant::new(&url).unwrap().with_options(options(3000, 0));
    let error = strict.result(&token("s3cret")).unwrap_err();
    assert!(matches!(error, Error::Identity { .. }), "{error:?}");
    let heads: Vec<_> = server.finish().into_iter().map(|visit| visit.head).collect();
    assert!(heads.iter().all(|head| !head.contains("s3cret")), "no token goes to one who proves nothing");
}
