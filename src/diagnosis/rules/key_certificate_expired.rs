//! F-63: the key's certificate is past its date.

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::keys::{Key, KeyRole};
use crate::token::utc;

pub(super) static RULE: Rule = Rule {
    id: "key-certificate-expired",
    section: "F-63",
    step: Step::Key,
    cause: Cause::Key,
    line: "The certificate of the key is past its date",
    reference: "https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/tutorial-manage-certificates-for-federated-single-sign-on",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let key = facts.signed().and_then(|_| facts.signing_key());
    let Some((key, certificate)) = key.and_then(|k| Some((k, k.certificate.as_ref()?))) else {
        return Outcome::NotApplicable;
    };
    if facts.now < certificate.not_after {
        return Outcome::Passed(
            Finding::new("The key's certificate is within its dates.")
                .note("A certificate's end is not the key's: keys are withdrawn long before."),
        );
    }
    let until = utc(certificate.not_after);
    let headline = format!("The key's certificate ended on {until}.");
    Outcome::Warning(
        Finding::new(headline)
            .compare("Certificate", "within its dates", until)
            .value("subject", certificate.subject.clone())
            .value("whose", whose(key)),
    )
}

fn whose(key: &Key) -> &'static str {
    match key.role {
        KeyRole::SamlApplication => "the application's SAML certificate",
        KeyRole::CustomApplication(_) => "the application's own certificate",
        KeyRole::Adfs(_) => "the AD FS signing certificate",
        _ => "the certificate",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, KID, now};
    use crate::issuer::Purpose;
    use crate::keys::{Certificate, PublicKey};
    use jiff::{SignedDuration, Timestamp};

    fn until(not_after: Timestamp) -> Case {
        let mut case =
            Case::entra()
                .read(&Purpose::Own)
                .key(KID, KeyRole::SamlApplication, &[Purpose::Own]);
        case.keys.keys[0].certificate = Some(Certificate {
            der: Vec::new(),
            subject: "CN=Microsoft Azure Federated SSO Certificate".to_owned(),
            common_name: None,
            issuer: String::new(),
            not_before: Timestamp::UNIX_EPOCH,
            not_after,
            public: PublicKey::Unknown { kty: String::new() },
        });
        case
    }

    #[test]
    fn the_end_of_the_certificate_decides() {
        until(now()).expect(&RULE, OutcomeKind::Warning);
        until(now() + SignedDuration::from_secs(1)).expect(&RULE, OutcomeKind::Passed);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }
}
