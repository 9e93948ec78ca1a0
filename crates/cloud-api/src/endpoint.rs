//! Where the cloud is reached, and in which region it works.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A region of the service, e.g. `ap-singapore`. Where a request arrives (the [`Endpoint`]) is another matter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Region(Cow<'static, str>);

impl Region {
    /// Singapore, which every action of `faceid` knows.
    pub const SINGAPORE: Self = Self(Cow::Borrowed("ap-singapore"));

    /// The regions of the cloud.
    pub const KNOWN: [&'static str; 22] = [
        "ap-bangkok",
        "ap-beijing",
        "ap-chengdu",
        "ap-chongqing",
        "ap-guangzhou",
        "ap-guangzhou-open",
        "ap-hongkong",
        "ap-jakarta",
        "ap-mumbai",
        "ap-nanjing",
        "ap-seoul",
        "ap-shanghai",
        "ap-shanghai-fsi",
        "ap-shenzhen-fsi",
        "ap-singapore",
        "ap-tokyo",
        "eu-frankfurt",
        "eu-moscow",
        "na-ashburn",
        "na-siliconvalley",
        "na-toronto",
        "sa-saopaulo",
    ];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where an action is offered; `None` where the cloud's documents name no region or do not ask for one.
    #[must_use]
    pub fn offering(action: &str) -> Option<&'static [&'static str]> {
        match action {
            "CompareFaceLiveness" | "VideoLivenessCompare" | "CreateUploadUrl" => {
                Some(&["ap-bangkok", "ap-hongkong", "ap-singapore"])
            }
            "ApplyWebVerificationBizTokenIntl" | "ApplySdkVerificationToken" => {
                Some(&["ap-bangkok", "ap-hongkong", "ap-jakarta", "ap-singapore", "sa-saopaulo"])
            }
            _ => None,
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Region {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, EndpointError> {
        let known = Self::KNOWN.into_iter().find(|known| *known == text);
        known.map(|known| Self(Cow::Borrowed(known))).ok_or_else(|| {
            let shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
            EndpointError(format!(
                "{shown:?} is no region of the cloud: use ap-singapore, ap-hongkong, ap-bangkok or another of its regions"
            ))
        })
    }
}

/// Where requests go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// `faceid.intl.tencentcloudapi.com`, where the international SDKs go.
    #[default]
    Intl,
    /// `faceid.tencentcloudapi.com`: the access point nearest to the caller.
    Nearby,
    /// `faceid.<region>.tencentcloudapi.com`: the access point of one region.
    Regional(Region),
    /// A service of one's own that speaks the same API.
    Custom(Custom),
}

/// The address of a service of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Custom {
    encrypted: bool,
    authority: String,
}

impl Endpoint {
    /// The hosts under which the real service is known, besides those of a region.
    pub const WELL_KNOWN_HOSTS: [&'static str; 2] =
        ["faceid.intl.tencentcloudapi.com", "faceid.tencentcloudapi.com"];

    /// Host and, where it is not that of the scheme, port: what is signed and sent as `Host`.
    #[must_use]
    pub fn authority(&self) -> Cow<'_, str> {
        match self {
            Self::Intl => "faceid.intl.tencentcloudapi.com".into(),
            Self::Nearby => "faceid.tencentcloudapi.com".into(),
            Self::Regional(region) => format!("faceid.{region}.tencentcloudapi.com").into(),
            Self::Custom(custom) => custom.authority.as_str().into(),
        }
    }

    /// Whether it is a service on this machine, by its name or address.
    #[must_use]
    pub fn is_this_machine(&self) -> bool {
        matches!(self, Self::Custom(custom) if host_of(&custom.authority).is_some_and(is_this_machine))
    }

    /// The URL that requests are posted to.
    #[must_use]
    pub fn url(&self) -> String {
        let plain = matches!(self, Self::Custom(custom) if !custom.encrypted);
        let scheme = if plain { "http" } else { "https" };
        format!("{scheme}://{}/", self.authority())
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url().trim_end_matches('/'))
    }
}

impl FromStr for Endpoint {
    type Err = EndpointError;

    /// `intl`, `nearby`, a region, or `https://HOST[:PORT]`; `http://` for this machine only, since faces travel there.
    fn from_str(text: &str) -> Result<Self, EndpointError> {
        match text {
            "intl" => return Ok(Self::Intl),
            "nearby" => return Ok(Self::Nearby),
            _ if !text.contains("://") => {
                return text.parse().map(Self::Regional).map_err(|_| malformed(text));
            }
            _ => {}
        }
        let (encrypted, rest) = match text.split_once("://") {
            Some(("https", rest)) => (true, rest),
            Some(("http", rest)) => (false, rest),
            _ => return Err(malformed(text)),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest).to_ascii_lowercase();
        let host = host_of(&authority).ok_or_else(|| malformed(text))?;
        if !encrypted && !is_this_machine(host) {
            return Err(EndpointError(format!(
                "http://{authority} would send faces in the clear: use https://, or http:// to this machine only"
            )));
        }
        // A scheme's own port is neither sent nor signed.
        let own_port = if encrypted { ":443" } else { ":80" };
        let authority = authority.strip_suffix(own_port).map(str::to_owned).unwrap_or(authority);
        Ok(Self::Custom(Custom { encrypted, authority }))
    }
}

/// The host of `host[:port]`, or `None` where it is neither that nor `[IPv6][:port]`.
fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, after) = rest.split_once(']')?;
            address.parse::<std::net::Ipv6Addr>().ok()?;
            (address, after.strip_prefix(':').or(after.is_empty().then_some("443"))?)
        }
        None => authority.split_once(':').unwrap_or((authority, "443")),
    };
    let label = |label: &str| {
        (1..=63).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let named = host.contains(':') || host.len() <= 253 && host.split('.').all(label);
    let numbered = port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0);
    (named && numbered).then_some(host)
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn malformed(text: &str) -> EndpointError {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(80).collect();
    EndpointError(format!("{shown:?} is no endpoint: use intl, nearby, a region or https://HOST[:PORT]"))
}

/// Why a text names no region or endpoint, one line with the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EndpointError(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_have_the_hosts_of_the_guide() {
        let url = |text: &str| text.parse::<Endpoint>().map(|endpoint| endpoint.url());
        assert_eq!(url("intl").unwrap(), "https://faceid.intl.tencentcloudapi.com/");
        assert_eq!(url("nearby").unwrap(), "https://faceid.tencentcloudapi.com/");
        assert_eq!(url("ap-hongkong").unwrap(), "https://faceid.ap-hongkong.tencentcloudapi.com/");
        assert_eq!(url("https://faceid.kiosk.example:8443").unwrap(), "https://faceid.kiosk.example:8443/");
        assert_eq!(url("https://Faceid.Example:443/").unwrap(), "https://faceid.example/");
        assert_eq!(url("http://127.0.0.1:8080").unwrap(), "http://127.0.0.1:8080/");
        assert_eq!(url("http://[::1]:8080").unwrap(), "http://[::1]:8080/");
    }

    #[test]
    fn what_is_no_endpoint_is_told_in_one_line() {
        let bad = ["", "ap-nowhere", "ftp://x", "https://", "https://a b", "https://u:p@host", "https://x/y"];
        for text in bad.into_iter().chain([
            "https://h:0",
            "https://h:99999",
            "https://h:+8",
            "http://[::1",
            "x\n://y",
        ]) {
            let error = text.parse::<Endpoint>().unwrap_err().to_string();
            assert!(error.ends_with("use intl, nearby, a region or https://HOST[:PORT]"), "{text}: {error}");
            assert!(!error.contains('\n'));
        }
        let clear = "http://kiosk.example".parse::<Endpoint>().unwrap_err().to_string();
        assert!(clear.contains("in the clear"), "{clear}");
        assert!("ap-singapur".parse::<Region>().unwrap_err().to_string().contains("ap-singapore"));
    }
}
