//! TC3-HMAC-SHA256: the signature is a header, over the method, the query, some headers and the hash of the body.
//!
//! [`sign`] is for one who sends. One who receives reads the header with [`Authorization::parse`], looks up the key of
//! its `secret_id`, and calls [`verify`].

mod authorization;
mod verify;

use super::{Method, clock, mac};
use crate::Credential;
use hmac::Mac as _;
use sha2::{Digest as _, Sha256};
use std::fmt;
use zeroize::Zeroizing;

pub use authorization::{Authorization, MAX_AUTHORIZATION, MAX_SIGNED_HEADERS};
pub use verify::{Incoming, Policy, Verified, verify};

/// The name of the method, first in the header and in the text that is signed.
pub const ALGORITHM: &str = "TC3-HMAC-SHA256";
/// The value of `X-TC-Content-SHA256` that says that the body is not signed, and what is hashed in its place.
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";
/// The end of every credential scope.
const TERMINATOR: &str = "tc3_request";

/// The body of a request that is signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Payload<'a> {
    /// The body, exactly as sent; empty for GET.
    Bytes(&'a [u8]),
    /// What [`Payload::hash`] gave for the body, so that a large one is hashed once for many attempts.
    Hashed([u8; 32]),
    /// The body is not signed: `X-TC-Content-SHA256: UNSIGNED-PAYLOAD` must be sent as well.
    Unsigned,
}

impl Payload<'_> {
    /// The SHA-256 of a body.
    #[must_use]
    pub fn hash(bytes: &[u8]) -> [u8; 32] {
        Sha256::digest(bytes).into()
    }

    fn hashed(self) -> [u8; 32] {
        match self {
            Self::Bytes(bytes) => Self::hash(bytes),
            Self::Hashed(hash) => hash,
            Self::Unsigned => Self::hash(UNSIGNED_PAYLOAD.as_bytes()),
        }
    }
}

impl fmt::Debug for Payload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Hashed(hash) => write!(f, "Hashed({})", hex(hash)),
            Self::Unsigned => f.write_str("Unsigned"),
        }
    }
}

/// What is signed of a request to `/`.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// How it is sent.
    pub method: Method,
    /// The query exactly as sent, without `?`: its order and its encoding are signed. Empty for POST.
    pub query: &'a str,
    /// Names and values of the headers to be signed, in any order and case: `Content-Type` and `Host` at least. Values
    /// are signed in lower case, as the cloud's documents say.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub payload: Payload<'a>,
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        write!(f, "Request {{ {}, headers: {headers:?}, payload: {:?} }}", self.method, self.payload)
    }
}

/// A signature, and the texts it was made from: they are what two parties compare when they disagree.
#[derive(Clone, PartialEq, Eq)]
pub struct Signed {
    /// The value of the header `Authorization`.
    pub authorization: String,
    /// The request as it is hashed. Holds the query and the signed headers.
    pub canonical_request: String,
    /// What is signed: the method, the time, the scope and the hash of the canonical request.
    pub string_to_sign: String,
    /// `YYYY-MM-DD/service/tc3_request`.
    pub scope: String,
}

impl fmt::Debug for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signed").field("scope", &self.scope).finish_non_exhaustive()
    }
}

/// Signs a request of `service` (`faceid`) at `timestamp`, in Unix seconds, which is sent as `X-TC-Timestamp`.
///
/// A token is not signed: it is sent as `X-TC-Token`.
#[must_use]
pub fn sign(credential: &Credential, service: &str, timestamp: i64, request: &Request<'_>) -> Signed {
    let date = clock::utc_date(timestamp);
    let scope = format!("{date}/{service}/{TERMINATOR}");
    let headers = sorted(request.headers);
    let canonical_request =
        canonical_request(request.method, request.query, &headers, request.payload.hashed());
    let string_to_sign = string_to_sign(timestamp, &scope, &canonical_request);
    let key = signing_key(credential.secret_key.expose(), &date, service);
    let signature = mac::sha256(key.as_slice()).chain_update(&string_to_sign).finalize().into_bytes();
    let authorization = format!(
        "{ALGORITHM} Credential={}/{scope}, SignedHeaders={}, Signature={}",
        credential.secret_id,
        names(&headers),
        hex(&signature)
    );
    Signed { authorization, canonical_request, string_to_sign, scope }
}

/// Names and values as they are signed, in the order in which they are.
fn sorted(headers: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut sorted: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_ascii_lowercase()))
        .collect();
    sorted.sort();
    sorted
}

fn names(headers: &[(String, String)]) -> String {
    let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    names.join(";")
}

/// `headers` sorted by their names, which are in lower case, with values as they are signed.
fn canonical_request(method: Method, query: &str, headers: &[(String, String)], payload: [u8; 32]) -> String {
    let lines: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    format!("{method}\n/\n{query}\n{lines}\n{}\n{}", names(headers), hex(&payload))
}

fn string_to_sign(timestamp: i64, scope: &str, canonical_request: &str) -> String {
    format!("{ALGORITHM}\n{timestamp}\n{scope}\n{}", hex(&Sha256::digest(canonical_request)))
}

/// The key of one day and one service.
fn signing_key(secret_key: &str, date: &str, service: &str) -> Zeroizing<[u8; 32]> {
    // Sized at once: growing would leave a copy behind that is not wiped.
    let mut secret = Zeroizing::new(String::with_capacity("TC3".len() + secret_key.len()));
    secret.push_str("TC3");
    secret.push_str(secret_key);
    let of_date = mac::derive(secret.as_bytes(), date);
    let of_service = mac::derive(of_date.as_slice(), service);
    mac::derive(of_service.as_slice(), TERMINATOR)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_token_or_content_is_printed() {
        let credential = Credential::new("AKIDexample", "s3cretkey").with_token("t0ken");
        let headers = [("Host", "h"), ("Content-Type", "c"), ("X-TC-Token", "t0ken")];
        let request = Request {
            method: Method::Get,
            query: "Name=private",
            headers: &headers,
            payload: Payload::Bytes(b"private"),
        };
        let signed = sign(&credential, "faceid", 1_700_000_000, &request);
        let printed = format!("{request:?} {signed:?} {credential:?}");
        for word in ["s3cretkey", "t0ken", "private"] {
            assert!(!printed.contains(word), "{printed}");
        }
    }

    #[test]
    fn a_body_hashed_before_signs_the_same() {
        let credential = Credential::new("AKIDexample", "key");
        let headers = [("host", "h"), ("content-type", "c")];
        let of = |payload| {
            sign(
                &credential,
                "faceid",
                1,
                &Request { method: Method::Post, query: "", headers: &headers, payload },
            )
        };
        assert_eq!(of(Payload::Bytes(b"{}")), of(Payload::Hashed(Payload::hash(b"{}"))));
        assert_ne!(of(Payload::Bytes(b"{}")), of(Payload::Unsigned));
    }
}
