//! Who calls, and the secrets that prove it: zeroised when dropped, never printed.

use std::fmt;
use zeroize::Zeroizing;

/// A text that is neither printed nor logged, and wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text itself, for signing and for nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// The key of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// `SecretId`: names the key, is sent with every call and is no secret.
    pub secret_id: String,
    /// `SecretKey`: signs, and never leaves this machine.
    pub secret_key: Secret,
    /// The token of a temporary key (`X-TC-Token`, `Token` in v1); `None` for a permanent one.
    pub token: Option<Secret>,
}

impl Credential {
    /// A permanent key.
    pub fn new(secret_id: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        Self { secret_id: secret_id.into(), secret_key: secret_key.into(), token: None }
    }

    /// The same key with the token of a temporary one.
    #[must_use]
    pub fn with_token(self, token: impl Into<Secret>) -> Self {
        Self { token: Some(token.into()), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_printed() {
        let credential = Credential::new("AKIDexample", "s3cretkey").with_token("t0ken");
        let printed = format!("{credential:?}");
        assert!(printed.contains("AKIDexample"));
        assert!(!printed.contains("s3cretkey") && !printed.contains("t0ken"), "{printed}");
    }
}
