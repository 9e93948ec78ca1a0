//! Why a request is refused.

use super::clock::{MAX_SKEW_SECONDS, utc_text};

/// Why a request is refused. `Display` is one line for the caller, [`code`](Self::code) the API's code beside it. Where
/// the cloud's own words are known, the line begins with them, because programs look for them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthError {
    /// The `Authorization` header is not of the form that TC3 has; the text says in which way.
    #[error("The Authorization header cannot be read: {0}.")]
    InvalidAuthorization(&'static str),
    /// The signature is not that of this request with this key.
    #[error("The provided credentials could not be validated. Please check your signature is correct.")]
    Mismatch,
    /// A header that `SignedHeaders` names was not sent.
    #[error("The signed header `{0}` is not in the request.")]
    MissingHeader(String),
    /// A header that decides about the signature was sent more than once.
    #[error("The header `{0}` is in the request more than once.")]
    RepeatedHeader(String),
    /// The credential scope is for a service that is not served here.
    #[error("The credential scope is for the service `{found}`, and this one is `{expected}`.")]
    WrongService {
        /// The service in the scope.
        found: String,
        /// The one that the policy insists on.
        expected: String,
    },
    /// The date in the credential scope is not that of the timestamp.
    #[error("The credential scope is for the date {found}, and the UTC date of the timestamp is {expected}.")]
    WrongDate {
        /// The date in the scope.
        found: String,
        /// The UTC date of the timestamp.
        expected: String,
    },
    /// The body is not signed, and the policy insists that it is.
    #[error(
        "The body is not signed (`X-TC-Content-SHA256: UNSIGNED-PAYLOAD`), and this service takes only signed ones."
    )]
    UnsignedPayload,
    /// The body is larger than signature v1 may sign.
    #[error(
        "The provided credentials could not be validated because of exceeding request size limit, please use new \
         signature method `TC3-HMAC-SHA256`."
    )]
    TooLarge,
    /// The signature was made too long ago, or with a clock that is ahead.
    #[error(
        "The signature is expired, please request again: it was made at {}, and it is {} here, {} s apart where \
         {MAX_SKEW_SECONDS} s are allowed.",
        utc_text(*timestamp), utc_text(*now), timestamp.abs_diff(*now)
    )]
    Expired {
        /// When it was made, in Unix seconds.
        timestamp: i64,
        /// When it was verified, in Unix seconds.
        now: i64,
    },
    /// A parameter without which no signature can be verified was not sent.
    #[error("The request is missing a required parameter `{0}`.")]
    MissingParameter(&'static str),
    /// The timestamp is not a number of seconds.
    #[error("Parameter `Timestamp` type error.")]
    InvalidTimestamp,
    /// A part of a form has no `=`.
    #[error("Url key and value should be splited by `=`.")]
    FormSyntax,
    /// A parameter was sent more than once.
    #[error("The parameter `{0}` is in the request more than once.")]
    RepeatedParameter(String),
    /// A form has too many parameters.
    #[error("The request has more parameters than the {0} that are allowed.")]
    TooManyParameters(usize),
    /// `SignatureMethod` is neither `HmacSHA1` nor `HmacSHA256`.
    #[error("The parameter `SignatureMethod` is neither `HmacSHA1` nor `HmacSHA256`.")]
    UnknownSignatureMethod,
}

impl AuthError {
    /// The API's code, e.g. `AuthFailure.SignatureFailure`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InvalidAuthorization(_) => "AuthFailure.InvalidAuthorization",
            Self::Mismatch
            | Self::MissingHeader(_)
            | Self::RepeatedHeader(_)
            | Self::WrongService { .. }
            | Self::WrongDate { .. }
            | Self::UnsignedPayload
            | Self::TooLarge => "AuthFailure.SignatureFailure",
            Self::Expired { .. } => "AuthFailure.SignatureExpire",
            Self::MissingParameter(_) => "MissingParameter",
            Self::InvalidTimestamp
            | Self::FormSyntax
            | Self::RepeatedParameter(_)
            | Self::TooManyParameters(_) => "InvalidParameter",
            Self::UnknownSignatureMethod => "InvalidParameterValue",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expired_signature_says_both_times() {
        let error = AuthError::Expired { timestamp: 1_700_000_000, now: 1_700_000_301 };
        assert_eq!(
            error.to_string(),
            "The signature is expired, please request again: it was made at 2023-11-14T22:13:20Z, and it is \
             2023-11-14T22:18:21Z here, 301 s apart where 300 s are allowed."
        );
        assert_eq!(error.code(), "AuthFailure.SignatureExpire");
    }
}
