//! What is saved, restored and forgotten.

use super::*;

#[test]
fn saving_and_opening_brings_everything_back() {
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
