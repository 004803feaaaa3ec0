//! What the panels of addresses and keys show, as plain data.

use jiff::tz::TimeZone;
use tokenscope::keys::PublicKey;
use tokenscope::ui::authority_panel::{self, Progress};
use tokenscope::ui::keys_panel::{self, KeyRow, Listing, Pinned};

use super::fixture::{self, KID};

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
            (Progress::Fetched, "Answered 12:04:31, 8 keys"),
            (Progress::Saved, "From a saved file, 8 keys"),
            (Progress::Failed, "Timed out after 10 s"),
            (
                Progress::NotAsked,
                "Not a Microsoft host: allow it to ask there"
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

fn listed(row: &KeyRow) -> Vec<bool> {
    let cells = row.cells.iter();
    cells.map(|cell| cell.listing == Listing::Now).collect()
}

#[test]
fn a_place_that_only_the_history_knows_says_so() {
    let mut model = fixture::failing();
    let keys = &mut model.inspection.as_mut().unwrap().keys;
    (keys.sources[1].only_past, keys.sources[1].fetched) = (true, None);
    for key in &mut keys.keys {
        key.listed_at.retain(|column| *column != 1);
    }
    keys.keys[0].seen.at = vec![1];
    let inspection = model.inspection.as_ref().unwrap();
    let columns = keys_panel::columns(inspection, &TimeZone::UTC);
    let got: Vec<_> = columns.iter().map(|c| (c.past, c.when.as_str())).collect();
    let now = [(false, "12:04:31"), (false, "2026-11-19 08:00")];
    assert_eq!(got, [now[0], (true, "history"), now[1]]);
    let row = keys_panel::row(inspection, 0).unwrap();
    assert_eq!(row.cells[1].listing, Listing::Earlier);
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
        .map(|r| (r.kid.as_str(), listed(r), r.matches, r.verifies))
        .collect();
    assert_eq!(
        got,
        [
            (KID, vec![true, true, true], true, true),
            (
                "b1cD2eF3gH4iJ5kL6mN7oP8qR9s",
                vec![true, false, true],
                false,
                false
            ),
            (
                "saml-app-key-0000000000000",
                vec![false, true, false],
                false,
                false
            ),
            (
                "X5eXk4xyojNFum1kl2Ytv8dlNP4",
                vec![true, true, true],
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
fn a_column_of_kinds_is_needed_only_where_they_differ() {
    let mut inspection = fixture::failing().inspection.unwrap();
    let first = inspection.keys.keys[0].public.clone();
    for key in &mut inspection.keys.keys {
        key.public = first.clone();
    }
    assert_eq!(keys_panel::one_kind(&inspection), Some(first.title()));
    inspection.keys.keys[1].public = PublicKey::Unknown {
        kty: "oct".to_owned(),
    };
    assert_eq!(keys_panel::one_kind(&inspection), None, "two kinds");
    inspection.keys.keys.clear();
    assert_eq!(keys_panel::one_kind(&inspection), None, "no keys");
}

#[test]
fn a_keys_details_hold_every_name_of_it() {
    let inspection = fixture::failing().inspection.unwrap();
    let details = keys_panel::details(&inspection, 0, &TimeZone::UTC);
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
    assert!(keys_panel::details(&inspection, 99, &TimeZone::UTC).is_empty());
}

#[test]
fn a_remembered_key_says_when_it_was_last_seen_and_is_listed_nowhere() {
    let mut inspection = fixture::failing().inspection.unwrap();
    let key = &mut inspection.keys.keys[0];
    key.listed_at.clear();
    key.seen.at = vec![0];
    key.seen.last = Some("2026-10-22T08:00:00Z".parse().unwrap());
    let row = keys_panel::row(&inspection, 0).unwrap();
    assert!(
        row.role.starts_with("last seen 2026-10-22 · "),
        "{}",
        row.role
    );
    assert!(listed(&row).iter().all(|listed| !listed));
    assert_eq!(row.cells[0].listing, Listing::Earlier);
    let details = keys_panel::details(&inspection, 0, &TimeZone::UTC);
    let value = |name| {
        details
            .iter()
            .find(|d| d.name == name)
            .map(|d| d.value.as_str())
    };
    let remembered = value("remembered").unwrap();
    assert!(
        remembered.contains("none of the newest answers"),
        "{remembered}"
    );
    assert_eq!(value("listed at"), None);
    assert!(value("was at").is_some());
}
