//! Configurations of gateways, meshes, proxies and frameworks: every fact that is read from them.
//!
//! Each folder under `tests/configurations` holds real-looking files of one format, and
//! `expected.txt` what is read from each: a row a file, named after it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tokenscope::api::{Api, ApiError, Stack, import, recognise};

const FORMATS: [&str; 12] = [
    "apache",
    "aws-alb",
    "aws-http-api",
    "envoy",
    "istio",
    "kong",
    "nginx",
    "oauth2-proxy",
    "quarkus",
    "spring",
    "spring-azure",
    "vault",
];

/// Stands in every secret of the files.
const SECRETS: [&str; 3] = [
    "not-for-print",
    "not for print",
    "bm90LWZvci1wcmludC0wMTIzNDU2Nzg5",
];

fn folder(format: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/configurations")
        .join(format)
}

/// The files of a format with their texts.
fn files(format: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder(format)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name != "expected.txt" {
            files.insert(name, fs::read_to_string(path).unwrap());
        }
    }
    files
}

/// The rows of `expected.txt`: a line `== NAME`, then what is expected.
fn rows(format: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(folder(format).join("expected.txt")).unwrap_or_default();
    let rows = text.split("== ").skip(1);
    rows.map(|row| {
        let (name, expected) = row.split_once('\n').unwrap();
        (name.to_owned(), expected.trim_end().to_owned())
    })
    .collect()
}

/// Everything that an import gave, a line each; what is empty is left out.
fn told(result: &Result<Api, ApiError>) -> String {
    let mut told = String::new();
    let api = match result {
        Ok(api) => api,
        Err(error) => return format!("error: {error}"),
    };
    let mut line = |name: &str, value: &str| writeln!(told, "{name}: {value}").unwrap();
    line("stack", api.stack.map_or("none", |stack| stack.id()));
    let ones = [
        ("metadata", &api.metadata),
        ("keys address", &api.keys_address),
        ("client", &api.client_id),
        ("tenant", &api.tenant),
        ("policy", &api.policy),
    ];
    for (name, value) in ones {
        if let Some(value) = value {
            line(name, value);
        }
    }
    let lists = [
        ("issuer", &api.issuers),
        ("audience", &api.audiences),
        ("algorithm", &api.algorithms),
        ("scope", &api.permissions.scopes),
        ("role", &api.permissions.roles),
    ];
    for (name, values) in lists {
        for value in values {
            line(name, value);
        }
    }
    if let Some(skew) = api.clock_skew {
        line("clock skew", &skew.to_string());
    }
    let unchecked = api.unchecked;
    let switches = [
        ("issuer from metadata", api.issuer_from_metadata),
        ("unchecked issuer", unchecked.issuer),
        ("unchecked audience", unchecked.audience),
        ("unchecked lifetime", unchecked.lifetime),
        ("unchecked signature", unchecked.signature),
    ];
    for (name, on) in switches {
        if on {
            line(name, "yes");
        }
    }
    told += &keys(api);
    told += &demands(api);
    told += &reading(api);
    for other in &api.others {
        for line in self::told(&Ok(other.clone())).lines() {
            writeln!(told, "other: {line}").unwrap();
        }
    }
    told.trim_end().to_owned()
}

/// What is asked for beyond issuer, audience and key.
fn demands(api: &Api) -> String {
    let mut told = String::new();
    for claim in &api.required_claims {
        let how = if claim.all { "all of" } else { "any of" };
        let (names, values) = (claim.names.join(" or "), claim.values.join(", "));
        writeln!(
            told,
            "asks for {names}: {how} [{values}] (line {})",
            claim.line
        )
        .unwrap();
    }
    if !api.limits.types.is_empty() {
        writeln!(told, "types: {}", api.limits.types.join(", ")).unwrap();
    }
    for (name, limit) in [
        ("max age", api.limits.max_age),
        ("max remaining", api.limits.max_remaining),
    ] {
        if let Some(seconds) = limit {
            writeln!(told, "{name}: {seconds} s").unwrap();
        }
    }
    if let Some(why) = &api.fails_to_start {
        writeln!(told, "fails to start: {why}").unwrap();
    }
    told
}

fn keys(api: &Api) -> String {
    let mut told = String::new();
    for key in &api.keys {
        let pem = key.pem.as_deref().map_or("no PEM", |pem| {
            let whole = pem.ends_with("-----\n") && pem.lines().count() > 3;
            let kind = pem.lines().next().unwrap_or_default();
            if whole { kind } else { "damaged PEM" }
        });
        writeln!(told, "key: {} on line {}, {pem}", key.name, key.line).unwrap();
    }
    told
}

fn reading(api: &Api) -> String {
    let mut told = String::new();
    for setting in &api.reading.settings {
        let (line, name, value) = (setting.line, &setting.name, &setting.value);
        writeln!(told, "{line} {name} = {value} ({})", setting.meaning).unwrap();
    }
    for unread in &api.reading.unread {
        let line = unread.line.map_or("-".to_owned(), |line| line.to_string());
        let kind = match unread.about {
            Some(about) => format!("undecided ({about:?})"),
            None => "unread".to_owned(),
        };
        writeln!(told, "{line} {kind} {} {}", unread.name, unread.reason).unwrap();
    }
    for note in &api.reading.notes {
        writeln!(told, "note: {note}").unwrap();
    }
    told
}

/// With the variable `WRITE_EXPECTED` set, what was read is also written down, to be looked through.
#[test]
fn every_fact_is_read() {
    let mut faults = String::new();
    for format in FORMATS {
        let rows = rows(format);
        let mut actual_rows = String::new();
        let files = files(format);
        for (name, text) in &files {
            let actual = told(&import(name, text));
            write!(actual_rows, "== {name}\n{actual}\n\n").unwrap();
            let expected = rows.get(name).map_or("", String::as_str);
            if actual != expected {
                let row = format!("{format}/{name}");
                write!(
                    faults,
                    "\n{row}: expected\n{expected}\nbut read\n{actual}\n"
                )
                .unwrap();
            }
        }
        for name in rows.keys().filter(|name| !files.contains_key(*name)) {
            writeln!(
                faults,
                "{format}/{name}: expected, but there is no such file"
            )
            .unwrap();
        }
        if std::env::var_os("WRITE_EXPECTED").is_some() {
            fs::write(folder(format).join("expected.txt"), actual_rows).unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_format_has_enough_files() {
    for format in FORMATS {
        let files = files(format);
        assert!(files.len() >= 5, "{format}: {} files", files.len());
        let broken = files
            .iter()
            .any(|(name, text)| matches!(import(name, text), Err(ApiError::Malformed { .. })));
        assert!(broken, "{format}: no file that breaks its grammar");
    }
}

#[test]
fn every_file_is_recognised_as_its_format() {
    for format in FORMATS {
        for (name, text) in files(format) {
            let id = recognise(&text).map(Stack::id).unwrap_or_default();
            let expected: &[&str] = match format {
                "apache" => &["mod-auth-openidc"],
                "kong" => &["kong-jwt", "kong-openid-connect"],
                "spring-azure" => &["spring-cloud-azure"],
                other => &[other],
            };
            assert!(
                expected.contains(&id),
                "{format}/{name} is taken for {id:?}"
            );
        }
    }
}

#[test]
fn other_texts_are_left_alone() {
    for (name, text) in [
        ("nothing", ""),
        (
            "prose",
            "Our auth_jwt is set up. The issuer-uri: see the wiki.",
        ),
        (
            "Java",
            "package a;\n@Value(\"${spring.security.oauth2.resourceserver.jwt.issuer-uri}\")",
        ),
        ("JavaScript", "const auth_jwt = read(oidc_issuer_url);"),
        (
            "Python",
            "from pydantic import BaseSettings\noidc_issuer_url = 'https://example.com'",
        ),
        (
            "TypeScript",
            "import * as k8s from 'k8s';\nnew X({ remoteJwks: {}, jwtRules: [] })",
        ),
        ("an assignment", "auth_jwt = read(keys);"),
        (
            "Kubernetes",
            "spec:\n  containers:\n    - command: [kube-apiserver, --oidc-issuer-url=https://a.example]",
        ),
        (
            "a Keycloak client",
            "{\"protocol\": \"openid-connect\", \"clientId\": \"a\"}",
        ),
        (
            "a proxy without tokens",
            "server { location / { proxy_pass http://a; } }",
        ),
    ] {
        assert_eq!(recognise(text), None, "{name}");
        let result = import(name, text);
        let error = ApiError::NotRecognised {
            name: name.to_owned(),
        };
        assert_eq!(result, Err(error), "{name}");
    }
}

#[test]
fn the_ends_of_lines_and_a_byte_order_mark_change_nothing() {
    for format in FORMATS {
        for (name, text) in files(format) {
            let expected = told(&import(&name, &text));
            let windows = text.replace('\n', "\r\n");
            assert_eq!(
                told(&import(&name, &windows)),
                expected,
                "{format}/{name} with CRLF"
            );
            let marked = format!("\u{feff}{text}");
            assert_eq!(
                told(&import(&name, &marked)),
                expected,
                "{format}/{name} with a mark"
            );
        }
    }
}

#[test]
fn a_large_text_is_no_burden() {
    let value = "{\"a\": [1, 2, 3], \"b\": \"x\"},\n".repeat(50_000);
    let text = format!("{{\"kind\": \"RequestAuthentication\", \"items\": [{value}]}}");
    let result = import("large", &text);
    assert!(
        matches!(result, Err(ApiError::Nothing { .. })),
        "{result:?}"
    );
}

#[test]
fn secrets_are_never_told() {
    for format in FORMATS {
        for (name, text) in files(format) {
            let result = import(&name, &text).map(|api| Api { text: None, ..api });
            let all = format!("{result:?}");
            for secret in SECRETS {
                assert!(!all.contains(secret), "{format}/{name} tells a secret");
            }
        }
    }
}

#[test]
fn a_cut_file_is_no_catastrophe() {
    for format in FORMATS {
        for (name, text) in files(format) {
            for (place, _) in text.char_indices().step_by(7) {
                let cut = text.get(..place).unwrap();
                // Whatever it is now, it is answered; and what is recognised isn't refused as unknown.
                let unknown = matches!(import(&name, cut), Err(ApiError::NotRecognised { .. }));
                assert_eq!(
                    unknown,
                    recognise(cut).is_none(),
                    "{format}/{name} cut at {place}"
                );
            }
        }
    }
}

#[test]
fn deep_and_endless_texts_are_refused() {
    let head = "kind: RequestAuthentication\n";
    for (name, text) in [
        ("dashes", format!("{head}{}x", "- ".repeat(50_000))),
        (
            "maps",
            format!("{head}a: {}1{}", "{a: ".repeat(50_000), "}".repeat(50_000)),
        ),
        (
            "lists",
            format!("{head}a: {}{}", "[".repeat(50_000), "]".repeat(50_000)),
        ),
        ("keys", format!("{head}{}x", "? ".repeat(50_000))),
        (
            "JSON",
            format!(
                "{{\"kind\": \"RequestAuthentication\", \"a\": {}{}}}",
                "[".repeat(50_000),
                "]".repeat(50_000)
            ),
        ),
        ("HCL", format!("bound_issuer = {}", "[".repeat(50_000))),
        (
            "HCL blocks",
            format!("oidc_discovery_url {}", "{ a ".repeat(50_000)),
        ),
        ("NGINX", format!("{}auth_jwt on;", "a {\n".repeat(50_000))),
    ] {
        let result = import(name, &text);
        assert!(
            matches!(result, Err(ApiError::Malformed { .. })),
            "{name}: {result:?}"
        );
    }
}
