//! Whether a request was signed by the one who knows the key.

use super::{
    Authorization, Payload, TERMINATOR, UNSIGNED_PAYLOAD, canonical_request, signing_key, string_to_sign,
};
use crate::sign::{AuthError, Method, clock, host_candidates, mac};
use crate::{Endpoint, SERVICE, Secret};
use hmac::Mac as _;
use std::fmt;
use zeroize::Zeroizing;

/// A request as it came in.
#[derive(Clone, Copy)]
pub struct Incoming<'a> {
    /// How it was sent.
    pub method: Method,
    /// The query exactly as it came, without `?`; a POST has none, and one with an unsigned query does not verify.
    pub query: &'a str,
    /// Every header, names in any case. `Host` is the authority of the request where HTTP/2 carried it.
    pub headers: &'a [(&'a str, &'a str)],
    /// [`Payload::hash`] of the body as it came.
    pub body_hash: [u8; 32],
}

impl fmt::Debug for Incoming<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        write!(f, "Incoming {{ {}, headers: {headers:?} }}", self.method)
    }
}

impl<'a> Incoming<'a> {
    /// The value of a header, trimmed. A second one is refused: who reads the first and who reads the last would not
    /// agree about what was signed.
    fn header(&self, name: &str) -> Result<Option<&'a str>, AuthError> {
        let mut values = self.headers.iter().filter(|(sent, _)| sent.eq_ignore_ascii_case(name));
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(AuthError::RepeatedHeader(name.to_owned())),
            (first, None) => Ok(first.map(|(_, value)| value.trim())),
        }
    }
}

/// What is accepted beyond the letter of the method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy<'a> {
    /// The one service that the credential scope may name; `None` accepts any, because some SDKs put the first label of
    /// a local endpoint there.
    pub service: Option<&'a str>,
    /// Hosts that may be signed in place of the one sent, besides that one without its port. Behind a gateway, SDKs sign
    /// one of the well-known ones.
    pub hosts: &'a [&'a str],
    /// Whether a body may be sent unsigned. Then nothing but the connection protects it.
    pub unsigned_payload: bool,
}

impl Default for Policy<'_> {
    /// Accepts nothing beyond what its caller signed: this service, this host, this body.
    fn default() -> Self {
        Self { service: Some(SERVICE), hosts: &[], unsigned_payload: false }
    }
}

impl Policy<'_> {
    /// Accepts whatever the official SDKs can be set to send: any service, the well-known hosts, and unsigned bodies.
    #[must_use]
    pub const fn official_sdks() -> Self {
        Self { service: None, hosts: &Endpoint::WELL_KNOWN_HOSTS, unsigned_payload: true }
    }
}

/// What a verified request was signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// `X-TC-Timestamp`, in Unix seconds.
    pub timestamp: i64,
    /// The host that was signed.
    pub host: String,
    /// Whether the body was left unsigned.
    pub unsigned_payload: bool,
}

/// Verifies `request` at `now`, in Unix seconds, with the key that `authorization.secret_id` names.
///
/// The documents say that values of headers are signed in lower case, and the SDKs sign them as they are: both are
/// tried, for each host of [`host_candidates`]. Every candidate is computed and compared in constant time, whether an
/// earlier one matched or not.
///
/// # Errors
/// [`AuthError::Mismatch`] where the key is not the one that signed, or anything signed was changed; the other errors
/// where the request cannot be verified at all. See [`AuthError::code`].
pub fn verify(
    authorization: &Authorization,
    secret_key: &Secret,
    request: &Incoming<'_>,
    policy: &Policy<'_>,
    now: i64,
) -> Result<Verified, AuthError> {
    let timestamp = request.header("x-tc-timestamp")?.ok_or(AuthError::MissingParameter("Timestamp"))?;
    let timestamp = clock::parse_timestamp(timestamp)?;
    clock::check_skew(timestamp, now)?;
    check_scope(authorization, policy, timestamp)?;
    let unsigned_payload = request.header("x-tc-content-sha256")? == Some(UNSIGNED_PAYLOAD);
    if unsigned_payload && !policy.unsigned_payload {
        return Err(AuthError::UnsignedPayload);
    }
    let payload = if unsigned_payload { Payload::Unsigned } else { Payload::Hashed(request.body_hash) };
    let headers = signed_headers(authorization, request)?;
    let attempt = Attempt::new(authorization, secret_key, request, payload.hashed(), timestamp);
    let mut host = None;
    for candidate in host_candidates(request.header("host")?.unwrap_or_default(), policy.hosts) {
        let raw = with_host(&headers, &candidate);
        let lower =
            raw.iter().map(|(name, value)| (name.clone(), value.to_ascii_lowercase())).collect::<Vec<_>>();
        if attempt.matches(&raw) | attempt.matches(&lower) {
            host.get_or_insert(candidate);
        }
    }
    host.map(|host| Verified { timestamp, host, unsigned_payload }).ok_or(AuthError::Mismatch)
}

fn check_scope(authorization: &Authorization, policy: &Policy<'_>, timestamp: i64) -> Result<(), AuthError> {
    let date = clock::utc_date(timestamp);
    if authorization.date != date {
        return Err(AuthError::WrongDate { found: authorization.date.clone(), expected: date });
    }
    match policy.service {
        Some(service) if service != authorization.service => Err(AuthError::WrongService {
            found: authorization.service.clone(),
            expected: service.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Names and values of the signed headers, sorted by name.
fn signed_headers(
    authorization: &Authorization,
    request: &Incoming<'_>,
) -> Result<Vec<(String, String)>, AuthError> {
    let mut names = authorization.signed_headers.iter();
    names.try_fold(Vec::new(), |mut headers, name| {
        let value = request.header(name)?.ok_or_else(|| AuthError::MissingHeader(name.clone()))?;
        headers.push((name.clone(), value.to_owned()));
        Ok(headers)
    })
}

fn with_host(headers: &[(String, String)], host: &str) -> Vec<(String, String)> {
    let value = |name: &str, sent: &str| if name == "host" { host.to_owned() } else { sent.to_owned() };
    headers.iter().map(|(name, sent)| (name.clone(), value(name, sent))).collect()
}

/// What all candidates have in common.
struct Attempt<'a> {
    request: &'a Incoming<'a>,
    payload: [u8; 32],
    timestamp: i64,
    scope: String,
    key: Zeroizing<[u8; 32]>,
    signature: &'a [u8; 32],
}

impl<'a> Attempt<'a> {
    fn new(
        authorization: &'a Authorization,
        secret_key: &Secret,
        request: &'a Incoming<'a>,
        payload: [u8; 32],
        timestamp: i64,
    ) -> Self {
        let Authorization { date, service, signature, .. } = authorization;
        let scope = format!("{date}/{service}/{TERMINATOR}");
        Self {
            request,
            payload,
            timestamp,
            scope,
            key: signing_key(secret_key.expose(), date, service),
            signature,
        }
    }

    fn matches(&self, headers: &[(String, String)]) -> bool {
        let canonical = canonical_request(self.request.method, self.request.query, headers, self.payload);
        let text = string_to_sign(self.timestamp, &self.scope, &canonical);
        mac::sha256(self.key.as_slice()).chain_update(text).verify_slice(self.signature).is_ok()
    }
}
