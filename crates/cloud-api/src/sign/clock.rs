//! Time as signatures hold it: Unix seconds, and the UTC date of them.

use super::AuthError;
use jiff::Timestamp;
use jiff::tz::Offset;

/// How far a signature's time may be from the clock of the one who verifies, in seconds, either way.
pub const MAX_SKEW_SECONDS: u64 = 300;

/// A time of more digits than this is past the year 5138.
const MAX_DIGITS: usize = 11;

/// The UTC date, `YYYY-MM-DD`. A time outside the years that dates have here is 1970-01-01, which nobody accepts.
pub(super) fn utc_date(seconds: i64) -> String {
    let time = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
    Offset::UTC.to_datetime(time).date().to_string()
}

/// For people: `2023-11-14T22:13:20Z`.
pub(super) fn utc_text(seconds: i64) -> String {
    Timestamp::from_second(seconds).map_or_else(|_| format!("{seconds} s"), |time| time.to_string())
}

/// Reads a time as it is sent. Only digits, and no zero before them: each time has one text, so that the text that was
/// signed need not be kept.
///
/// # Errors
/// [`AuthError::InvalidTimestamp`] for any other text.
pub(super) fn parse_timestamp(text: &str) -> Result<i64, AuthError> {
    let plain =
        text.len() <= MAX_DIGITS && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    if plain {
        text.parse().map_err(|_| AuthError::InvalidTimestamp)
    } else {
        Err(AuthError::InvalidTimestamp)
    }
}

/// # Errors
/// [`AuthError::Expired`] where the two are more than [`MAX_SKEW_SECONDS`] apart.
pub(super) fn check_skew(timestamp: i64, now: i64) -> Result<(), AuthError> {
    if timestamp.abs_diff(now) > MAX_SKEW_SECONDS {
        return Err(AuthError::Expired { timestamp, now });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_is_that_of_utc() {
        assert_eq!(utc_date(1_551_113_065), "2019-02-25");
        assert_eq!(utc_date(1_551_139_199), "2019-02-25");
        assert_eq!(utc_date(1_551_139_200), "2019-02-26");
        assert_eq!(utc_date(i64::MAX), "1970-01-01");
        assert_eq!(utc_text(i64::MIN), "-9223372036854775808 s");
    }

    #[test]
    fn a_time_has_one_text() {
        assert_eq!(parse_timestamp("1700000000"), Ok(1_700_000_000));
        for text in ["", "0", "01700000000", "+1700000000", "-1", "1.7e9", " 1", "1700000000000", "١٧"] {
            assert_eq!(parse_timestamp(text), Err(AuthError::InvalidTimestamp), "{text:?}");
        }
    }
}
