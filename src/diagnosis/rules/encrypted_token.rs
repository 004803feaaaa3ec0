//! F-04: the token is encrypted for one application.

use crate::diagnosis::certificates::{loaded, named_by_header, title};
use crate::diagnosis::words::short;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::Kind;
use crate::keys::{hex_of_x5t, x5t_of_hex};

pub(super) static RULE: Rule = Rule {
    id: "encrypted-token",
    section: "F-04",
    step: Step::Shape,
    cause: Cause::Shape,
    line: "The token is encrypted: only the holder of the application's private key can read it",
    reference: "https://www.rfc-editor.org/rfc/rfc7516#section-3",
    check,
};

/// What the header may say, in order of interest.
const MEMBERS: [&str; 8] = ["alg", "enc", "zip", "cty", "typ", "kid", "x5t", "x5t#S256"];

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.token.filter(|_| facts.found.kind == Kind::Jwe) else {
        return Outcome::NotApplicable;
    };
    let headline = "The token is encrypted: an API refuses it unless it holds the private key \
                    that it was encrypted for.";
    let header = token.header_object();
    let mut finding = Finding::new(headline);
    for name in MEMBERS {
        if let Some(value) = header.text(name) {
            finding = finding.fact(name, short(value, 100));
        }
    }
    let names = || [token.kid(), token.x5t(), header.text("x5t#S256")];
    if let Some(name) = names().into_iter().flatten().next() {
        finding = finding.value("kid", short(name, 100));
    }
    if let Some((name, hex)) = names().into_iter().flatten().find_map(as_hex) {
        let hash = if hex.len() == 40 { "SHA-1" } else { "SHA-256" };
        finding = finding
            .fact(format!("Thumbprint of the certificate ({hash})"), &hex)
            .value("hex", format!("{hex} ({name} in hex)"));
    }
    Outcome::Failed(with_certificate(facts, finding).note(
        "Its claims and its inner signature can't be looked at here. The kid names the \
         application's own certificate, not one of Microsoft's signing keys.",
    ))
}

/// A thumbprint with its hex form.
fn as_hex(name: &str) -> Option<(&str, String)> {
    let hex = hex_of_x5t(name).or_else(|| hex_of_x5t(&x5t_of_hex(name)?))?;
    Some((name, hex))
}

/// The certificates that were loaded beside the token.
fn with_certificate(facts: &Facts<'_>, finding: Finding) -> Finding {
    if let Some(certificate) = named_by_header(facts) {
        let subject = short(title(certificate), 200);
        return finding
            .fact("Certificate", format!("matches {subject}"))
            .note(format!(
                "The certificate that you loaded, {subject}, is the one that it was encrypted for: \
                 who holds its private key can decrypt it."
            ));
    }
    match loaded(facts) {
        Some(loaded) => {
            finding.compare("Certificate", "the one of the header", short(&loaded, 400))
        }
        None => finding,
    }
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
