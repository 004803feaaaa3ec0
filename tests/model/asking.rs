//! What is asked of the network, and what time changes.

use super::*;

#[test]
fn refresh_asks_all_again_and_keeps_what_is_there() {
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
    let inspection = model.inspection.as_ref().unwrap();
    let key = &inspection.keys.keys[inspection.signature.key.unwrap()];
    assert!(key.is_remembered(), "the key is gone, but was seen");
    assert_eq!(outcome(&model), SignatureOutcome::Verified);
    assert_eq!(model.network.log.len(), first.asked.len() * 2);
}

#[test]
fn a_failed_refresh_hides_nothing() {
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
            date: None,
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
fn time_changes_what_is_shown_when_it_reads_differently() {
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
