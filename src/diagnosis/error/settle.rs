//! An error set beside the token: whether it is about this token, and whether it fits what was found.

use super::told::Seen;
use super::{ErrorVerdict, Read};
use crate::api::Api;
use crate::diagnosis::verdict::Judged;
use crate::diagnosis::words::list;
use crate::diagnosis::{Facts, OutcomeKind, Verdict};
use crate::input::errors::{About, Pattern};
use crate::token::{Claim, Token, utc};

/// Sets an error beside the token; what every rule said is known. `None` where there is no error.
pub(in crate::diagnosis) fn settle(
    facts: &Facts<'_>,
    outcomes: &[Judged],
    verdict: &Verdict,
) -> Option<ErrorVerdict> {
    let text = facts.error.filter(|text| !text.trim().is_empty())?;
    let read = Read::of(text);
    let mut sentences = Vec::new();
    let mut other_token = false;
    if let Some(token) = facts.token {
        let compared = Compared::of(token, facts, &read.seen);
        other_token = compared.is_another();
        sentences.extend(compared.sentence());
        if !other_token {
            sentences.extend(accepted(token, &read.seen));
            sentences.extend(fit(facts, outcomes, verdict, &read));
            sentences.extend(passed_before(&read));
        }
    }
    Some(ErrorVerdict {
        reading: read.reading,
        sentences,
        other_token,
    })
}

/// Whether the API's error names another token than this.
pub(in crate::diagnosis) fn is_of_another(facts: &Facts<'_>) -> bool {
    let (Some(token), Some(error)) = (facts.token, facts.error) else {
        return false;
    };
    Compared::of(token, facts, &Read::of(error).seen).is_another()
}

/// What an API's side that comes from an error is called.
const HERE: &str = "the error text";

/// The API's side as far as only the error tells it; `None` where it tells nothing new, or is about
/// another token than this.
pub(in crate::diagnosis) fn api_by_error(
    api: &Api,
    token: Option<&Token>,
    error: Option<&str>,
) -> Option<Api> {
    let wants_audiences = api.audiences.is_empty() && !api.unchecked.audience;
    let wants_issuers =
        api.issuers.is_empty() && !api.unchecked.issuer && !api.issuer_from_metadata;
    let (token, error) = (token?, error?);
    if !wants_audiences && !wants_issuers {
        return None;
    }
    let seen = Read::of(error).seen;
    let audiences = wants_audiences && !seen.accepted_audiences.is_empty();
    let issuers = wants_issuers && !seen.accepted_issuers.is_empty();
    if !audiences && !issuers || Compared::names(token, &[], &seen).is_another() {
        return None;
    }
    let mut api = api.clone();
    if audiences {
        api.audiences = seen.accepted_audiences;
    }
    if issuers {
        api.issuers = seen.accepted_issuers;
    }
    api.source = Some(match api.source {
        Some(source) => format!("{source} and {HERE}"),
        None => HERE.to_owned(),
    });
    Some(api)
}

/// What the error names beside what the token has.
struct Compared {
    /// What both have: "key", "issuer", "audience".
    same: Vec<&'static str>,
    /// What differs: its name, the error's, the token's.
    different: Vec<(&'static str, String, String)>,
}

impl Compared {
    fn of(token: &Token, facts: &Facts<'_>, seen: &Seen) -> Self {
        let matching = facts
            .keys
            .matching()
            .next()
            .map(|(_, key)| &key.thumbprints);
        let hex = matching.and_then(|k| k.sha1_hex.as_deref());
        let x5t = matching.and_then(|k| k.x5t.as_deref());
        let thumbprints: Vec<&str> = hex.into_iter().chain(x5t).collect();
        Self::names(token, &thumbprints, seen)
    }

    fn names(token: &Token, thumbprints: &[&str], seen: &Seen) -> Self {
        let keys = token.kid().into_iter().chain(token.x5t());
        let keys: Vec<&str> = keys.chain(thumbprints.iter().copied()).collect();
        let issuer: Vec<&str> = token.issuer().into_iter().collect();
        let mut compared = Self {
            same: Vec::new(),
            different: Vec::new(),
        };
        compared.add("key", &seen.kids, &keys);
        compared.add("issuer", &seen.issuers, &issuer);
        compared.add("audience", &seen.audiences, &token.audiences());
        compared
    }

    /// Of a log with several errors one is enough that is about this token.
    fn add(&mut self, what: &'static str, named: &[String], own: &[&str]) {
        let (Some(first), Some(ours)) = (named.first(), own.first()) else {
            return;
        };
        let is_own = |name: &String| own.iter().any(|own| own.eq_ignore_ascii_case(name));
        if named.iter().any(is_own) {
            self.same.push(what);
        } else {
            self.different
                .push((what, first.clone(), (*ours).to_owned()));
        }
    }

    fn is_another(&self) -> bool {
        !self.different.is_empty()
    }

    fn sentence(&self) -> Option<String> {
        if let Some((what, theirs, ours)) = self.different.first() {
            return Some(format!(
                "The error names {what} {theirs}, this token has {ours}: another token was refused. \
                 Paste that one."
            ));
        }
        (!self.same.is_empty()).then(|| {
            let names = list(&self.same);
            format!("The error names this token's {names}: it is about this token.")
        })
    }
}

/// What the API accepts by its error, where the token has something else.
fn accepted(token: &Token, seen: &Seen) -> Vec<String> {
    let issuer: Vec<&str> = token.issuer().into_iter().collect();
    let sides = [
        ("audience", &seen.accepted_audiences, token.audiences()),
        ("issuer", &seen.accepted_issuers, issuer),
    ];
    let differing = sides.into_iter().filter(|(_, accepted, own)| {
        !accepted.is_empty() && !own.iter().any(|o| accepted.iter().any(|a| a == o))
    });
    differing
        .map(|(what, accepted, own)| {
            let own = match own.as_slice() {
                [] => "none".to_owned(),
                some => list(some),
            };
            let accepted = list(accepted);
            format!("By the error the API accepts {what} {accepted}; the token has {own}.")
        })
        .collect()
}

/// How the error goes together with what was found.
fn fit(facts: &Facts<'_>, outcomes: &[Judged], verdict: &Verdict, read: &Read) -> Option<String> {
    let speaking = speaking(read);
    let (code, pattern) = speaking.first()?;
    let points_to = |rule: &str| {
        let mut all = speaking.iter();
        all.find(|(_, pattern)| pattern.rules.iter().any(|r| r == rule))
    };
    if verdict.outcome == OutcomeKind::Failed
        && let Some((code, pattern)) = points_to(verdict.rule)
    {
        let stack = &pattern.stack;
        return Some(format!(
            "{code} from {stack} is what is expected in this case: the error fits what was found \
             here."
        ));
    }
    let refused = |kind| matches!(kind, OutcomeKind::Failed | OutcomeKind::Warning);
    let also = outcomes
        .iter()
        .filter(|(_, outcome)| refused(outcome.kind()))
        .find(|(rule, _)| points_to(rule.id).is_some());
    if let Some(finding) = also.and_then(|(_, outcome)| outcome.finding()) {
        return Some(format!("{code} fits another finding: {}", finding.headline));
    }
    let contradiction = match pattern.id.as_str() {
        "idw10201" => permits(facts),
        _ => pattern.about.and_then(|about| contradiction(about, facts)),
    };
    contradiction.or_else(|| (!pattern.rules.is_empty()).then(|| unexplained(code, verdict)))
}

fn unexplained(code: &str, verdict: &Verdict) -> String {
    let what = if verdict.outcome == OutcomeKind::Passed {
        "Nothing that was found here explains it: compare the API's settings with those given here."
    } else {
        "What was found here doesn't explain it; there may be more than one reason."
    };
    format!("The error is {code}. {what}")
}

/// The patterns that say why, with their codes: wrappers only where there is nothing else.
fn speaking(read: &Read) -> Vec<(String, &'static Pattern)> {
    let matches = read.reading.matches.iter();
    let all: Vec<(String, &'static Pattern)> = matches
        .zip(read.patterns.iter().copied())
        .filter(|(_, pattern)| pattern.about != Some(About::SignatureHeld))
        .map(|(found, pattern)| (quoted(&found.code), pattern))
        .collect();
    let telling = all.iter().filter(|(_, pattern)| pattern.telling > 1);
    let telling: Vec<(String, &Pattern)> = telling.cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// A code as it is, words in quotes.
fn quoted(code: &str) -> String {
    if code.contains(' ') {
        format!("\u{201c}{code}\u{201d}")
    } else {
        code.to_owned()
    }
}

/// Where the token has the permissions that the error misses altogether.
fn permits(facts: &Facts<'_>) -> Option<String> {
    let claims = facts.token?.claims();
    let name = ["scp", "roles"]
        .into_iter()
        .find(|name| claims.get(name).is_some())?;
    Some(format!(
        "The error says that the token has neither scp nor roles, but this one has {name}: another \
         token was refused. Paste that one."
    ))
}

/// Where what the error says isn't so here.
fn contradiction(about: About, facts: &Facts<'_>) -> Option<String> {
    let token = facts.token?;
    match about {
        About::Expired | About::Early => by_the_clock(about, token, facts),
        About::Audience => {
            let own = token.audiences();
            let accepted = own.into_iter().find(|a| among(a, &facts.api.audiences))?;
            Some(other_settings("audience", accepted))
        }
        About::Issuer => {
            let accepted = token.issuer().filter(|i| among(i, &facts.api.issuers))?;
            Some(other_settings("issuer", accepted))
        }
        About::Signature if facts.genuine() => Some(
            "The error says that the signature doesn't hold, but here it does: the API got the \
             token changed, or checked it with another key."
                .to_owned(),
        ),
        About::Key if facts.genuine() => Some(
            "The error says that the API has no key of that name, but here the key is there and \
             verifies the token: the API reads other metadata, or an old copy of it."
                .to_owned(),
        ),
        About::NoKeys if facts.any_keys() => Some(
            "The API had no keys, but from here they can be read: look at the API's way to the \
             network (proxy, firewall, TLS), at its metadata address, and at packages of differing \
             versions."
                .to_owned(),
        ),
        _ => None,
    }
}

fn among(value: &str, list: &[String]) -> bool {
    list.iter().any(|one| one == value)
}

fn other_settings(what: &str, accepted: &str) -> String {
    format!(
        "The error refuses the {what}, but what is known here of the API accepts {accepted}: the API \
         that answered runs with other settings."
    )
}

/// Where the token is in its time by the moment that it is judged by.
fn by_the_clock(about: About, token: &Token, facts: &Facts<'_>) -> Option<String> {
    let moment = |name: &str| match token.time(name) {
        Claim::Present(at) => Some(at),
        _ => None,
    };
    if about == About::Expired {
        let exp = moment("exp").filter(|exp| facts.now < *exp)?;
        return Some(format!(
            "The error says that the token's time was over, but by the moment used here it runs until \
             {}: it was judged at another moment, by a clock that is ahead, or another token was sent.",
            utc(exp)
        ));
    }
    let nbf = moment("nbf").filter(|nbf| facts.now >= *nbf)?;
    Some(format!(
        "The error says that the token's time had not begun, but by the moment used here it began {}: \
         it was judged earlier, or by a clock that is behind.",
        utc(nbf)
    ))
}

/// What the order of checks tells about those that came before.
fn passed_before(read: &Read) -> Option<String> {
    let has = |id: &str| read.patterns.iter().any(|pattern| pattern.id == id);
    if has("idx10503") && !read.seen.kids.is_empty() {
        return Some(
            "Microsoft.IdentityModel checks lifetime, issuer and audience before it gives up on a \
             missing key: all three had passed, unless their check is switched off."
                .to_owned(),
        );
    }
    let held = Some(About::SignatureHeld);
    read.patterns
        .iter()
        .any(|pattern| pattern.about == held)
        .then(|| "The API's own log says that the signature held.".to_owned())
}
