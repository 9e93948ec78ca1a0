//! Where a merchant server is.

use crate::Error;
use crate::rounds::Host;
use liveface_cloud_api::Endpoint;

/// The address of a merchant server, without the path of any call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Base {
    endpoint: Endpoint,
    /// Without a slash at its end.
    url: String,
}

impl Base {
    /// Reads `https://HOST[:PORT][/PATH]`, or `http://` to this machine only: the rule of [`Endpoint`], which knows no path.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let (scheme, rest) = text.split_once("://").ok_or_else(malformed)?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        if authority.contains('@') {
            return Err(Error::Setup(
                "the merchant server's address holds a user name or password: leave it out".to_owned(),
            ));
        }
        let encrypted = format!("https://{authority}").parse::<Endpoint>();
        let endpoint = format!("{scheme}://{authority}").parse::<Endpoint>().map_err(|error| {
            // What only fails without encryption is well formed.
            if scheme == "http" && encrypted.is_ok() { Error::Setup(error.to_string()) } else { malformed() }
        })?;
        let path = path.strip_suffix('/').unwrap_or(path);
        let slash = if path.is_empty() { "" } else { "/" };
        if !path.is_empty() && !path.split('/').all(is_segment) {
            return Err(malformed());
        }
        let origin = endpoint.url();
        let url = format!("{}{slash}{path}", origin.trim_end_matches('/'));
        Ok(Self { endpoint, url })
    }

    /// The URL of a path and query.
    pub(super) fn url(&self, target: &str) -> String {
        format!("{}{target}", self.url)
    }
}

impl Host for Base {
    fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }
}

/// Whether it is part of a path that needs no encoding and leads nowhere else (RFC 3986, 2.3 and 5.2.4).
fn is_segment(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    !matches!(text, "" | "." | "..") && text.bytes().all(plain)
}

/// Not the text itself: it may hold what is nobody's business.
fn malformed() -> Error {
    Error::Setup(
        "this is no address of a merchant server: use https://HOST[:PORT][/PATH], or http:// to this machine only"
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_go_below_the_path_of_the_address() {
        let url = |text: &str| Base::parse(text).map(|base| base.url("/api/v1/get-token?x=1"));
        assert_eq!(url("https://shop.example").unwrap(), "https://shop.example/api/v1/get-token?x=1");
        assert_eq!(url("https://Shop.example:443/").unwrap(), "https://shop.example/api/v1/get-token?x=1");
        let deep = url("https://shop.example:8443/face/v2/").unwrap();
        assert_eq!(deep, "https://shop.example:8443/face/v2/api/v1/get-token?x=1");
        assert_eq!(url("http://[::1]:8080/a").unwrap(), "http://[::1]:8080/a/api/v1/get-token?x=1");
    }

    #[test]
    fn what_is_no_address_is_told_in_one_line_and_not_repeated() {
        for text in [
            "",
            "intl",
            "ap-singapore",
            "shop.example",
            "ftp://shop.example",
            "HTTPS://shop.example",
            "https://",
            "https:///x",
            "https://a b",
            "https://h:0",
            "https://h:1:2",
            "https://h//x",
            "https://h/../x",
            "https://h/x?y=1",
            "https://h/x#y",
            "https://h?y=1",
            "https://h#y",
            "https://h/%2e%2e",
            "https://h/x\n",
            "http://h.example:0",
            "http://localhost.evil.example:x",
        ] {
            let error = Base::parse(text).unwrap_err().to_string();
            assert!(
                error.contains("use https://HOST[:PORT][/PATH]") && !error.contains('\n'),
                "{text}: {error}"
            );
        }
        let secret = Base::parse("https://user:pa55@shop.example/").unwrap_err().to_string();
        assert!(secret.contains("leave it out") && !secret.contains("pa55"), "{secret}");
    }

    #[test]
    fn faces_do_not_travel_in_the_clear() {
        for text in ["http://shop.example", "http://192.168.0.7:8080/x", "http://127.0.0.1.evil.example"] {
            let error = Base::parse(text).unwrap_err().to_string();
            assert!(error.contains("in the clear"), "{text}: {error}");
        }
        for text in ["http://localhost:8080", "http://127.8.0.1", "http://[::1]"] {
            assert!(Base::parse(text).is_ok(), "{text}");
        }
    }
}
