//! A healthy token comes out of every wrapper as it was, once, with the wrapper told.

use proptest::prelude::*;
use serde_json::json;
use tokenscope::input::{Kind, Noise, base64url};

use crate::make::{healthy, only, padded, part, paste, standard, wrap};

type Wrapper = (&'static str, fn(&str) -> String, &'static [Noise]);

/// What people and programs put around a token, and what is told about it.
const WRAPPERS: &[Wrapper] = &[
    ("bare", |t| t.to_owned(), &[]),
    ("white space around", |t| format!("\n  {t} \n\n"), &[]),
    ("Bearer", |t| format!("Bearer {t}"), &[Noise::Scheme]),
    (
        "bearer in lower case",
        |t| format!("bearer {t}"),
        &[Noise::Scheme],
    ),
    (
        "header",
        |t| format!("Authorization: Bearer {t}"),
        &[Noise::Scheme],
    ),
    (
        "header without scheme",
        |t| format!("Authorization: {t}"),
        &[Noise::Scheme],
    ),
    (
        "doubled scheme",
        |t| format!("Bearer Bearer {t}"),
        &[Noise::Scheme, Noise::DoubledScheme],
    ),
    (
        "PoP",
        |t| format!("Authorization: PoP {t}"),
        &[Noise::Scheme],
    ),
    (
        "MTLS_POP",
        |t| format!("authorization: mtls_pop {t}"),
        &[Noise::Scheme],
    ),
    (
        "App Service header",
        |t| format!("X-MS-TOKEN-AAD-ACCESS-TOKEN: {t}"),
        &[],
    ),
    ("double quotes", |t| format!("\"{t}\""), &[Noise::Quotes]),
    ("single quotes", |t| format!("'{t}'"), &[Noise::Quotes]),
    ("back quotes", |t| format!("`{t}`"), &[Noise::Quotes]),
    (
        "curly quotes",
        |t| format!("\u{201c}{t}\u{201d}"),
        &[Noise::Quotes],
    ),
    (
        "low quotes",
        |t| format!("\u{201e}{t}\u{201c}"),
        &[Noise::Quotes],
    ),
    (
        "angle quotes",
        |t| format!("\u{ab}{t}\u{bb}"),
        &[Noise::Quotes],
    ),
    (
        "quotes around the scheme",
        |t| format!("\"Bearer {t}\""),
        &[Noise::Scheme, Noise::Quotes],
    ),
    (
        "quotes after the scheme",
        |t| format!("Bearer \"{t}\""),
        &[Noise::Scheme, Noise::Quotes],
    ),
    ("brackets", |t| format!("<{t}>"), &[]),
    ("lines of 64", |t| wrap(t, 64, "\n"), &[Noise::LineBreaks]),
    (
        "lines of 76 with carriage returns",
        |t| wrap(t, 76, "\r\n"),
        &[Noise::LineBreaks],
    ),
    ("lines of 57", |t| wrap(t, 57, "\n"), &[Noise::LineBreaks]),
    (
        "indented lines",
        |t| wrap(t, 72, "\n    "),
        &[Noise::LineBreaks],
    ),
    (
        "lines with blanks at their end",
        |t| wrap(t, 72, "  \n"),
        &[Noise::LineBreaks],
    ),
    (
        "header in lines",
        |t| format!("Authorization: Bearer {}", wrap(t, 78, "\n ")),
        &[Noise::Scheme, Noise::LineBreaks],
    ),
    (
        "a line a part",
        |t| t.replace('.', ".\n"),
        &[Noise::LineBreaks],
    ),
    (
        "a line a part, dots first",
        |t| t.replace('.', "\n."),
        &[Noise::LineBreaks],
    ),
    ("blanks inside", |t| wrap(t, 100, " "), &[Noise::LineBreaks]),
    (
        "quoted-printable",
        |t| wrap(t, 75, "=\r\n"),
        &[Noise::LineBreaks],
    ),
    (
        "mail",
        |t| format!("> {}", wrap(t, 70, "\n> ")),
        &[Noise::Quoting, Noise::LineBreaks],
    ),
    (
        "answered mail",
        |t| format!("Hi,\n>> {}\n", wrap(t, 70, "\r\n>> ")),
        &[Noise::Quoting, Noise::LineBreaks],
    ),
    ("fence", |t| format!("```\n{t}\n```"), &[Noise::Quoting]),
    (
        "fence with a language",
        |t| format!("The token:\n\n```text\n{t}\n```\n"),
        &[Noise::Quoting],
    ),
    (
        "shell continuation",
        |t| wrap(t, 80, "\\\n"),
        &[Noise::LineBreaks],
    ),
    (
        "source code in lines",
        |t| format!("var token = \"{}\";", wrap(t, 60, "\" +\n    \"")),
        &[Noise::Quotes, Noise::LineBreaks],
    ),
    (
        "percent-encoded dots",
        |t| t.replace('.', "%2E"),
        &[Noise::PercentEncoding],
    ),
    (
        "percent-encoded twice",
        |t| t.replace('.', "%252e"),
        &[Noise::PercentEncoding],
    ),
    (
        "all signs percent-encoded",
        |t| {
            t.replace('.', "%2E")
                .replace('-', "%2D")
                .replace('_', "%5F")
        },
        &[Noise::PercentEncoding],
    ),
    (
        "JSON escapes",
        |t| t.replace('.', "\\u002e"),
        &[Noise::Escapes],
    ),
    (
        "HTML entities",
        |t| t.replace('-', "&#x2D;").replace('.', "&period;"),
        &[Noise::Escapes],
    ),
    (
        "byte order mark",
        |t| format!("\u{feff}{t}"),
        &[Noise::Invisible],
    ),
    (
        "zero-width spaces",
        |t| wrap(t, 90, "\u{200b}"),
        &[Noise::Invisible],
    ),
    (
        "soft hyphens",
        |t| wrap(t, 90, "\u{ad}"),
        &[Noise::Invisible],
    ),
    (
        "line break hints",
        |t| wrap(t, 90, "<wbr>"),
        &[Noise::Escapes],
    ),
    ("standard alphabet", standard, &[Noise::StandardBase64]),
    (
        "standard alphabet, escaped slashes",
        |t| standard(t).replace('/', "\\/"),
        &[Noise::StandardBase64, Noise::Escapes],
    ),
    (
        "standard alphabet, percent-encoded",
        |t| standard(t).replace('/', "%2F").replace('+', "%2B"),
        &[Noise::StandardBase64, Noise::PercentEncoding],
    ),
    ("padding", padded, &[Noise::Padding]),
    (
        "padding as JSON escapes",
        |t| padded(t).replace('=', "\\u003d"),
        &[Noise::Padding, Noise::Escapes],
    ),
    (
        "padding, percent-encoded",
        |t| padded(t).replace('=', "%3D"),
        &[Noise::Padding, Noise::PercentEncoding],
    ),
    (
        "plus as blank",
        |t| standard(t).replace('+', " "),
        &[Noise::StandardBase64, Noise::PlusAsSpace],
    ),
    (
        "JSON member",
        |t| format!("{{\"access_token\":\"{t}\"}}"),
        &[],
    ),
    (
        "JSON in a string in a log",
        |t| format!("12:00 body={{\\\"id_token\\\":\\\"{t}\\\"}}"),
        &[],
    ),
    (
        "fragment",
        |t| format!("https://jwt.ms/#id_token={t}&state=x"),
        &[],
    ),
    (
        "query",
        |t| format!("https://api.example/x?access_token={t}&y=1"),
        &[],
    ),
    (
        "form",
        |t| format!("state=1&id_token={t}&session_state=2"),
        &[],
    ),
    (
        "HTML form",
        |t| format!("<input type=\"hidden\" name=\"id_token\" value=\"{t}\" />"),
        &[],
    ),
    ("sentence", |t| format!("The token is {t}. It fails."), &[]),
    (
        "sentence with comma",
        |t| format!("We sent {t}, and got 401."),
        &[],
    ),
    ("path", |t| format!("/callback/{t}/next/page"), &[]),
    (
        "cookie",
        |t| format!("Cookie: session={t}; theme=dark"),
        &[],
    ),
    (
        "cURL",
        |t| format!("curl -H \"Authorization: Bearer {t}\" https://api.example/"),
        &[Noise::Scheme],
    ),
    (
        "log line",
        |t| {
            format!(
                "10:00:01 WARN refused\n10:00:02 INFO Authorization: Bearer {t} from 10.0.0.1\n"
            )
        },
        &[Noise::Scheme],
    ),
    ("XML", |t| format!("<token>{t}</token>"), &[]),
];

#[test]
fn every_wrapper_comes_off() {
    let token = healthy();
    for (name, wrapper, noise) in WRAPPERS {
        let found = only(name, paste(&wrapper(&token)));
        assert!(found.text == token, "{name}: the token changed: {found:?}");
        assert_eq!(found.kind, Kind::Jws, "{name}");
        assert_eq!(found.damage, [], "{name}");
        let mut told = found.noise.clone();
        let mut expected = noise.to_vec();
        told.sort_unstable();
        expected.sort_unstable();
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn scheme_comes_before_what_is_inside() {
    let found = only(
        "order",
        paste(&format!("Bearer {}", wrap(&healthy(), 70, "\n"))),
    );
    assert_eq!(found.noise, [Noise::Scheme, Noise::LineBreaks]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_healthy_token_comes_out_of_any_wrapper(
        wrapper in 0..WRAPPERS.len(),
        kind in 0_usize..6,
        kid in "[a-zA-Z0-9_-]{0,43}",
        filling in "\\PC{0,60}",
        signature in proptest::collection::vec(any::<u8>(), 512),
    ) {
        let (alg, length) = [("RS256", 256), ("PS256", 384), ("RS256", 512), ("ES256", 64), ("HS256", 32), ("EdDSA", 64)][kind];
        let header = part(&json!({"alg": alg, "typ": "JWT", "kid": kid}));
        let payload = part(&json!({"iss": "https://issuer.example/", "aud": "api", "note": filling, "x": "?>~?>~"}));
        let token = format!("{header}.{payload}.{}", base64url::encode(&signature[..length]));
        let (name, wrap, _) = WRAPPERS[wrapper];
        let reading = paste(&wrap(&token));
        prop_assert_eq!(reading.found.len(), 1, "{}: {:?}", name, reading);
        prop_assert!(reading.found[0].text == token, "{}: {:?}", name, reading.found[0]);
        prop_assert_eq!(reading.found[0].kind, Kind::Jws, "{}", name);
    }
}
