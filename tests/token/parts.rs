//! Parts, their faults, and that nothing panics.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use serde_json::json;
use tokenscope::input::{Found, Kind, base64url};
use tokenscope::token::{
    Token, claim_rows, escape_deceiving, header_rows, is_guest, resource, resource_cloud_hint,
    role_of, version, who_of,
};

#[test]
fn a_whole_token_is_taken_apart() {
    let token = super::token(
        r#"{"typ":"JWT","alg":"RS256","kid":"k","x5t":"t","nonce":"n"}"#,
        r#"{"iss":"i","aud":["a",1,"b"],"appid":"one","azp":"two"}"#,
    );
    assert_eq!(token.segment_count(), 3);
    assert_eq!((token.alg(), token.kid()), (Some("RS256"), Some("k")));
    assert_eq!((token.x5t(), token.header_nonce()), (Some("t"), Some("n")));
    assert_eq!(token.audiences(), ["a", "b"]);
    assert_eq!(token.issuer(), Some("i"));
    assert_eq!(token.client_id(), Some("two"));
    assert_eq!(token.signature(), Some([0, 0, 0].as_slice()));
    let signed = token
        .text()
        .rsplit_once('.')
        .map(|(head, _)| head.as_bytes());
    assert_eq!(Some(token.signing_input()), signed);
    assert!(token.header().fault.is_none() && token.payload().fault.is_none());
}

/// (row, payload segment, fault, whether members are readable all the same)
fn faults() -> Vec<(&'static str, String, Option<&'static str>, bool)> {
    let of = |text: &str| base64url::encode(text.as_bytes());
    let bytes = |bytes: &[u8]| base64url::encode(bytes);
    let good = of(r#"{"aud":"x~~?>"}"#);
    let plain = good.replace('-', "+").replace('_', "/");
    assert_ne!(good, plain, "the sample must differ between the alphabets");
    let bits = of(r#"{"a":1}"#);
    vec![
        ("good", good.clone(), None, true),
        ("empty", String::new(), Some("The payload is empty."), false),
        ("cut so that a character is left over", format!("{good}A"),
            Some("The payload is damaged: base64url never is 21 characters long, so one was lost or added."), true),
        ("star", format!("{}*{}", &good[..6], &good[6..]),
            Some("The payload is damaged: character 7 is *, which base64url doesn't have."), false),
        ("padding", format!("{bits}="), Some("The payload is damaged: character 11 is =, the padding that RFC 7515 §2 forbids."), true),
        ("white space", format!("{} {}", &good[..8], &good[8..]), Some("The payload is damaged: character 9 is white space."), false),
        ("bidirectional control", format!("{good}\u{202E}"),
            Some("The payload is damaged: character 21 is \\u{202E}, which base64url doesn't have."), true),
        ("trailing bits", { let mut t = bits.clone(); t.pop(); t + "R" },
            Some("The payload is damaged: its last character, R, has bits set that have to be zero."), true),
        ("byte order mark", of("\u{FEFF}{\"a\":1}"),
            Some("The payload is damaged: it begins with a byte order mark, which JSON forbids (RFC 8259 §8.1)."), true),
        ("not UTF-8", bytes(b"{\"name\":\"Andr\xE9\"}"), Some("The payload is damaged: byte 14 is not UTF-8."), true),
        ("not UTF-8 nor JSON", bytes(&[0xFF, 0xFE, 0x00]), Some("The payload is damaged: byte 1 is not UTF-8."), false),
        ("cut JSON", of("{\"iss\":\"https://secret"), Some("The payload is damaged: its JSON stops too early, at line 1 column 22."), false),
        ("broken JSON", of("{\"a\":1,\n \"b\" 2}"), Some("The payload is damaged: its JSON is broken at line 2 column 6: expected `:`."), false),
        ("array", of("[\"secret\"]"), Some("The payload is damaged: it is a JSON array, not an object."), false),
        ("text", of("\"secret\""), Some("The payload is damaged: it is a JSON text, not an object."), false),
        ("number", of("4711"), Some("The payload is damaged: it is a number, not a JSON object."), false),
        ("null", of("null"), Some("The payload is damaged: it is a single word, not a JSON object."), false),
        ("white space only", of("  "), Some("The payload is damaged: its JSON stops too early, at line 1 column 2."), false),
        ("after the object", of("{} secret"), Some("The payload is damaged: its JSON is broken at line 1 column 4: trailing characters."), false),
        ("too deep", of(&format!("{{\"a\":{}", "[".repeat(300))),
            Some("The payload is damaged: its JSON is broken at line 1 column 132: recursion limit exceeded."), false),
        ("empty object", of("{}"), None, false),
    ]
    .into_iter()
    .chain([("plain base64", plain, Some("which belongs to plain base64"), true)])
    .collect()
}

#[test]
fn faults_tell_the_place_and_no_value() {
    let header = base64url::encode(br#"{"alg":"RS256"}"#);
    for (row, segment, expected, readable) in faults() {
        let token = Token::take_apart(&format!("{header}.{segment}.AAAA"));
        let fault = token.payload().fault.as_deref();
        match expected {
            Some(expected) => assert!(
                fault.is_some_and(|f| f.contains(expected)),
                "{row}: {fault:?}"
            ),
            None => assert_eq!(fault, None, "{row}"),
        }
        assert!(
            !fault.unwrap_or_default().contains("secret"),
            "{row}: {fault:?}"
        );
        assert_eq!(
            !token.claims().members().is_empty(),
            readable,
            "{row}: {:?}",
            token.payload()
        );
        assert_eq!(token.alg(), Some("RS256"), "{row}: the header is whole");
    }
}

#[test]
fn a_number_in_disguise_is_no_way_to_smuggle_a_value() {
    let token = super::claims(r#"{"exp":{"$serde_json::private::Number":"secret"}}"#);
    let fault = token.payload().fault.clone().unwrap_or_default();
    assert!(!fault.contains("secret"), "{fault}");
}

#[test]
fn other_numbers_of_parts() {
    for (row, text, segments, header_fault, payload_fault) in [
        (
            "empty",
            "",
            1,
            Some("The header is empty."),
            Some("There is no payload: the text has too few dots."),
        ),
        (
            "one part",
            "e30",
            1,
            None,
            Some("There is no payload: the text has too few dots."),
        ),
        ("two parts", "e30.e30", 2, None, None),
        ("no signature", "e30.e30.", 3, None, None),
        ("four parts", "e30.e30.AA.AA", 4, None, None),
        ("encrypted", "e30..AA.AA.AA", 5, None, None),
        (
            "only dots",
            "..",
            3,
            Some("The header is empty."),
            Some("The payload is empty."),
        ),
    ] {
        let token = Token::take_apart(text);
        assert_eq!(token.segment_count(), segments, "{row}");
        assert_eq!(
            token.header().fault.as_deref(),
            header_fault,
            "{row}: header"
        );
        assert_eq!(
            token.payload().fault.as_deref(),
            payload_fault,
            "{row}: payload"
        );
    }
    assert_eq!(
        Token::take_apart("e30.e30").signature(),
        None,
        "no signature part"
    );
    assert_eq!(
        Token::take_apart("e30.e30.").signature(),
        Some([].as_slice()),
        "empty part"
    );
    assert_eq!(
        Token::take_apart("e30.e30.A").signature(),
        None,
        "not base64url"
    );
    assert_eq!(
        Token::take_apart("e30..AA.AA.AA").signature(),
        None,
        "encrypted"
    );
}

#[test]
fn only_dotted_kinds_are_taken_apart() {
    let found = |kind| Found {
        text: "e30.e30.AA".to_owned(),
        kind,
        role: None,
        source: "pasted text".to_owned(),
        at: "line 1".to_owned(),
        request_url: None,
        noise: Vec::new(),
        damage: Vec::new(),
        remark: None,
    };
    assert!(Token::of(&found(Kind::DamagedJwt)).is_some());
    assert!(Token::of(&found(Kind::OpaqueToken)).is_none());
}

#[test]
fn a_token_is_never_in_debug_output() {
    let token = super::claims(r#"{"name":"secret"}"#);
    let shown = format!("{token:?}");
    assert!(
        !shown.contains("secret") && !shown.contains(token.text()),
        "{shown}"
    );
}

#[test]
fn deceiving_characters_are_made_visible() {
    for (row, text, expected) in [
        ("plain", "admin@contoso.com", None),
        ("accents and scripts stay", "Zoë Ωμέγα 東京 ✓", None),
        ("right-to-left letters stay", "שלום مرحبا", None),
        (
            "override",
            "user\u{202E}moc.osotnoc",
            Some("user\\u{202E}moc.osotnoc"),
        ),
        ("isolate", "\u{2066}a\u{2069}", Some("\\u{2066}a\\u{2069}")),
        (
            "marks",
            "\u{200E}\u{200F}\u{61C}",
            Some("\\u{200E}\\u{200F}\\u{061C}"),
        ),
        (
            "zero width",
            "a\u{200B}b\u{200D}c\u{2060}\u{FEFF}",
            Some("a\\u{200B}b\\u{200D}c\\u{2060}\\u{FEFF}"),
        ),
        ("soft hyphen", "con\u{AD}toso", Some("con\\u{00AD}toso")),
        (
            "controls",
            "a\tb\nc\u{7F}\u{0}\u{85}",
            Some("a\\u{0009}b\\u{000A}c\\u{007F}\\u{0000}\\u{0085}"),
        ),
        (
            "tags and fillers",
            "\u{E0041}\u{3164}\u{115F}",
            Some("\\u{E0041}\\u{3164}\\u{115F}"),
        ),
        (
            "variation selectors",
            "✓\u{FE0F}\u{E0100}",
            Some("✓\\u{FE0F}\\u{E0100}"),
        ),
        ("line separator", "a\u{2028}b", Some("a\\u{2028}b")),
        ("empty", "", None),
    ] {
        let (shown, replaced) = escape_deceiving(text);
        assert_eq!(shown, expected.unwrap_or(text), "{row}");
        assert_eq!(replaced, expected.is_some(), "{row}");
        assert_eq!(
            escape_deceiving(&shown),
            (shown.clone(), false),
            "{row}: twice"
        );
    }
}

/// Asks everything of one text; what counts is that it comes back.
fn ask_everything(text: &str) {
    let token = Token::take_apart(text);
    let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
    for now in [Timestamp::MIN, Timestamp::UNIX_EPOCH, Timestamp::MAX] {
        for row in claim_rows(&token, now, &zone) {
            assert!(!escape_deceiving(&row.meaning.value).1, "{:?}", row.meaning);
        }
    }
    let _ = (header_rows(&token), role_of(&token, None), who_of(&token));
    let _ = (is_guest(&token), version(&token), token.signing_input());
    let _ = (resource(text), resource_cloud_hint(text));
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|b| json!(b)),
        any::<i64>().prop_map(|n| json!(n)),
        any::<f64>().prop_map(|n| json!(n)),
        ".{0,40}".prop_map(|s| json!(s)),
        "[A-Za-z0-9_-]{22}|[A-Za-z0-9_-]{27}".prop_map(|s| json!(s)),
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/?.{0,9}"
            .prop_map(|s| json!(s)),
        "(/|[a-z#@:.]|providers/){0,9}".prop_map(|s| json!(s)),
        "-?[0-9]{1,30}".prop_map(|s| json!(s)),
    ];
    leaf.prop_recursive(3, 20, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(|v| json!(v)),
            prop::collection::hash_map("[a-z#5St@]{0,6}", inner, 0..5).prop_map(|m| json!(m)),
        ]
    })
}

fn any_name() -> impl Strategy<Value = String> {
    let known = "aud iss exp nbf iat tid oid sub ver appid azp azpacr acr amr acrs scp roles wids groups \
                 hasgroups _claim_names _claim_sources idp idtyp upn uti acct pwd_exp xms_idrel xms_cc cnf \
                 xms_mirid xms_st xms_tcdt controls tfp alg kid x5t typ crit nonce enc x5t#S256 \
                 extension_0123456789abcdef0123456789abcdef_Name extension_ tenant_region_scope";
    let known: Vec<String> = known.split_whitespace().map(str::to_owned).collect();
    prop_oneof![9 => prop::sample::select(known), 1 => ".{0,12}".prop_map(|s| s)]
}

proptest! {
    #[test]
    fn any_text_is_taken_apart(text in ".{0,200}") {
        ask_everything(&text);
    }

    #[test]
    fn any_segments_are_taken_apart(text in "[A-Za-z0-9_+/=. -]{0,200}") {
        ask_everything(&text);
    }

    #[test]
    fn any_bytes_are_taken_apart(header in any::<Vec<u8>>(), payload in any::<Vec<u8>>()) {
        ask_everything(&format!("{}.{}.AA", base64url::encode(&header), base64url::encode(&payload)));
    }

    #[test]
    fn any_members_are_explained(members in prop::collection::vec((any_name(), any_json()), 0..8)) {
        let text: Vec<String> = members.iter().map(|(n, v)| format!("{}:{v}", json!(n))).collect();
        let part = base64url::encode(format!("{{{}}}", text.join(",")).as_bytes());
        ask_everything(&format!("{part}.{part}.AA"));
    }
}
