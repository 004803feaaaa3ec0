//! Tokens in commands and recorded requests: the API that they were sent to.

use tokenscope::input::{Role, Whole};

use crate::make::{healthy, only, paste, second, texts};

#[test]
fn commands_tell_the_request() {
    let token = healthy();
    let url = "https://graph.microsoft.com/v1.0/me";
    for (name, text, at) in [
        (
            "single quotes",
            format!("curl '{url}' -H 'Accept: */*' -H 'Authorization: Bearer {token}'"),
            "header Authorization",
        ),
        (
            "double quotes",
            format!("curl -sS --header \"authorization: bearer {token}\" {url}"),
            "header authorization",
        ),
        (
            "lines",
            format!(
                "$ curl --request GET \\\n  --url {url} \\\n  --header 'Authorization: Bearer {token}'\n"
            ),
            "header Authorization",
        ),
        (
            "cmd",
            format!("curl.exe ^\"{url}^\" ^\r\n  -H ^\"Authorization: Bearer {token}^\""),
            "header Authorization",
        ),
        (
            "PowerShell",
            format!("curl.exe `\n -H \"Authorization: Bearer {token}\" `\n {url}"),
            "header Authorization",
        ),
        (
            "joined",
            format!("curl -H'Authorization: Bearer {token}' {url}"),
            "header Authorization",
        ),
        (
            "equals sign",
            format!("curl --header='Authorization: Bearer {token}' --url={url}"),
            "header Authorization",
        ),
        (
            "option",
            format!("curl --oauth2-bearer {token} {url}"),
            "option --oauth2-bearer",
        ),
        (
            "body",
            format!("curl {url} -d 'id_token={token}&x=1'"),
            "request body",
        ),
        (
            "ANSI quotes",
            format!("curl {url} --data-raw $'{{\"id_token\":\"{token}\"}}'"),
            "request body",
        ),
        (
            "cookie",
            format!("curl -b 'session={token}' {url}"),
            "header Cookie",
        ),
        (
            "URL",
            format!("curl '{url}?access_token={token}'"),
            "request URL",
        ),
    ] {
        let reading = paste(&text);
        assert_eq!(reading.whole, Whole::Curl, "{name}");
        let found = only(name, reading);
        assert!(found.text == token, "{name}: {found:?}");
        assert_eq!(
            (found.at.as_str(), found.request_url.as_deref()),
            (at, Some(url)),
            "{name}"
        );
    }
}

#[test]
fn the_output_of_a_command_is_searched_too() {
    let (sent, got) = (healthy(), second());
    let text = format!(
        "curl -H 'Authorization: Bearer {sent}' https://a.example/\n{{\"access_token\":\"{got}\"}}\n"
    );
    let reading = paste(&text);
    assert_eq!(texts(&reading.found), [&sent, &got]);
    assert_eq!(reading.found[1].role, Some(Role::AccessToken));
}

#[test]
fn other_requests_are_told_too() {
    let token = healthy();
    for (name, text, url) in [
        (
            "dump",
            format!(
                "GET /v1.0/me HTTP/1.1\r\nHost: graph.microsoft.com\r\nAuthorization: Bearer {token}\r\n\r\n"
            ),
            "https://graph.microsoft.com/v1.0/me",
        ),
        (
            "verbose cURL",
            format!(
                "* Connected\n> GET /a HTTP/2\n> Host: b.example\n> authorization: Bearer {token}\n>\n< HTTP/2 401\n"
            ),
            "https://b.example/a",
        ),
        (
            "fetch",
            format!(
                "fetch(\"https://b.example/a\", {{ \"headers\": {{ \"authorization\": \"Bearer {token}\" }} }});"
            ),
            "https://b.example/a",
        ),
        (
            "PowerShell",
            format!(
                "Invoke-RestMethod -Uri \"https://b.example/a\" -Headers @{{ Authorization = \"Bearer {token}\" }}"
            ),
            "https://b.example/a",
        ),
        (
            "query",
            format!("GET https://b.example/a\nAuthorization: Bearer {token}"),
            "https://b.example/a",
        ),
    ] {
        let found = only(name, paste(&text));
        assert!(found.text == token, "{name}");
        assert_eq!(found.request_url.as_deref(), Some(url), "{name}");
        assert_eq!(found.noise, [tokenscope::input::Noise::Scheme], "{name}");
    }
}
