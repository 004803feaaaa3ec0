//! The root cause among the outcomes, and what merely follows from it.

use super::{Cause, Entry, Outcome, OutcomeKind, Rule, company, guide};

/// The root cause, or that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The rule that leads; `signature-verified` where nothing failed.
    pub rule: &'static str,
    /// Failed, passed, or not checked.
    pub outcome: OutcomeKind,
    /// One sentence.
    pub headline: String,
}

/// The rules whose page explains the good case; all other pages explain what is wrong.
const SPEAKS_WHEN_PASSED: [&str; 2] = ["signature-verified", "long-lived-cae"];

/// A rule with what it said.
pub(super) type Judged = (&'static Rule, Outcome);

/// The first failed rule in the order of causes; else what `signature-verified` says. A warning
/// leads only where it says that the token, standing beside the access token, is none for an API.
pub(super) fn verdict(outcomes: &[Judged]) -> Verdict {
    let decided = outcomes
        .iter()
        .find(|(rule, _)| rule.id == "signature-verified");
    let beside = company::warned(outcomes);
    let Some((rule, outcome)) = leading(outcomes).or(beside).or(decided) else {
        return nothing_checked();
    };
    let decisive = matches!(outcome.kind(), OutcomeKind::Failed | OutcomeKind::Passed);
    let kind = if decisive || company::WHAT_IT_IS.contains(&rule.id) {
        outcome.kind()
    } else {
        OutcomeKind::NotChecked
    };
    let Some(finding) = outcome.finding() else {
        return nothing_checked();
    };
    Verdict {
        rule: rule.id,
        outcome: kind,
        headline: finding.headline.clone(),
    }
}

/// The first failed rule in the order of causes.
pub(super) fn leading(outcomes: &[Judged]) -> Option<&Judged> {
    outcomes
        .iter()
        .filter(|(_, outcome)| outcome.kind() == OutcomeKind::Failed)
        .min_by_key(|(rule, _)| rule.cause)
}

fn nothing_checked() -> Verdict {
    Verdict {
        rule: "signature-verified",
        outcome: OutcomeKind::NotChecked,
        headline: "Nothing could be checked.".to_owned(),
    }
}

/// The checklist: every outcome that applies, with its prose, each consequence marked as one.
pub(super) fn checklist(outcomes: &[Judged]) -> Vec<Entry> {
    let leader = leading(outcomes);
    outcomes
        .iter()
        .filter_map(|(rule, outcome)| {
            let mut entry = entry(rule, outcome)?;
            let follows = leader.filter(|(leader, _)| {
                refused(entry.outcome) && follows_from(rule.cause, rule.id, leader)
            });
            if let Some((_, outcome)) = follows
                && let Some(finding) = outcome.finding()
            {
                let note = format!(
                    "This follows from another finding and goes away with it: {}",
                    finding.headline
                );
                entry.explanation = format!("{note}\n\n{}", entry.explanation);
            }
            Some(entry)
        })
        .collect()
}

/// Whether a rule that fires beside a leading one says nothing of its own: what happens to key and
/// signature is decided by a broken token, a foreign audience, another issuer or a missing key.
fn follows_from(cause: Cause, id: &str, leader: &Rule) -> bool {
    let on_signature = matches!(id, "nonce-header" | "signature-altered");
    let on_keys = matches!(
        id,
        "key-not-found" | "wrong-metadata-address" | "key-cloud-mismatch"
    );
    let on_issuer = matches!(id, "issuer-near-miss" | "token-version-mismatch");
    // The signature is checked with a remembered key too: what it says stands by itself.
    if id == leader.id || leader.id == "key-withdrawn" {
        return false;
    }
    match leader.cause {
        Cause::Shape => cause > Cause::Shape && (on_signature || on_keys),
        Cause::ForeignAudience => {
            on_signature || matches!(id, "audience-mismatch" | "no-permissions")
        }
        Cause::Issuer => on_keys || on_issuer,
        // Another place that lists the key doesn't mend content that was changed.
        Cause::Key => id == "nonce-header",
        Cause::Unreachable | Cause::Signature => on_signature,
        _ => false,
    }
}

fn refused(kind: OutcomeKind) -> bool {
    matches!(kind, OutcomeKind::Failed | OutcomeKind::Warning)
}

fn entry(rule: &'static Rule, outcome: &Outcome) -> Option<Entry> {
    let finding = outcome.finding()?;
    let page = guide::page(rule.id, &finding.values);
    let refused = refused(outcome.kind());
    let mut paragraphs = Vec::new();
    let good = outcome.kind() == OutcomeKind::Passed && SPEAKS_WHEN_PASSED.contains(&rule.id);
    if refused || good {
        paragraphs.push(page.meaning);
    }
    if refused {
        paragraphs.push(page.refused);
    }
    paragraphs.extend(finding.notes.iter().cloned());
    paragraphs.retain(|p| !p.is_empty());
    Some(Entry {
        rule: rule.id,
        step: rule.step,
        outcome: outcome.kind(),
        headline: finding.headline.clone(),
        evidence: finding.evidence.clone(),
        explanation: paragraphs.join("\n\n"),
        remedies: if refused { page.remedies } else { Vec::new() },
        reference: rule.reference,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::super::{Finding, Step};
    use super::*;

    static GRAPH: Rule = rule("graph-audience", Cause::ForeignAudience);
    static ALTERED: Rule = rule("signature-altered", Cause::Signature);
    static VERIFIED: Rule = rule("signature-verified", Cause::Signature);
    static EXPIRED: Rule = rule("expired", Cause::Time);

    const fn rule(id: &'static str, cause: Cause) -> Rule {
        Rule {
            id,
            section: "",
            step: Step::Key,
            cause,
            line: "",
            reference: "",
            check: |_| Outcome::NotApplicable,
        }
    }

    fn says(text: &str) -> Finding {
        Finding::new(text)
    }

    #[test]
    fn the_first_failed_rule_in_cause_order_leads() {
        let outcomes = [
            (&EXPIRED, Outcome::Failed(says("expired"))),
            (&ALTERED, Outcome::Failed(says("altered"))),
            (&GRAPH, Outcome::Failed(says("graph"))),
        ];
        assert_eq!(verdict(&outcomes).rule, "graph-audience");
        assert_eq!(verdict(&outcomes[..2]).rule, "signature-altered");
        let list = checklist(&outcomes);
        assert!(
            list[1].explanation.contains("follows from") && list[1].explanation.contains("graph")
        );
        assert!(!list[0].explanation.contains("follows from"));
    }

    #[test]
    fn changed_content_stands_beside_a_key_that_is_listed_elsewhere() {
        static SAML: Rule = rule("saml-app-key", Cause::Key);
        static NONCE: Rule = rule("nonce-header", Cause::Signature);
        let outcomes = [
            (&SAML, Outcome::Failed(says("saml"))),
            (&ALTERED, Outcome::Failed(says("altered"))),
            (&NONCE, Outcome::Failed(says("nonce"))),
        ];
        let list = checklist(&outcomes);
        assert!(!list[1].explanation.contains("follows from"));
        assert!(list[2].explanation.contains("follows from"));
    }

    #[test]
    fn a_warning_never_leads() {
        let outcomes = [
            (&GRAPH, Outcome::Warning(says("warned"))),
            (&VERIFIED, Outcome::Passed(says("genuine"))),
        ];
        let verdict = verdict(&outcomes);
        assert_eq!(
            (verdict.rule, verdict.outcome),
            ("signature-verified", OutcomeKind::Passed)
        );
    }

    #[test]
    fn what_was_not_checked_is_not_explained_as_good() {
        let says = |outcome| checklist(&[(&VERIFIED, outcome)])[0].explanation.clone();
        assert!(says(Outcome::Passed(says_of())).contains("verifies the signature"));
        assert_eq!(says(Outcome::NotChecked(says_of())), "");
    }

    fn says_of() -> Finding {
        says("signature")
    }

    #[test]
    fn nothing_failed_and_nothing_verified_is_not_checked() {
        let offline = [(&VERIFIED, Outcome::NotChecked(says("no keys")))];
        assert_eq!(verdict(&offline).headline, "no keys");
        let nothing = [(&VERIFIED, Outcome::NotApplicable)];
        for outcomes in [&offline[..], &nothing[..], &[]] {
            assert_eq!(verdict(outcomes).outcome, OutcomeKind::NotChecked);
        }
    }
}
