//! Header, claims and keys as tables.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::json::{thumbprint, trial};
use super::layout::{Column, table};
use super::text::{Colour, Page, clean};
use super::without_tokens;
use crate::diagnosis::Inspection;
use crate::keys::Key;
use crate::signature::TrialResult;
use crate::token::{Certainty, Meaning, Row, claim_rows, header_rows, utc};

/// Header and claims with their meanings.
pub(super) fn members(page: &mut Page, i: &Inspection, at: Timestamp, local: &TimeZone) {
    let Some(token) = &i.token else { return };
    let parts = [
        ("Header", header_rows(token), &token.header().fault),
        (
            "Claims",
            claim_rows(token, at, local),
            &token.payload().fault,
        ),
    ];
    for (title, rows, fault) in parts {
        if !rows.is_empty() || fault.is_some() {
            page.heading(title);
        }
        if let Some(fault) = fault {
            page.wrapped(2, fault);
        }
        if !rows.is_empty() {
            print_table(page, &member_columns(&rows));
        }
    }
}

fn member_columns(rows: &[Row]) -> [Column; 3] {
    let column = |title, whole, cell: &dyn Fn(&Row) -> String| Column {
        title,
        cells: rows.iter().map(|row| clean(&cell(row))).collect(),
        whole,
    };
    [
        column("name", false, &|row| row.name.clone()),
        column("value", false, &|row| shortened(&row.value)),
        column("meaning", false, &|row| meaning(&row.meaning)),
    ]
}

/// A value of bounded length: the JSON report has all of it.
fn shortened(value: &str) -> String {
    const LONGEST: usize = 600;
    const KEPT: usize = 400;
    let count = value.chars().count();
    if count <= LONGEST {
        return value.to_owned();
    }
    // Before the cut, so that no half of a token is left over.
    let start: String = without_tokens(value).chars().take(KEPT).collect();
    format!("{start}… ({count} characters; --json prints all)")
}

/// The value in words, then what the claim is and how sure that is.
fn meaning(meaning: &Meaning) -> String {
    let certainty = match meaning.certainty {
        Some(Certainty::Likely) => "Likely: ",
        Some(Certainty::Inferred) => "Inferred: ",
        Some(Certainty::Undocumented) => "Undocumented: ",
        Some(Certainty::Documented) | None => "",
    };
    let claim = match meaning.claim.as_str() {
        "" => String::new(),
        claim => format!("{certainty}{claim}"),
    };
    let value = sentence(&meaning.value);
    [value, claim]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A phrase as a sentence.
fn sentence(phrase: &str) -> String {
    let mut chars = phrase.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    let stop = if phrase.ends_with(['.', '?', ':']) {
        ""
    } else {
        "."
    };
    format!("{}{}{stop}", first.to_uppercase(), chars.as_str())
}

pub(super) fn print_table(page: &mut Page, columns: &[Column]) {
    let lines = table(columns, Some(page.width.saturating_sub(2)));
    for (index, line) in lines.iter().enumerate() {
        if index == 0 {
            let titles = page.coloured(Colour::Dim, line);
            page.line(2, &titles);
        } else {
            page.line(2, line);
        }
    }
}

/// Every known key.
pub(super) fn keys(page: &mut Page, inspection: &Inspection) {
    let all = &inspection.keys.keys;
    if all.is_empty() {
        return;
    }
    page.heading("Keys");
    let column = |title, whole, cell: &dyn Fn(usize, &Key) -> String| Column {
        title,
        cells: all
            .iter()
            .enumerate()
            .map(|(index, key)| clean(&cell(index, key)))
            .collect(),
        whole,
    };
    let columns = [
        column("kid", true, &|_, key| {
            let name = key.kid.as_deref().or_else(|| thumbprint(key));
            name.unwrap_or("-").to_owned()
        }),
        column("token's kid", true, &|_, key| {
            if key.matches_kid { "yes" } else { "no" }.to_owned()
        }),
        column("verifies", false, &|index, _| {
            verifies(trial(inspection, index)).to_owned()
        }),
        column("whose key", false, &|_, key| key.role.title()),
        column("listed at", false, &|_, key| {
            if key.is_remembered() {
                let now = if inspection.keys.is_unasked(key) {
                    "not asked now"
                } else {
                    "nowhere now"
                };
                return match key.seen.last {
                    Some(last) => format!("{now}; last seen {}", utc(last)),
                    None => now.to_owned(),
                };
            }
            let labels = inspection.keys.sources_of(key).map(|s| s.label.as_str());
            labels.collect::<Vec<_>>().join("; ")
        }),
    ];
    print_table(page, &columns);
}

fn verifies(trial: Option<&TrialResult>) -> &'static str {
    match trial {
        Some(TrialResult::Verified) => "yes",
        Some(TrialResult::VerifiedAfterNonceTransform) => "yes, after the nonce transform",
        Some(TrialResult::OtherContent { .. }) => "made it, over other content",
        Some(TrialResult::NotThisKey) => "no",
        Some(TrialResult::NotTried(_)) | None => "not tried",
    }
}
