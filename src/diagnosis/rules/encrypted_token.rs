//! F-04: the token is encrypted for one application.

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::Kind;

pub(super) static RULE: Rule = Rule {
    id: "encrypted-token",
    section: "F-04",
    step: Step::Shape,
    cause: Cause::Shape,
    line: "The token is encrypted: only the holder of the application's private key can read it",
    reference: "https://www.rfc-editor.org/rfc/rfc7516#section-3",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.token.filter(|_| facts.found.kind == Kind::Jwe) else {
        return Outcome::NotApplicable;
    };
    let headline = "The token is encrypted: an API refuses it unless it holds the private key \
                    that it was encrypted for.";
    let header = token.header_object();
    let mut finding = Finding::new(headline);
    for name in ["alg", "enc", "kid", "x5t"] {
        if let Some(value) = header.text(name) {
            finding = finding.fact(name, value);
        }
    }
    if let Some(kid) = token.kid().or(token.x5t()) {
        finding = finding.value("kid", kid);
    }
    Outcome::Failed(finding.note(
        "Its claims and its inner signature can't be looked at here. The kid names the \
         application's own certificate, not one of Microsoft's signing keys.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn five_parts_with_enc_are_encrypted() {
        let mut case = Case::entra()
            .header("alg", "RSA-OAEP")
            .header("enc", "A256GCM");
        case.kind = Kind::Jwe;
        assert!(
            case.expect(&RULE, OutcomeKind::Failed)
                .contains("encrypted")
        );
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }
}
