//! Any actions in any order: no panic, what belongs together stays together, and no message tells a
//! secret.

use std::fmt::Write as _;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

/// The parts that no message may hold: of each token the payload and the signature.
struct Material {
    tokens: Vec<String>,
    texts: Vec<String>,
    secrets: Vec<String>,
    urls: Vec<String>,
    bodies: Vec<Content>,
}

static MATERIAL: LazyLock<Material> = LazyLock::new(|| {
    let issuer = Issuer::new("own");
    let tokens = vec![issuer.token(3600), issuer.token(-3600), issuer.token(60)];
    let parts = tokens
        .iter()
        .flat_map(|t| t.split('.').skip(1).map(str::to_owned));
    let secrets = parts.collect();
    let texts = texts(&issuer, &tokens);
    let mut model = model();
    model.apply(Action::Paste(tokens[0].clone()), now());
    let asked = model.network.asking.iter().cloned();
    let urls = asked
        .chain(["", "https://example.com/keys", "not a URL"].map(str::to_owned))
        .collect();
    Material {
        tokens,
        texts,
        secrets,
        urls,
        bodies: bodies(&issuer),
    }
});

fn texts(issuer: &Issuer, tokens: &[String]) -> Vec<String> {
    let cut = |share: usize| tokens[0][..tokens[0].len() * share / 100].to_owned();
    let mut texts = vec![
        String::new(),
        "why does my API answer 401?".to_owned(),
        tokens.join("\n\n"),
        format!("curl -H 'Authorization: Bearer {}'", tokens[1]),
        json!({ "access_token": tokens[2], "refresh_token": "1.AXkA" }).to_string(),
        // Cut, doubled and wrapped badly: what goes wrong is told without the text itself.
        cut(50),
        cut(90),
        format!("{0}{0}", tokens[0]),
        format!("{{\"access_token\": \"{}", tokens[1]),
        format!("{{\"tokenscope\": 1, \"tokens\": [\"{}\"", tokens[1]),
        json!({ "tokenscope": 2, "tokens": tokens }).to_string(),
        json!({ "tokenscope": 1, "tokens": tokens, "api": { "audiences": tokens[0] } }).to_string(),
        json!({ "tokenscope": 1, "tokens": tokens, "at": tokens[0] }).to_string(),
        json!({ "tokenscope": 1, "documents": [], "error": "IDX10503" }).to_string(),
        json!({ "keys": [tokens[0], { "kty": tokens[1] }] }).to_string(),
        json!({ "issuer": "https://idp.example.com", "jwks_uri": 7 }).to_string(),
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----", tokens[0]),
        json!({ "AzureAd": { "Instance": "https://login.microsoftonline.com/", "ClientId": TENANT } })
            .to_string(),
        json!({ "error": "invalid_grant", "error_description": "AADSTS700082: expired" }).to_string(),
        issuer.key_set().to_string(),
    ];
    texts.extend(examples::ALL.iter().map(|e| e.text.to_owned()));
    texts
}

fn bodies(issuer: &Issuer) -> Vec<Content> {
    vec![
        Content::Json(issuer.key_set()),
        Content::Json(json!({ "keys": [null, 7, { "kty": "RSA", "n": "", "e": "AQAB" }] })),
        Content::Json(json!([])),
        Content::Json(json!({
            "issuer": "https://login.microsoftonline.com/{tenantid}/v2.0", "jwks_uri": "https://x",
        })),
        Content::Text("<html>".to_owned()),
        Content::Text(String::new()),
        Content::Failed {
            status: Some(500),
            reason: "answered 500".to_owned(),
        },
    ]
}

/// One step of a user or of the outside.
#[derive(Clone)]
enum Step {
    Do(Action),
    Arrive(Vec<Document>),
    Wait(i64),
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Do(action) => action.fmt(f),
            Self::Arrive(documents) => write!(f, "Arrive({documents:?})"),
            Self::Wait(seconds) => write!(f, "Wait({seconds})"),
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    let material = &*MATERIAL;
    prop_oneof![
        3 => proptest::sample::select(&material.tokens[..]),
        6 => proptest::sample::select(&material.texts[..]),
        1 => ".{0,40}",
    ]
}

fn document() -> impl Strategy<Value = Document> {
    let url = proptest::sample::select(&MATERIAL.urls[..]);
    let content = proptest::sample::select(&MATERIAL.bodies[..]);
    let origin = proptest::sample::select(&[Origin::Live, Origin::Saved, Origin::File][..]);
    (url, content, origin, -100_i64..100).prop_map(|(url, content, origin, minutes)| Document {
        date: None,
        url,
        fetched: (minutes != 0).then(|| now() + SignedDuration::from_mins(minutes)),
        origin,
        content,
    })
}

fn step() -> impl Strategy<Value = Step> {
    let names: Vec<&'static str> = examples::ALL
        .iter()
        .map(|e| e.name)
        .chain(["none"])
        .collect();
    let plain = vec![
        Action::Clear,
        Action::Refresh,
        Action::Cancel,
        Action::SetOffline(true),
        Action::SetOffline(false),
        Action::AllowHost("idp.example.com".to_owned()),
        Action::AllowHost(String::new()),
        Action::Open(Vec::new()),
        Action::Open(vec!["a.har".into(), "b.har".into()]),
        Action::PasteFromClipboard,
        Action::Save(Redaction::Keep),
        Action::Save(Redaction::Redact),
        Action::DismissNotice,
        Action::Zoom(1),
        Action::Watch(Some(Every::FiveMinutes)),
        Action::Watch(Some(Every::Hour)),
        Action::Watch(None),
        Action::KeepHistory(true),
        Action::ForgetHistory,
    ];
    let file =
        (".{0,8}", text()).prop_map(|(name, text)| Action::FileRead(name, text.into_bytes()));
    let bytes = proptest::collection::vec(any::<u8>(), 0..40);
    let action = prop_oneof![
        4 => text().prop_map(Action::Paste),
        3 => text().prop_map(Action::Edit),
        3 => file,
        1 => bytes.prop_map(|bytes| Action::FileRead("x.cer".to_owned(), bytes)),
        1 => proptest::sample::select(names).prop_map(Action::Example),
        2 => prop_oneof![0_usize..4, Just(usize::MAX)].prop_map(Action::Select),
        4 => proptest::sample::select(plain),
    ];
    prop_oneof![
        8 => action.prop_map(Step::Do),
        3 => proptest::collection::vec(document(), 0..3).prop_map(Step::Arrive),
        1 => (-4000_i64..4000).prop_map(Step::Wait),
    ]
}

/// What belongs together.
fn check(model: &Model, effects: &[Effect]) {
    let empty = model.found.is_empty();
    assert!(empty || model.selected < model.found.len(), "{model:?}");
    assert_eq!(model.inspection.is_none(), empty, "{model:?}");
    let shown = model.inspection.as_ref().map(|i| &i.found.text);
    assert_eq!(shown, model.found.get(model.selected).map(|f| &f.text));
    if model.network.consent.offline {
        let asks = |e: &Effect| matches!(e, Effect::Fetch(_));
        assert!(!effects.iter().any(asks), "offline asks: {effects:?}");
        assert!(model.network.asking.is_empty(), "{model:?}");
        let waits = model.network.again.is_some() || model.network.watch.is_some();
        assert!(!waits, "offline waits: {model:?}");
    }
    let mut told = format!("{model:?} {effects:?} {}", model.panels.facts);
    if let Some(notice) = &model.notice {
        write!(told, "{}", notice.text).unwrap();
    }
    for line in &model.network.log {
        write!(told, "{line:?}").unwrap();
    }
    for secret in &MATERIAL.secrets {
        // A short piece would be enough to recognise where a message quotes the text.
        assert!(!told.contains(&secret[..24]), "a secret is told");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_actions_in_any_order_keep_the_model_whole(
        steps in proptest::collection::vec(step(), 1..12)
    ) {
        let mut model = model();
        let mut at = now();
        for step in steps {
            let effects = match step {
                Step::Do(action) => model.apply(action, at),
                Step::Arrive(documents) => model.arrive(documents, at),
                Step::Wait(seconds) => {
                    at += SignedDuration::from_secs(seconds);
                    prop_assert!(model.tick(at) != Some(0));
                    model.wake(at)
                }
            };
            check(&model, &effects);
        }
    }
}
