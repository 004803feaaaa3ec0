//! Whose host an address names, and which hosts belong together.

use tokenscope::issuer::{HostTrust, host_trust, refusal, same_host_family};

#[test]
fn hosts_are_trusted_by_whole_labels() {
    use HostTrust::{Microsoft, Other, Refused};
    #[rustfmt::skip]
    let rows = [
        ("authority", "https://login.microsoftonline.com/common", Microsoft),
        ("case", "https://LOGIN.MicrosoftOnline.COM/common", Microsoft),
        ("default port written", "https://login.microsoftonline.com:443/x", Microsoft),
        ("alias", "https://login.windows.net/x", Microsoft),
        ("v1 issuer host", "https://sts.windows.net/x", Microsoft),
        ("US", "https://login.microsoftonline.us/x", Microsoft),
        ("US alias", "https://login.usgovcloudapi.net/x", Microsoft),
        ("US legacy", "https://login-us.microsoftonline.com/x", Microsoft),
        ("China", "https://login.partner.microsoftonline.cn/x", Microsoft),
        ("China alias", "https://login.chinacloudapi.cn/x", Microsoft),
        ("China v1", "https://sts.chinacloudapi.cn/x", Microsoft),
        ("Germany", "https://login.microsoftonline.de/x", Microsoft),
        ("Bleu", "https://login.sovcloud-identity.fr/x", Microsoft),
        ("Delos", "https://login.sovcloud-identity.de/x", Microsoft),
        ("Singapore", "https://login.sovcloud-identity.sg/x", Microsoft),
        ("test environment", "https://login.windows-ppe.net/x", Microsoft),
        ("region", "https://westus2.login.microsoft.com/x", Microsoft),
        ("B2C", "https://contoso.b2clogin.com/x", Microsoft),
        ("B2C China", "https://contoso.b2clogin.cn/x", Microsoft),
        ("B2C US", "https://contoso.b2clogin.us/x", Microsoft),
        ("B2C Germany", "https://contoso.b2clogin.de/x", Microsoft),
        ("External ID", "https://contoso.ciamlogin.com/x", Microsoft),
        ("External ID US", "https://contoso.ciamlogin.us/x", Microsoft),
        ("suffix without a label", "https://b2clogin.com/x", Other),
        ("label of a hyphen", "https://-.b2clogin.com/x", Other),
        ("empty port", "https://login.microsoftonline.com:/x", Refused),
        ("suffix with an empty label", "https://.b2clogin.com/x", Other),
        ("look-alike prefix", "https://evil-b2clogin.com/x", Other),
        ("look-alike prefix, label", "https://a.evilb2clogin.com/x", Other),
        ("look-alike suffix", "https://login.microsoftonline.com.evil.net/x", Other),
        ("suffix and more", "https://contoso.b2clogin.com.evil.net/x", Other),
        ("unknown top level", "https://contoso.b2clogin.net/x", Other),
        ("CIAM in China is not known", "https://contoso.ciamlogin.cn/x", Other),
        ("subdomain of the authority", "https://evil.login.microsoftonline.com/x", Other),
        ("parent of the authority", "https://microsoftonline.com/x", Other),
        ("trailing dot", "https://login.microsoftonline.com./x", Other),
        ("other port", "https://login.microsoftonline.com:8443/x", Other),
        ("punycode", "https://login.xn--microsftonline-0zl.com/x", Other),
        ("punycode label", "https://login.xn--microsoftonlne-9ib.com/x", Other),
        ("loopback", "https://127.0.0.1/x", Other),
        ("localhost", "https://localhost/x", Other),
        ("IPv6", "https://[::1]/x", Other),
        ("host in the path", "https://evil.net/login.microsoftonline.com", Other),
        ("host in the query", "https://evil.net/?login.microsoftonline.com", Other),
        ("host in the fragment", "https://evil.net/#login.microsoftonline.com", Other),
        ("user name", "https://login.microsoftonline.com@evil.net/x", Refused),
        ("password", "https://login.microsoftonline.com:x@evil.net/x", Refused),
        ("user name before the real host", "https://me@login.microsoftonline.com/x", Refused),
        ("empty user name", "https://@login.microsoftonline.com/x", Refused),
        ("backslash", "https://evil.net\\@login.microsoftonline.com/x", Refused),
        ("backslashes for slashes", "https:\\\\login.microsoftonline.com\\x", Refused),
        ("wide letters", "https://ｌogin.microsoftonline.com/x", Refused),
        ("Cyrillic letter", "https://login.microsоftonline.com/x", Refused),
        ("tab inside", "https://login.micro\tsoftonline.com/x", Refused),
        ("line break", "https://login.microsoftonline.com/x\n", Refused),
        ("percent in the host", "https://login%2emicrosoftonline.com/x", Refused),
        ("http", "http://login.microsoftonline.com/x", Refused),
        ("ftp", "ftp://login.microsoftonline.com/x", Refused),
        ("file", "file:///etc/passwd", Refused),
        ("javascript", "javascript:alert(1)", Refused),
        ("no scheme", "login.microsoftonline.com/common", Refused),
        ("scheme alone", "https://", Refused),
        ("missing slashes", "https:login.microsoftonline.com/x", Refused),
        ("words", "not a url", Refused),
        ("nothing", "", Refused),
    ];
    for (name, url, expected) in rows {
        assert_eq!(host_trust(url), expected, "{name}");
        assert_eq!(refusal(url).is_some(), expected == Refused, "{name}");
    }
}

#[test]
fn metadata_names_keys_of_its_own_family() {
    #[rustfmt::skip]
    let rows = [
        ("same host", "https://login.microsoftonline.com/a", "https://login.microsoftonline.com/b", true),
        ("same foreign host", "https://idp.example/a", "https://idp.example/b", true),
        ("same foreign host and port", "https://idp.example:444/a", "https://idp.example:444/b", true),
        ("other port", "https://idp.example/a", "https://idp.example:444/b", false),
        ("alias", "https://login.windows.net/a", "https://login.microsoftonline.com/b", true),
        ("China alias", "https://login.chinacloudapi.cn/a", "https://login.partner.microsoftonline.cn/b", true),
        ("US tenant at the public host", "https://login.microsoftonline.com/a", "https://login.microsoftonline.us/b", true),
        ("region", "https://eu.login.microsoft.com/a", "https://login.microsoftonline.com/b", true),
        ("test environment", "https://login.microsoftonline.com/a", "https://login.windows-ppe.net/b", false),
        ("External ID by name and by GUID", "https://contoso.ciamlogin.com/a", "https://e21bbca2-1b75-4dea-9e34-d3d95d2ec661.ciamlogin.com/b", true),
        ("External ID in two clouds", "https://contoso.ciamlogin.com/a", "https://contoso.ciamlogin.us/b", false),
        ("two B2C tenants", "https://a.b2clogin.com/a", "https://b.b2clogin.com/b", false),
        ("B2C names Entra", "https://a.b2clogin.com/a", "https://login.microsoftonline.com/b", false),
        ("Entra names External ID", "https://login.microsoftonline.com/a", "https://a.ciamlogin.com/b", false),
        ("Microsoft names a stranger", "https://login.microsoftonline.com/a", "https://evil.net/b", false),
        ("a stranger names Microsoft", "https://evil.net/a", "https://login.microsoftonline.com/b", false),
        ("look-alike", "https://login.microsoftonline.com/a", "https://login.microsoftonline.com.evil.net/b", false),
        ("user name", "https://login.microsoftonline.com/a", "https://login.microsoftonline.com@evil.net/b", false),
        ("http keys", "https://idp.example/a", "http://idp.example/b", false),
        ("http metadata", "http://idp.example/a", "https://idp.example/b", false),
        ("not URLs", "a", "a", false),
    ];
    for (name, metadata, keys, expected) in rows {
        assert_eq!(same_host_family(metadata, keys), expected, "{name}");
    }
}
