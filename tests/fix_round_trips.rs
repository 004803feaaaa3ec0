//! Configurations that are written out are read back: what they say accepts the token.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

mod common;

use std::collections::BTreeSet;

use common::fixes::{inspect_with, tokens};
use tokenscope::api::{Fix, Stack, Target, import, recognise};
use tokenscope::diagnosis::{Inspection, OutcomeKind};

/// Rules about the token and its key rather than about what the API accepts.
const NOT_THE_API: [&str; 4] = [
    "expired",
    "missing-permission",
    "no-permissions",
    // What signs users in takes ID tokens.
    "id-token-as-access-token",
];

/// Why a configuration doesn't come back as it was written; `None` where it does.
fn difference(name: &str, row: &common::cases::Row, target: &Target, fix: &Fix) -> Option<String> {
    let read = recognise(&fix.text);
    if read.is_none() {
        return Some("no importer recognises it".to_owned());
    }
    let api = match import(name, &fix.text) {
        Ok(api) => api,
        Err(error) => return Some(error.to_string()),
    };
    if api.stack != Some(fix.stack) {
        return Some(format!("it is taken for {:?}", api.stack));
    }
    let same = |a: &Option<String>, b: &str| a.as_deref() == Some(b);
    let federation = target.federation.as_deref().unwrap_or_default();
    let addresses = [&api.metadata, &api.keys_address];
    let exactly = same(&api.metadata, &target.metadata)
        || same(&api.keys_address, &target.keys)
        || same(&api.metadata, federation);
    // Libraries with nothing but a tenant read one version's keys, which are the same, and some always
    // name the application.
    let of_tenant = by_tenant(fix.stack)
        && addresses
            .into_iter()
            .flatten()
            .any(|address| of_tenant(address, target));
    let below_issuer = api
        .metadata
        .as_ref()
        .is_some_and(|address| address.starts_with(&target.issuer));
    let reads = exactly || of_tenant || below_issuer;
    if !reads {
        return Some(format!(
            "it reads {:?} {:?}, not {} or {}",
            api.metadata, api.keys_address, target.metadata, target.keys
        ));
    }
    failed(&inspect_with(row, &api)).map(|rules| format!("refused by {rules}"))
}

/// Stacks that are given a tenant and no address.
fn by_tenant(stack: Stack) -> bool {
    matches!(
        stack,
        Stack::IdentityWeb
            | Stack::ApimValidateAzureAdToken
            | Stack::SpringCloudAzure
            | Stack::DjangoAuthAdfs
            | Stack::AwsAlb
    )
}

/// Whether an address is one of the target's tenant on the target's host.
fn of_tenant(address: &str, target: &Target) -> bool {
    let tenant = target.tenant.as_deref().unwrap_or("consumers");
    address.starts_with(&format!("{}{tenant}/", target.instance))
}

fn failed(inspection: &Inspection) -> Option<String> {
    let entries = inspection.checklist.iter();
    let failed: Vec<&str> = entries
        .filter(|e| e.outcome == OutcomeKind::Failed && !NOT_THE_API.contains(&e.rule))
        .map(|e| e.rule)
        .collect();
    (!failed.is_empty()).then(|| failed.join(", "))
}

#[test]
fn what_is_written_accepts_the_token_when_it_is_read_back() {
    let mut problems = BTreeSet::new();
    let mut recognised = BTreeSet::new();
    for row in tokens() {
        let inspection = row.inspect();
        let target = inspection.target().expect(&row.name);
        for stack in Stack::ALL {
            let Ok(fix) = inspection.fix(*stack) else {
                continue;
            };
            if recognise(&fix.text).is_some() {
                recognised.insert(stack.id());
            }
            let name = format!("{}, {}", stack.id(), row.name);
            if let Some(why) = difference(&name, &row, &target, &fix) {
                problems.insert(format!("{name}: {why}"));
            }
        }
    }
    // Where nothing is recognised at all, there is nothing that could read it back.
    if recognised.is_empty() {
        eprintln!("skipped: no importer recognises any configuration");
        return;
    }
    let lines: Vec<String> = problems.into_iter().collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}
