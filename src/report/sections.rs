//! The checklist and the addresses.

use super::json::sources_of;
use super::text::{Page, colour_of};
use crate::diagnosis::{Entry, Inspection, OutcomeKind, Step};
use crate::documents::AddressState;
use crate::keys::SourceKind;
use crate::token::Token;

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
        page.wrapped(6, checked.address.place());
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
