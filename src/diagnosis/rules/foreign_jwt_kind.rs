//! F-06: a JWT that Entra did not issue for an API.

use crate::diagnosis::certificates::{in_files, loaded, named_by_header, published, title};
use crate::diagnosis::words::{list, short};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::{Kind, Relative};
use crate::keys::{Key, hex_of_x5t};
use crate::signature::SignatureOutcome;
use crate::token::Token;

pub(super) static RULE: Rule = Rule {
    id: "foreign-jwt-kind",
    section: "F-06",
    step: Step::Shape,
    cause: Cause::Shape,
    line: "A JWT that a client signed to prove itself, or another that no API accepts",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts
        .token
        .filter(|_| facts.found.kind == Kind::ClientAssertion)
    else {
        return Outcome::NotApplicable;
    };
    let headline = facts.found.remark.clone().unwrap_or_else(|| {
        "This JWT was signed by a client to prove itself; it is no token for an API.".to_owned()
    });
    let relative = Relative::of(token.header_object(), token.claims());
    let mut finding = Finding::new(headline);
    for name in ["iss", "sub"] {
        if let Some(value) = token.claim(name) {
            finding = finding.fact(name, short(value, 120));
        }
    }
    let audiences = token.audiences();
    if !audiences.is_empty() {
        finding = finding.compare("aud", "your API", short(&list(&audiences), 200));
    }
    let finding = match relative {
        Some(Relative::DeviceCookie) => finding.value("instead", DEVICE_COOKIE),
        Some(Relative::SessionToken) => finding.value("instead", SESSION_TOKEN),
        Some(Relative::WorkloadToken) => with_signature(facts, finding)
            .value("instead", EXCHANGE)
            .value("issuer", short(token.issuer().unwrap_or_default(), 200)),
        _ => with_certificate(facts, token, with_signature(facts, finding))
            .value("instead", ASSERTION),
    };
    Outcome::Failed(finding)
}

/// The certificate that the header names, and whether it is one of those that were loaded.
fn with_certificate(facts: &Facts<'_>, token: &Token, mut finding: Finding) -> Finding {
    let names = [
        token.header_object().text("x5t#S256"),
        token.x5t(),
        token.kid(),
    ];
    if let Some(name) = names.into_iter().flatten().next() {
        finding = finding.fact("Certificate", short(name, 100));
        let hex = hex_of_x5t(name);
        if let Some(hex) = &hex {
            finding = finding.fact("The same in hex", hex);
        }
        let both = hex.map_or_else(|| short(name, 100), |hex| format!("{name} ({hex} in hex)"));
        finding = finding.value("thumbprint", both);
    }
    if let Some(certificate) = named_by_header(facts) {
        return finding.fact(
            "Loaded certificate",
            format!("matches {}", short(title(certificate), 200)),
        );
    }
    match loaded(facts) {
        Some(loaded) => finding.compare(
            "Loaded certificate",
            "the one of the header",
            short(&loaded, 400),
        ),
        None => finding,
    }
}

/// What became of the signature, where something could be tried.
fn with_signature(facts: &Facts<'_>, finding: Finding) -> Finding {
    let told = match facts.signature.outcome {
        SignatureOutcome::Verified | SignatureOutcome::VerifiedAfterNonceTransform => {
            facts.key().map_or_else(
                || "verified".to_owned(),
                |key| format!("verified by {}", maker(facts, key)),
            )
        }
        SignatureOutcome::Altered => "made by the right key, over other content".to_owned(),
        SignatureOutcome::WrongKey => "made by another key than the header names".to_owned(),
        SignatureOutcome::NoKey => "made by none of the known keys".to_owned(),
        SignatureOutcome::NotChecked => return finding,
    };
    finding.compare("Signature", "verified", told)
}

/// A key by its certificate, or by where it is listed.
fn maker(facts: &Facts<'_>, key: &Key) -> String {
    let name = key.certificate.as_ref().map_or_else(
        || {
            format!(
                "key {}",
                short(key.kid.as_deref().unwrap_or("without a kid"), 100)
            )
        },
        |certificate| short(title(certificate), 200),
    );
    let place = published(facts, key).or_else(|| in_files(facts, key));
    place.map_or_else(|| name.clone(), |place| format!("{name} ({place})"))
}

const ASSERTION: &str = "Send the access_token that the token endpoint gives in return for it";

const EXCHANGE: &str = "Exchange it at the token endpoint (as the client_assertion of an app \
    registration that trusts its issuer and subject), and send the access_token of the answer";

const SESSION_TOKEN: &str = "Send it only to the app that it was made for, in the header X-ZUMO-AUTH; \
    any other API needs an access token, which App Service hands over as X-MS-TOKEN-AAD-ACCESS-TOKEN \
    and at /.auth/me";

const DEVICE_COOKIE: &str = "Don't send or share it: whoever has it can sign in as that user. If it \
    left the device, revoke the user's sessions. An API needs an access token";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn an_assertion_is_no_token_for_an_api() {
        let mut case = Case::entra();
        case.kind = Kind::ClientAssertion;
        assert!(case.expect(&RULE, OutcomeKind::Failed).contains("client"));
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }
}
