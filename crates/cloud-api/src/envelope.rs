//! What the cloud wraps around every answer: `{"Response":{…,"RequestId":"…"}}`, errors included, always with status 200.

use crate::code::ErrorCode;
use crate::wire::Object;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most characters of the cloud's own words that are kept.
const MAX_WORDS: usize = 512;

/// A successful answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<T> {
    /// The cloud's number for the call, for its support; it always sends one, others may not.
    pub request_id: Option<String>,
    /// The response.
    pub response: T,
}

/// The call was refused, or failed inside the cloud. The codes of the billing tables are marked as not charged; of the
/// others nobody says ([`crate::Billed`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// Which error.
    pub code: ErrorCode,
    /// The cloud's words, in the language asked for; control characters removed, at most 512 characters.
    pub message: String,
    /// The cloud's number for the call.
    pub request_id: Option<String>,
}

impl fmt::Display for ApiError {
    /// Meaning and remedy, then the cloud's own words and number, which its support asks for.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            ErrorCode::Code(code) => write!(f, "{}: {} ({code})", code.meaning(), code.remedy())?,
            ErrorCode::Other(code) => write!(f, "the cloud refused it ({code})")?,
        }
        if !self.message.is_empty() {
            write!(f, "; the cloud says: {}", self.message)?;
        }
        self.request_id.as_ref().map_or(Ok(()), |id| write!(f, "; request {id}"))
    }
}

impl std::error::Error for ApiError {}

/// Why there is no response in an answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EnvelopeError {
    /// The answer is an error of the call.
    #[error("{0}")]
    Api(ApiError),
    /// The answer is not in the cloud's form; the text says what is wrong, without the answer's content.
    #[error("the answer is not in the cloud's form: {0}")]
    Malformed(String),
}

#[derive(Deserialize)]
struct Outer<T> {
    #[serde(rename = "Response")]
    response: T,
}

/// What of an answer says how to read the rest.
#[derive(Deserialize)]
struct Head {
    #[serde(rename = "Error")]
    error: Option<ErrorBody>,
    #[serde(rename = "RequestId")]
    request_id: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct ErrorBody {
    #[serde(rename = "Code")]
    code: String,
    #[serde(rename = "Message", default)]
    message: String,
}

/// Whether an answer is an error of the call; looks at nothing else in it.
///
/// # Errors
/// The answer is malformed.
pub fn error(body: &[u8]) -> Result<Option<ApiError>, EnvelopeError> {
    let head = parse::<Head>(body)?;
    let request_id = head.request_id.map(|id| words(&id, 64));
    Ok(head.error.map(|error| ApiError {
        code: ErrorCode::from(error.code.as_str()),
        message: words(&error.message, MAX_WORDS),
        request_id,
    }))
}

/// Reads an answer, tolerating unknown fields, `null` for any value, and a missing request number.
///
/// # Errors
/// The answer is an error, or is malformed.
pub fn read<T: Object>(body: &[u8]) -> Result<Answer<T>, EnvelopeError> {
    if let Some(error) = error(body)? {
        return Err(EnvelopeError::Api(error));
    }
    let request_id = parse::<Head>(body)?.request_id.map(|id| words(&id, 64));
    Ok(Answer { request_id, response: parse::<T>(body)? })
}

fn parse<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<T, EnvelopeError> {
    serde_json::from_slice::<Outer<T>>(body).map(|outer| outer.response).map_err(|error| {
        // The parser's own words can quote the answer, which may hold a face.
        let what = match error.classify() {
            serde_json::error::Category::Eof => "it ends too early",
            serde_json::error::Category::Data => "a value in it has another type, or `Response` is missing",
            _ => "it is no JSON",
        };
        EnvelopeError::Malformed(format!("{what} (line {}, column {})", error.line(), error.column()))
    })
}

fn words(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect()
}

#[derive(Serialize)]
struct Wrapped<T> {
    #[serde(rename = "Response")]
    response: T,
}

#[derive(Serialize)]
struct Numbered<'a, T> {
    #[serde(flatten)]
    response: T,
    #[serde(rename = "RequestId")]
    request_id: &'a str,
}

/// A successful answer as the cloud writes it. Send it with status 200 and exactly `Content-Type: application/json`.
///
/// # Errors
/// The response cannot be written as JSON.
pub fn write<T: Object>(response: &T, request_id: &str) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Wrapped { response: Numbered { response, request_id } })
}

/// An error as the cloud writes it: with status 200 as well.
///
/// # Errors
/// Never in practice; as [`write()`].
pub fn write_error(code: &ErrorCode, message: &str, request_id: &str) -> Result<Vec<u8>, serde_json::Error> {
    #[derive(Serialize)]
    struct Refusal {
        #[serde(rename = "Error")]
        error: ErrorBody,
    }
    let error = ErrorBody { code: code.to_string(), message: message.to_owned() };
    serde_json::to_vec(&Wrapped { response: Numbered { response: Refusal { error }, request_id } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ApiCode;
    use crate::actions::CompareFaceLivenessResponse as Response;

    #[test]
    fn an_answer_comes_back_as_it_was_written() {
        let response = Response { result: "Success".into(), sim: 88.5, ..Default::default() };
        let answer = read::<Response>(&write(&response, "id-1").unwrap()).unwrap();
        assert_eq!(answer, Answer { request_id: Some("id-1".into()), response });
    }

    #[test]
    fn an_error_comes_back_with_its_code_and_words() {
        let code = ErrorCode::from("AuthFailure.SignatureExpire");
        let error = read::<Response>(&write_error(&code, "The signature\n is expired", "id-2").unwrap());
        let Err(EnvelopeError::Api(error)) = error else { panic!("{error:?}") };
        assert_eq!(error.code, code);
        assert_eq!(error.message, "The signature is expired");
        let unknown = br#"{"Response":{"Error":{"Code":"New.Code","Message":"what it means"}}}"#;
        let told = read::<Response>(unknown).unwrap_err().to_string();
        assert_eq!(told, "the cloud refused it (New.Code); the cloud says: what it means");
        let known = read::<Response>(&write_error(&ApiCode::InternalError.into(), "x", "y").unwrap());
        assert!(known.unwrap_err().to_string().ends_with("(InternalError); the cloud says: x; request y"));
    }

    #[test]
    fn a_damaged_answer_is_told_without_its_content() {
        for (body, what) in [
            (&b""[..], "too early"),
            (b"<html>FACE", "no JSON"),
            (br#"{"Response":{"Result":"FACE"#, "too early"),
            (br#"{"Response":{"Sim":"FACE","RequestId":"r"}}"#, "another type"),
            (br#"{"NoResponse":1}"#, "missing"),
            (br#"{"Response":{"RequestId":7}}"#, "another type"),
        ] {
            let told = read::<Response>(body).unwrap_err().to_string();
            assert!(told.contains(what) && !told.contains("FACE"), "{told}");
        }
    }
}
