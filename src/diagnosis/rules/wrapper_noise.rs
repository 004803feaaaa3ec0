//! F-07: only the wrapper around the token is wrong.

use crate::diagnosis::words::list;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::Noise;

pub(super) static RULE: Rule = Rule {
    id: "wrapper-noise",
    section: "F-07",
    step: Step::Shape,
    cause: Cause::Shape,
    line: "The token is fine, but what stood around it would be refused",
    reference: "https://www.rfc-editor.org/rfc/rfc6750#section-2.1",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    if facts.token.is_none() {
        return Outcome::NotApplicable;
    }
    let noise: Vec<&str> = facts.found.noise.iter().filter_map(|n| name(*n)).collect();
    if noise.is_empty() {
        return Outcome::NotApplicable;
    }
    let what = list(&noise);
    let headline = format!("The token had to be repaired before it could be read: {what}.");
    let mut finding = Finding::new(headline).value("noise", what.clone());
    finding = finding.compare("Around the token", "Bearer and one space", what);
    if facts.found.noise.contains(&Noise::DoubledScheme) {
        finding = finding.note(
            "“Bearer” stood twice. Servers take the second one for the start of the token and \
             refuse it.",
        );
    }
    Outcome::Warning(finding.note(
        "If the copy was made by hand, this may come from the copying alone; everything below is \
         about the repaired token.",
    ))
}

/// What would bother a server; a scheme before the token is as it should be.
fn name(noise: Noise) -> Option<&'static str> {
    Some(match noise {
        Noise::Scheme => return None,
        Noise::DoubledScheme => "“Bearer” twice",
        Noise::Quotes => "quotes around it",
        Noise::LineBreaks => "line breaks or spaces inside",
        Noise::Invisible => "invisible characters",
        Noise::PercentEncoding => "percent-encoded characters",
        Noise::Escapes => "escaped characters",
        Noise::StandardBase64 => "the wrong base64 alphabet (+ and / for - and _)",
        Noise::Padding => "padding (=)",
        Noise::PlusAsSpace => "spaces where + had been",
        Noise::Quoting => "mail or Markdown quoting",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn repairs_are_told_and_a_plain_scheme_is_none() {
        let mut case = Case::entra();
        case.found.noise = vec![Noise::Scheme];
        case.expect(&RULE, OutcomeKind::NotApplicable);
        case.found.noise = vec![Noise::DoubledScheme, Noise::Quotes];
        let headline = case.expect(&RULE, OutcomeKind::Warning);
        assert!(headline.contains("twice and quotes"), "{headline}");
    }
}
