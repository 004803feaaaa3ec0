//! F-54: the published key contradicts its own certificate.

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::keys::KeyFault;

pub(super) static RULE: Rule = Rule {
    id: "key-certificate-mismatch",
    section: "F-54",
    step: Step::Key,
    cause: Cause::Key,
    line: "The published key contradicts its own certificate",
    reference: "https://www.rfc-editor.org/rfc/rfc7517#section-4.7",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(key) = facts.signed().and_then(|_| facts.signing_key()) else {
        return Outcome::NotApplicable;
    };
    for fault in &key.faults {
        let finding = match fault {
            KeyFault::CertificateOfAnotherKey => Finding::new(
                "The key's numbers (n, e) are not those of the certificate published with it.",
            )
            .compare("Certificate", "of the same key", "of another key"),
            KeyFault::ThumbprintMismatch { expected } => {
                Finding::new("The key's name looks like its certificate's thumbprint, but is not.")
                    .compare("kid", expected.clone(), key.kid.clone().unwrap_or_default())
            }
            _ => continue,
        };
        let place = facts.keys.sources_of(key).next();
        let url = place.map_or("the place it was read from", |s| s.url.as_str());
        return Outcome::Failed(finding.value("place", url));
    }
    match &key.certificate {
        Some(_) => Outcome::Passed(Finding::new("The key and its certificate agree.")),
        None => Outcome::NotApplicable,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, KID};
    use crate::issuer::Purpose;
    use crate::keys::KeyRole;

    #[test]
    fn a_contradicting_key_fails() {
        let with = |fault: Option<KeyFault>| {
            let mut case =
                Case::entra()
                    .read(&Purpose::Own)
                    .key(KID, KeyRole::EntraPublic, &[Purpose::Own]);
            case.keys.keys[0].faults.extend(fault);
            case
        };
        let expected = "other".to_owned();
        with(Some(KeyFault::CertificateOfAnotherKey)).expect(&RULE, OutcomeKind::Failed);
        with(Some(KeyFault::ThumbprintMismatch { expected })).expect(&RULE, OutcomeKind::Failed);
        let enc = KeyFault::NotForSigning("enc".to_owned());
        with(Some(enc)).expect(&RULE, OutcomeKind::NotApplicable);
        with(None).expect(&RULE, OutcomeKind::NotApplicable);
    }
}
