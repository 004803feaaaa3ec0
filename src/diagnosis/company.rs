//! A token that was issued beside an access token and stands there still: it was not sent to the
//! API, so the API's rules don't refuse it.

use url::Url;

use super::verdict::Judged;
use super::{Facts, Outcome, Rule, Step};
use crate::input::{Found, Kind, Noise, Role};

/// The rules that say what such a token is. They warn of nothing else, so that their warning may be
/// the verdict.
pub(super) const WHAT_IT_IS: [&str; 3] =
    ["not-a-jwt", "encrypted-token", "id-token-as-access-token"];

/// The access token that an ID token, a refresh token or a code stands beside, in the same answer.
/// `None` for all other tokens, and where anything says that it was sent somewhere itself: an
/// `Authorization` header or the request around it, at any place where it was found.
pub(super) fn access_token_beside<'a>(facts: &Facts<'a>) -> Option<&'a Found> {
    let found = facts.found;
    let kind = issued_beside(found)?;
    let same = facts.companions.iter().filter(|f| f.text == found.text);
    if same.chain([found]).any(|f| sent(f, kind)) {
        return None;
    }
    let mut access = facts
        .beside()
        .filter(|f| f.role == Some(Role::AccessToken) && f.source == found.source);
    match kind {
        // A code comes with the redirect, the access token with the answer that it was redeemed for.
        Issued::Code => access.next(),
        Issued::Refresh if at_token_endpoint(found) => access.next(),
        Issued::Refresh | Issued::Id => access.find(|f| one_answer(&f.at, &found.at)),
    }
}

/// An outcome about such a token: what speaks of the API alone becomes a warning. What is wrong with
/// the token itself stays, because its own app refuses it too.
pub(super) fn outcome(facts: &Facts<'_>, rule: &Rule, outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Failed(finding) if about_the_api(rule) => match access_token_beside(facts) {
            Some(beside) => Outcome::Warning(finding.note(format!(
                "Going by where it stands, it was not sent to your API: the access token of the \
                 same answer stands beside it ({}). So this is no reason for a refusal.",
                beside.at
            ))),
            None => Outcome::Failed(finding),
        },
        outcome => outcome,
    }
}

fn about_the_api(rule: &Rule) -> bool {
    let of_the_token = [
        "tenant-claim-conflict",
        "key-issuer-mismatch",
        "key-certificate-mismatch",
    ];
    match rule.step {
        Step::Shape => WHAT_IT_IS.contains(&rule.id),
        Step::Signature => false,
        Step::Audience | Step::Issuer | Step::Key | Step::Time | Step::Permissions => {
            !of_the_token.contains(&rule.id)
        }
    }
}

/// What is issued beside access tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Issued {
    Id,
    Refresh,
    Code,
}

fn issued_beside(found: &Found) -> Option<Issued> {
    match found.kind {
        Kind::RefreshToken => Some(Issued::Refresh),
        Kind::AuthorizationCode => Some(Issued::Code),
        // What merely looks like an ID token may have been pasted for any reason.
        _ => (found.role == Some(Role::IdToken)).then_some(Issued::Id),
    }
}

/// Whether it was sent somewhere else than where it belongs.
fn sent(found: &Found, kind: Issued) -> bool {
    let bearer = |n: &Noise| matches!(n, Noise::Scheme | Noise::DoubledScheme);
    if found.noise.iter().any(bearer) {
        return true;
    }
    match kind {
        Issued::Id => found.request_url.is_some(),
        Issued::Refresh => found.request_url.is_some() && !at_token_endpoint(found),
        // A redirect carries it to the app.
        Issued::Code => false,
    }
}

fn at_token_endpoint(found: &Found) -> bool {
    let url = found
        .request_url
        .as_deref()
        .and_then(|u| Url::parse(u).ok());
    url.is_some_and(|url| url.path().trim_end_matches('/').ends_with("/token"))
}

/// Whether two places are in one answer: members of one JSON object, parameters of one URL or form,
/// one recorded body, or lines close to each other.
fn one_answer(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    if let (Some((a, _)), Some((b, _))) = (a.rsplit_once('/'), b.rsplit_once('/')) {
        return a == b;
    }
    match (a.split_once(' '), b.split_once(' ')) {
        (Some(("line", a)), Some(("line", b))) => {
            let lines = a.parse::<u64>().ok().zip(b.parse::<u64>().ok());
            lines.is_some_and(|(a, b)| a.abs_diff(b) <= LINES)
        }
        (Some((a, _)), Some((b, _))) => a == b,
        _ => false,
    }
}

/// An answer of a token endpoint has about a dozen members, each on a line of its own.
const LINES: u64 = 12;

/// Whether the rules' warnings are what there is to say of such a token: nothing failed, and it
/// stands beside its access token.
pub(super) fn warned(judged: &[Judged]) -> Option<&Judged> {
    judged.iter().find(|(rule, outcome)| {
        WHAT_IT_IS.contains(&rule.id) && matches!(outcome, Outcome::Warning(_))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_one_answer_are_told() {
        for (a, b, expected) in [
            ("/access_token", "/id_token", true),
            ("/0/access_token", "/0/id_token", true),
            ("/0/access_token", "/1/id_token", false),
            (
                "/log/entries/0/response/content/text",
                "/log/entries/0/response/content/text",
                true,
            ),
            (
                "/log/entries/0/response/content/text",
                "/log/entries/1/request/headers/0",
                false,
            ),
            ("fragment access_token", "fragment id_token", true),
            ("fragment access_token", "query id_token", false),
            ("line 1", "line 13", true),
            ("line 1", "line 14", false),
            ("line 1", "header Authorization", false),
            ("line 1", "/id_token", false),
        ] {
            assert_eq!(one_answer(a, b), expected, "{a} and {b}");
        }
    }
}
