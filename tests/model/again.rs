//! Asking again by itself, sparing addresses, and answers that come in any order.

use super::*;

fn secs(secs: i64) -> SignedDuration {
    SignedDuration::from_secs(secs)
}

/// A model whose token's key is in none of the answers so far.
fn unknown_key(issuer: &Issuer) -> (Model, Network) {
    let mut model = model();
    let mut network = Network::of(&Issuer::new("another"));
    let effects = model.apply(Action::Paste(issuer.token(5400)), now());
    network.answer(&mut model, effects, now());
    (model, network)
}

fn asked_keys(effects: &[Effect]) -> Vec<String> {
    let [Effect::Fetch(requests)] = effects else {
        panic!("not one round of asking: {effects:?}");
    };
    assert!(
        requests.iter().all(|r| r.kind == RequestKind::Keys),
        "{requests:?}"
    );
    requests.iter().map(|r| r.url.clone()).collect()
}

#[test]
fn a_key_that_is_missing_is_asked_for_twice_more() {
    let issuer = Issuer::new("own");
    let (mut model, mut network) = unknown_key(&issuer);
    let first = network.asked.len();
    for (at, attempt) in [(0, 2), (2, 3)] {
        let again = model.network.again.clone().expect("it is asked again");
        assert_eq!((again.attempt, again.at), (attempt, now() + secs(at + 2)));
        assert_eq!(again.kid.as_deref(), Some("own"));
        assert_eq!(
            model.tick(now() + secs(at)),
            Some(2),
            "one frame, when it is due"
        );
        assert!(model.wake(now() + secs(at + 1)).is_empty(), "too soon");
        let effects = model.wake(now() + secs(at + 2));
        assert!(!asked_keys(&effects).is_empty());
        network.answer(&mut model, effects, now() + secs(at + 2));
    }
    assert!(model.network.again.is_none(), "three answers are enough");
    assert!(model.wake(now() + secs(60)).is_empty());
    assert!(network.asked.len() > first);
    let verdict = &model.inspection.as_ref().unwrap().verdict;
    assert_eq!(verdict.rule, "key-not-found");
    assert!(
        verdict.headline.contains("3 answers"),
        "{}",
        verdict.headline
    );
}

#[test]
fn the_union_of_the_answers_counts() {
    let issuer = Issuer::new("own");
    let (mut model, mut network) = unknown_key(&issuer);
    let other = std::mem::replace(&mut network.keys, issuer.key_set());
    let effects = model.wake(now() + secs(2));
    network.answer(&mut model, effects, now() + secs(2));
    assert_eq!(outcome(&model), SignatureOutcome::Verified);
    assert!(
        model.network.again.is_none(),
        "found: nothing more is asked"
    );
    let table = &model.inspection.as_ref().unwrap().keys;
    let (_, own) = table.matching_now().next().expect("the own key");
    let source = own.listed_at[0];
    assert_eq!(table.share(own, source), (1, 2), "in 1 of 2 answers");
    let kids: BTreeSet<_> = table.keys.iter().filter_map(|k| k.kid.clone()).collect();
    assert!(kids.contains("another"), "the union: {kids:?} of {other}");
}

#[test]
fn waiting_can_be_cancelled() {
    let issuer = Issuer::new("own");
    let (mut model, mut network) = unknown_key(&issuer);
    assert!(
        model.apply(Action::Cancel, now()).is_empty(),
        "nothing is under way"
    );
    assert!(model.network.again.is_none());
    assert!(notice(&model).1.starts_with("Stopped asking."));
    assert!(model.wake(now() + secs(60)).is_empty());
    let spaced = format!("{} ", model.text);
    assert!(
        model
            .apply(Action::Edit(spaced), now() + secs(3))
            .is_empty()
    );
    assert!(model.network.again.is_none(), "typing starts nothing");
    let effects = model.apply(Action::Refresh, now() + secs(4));
    assert!(!asked_keys(&effects).is_empty(), "refresh goes on");
    network.keys = issuer.key_set();
    network.answer(&mut model, effects, now() + secs(4));
    assert_eq!(outcome(&model), SignatureOutcome::Verified);
}

#[test]
fn another_token_ends_the_waiting() {
    let issuer = Issuer::new("own");
    let (mut model, mut network) = unknown_key(&issuer);
    network.keys = issuer.key_set();
    for action in [Action::Clear, Action::SetOffline(true)] {
        let (mut model, _) = unknown_key(&issuer);
        model.apply(action.clone(), now());
        assert!(model.network.again.is_none(), "{action:?}");
        assert!(model.wake(now() + secs(9)).is_empty(), "{action:?}");
    }
    let another = Issuer::new("another");
    network.keys = another.key_set();
    let effects = model.apply(Action::Paste(another.token(3600)), now() + secs(1));
    network.answer(&mut model, effects, now() + secs(1));
    assert!(
        model
            .network
            .again
            .as_ref()
            .is_none_or(|a| a.kid.as_deref() == Some("another"))
    );
}

#[test]
fn tokens_of_one_unknown_key_don_t_trouble_the_addresses_again_and_again() {
    let issuer = Issuer::new("own");
    let (mut model, mut network) = unknown_key(&issuer);
    let mut at = now();
    for ends in 0..10 {
        let effects = model.apply(Action::Paste(issuer.token(3600 + ends)), at);
        network.answer(&mut model, effects, at);
        for _ in 0..5 {
            at += secs(3);
            let effects = model.wake(at);
            network.answer(&mut model, effects, at);
        }
    }
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for url in &network.asked {
        *counts.entry(url).or_default() += 1;
    }
    assert!(counts.values().all(|count| *count <= 3), "{counts:?}");
    // After a while the key may have come: a new token of it is a reason to ask once more.
    let later = at + SignedDuration::from_mins(10);
    let effects = model.apply(Action::Paste(issuer.token(7200)), later);
    assert!(!asked_keys(&effects).is_empty(), "at once");
}

#[test]
fn an_address_is_refreshed_once_in_five_minutes() {
    let issuer = Issuer::new("own");
    let rows = [
        (1, false, "asked 1 s ago; again in 5 min"),
        (120, false, "asked 2 min ago; again in 3 min"),
        (270, false, "asked 4 min ago; again in 30 s"),
        (299, false, "asked 4 min ago; again in 1 s"),
        (300, true, ""),
        (-3600, true, ""),
    ];
    for (after, asks, words) in rows {
        let (mut model, _) = shown(&issuer, 3600);
        let later = now() + secs(after);
        model.tick(later);
        let rest = model.rest().map(Rest::words).unwrap_or_default();
        assert_eq!(rest, words, "{after} s");
        let effects = model.apply(Action::Refresh, later);
        assert_eq!(!effects.is_empty(), asks, "{after} s");
        let (_, told) = notice(&model);
        assert_eq!(
            told.contains(words) && !told.is_empty(),
            !asks,
            "{after} s: {told}"
        );
    }
}

#[test]
fn what_failed_may_be_asked_again_at_once() {
    let issuer = Issuer::new("own");
    let mut model = model();
    let mut effects = model.apply(Action::Paste(issuer.token(3600)), now());
    let (mut failing, mut asked) = (true, BTreeSet::new());
    while let Some(Effect::Fetch(requests)) = effects.pop() {
        let network = Network::of(&issuer);
        let answers: Vec<Document> = requests
            .iter()
            .map(|request| {
                asked.insert(request.url.clone());
                // The first one alone fails.
                let content = if std::mem::take(&mut failing) {
                    Content::Failed {
                        status: None,
                        reason: "timed out after 10 s".to_owned(),
                    }
                } else {
                    network.content(&model, &request.url, request.kind)
                };
                Document {
                    url: request.url.clone(),
                    fetched: Some(now()),
                    date: None,
                    origin: Origin::Live,
                    content,
                }
            })
            .collect();
        effects.extend(model.arrive(answers, now()));
    }
    let failed: BTreeSet<String> = model
        .documents
        .iter()
        .filter(|d| matches!(d.content, Content::Failed { .. }))
        .map(|d| d.url.clone())
        .collect();
    let effects = model.apply(Action::Refresh, now() + secs(5));
    let [Effect::Fetch(requests)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let again: BTreeSet<String> = requests.iter().map(|r| r.url.clone()).collect();
    assert!(again.is_subset(&failed), "{again:?} of {failed:?}");
    assert!(!again.is_empty() && asked.len() > again.len());
}

#[test]
fn an_address_is_asked_once_at_a_time() {
    let issuer = Issuer::new("own");
    let mut model = model();
    let first = model.apply(Action::Paste(issuer.token(3600)), now());
    let asking = model.network.asking.clone();
    assert!(!first.is_empty() && !asking.is_empty());
    let impatient = [
        Action::Refresh,
        Action::Refresh,
        Action::Paste(issuer.token(3600)),
        Action::Paste(issuer.token(7200)),
        Action::Watch(Some(Every::FiveMinutes)),
    ];
    for action in impatient {
        let effects = model.apply(action.clone(), now());
        let twice = effects.iter().any(|effect| match effect {
            Effect::Fetch(requests) => requests.iter().any(|r| asking.contains(&r.url)),
            _ => false,
        });
        assert!(!twice, "{action:?}: {effects:?}");
    }
}

#[test]
fn late_answers_never_replace_newer_ones() {
    let issuer = Issuer::new("own");
    let (mut model, network) = shown(&issuer, 3600);
    let urls: BTreeSet<&String> = network.asked.iter().collect();
    let stranger = Issuer::new("stranger").key_set();
    let late = |content: &Content| -> Vec<Document> {
        urls.iter()
            .map(|url| Document {
                url: (*url).clone(),
                fetched: Some(now() - secs(30)),
                date: None,
                origin: Origin::Live,
                content: content.clone(),
            })
            .collect()
    };
    let newest = |model: &Model| -> Vec<Content> {
        urls.iter()
            .map(|url| model.documents.latest(url).unwrap().content.clone())
            .collect()
    };
    let before = newest(&model);
    let failed = Content::Failed {
        status: Some(500),
        reason: "answered 500".to_owned(),
    };
    for content in [Content::Json(stranger), failed] {
        model.arrive(late(&content), now() + secs(1));
        assert_eq!(outcome(&model), SignatureOutcome::Verified);
        for (before, now) in before.iter().zip(newest(&model)) {
            // Where there was no answer, any answer is better.
            let had_one = !matches!(before, Content::Failed { .. });
            assert!(!had_one || *before == now, "replaced by a late answer");
        }
    }
}
