//! One call, ready to be sent: body, headers, signature.

use crate::endpoint::Region;
use crate::secret::Credential;
use crate::sign::Method;
use crate::sign::tc3::{self, Payload, Signed};
use crate::wire::{Action, SERVICE, VERSION};
use std::fmt;

/// The most bytes of a request's body with a TC3 signature: the cloud's "10 MB", of the two megabytes the smaller one to be
/// safe. (v1 takes 1 MB: [`crate::sign::v1::MAX_V1_BODY`].)
pub const MAX_BODY_BYTES: usize = 10_000_000;
/// What every body is.
pub const CONTENT_TYPE: &str = "application/json";

/// The body of a call: written once and hashed once, however often it is sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Body {
    json: Vec<u8>,
    sha256: [u8; 32],
}

impl Body {
    /// The body of a request.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn of<A: Action>(request: &A) -> Result<Self, serde_json::Error> {
        serde_json::to_vec(request).map(Self::from_json)
    }

    /// A body that is JSON already.
    #[must_use]
    pub fn from_json(json: Vec<u8>) -> Self {
        let sha256 = Payload::hash(&json);
        Self { json, sha256 }
    }

    /// The bytes that are sent.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.json
    }

    /// The bytes, without the hash.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.json
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.json.len())
    }
}

/// The language of the cloud's messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// `en-US`.
    #[default]
    English,
    /// `zh-CN`.
    Chinese,
}

impl Language {
    /// The value of `X-TC-Language`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::English => "en-US",
            Self::Chinese => "zh-CN",
        }
    }
}

/// Everything about a call but its body.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Which action.
    pub action: &'a str,
    /// Host and port that it goes to, as in [`crate::Endpoint::authority`].
    pub authority: &'a str,
    /// The region that shall work on it; some actions need none.
    pub region: Option<&'a Region>,
    /// The language of messages.
    pub language: Language,
    /// Which program calls, e.g. `liveface/0.1.0`.
    pub client: &'a str,
    /// When, seconds since 1970 (UTC).
    pub timestamp: i64,
}

/// A call with its signature.
#[derive(Clone)]
pub struct SignedCall {
    /// Names and values, without `Content-Length`.
    pub headers: Vec<(&'static str, String)>,
    /// How the signature came about; holds no secret.
    pub signed: Signed,
}

impl Call<'_> {
    /// Signs the call (TC3-HMAC-SHA256 over `content-type` and `host`, as the cloud's own SDKs do).
    #[must_use]
    pub fn sign(&self, credential: &Credential, body: &Body) -> SignedCall {
        let covered = [("content-type", CONTENT_TYPE), ("host", self.authority)];
        let request = tc3::Request {
            method: Method::Post,
            query: "",
            headers: &covered,
            payload: Payload::Hashed(body.sha256),
        };
        let signed = tc3::sign(credential, SERVICE, self.timestamp, &request);
        let mut headers = vec![
            ("Host", self.authority.to_owned()),
            ("Content-Type", CONTENT_TYPE.to_owned()),
            ("X-TC-Action", self.action.to_owned()),
            ("X-TC-Version", VERSION.to_owned()),
            ("X-TC-Timestamp", self.timestamp.to_string()),
            ("X-TC-Language", self.language.as_str().to_owned()),
            ("X-TC-RequestClient", self.client.to_owned()),
        ];
        headers.extend(self.region.map(|region| ("X-TC-Region", region.to_string())));
        headers.extend(credential.token.as_ref().map(|token| ("X-TC-Token", token.expose().to_owned())));
        headers.push(("Authorization", signed.authorization.clone()));
        SignedCall { headers, signed }
    }
}

impl fmt::Debug for SignedCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        write!(f, "SignedCall {{ headers: {names:?}, {:?} }}", self.signed)
    }
}

impl SignedCall {
    /// The call as a `curl` command in which the signature and a token are masked; the body is read from `body_file`.
    #[must_use]
    pub fn curl(&self, url: &str, body_file: &str) -> String {
        let quoted = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
        let mut lines = vec![format!("curl -X POST {}", quoted(url))];
        for (name, value) in &self.headers {
            let shown = match *name {
                "X-TC-Token" => "***".to_owned(),
                "Authorization" => match value.split_once("Signature=") {
                    Some((before, _)) => format!("{before}Signature=***"),
                    None => "***".to_owned(),
                },
                _ => value.clone(),
            };
            lines.push(format!("-H {}", quoted(&format!("{name}: {shown}"))));
        }
        lines.push(format!("--data-binary @{body_file}"));
        lines.join(" \\\n  ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::CompareFaceLiveness;

    fn signed() -> SignedCall {
        let request = CompareFaceLiveness { image_base64: "FACE".into(), ..Default::default() };
        let call = Call {
            action: "CompareFaceLiveness",
            authority: "127.0.0.1:8080",
            region: Some(&Region::SINGAPORE),
            language: Language::English,
            client: "it's a test",
            timestamp: 1_700_000_000,
        };
        let credential = Credential::new("AKIDexample", "s3cretkey").with_token("t0ken");
        call.sign(&credential, &Body::of(&request).unwrap())
    }

    #[test]
    fn headers_are_those_of_the_sdks() {
        let signed = signed();
        let header = |name: &str| signed.headers.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str());
        assert_eq!(header("Content-Type"), Some("application/json"), "no charset");
        assert_eq!(header("X-TC-Version"), Some("2018-03-01"));
        assert_eq!(header("X-TC-Timestamp"), Some("1700000000"));
        assert_eq!(header("X-TC-Region"), Some("ap-singapore"));
        assert_eq!(header("X-TC-Token"), Some("t0ken"));
        let authorization = header("Authorization").unwrap();
        assert!(
            authorization
                .starts_with("TC3-HMAC-SHA256 Credential=AKIDexample/2023-11-14/faceid/tc3_request, ")
        );
        assert!(signed.signed.canonical_request.contains("host:127.0.0.1:8080\n"));
    }

    #[test]
    fn what_is_shown_holds_no_secret() {
        let signed = signed();
        let signature = signed.headers.last().unwrap().1.rsplit('=').next().unwrap().to_owned();
        assert_eq!(signature.len(), 64);
        let curl = signed.curl("http://127.0.0.1:8080/", "body.json");
        for shown in [curl.clone(), format!("{signed:?}")] {
            for secret in [signature.as_str(), "t0ken", "s3cretkey", "FACE"] {
                assert!(!shown.contains(secret), "{secret} in {shown}");
            }
        }
        assert!(curl.contains(r"'X-TC-RequestClient: it'\''s a test'"), "{curl}");
        assert!(curl.ends_with("--data-binary @body.json"), "{curl}");
    }
}
