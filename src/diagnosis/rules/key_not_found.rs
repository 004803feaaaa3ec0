//! F-53: no place that was read lists the key.

use crate::diagnosis::words::labels;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Family, Purpose};
use crate::keys::{Key, Source};
use crate::token::{Claim, utc};

pub(super) static RULE: Rule = Rule {
    id: "key-not-found",
    section: "F-53",
    step: Step::Key,
    cause: Cause::Key,
    line: "No key list that was read names the token's key",
    reference: "https://learn.microsoft.com/en-us/troubleshoot/entra/entra-id/app-integration/troubleshooting-signature-validation-errors",
    check,
};

/// So many answers are asked for before an absence counts (rules D1.9).
const ENOUGH: usize = 3;

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(kid) = facts.signed().and_then(|t| t.kid().or(t.x5t())) else {
        return Outcome::NotApplicable;
    };
    if facts.remembered_key().is_some() {
        return Outcome::NotApplicable;
    }
    if let Some(key) = listed_key(facts) {
        return listed_somewhere(facts, kid, key);
    }
    if !facts.own_read() {
        let headline = if facts.any_keys() {
            format!(
                "Key {kid} is in none of the lists that were read, but the token's own place is \
                 not among them."
            )
        } else {
            format!("No key list was read, so key {kid} could not be looked up.")
        };
        return Outcome::NotChecked(Finding::new(headline).fact("kid", kid));
    }
    Outcome::Failed(not_found(facts, kid))
}

/// The key of the token's kid that a verifier would use: the one that verifies, else one that the
/// issuer's or the API's places list, else any.
fn listed_key<'a>(facts: &Facts<'a>) -> Option<&'a Key> {
    let now = || facts.keys.matching_now().map(|(_, key)| key);
    let decided = facts.key().filter(|_| facts.genuine());
    let decided = decided.and_then(|decided| now().find(|key| std::ptr::eq(*key, decided)));
    let vouched = || now().find(|key| facts.vouched(key));
    decided.or_else(vouched).or_else(|| now().next())
}

/// Some place lists the key. A file or another platform's list doesn't make it the issuer's, where
/// the issuer's own list lacks it.
fn listed_somewhere(facts: &Facts<'_>, kid: &str, key: &Key) -> Outcome {
    let places = labels(facts.keys.sources_of(key).map(|s| s.label.as_str()));
    // Whether a key that names its issuer may sign for the token's is a rule of its own.
    let may_be_ours = |p: &Purpose| *p != Purpose::OtherFamily || key.issuer.is_some();
    let vouched = facts.keys.listed_for(key, may_be_ours);
    let from_file = facts.only_in_file(key).is_some();
    if facts.own_read() && !vouched {
        let loose = !facts.vouched(key);
        let why = if loose {
            "which is not the issuer's place"
        } else {
            "another platform's"
        };
        let headline = format!("Key {kid} is listed only at {places}, {why}.");
        return Outcome::Failed(looked_up(facts, kid, headline));
    }
    let finding = if vouched || from_file {
        Finding::new(format!("Key {kid} is listed at {places}."))
    } else {
        Finding::new(format!(
            "Key {kid} is listed only at {places}; the token's own place was not read."
        ))
    };
    let finding = finding.fact("Key", key.role.title());
    if vouched || from_file {
        Outcome::Passed(finding)
    } else {
        Outcome::NotChecked(finding)
    }
}

fn not_found(facts: &Facts<'_>, kid: &str) -> Finding {
    let own = facts.read(|p| *p == Purpose::Own).next();
    let place = own.map_or("the token's own place", |s| s.url.as_str());
    let others = facts.keys.sources.len().saturating_sub(1);
    let answers = match own.map_or(1, |source| source.answers) {
        0 | 1 => "this answer".to_owned(),
        many => format!("{many} answers"),
    };
    let headline = match others {
        0 => format!("Key {kid} is not in {answers} of {place}."),
        _ => format!(
            "Key {kid} is in none of the {} key lists that were read, not even in {answers} of \
             {place}.",
            others + 1
        ),
    };
    let mut finding = looked_up(facts, kid, headline);
    let likely = hypotheses(facts, kid);
    finding = finding.note(format!("Possible reasons, the likeliest first: {likely}."));
    if facts.genuine()
        && let Some(name) = facts.key().and_then(|k| k.kid.as_deref())
    {
        finding = finding.note(format!(
            "A published key does verify the signature, but under another name: {name}."
        ));
    }
    dates(facts, own, in_history(facts, kid, finding))
}

/// That the key history was searched too, and whether a place that has nothing to do with the token
/// once listed a key of this name.
fn in_history(facts: &Facts<'_>, kid: &str, finding: Finding) -> Finding {
    let past = facts.documents.past();
    let Some(span) = past.span() else {
        return finding;
    };
    match past.seen_named(kid) {
        None => finding.fact(
            "Key history of this computer",
            format!("searched back to {}, not this key", utc(span.first)),
        ),
        Some((url, seen)) => finding
            .fact(
                "Key history of this computer",
                format!("a key of this name at {url}, last seen {}", utc(seen.last)),
            )
            .note(format!(
                "This computer's key history has a key of this name, but of a place that is none of \
                 this token's: {url}."
            )),
    }
}

/// What every such finding holds: the kid, the issuer's place, and what each place lists.
fn looked_up(facts: &Facts<'_>, kid: &str, headline: String) -> Finding {
    let own = facts.read(|p| *p == Purpose::Own).next();
    let place = own.map_or("the token's own place", |s| s.url.as_str());
    let finding = Finding::new(headline)
        .compare("kid", "listed by the issuer", kid)
        .value("kid", kid)
        .value("place", place);
    let sources = facts.keys.sources.iter().enumerate();
    sources.fold(finding, |finding, (at, source)| {
        let mut named = facts.keys.matching_now().map(|(_, key)| key);
        let lists_it = named.any(|key| key.listed_at.contains(&at));
        finding.fact(source.label.clone(), listed(source, lists_it))
    })
}

fn listed(source: &Source, lists_it: bool) -> String {
    let keys = match source.listed {
        _ if lists_it => return "a key of this name".to_owned(),
        1 => "1 key, another one".to_owned(),
        n => format!("{n} keys, not this one"),
    };
    match source.answers {
        0 | 1 => keys,
        answers => format!("{keys} in {answers} answers"),
    }
}

/// F-53, in its order; what was looked at already is said so.
fn hypotheses(facts: &Facts<'_>, kid: &str) -> String {
    let of_entra = matches!(facts.family(), Some(Family::Entra | Family::ExternalId));
    let application = |p: &Purpose| matches!(p, Purpose::Application(_));
    let asked = facts.read(application).next().is_some();
    let mut reasons: Vec<&str> = Vec::new();
    // A SHA-256 name (43 characters) is how B2C and others call their keys, a SHA-1 name (27) how
    // Entra and AD FS call theirs (rules D1.3, D1.4): strong evidence, no proof.
    let sha256_name = kid.len() == 43;
    if of_entra && sha256_name {
        reasons.push("the name has the length of Azure AD B2C's key names (43 characters; Entra's have 27), so the issuer likely isn't the one that the token claims");
    }
    if facts.family() == Some(Family::B2c) && kid.len() == 27 {
        reasons.push("the name has the length of Entra's key names (27 characters; B2C's usually have 43), so this may be a token of the tenant's Entra side");
    }
    if of_entra {
        reasons.push(if asked {
            "the application has a signing key of its own, but the list of the application that was asked (?appid=) doesn't have this one; the id may be another application's"
        } else {
            "the application has a signing key of its own, which only the list with ?appid= names; that list was not read"
        });
    }
    reasons.push("the key belongs to another cloud, tenant or host");
    let sampled = facts.read(|p| *p == Purpose::Own).next();
    reasons.push(if sampled.is_some_and(|source| source.answers >= ENOUGH) {
        "the key is very new, or the answers differ from one moment to the next more than these show: ask again after some minutes"
    } else {
        "the key is very new or the answers differ from one moment to the next: ask again after a few seconds"
    });
    reasons.push("the token is old and its key was withdrawn since");
    reasons.push("the token was forged");
    let numbered: Vec<String> = reasons
        .iter()
        .enumerate()
        .map(|(at, reason)| format!("({}) {reason}", at + 1))
        .collect();
    numbered.join("; ")
}

/// How the age of the answer compares with the token's.
fn dates(facts: &Facts<'_>, own: Option<&Source>, finding: Finding) -> Finding {
    let Some(fetched) = own.and_then(|s| s.fetched) else {
        return finding;
    };
    let finding = finding.fact("Keys read", utc(fetched));
    match facts.token.map(|t| (t.time("iat"), t.time("exp"))) {
        Some((Claim::Present(iat), _)) if fetched < iat => finding.note(
            "The key list is older than the token: fetch it again before you conclude anything.",
        ),
        Some((_, Claim::Present(exp))) if exp < fetched => finding.note(
            "The token had expired before the key list was read; its key may have been withdrawn \
             in between.",
        ),
        _ => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, KID};
    use crate::keys::KeyRole;

    fn other_key(case: Case) -> Case {
        let purposes = [Purpose::Own, Purpose::Common];
        case.key("another-key", KeyRole::EntraPublic, &purposes)
    }

    #[test]
    fn it_fails_only_when_the_own_place_was_read() {
        let own = other_key(Case::entra().read(&Purpose::Own));
        let headline = own.expect(&RULE, OutcomeKind::Failed);
        assert!(headline.contains("not in this answer"), "{headline}");
        let common = other_key(Case::entra().read(&Purpose::Common));
        common.expect(&RULE, OutcomeKind::NotChecked);
        Case::entra().expect(&RULE, OutcomeKind::NotChecked);
    }

    #[test]
    fn a_listed_key_passes_wherever_it_is() {
        let case =
            Case::entra()
                .read(&Purpose::Common)
                .key(KID, KeyRole::EntraPublic, &[Purpose::Common]);
        case.expect(&RULE, OutcomeKind::Passed);
    }

    #[test]
    fn the_length_of_the_name_is_a_hint() {
        let long = "X5eXk4xyojNFum1kl2Ytv8dlNP4-c57dO6QGTVBwaNk";
        let case = other_key(Case::entra().header("kid", long).read(&Purpose::Own));
        let outcome = case.run(&RULE);
        let notes = outcome
            .finding()
            .map(|f| f.notes.join(" "))
            .unwrap_or_default();
        assert!(
            notes.contains("(1) the name has the length of Azure AD B2C"),
            "{notes}"
        );
        assert!(
            notes.contains("(2) the application has a signing key"),
            "{notes}"
        );
    }

    #[test]
    fn no_kid_and_no_signature_are_left_to_other_rules() {
        let own = || Case::entra().read(&Purpose::Own);
        own()
            .without("kid")
            .expect(&RULE, OutcomeKind::NotApplicable);
        own()
            .header("alg", "HS256")
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
