//! What names a session, and lets whoever has it take part in it.

use crate::Error;
use liveface_cloud_api::Secret;
use std::fmt;

/// The token of one session: a secret while that lasts. It is not printed, and wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct SdkToken(Secret);

impl SdkToken {
    /// The most characters. Those of the cloud have some dozens; encoded, and twice in a query, this many fit into the
    /// 8 kB that servers take of a request's first line.
    pub const MAX_CHARS: usize = 512;

    /// A token of 1 to [`MAX_CHARS`](Self::MAX_CHARS) visible ASCII characters, as the server gave it.
    ///
    /// # Errors
    /// [`Error::Setup`] for anything else.
    pub fn new(text: impl Into<Secret>) -> Result<Self, Error> {
        let text = text.into();
        let proper = (1..=Self::MAX_CHARS).contains(&text.expose().len())
            && text.expose().bytes().all(|byte| byte.is_ascii_graphic());
        if proper {
            return Ok(Self(text));
        }
        Err(Error::Setup(format!(
            "a session token has 1 to {} visible ASCII characters: take it as the merchant server gave it",
            Self::MAX_CHARS
        )))
    }

    /// The token itself, for the device's session and for nothing that is kept or shown.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for SdkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SdkToken(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_checked_and_never_printed() {
        let longest = "x".repeat(SdkToken::MAX_CHARS);
        for good in ["t", "A1-b_c.~", "a+b/c==&d?#%\"'<>\\", &longest] {
            assert_eq!(SdkToken::new(good).unwrap().expose(), good);
        }
        let too_long = format!("{longest}x");
        for bad in ["", " ", "a b", "a\nb", "a\u{7f}", "tök", &too_long] {
            let error = SdkToken::new(bad).unwrap_err().to_string();
            assert!(bad.trim().is_empty() || !error.contains(bad), "{error}");
        }
        assert_eq!(format!("{:?}", SdkToken::new("s3cret").unwrap()), "SdkToken(..)");
    }
}
