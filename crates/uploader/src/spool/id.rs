//! The name of a stored submission.

use super::SpoolError;
use std::fmt;
use std::str::FromStr;

/// Random bytes in an [`Id`].
const BYTES: usize = 16;

/// The name of a stored submission: 128 random bits as 32 lower-case hexadecimal digits. Nothing else parses, so that
/// it is always one plain part of a path, the same one on file systems that do not tell upper from lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(String);

impl Id {
    /// A new name.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub(super) fn random() -> Result<Self, SpoolError> {
        let mut bytes = [0; BYTES];
        let told = |error: getrandom::Error| SpoolError::Random(std::io::Error::other(error.to_string()));
        getrandom::fill(&mut bytes).map_err(told)?;
        Ok(Self(format!("{:032x}", u128::from_ne_bytes(bytes))))
    }

    /// The 32 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Id {
    type Err = SpoolError;

    fn from_str(text: &str) -> Result<Self, SpoolError> {
        let digits = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if digits && text.len() == 2 * BYTES { Ok(Self(text.to_owned())) } else { Err(SpoolError::Id) }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
