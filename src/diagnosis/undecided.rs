//! What the API's configuration leaves open is no reason to call a token refused, nor accepted: a list
//! that may not be whole, a check that is written as code.

use super::audience::in_words;
use super::issuers::is_accepted;
use super::pinned::{Pinned, pinned};
use super::rules::overlooks_slash;
use super::words::{list, short};
use super::{Facts, Finding, Outcome, OutcomeKind, Rule};
use crate::api::{About, Unread};
use crate::issuer::Shape;
use crate::token::Token;

/// Everything that can be left open, in the order in which it is told.
pub(super) const ALL: [About; 6] = [
    About::Audience,
    About::Issuer,
    About::Key,
    About::Algorithm,
    About::Lifetime,
    About::Claims,
];

/// More settings than these are counted, not named.
const NAMED: usize = 3;

/// Whether the configuration leaves open what the API says about this: something was not understood
/// that decides about it, and what was read doesn't accept the token by itself.
pub(super) fn is_open(facts: &Facts<'_>, about: About) -> bool {
    facts.api.reading.undecided(about).next().is_some() && !is_settled(facts, about)
}

/// Whether what was read accepts the token, whatever else may count.
fn is_settled(facts: &Facts<'_>, about: About) -> bool {
    let (api, off) = (facts.api, facts.api.unchecked);
    let Some(token) = facts.token else {
        return false;
    };
    match about {
        About::Audience => off.audience || audience_listed(facts, token),
        About::Issuer => {
            // Nothing listed: what was not read may take the place of the metadata's issuer.
            let beside = api.issuer_from_metadata || !api.issuers.is_empty();
            let counts = beside || api.metadata.is_none();
            // A tenant alone tells no login host.
            let by_tenant = api.metadata.is_none() && api.issuers.is_empty();
            off.issuer || counts && !by_tenant && is_accepted(facts)
        }
        // Where keys are looked up in another place, the one that was read tells nothing.
        About::Key => {
            let own = pinned(facts);
            off.signature || matches!(own, Some(Pinned::Named(_) | Pinned::Verifies(_)))
        }
        About::Algorithm => {
            let listed = |alg| api.algorithms.iter().any(|known| known == alg);
            off.signature || token.alg().is_some_and(listed)
        }
        About::Lifetime => off.lifetime,
        About::Claims => false,
    }
}

/// Whether the API accepts one of the token's audiences: one is listed, or overlooked to differ.
pub(super) fn audience_listed(facts: &Facts<'_>, token: &Token) -> bool {
    let slash = overlooks_slash(facts) == Some(true);
    let same = |accepted: &str, own: &str| {
        accepted == own || slash && accepted.trim_end_matches('/') == own.trim_end_matches('/')
    };
    let accepted = &facts.api.audiences;
    let audiences = token.audiences();
    let mut own = audiences.iter();
    own.any(|own| accepted.iter().any(|a| same(a, own)))
}

/// The settings that decide: "line 12 (audience) comes from the environment".
fn settings(facts: &Facts<'_>, about: About) -> String {
    let unread: Vec<&Unread> = facts.api.reading.undecided(about).collect();
    let mut all: Vec<String> = Vec::new();
    for told in unread.iter().map(|u| told(u)) {
        if !all.contains(&told) {
            all.push(told);
        }
    }
    let more = all.len().saturating_sub(NAMED);
    all.truncate(NAMED);
    let told = all.join("; ");
    match more {
        0 => told,
        more => format!("{told}; and {more} more"),
    }
}

fn told(unread: &Unread) -> String {
    let reason = unread.reason.trim_end_matches('.');
    short(&format!("{} {reason}", place(unread)), 300)
}

/// "line 12 (audience)".
pub(super) fn place(unread: &Unread) -> String {
    let name = short(&unread.name, 80);
    match unread.line {
        Some(line) => format!("line {line} ({name})"),
        None => name,
    }
}

/// What was not checked and why, as a sentence without its stop: "whether your API accepts the
/// audience x was not checked: line 12 …".
pub(super) fn clause(facts: &Facts<'_>, about: About) -> String {
    let token = facts.token;
    let shown = |value: Option<&str>| short(value.unwrap_or("that it has"), 200);
    let what = match about {
        About::Audience => {
            let aud = token.map(|t| in_words(&t.audiences()));
            format!("your API accepts the audience {}", shown(aud.as_deref()))
        }
        About::Issuer => {
            let issuer = token.and_then(Token::issuer);
            format!("your API accepts the issuer {}", shown(issuer))
        }
        About::Key => match token.and_then(|t| t.kid().or(t.x5t())) {
            Some(kid) => format!("your API has the key {}", short(kid, 80)),
            None => "your API has the token's key".to_owned(),
        },
        About::Algorithm => {
            let alg = token.and_then(Token::alg);
            format!("your API accepts the algorithm {}", shown(alg))
        }
        About::Lifetime => "your API accepts the token at this time".to_owned(),
        About::Claims => {
            let mut unread: Vec<String> = Vec::new();
            for place in facts.api.reading.undecided(about).map(place) {
                if !unread.contains(&place) {
                    unread.push(place);
                }
            }
            let asks = if unread.len() > 1 { "ask" } else { "asks" };
            let more = unread.len().saturating_sub(NAMED);
            if more > 0 {
                unread.truncate(NAMED);
                unread.push(format!("{more} more"));
            }
            return format!("what {} {asks} for was not checked", list(&unread));
        }
    };
    format!("whether {what} was not checked: {}", settings(facts, about))
}

/// The same as a finding.
pub(super) fn finding(facts: &Facts<'_>, about: About) -> Finding {
    let mut clause = clause(facts, about);
    if let Some(first) = clause.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let finding = Finding::new(format!("{clause}."));
    match about {
        About::Claims => facts
            .api
            .reading
            .undecided(about)
            .fold(finding, |finding, unread| {
                finding.note(capitalised(&format!("{}.", told(unread))))
            }),
        _ => finding,
    }
}

fn capitalised(text: &str) -> String {
    match text.strip_prefix("line ") {
        Some(rest) => format!("Line {rest}"),
        None => text.to_owned(),
    }
}

/// Whether a scope or role that would be enough is among what was not understood.
pub(super) fn names_are_open(facts: &Facts<'_>) -> bool {
    const WORDS: [&str; 4] = ["scope", "scp", "role", "permission"];
    let mut unread = facts.api.reading.undecided(About::Claims);
    unread.any(|unread| {
        let name = unread.name.to_ascii_lowercase();
        WORDS.iter().any(|word| name.contains(word))
    })
}

/// A refusal over half a list, which becomes a question.
pub(super) fn hold(rule: &Rule, outcome: Outcome, facts: &Facts<'_>) -> Outcome {
    let Some(about) = held_by(rule, outcome.kind(), facts) else {
        return outcome;
    };
    let Some(judged) = outcome.finding() else {
        return outcome;
    };
    let mut held = finding(facts, about);
    held.evidence.clone_from(&judged.evidence);
    Outcome::NotChecked(held.note(format!("Going by what was read alone: {}", judged.headline)))
}

/// What keeps a rule from what it says.
fn held_by(rule: &Rule, kind: OutcomeKind, facts: &Facts<'_>) -> Option<About> {
    let refuses = match kind {
        OutcomeKind::Failed => true,
        OutcomeKind::Warning => DOUBTS.contains(&rule.id),
        _ => false,
    };
    let template = facts.authority.is_some_and(|a| a.shape == Shape::Template);
    let abouts = match rule.id {
        // Nobody issues a template.
        "unknown-issuer" if template => &[],
        // Another cloud's place lacks the key, whichever issuers are accepted.
        "cloud-mismatch" if facts.api_place().is_some() => &[About::Key][..],
        "cloud-mismatch" => &[About::Issuer, About::Key],
        id => decided_by(id),
    };
    let mut abouts = abouts.iter().copied().filter(|_| refuses);
    abouts.find(|about| is_open(facts, *about))
}

/// The rules whose warnings too rest on what the configuration lists.
const DOUBTS: [&str; 4] = [
    "audience-near-miss",
    "audience-unconfirmed",
    "any-tenant-accepted",
    "stale-key-cache",
];

/// What the configuration has to list for a rule to refuse a token.
fn decided_by(rule: &str) -> &'static [About] {
    match rule {
        "audience-near-miss"
        | "audience-mismatch"
        | "audience-unconfirmed"
        | "microsoft-api-audience" => &[About::Audience],
        "unknown-issuer"
        | "issuer-near-miss"
        | "tenant-mismatch"
        | "token-version-mismatch"
        | "any-tenant-accepted" => &[About::Issuer],
        "b2c-policy-mismatch"
        | "b2c-entra-mix"
        | "external-id-entra-mix"
        | "adfs-entra-mix"
        | "metadata-unreachable"
        | "key-not-found"
        | "key-withdrawn"
        | "saml-app-key"
        | "custom-signing-key"
        | "wrong-metadata-address"
        | "stale-key-cache" => &[About::Key],
        "expired" | "not-yet-valid" => &[About::Lifetime],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::rules::RULES;
    use crate::diagnosis::testing::{API, Case};

    fn rule(id: &str) -> &'static Rule {
        RULES
            .iter()
            .find(|rule| rule.id == id)
            .copied()
            .unwrap_or_else(|| unreachable!("{id}"))
    }

    fn open(case: Case, names: &[(&str, usize)], about: About) -> Case {
        let mut case = case;
        for (name, line) in names {
            case.api.reading.unread.push(Unread {
                line: Some(*line),
                name: (*name).to_owned(),
                reason: "comes from the environment.".to_owned(),
                about: Some(about),
            });
        }
        case
    }

    #[test]
    fn every_rule_that_is_held_back_exists() {
        for id in DOUBTS {
            assert!(!decided_by(rule(id).id).is_empty(), "{id}");
        }
        let held = RULES.iter().filter(|rule| !decided_by(rule.id).is_empty());
        assert_eq!(held.count(), 22, "a rule's name in decided_by is wrong");
    }

    #[test]
    fn each_setting_is_named_and_many_are_counted() {
        let rows = [
            (&[("A", 1)][..], "line 1 (A) comes from the environment."),
            (
                &[("A", 1), ("B", 2)],
                "line 1 (A) comes from the environment; line 2 (B) comes from the environment.",
            ),
            (
                &[("A", 1), ("B", 2), ("C", 3), ("D", 4), ("E", 5)],
                "line 3 (C) comes from the environment; and 2 more.",
            ),
        ];
        for (names, end) in rows {
            let case = open(
                Case::entra().audience("api://other"),
                names,
                About::Audience,
            );
            let headline = case.expect(rule("audience-mismatch"), OutcomeKind::NotChecked);
            assert!(headline.ends_with(end), "{names:?}: {headline}");
        }
    }

    #[test]
    fn claims_that_code_asks_for_are_named() {
        let rows = [
            (&[("A", 1)][..], "What line 1 (A) asks for was not checked."),
            (
                &[("A", 1), ("B", 2)],
                "What line 1 (A) and line 2 (B) ask for was not checked.",
            ),
            (
                &[("A", 1), ("B", 2), ("C", 3), ("D", 4)],
                "What line 1 (A), line 2 (B), line 3 (C) and 1 more ask for was not checked.",
            ),
        ];
        for (names, expected) in rows {
            let case = open(Case::entra().audience(API), names, About::Claims);
            let headline = case.expect(rule("missing-permission"), OutcomeKind::NotChecked);
            assert_eq!(headline, expected, "{names:?}");
        }
    }

    #[test]
    fn a_check_that_is_off_is_not_open() {
        let rows = [
            ("the audience", "audience-mismatch", About::Audience),
            ("lifetimes", "expired", About::Lifetime),
        ];
        for (name, id, about) in rows {
            let case = Case::entra().audience("api://other").claim("exp", 1);
            let mut case = open(case, &[("A", 1)], about);
            case.expect(rule(id), OutcomeKind::NotChecked);
            case.api.unchecked.audience = true;
            case.api.unchecked.lifetime = true;
            let outcome = case.expect(rule(id), OutcomeKind::Warning);
            assert!(outcome.contains(name), "{name}: {outcome}");
        }
    }

    #[test]
    fn what_is_told_by_hand_settles_it() {
        let case = open(
            Case::entra().audience("api://other"),
            &[("A", 1)],
            About::Audience,
        );
        let mut case = case;
        case.api.reading.settle(About::Issuer);
        case.expect(rule("audience-mismatch"), OutcomeKind::NotChecked);
        case.api.reading.settle(About::Audience);
        case.expect(rule("audience-mismatch"), OutcomeKind::Failed);
    }
}
