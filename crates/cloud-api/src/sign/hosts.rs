//! Which host a client may have signed for.

/// The hosts to try, best first and each once: `host` as sent, `host` without its port (the Node SDK signs that with
/// TC3), then `others`.
#[must_use]
pub fn host_candidates(host: &str, others: &[&str]) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    for candidate in [host, without_port(host)].iter().chain(others) {
        if !hosts.iter().any(|known| known == candidate) {
            hosts.push((*candidate).to_owned());
        }
    }
    hosts
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_port_is_left_out() {
        let cases = [
            ("127.0.0.1:8080", "127.0.0.1"),
            ("faceid.example", "faceid.example"),
            ("[::1]:8080", "[::1]"),
            ("[::1]", "[::1]"),
            ("a:", "a:"),
            ("", ""),
        ];
        for (host, name) in cases {
            assert_eq!(without_port(host), name);
        }
    }

    #[test]
    fn each_host_is_tried_once() {
        assert_eq!(host_candidates("a:1", &["b", "a"]), ["a:1", "a", "b"]);
        assert_eq!(host_candidates("b", &["b"]), ["b"]);
    }
}
