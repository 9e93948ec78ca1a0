//! Answers of a merchant server that are not what was asked for.

use super::Ask;
use crate::attempts::Failure;
use crate::error::Delivery;
use crate::http::Reply;
use liveface_cloud_api::{Object, merchant};

/// What a merchant server answered instead of what it was asked for. `Display` is one clause and the remedy; nothing that the
/// server wrote is in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MerchantFault {
    /// It takes no uploads: 404, 405 or 501, as of every server that is like the guide's samples.
    #[error(
        "it takes no uploads, which are this project's own addition to the guide's server; add that endpoint to the server, or upload nothing"
    )]
    NoUpload,
    /// It has no such endpoint: 404, 405 or 501.
    #[error("it has no such endpoint; check the address and its path")]
    NoEndpoint,
    /// It answered `error`, as the guide's server in Go does when its own call to the cloud failed.
    #[error(
        "it answered \"error\", so its own call to the cloud failed; look at the server's log and its key"
    )]
    Refused,
    /// It answered with a status that is no success.
    #[error("it answered with HTTP status {0}; {hint}", hint = status_remedy(*.0))]
    Status(u16),
    /// The answer is not JSON: a web page, most often.
    #[error(
        "its answer is not JSON; check the address: another server, a proxy or a log-in page may have answered"
    )]
    NotJson,
    /// The answer is JSON and holds no token, no result, or none that can be used.
    #[error("its answer does not hold what was asked for; check the address and the server")]
    Incomplete,
    /// The answer is too long, broke off, or is not HTTP.
    #[error("its answer cannot be read: {0}; check the network, the address and the server")]
    Unreadable(String),
}

const fn status_remedy(status: u16) -> &'static str {
    match status {
        300..=399 => "it points elsewhere, and tokens and faces are not sent on; give the right address",
        401 | 403 => "it does not let this device in; look at the server's log",
        407 => "the proxy wants to know who asks; give its user and password in the proxy's URL",
        413 => "it takes no request of this size; raise the server's limit or record less",
        429 => "it takes no more calls now; try again later",
        500..=599 => "it is out of order or too busy; try again later",
        _ => "it refused the request; check the address, and begin a new session if this one is over",
    }
}

impl MerchantFault {
    /// Whether evidence may have been taken. What only asks takes none.
    pub(super) fn delivery(&self, ask: &Ask) -> Delivery {
        let sure = match self {
            Self::NoUpload | Self::NoEndpoint | Self::Refused => true,
            Self::Status(status) => !(500..=599).contains(status) || *status == 503,
            Self::NotJson | Self::Incomplete | Self::Unreadable(_) => false,
        };
        if sure || ask.only_asks() { Delivery::Refused } else { Delivery::Unknown }
    }

    /// Whether another attempt is welcome. A server that fails over an upload may have taken it.
    pub(super) fn failure(&self, ask: &Ask) -> Failure {
        match self {
            Self::Status(429 | 503) => Failure::TurnedAway,
            Self::Status(500..=599) if ask.only_asks() => Failure::TurnedAway,
            _ => Failure::Final,
        }
    }
}

/// Reads an answer to `ask`.
pub(super) fn read<T: Object>(ask: &Ask, reply: &Reply) -> Result<T, MerchantFault> {
    match reply.status {
        200..=299 => {}
        404 | 405 | 501 if !ask.only_asks() => return Err(MerchantFault::NoUpload),
        404 | 405 | 501 => return Err(MerchantFault::NoEndpoint),
        status => return Err(MerchantFault::Status(status)),
    }
    let body = reply.body.trim_ascii();
    // Some frameworks write a text as JSON, in quotes.
    let bare = body.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(body);
    if bare.eq_ignore_ascii_case(merchant::FAILED.as_bytes()) {
        return Err(MerchantFault::Refused);
    }
    if body.is_empty() && !ask.only_asks() {
        return Ok(T::default());
    }
    // What serde_json says can hold what it read: only the kind of its error is kept.
    serde_json::from_slice(body)
        .map_err(|error| if error.is_data() { MerchantFault::Incomplete } else { MerchantFault::NotJson })
}

#[cfg(test)]
mod tests {
    use super::*;
    use liveface_cloud_api::merchant::{ResultReply, TokenReply, UploadReply};

    fn reply(status: u16, body: &str) -> Reply {
        Reply { status, date: None, body: body.as_bytes().to_vec() }
    }

    #[test]
    fn every_answer_has_its_fault() {
        let ask = Ask::token(1);
        let fault = |status, body: &str| read::<TokenReply>(&ask, &reply(status, body)).unwrap_err();
        for body in ["error", "error\n", "\"error\"", "Error"] {
            assert_eq!(fault(200, body), MerchantFault::Refused, "{body}");
        }
        for body in ["", "<!DOCTYPE html><p>error", "err", "{\"SdkToken\":\"x", "errors"] {
            assert_eq!(fault(200, body), MerchantFault::NotJson, "{body}");
        }
        for body in ["7", "\"t\"", "{\"SdkToken\":7}", "null"] {
            assert_eq!(fault(200, body), MerchantFault::Incomplete, "{body}");
        }
        assert_eq!(fault(404, "{}"), MerchantFault::NoEndpoint);
        assert_eq!(fault(302, "error"), MerchantFault::Status(302));
        let result = read::<ResultReply>(&ask, &reply(200, "{\"Result\":\"0\",\"More\":[]}")).unwrap();
        assert_eq!(result.result, "0");
    }

    #[test]
    fn an_upload_is_sent_again_only_where_it_was_turned_away() {
        let token = crate::SdkToken::new("t").unwrap();
        let (upload, asking) = (Ask::upload(&token, Vec::new()), Ask::result(&token));
        let cases = [
            (MerchantFault::Status(503), Failure::TurnedAway, Delivery::Refused),
            (MerchantFault::Status(429), Failure::TurnedAway, Delivery::Refused),
            (MerchantFault::Status(500), Failure::Final, Delivery::Unknown),
            (MerchantFault::Status(413), Failure::Final, Delivery::Refused),
            (MerchantFault::NoUpload, Failure::Final, Delivery::Refused),
            (MerchantFault::NotJson, Failure::Final, Delivery::Unknown),
        ];
        for (fault, failure, delivery) in cases {
            assert_eq!((fault.failure(&upload), fault.delivery(&upload)), (failure, delivery), "{fault}");
            assert_eq!(fault.delivery(&asking), Delivery::Refused, "{fault}");
        }
        assert_eq!(MerchantFault::Status(500).failure(&asking), Failure::TurnedAway);
        assert!(read::<UploadReply>(&upload, &reply(204, "")).is_ok());
        assert!(read::<UploadReply>(&upload, &reply(200, "{\"Stored\":true}")).is_ok());
        assert_eq!(read::<UploadReply>(&upload, &reply(405, "")), Err(MerchantFault::NoUpload));
    }
}
