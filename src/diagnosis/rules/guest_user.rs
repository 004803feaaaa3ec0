//! F-44: the user is a guest of the tenant.

use crate::diagnosis::words::short;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::Family;
use crate::token::is_guest;

pub(super) static RULE: Rule = Rule {
    id: "guest-user",
    section: "F-44",
    step: Step::Permissions,
    cause: Cause::Permissions,
    line: "The user is a guest of the tenant",
    reference: "https://learn.microsoft.com/en-us/entra/external-id/user-properties",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let of_entra = facts.family() == Some(Family::Entra);
    let Some(mark) = facts.jwt().filter(|_| of_entra).and_then(is_guest) else {
        return Outcome::NotApplicable;
    };
    let mark = short(&mark.replace('`', ""), 160);
    let finding = Finding::new(
        "The user is a guest of this tenant: the account belongs to another directory.",
    )
    .compare("Account", "a member of the tenant", mark);
    Outcome::Warning(finding.note(if facts.api.limits.no_guests {
        "Your API's settings refuse guests."
    } else {
        "Some libraries refuse guests unless told otherwise, fastapi-azure-auth among them."
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, TENANT};

    #[test]
    fn each_mark_of_a_guest_warns() {
        let home = "https://sts.windows.net/aa00d1fa-5269-4e1c-b06d-30868371d2c5/";
        Case::entra()
            .claim("idp", home)
            .expect(&RULE, OutcomeKind::Warning);
        Case::entra()
            .claim("idp", "live.com")
            .expect(&RULE, OutcomeKind::Warning);
        Case::entra()
            .claim("acct", 1)
            .expect(&RULE, OutcomeKind::Warning);
        Case::entra()
            .claim("xms_idrel", "5 18")
            .expect(&RULE, OutcomeKind::Warning);
    }

    #[test]
    fn members_are_quiet() {
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra()
            .claim("acct", 0)
            .expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra()
            .claim("xms_idrel", "1 15")
            .expect(&RULE, OutcomeKind::NotApplicable);
        let own = format!("https://sts.windows.net/{TENANT}/");
        Case::entra()
            .claim("idp", own)
            .expect(&RULE, OutcomeKind::NotApplicable);
        Case::b2c()
            .claim("idp", "facebook.com")
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
