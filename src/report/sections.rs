//! The sections of the text report below the verdict.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::json::{sources_of, thumbprint, trial};
use super::layout::{Column, table};
use super::text::{Colour, Page, clean, colour_of};
use crate::diagnosis::{Entry, Inspection, OutcomeKind, Step};
use crate::documents::AddressState;
use crate::input::{Kind, Role};
use crate::keys::SourceKind;
use crate::signature::{SignatureOutcome, TrialResult};
use crate::token::{Row, Token, claim_rows, header_rows, relative};

/// One line on what the token is, where it stood, and what is assumed.
pub(super) fn facts(page: &mut Page, inspection: &Inspection, at: Timestamp) {
    page.heading("Facts");
    let mut facts = vec![what_it_is(inspection)];
    if let Some(authority) = &inspection.authority {
        facts.push(match authority.cloud {
            Some(cloud) => format!("{}, {}", authority.platform.title(), cloud.title()),
            None => authority.platform.title().to_owned(),
        });
        facts.extend(authority.tenant.iter().map(|t| format!("tenant {t}")));
        facts.extend(authority.policy.iter().map(|p| format!("policy {p}")));
    }
    if let Some(token) = &inspection.token {
        facts.extend(token.alg().map(|alg| format!("signed with {alg}")));
        facts.extend(token.kid().map(|kid| format!("kid {kid}")));
        facts.extend(lifetime(token, at));
    }
    facts.push(signature(inspection.signature.outcome).to_owned());
    page.wrapped(2, &facts.join("; "));
    if let Some(reason) = &inspection.signature.reason {
        page.wrapped(2, reason);
    }
    let found = &inspection.found;
    page.wrapped(2, &format!("Found in {}, {}.", found.source, found.at));
    assumption(page, inspection);
}

fn what_it_is(inspection: &Inspection) -> String {
    let role = match inspection.role.role {
        Role::AccessToken => "access token",
        Role::IdToken => "ID token",
        Role::Unknown => "token",
    };
    match inspection.found.kind {
        Kind::Jws => role.to_owned(),
        Kind::Other => inspection
            .found
            .remark
            .clone()
            .unwrap_or_else(|| "not a token".to_owned()),
        kind => kind.name().replace('-', " "),
    }
}

fn lifetime(token: &Token, at: Timestamp) -> Option<String> {
    let expiry = *token.time("exp").present()?;
    let relative = relative(expiry, at);
    Some(if expiry > at {
        format!("expires {relative}")
    } else {
        format!("expired {relative}")
    })
}

fn signature(outcome: SignatureOutcome) -> &'static str {
    match outcome {
        SignatureOutcome::Verified => "signature verified",
        SignatureOutcome::VerifiedAfterNonceTransform => {
            "signature verified after the nonce transform of Microsoft's own APIs"
        }
        SignatureOutcome::Altered => "signature made by the right key, but over other content",
        SignatureOutcome::WrongKey => "signature made by another key",
        SignatureOutcome::NoKey => "no known key made the signature",
        SignatureOutcome::NotChecked => "signature not checked",
    }
}

/// What is taken for granted about the API where nothing was said about it.
fn assumption(page: &mut Page, inspection: &Inspection) {
    let Some(authority) = &inspection.authority else {
        return;
    };
    if inspection.api.metadata.is_none() && !authority.default_metadata.is_empty() {
        let text = format!(
            "Assumed: nothing was said about the metadata address of your API, so it is taken to \
             read the default one, {}. Say otherwise with --metadata or --api.",
            authority.default_metadata
        );
        page.wrapped(2, &text);
    }
    if inspection.api.audiences.is_empty() {
        page.wrapped(
            2,
            "The audience is not confirmed: say what your API accepts with --audience or --api.",
        );
    }
}

/// Every rule that applies, by steps.
pub(super) fn checklist(page: &mut Page, inspection: &Inspection) {
    if inspection.checklist.is_empty() {
        return;
    }
    page.heading("Checklist");
    for step in Step::ALL {
        let entries: Vec<&Entry> = inspection
            .checklist
            .iter()
            .filter(|entry| entry.step == step)
            .collect();
        if !entries.is_empty() {
            page.line(2, step.title());
        }
        for entry in entries {
            check(page, entry);
        }
    }
}

fn check(page: &mut Page, entry: &Entry) {
    const INDENT: usize = 11;
    let mark = match entry.outcome {
        OutcomeKind::Passed => "[pass]",
        OutcomeKind::Failed => "[FAIL]",
        OutcomeKind::Warning => "[warn]",
        OutcomeKind::NotChecked => "[ ?  ]",
        OutcomeKind::NotApplicable => "[ -  ]",
    };
    let mark = page.coloured(colour_of(entry.outcome), mark);
    let headline = format!("{} ({})", entry.headline, entry.rule);
    page.hanging(&format!("    {mark} "), INDENT, &headline);
    if !matches!(entry.outcome, OutcomeKind::Failed | OutcomeKind::Warning) {
        return;
    }
    for evidence in &entry.evidence {
        let text = if evidence.expected.is_empty() {
            format!("{}: {}", evidence.name, evidence.actual)
        } else {
            format!(
                "{}: expected {}; is {}",
                evidence.name, evidence.expected, evidence.actual
            )
        };
        page.wrapped(INDENT, &text);
    }
}

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
    let column = |title, cell: &dyn Fn(&Row) -> String| Column {
        title,
        cells: rows.iter().map(|row| clean(&cell(row))).collect(),
    };
    [
        column("name", &|row| row.name.clone()),
        column("value", &|row| row.value.clone()),
        column("meaning", &|row| {
            let meaning = &row.meaning;
            let texts = [meaning.value.as_str(), meaning.claim.as_str()];
            let texts: Vec<&str> = texts.into_iter().filter(|t| !t.is_empty()).collect();
            texts.join(". ")
        }),
    ]
}

fn print_table(page: &mut Page, columns: &[Column]) {
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

/// Where keys were looked for, and what came of it.
pub(super) fn addresses(page: &mut Page, inspection: &Inspection) {
    if inspection.addresses.is_empty() {
        return;
    }
    page.heading("Addresses");
    for (index, checked) in inspection.addresses.iter().enumerate() {
        let (state, reason) = match &checked.state {
            AddressState::Fetched => ("fetched", None),
            AddressState::Saved => ("saved", None),
            AddressState::Failed(reason) => ("failed", Some(reason)),
            AddressState::NotAsked(reason) => ("not asked", Some(reason)),
        };
        let listed = keys_listed(inspection, index);
        let listed = listed.map(|l| format!("; {l}")).unwrap_or_default();
        page.wrapped(2, &format!("{}: {state}{listed}", checked.address.label));
        page.wrapped(6, &checked.address.metadata);
        if let Some(reason) = reason {
            page.wrapped(6, reason);
        }
        for (_, source) in sources_of(inspection, index) {
            for fault in &source.faults {
                page.wrapped(6, fault);
            }
        }
    }
}

fn keys_listed(inspection: &Inspection, address: usize) -> Option<String> {
    let sources: Vec<_> = sources_of(inspection, address).collect();
    let key_set = sources.iter().find(|(_, s)| s.kind == SourceKind::Jwks);
    let (_, read) = key_set.or_else(|| sources.first())?;
    let count = match read.listed {
        0 => "no keys".to_owned(),
        1 => "1 key".to_owned(),
        many => format!("{many} keys"),
    };
    let named = inspection.token.as_ref().and_then(Token::kid).is_some();
    let matching = inspection.keys.matching();
    let has_kid = { matching }.any(|(_, k)| sources.iter().any(|(s, _)| k.listed_at.contains(s)));
    Some(match (named, has_kid) {
        (false, _) => count,
        (true, true) => format!("{count}, the token's kid among them"),
        (true, false) => format!("{count}, the token's kid not in this response"),
    })
}

/// Every known key.
pub(super) fn keys(page: &mut Page, inspection: &Inspection) {
    let all = &inspection.keys.keys;
    if all.is_empty() {
        return;
    }
    page.heading("Keys");
    let indexed = || all.iter().enumerate();
    let columns = [
        Column {
            title: "kid",
            cells: all
                .iter()
                .map(|key| {
                    clean(
                        key.kid
                            .as_deref()
                            .or_else(|| thumbprint(key))
                            .unwrap_or("-"),
                    )
                })
                .collect(),
        },
        Column {
            title: "token's kid",
            cells: all
                .iter()
                .map(|key| if key.matches_kid { "yes" } else { "no" }.to_owned())
                .collect(),
        },
        Column {
            title: "verifies",
            cells: indexed()
                .map(|(index, _)| verifies(trial(inspection, index)).to_owned())
                .collect(),
        },
        Column {
            title: "whose key",
            cells: all.iter().map(|key| clean(&key.role.title())).collect(),
        },
        Column {
            title: "listed at",
            cells: all
                .iter()
                .map(|key| {
                    let labels = inspection.keys.sources_of(key).map(|s| s.label.as_str());
                    clean(&labels.collect::<Vec<_>>().join("; "))
                })
                .collect(),
        },
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
