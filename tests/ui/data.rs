//! What the panels show, as plain data.

use tokenscope::diagnosis::{OutcomeKind, Step};
use tokenscope::input::{Kind, Noise, Role};
use tokenscope::token::Certainty;
use tokenscope::ui::claims_panel::{self, Line, Wanted};
use tokenscope::ui::{Open, checklist_panel, status_bar, token_panel, verdict_bar};

use super::fixture::{self};

#[test]
fn the_claims_table_has_both_parts_with_their_headings() {
    let model = fixture::failing();
    let panels = &model.panels;
    let (header, claims) = (panels.header.len(), panels.claims.len());
    assert_eq!(claims_panel::line_count(panels), header + claims + 2);
    assert_eq!(
        claims_panel::line(panels, 0),
        Some(Line::Part("Header", header))
    );
    assert_eq!(
        claims_panel::line(panels, 1),
        Some(Line::Member(&panels.header[0]))
    );
    assert_eq!(
        claims_panel::line(panels, header + 1),
        Some(Line::Part("Claims", claims))
    );
    assert_eq!(
        claims_panel::line(panels, header + 2),
        Some(Line::Member(&panels.claims[0]))
    );
    assert_eq!(
        claims_panel::line(panels, header + claims + 1),
        Some(Line::Member(&panels.claims[claims - 1]))
    );
    assert_eq!(claims_panel::line(panels, header + claims + 2), None);
}

#[test]
fn a_meaning_never_sounds_surer_than_it_is() {
    let rows = [
        ("documented", Some(Certainty::Documented), "told"),
        ("likely", Some(Certainty::Likely), "likely: told"),
        ("inferred", Some(Certainty::Inferred), "inferred: told"),
        (
            "undocumented",
            Some(Certainty::Undocumented),
            "undocumented: told",
        ),
        ("unknown", None, "told"),
    ];
    for (name, certainty, expected) in rows {
        let mut row = fixture::failing().panels.claims[0].clone();
        row.meaning.claim = "told".to_owned();
        row.meaning.certainty = certainty;
        assert_eq!(claims_panel::meaning_words(&row).1, expected, "{name}");
    }
}

#[test]
fn the_checklist_has_seven_steps_each_led_by_its_gravest_entry() {
    let inspection = fixture::failing().inspection.unwrap();
    let steps = checklist_panel::steps(&inspection);
    let got: Vec<_> = steps
        .iter()
        .map(|s| (s.step, s.outcome, s.entries.len()))
        .collect();
    assert_eq!(
        got,
        [
            (Step::Shape, OutcomeKind::Passed, 2),
            (Step::Audience, OutcomeKind::Failed, 2),
            (Step::Issuer, OutcomeKind::Passed, 3),
            (Step::Key, OutcomeKind::Passed, 1),
            (Step::Signature, OutcomeKind::NotChecked, 1),
            (Step::Time, OutcomeKind::Failed, 1),
            (Step::Permissions, OutcomeKind::NotApplicable, 0),
        ]
    );
    assert_eq!(steps[1].entries[0].rule, "graph-audience");
    assert_eq!(steps[6].finding, "nothing to check");
}

#[test]
fn the_way_through_the_checklist_ends_at_both_ends() {
    let inspection = fixture::failing().inspection.unwrap();
    let steps = checklist_panel::steps(&inspection);
    let rules = checklist_panel::walk(&steps);
    let (first, last) = (rules[0], rules[rules.len() - 1]);
    let rows = [
        (
            "forward",
            "graph-audience",
            true,
            Some("audience-unconfirmed"),
        ),
        ("back", "graph-audience", false, Some("wrapper-noise")),
        ("before the first", first, false, None),
        ("after the last", last, true, None),
        ("not there", "no-rule", true, None),
    ];
    for (name, open, forward, expected) in rows {
        let to = checklist_panel::neighbour(&steps, open, forward);
        assert_eq!(to, expected, "{name}");
    }
}

#[test]
fn the_open_entry_is_the_chosen_one_or_the_verdicts() {
    let mut inspection = fixture::failing().inspection.unwrap();
    let rows = [
        (
            "by itself",
            None,
            "graph-audience",
            (Step::Audience, "graph-audience"),
        ),
        (
            "chosen",
            Some("expired"),
            "graph-audience",
            (Step::Time, "expired"),
        ),
        (
            "gone",
            Some("no-rule"),
            "graph-audience",
            (Step::Audience, "graph-audience"),
        ),
        (
            "no verdict",
            None,
            "no-rule",
            (Step::Shape, "damaged-token"),
        ),
    ];
    for (name, chosen, verdict, expected) in rows {
        let open = Open {
            chosen,
            reveal: None,
        };
        let steps = checklist_panel::steps(&inspection);
        let got = checklist_panel::open_entry(&steps, &open, verdict);
        assert_eq!(got, Some(expected), "{name}");
    }
    inspection.checklist.clear();
    let steps = checklist_panel::steps(&inspection);
    let open = checklist_panel::open_entry(&steps, &Open::default(), "expired");
    assert_eq!(open, None, "empty");
}

#[test]
fn the_verdict_speaks() {
    let model = fixture::failing();
    let inspection = model.inspection.as_ref().unwrap();
    let verdict = verdict_bar::verdict(inspection, &model.panels.facts);
    assert_eq!(verdict.button, "Show fix");
    assert!(
        verdict
            .spoken()
            .starts_with("Verdict: Failed. This token is for Microsoft Graph.")
    );
    let mut without = inspection.clone();
    without.checklist[2].remedies.clear();
    without.verdict.headline = "a\u{202e}b".to_owned();
    let verdict = verdict_bar::verdict(&without, "");
    assert_eq!(
        (verdict.button, verdict.headline.as_str()),
        ("Show why", r"a\u{202E}b")
    );
    without.verdict.headline = format!("Tenant {} signed it.", fixture::TENANT);
    let verdict = verdict_bar::verdict(&without, "");
    assert_eq!(verdict.headline, "Tenant 3f1c0a52… signed it.");
    assert_eq!(verdict.full, without.verdict.headline);
}

#[test]
fn words_get_the_room_before_values_do() {
    let wanted = Wanted {
        name: 4,
        value: 36,
        meaning: 40,
    };
    let rows = [
        ("wide: all of it", wanted, 900.0, (64.0, 274.8)),
        ("narrow: the value gives way", wanted, 500.0, (64.0, 168.0)),
        ("tiny", wanted, 100.0, (64.0, 60.0)),
        (
            "long words leave the value its share",
            Wanted {
                meaning: 4000,
                ..wanted
            },
            564.0,
            (64.0, 190.0),
        ),
        ("nothing", Wanted::default(), 500.0, (64.0, 60.0)),
    ];
    for (name, wanted, width, expected) in rows {
        let got = wanted.widths(width);
        let near = |a: f32, b: f32| (a - b).abs() < 1.0;
        assert!(
            near(got.0, expected.0) && near(got.1, expected.1),
            "{name}: {got:?}"
        );
    }
}

#[test]
fn the_status_line_says_what_was_asked() {
    let model = fixture::failing();
    assert_eq!(
        status_bar::addresses_words(&model),
        "1 of 4 addresses answered, 12:04:31 · 1 of 4 known from a saved file · 1 failed"
    );
    assert_eq!(
        status_bar::requests_words(&model),
        "no request left this computer"
    );
    assert_eq!(status_bar::asking_words(&model), None);
    let mut offline = fixture::empty();
    offline.network.consent.offline = true;
    assert_eq!(
        status_bar::addresses_words(&offline),
        "Offline: nothing is asked"
    );
}

#[test]
fn found_tokens_are_named_and_placed() {
    let model = fixture::three_found();
    let lines: Vec<_> = (0..3)
        .filter_map(|i| token_panel::found_line(&model, i))
        .collect();
    let titles: Vec<_> = lines
        .iter()
        .map(|l| (l.title.as_str(), l.selected))
        .collect();
    assert_eq!(
        titles,
        [
            ("ID token", false),
            ("Access token", true),
            ("Refresh token", false)
        ]
    );
    assert_eq!(
        lines[0].place,
        "trace.har, entry 1, response body /id_token"
    );
    assert_eq!(token_panel::position(&model).as_deref(), Some("2 of 3"));
    assert_eq!(token_panel::position(&fixture::failing()), None);
    assert_eq!(
        token_panel::kind_title(Kind::Jws, Role::Unknown),
        "Signed token (JWT)"
    );
}

#[test]
fn every_noise_is_told_in_one_sentence() {
    use Noise::{
        DoubledScheme, Escapes, Invisible, LineBreaks, Padding, PercentEncoding, PlusAsSpace,
        Quotes, Quoting, Scheme, StandardBase64,
    };
    for noise in [
        Scheme,
        DoubledScheme,
        Quotes,
        LineBreaks,
        Invisible,
        PercentEncoding,
        Escapes,
        StandardBase64,
        Padding,
        PlusAsSpace,
        Quoting,
    ] {
        let words = token_panel::noise_words(noise);
        assert!(
            words.ends_with('.') && words.len() > 20,
            "{noise:?}: {words}"
        );
    }
}
