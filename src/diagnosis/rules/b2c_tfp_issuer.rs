//! F-19: an issuer shape that Microsoft's own issuer check refuses.

use crate::api::Stack;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::Shape;

pub(super) static RULE: Rule = Rule {
    id: "b2c-tfp-issuer",
    section: "F-19",
    step: Step::Issuer,
    cause: Cause::Issuer,
    line: "The B2C issuer holds /tfp/, which Microsoft.Identity.Web refuses",
    reference: "https://learn.microsoft.com/en-us/azure/active-directory-b2c/tokens-overview",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(authority) = facts.authority.filter(|_| facts.jwt().is_some()) else {
        return Outcome::NotApplicable;
    };
    if authority.shape != Shape::B2cTfp {
        return Outcome::NotApplicable;
    }
    let issuer = authority.issuer.clone().unwrap_or_default();
    match facts.api.stack {
        Some(Stack::IdentityWeb | Stack::IdentityWebApp) if !facts.api.unchecked.issuer => {
            let headline = "The issuer names the policy (/tfp/), and your API's library, \
                            Microsoft.Identity.Web, refuses that form.";
            return Outcome::Failed(
                Finding::new(headline)
                    .compare("iss", "https://{host}/{tenant}/v2.0/", issuer.clone())
                    .value("issuer", issuer)
                    .note("It reports it as IDX40002 or IDW10304."),
            );
        }
        Some(stack) => {
            return Outcome::Passed(Finding::new(format!(
                "The issuer names the policy (/tfp/), which {} doesn't mind.",
                stack.title()
            )));
        }
        None => {}
    }
    let headline = "The issuer names the policy (/tfp/), which Microsoft.Identity.Web and \
                    Microsoft's issuer validator refuse.";
    Outcome::Warning(
        Finding::new(headline)
            .compare("iss", "https://{host}/{tenant}/v2.0/", issuer.clone())
            .value("issuer", issuer)
            .note("They report it as IDX40002 or IDW10304. Other libraries don't mind."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn only_the_tfp_shape_warns() {
        let mut case = Case::b2c();
        case.expect(&RULE, OutcomeKind::NotApplicable);
        case.authority.shape = Shape::B2cTfp;
        case.expect(&RULE, OutcomeKind::Warning);
    }
}
