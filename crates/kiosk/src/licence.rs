//! Licence files: who may use a kiosk and until when, signed by whoever integrates it (Ed25519).
//!
//! ```json
//! { "holder": "Example Bank", "expiresAt": "2027-06-30T00:00:00Z", "features": ["light"], "signature": "…" }
//! ```
//! What is signed is the text `liveface licence 1`, `holder`, `expiresAt` and each feature, a line feed between them and none at
//! the end; none of them may hold a control character. So a signature fits one licence only, and can be made with other tools.

use crate::config::KioskConfig;
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The largest licence file that is read, bytes.
pub const MAX_BYTES: u64 = 64 * 1024;

/// The longest holder or feature, bytes.
const MAX_TEXT: usize = 256;

/// The most features.
const MAX_FEATURES: usize = 64;

/// A licence whose signature and date were found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Who may use the kiosk, 1 to 256 bytes.
    pub holder: String,
    /// The first moment at which nobody may any more.
    pub expires_at: Timestamp,
    /// What they may use, in words of the integrator's own; at most 64.
    pub features: Vec<String>,
}

/// Why there is no licence to go by. `Display` is one line with the remedy; what the system said is in `source()`.
#[derive(Debug, thiserror::Error)]
pub enum LicenceError {
    /// There is no such file.
    #[error("there is no licence file {path}: put it there, or correct authLicense")]
    Missing {
        /// The path given.
        path: PathBuf,
    },
    /// The file cannot be read.
    #[error("the licence file {path} cannot be read: check who may read it")]
    Unreadable {
        /// The path given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is no licence.
    #[error("this is no licence: {0}; ask for a new one")]
    Malformed(String),
    /// The signature does not fit: made with another key, or the licence was changed after it was signed.
    #[error(
        "the licence's signature does not fit its text and licenceKey: use the licence as it was issued, with its key"
    )]
    Forged,
    /// Its time is over.
    #[error(
        "the licence of {holder} expired at {expired}, and it is {now}: ask for a new one, or set this machine's clock"
    )]
    Expired {
        /// Who it was for.
        holder: String,
        /// When its time was over.
        expired: Timestamp,
        /// The time of the check.
        now: Timestamp,
    },
    /// The key is none.
    #[error("this is no {0}: give base64 of 32 bytes")]
    Key(&'static str),
    /// The cryptography failed.
    #[error("no keys can be made or used on this machine")]
    Crypto,
}

/// A pair of keys of an integrator; base64, 32 bytes each.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    /// Signs licences, and never leaves the integrator.
    pub private: String,
    /// Checks licences: the setting `kiosk.licenceKey`.
    pub public: String,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({}, ..)", self.public)
    }
}

impl Keys {
    /// New keys, from the system's random numbers.
    ///
    /// # Errors
    /// [`LicenceError::Crypto`].
    pub fn generate() -> Result<Self, LicenceError> {
        let pair = Ed25519KeyPair::generate().map_err(|_| LicenceError::Crypto)?;
        let seed = pair.seed().map_err(|_| LicenceError::Crypto)?;
        let private =
            aws_lc_rs::encoding::AsBigEndian::as_be_bytes(&seed).map_err(|_| LicenceError::Crypto)?;
        Ok(Self {
            private: STANDARD.encode(private.as_ref()),
            public: STANDARD.encode(pair.public_key().as_ref()),
        })
    }
}

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
    holder: String,
    expires_at: String,
    #[serde(default)]
    features: Vec<String>,
    signature: String,
}

impl Written {
    fn check(&self) -> Result<(), LicenceError> {
        let fits = |text: &String| (1..=MAX_TEXT).contains(&text.len()) && !text.contains(char::is_control);
        if !fits(&self.holder) || !self.features.iter().all(fits) || self.features.len() > MAX_FEATURES {
            let what =
                "holder and features are at most 64 lines of 1 to 256 bytes without control characters";
            return Err(LicenceError::Malformed(what.to_owned()));
        }
        if self.expires_at.contains(char::is_control) {
            return Err(LicenceError::Malformed("expiresAt is no date".to_owned()));
        }
        Ok(())
    }

    /// What is signed.
    fn signed(&self) -> String {
        let fixed = ["liveface licence 1", &self.holder, &self.expires_at];
        fixed.into_iter().chain(self.features.iter().map(String::as_str)).collect::<Vec<_>>().join("\n")
    }
}

impl Licence {
    /// Whether it covers `feature`.
    #[must_use]
    pub fn has(&self, feature: &str) -> bool {
        self.features.iter().any(|own| own == feature)
    }

    /// The licence that the settings ask for, found good at `now`; `None` where they ask for none.
    ///
    /// # Errors
    /// As [`Licence::read`].
    pub fn required(config: &KioskConfig, now: Timestamp) -> Result<Option<Self>, LicenceError> {
        if config.auth_license.is_empty() {
            return Ok(None);
        }
        Self::read(Path::new(&config.auth_license), &config.kiosk.licence_key, now).map(Some)
    }

    /// The licence in a file of at most [`MAX_BYTES`], found good with the public key (base64) at `now`.
    ///
    /// # Errors
    /// It cannot be read, is none, is forged, or its time is over.
    pub fn read(path: &Path, public_key: &str, now: Timestamp) -> Result<Self, LicenceError> {
        let mut text = String::new();
        std::fs::File::open(path)
            .and_then(|file| file.take(MAX_BYTES + 1).read_to_string(&mut text))
            .map_err(|source| match source.kind() {
                io::ErrorKind::NotFound => LicenceError::Missing { path: path.to_owned() },
                io::ErrorKind::InvalidData => LicenceError::Malformed("it is not text".to_owned()),
                _ => LicenceError::Unreadable { path: path.to_owned(), source },
            })?;
        Self::check(&text, public_key, now)
    }

    /// The licence in a text, found good with the public key (base64) at `now`.
    ///
    /// # Errors
    /// It is none, is forged, or its time is over.
    pub fn check(text: &str, public_key: &str, now: Timestamp) -> Result<Self, LicenceError> {
        if text.len() as u64 > MAX_BYTES {
            return Err(LicenceError::Malformed(format!("it is larger than {MAX_BYTES} bytes")));
        }
        let written: Written =
            serde_json::from_str(text).map_err(|error| LicenceError::Malformed(error.to_string()))?;
        written.check()?;
        let signature = STANDARD
            .decode(&written.signature)
            .map_err(|_| LicenceError::Malformed("its signature is not base64".to_owned()))?;
        let key = key_bytes(public_key, "public key")?;
        UnparsedPublicKey::new(&ED25519, &key)
            .verify(written.signed().as_bytes(), &signature)
            .map_err(|_| LicenceError::Forged)?;
        let expires_at: Timestamp = written.expires_at.parse().map_err(|_| {
            LicenceError::Malformed("expiresAt is no date like 2027-06-30T00:00:00Z".to_owned())
        })?;
        if now >= expires_at {
            return Err(LicenceError::Expired { holder: written.holder, expired: expires_at, now });
        }
        Ok(Self { holder: written.holder, expires_at, features: written.features })
    }

    /// The text of the licence file, signed with the private key (base64).
    ///
    /// # Errors
    /// The key is none, a text is too long, or the time is over at `now`.
    pub fn issue(&self, private_key: &str, now: Timestamp) -> Result<String, LicenceError> {
        let seed = key_bytes(private_key, "private key")?;
        let pair =
            Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| LicenceError::Key("private key"))?;
        if now >= self.expires_at {
            return Err(LicenceError::Expired { holder: self.holder.clone(), expired: self.expires_at, now });
        }
        let mut written = Written {
            holder: self.holder.clone(),
            expires_at: self.expires_at.to_string(),
            features: self.features.clone(),
            signature: String::new(),
        };
        written.check()?;
        let signature = pair.try_sign(written.signed().as_bytes()).map_err(|_| LicenceError::Crypto)?;
        written.signature = STANDARD.encode(signature.as_ref());
        serde_json::to_string_pretty(&written).map_err(|error| LicenceError::Malformed(error.to_string()))
    }
}

fn key_bytes(text: &str, what: &'static str) -> Result<[u8; 32], LicenceError> {
    let bytes = STANDARD.decode(text.trim()).map_err(|_| LicenceError::Key(what))?;
    bytes.try_into().map_err(|_| LicenceError::Key(what))
}

#[cfg(test)]
mod tests {
    use super::{Keys, Licence, LicenceError};
    use crate::config::KioskConfig;
    use crate::failure::Failure;
    use jiff::Timestamp;
    use std::fs;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn bank() -> Licence {
        let features = vec!["light".to_owned(), "speech".to_owned()];
        Licence { holder: "Example Bank".to_owned(), expires_at: at("2027-06-30T00:00:00Z"), features }
    }

    #[test]
    fn a_licence_is_good_until_its_last_moment() {
        let keys = Keys::generate().unwrap();
        let now = at("2026-11-27T10:00:00Z");
        let text = bank().issue(&keys.private, now).unwrap();
        let found = Licence::check(&text, &keys.public, now).unwrap();
        assert_eq!(found, bank());
        assert!(found.has("light") && !found.has("lights"));
        assert!(Licence::check(&text, &keys.public, at("2027-06-29T23:59:59Z")).is_ok());
        let over = Licence::check(&text, &keys.public, at("2027-06-30T00:00:00Z")).unwrap_err();
        let line = over.to_string();
        assert!(line.starts_with("the licence of Example Bank expired at 2027-06-30T00:00:00Z"), "{line}");
        let failure = Failure::from(&over);
        assert_eq!((failure.code, failure.ios), (211, Some(214)));
        assert!(matches!(
            bank().issue(&keys.private, at("2028-01-01T00:00:00Z")),
            Err(LicenceError::Expired { .. })
        ));
    }

    #[test]
    fn a_licence_changed_by_one_byte_is_none() {
        let keys = Keys::generate().unwrap();
        let now = at("2026-11-27T10:00:00Z");
        let text = bank().issue(&keys.private, now).unwrap();
        for (index, byte) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphanumeric()) {
            let other = match byte {
                b'9' => b'8',
                b'z' => b'y',
                b'Z' => b'Y',
                byte => byte + 1,
            };
            let mut forged = text.clone().into_bytes();
            forged[index] = other;
            let forged = String::from_utf8(forged).unwrap();
            assert!(Licence::check(&forged, &keys.public, now).is_err(), "byte {index}: {forged}");
        }
        let forged = text.replace("Example Bank", "Example Bonk");
        assert!(matches!(Licence::check(&forged, &keys.public, now), Err(LicenceError::Forged)));
        let moved = text.replace("2027-06", "2097-06");
        assert!(matches!(Licence::check(&moved, &keys.public, now), Err(LicenceError::Forged)));
        let other = Keys::generate().unwrap();
        assert!(
            matches!(Licence::check(&text, &other.public, now), Err(LicenceError::Forged)),
            "another's key"
        );
    }

    #[test]
    fn one_signature_fits_one_licence() {
        // "a" + "b" and "a\nb" must not be signed alike.
        let keys = Keys::generate().unwrap();
        let now = at("2026-11-27T10:00:00Z");
        let joined = Licence { features: vec!["light\nspeech".to_owned()], ..bank() };
        assert!(matches!(joined.issue(&keys.private, now), Err(LicenceError::Malformed(_))));
        let text = bank().issue(&keys.private, now).unwrap();
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value["features"] = serde_json::json!(["light\nspeech"]);
        assert!(Licence::check(&value.to_string(), &keys.public, now).is_err());
        value["features"] = serde_json::json!(["light", "speech"]);
        assert!(Licence::check(&value.to_string(), &keys.public, now).is_ok(), "its layout does not matter");
    }

    #[test]
    fn the_licence_that_the_settings_ask_for_is_needed() {
        let now = at("2026-11-27T10:00:00Z");
        let keys = Keys::generate().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut config = KioskConfig::default();
        assert_eq!(Licence::required(&config, now).unwrap(), None, "none is asked for");
        config.kiosk.licence_key.clone_from(&keys.public);
        config.auth_license = folder.path().join("licence.json").to_str().unwrap().to_owned();
        let config = config.checked().unwrap();
        let missing = Licence::required(&config, now).unwrap_err();
        assert!(missing.to_string().starts_with("there is no licence file "), "{missing}");
        fs::write(&config.auth_license, b"\xff").unwrap();
        assert!(matches!(Licence::required(&config, now), Err(LicenceError::Malformed(_))));
        fs::write(&config.auth_license, "{}").unwrap();
        assert!(matches!(Licence::required(&config, now), Err(LicenceError::Malformed(_))));
        fs::write(&config.auth_license, bank().issue(&keys.private, now).unwrap()).unwrap();
        assert_eq!(Licence::required(&config, now).unwrap().unwrap().holder, "Example Bank");
        assert!(!format!("{keys:?}").contains(&keys.private), "a private key is not printed");
        assert!(matches!(bank().issue("c2hvcnQ=", now), Err(LicenceError::Key("private key"))));
    }
}
