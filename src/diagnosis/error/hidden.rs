//! Values that a library left out of its error.

use crate::input::errors::Errors;

/// What stands in place of values that Microsoft.IdentityModel leaves out.
const MARKS: [&str; 6] = [
    "[PII is hidden",
    "[PII of type",
    "'System.String'",
    "'System.DateTime'",
    "'System.Text.StringBuilder'",
    "[Security Artifact of type",
];

const IDENTITY_MODEL: &str = "Values are left out of this error: Microsoft.IdentityModel hides what \
    may be personal. In development, set IdentityModelEventSource.ShowPII = true at startup (and \
    LogCompleteSecurityArtifact = true for the token itself) and repeat the call; never leave that on \
    in production, since logs then hold tokens.";

const PASSPORT: &str = "Values are left out of this error: passport-azure-ad hides what may be \
    personal. In development, set loggingNoPII: false in the strategy's options and repeat the call.";

/// That values are hidden and how to show them.
pub(super) fn hidden(errors: &Errors, kid_told: bool) -> Option<String> {
    let text = &errors.plain.text;
    if errors.hits.is_empty() {
        return None;
    }
    if MARKS.iter().any(|mark| text.contains(mark)) {
        return Some(IDENTITY_MODEL.to_owned());
    }
    let leaves_out = |id: &str| match id {
        "passport-wrapper" => true,
        "passport-key" => !kid_told,
        _ => false,
    };
    let mut hits = errors.hits.iter();
    hits.any(|hit| leaves_out(&hit.pattern.id))
        .then(|| PASSPORT.to_owned())
}
