//! What the panels show, as plain data.

use tokenscope::diagnosis::{OutcomeKind, Step};
use tokenscope::input::{Kind, Noise, Role};
use tokenscope::token::Certainty;
use tokenscope::ui::authority_panel::{self, Progress};
use tokenscope::ui::claims_panel::{self, Line};
use tokenscope::ui::keys_panel::{self, Pinned};
use tokenscope::ui::{Open, checklist_panel, status_bar, token_panel, verdict_bar};

use super::fixture::{self, KID};
use jiff::tz::TimeZone;

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
fn addresses_tell_how_far_they_have_come() {
    let mut model = fixture::failing();
    let cards = authority_panel::cards(&model);
    let got: Vec<_> = cards
        .iter()
        .map(|c| (c.progress, c.words.as_str()))
        .collect();
    assert_eq!(
        got,
        [
            (Progress::Fetched, "answered 12:04:31, 8 keys"),
            (Progress::Saved, "from a saved file, 8 keys"),
            (Progress::Failed, "Timed out after 10 s."),
            (
                Progress::NotAsked,
                "Not a Microsoft host: allow it to ask there."
            ),
        ]
    );
    let issuers: Vec<_> = cards
        .iter()
        .map(|c| c.issuer.as_ref().map(|(_, same)| *same))
        .collect();
    assert_eq!(
        issuers,
        [Some(true), Some(false), None, None],
        "the token's issuer"
    );
    assert_eq!(
        cards[0].keys,
        "https://login.microsoftonline.com/common/discovery/keys"
    );
    assert_eq!(
        cards[1].keys,
        model.inspection.as_ref().unwrap().addresses[1].address.keys
    );
    let allow: Vec<_> = cards.iter().map(|c| c.allow.as_deref()).collect();
    assert_eq!(allow, [None, None, None, Some("idp.contoso.example")]);
    model.network.asking.insert(cards[2].keys.clone());
    model.network.consent.offline = true;
    let cards = authority_panel::cards(&model);
    assert_eq!(cards[2].progress, Progress::Asking);
    assert_eq!(cards[3].allow, None, "offline there is nothing to allow");
}

#[test]
fn the_matrix_of_keys_tells_where_each_is_listed() {
    let model = fixture::failing();
    let inspection = model.inspection.as_ref().unwrap();
    let columns = keys_panel::columns(inspection, &TimeZone::UTC);
    let got: Vec<_> = columns
        .iter()
        .map(|c| (c.label.as_str(), c.when.as_str()))
        .collect();
    assert_eq!(
        got,
        [
            ("tenant, v1.0", "12:04:31"),
            ("tenant, v1.0, ?appid=", "file"),
            ("common, v2.0", "2026-11-19 08:00"),
        ]
    );
    let rows: Vec<_> = (0..4)
        .filter_map(|i| keys_panel::row(inspection, i))
        .collect();
    let got: Vec<_> = rows
        .iter()
        .map(|r| (r.kid.as_str(), r.listed.as_slice(), r.matches, r.verifies))
        .collect();
    assert_eq!(
        got,
        [
            (KID, &[true, true, true][..], true, true),
            (
                "b1cD2eF3gH4iJ5kL6mN7oP8qR9s",
                &[true, false, true],
                false,
                false
            ),
            (
                "saml-app-key-0000000000000",
                &[false, true, false],
                false,
                false
            ),
            (
                "X5eXk4xyojNFum1kl2Ytv8dlNP4",
                &[true, true, true],
                false,
                false
            ),
        ]
    );
    assert_eq!(keys_panel::row(inspection, 4), None);
    assert_eq!(keys_panel::pinned(inspection), Pinned::Keys(1));
}

#[test]
fn what_is_pinned_follows_the_tokens_kid() {
    let mut inspection = fixture::failing().inspection.unwrap();
    inspection.keys.keys.remove(0);
    assert_eq!(
        keys_panel::pinned(&inspection),
        Pinned::Missing(KID.to_owned())
    );
    inspection.token = None;
    assert_eq!(keys_panel::pinned(&inspection), Pinned::NoKid);
}

#[test]
fn the_shown_key_is_the_selected_one_or_the_tokens() {
    let mut inspection = fixture::failing().inspection.unwrap();
    let third = keys_panel::id(&inspection.keys.keys[2]);
    assert_eq!(
        keys_panel::shown(&inspection, Some(&third)),
        Some(2),
        "selected"
    );
    assert_eq!(
        keys_panel::shown(&inspection, Some("gone")),
        Some(0),
        "no longer there"
    );
    inspection.signature.key = Some(3);
    assert_eq!(
        keys_panel::shown(&inspection, None),
        Some(3),
        "decided the signature"
    );
    inspection.signature.key = None;
    assert_eq!(
        keys_panel::shown(&inspection, None),
        Some(0),
        "of the token's kid"
    );
    inspection.keys.keys.remove(0);
    assert_eq!(keys_panel::shown(&inspection, None), None, "none");
}

#[test]
fn a_keys_details_hold_every_name_of_it() {
    let inspection = fixture::failing().inspection.unwrap();
    let details = keys_panel::details(&inspection, 0);
    let value = |name: &str| {
        details
            .iter()
            .find(|d| d.name == name)
            .map(|d| d.value.as_str())
    };
    assert_eq!(value("kid"), Some(KID));
    assert_eq!(
        value("SHA-1, hex"),
        Some("2BB980D9CF50F5C435A4BB5396EAFDB35E6F1D38")
    );
    assert_eq!(
        value("dates"),
        Some("2026-08-01 to 2031-08-01; not the life of the key")
    );
    assert_eq!(
        value("subject"),
        Some("CN=accounts.accesscontrol.windows.net")
    );
    assert_eq!(details.iter().filter(|d| d.name == "listed at").count(), 3);
    assert!(keys_panel::details(&inspection, 99).is_empty());
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
        ("Show why", r"a\u{202e}b")
    );
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
