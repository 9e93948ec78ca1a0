//! Why a challenge cannot be used.

use super::{EXPANSION, Level, MAX_BYTES, SCHEMA, TOLERANCE, utc};
use crate::light::{LightPlanError, SeedError};

/// Why a challenge cannot be minted, read or used now.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChallengeError {
    /// The seed cannot be used.
    #[error(transparent)]
    Seed(#[from] SeedError),
    /// It would expire before it is valid, or at a time that cannot be written.
    #[error(
        "the plan must be valid for at least one second and end before the year 10000: give another time"
    )]
    Validity,
    /// More bytes than a challenge ever has.
    #[error("the plan has {bytes} bytes, more than {MAX_BYTES}: this is no plan, give another file")]
    TooLong {
        /// How many.
        bytes: usize,
    },
    /// Not JSON.
    #[error(
        "line {line}, column {column}: this is not JSON, give a file that `liveface plan` or a server minted"
    )]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1; 0 at the end of the file.
        column: usize,
    },
    /// JSON, but not of a challenge.
    #[error("the plan is not one: {reason}; mint it again")]
    Malformed {
        /// What is wrong, and where.
        reason: String,
    },
    /// Another version of the format.
    #[error("the plan has schema {found}, this build reads {SCHEMA}: mint it with the same version")]
    Schema {
        /// The version found.
        found: u32,
    },
    /// Another version of what is drawn from a seed.
    #[error("the plan has expansion {found}, this build knows {EXPANSION}: mint it with the same version")]
    Expansion {
        /// The version found.
        found: u32,
    },
    /// A level that asks for other things than the plan holds.
    #[error("the plan is of level {}, which has {}, but holds {holds}: mint it again", u8::from(*level), level.content())]
    Level {
        /// The level.
        level: Level,
        /// What it holds instead.
        holds: &'static str,
    },
    /// The light may not be shown.
    #[error("the plan's light cannot be shown: {0}")]
    Light(LightPlanError),
    /// An id of another form.
    #[error("the plan's id must be 32 hexadecimal digits, in lower case: mint it again")]
    Id,
    /// A level of security that the plan does not have.
    #[error("the plan claims {claimed} bits of entropy and has {has}: mint it again")]
    Entropy {
        /// Bits it claims.
        claimed: f32,
        /// Bits it has.
        has: f32,
    },
    /// It came too late.
    #[error("the plan expired at {} and it is {}: mint another one", utc::format(*expired), utc::format(*now))]
    Expired {
        /// When it expired, seconds since 1970-01-01 UTC.
        expired: u64,
        /// The time now, seconds since 1970-01-01 UTC.
        now: u64,
    },
    /// It came too early, or a clock is wrong by more than the tolerance.
    #[error("the plan is valid from {} on and it is {}: set the clock of this machine (off by more than {TOLERANCE} s)",
        utc::format(*from), utc::format(*now))]
    NotYetValid {
        /// When it was issued, seconds since 1970-01-01 UTC.
        from: u64,
        /// The time now, seconds since 1970-01-01 UTC.
        now: u64,
    },
}
