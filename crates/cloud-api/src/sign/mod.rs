//! Signing and verifying: [`tc3`] (every body, up to 10 MB) and [`v1`] (forms and queries, up to 1 MB).
//!
//! Nothing here reads a clock: "now" is an argument, in Unix seconds. Keys that are derived on the way are wiped when
//! dropped, and no `Debug` here prints a key, a token or what a request holds.

mod clock;
mod error;
pub mod flatten;
mod hosts;
mod mac;
pub mod tc3;
pub mod v1;

use std::fmt;

pub use clock::MAX_SKEW_SECONDS;
pub use error::AuthError;
pub use hosts::host_candidates;

/// How a request is sent. The cloud knows no other way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Parameters in the query, 32 KB at most.
    Get,
    /// Parameters in the body.
    Post,
}

impl Method {
    /// `GET` or `POST`, as it is sent and signed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
