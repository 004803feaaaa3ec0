//! Tokens that were cut or shortened: marks, limits, and where the damaged token ends.

use serde_json::json;
use tokenscope::input::{Damage, Kind, base64url};

use crate::make::{healthy, only, parts, paste, rs256, token, wrap};

#[test]
fn marks_for_something_left_out_are_told() {
    let (header, payload, signature) = parts();
    for (name, text, mark) in [
        (
            "ellipsis",
            format!("{header}.{payload}.{}\u{2026}", &signature[..20]),
            "\u{2026}",
        ),
        (
            "three dots",
            format!("{header}.{payload}.{}...", &signature[..20]),
            "...",
        ),
        (
            "three dots in the header",
            "Authorization: Bearer eyJ0eXAiOiJKV1QiLCJhbGciOi...".to_owned(),
            "...",
        ),
        (
            "dots in the middle",
            format!("{}...{}", &header[..12], &signature[..12]),
            "...",
        ),
        ("stars", format!("{header}.{payload}.***"), "***"),
        (
            "nearly nothing",
            "Bearer eyJ\u{2026}".to_owned(),
            "\u{2026}",
        ),
        (
            "stars at once",
            "Bearer eyJ0eXAiOiJKV1Qi***".to_owned(),
            "***",
        ),
        (
            "truncated",
            format!("{header}.{}[truncated]", &payload[..40]),
            "[truncated]",
        ),
        ("snip", format!("{header}.{payload}.<snip>"), "<snip>"),
        ("word", format!("{header}.{payload}.REDACTED"), "REDACTED"),
        (
            "signature's name",
            format!("{header}.{payload}.[Signature]"),
            "[Signature]",
        ),
        (
            "count",
            format!("{header}.{}(1200 more characters)", &payload[..40]),
            "(1200 more characters)",
        ),
        (
            "in a log",
            format!("10:00 token={header}.{}\u{2026} refused", &payload[..30]),
            "\u{2026}",
        ),
    ] {
        let found = only(name, paste(&text));
        assert_eq!(found.kind, Kind::DamagedJwt, "{name}: {found:?}");
        let expected = Damage::Redacted {
            mark: mark.to_owned(),
        };
        assert!(found.damage.contains(&expected), "{name}: {found:?}");
        let letters = |d: &Damage| matches!(d, Damage::Alphabet { .. });
        assert!(
            !found.damage.iter().any(letters),
            "{name}: the mark is no wrong letter"
        );
    }
}

#[test]
fn limits_are_told_only_with_damage() {
    let header = rs256();
    let long = base64url::encode(format!("{{\"iss\":\"{}\"}}", "x".repeat(20_000)).as_bytes());
    for limit in [1024, 2048, 4096, 8000, 8190, 8192, 16384] {
        let text = &format!("{header}.{long}")[..limit];
        let found = only("limit", paste(text));
        let told = found
            .damage
            .iter()
            .any(|damage| matches!(damage, Damage::AtLimit { chars, .. } if *chars == limit));
        assert!(told, "{limit}: {found:?}");
    }
    let with_scheme = format!("Bearer {header}.{long}");
    let found = only("with scheme", paste(&with_scheme[..2048]));
    assert!(
        found
            .damage
            .iter()
            .any(|d| matches!(d, Damage::AtLimit { chars: 2048, .. })),
        "{found:?}"
    );
    let found = only("one more", paste(&with_scheme[..2060]));
    assert!(
        !found
            .damage
            .iter()
            .any(|d| matches!(d, Damage::AtLimit { .. })),
        "{found:?}"
    );
    // A healthy token of such a length is healthy.
    let filler = (0..900).find_map(|n| {
        let token = token(
            &json!({"alg": "RS256"}),
            &json!({"iss": "x".repeat(n)}),
            256,
        );
        (token.len() == 1024).then_some(token)
    });
    assert_eq!(only("healthy", paste(&filler.unwrap())).damage, []);
}

#[test]
fn damaged_tokens_keep_to_themselves() {
    let (header, payload, _) = parts();
    let cut = format!("{header}.{payload}.AbCd12");
    for (name, text) in [
        ("prose after it", format!("{cut} is what we got")),
        ("word on the next line", format!("{cut}\nDone")),
        (
            "header on the next line",
            format!(
                "Authorization: Bearer {cut}\nContent-Type: application/json\nHost: a1.example\n"
            ),
        ),
        (
            "path on the next line",
            format!("{cut}\n/var/log/app1.log\n"),
        ),
        ("JSON after it", format!("{{\"a\":\"{cut}\",\n\"b1\":2")),
        ("full stop", format!("It is {cut}.")),
    ] {
        let found = only(name, paste(&text));
        assert!(found.text == cut, "{name}: {} characters", found.text.len());
    }
}

#[test]
fn a_wrapped_token_without_its_end_is_one_token() {
    let token = healthy();
    let cut = &token[..token.len() - 25];
    let found = only("wrapped", paste(&wrap(cut, 64, "\n")));
    assert!(found.text == cut);
    assert_eq!(found.kind, Kind::DamagedJwt);
}
