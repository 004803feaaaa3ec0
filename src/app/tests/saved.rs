//! Saved inspections, and what is left of them.

use super::*;

#[test]
fn a_saved_inspection_brings_everything_back() {
    let mut model = shown();
    model.learn(document("https://example.com/other", Origin::Live, "live"));
    let effects = model.restore(Way::Opened, "case.json", record(), now());
    assert!(effects.is_empty(), "a record is not asked about");
    assert_eq!(model.title.as_deref(), Some("A case"));
    assert_eq!(model.error.as_deref(), Some("IDX10503"));
    assert_eq!(
        model.moment,
        Moment::Fixed("2026-01-01T00:00:00Z".parse().unwrap())
    );
    assert_eq!(model.found.len(), 2);
    assert_eq!(model.found[1].at, "/tokens/1");
    assert_eq!(
        model.documents.len(),
        1,
        "other documents would change the verdict"
    );
    assert_eq!(model.tick(now()), None, "its moment is fixed");
    let again = model.to_saved(Redaction::Keep);
    assert_eq!(again.tokens, record().tokens);
    assert_eq!(again.unknown, record().unknown);
    assert_eq!((again.title, again.at), (record().title, record().at));
}

#[test]
fn another_token_leaves_a_saved_inspection_behind() {
    let rows = [
        ("another token", "z", true),
        ("the same one, edited", "a", false),
    ];
    for (name, subject, leaves) in rows {
        let mut model = model();
        model.restore(Way::Opened, "case.json", record(), now());
        let mut edited = token(subject);
        edited.push('x');
        let read = reading(Whole::Text, vec![found(&edited, Kind::Jws)]);
        model.take(Way::Typed, "pasted text", edited.clone(), read, now());
        assert_eq!(model.title.is_none(), leaves, "{name}: title");
        assert_eq!(model.error.is_none(), leaves, "{name}: error");
        assert_eq!(model.documents.is_empty(), leaves, "{name}: documents");
        assert_eq!(
            matches!(model.moment, Moment::Now(_)),
            leaves,
            "{name}: moment"
        );
        assert_eq!(model.kept.shown == Shown::Token, leaves, "{name}: asking");
        assert_eq!(
            model.to_saved(Redaction::Keep).tokens,
            [edited],
            "{name}: saved"
        );
    }
}

#[test]
fn a_saved_inspection_without_a_token_is_evidence() {
    let mut model = shown();
    let saved = SavedInspection {
        tokens: Vec::new(),
        ..record()
    };
    model.restore(Way::Opened, "case.json", saved, now());
    assert_eq!(model.found.len(), 1);
    assert_eq!(model.documents.len(), 1);
    let expected = "Added 1 document, the API's error from case.json.";
    assert_eq!(notice(&model), (Some(NoticeKind::Info), expected));
}
