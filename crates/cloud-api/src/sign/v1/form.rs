//! A signed form or query as it comes from anyone.

use super::{Algorithm, SIGNATURE, STANDARD, plaintext};
use crate::Secret;
use crate::sign::{AuthError, Method, clock};
use base64::Engine as _;
use std::fmt;

/// The largest body that signature v1 may sign, in bytes: 1 MB.
pub const MAX_V1_BODY: usize = 1024 * 1024;
/// How many parameters a form may have, `Signature` included.
pub const MAX_PARAMS: usize = 1000;

/// A form. It proves nothing before [`verify`].
#[derive(Clone, PartialEq, Eq)]
pub struct Form {
    /// Sorted by name, each name once, without `Signature`.
    params: Vec<(String, String)>,
    algorithm: Algorithm,
    timestamp: i64,
    signature: Vec<u8>,
}

impl Form {
    /// Reads the body of a POST, or the query of a GET without its `?`.
    ///
    /// # Errors
    /// [`AuthError::TooLarge`] beyond [`MAX_V1_BODY`]; [`AuthError::TooManyParameters`] beyond [`MAX_PARAMS`];
    /// [`AuthError::FormSyntax`]; [`AuthError::RepeatedParameter`]; [`AuthError::MissingParameter`] where `SecretId`,
    /// `Timestamp` or `Signature` is missing; [`AuthError::InvalidTimestamp`]; [`AuthError::UnknownSignatureMethod`];
    /// [`AuthError::Mismatch`] where `Signature` is not base64.
    pub fn parse(text: &str) -> Result<Self, AuthError> {
        let mut params = read(text)?;
        params.sort();
        let twice = params.windows(2).find_map(|pair| match pair {
            [(one, _), (other, _)] if one == other => Some(one),
            _ => None,
        });
        if let Some(name) = twice {
            return Err(AuthError::RepeatedParameter(shown(name)));
        }
        required(&params, "SecretId")?;
        let timestamp = clock::parse_timestamp(required(&params, "Timestamp")?)?;
        let signature = STANDARD.decode(required(&params, SIGNATURE)?).map_err(|_| AuthError::Mismatch)?;
        let algorithm = Algorithm::of(&params)?;
        params.retain(|(name, _)| name != SIGNATURE);
        Ok(Self { params, algorithm, timestamp, signature })
    }

    /// Which key it claims to be signed with.
    #[must_use]
    pub fn secret_id(&self) -> &str {
        self.get("SecretId").unwrap_or_default()
    }

    /// The value of a parameter, decoded.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        lookup(&self.params, name)
    }

    /// Every parameter but `Signature`, decoded, sorted by name; each name is there once.
    #[must_use]
    pub fn params(&self) -> &[(String, String)] {
        &self.params
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.params.iter().map(|(name, _)| name.as_str()).collect();
        write!(f, "Form {{ {}, params: {names:?} }}", self.algorithm)
    }
}

fn read(text: &str) -> Result<Vec<(String, String)>, AuthError> {
    if text.len() > MAX_V1_BODY {
        return Err(AuthError::TooLarge);
    }
    let mut parts = text.split('&').filter(|part| !part.is_empty());
    if parts.clone().nth(MAX_PARAMS).is_some() {
        return Err(AuthError::TooManyParameters(MAX_PARAMS));
    }
    if !parts.all(|part| part.contains('=')) {
        return Err(AuthError::FormSyntax);
    }
    Ok(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
}

fn lookup<'a>(params: &'a [(String, String)], name: &str) -> Option<&'a str> {
    params.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn required<'a>(params: &'a [(String, String)], name: &'static str) -> Result<&'a str, AuthError> {
    lookup(params, name).ok_or(AuthError::MissingParameter(name))
}

/// A name from anyone, short enough and plain enough for a message of one line.
fn shown(name: &str) -> String {
    name.chars().filter(char::is_ascii_graphic).take(64).collect()
}

/// What a verified form was signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// `Timestamp`, in Unix seconds.
    pub timestamp: i64,
    /// The host that was signed.
    pub host: String,
    /// The hash of the signature.
    pub algorithm: Algorithm,
}

/// Verifies a form at `now`, in Unix seconds, with the key that [`Form::secret_id`] names. Each of `hosts`
/// ([`host_candidates`](crate::sign::host_candidates)) is tried, in constant time and whether an earlier one matched
/// or not.
///
/// # Errors
/// [`AuthError::Expired`]; [`AuthError::Mismatch`] where the key is not the one that signed, or anything was changed.
pub fn verify(
    form: &Form,
    method: Method,
    hosts: &[String],
    secret_key: &Secret,
    now: i64,
) -> Result<Verified, AuthError> {
    clock::check_skew(form.timestamp, now)?;
    let mut signed = None;
    for host in hosts {
        let text = plaintext(method, host, &form.params);
        if form.algorithm.verifies(secret_key, &text, &form.signature) {
            signed.get_or_insert(host);
        }
    }
    let host = signed.ok_or(AuthError::Mismatch)?.clone();
    Ok(Verified { timestamp: form.timestamp, host, algorithm: form.algorithm })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEEDED: &str = "SecretId=A&Timestamp=1700000000&Signature=AAAA";

    #[test]
    fn each_flaw_is_named() {
        let many = (0..MAX_PARAMS - 2).map(|n| format!("&P.{n}=")).collect::<String>();
        let large = "x".repeat(MAX_V1_BODY - NEEDED.len() - 3);
        let cases = [
            (String::new(), AuthError::MissingParameter("SecretId")),
            ("SecretId=A&Signature=AAAA".to_owned(), AuthError::MissingParameter("Timestamp")),
            ("SecretId=A&Timestamp=1700000000".to_owned(), AuthError::MissingParameter(SIGNATURE)),
            (NEEDED.replace("=17", "=x"), AuthError::InvalidTimestamp),
            (NEEDED.replace("AAAA", "AAA"), AuthError::Mismatch),
            (format!("{NEEDED}&B"), AuthError::FormSyntax),
            (format!("{NEEDED}&Secret%49d=B"), AuthError::RepeatedParameter("SecretId".into())),
            (format!("{NEEDED}&Signature=AAAA"), AuthError::RepeatedParameter(SIGNATURE.into())),
            (format!("{NEEDED}&%0A%0aB=1&%0A%0AB=2"), AuthError::RepeatedParameter("B".into())),
            (format!("{NEEDED}&SignatureMethod=HmacMD5"), AuthError::UnknownSignatureMethod),
            (format!("{NEEDED}{many}"), AuthError::TooManyParameters(MAX_PARAMS)),
            (format!("{NEEDED}&B={large}x"), AuthError::TooLarge),
        ];
        for (text, error) in cases {
            assert_eq!(Form::parse(&text).unwrap_err(), error);
        }
        assert!(Form::parse(&format!("{NEEDED}&B={large}")).is_ok());
    }

    #[test]
    fn debug_prints_no_value() {
        let form = Form::parse(&format!("{NEEDED}&Token=t0ken")).unwrap();
        assert_eq!(format!("{form:?}"), r#"Form { HmacSHA1, params: ["SecretId", "Timestamp", "Token"] }"#);
    }
}
