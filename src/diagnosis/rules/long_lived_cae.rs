//! F-37: a long life that is as it should be.

use jiff::SignedDuration;

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::token::{Claim, Token};

pub(super) static RULE: Rule = Rule {
    id: "long-lived-cae",
    section: "F-37",
    step: Step::Time,
    cause: Cause::Time,
    line: "A life of a day is normal under continuous access evaluation",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/app-resilience-continuous-access-evaluation",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.jwt() else {
        return Outcome::NotApplicable;
    };
    let (Claim::Present(iat), Claim::Present(exp)) = (token.time("iat"), token.time("exp")) else {
        return Outcome::NotApplicable;
    };
    judge(exp.duration_since(iat), capable(token))
}

fn judge(life: SignedDuration, capable: bool) -> Outcome {
    let hours = life.as_hours();
    if hours < 20 || !capable {
        return Outcome::NotApplicable;
    }
    let headline = format!("It lives {hours} hours: normal under continuous access evaluation.");
    let finding = Finding::new(headline).fact("Life", format!("{hours} h"));
    Outcome::Passed(finding.note(
        "Your API should handle claims challenges: answer 401 with insufficient_claims when a \
         resource asks for it.",
    ))
}

/// Whether the token says that it was issued for continuous access evaluation: `xms_ssm`, or the
/// client capability `cp1`.
fn capable(token: &Token) -> bool {
    let claims = token.claims();
    let cp1 = claims.get("xms_cc").is_some_and(|value| {
        let named =
            |v: &serde_json::Value| v.as_str().is_some_and(|s| s.eq_ignore_ascii_case("cp1"));
        named(value) || value.as_array().is_some_and(|many| many.iter().any(named))
    });
    cp1 || claims.get("xms_ssm").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use serde_json::json;

    #[test]
    fn only_a_long_life_of_a_capable_client_is_worth_a_word() {
        let hours = SignedDuration::from_hours;
        assert_eq!(judge(hours(24), true).kind(), OutcomeKind::Passed);
        assert_eq!(judge(hours(24), false).kind(), OutcomeKind::NotApplicable);
        assert_eq!(judge(hours(1), true).kind(), OutcomeKind::NotApplicable);
    }

    #[test]
    fn the_marks_are_read() {
        let token = |claims: serde_json::Value| {
            let part = crate::input::base64url::encode(claims.to_string().as_bytes());
            Token::take_apart(&format!("e30.{part}.AAAA"))
        };
        assert!(capable(&token(json!({ "xms_cc": ["cp1"] }))));
        assert!(capable(&token(json!({ "xms_cc": "CP1" }))));
        assert!(capable(&token(json!({ "xms_ssm": "1" }))));
        assert!(!capable(&token(json!({ "xms_cc": ["other"] }))));
    }
}
