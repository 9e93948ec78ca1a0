//! Base64 and the length of the body.

use super::{EvidenceError, Part};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liveface_cloud_api::actions::CompareFaceLiveness;
use std::borrow::Cow;

/// Characters of `bytes` bytes as padded base64.
pub(super) fn chars(bytes: usize) -> usize {
    bytes.div_ceil(3).saturating_mul(4)
}

/// Most bytes whose base64 has at most `chars` characters.
pub(super) fn bytes(chars: usize) -> usize {
    chars / 4 * 3
}

/// Standard base64, in a string without spare room.
pub(super) fn encode(bytes: &impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

/// Bytes of `request` as JSON. Base64 needs no escapes, so photo and video add their number of characters to it.
pub(super) fn json_len(request: &CompareFaceLiveness) -> usize {
    // Strings always serialise; were it ever otherwise, nothing would fit.
    serde_json::to_vec(request).map_or(usize::MAX, |json| json.len())
}

/// Bytes of base64 as people paste it.
pub(super) fn decode(text: &str, part: Part) -> Result<Vec<u8>, EvidenceError> {
    let refuse = |reason: String| EvidenceError::NotBase64 { part, reason };
    let text = without_prefix(text.trim_start())
        .ok_or_else(|| refuse("its data: prefix does not end in ;base64,".to_owned()))?;
    let text = if text.contains(char::is_whitespace) {
        Cow::Owned(text.split_whitespace().collect::<String>())
    } else {
        Cow::Borrowed(text)
    };
    STANDARD.decode(text.as_bytes()).map_err(|error| refuse(error.to_string()))
}

/// What follows the prefix of a data URI (RFC 2397); all of a text that is none.
fn without_prefix(text: &str) -> Option<&str> {
    let is_uri = text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    if !is_uri {
        return Some(text);
    }
    let (head, data) = text.split_once(',')?;
    let (_, last) = head.rsplit_once(';')?;
    last.trim().eq_ignore_ascii_case("base64").then_some(data)
}
