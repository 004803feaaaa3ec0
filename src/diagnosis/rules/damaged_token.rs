//! F-03: the token was cut, redacted or changed on its way here.

use super::algorithm_not_allowed::signature_left_out;
use crate::diagnosis::words::list;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::{Damage, Kind};

pub(super) static RULE: Rule = Rule {
    id: "damaged-token",
    section: "F-03",
    step: Step::Shape,
    cause: Cause::Shape,
    line: "The token was cut, redacted or changed by copying",
    reference: "https://www.rfc-editor.org/rfc/rfc7515#section-2",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let found = facts.found;
    let Some(token) = facts.token else {
        return Outcome::NotApplicable;
    };
    let faults = [&token.header().fault, &token.payload().fault];
    if found.kind != Kind::DamagedJwt && found.damage.is_empty() {
        return Outcome::Passed(Finding::new("Every part is whole and properly encoded."));
    }
    let mut damage: Vec<&Damage> = found.damage.iter().collect();
    damage.sort_by_key(|d| rank(d));
    let mut sentences: Vec<String> = damage.into_iter().map(sentence).collect();
    if sentences.is_empty() {
        sentences.extend(faults.into_iter().flatten().cloned());
    }
    if signature_left_out(facts, token) {
        sentences.insert(
            0,
            "The signature was left out of this copy of the token.".to_owned(),
        );
    }
    let mut sentences = sentences.into_iter();
    let headline = sentences
        .next()
        .unwrap_or_else(|| "The token is not whole.".to_owned());
    let mut finding = Finding::new(headline).fact("Length", length(token.text()));
    for damage in &found.damage {
        finding = evidence(finding, damage);
    }
    for further in sentences {
        finding = finding.note(further);
    }
    Outcome::Failed(finding)
}

/// What tells most comes first.
fn rank(damage: &Damage) -> u8 {
    match damage {
        Damage::Redacted { .. } => 0,
        Damage::SignatureLength { .. } | Damage::PartCount { .. } => 1,
        Damage::Json { .. } | Damage::Length { .. } => 2,
        Damage::Alphabet { .. } => 3,
        Damage::TrailingBits { .. } => 4,
        Damage::AtLimit { .. } => 5,
    }
}

fn length(text: &str) -> String {
    format!("{} characters", text.chars().count())
}

fn sentence(damage: &Damage) -> String {
    match damage {
        Damage::PartCount { parts } => {
            format!(
                "A token has three parts with dots between them (five when encrypted); this one has {parts}."
            )
        }
        Damage::SignatureLength {
            algorithm,
            expected,
            found,
        } => format!(
            "The last part has {found} bytes, but {algorithm} gives {}: it was cut or changed.",
            sizes(expected)
        ),
        Damage::Redacted { mark } => {
            format!("A piece was replaced by “{mark}”: this is a redacted copy, not the token.")
        }
        Damage::AtLimit { chars, whose } => {
            format!("The text ends at exactly {chars} characters, a limit of {whose}.")
        }
        Damage::Alphabet { .. }
        | Damage::Length { .. }
        | Damage::TrailingBits { .. }
        | Damage::Json { .. } => of_part(damage),
    }
}

/// Damage inside of one part.
fn of_part(damage: &Damage) -> String {
    match damage {
        Damage::Alphabet {
            part,
            column,
            found,
        } => {
            format!("Character {column} of the {part} is {found:?}, which base64url doesn't have.")
        }
        Damage::Length { part, chars } => format!(
            "The {part} has {chars} characters, a length that base64url never gives: a character was lost or added."
        ),
        Damage::TrailingBits { part, last } => format!(
            "The {part} ends in {last:?}, which its length doesn't allow: its end was cut or changed."
        ),
        Damage::Json {
            part, cut: true, ..
        } => {
            format!("The {part} stops in the middle: the token was cut.")
        }
        Damage::Json { part, reason, .. } => {
            let why = match reason.as_str() {
                "it is not JSON" => String::new(),
                why => format!(": {why}"),
            };
            format!("The {part} decodes, but is no JSON object{why}.")
        }
        _ => String::new(),
    }
}

fn evidence(finding: Finding, damage: &Damage) -> Finding {
    match damage {
        Damage::SignatureLength {
            expected, found, ..
        } => finding.compare(
            "Last part",
            format!("{} bytes", sizes(expected)),
            format!("{found} bytes"),
        ),
        Damage::PartCount { parts } => {
            finding.compare("Parts", "3 (signed) or 5 (encrypted)", parts.to_string())
        }
        Damage::AtLimit { chars, whose } => finding
            .fact("Limit", format!("{chars} characters: {whose}"))
            .value("limit", format!("{chars} characters ({whose})")),
        _ => finding,
    }
}

fn sizes(expected: &[usize]) -> String {
    let names: Vec<String> = expected.iter().map(usize::to_string).collect();
    list(&names).replace(" and ", " or ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn each_damage_is_told_with_its_values() {
        let rows = [
            (Damage::PartCount { parts: 2 }, "this one has 2"),
            (
                Damage::Alphabet {
                    part: "payload",
                    column: 7,
                    found: '+',
                },
                "Character 7",
            ),
            (
                Damage::Length {
                    part: "signature",
                    chars: 341,
                },
                "341",
            ),
            (
                Damage::TrailingBits {
                    part: "signature",
                    last: 'B',
                },
                "'B'",
            ),
            (
                Damage::Json {
                    part: "payload",
                    reason: "EOF".to_owned(),
                    cut: true,
                },
                "was cut",
            ),
            (
                Damage::SignatureLength {
                    algorithm: "RS256".to_owned(),
                    expected: vec![256, 384, 512],
                    found: 14,
                },
                "14 bytes, but RS256 gives 256, 384 or 512",
            ),
            (
                Damage::Redacted {
                    mark: "…".to_owned(),
                },
                "redacted",
            ),
            (
                Damage::AtLimit {
                    chars: 1024,
                    whose: "a log",
                },
                "1024",
            ),
        ];
        for (damage, words) in rows {
            let mut case = Case::entra();
            case.kind = Kind::DamagedJwt;
            case.found.damage.push(damage);
            let headline = case.expect(&RULE, OutcomeKind::Failed);
            assert!(headline.contains(words), "{words}: {headline}");
        }
    }

    #[test]
    fn a_whole_token_passes_and_what_is_no_token_is_not_meant() {
        Case::entra().expect(&RULE, OutcomeKind::Passed);
        Case::opaque(Kind::RefreshToken, "0.A", "").expect(&RULE, OutcomeKind::NotApplicable);
    }
}
