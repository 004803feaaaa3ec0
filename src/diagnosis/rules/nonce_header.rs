//! F-59: the header's nonce marks a token format of Microsoft's own APIs (rules E-4).

use super::audience_unconfirmed::foreign;
use crate::diagnosis::audience::in_words;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::signature::SignatureOutcome;
use crate::token::Token;

pub(super) static RULE: Rule = Rule {
    id: "nonce-header",
    section: "F-59",
    step: Step::Signature,
    cause: Cause::Signature,
    line: "The header's nonce marks a Microsoft API's own token format, which plain checks refuse",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts
        .signed()
        .filter(|t| t.header_object().get("nonce").is_some())
    else {
        return Outcome::NotApplicable;
    };
    let finding = |headline: &str| finding(facts, token, headline);
    match facts.signature.outcome {
        SignatureOutcome::Verified => Outcome::Passed(Finding::new(
            "The header has a nonce, but the signature holds as it is.",
        )),
        SignatureOutcome::VerifiedAfterNonceTransform => Outcome::Failed(
            finding(
                "The signature holds only after the header's nonce is replaced by its hash: \
                 genuine, but no plain check accepts it.",
            )
            .note(
                "How Microsoft's APIs do this is not documented as a contract; it is how the \
                 tokens are in practice. Take it as a proof of origin, not as a step to build in.",
            ),
        ),
        SignatureOutcome::Altered | SignatureOutcome::WrongKey => Outcome::Warning(finding(
            "The header's nonce marks a Microsoft API's own token format, but the signature \
             doesn't hold with the nonce replaced by its hash either.",
        )),
        SignatureOutcome::NoKey | SignatureOutcome::NotChecked => Outcome::Warning(finding(
            "The header has a nonce: likely a Microsoft API's own token format, which plain \
             checks refuse.",
        )),
    }
}

fn finding(facts: &Facts<'_>, token: &Token, headline: &str) -> Finding {
    let because = if foreign(facts) {
        " That goes with its audience."
    } else {
        ""
    };
    Finding::new(format!("{headline}{because}"))
        .compare("Header nonce", "missing", "present")
        .value("aud", in_words(&token.audiences()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn only_the_transform_proves_the_format() {
        let rows = [
            (
                SignatureOutcome::VerifiedAfterNonceTransform,
                OutcomeKind::Failed,
            ),
            (SignatureOutcome::Altered, OutcomeKind::Warning),
            (SignatureOutcome::NoKey, OutcomeKind::Warning),
            (SignatureOutcome::NotChecked, OutcomeKind::Warning),
            (SignatureOutcome::Verified, OutcomeKind::Passed),
        ];
        for (outcome, kind) in rows {
            let case = Case::entra().header("nonce", "abc").outcome(outcome, None);
            case.expect(&RULE, kind);
        }
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }
}
