//! What the timeline of keys shows, as plain data: computed when its inputs change, never in a frame.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::keys_panel;
use super::stretch::{Stretch, seconds};
use super::timeline_bars::Run;
use super::when;
use crate::app::Model;
use crate::diagnosis::Inspection;
use crate::issuer::Purpose;
use crate::keys::{self, Key, KeyRole, KeyTable, Source, Timeline, TimelineRow};
use crate::token::{Claim, Token};

/// What the timeline shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TimelinePanel {
    /// The addresses whose answers have dates; the one to show first comes first.
    pub places: Vec<Place>,
    /// The token's own life.
    pub life: Option<Life>,
}

/// One address over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its key set's address.
    pub url: String,
    /// Its short name.
    pub label: String,
    /// "12 answers, 2026-09-22 to 2026-11-21".
    pub summary: String,
    /// When its answers came, oldest first, in seconds since 1970.
    pub answers: Vec<f64>,
    /// The keys: first those of the token's kid, then the latest seen first.
    pub rows: Vec<Row>,
    /// How many of the first rows stay in view, whatever is scrolled.
    pub pinned: usize,
    /// The token's kid, where no answer lists it.
    pub missing: Option<String>,
    /// What is in view before anybody zooms.
    pub fit: Stretch,
    /// What can be brought into view.
    pub all: Stretch,
}

/// One key over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Tells the key from all others in the matrix of keys; empty where it doesn't stand there.
    pub id: String,
    /// The name it is published under.
    pub kid: String,
    /// What kind of key it is, in a word or two.
    pub kind: &'static str,
    /// Whether it answers to the token's kid.
    pub matches: bool,
    /// Its runs, oldest first.
    pub runs: Vec<Run>,
    /// What is known of it, one line each: whose it is, when it was seen, its certificate.
    pub lines: Vec<String>,
    /// The row as it is read aloud: the same facts.
    pub name: String,
}

/// When a token is good.
#[derive(Debug, Clone, PartialEq)]
pub struct Life {
    /// From when, in seconds since 1970.
    pub from: f64,
    /// Until when.
    pub to: f64,
    /// "The token: 2026-11-14 09:30 to 2026-11-14 10:45".
    pub words: String,
}

/// How far beyond the answers the token's life and the moment of judgement may lie and still be in
/// view from the start, in seconds: else they would press the answers into a corner.
const NEARBY: f64 = 45.0 * 86_400.0;

/// More pinned rows than these would leave no room for the others.
const PINNED: usize = 3;

impl TimelinePanel {
    /// What is shown of the model.
    pub fn of(model: &Model) -> Self {
        let Some(inspection) = &model.inspection else {
            return Self::default();
        };
        let life = inspection
            .token
            .as_ref()
            .and_then(|token| life(token, &model.zone));
        let now = seconds(model.moment.at());
        let timelines = keys::timelines(&inspection.keys, &model.documents);
        let mut places: Vec<(bool, bool, Place)> = timelines
            .iter()
            .filter_map(|timeline| {
                let source = source(&inspection.keys, &timeline.url)?;
                let place = place(
                    inspection,
                    timeline,
                    source,
                    life.as_ref(),
                    now,
                    &model.zone,
                )?;
                let own = source.purpose == Some(Purpose::Own);
                Some((place.pinned == 0, !own, place))
            })
            .collect();
        // The most answers first; of as many, those that ever listed the token's key, then its own.
        places.sort_by_key(|(without, foreign, place)| {
            let answers = std::cmp::Reverse(place.answers.len());
            (answers, *without, *foreign)
        });
        Self {
            places: places.into_iter().map(|(_, _, place)| place).collect(),
            life,
        }
    }
}

fn source<'a>(table: &'a KeyTable, url: &str) -> Option<&'a Source> {
    table.sources.iter().find(|source| source.url == url)
}

/// The token's life, as far as its claims tell it.
fn life(token: &Token, zone: &TimeZone) -> Option<Life> {
    let time = |name: &str| match token.time(name) {
        Claim::Present(at) => Some(at),
        _ => None,
    };
    let from = time("nbf").or_else(|| time("iat"));
    let to = time("exp");
    let words = match (from, to) {
        (Some(from), Some(to)) => format!("{} to {}", date(from, zone), date(to, zone)),
        (Some(from), None) => format!("from {}", date(from, zone)),
        (None, Some(to)) => format!("to {}", date(to, zone)),
        (None, None) => return None,
    };
    let (from, to) = (from.or(to)?, to.or(from)?);
    Some(Life {
        from: seconds(from.min(to)),
        to: seconds(from.max(to)),
        words: format!("The token: {words}"),
    })
}

fn place(
    inspection: &Inspection,
    timeline: &Timeline,
    source: &Source,
    life: Option<&Life>,
    now: f64,
    zone: &TimeZone,
) -> Option<Place> {
    let (first, last) = timeline.answers.first().zip(timeline.answers.last())?;
    let rows: Vec<Row> = timeline
        .rows
        .iter()
        .map(|row| one_row(inspection, row, *last, zone))
        .collect();
    let pinned = rows.iter().take_while(|row| row.matches).count();
    let answers = [seconds(*first), seconds(*last)];
    let beside = life.map(|life| [life.from, life.to]).into_iter().flatten();
    let beside: Vec<f64> = beside.chain([now]).collect();
    let near = |at: &f64| *at >= answers[0] - NEARBY && *at <= answers[1] + NEARBY;
    let in_view = answers
        .into_iter()
        .chain(beside.iter().copied().filter(near));
    Some(Place {
        url: timeline.url.clone(),
        label: source.label.clone(),
        summary: summary(timeline.answers.len(), *first, *last, zone),
        fit: Stretch::around(in_view)?,
        all: Stretch::around(answers.into_iter().chain(beside))?,
        answers: timeline.answers.iter().map(|at| seconds(*at)).collect(),
        missing: (pinned == 0).then(|| kid(inspection)).flatten(),
        rows,
        pinned: pinned.min(PINNED),
    })
}

/// "14 answers, 2026-09-22 to 2026-11-21".
fn summary(answers: usize, first: Timestamp, last: Timestamp, zone: &TimeZone) -> String {
    match answers {
        1 => format!("1 answer, {}", date(first, zone)),
        many => format!(
            "{many} answers, {} to {}",
            day(first, zone),
            day(last, zone)
        ),
    }
}

/// What the token calls its key.
fn kid(inspection: &Inspection) -> Option<String> {
    let token = inspection.token.as_ref()?;
    token.kid().or_else(|| token.x5t()).map(str::to_owned)
}

fn one_row(inspection: &Inspection, row: &TimelineRow, newest: Timestamp, zone: &TimeZone) -> Row {
    let key = row.key.and_then(|index| inspection.keys.keys.get(index));
    let whose = key.map_or_else(|| "unknown owner".to_owned(), |key| key.role.title());
    let mut lines = vec![whose];
    lines.extend(seen(row, newest, zone));
    lines.extend(key.and_then(certificate));
    let own = if row.matches_kid {
        ", the token's key"
    } else {
        ""
    };
    Row {
        id: key.map(keys_panel::id).unwrap_or_default(),
        kid: row.kid.clone(),
        kind: key.map_or("unknown", |key| kind(&key.role)),
        matches: row.matches_kid,
        runs: row
            .spans
            .iter()
            .map(|span| (seconds(span.from), seconds(span.to)))
            .collect(),
        name: format!("{}{own}. {}", row.kid, lines.join(". ")),
        lines,
    }
}

/// When it was seen. Absence from the newest answer is told as just that: answers differ within
/// minutes (rules D1.9).
fn seen(row: &TimelineRow, newest: Timestamp, zone: &TimeZone) -> [String; 3] {
    let now = if row.last == newest {
        "in the newest answer"
    } else {
        "not in the newest answer"
    };
    // The history keeps only the ends of runs of equal answers, so that runs can be counted and the
    // answers in them can't.
    let gaps = match row.spans.len().saturating_sub(1) {
        0 => "No gaps: every answer in between lists it".to_owned(),
        1 => "1 gap: answers in between that don't list it".to_owned(),
        many => format!("{many} gaps: answers in between that don't list it"),
    };
    let gaps = if row.first == row.last {
        "Listed in this answer alone".to_owned()
    } else {
        gaps
    };
    [
        format!("First seen {}", date(row.first, zone)),
        format!("Last seen {}, {now}", date(row.last, zone)),
        gaps,
    ]
}

/// The dates of a certificate say nothing about how long its key is used (rules D1.7).
fn certificate(key: &Key) -> Option<String> {
    let certificate = key.certificate.as_ref()?;
    Some(format!(
        "Certificate {} to {}: not how long it is used",
        when::day(certificate.not_before),
        when::day(certificate.not_after)
    ))
}

/// What kind of key it is, in a word or two.
fn kind(role: &KeyRole) -> &'static str {
    match role {
        KeyRole::EntraPublic => "Entra ID",
        KeyRole::EntraUsGov => "US Government",
        KeyRole::EntraOther(_) => "other cloud",
        KeyRole::PersonalAccounts => "personal",
        KeyRole::SamlApplication => "app's SAML",
        KeyRole::CustomApplication(_) => "app's own",
        KeyRole::Adfs(_) => "AD FS",
        KeyRole::B2c => "B2C policy",
        KeyRole::Unknown(_) => "unknown",
    }
}

/// A moment, to the minute.
pub(super) fn date(at: Timestamp, zone: &TimeZone) -> String {
    let at = at.to_zoned(zone.clone());
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

fn day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d").to_string()
}
