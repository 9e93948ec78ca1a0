//! The `Authorization` header as it comes from anyone: bounded, and read without trust.

use super::{ALGORITHM, TERMINATOR};
use crate::sign::AuthError;
use std::fmt;

/// The longest header that is looked at, in bytes.
pub const MAX_AUTHORIZATION: usize = 4096;
/// How many headers one signature may cover.
pub const MAX_SIGNED_HEADERS: usize = 32;

/// What the header says. It proves nothing before [`verify`](super::verify).
#[derive(Clone, PartialEq, Eq)]
pub struct Authorization {
    /// Which key it claims to be signed with.
    pub secret_id: String,
    /// The date of the credential scope, of the form `YYYY-MM-DD`.
    pub date: String,
    /// The service of the credential scope. Some SDKs put the first label of the endpoint here, `127` for an address.
    pub service: String,
    /// The names of the signed headers in lower case, sorted, each once; `content-type` and `host` are among them.
    pub signed_headers: Vec<String>,
    /// The signature.
    pub signature: [u8; 32],
}

impl fmt::Debug for Authorization {
    /// Not the signature: for five minutes it is as good as the key for this one request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Authorization({}/{}/{}, {:?})",
            self.secret_id, self.date, self.service, self.signed_headers
        )
    }
}

impl Authorization {
    /// Reads `TC3-HMAC-SHA256 Credential=ID/YYYY-MM-DD/service/tc3_request, SignedHeaders=a;b, Signature=hex`. White
    /// space around the parts does not matter, nor does their order or that of the signed headers. Everything else has
    /// one form only: names in lower case, and 64 digits of lower-case hex.
    ///
    /// # Errors
    /// [`AuthError::InvalidAuthorization`] for any other text, and for one longer than [`MAX_AUTHORIZATION`] bytes.
    pub fn parse(header: &str) -> Result<Self, AuthError> {
        read(header).map_err(AuthError::InvalidAuthorization)
    }
}

fn read(header: &str) -> Result<Authorization, &'static str> {
    if header.len() > MAX_AUTHORIZATION {
        return Err("it is longer than 4096 bytes");
    }
    let header = header.trim();
    let (algorithm, rest) = header.split_once([' ', '\t']).unwrap_or((header, ""));
    if algorithm != ALGORITHM {
        return Err("it does not begin with `TC3-HMAC-SHA256`");
    }
    let [credential, signed_headers, signature] = parts(rest)?;
    let (secret_id, date, service) = scope(credential)?;
    Ok(Authorization {
        secret_id: secret_id.to_owned(),
        date: date.to_owned(),
        service: service.to_owned(),
        signed_headers: names(signed_headers)?,
        signature: unhex(signature).ok_or("`Signature` is not 64 digits of lower-case hex")?,
    })
}

/// The values of `Credential`, `SignedHeaders` and `Signature`, each of which must be there once.
fn parts(text: &str) -> Result<[&str; 3], &'static str> {
    let (mut credential, mut signed_headers, mut signature) = (None, None, None);
    for part in text.split(',') {
        let (name, value) = part.split_once('=').ok_or("a part of it has no `=`")?;
        let place = match name.trim() {
            "Credential" => &mut credential,
            "SignedHeaders" => &mut signed_headers,
            "Signature" => &mut signature,
            _ => return Err("it has a part other than `Credential`, `SignedHeaders` and `Signature`"),
        };
        if place.replace(value.trim()).is_some() {
            return Err("a part of it is there twice");
        }
    }
    Ok([
        credential.ok_or("it has no `Credential`")?,
        signed_headers.ok_or("it has no `SignedHeaders`")?,
        signature.ok_or("it has no `Signature`")?,
    ])
}

fn scope(credential: &str) -> Result<(&str, &str, &str), &'static str> {
    let mut pieces = credential.split('/');
    let (Some(secret_id), Some(date), Some(service), Some(TERMINATOR), None) =
        (pieces.next(), pieces.next(), pieces.next(), pieces.next(), pieces.next())
    else {
        return Err("`Credential` is not of the form `SecretId/YYYY-MM-DD/service/tc3_request`");
    };
    let printable = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    if !printable(secret_id) || !printable(service) {
        return Err("`Credential` has an empty part, or one with characters that are not printable ASCII");
    }
    if !is_date(date) {
        return Err("the date in `Credential` is not of the form `YYYY-MM-DD`");
    }
    Ok((secret_id, date, service))
}

fn is_date(text: &str) -> bool {
    let form = |(place, byte): (usize, u8)| {
        if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
    };
    text.len() == "YYYY-MM-DD".len() && text.bytes().enumerate().all(form)
}

fn names(text: &str) -> Result<Vec<String>, &'static str> {
    let mut names: Vec<String> = text.split(';').take(MAX_SIGNED_HEADERS + 1).map(str::to_owned).collect();
    if names.len() > MAX_SIGNED_HEADERS {
        return Err("`SignedHeaders` has more than 32 names");
    }
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    if names.iter().any(|name| name.is_empty() || !name.bytes().all(plain)) {
        return Err("`SignedHeaders` has a name that is not in lower case");
    }
    names.sort();
    if names.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
        return Err("`SignedHeaders` has a name twice");
    }
    if !["content-type", "host"].iter().all(|needed| names.iter().any(|name| name == needed)) {
        return Err("`SignedHeaders` lacks `content-type` or `host`");
    }
    Ok(names)
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 2 * bytes.len() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = pair.iter().try_fold(0, |value, digit| Some(value << 4 | nibble(*digit)?))?;
    }
    Some(bytes)
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "b7ec2972b509110325ebbd1e8764f758b7de0a547e58fa5ea32a1941293b6ebc";

    fn text(credential: &str, signed: &str, signature: &str) -> String {
        format!("TC3-HMAC-SHA256 Credential={credential}, SignedHeaders={signed}, Signature={signature}")
    }

    fn reason(header: &str) -> &'static str {
        match Authorization::parse(header) {
            Err(AuthError::InvalidAuthorization(reason)) => reason,
            other => panic!("{header:?}: {other:?}"),
        }
    }

    #[test]
    fn white_space_and_order_do_not_matter() {
        let known =
            Authorization::parse(&text("AKID/2023-11-14/127/tc3_request", "content-type;host", HEX)).unwrap();
        assert_eq!((known.secret_id.as_str(), known.service.as_str()), ("AKID", "127"));
        assert_eq!((known.signature[0], known.signature[31]), (0xb7, 0xbc));
        let loose = format!(
            "  TC3-HMAC-SHA256\t Signature = {HEX},SignedHeaders= host;content-type ,\t\
             Credential=AKID/2023-11-14/127/tc3_request "
        );
        assert_eq!(Authorization::parse(&loose).unwrap(), known);
    }

    #[test]
    fn each_flaw_is_named() {
        const GOOD: &str = "A/2023-11-14/faceid/tc3_request";
        const BOTH: &str = "content-type;host";
        let many = format!("{BOTH}{}", (0..31).map(|n| format!(";x-{n}")).collect::<String>());
        let cases = [
            (String::new(), "begin"),
            ("SKIP".to_owned(), "begin"),
            (text(GOOD, BOTH, HEX).replace("TC3", "TC4"), "begin"),
            ("TC3-HMAC-SHA256".to_owned(), "no `=`"),
            (text(GOOD, BOTH, HEX) + ", Extra=1", "other than"),
            (text(GOOD, BOTH, HEX) + ", Signature=1", "twice"),
            ("TC3-HMAC-SHA256 Signature=1".to_owned(), "no `Credential`"),
            (text("A/2023-11-14/faceid/tc4_request", BOTH, HEX), "of the form"),
            (text("A/2023-11-14/tc3_request", BOTH, HEX), "of the form"),
            (text(&format!("{GOOD}/"), BOTH, HEX), "of the form"),
            (text("/2023-11-14/faceid/tc3_request", BOTH, HEX), "empty"),
            (text("A\u{7f}/2023-11-14/faceid/tc3_request", BOTH, HEX), "printable"),
            (text("A/20231114/faceid/tc3_request", BOTH, HEX), "date"),
            (text(GOOD, "host", HEX), "lacks"),
            (text(GOOD, "content-type;Host", HEX), "lower case"),
            (text(GOOD, "content-type;host;", HEX), "lower case"),
            (text(GOOD, "content-type;host;host", HEX), "twice"),
            (text(GOOD, &many, HEX), "more than 32"),
            (text(GOOD, BOTH, &HEX.to_uppercase()), "hex"),
            (text(GOOD, BOTH, &HEX[1..]), "hex"),
            (text(GOOD, BOTH, &"é".repeat(32)), "hex"),
            (text(GOOD, BOTH, HEX) + &" ".repeat(MAX_AUTHORIZATION), "longer"),
        ];
        for (header, word) in cases {
            assert!(reason(&header).contains(word), "{header:?}: {}", reason(&header));
        }
    }
}
