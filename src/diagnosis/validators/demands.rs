//! What an API asks beyond issuer, audience, key and times: what its library checks by itself it words
//! itself; the rest is code of the API's own.

use serde_json::Value;

use super::run::{Run, shown};
use crate::api::{About, RequiredClaim};
use crate::diagnosis::limits::{self, Age};
use crate::diagnosis::required::{self, unmet};
use crate::diagnosis::undecided::place;

/// More settings than these are not named one by one.
const NAMED: usize = 3;

/// A demand that a library checks by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Demand<'a> {
    Claim(&'a RequiredClaim),
    Type,
    Age,
    Guests,
}

/// The demands that the validator answers for.
#[derive(Debug, Default)]
pub(super) struct Demands<'a>(Vec<Demand<'a>>);

impl<'a> Run<'a> {
    /// The claims that only have to be there, by their names: a library that can ask for those checks
    /// them itself.
    pub(super) fn required_names(&mut self) -> Vec<&'a str> {
        let asked = self.facts.api.required_claims.iter();
        let alone = asked.filter_map(|claim| match (claim.names.as_slice(), &claim.values[..]) {
            ([name], []) => Some((claim, name.as_str())),
            _ => None,
        });
        let (claims, names): (Vec<_>, Vec<_>) = alone.unzip();
        let taken = claims.into_iter().map(Demand::Claim);
        self.demands.0.extend(taken);
        names
    }

    /// The subjects that are accepted, for a library that can be told one; none where any will do.
    pub(super) fn subjects(&mut self) -> &'a [String] {
        let asked = self.facts.api.required_claims.iter();
        let found = { asked }.find(|c| c.names == ["sub"] && !c.values.is_empty());
        let Some(claim) = found else {
            return &[];
        };
        self.demands.0.push(Demand::Claim(claim));
        &claim.values
    }

    /// The required claims that the token doesn't meet, for a product that checks any of them.
    pub(super) fn unmet_claims(&mut self) -> Vec<&'a RequiredClaim> {
        let all = self.facts.api.required_claims.iter();
        self.demands.0.extend(all.map(Demand::Claim));
        unmet(&self.facts, self.token)
    }

    /// The values of `typ` that are accepted, for a library that can be told them.
    pub(super) fn types(&mut self) -> &'a [String] {
        self.demands.0.push(Demand::Type);
        &self.facts.api.limits.types
    }

    /// The header's `typ`.
    pub(super) fn typ(&self) -> Option<&'a str> {
        self.token.header_object().text("typ")
    }

    /// The greatest age since `iat`, for a library that can be told one.
    pub(super) fn max_age(&mut self) -> Option<i64> {
        self.demands.0.push(Demand::Age);
        self.facts.api.limits.max_age.map(i64::from)
    }

    /// Whether guests are refused, by a library that does so itself.
    pub(super) fn refuses_guests(&mut self) -> bool {
        self.demands.0.push(Demand::Guests);
        self.facts.api.limits.no_guests
    }

    /// Whether a claim is missing or null.
    pub(super) fn lacks(&self, name: &str) -> bool {
        matches!(self.claim(name), None | Some(Value::Null))
    }

    /// What the API asks for, the token doesn't meet and the validator leaves to others: each as the
    /// object of a sentence.
    pub(super) fn left_to_others(&self) -> Vec<String> {
        let known = |demand: &Demand<'_>| self.demands.0.contains(demand);
        let claims = unmet(&self.facts, self.token).into_iter();
        let mut left: Vec<String> = { claims }
            .filter(|claim| !known(&Demand::Claim(claim)))
            .map(|claim| format!("the claim {}", shown(&required::name(claim))))
            .collect();
        let (facts, token) = (&self.facts, self.token);
        if !known(&Demand::Type) && limits::other_type(facts, token) {
            left.push("the header's typ".to_owned());
        }
        let age = limits::age(facts, token).map(|(_, age)| age);
        if !known(&Demand::Age) && matches!(age, Some(Age::Over(_) | Age::Untold)) {
            left.push("the token's age".to_owned());
        }
        if limits::remaining(facts, token).is_some_and(|(_, _, too_long)| too_long) {
            left.push("the time left until exp".to_owned());
        }
        if !known(&Demand::Guests) && limits::refused_guest(facts, token).is_some() {
            left.push("guests".to_owned());
        }
        left
    }

    /// Whether the configuration leaves open what is accepted here; then the run has noted it.
    pub(super) fn left_open(&mut self, about: About) -> bool {
        let Some(lines) = self.lines(about) else {
            return false;
        };
        self.depends_on(&match about {
            About::Audience => format!("the audiences that {lines} accepts"),
            About::Issuer => format!("the issuers that {lines} accepts"),
            About::Key => format!("the keys that {lines} names"),
            About::Algorithm => format!("the algorithms that {lines} accepts"),
            About::Lifetime => format!("how {lines} judges the token's times"),
            About::Claims => format!("what {lines} asks for"),
        });
        true
    }

    /// What may still refuse a token that the library accepts, as the subject of a sentence.
    pub(super) fn unless(&self) -> Option<String> {
        let both = [About::Lifetime, About::Claims];
        let lines: Vec<String> = both.into_iter().filter_map(|a| self.lines(a)).collect();
        (!lines.is_empty()).then(|| lines.join(" or "))
    }

    /// The settings that were not understood and may decide about this: "line 12 (`ValidAudiences`)".
    fn lines(&self, about: About) -> Option<String> {
        let undecided = self.facts.api.reading.undecided(about);
        let mut places: Vec<String> = undecided.map(|unread| shown(&place(unread))).collect();
        if places.len() > NAMED {
            places.truncate(NAMED);
            places.push("a further one".to_owned());
        }
        (!places.is_empty()).then(|| places.join(" or "))
    }
}
