//! F-44: the user is a guest of the tenant.

use crate::diagnosis::audience::guid_in;
use crate::diagnosis::words::short;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::Family;
use crate::token::Token;

pub(super) static RULE: Rule = Rule {
    id: "guest-user",
    section: "F-44",
    step: Step::Permissions,
    cause: Cause::Permissions,
    line: "The user is a guest of the tenant",
    reference: "https://learn.microsoft.com/en-us/entra/external-id/user-properties",
    check,
};

/// The relations of `xms_idrel` that mean a guest. Only odd numbers count, even ones are padding.
const GUEST_RELATION: &str = "5";

fn check(facts: &Facts<'_>) -> Outcome {
    let of_entra = facts.family() == Some(Family::Entra);
    let Some(token) = facts.jwt().filter(|_| of_entra) else {
        return Outcome::NotApplicable;
    };
    let Some((name, value)) = mark(token) else {
        return Outcome::NotApplicable;
    };
    Outcome::Warning(
        Finding::new(
            "The user is a guest of this tenant: the account belongs to another directory.",
        )
        .compare(name, "a member of the tenant", value)
        .note("Some libraries refuse guests unless told otherwise, fastapi-azure-auth among them."),
    )
}

/// The claim that says so, and its value.
fn mark(token: &Token) -> Option<(&'static str, String)> {
    let claims = token.claims();
    let acct = claims.get("acct");
    let guest = acct.is_some_and(|v| v.as_i64() == Some(1) || v.as_str() == Some("1"));
    if guest {
        return Some(("acct", "1 (guest)".to_owned()));
    }
    if let Some(relations) = token.claim("xms_idrel")
        && relations.split_whitespace().any(|r| r == GUEST_RELATION)
    {
        return Some(("xms_idrel", relations.to_owned()));
    }
    let home = token.claim("idp")?;
    let tenant = token
        .issuer()
        .and_then(guid_in)
        .or_else(|| token.claim("tid").map(str::to_owned));
    let of_tenant = guid_in(home).is_some_and(|home| tenant == Some(home));
    // A personal account in its own tenant names live.com too.
    let personal = tenant.as_deref() == Some("9188040d-6c67-4c5b-b112-36a304b66dad");
    let same = token.issuer() == Some(home) || of_tenant || personal;
    (!same).then(|| ("idp", short(home, 120)))
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
