//! The API's tab as plain data.

use tokenscope::api::Stack;
use tokenscope::diagnosis::{Comparison, Likeness, Subject};
use tokenscope::ui::api_panel::{self, ApiPanel};

use super::api::known;

#[test]
fn every_likeness_has_its_own_mark_and_words() {
    use Likeness::{Different, Equal, Near, Unchecked, Unknown};
    let all = [Equal, Near, Different, Unchecked, Unknown];
    for (index, a) in all.into_iter().enumerate() {
        for b in all.into_iter().skip(index + 1) {
            assert_ne!(
                api_panel::likeness_mark(a),
                api_panel::likeness_mark(b),
                "{a:?} {b:?}"
            );
            assert_ne!(
                api_panel::likeness_word(a),
                api_panel::likeness_word(b),
                "{a:?} {b:?}"
            );
        }
    }
}

/// A row's values with what differs in brackets, as `expected|… = actual`.
fn written(line: Comparison) -> String {
    let mut model = known();
    model.inspection.as_mut().unwrap().comparison = vec![line];
    let panel = ApiPanel::of(&model);
    let row = &panel.rows[0];
    let text = |pieces: &Vec<tokenscope::ui::compare::Piece>| -> String {
        let piece = |p: &tokenscope::ui::compare::Piece| {
            if p.differs {
                format!("[{}]", p.text)
            } else {
                p.text.clone()
            }
        };
        pieces.iter().map(piece).collect()
    };
    let expected: Vec<String> = row.expected.iter().map(text).collect();
    let actual = row.actual.as_ref().map(text).unwrap_or_default();
    format!("{} +{} = {actual}", expected.join("|"), row.more)
}

/// A name, what the API accepts, what the token has, how alike they are, the row as it is written.
type Values<'a> = (&'a str, &'a [&'a str], Option<&'a str>, Likeness, &'a str);

#[test]
fn the_nearest_value_stands_first_and_shows_what_differs() {
    let guid = "8d1f5c1e-3f51-4f0c-9c0e-2a8f6d3b7e44";
    let prefixed = format!("api://{guid}");
    let rows: [Values<'_>; 8] = [
        (
            "a slash too many",
            &["api://orders", "https://a.example"],
            Some("https://a.example/"),
            Likeness::Near,
            "https://a.example|api://orders +0 = https://a.example[/]",
        ),
        (
            "a prefix",
            &[&prefixed],
            Some(guid),
            Likeness::Near,
            "[api://]8d1f5c1e-3f51-4f0c-9c0e-2a8f6d3b7e44 +0 = 8d1f5c1e-3f51-4f0c-9c0e-2a8f6d3b7e44",
        ),
        (
            "equal: at a glance, without marks",
            &[guid],
            Some(guid),
            Likeness::Equal,
            "8d1f5c1e… +0 = 8d1f5c1e…",
        ),
        (
            "nothing in the token",
            &["2.0"],
            None,
            Likeness::Different,
            "2.0 +0 = ",
        ),
        (
            "nothing known",
            &[],
            Some("2.0"),
            Likeness::Unknown,
            " +0 = 2.0",
        ),
        (
            "many",
            &["a", "b", "c", "d", "e", "f"],
            Some("f"),
            Likeness::Equal,
            "f|a|b|c +2 = f",
        ),
        (
            "sentences",
            &["5 minutes"],
            Some("expired 3 h ago"),
            Likeness::Different,
            "5 minutes +0 = expired 3 h ago",
        ),
        (
            "deceiving characters",
            &["a"],
            Some("a\u{202e}"),
            Likeness::Different,
            "a +0 = a[\\u{202E}]",
        ),
    ];
    for (name, expected, actual, likeness, told) in rows {
        let line = Comparison {
            subject: Subject::Audience,
            expected: expected.iter().map(|e| (*e).to_owned()).collect(),
            actual: actual.map(str::to_owned),
            likeness,
            origin: String::new(),
            note: String::new(),
            rule: None,
        };
        assert_eq!(written(line), told, "{name}");
    }
}

#[test]
fn rows_lead_to_rules_that_the_checklist_has() {
    let panel = ApiPanel::of(&known());
    let rules: Vec<_> = panel.rows.iter().filter_map(|row| row.rule).collect();
    // The checklist of this token has no entry for the version.
    assert_eq!(rules, ["graph-audience", "unknown-issuer", "expired"]);
    assert_eq!(
        panel.source,
        "appsettings.json · Microsoft.Identity.Web (API)"
    );
    assert_eq!(
        panel.answers_summary,
        "2 refuse it, 1 accepts it, 1 depends"
    );
    assert_eq!(panel.stack, Some(Stack::IdentityWeb));
}
