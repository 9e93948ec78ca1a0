//! Signature v1 (`HmacSHA1`, `HmacSHA256`): the signature is a parameter, over all the others. Node's SDK uses it unless
//! told otherwise.
//!
//! What is signed does not say where a value ends (`A=1&B=2` may be one value or two), which [`tc3`](super::tc3) does:
//! use that where there is a choice. Parameters hold images and tokens, so nothing here prints their values.

mod form;

use super::{AuthError, Method, mac};
use crate::{Credential, Secret};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::Mac as _;
use std::fmt;

pub use form::{Form, MAX_PARAMS, MAX_V1_BODY, Verified, verify};

/// The name of the parameter that is not signed.
const SIGNATURE: &str = "Signature";
/// The name of the parameter that names the [`Algorithm`].
const SIGNATURE_METHOD: &str = "SignatureMethod";

/// Which hash the signature is made with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Algorithm {
    /// What a request without `SignatureMethod` is signed with.
    #[default]
    HmacSha1,
    /// The better one.
    HmacSha256,
}

impl Algorithm {
    /// The value of `SignatureMethod`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HmacSha1 => "HmacSHA1",
            Self::HmacSha256 => "HmacSHA256",
        }
    }

    fn of(params: &[(String, String)]) -> Result<Self, AuthError> {
        match params.iter().find(|(name, _)| name == SIGNATURE_METHOD).map(|(_, value)| value.as_str()) {
            None | Some("HmacSHA1") => Ok(Self::HmacSha1),
            Some("HmacSHA256") => Ok(Self::HmacSha256),
            Some(_) => Err(AuthError::UnknownSignatureMethod),
        }
    }

    fn sign(self, key: &Secret, text: &str) -> Vec<u8> {
        let key = key.expose().as_bytes();
        match self {
            Self::HmacSha1 => mac::sha1(key).chain_update(text).finalize().into_bytes().to_vec(),
            Self::HmacSha256 => mac::sha256(key).chain_update(text).finalize().into_bytes().to_vec(),
        }
    }

    /// Compares in constant time.
    fn verifies(self, key: &Secret, text: &str, signature: &[u8]) -> bool {
        let key = key.expose().as_bytes();
        match self {
            Self::HmacSha1 => mac::sha1(key).chain_update(text).verify_slice(signature).is_ok(),
            Self::HmacSha256 => mac::sha256(key).chain_update(text).verify_slice(signature).is_ok(),
        }
    }
}

/// The parameters that every request has. `Debug` prints no token: there is none in here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Common<'a> {
    /// E.g. `CompareFaceLiveness`.
    pub action: &'a str,
    /// E.g. `2018-03-01`.
    pub version: &'a str,
    /// E.g. `ap-singapore`.
    pub region: Option<&'a str>,
    /// Unix seconds.
    pub timestamp: i64,
    /// A random number, positive.
    pub nonce: u64,
    /// What it will be signed with.
    pub algorithm: Algorithm,
    /// `en-US` or `zh-CN`.
    pub language: Option<&'a str>,
    /// What sends it.
    pub request_client: Option<&'a str>,
}

impl Common<'_> {
    /// Names and values, with `SecretId` and, for a temporary key, `Token`.
    #[must_use]
    pub fn params(&self, credential: &Credential) -> Vec<(String, String)> {
        let (timestamp, nonce) = (self.timestamp.to_string(), self.nonce.to_string());
        let params = [
            ("Action", Some(self.action)),
            ("Version", Some(self.version)),
            ("Region", self.region),
            ("Timestamp", Some(timestamp.as_str())),
            ("Nonce", Some(nonce.as_str())),
            ("SecretId", Some(credential.secret_id.as_str())),
            (SIGNATURE_METHOD, Some(self.algorithm.as_str())),
            ("Token", credential.token.as_ref().map(Secret::expose)),
            ("Language", self.language),
            ("RequestClient", self.request_client),
        ];
        params.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect()
    }
}

/// What is signed: the method, the host with its port, and all `params` but `Signature`, by name, values as they are.
#[must_use]
pub fn plaintext(method: Method, host: &str, params: &[(String, String)]) -> String {
    let mut signed: Vec<_> = params.iter().filter(|(name, _)| name != SIGNATURE).collect();
    signed.sort();
    let parts: Vec<String> = signed.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{method}{host}/?{}", parts.join("&"))
}

/// The signature in base64, to be sent as `Signature` beside `params`: those of the action
/// ([`flatten`](super::flatten::flatten)) and [`Common::params`], to which nothing is added. Made with what
/// `SignatureMethod` among them names.
///
/// # Errors
/// [`AuthError::UnknownSignatureMethod`].
pub fn sign(
    credential: &Credential,
    method: Method,
    host: &str,
    params: &[(String, String)],
) -> Result<String, AuthError> {
    let text = plaintext(method, host, params);
    Ok(STANDARD.encode(Algorithm::of(params)?.sign(&credential.secret_key, &text)))
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
