//! F-31: the token is not valid yet.

use jiff::Timestamp;

use super::expired::{capitalised, leeway, still_accepted};
use crate::api::Api;
use crate::diagnosis::tolerance::tolerance;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::token::{Claim, relative, utc};

pub(super) static RULE: Rule = Rule {
    id: "not-yet-valid",
    section: "F-31",
    step: Step::Time,
    cause: Cause::Time,
    line: "The token is not valid yet: a clock is off",
    reference: "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.5",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    match facts.jwt() {
        Some(token) => judge(&token.time("nbf"), &token.time("iat"), facts.now, facts.api),
        None => Outcome::NotApplicable,
    }
}

fn judge(nbf: &Claim<Timestamp>, iat: &Claim<Timestamp>, now: Timestamp, api: &Api) -> Outcome {
    let issued_later = iat.present().filter(|iat| **iat > now);
    match (nbf, issued_later) {
        (Claim::Malformed { why, .. }, _) => Outcome::Failed(
            Finding::new(format!(
                "Claim nbf {why}, so it can't be told from when the token holds."
            ))
            .compare("nbf", "seconds since 1970", "malformed")
            .value("nbf", "malformed"),
        ),
        (Claim::Present(nbf), issued) if now < *nbf => ahead(*nbf, issued.copied(), now, api),
        (_, Some(iat)) => Outcome::Warning(from_the_future(*iat, now)),
        (Claim::Present(nbf), None) => Outcome::Passed(
            Finding::new(format!("It holds since {}.", utc(*nbf))).compare(
                "nbf",
                format!("not after {}", utc(now)),
                utc(*nbf),
            ),
        ),
        (Claim::Missing, None) => Outcome::NotApplicable,
    }
}

/// It is too early: by less than the API's library overlooks, or by more.
fn ahead(nbf: Timestamp, iat: Option<Timestamp>, now: Timestamp, api: &Api) -> Outcome {
    let tolerance = tolerance(api).filter(|_| !api.unchecked.lifetime);
    let off = nbf.duration_since(now);
    match tolerance {
        // On the last second the tolerance is enough.
        Some(t) if off.as_secs() <= t.before => {
            let mut finding = early(nbf, iat, now, None);
            finding.headline = format!("{} {}", finding.headline, still_accepted(&t, t.before));
            Outcome::Warning(finding)
        }
        Some(t) => {
            let whose = capitalised(&t.whose);
            let note = format!("{whose} {} before nbf.", t.allows(t.before));
            Outcome::Failed(early(nbf, iat, now, Some(note)))
        }
        None => {
            let note = leeway(off).map(str::to_owned);
            Outcome::Failed(early(nbf, iat, now, note))
        }
    }
}

fn early(
    nbf: Timestamp,
    iat: Option<Timestamp>,
    now: Timestamp,
    leeway: Option<String>,
) -> Finding {
    let headline = format!(
        "The token holds only from {} ({}).",
        utc(nbf),
        relative(nbf, now)
    );
    let mut finding = Finding::new(headline)
        .compare("nbf", format!("not after {}", utc(now)), utc(nbf))
        .value("nbf", utc(nbf));
    if let Some(iat) = iat {
        finding = finding.note(format!("It says that it was issued at {}.", utc(iat)));
    }
    match leeway {
        Some(note) => finding.note(note),
        None => finding,
    }
}

fn from_the_future(iat: Timestamp, now: Timestamp) -> Finding {
    let headline = format!(
        "The token says that it was issued at {}, which is still to come.",
        utc(iat)
    );
    Finding::new(headline)
        .compare("iat", format!("not after {}", utc(now)), utc(iat))
        .value("nbf", utc(iat))
        .note("Most libraries don't look at iat; PyJWT refuses such a token.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, now};
    use jiff::SignedDuration;
    use serde_json::json;

    #[test]
    fn on_the_second_it_is_valid() {
        let rows = [
            ("a second early", 1, OutcomeKind::Failed),
            ("on the second", 0, OutcomeKind::Passed),
            ("later", -60, OutcomeKind::Passed),
        ];
        for (name, seconds, kind) in rows {
            let nbf = Claim::Present(now() + SignedDuration::from_secs(seconds));
            assert_eq!(
                judge(&nbf, &nbf, now(), &Api::default()).kind(),
                kind,
                "{name}"
            );
        }
    }

    #[test]
    fn an_issue_date_in_the_future_warns() {
        let later = Claim::Present(now() + SignedDuration::from_secs(60));
        let kind = judge(&Claim::Missing, &later, now(), &Api::default()).kind();
        assert_eq!(kind, OutcomeKind::Warning);
        let past = Claim::Present(now());
        assert_eq!(
            judge(&past, &past, now(), &Api::default()).kind(),
            OutcomeKind::Passed
        );
    }

    #[test]
    fn a_malformed_time_fails_and_a_missing_one_is_no_fault() {
        let odd = Claim::Malformed {
            value: json!([]),
            why: "is not a number",
        };
        assert_eq!(
            judge(&odd, &odd, now(), &Api::default()).kind(),
            OutcomeKind::Failed
        );
        Case::entra()
            .without("nbf")
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
