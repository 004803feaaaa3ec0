//! From what a user does to what stands on screen: tokens and key sets are made here, answers come
//! from a network that is played.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::collections::BTreeSet;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokenscope::app::{Action, Effect, Model, Moment, NoticeKind};
use tokenscope::diagnosis::OutcomeKind;
use tokenscope::documents::{Content, Document, Origin, Redaction, RequestKind, examples};
use tokenscope::input::{self, base64url};
use tokenscope::signature::SignatureOutcome;

const TENANT: &str = "3f1c0a52-7d1e-4f0b-9a53-0b6f8a1d2c3e";
const AUDIENCE: &str = "api://6a2b1c3d-5e4f-4a6b-8c7d-9e0f1a2b3c4d";

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

fn model() -> Model {
    Model::new(now(), TimeZone::UTC)
}

/// Whether tokens are found in texts at all in this build.
fn reads() -> bool {
    let reads = !input::read("a test", "eyJhbGciOiJSUzI1NiJ9.e30.AAAA")
        .found
        .is_empty();
    if !reads {
        println!("skipped: this build finds no tokens in texts");
    }
    reads
}

/// An issuer with one key.
struct Issuer {
    pair: KeyPair,
    kid: &'static str,
}

impl Issuer {
    fn new(kid: &'static str) -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        Self { pair, kid }
    }

    /// A signed access token of version 2 that ends `secs` after [`now`].
    fn token(&self, secs: i64) -> String {
        let issued = now().as_second() - 3600;
        let claims = json!({
            "aud": AUDIENCE,
            "iss": format!("https://login.microsoftonline.com/{TENANT}/v2.0"),
            "iat": issued, "nbf": issued, "exp": now().as_second() + secs,
            "azp": "11111111-2222-4333-8444-555555555555", "azpacr": "1",
            "oid": "22222222-3333-4444-8555-666666666666", "scp": "Orders.Read",
            "sub": "Hd5DDJ3l6tkXNlaWFxlVXBkMZdwAAAAAAAAAAA", "tid": TENANT, "ver": "2.0",
            "uti": format!("uti-{}-{secs}", self.kid),
        });
        let header = json!({ "typ": "JWT", "alg": "RS256", "kid": self.kid });
        let part = |value: &Value| base64url::encode(value.to_string().as_bytes());
        let content = format!("{}.{}", part(&header), part(&claims));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                content.as_bytes(),
                &mut signature,
            )
            .unwrap();
        format!("{content}.{}", base64url::encode(&signature))
    }

    fn key(&self) -> Value {
        let public: PublicKeyComponents<Vec<u8>> = self.pair.public_key().into();
        json!({
            "kty": "RSA", "use": "sig", "kid": self.kid,
            "n": base64url::encode(&public.n), "e": base64url::encode(&public.e),
            "issuer": "https://login.microsoftonline.com/{tenantid}/v2.0",
        })
    }

    fn key_set(&self) -> Value {
        json!({ "keys": [self.key()] })
    }
}

/// A network that knows one key set, and what it was asked for.
struct Network {
    keys: Value,
    asked: Vec<String>,
    rounds: usize,
}

impl Network {
    fn of(issuer: &Issuer) -> Self {
        Self {
            keys: issuer.key_set(),
            asked: Vec::new(),
            rounds: 0,
        }
    }

    /// Answers until nothing is asked any more.
    fn answer(&mut self, model: &mut Model, mut effects: Vec<Effect>, at: Timestamp) {
        while let Some(effect) = effects.pop() {
            let Effect::Fetch(requests) = effect else {
                continue;
            };
            self.rounds += 1;
            assert!(self.rounds < 20, "asked without end: {:?}", self.asked);
            let documents = requests.iter().map(|request| {
                self.asked.push(request.url.clone());
                Document {
                    url: request.url.clone(),
                    fetched: Some(at),
                    origin: Origin::Live,
                    content: self.content(model, &request.url, request.kind),
                }
            });
            let documents = documents.collect();
            effects.extend(model.arrive(documents, at));
        }
    }

    fn content(&self, model: &Model, url: &str, kind: RequestKind) -> Content {
        let address = model
            .inspection
            .iter()
            .flat_map(|i| &i.addresses)
            .find(|a| a.address.metadata == url);
        match (kind, address) {
            (RequestKind::Keys, _) => Content::Json(self.keys.clone()),
            (RequestKind::Metadata, Some(checked)) => Content::Json(json!({
                "issuer": "https://login.microsoftonline.com/{tenantid}/v2.0",
                "jwks_uri": checked.address.keys,
            })),
            _ => Content::Failed {
                status: Some(404),
                reason: "answered 404".to_owned(),
            },
        }
    }
}

/// A model that shows a token with its answers there.
fn shown(issuer: &Issuer, secs: i64) -> (Model, Network) {
    let mut model = model();
    let mut network = Network::of(issuer);
    let effects = model.apply(Action::Paste(issuer.token(secs)), now());
    network.answer(&mut model, effects, now());
    (model, network)
}

fn outcome(model: &Model) -> SignatureOutcome {
    model.inspection.as_ref().unwrap().signature.outcome
}

fn shown_text(model: &Model) -> &str {
    &model.inspection.as_ref().unwrap().found.text
}

fn notice(model: &Model) -> (Option<NoticeKind>, String) {
    let notice = model.notice.as_ref();
    (
        notice.map(|n| n.kind),
        notice.map(|n| n.text.clone()).unwrap_or_default(),
    )
}

#[test]
fn a_pasted_token_is_asked_about_and_judged() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let (model, network) = shown(&issuer, 3600);
    assert_eq!(outcome(&model), SignatureOutcome::Verified);
    assert!(
        network.asked.iter().any(|url| url.contains(TENANT)),
        "{:?}",
        network.asked
    );
    let distinct: BTreeSet<&String> = network.asked.iter().collect();
    assert_eq!(
        distinct.len(),
        network.asked.len(),
        "asked twice: {:?}",
        network.asked
    );
    assert_eq!(model.network.log.len(), network.asked.len());
    assert!(model.network.asking.is_empty());
    assert_eq!(model.panels.header.len(), 3);
    assert!(model.panels.claims.iter().any(|row| row.name == "scp"));
    let facts = &model.panels.facts;
    for part in [
        "genuine access token",
        "audience api://",
        "3f1c0a52…",
        "expires in",
    ] {
        assert!(facts.contains(part), "“{part}” is missing: {facts}");
    }
    assert_eq!(notice(&model).0, None);
}

#[test]
fn every_way_of_pasting_shows_the_token() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let token = issuer.token(3600);
    let rows = [
        ("bare", token.clone()),
        ("a header", format!("Authorization: Bearer {token}")),
        (
            "curl",
            format!("curl -H 'Authorization: Bearer {token}' https://api.example.com/orders"),
        ),
        (
            "JSON",
            json!({ "token_type": "Bearer", "access_token": token }).to_string(),
        ),
    ];
    for (name, text) in rows {
        let mut model = model();
        let effects = model.apply(Action::Paste(text.clone()), now());
        assert!(
            matches!(effects.as_slice(), [Effect::Fetch(_)]),
            "{name}: {effects:?}"
        );
        assert_eq!(shown_text(&model), token, "{name}");
        assert_eq!(model.text, text, "{name}: the box shows what was pasted");
        assert!(!model.network.asking.is_empty(), "{name}");
    }
}

#[test]
fn what_is_no_token_leaves_the_last_one() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let rows = [
        ("white space", " \n".to_owned()),
        ("prose", "why does my API answer 401?".to_owned()),
        ("a GUID", TENANT.to_owned()),
        ("broken JSON", "{ \"keys\": [".to_owned()),
        (
            "a newer saved inspection",
            json!({ "tokenscope": 99, "tokens": ["x"] }).to_string(),
        ),
        (
            "a refusal",
            json!({ "error": "invalid_grant", "error_description": "AADSTS700082: expired" })
                .to_string(),
        ),
    ];
    for (name, text) in rows {
        let (mut model, _) = shown(&issuer, 3600);
        let before = model.text.clone();
        let effects = model.apply(Action::Paste(text.clone()), now());
        assert!(effects.is_empty(), "{name}: {effects:?}");
        assert_eq!(shown_text(&model), before, "{name}");
        assert_eq!(model.text, before, "{name}: pasted");
        assert_eq!(
            notice(&model).0,
            Some(NoticeKind::Problem),
            "{name}: {:?}",
            model.notice
        );
        assert_eq!(outcome(&model), SignatureOutcome::Verified, "{name}");

        model.apply(Action::Edit(text.clone()), now());
        assert_eq!(shown_text(&model), before, "{name}: typed");
        assert_eq!(model.text, text, "{name}: the box keeps what was typed");
        assert!(
            notice(&model).1.contains("showing the last one"),
            "{name}: {:?}",
            model.notice
        );
    }
}

#[test]
fn evidence_joins_the_documents() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let certificate =
        rcgen::generate_simple_self_signed(vec!["sts.example.com".to_owned()]).unwrap();
    let metadata = json!({
        "issuer": "https://idp.example.com", "jwks_uri": "https://idp.example.com/keys",
        "id_token_signing_alg_values_supported": ["RS256"],
    });
    let two = json!({ "keys": [issuer.key(), Issuer::new("other").key()] });
    let rows: [(&str, &str, Vec<u8>, &str); 5] = [
        (
            "one key",
            "jwks.json",
            issuer.key_set().to_string().into(),
            "Added 1 key from jwks.json.",
        ),
        (
            "two keys",
            "jwks.json",
            two.to_string().into(),
            "Added 2 keys from jwks.json.",
        ),
        (
            "metadata",
            "openid.json",
            metadata.to_string().into(),
            "Added the metadata of https://idp.example.com from openid.json.",
        ),
        (
            "PEM",
            "sts.pem",
            certificate.cert.pem().into(),
            "Added 1 certificate from sts.pem.",
        ),
        (
            "DER",
            "sts.cer",
            certificate.cert.der().to_vec(),
            "Added 1 certificate from sts.cer.",
        ),
    ];
    for (name, file, bytes, expected) in rows {
        let mut model = model();
        model.network.consent.offline = true;
        model.apply(Action::Paste(issuer.token(3600)), now());
        assert_eq!(
            outcome(&model),
            SignatureOutcome::NotChecked,
            "{name}: before"
        );
        let token = model.text.clone();
        model.apply(Action::FileRead(file.to_owned(), bytes.clone()), now());
        assert_eq!(
            notice(&model),
            (Some(NoticeKind::Info), expected.to_owned()),
            "{name}"
        );
        assert_eq!(model.documents.len(), 1, "{name}");
        assert_eq!(shown_text(&model), token, "{name}");
        let verified = file == "jwks.json";
        assert_eq!(
            outcome(&model) == SignatureOutcome::Verified,
            verified,
            "{name}: after"
        );
        model.apply(Action::FileRead(file.to_owned(), bytes), now());
        assert_eq!(model.documents.len(), 1, "{name}: the same again");
    }
}

#[test]
fn keys_from_a_file_prove_nothing_about_the_issuer() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let mut model = model();
    model.network.consent.offline = true;
    model.apply(Action::Paste(issuer.key_set().to_string()), now());
    assert!(
        notice(&model).1.contains("Paste a token"),
        "{:?}",
        model.notice
    );
    model.apply(Action::Paste(issuer.token(3600)), now());
    assert_eq!(outcome(&model), SignatureOutcome::Verified);
    assert!(
        !model.panels.facts.contains("genuine"),
        "{}",
        model.panels.facts
    );
}

#[test]
fn several_tokens_can_be_chosen_from() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let (first, second) = (issuer.token(3600), issuer.token(-3600));
    let mut model = model();
    let mut network = Network::of(&issuer);
    let effects = model.apply(Action::Paste(format!("{first}\n\n{second}")), now());
    network.answer(&mut model, effects, now());
    assert_eq!(model.found.len(), 2);
    assert_eq!(shown_text(&model), first);
    let effects = model.apply(Action::Select(1), now());
    assert!(effects.is_empty(), "everything is known: {effects:?}");
    assert_eq!(shown_text(&model), second);
    assert!(
        model.panels.facts.contains("expired"),
        "{}",
        model.panels.facts
    );
}

#[test]
fn an_edited_token_is_judged_as_edited() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let (mut model, _) = shown(&issuer, 3600);
    let claims = base64url::encode(br#"{"aud":"api://other","sub":"mallory"}"#);
    let parts: Vec<&str> = model.text.split('.').collect();
    let edited = format!("{}.{claims}.{}", parts[0], parts[2]);
    model.apply(Action::Edit(edited.clone()), now());
    assert_eq!(model.text, edited);
    assert_eq!(shown_text(&model), edited);
    assert_ne!(outcome(&model), SignatureOutcome::Verified);
    assert!(model.panels.claims.iter().any(|row| row.value == "mallory"));
}

#[test]
fn refresh_asks_all_again_and_keeps_what_is_there() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let (mut model, first) = shown(&issuer, 3600);
    let later = now() + SignedDuration::from_mins(5);
    let effects = model.apply(Action::Refresh, later);
    assert!(
        matches!(effects.as_slice(), [Effect::Fetch(_)]),
        "{effects:?}"
    );
    assert_eq!(
        outcome(&model),
        SignatureOutcome::Verified,
        "while it is asked"
    );
    let mut again = Network::of(&Issuer::new("rolled"));
    again.answer(&mut model, effects, later);
    let urls = |network: &Network| network.asked.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(urls(&again), urls(&first), "the same addresses");
    assert_eq!(outcome(&model), SignatureOutcome::NoKey, "the key is gone");
    assert_eq!(model.network.log.len(), first.asked.len() * 2);
}

#[test]
fn a_failed_refresh_hides_nothing() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let (mut model, _) = shown(&issuer, 3600);
    let later = now() + SignedDuration::from_mins(5);
    let mut effects = model.apply(Action::Refresh, later);
    let mut rounds = 0;
    while let Some(Effect::Fetch(requests)) = effects.pop() {
        rounds += 1;
        assert!(rounds < 20, "asked without end");
        let failed = requests.into_iter().map(|request| Document {
            url: request.url,
            fetched: Some(later),
            origin: Origin::Live,
            content: Content::Failed {
                status: None,
                reason: "timed out after 10 s".to_owned(),
            },
        });
        let failed = failed.collect();
        effects.extend(model.arrive(failed, later));
    }
    assert_eq!(outcome(&model), SignatureOutcome::Verified);
}

#[test]
fn offline_asks_nothing_and_live_makes_up_for_it() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let mut model = model();
    assert!(model.apply(Action::SetOffline(true), now()).is_empty());
    let effects = model.apply(Action::Paste(issuer.token(3600)), now());
    assert!(effects.is_empty(), "{effects:?}");
    assert!(model.apply(Action::Refresh, now()).is_empty());
    assert_eq!(outcome(&model), SignatureOutcome::NotChecked);
    let verdict = &model.inspection.as_ref().unwrap().verdict;
    assert_eq!(
        verdict.outcome,
        OutcomeKind::NotChecked,
        "{}",
        verdict.headline
    );
    let effects = model.apply(Action::SetOffline(false), now());
    Network::of(&issuer).answer(&mut model, effects, now());
    assert_eq!(outcome(&model), SignatureOutcome::Verified);
}

#[test]
fn other_hosts_are_asked_only_when_allowed() {
    if !reads() {
        return;
    }
    let header = base64url::encode(br#"{"typ":"JWT","alg":"RS256","kid":"k"}"#);
    let claims =
        json!({ "iss": "https://idp.example.com", "aud": "a", "exp": now().as_second() + 60 });
    let claims = base64url::encode(claims.to_string().as_bytes());
    let signature = base64url::encode(&[7; 256]);
    let mut model = model();
    let asks_it = |effects: &[Effect]| {
        let asked = format!("{effects:?}");
        asked.contains("idp.example.com")
    };
    let effects = model.apply(
        Action::Paste(format!("{header}.{claims}.{signature}")),
        now(),
    );
    assert!(!asks_it(&effects), "{effects:?}");
    let effects = model.apply(Action::AllowHost("idp.example.com".to_owned()), now());
    assert!(asks_it(&effects), "{effects:?}");
}

#[test]
fn cancel_stays_cancelled_until_asked_again() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let mut model = model();
    model.apply(Action::Paste(issuer.token(3600)), now());
    assert_eq!(model.apply(Action::Cancel, now()), [Effect::CancelFetches]);
    assert!(model.network.asking.is_empty());
    let spaced = format!("{} ", model.text);
    assert!(
        model.apply(Action::Edit(spaced), now()).is_empty(),
        "typing asks nothing"
    );
    let effects = model.apply(Action::Refresh, now());
    Network::of(&issuer).answer(&mut model, effects, now());
    assert_eq!(outcome(&model), SignatureOutcome::Verified);
}

#[test]
fn saving_and_opening_brings_everything_back() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let (mut model, _) = shown(&issuer, 3600);
    let saved = model.apply(Action::Save(Redaction::Keep), now());
    let [Effect::SaveDialog { name, text }] = saved.as_slice() else {
        panic!("{saved:?}");
    };
    assert!(name.ends_with(".tokenscope.json"), "{name}");
    let mut value: Value = serde_json::from_str(text).unwrap();
    value["note"] = json!("from a colleague");
    let mut other = Model::new(now() + SignedDuration::from_hours(99), TimeZone::UTC);
    let read = Action::FileRead("case.tokenscope.json".to_owned(), value.to_string().into());
    let effects = other.apply(read, now());
    assert!(
        effects.is_empty(),
        "a record is judged as it stands: {effects:?}"
    );
    assert_eq!(other.moment, Moment::Fixed(now()));
    assert_eq!(outcome(&other), SignatureOutcome::Verified);
    let verdicts = [&model, &other].map(|m| m.inspection.as_ref().unwrap().verdict.clone());
    assert_eq!(verdicts[0], verdicts[1]);
    let again = other.apply(Action::Save(Redaction::Keep), now());
    let [Effect::SaveDialog { text, .. }] = again.as_slice() else {
        panic!("{again:?}");
    };
    let again: Value = serde_json::from_str(text).unwrap();
    assert_eq!(
        again["note"], "from a colleague",
        "unknown members are kept"
    );
    assert_eq!(again["tokens"], value["tokens"]);
}

#[test]
fn a_redacted_file_holds_no_signature() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let (mut model, _) = shown(&issuer, 3600);
    let signature = model.text.rsplit('.').next().unwrap().to_owned();
    let saved = model.apply(Action::Save(Redaction::Redact), now());
    let [Effect::SaveDialog { text, .. }] = saved.as_slice() else {
        panic!("{saved:?}");
    };
    assert!(!text.contains(&signature));
}

#[test]
fn clear_forgets_the_token() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let (mut model, _) = shown(&issuer, 3600);
    let token = model.text.clone();
    model.apply(Action::Clear, now());
    assert!(model.inspection.is_none() && model.found.is_empty() && model.text.is_empty());
    assert!(model.panels.claims.is_empty() && model.panels.facts.is_empty());
    let effects = model.apply(Action::Paste(token), now());
    assert!(
        matches!(effects.as_slice(), [Effect::Fetch(_)]),
        "asked anew: {effects:?}"
    );
}

#[test]
fn time_changes_what_is_shown_when_it_reads_differently() {
    if !reads() {
        return;
    }
    let issuer = Issuer::new("own");
    let (mut model, _) = shown(&issuer, 600);
    let mut at = now();
    let mut told = BTreeSet::new();
    for _ in 0..2000 {
        let seconds = model.tick(at).expect("an expiry lies ahead or behind");
        assert!(seconds >= 1);
        told.insert(model.panels.facts.clone());
        let facts = model.panels.facts.clone();
        let step = SignedDuration::from_secs(i64::try_from(seconds).unwrap());
        if seconds > 1 {
            model.tick(at + step - SignedDuration::from_secs(1));
            assert_eq!(model.panels.facts, facts, "changed before it was said");
        }
        at += step;
        if at > now() + SignedDuration::from_mins(30) {
            break;
        }
    }
    assert!(at > now() + SignedDuration::from_mins(30), "too many ticks");
    assert!(
        model.panels.facts.contains("expired"),
        "{}",
        model.panels.facts
    );
    let verdict = &model.inspection.as_ref().unwrap().verdict;
    assert_eq!(verdict.rule, "expired", "{}", verdict.headline);
    assert!(told.len() > 5, "{told:?}");
}

#[test]
fn nothing_ticks_without_a_time() {
    let mut empty = model();
    assert_eq!(empty.tick(now()), None, "the empty state");
    if let Some(example) = examples::ALL.first() {
        empty.apply(Action::Example(example.name), now());
        if matches!(empty.moment, Moment::Fixed(_)) {
            assert_eq!(empty.tick(now()), None, "a record");
        }
    }
}

#[test]
fn every_example_is_shown_without_asking_anyone() {
    for example in examples::ALL {
        let mut model = model();
        let effects = model.apply(Action::Example(example.name), now());
        assert!(effects.is_empty(), "{}: {effects:?}", example.name);
        assert!(
            model.inspection.is_some(),
            "{}: {:?}",
            example.name,
            model.notice
        );
        assert!(model.title.is_some(), "{}", example.name);
        let read = input::read("example", example.text);
        assert_eq!(
            read.whole,
            input::Whole::SavedInspection,
            "{}",
            example.name
        );
    }
}
