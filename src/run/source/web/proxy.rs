//! Which proxy the environment names for an address: `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, in small
//! letters or large ones, read as curl reads them.

use ureq::Proxy;

use super::{Address, Trouble};

/// The proxy for an address, if there is to be one.
pub(super) fn of(address: &Address, variable: impl Fn(&str) -> Option<String>) -> Result<Option<Proxy>, Trouble> {
    let set = |name: &str| {
        let either = variable(name).or_else(|| variable(&name.to_ascii_uppercase()));
        either
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    };
    let own = if address.is_secure() {
        "https_proxy"
    } else {
        "http_proxy"
    };
    let Some((name, value)) = [own, "all_proxy"].into_iter().find_map(|name| Some((name, set(name)?))) else {
        return Ok(None);
    };
    if set("no_proxy").is_some_and(|list| is_excepted(&list, address)) {
        return Ok(None);
    }
    Proxy::new(&value).map(Some).map_err(|_| Trouble::NoProxy(name))
}

/// Whether a list has the host of an address, or a domain that it lies in.
fn is_excepted(list: &str, address: &Address) -> bool {
    let host = address.host().trim_matches(['[', ']']);
    list.split([',', ' '])
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .any(|entry| {
            let entry = entry.to_ascii_lowercase();
            let (name, port) = match entry.rsplit_once(':') {
                // An address of IPv6 has colons of its own.
                Some((name, port)) if !name.contains(':') || name.ends_with(']') => (name, port.parse::<u16>().ok()),
                _ => (&*entry, None),
            };
            let name = name
                .trim_start_matches('*')
                .trim_start_matches('.')
                .trim_matches(['[', ']']);
            let is_host = host == name || host.strip_suffix(name).is_some_and(|start| start.ends_with('.'));
            entry == "*" || (!name.is_empty() && is_host && port.is_none_or(|port| address.port() == Some(port)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_are_hosts_and_domains() {
        let excepted = |list: &str, address: &str| is_excepted(list, &Address::parse(address).expect("an address"));
        for list in [
            "*",
            "example.org",
            ".example.org",
            "a.test, example.org",
            "*.example.org",
            "Example.org:8080",
        ] {
            assert!(excepted(list, "http://live.example.org:8080/x"), "{list}");
        }
        for list in [
            "",
            "live",
            "example.com",
            "ample.org",
            "example.org:80",
            "x.live.example.org",
        ] {
            assert!(!excepted(list, "http://live.example.org:8080/x"), "{list}");
        }
        assert!(excepted("::1", "http://[::1]:8080/") && excepted("[::1]:8080", "http://[::1]:8080/"));
        assert!(excepted("127.0.0.1", "http://127.0.0.1:9/"));
    }

    #[test]
    fn a_scheme_has_its_proxy_and_all_may_have_one() {
        let env = |set: &'static [(&str, &str)]| {
            move |name: &str| {
                let found = set.iter().find(|(variable, _)| *variable == name);
                found.map(|(_, value)| (*value).to_owned())
            }
        };
        let named = |address: &str, set| {
            let found = of(&Address::parse(address).expect("an address"), env(set)).expect("a proxy or none");
            found.map(|proxy| proxy.host().to_owned())
        };
        let set = &[
            ("HTTPS_PROXY", "http://secure:1"),
            ("http_proxy", "plain:2"),
            ("no_proxy", "near.test"),
        ];
        assert_eq!(named("https://a.test/", set).as_deref(), Some("secure"));
        assert_eq!(named("http://a.test/", set).as_deref(), Some("plain"));
        assert_eq!(named("http://near.test/", set), None);
        assert_eq!(
            named("http://a.test/", &[("ALL_PROXY", "socks5://all:3")]).as_deref(),
            Some("all")
        );
        assert_eq!(named("http://a.test/", &[("http_proxy", "")]), None);
        assert!(
            of(
                &Address::parse("http://a.test/").expect("one"),
                env(&[("http_proxy", "::")])
            )
            .is_err()
        );
    }
}
