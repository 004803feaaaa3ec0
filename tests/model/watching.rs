//! Watching: looks by itself, tells which keys come and go, and ends when it should.

use super::*;

const FIVE: SignedDuration = SignedDuration::from_mins(5);

/// A model that watches every five minutes, with everything answered.
fn watching(issuer: &Issuer) -> (Model, Network) {
    let (mut model, mut network) = shown(issuer, 86_400);
    let effects = model.apply(Action::Watch(Some(Every::FiveMinutes)), now());
    assert!(
        effects.is_empty(),
        "everything answered just now: {effects:?}"
    );
    network.asked.clear();
    (model, network)
}

/// Lets time go by as the window does: it sleeps until something is due.
fn pass(model: &mut Model, network: &mut Network, from: Timestamp, to: Timestamp) -> usize {
    let (mut at, mut frames) = (from, 0);
    loop {
        let Some(seconds) = model.tick(at) else {
            return frames;
        };
        at += SignedDuration::from_secs(i64::try_from(seconds).unwrap());
        if at > to {
            return frames;
        }
        frames += 1;
        assert!(frames < 2000, "frames without end");
        let effects = model.wake(at);
        network.rounds = 0;
        network.answer(model, effects, at);
    }
}

#[test]
fn a_watch_looks_again_by_itself() {
    let issuer = Issuer::new("own");
    let (mut model, mut network) = watching(&issuer);
    let next = model.network.watch.as_ref().unwrap().next;
    assert_eq!(next, now() + FIVE);
    assert!(
        model.wake(next - SignedDuration::from_secs(1)).is_empty(),
        "too soon"
    );
    pass(&mut model, &mut network, now(), next);
    assert!(!network.asked.is_empty());
    assert_eq!(notice(&model).0, None, "nothing changed");
    assert_eq!(model.network.watch.as_ref().unwrap().next, next + FIVE);
    let url = model.inspection.as_ref().unwrap().keys.sources[0]
        .url
        .clone();
    assert_eq!(
        model.documents.history(&url).count(),
        2,
        "the answer joins the history"
    );
}

#[test]
fn keys_that_come_and_go_are_told() {
    let issuer = Issuer::new("own");
    let other = Issuer::new("other");
    let both = json!({ "keys": [issuer.key(), other.key()] });
    let rows = [
        (
            "came",
            issuer.key_set(),
            both.clone(),
            "1 key added (other) at ",
        ),
        (
            "went",
            both.clone(),
            issuer.key_set(),
            "1 key removed (other) at ",
        ),
        (
            "both",
            json!({ "keys": [issuer.key(), Issuer::new("old").key()] }),
            both,
            "1 key added (other), 1 removed (old) at ",
        ),
    ];
    for (name, before, after, expected) in rows {
        let mut model = model();
        let mut network = Network::of(&issuer);
        network.keys = before;
        let effects = model.apply(Action::Paste(issuer.token(86_400)), now());
        network.answer(&mut model, effects, now());
        model.apply(Action::Watch(Some(Every::FiveMinutes)), now());
        network.keys = after;
        pass(
            &mut model,
            &mut network,
            now(),
            now() + FIVE + SignedDuration::from_secs(10),
        );
        let (kind, told) = notice(&model);
        assert_eq!(kind, Some(NoticeKind::Info), "{name}: {told}");
        assert!(told.starts_with(expected), "{name}: {told}");
        assert!(told.contains(TENANT), "{name}: {told}");
    }
}

#[test]
fn a_key_is_gone_only_after_three_answers() {
    let issuer = Issuer::new("own");
    let (mut model, mut network) = watching(&issuer);
    let (known, empty) = (network.keys.clone(), Issuer::new("fresh").key_set());
    // The look's first answer lacks the key, its second has it.
    network.keys = empty.clone();
    let due = now() + FIVE;
    let effects = model.wake(due);
    network.answer(&mut model, effects, due);
    let again = model
        .network
        .again
        .clone()
        .expect("an absence is looked into");
    assert_eq!(again.attempt, 2);
    network.keys = known;
    pass(
        &mut model,
        &mut network,
        due,
        due + SignedDuration::from_secs(10),
    );
    let (_, told) = notice(&model);
    assert!(
        told.contains("1 key added (fresh)") && !told.contains("removed"),
        "{told}"
    );
    // All three of the next look lack it.
    network.keys = empty;
    model.apply(Action::DismissNotice, due + SignedDuration::from_secs(10));
    let next = model.network.watch.as_ref().unwrap().next;
    let effects = model.wake(next);
    network.answer(&mut model, effects, next);
    assert_eq!(notice(&model).0, None, "not told after one answer");
    pass(
        &mut model,
        &mut network,
        next,
        next + SignedDuration::from_secs(10),
    );
    let (_, told) = notice(&model);
    assert!(told.contains("1 key removed (own)"), "{told}");
}

#[test]
fn a_watch_never_asks_more_often_than_publishers_allow() {
    let issuer = Issuer::new("own");
    let (mut model, mut network) = watching(&issuer);
    pass(
        &mut model,
        &mut network,
        now(),
        now() + SignedDuration::from_hours(1),
    );
    let own = model.inspection.as_ref().unwrap().addresses[0]
        .address
        .metadata
        .clone();
    let asked = network.asked.iter().filter(|url| **url == own).count();
    assert_eq!(asked, 12);
}

#[test]
fn between_looks_nothing_is_drawn_for_it() {
    let issuer = Issuer::new("own");
    let (mut model, _) = shown(&issuer, 86_400 * 30);
    let without = model.tick(now());
    model.apply(Action::Watch(Some(Every::FiveMinutes)), now());
    assert_eq!(
        model.tick(now()),
        Some(300).min(without),
        "one frame, when the look is due"
    );
}

#[test]
fn a_watch_ends() {
    let issuer = Issuer::new("own");
    for action in [Action::Clear, Action::SetOffline(true), Action::Watch(None)] {
        let (mut model, _) = watching(&issuer);
        model.apply(action.clone(), now());
        assert!(model.network.watch.is_none(), "{action:?}");
        assert!(model.wake(now() + FIVE).is_empty(), "{action:?}");
    }
}

#[test]
fn what_can_t_be_watched_is_said() {
    let issuer = Issuer::new("own");
    let mut empty = model();
    assert!(
        empty
            .apply(Action::Watch(Some(Every::Hour)), now())
            .is_empty()
    );
    assert!(notice(&empty).1.starts_with("There is nothing to watch"));
    let (mut offline, _) = shown(&issuer, 3600);
    offline.apply(Action::SetOffline(true), now());
    assert!(
        offline
            .apply(Action::Watch(Some(Every::Hour)), now())
            .is_empty()
    );
    assert!(notice(&offline).1.starts_with("Nothing is watched"));
    assert!(offline.network.watch.is_none());
}

#[test]
fn answers_join_the_history_that_is_kept() {
    let issuer = Issuer::new("own");
    let mut model = model();
    let folder = Some("/data/tokenscope".to_owned());
    let state = |on| KeyHistory {
        folder: folder.clone(),
        on,
    };
    model.apply(Action::HistoryIs(state(true), None), now());
    let mut network = Network::of(&issuer);
    let mut effects = model.apply(Action::Paste(issuer.token(3600)), now());
    let mut kept = 0;
    while let Some(effect) = effects.pop() {
        match effect {
            Effect::Fetch(requests) => {
                for request in requests {
                    let content = network.content(&model, &request.url, request.kind);
                    let answer = Document {
                        url: request.url,
                        fetched: Some(now()),
                        date: None,
                        origin: Origin::Live,
                        content,
                    };
                    effects.extend(model.arrive(vec![answer], now()));
                }
            }
            Effect::History(HistoryOrder::Add(history)) => {
                kept += history.places().len();
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(kept > 0, "key sets are kept");
    model.apply(Action::HistoryIs(state(false), None), now());
    let later = now() + FIVE;
    let effects = model.apply(Action::Refresh, later);
    network.answer(&mut model, effects, later);
    let effects = model.apply(Action::KeepHistory(true), later);
    let [Effect::History(HistoryOrder::SwitchOn(all))] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert!(!all.is_empty(), "what is at hand is kept too");
}

#[test]
fn what_was_kept_is_remembered_but_not_by_a_record() {
    let issuer = Issuer::new("own");
    let (model_with_answers, _) = shown(&issuer, 3600);
    let past = Arc::new(History::of(&model_with_answers.documents));
    let state = KeyHistory {
        folder: None,
        on: true,
    };
    let mut model = model();
    model.apply(Action::SetOffline(true), now());
    model.apply(Action::Paste(issuer.token(3600)), now());
    assert_eq!(outcome(&model), SignatureOutcome::NotChecked);
    model.apply(Action::HistoryIs(state, Some(past)), now());
    assert_eq!(
        outcome(&model),
        SignatureOutcome::Verified,
        "by a remembered key"
    );
    model.apply(Action::Clear, now());
    model.apply(Action::Paste(issuer.token(3600)), now());
    assert_eq!(
        outcome(&model),
        SignatureOutcome::Verified,
        "after Clear too"
    );
    if let Some(example) = examples::ALL.first() {
        model.apply(Action::Example(example.name), now());
        assert!(
            model.documents.past().is_empty(),
            "a record is judged by itself"
        );
    }
}
