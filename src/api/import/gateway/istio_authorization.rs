//! Istio's `AuthorizationPolicy`: what it asks of a token that `RequestAuthentication` has let pass.

use super::super::draft::Draft;
use super::fill::means;
use super::tree::Item;
use crate::api::About;

/// The policies of a text that are about requests.
pub(super) struct Policies<'a> {
    allowing: Vec<Item<'a>>,
    denying: Vec<Item<'a>>,
    others: Vec<Item<'a>>,
}

impl<'a> Policies<'a> {
    /// Sorts the policies of a text by what they do.
    pub(super) fn of(roots: &[Item<'a>]) -> Self {
        let is_policy = |item: &Item<'_>| {
            item.get("kind").and_then(|kind| kind.as_text()) == Some("AuthorizationPolicy")
        };
        let mut policies = Self {
            allowing: Vec::new(),
            denying: Vec::new(),
            others: Vec::new(),
        };
        for policy in roots.iter().flat_map(|root| root.find(&is_policy)) {
            let action = policy.at(&["spec", "action"]);
            match action.and_then(|action| action.as_text()) {
                None | Some("ALLOW") => policies.allowing.push(policy),
                Some("DENY") => policies.denying.push(policy),
                Some("AUDIT") => {}
                Some(_) => policies.others.push(policy),
            }
        }
        policies
    }

    /// Whether nothing asks requests for a token.
    pub(super) fn is_empty(&self) -> bool {
        self.allowing.is_empty() && self.denying.is_empty() && self.others.is_empty()
    }

    /// Adds what the policies ask for.
    pub(super) fn read(&self, draft: &mut Draft) {
        let allowing: Vec<Item<'_>> = self.allowing.iter().flat_map(rules).collect();
        match allowing.as_slice() {
            [] if !self.allowing.is_empty() => {
                draft.note("An AuthorizationPolicy without rules refuses every request.");
            }
            [] => {}
            [only] => read_allowing(draft, only),
            several if several.iter().any(asks_only_for_a_token) => {
                draft.note(
                    "One of the rules of the AuthorizationPolicy lets every valid token pass: the \
                     others ask for nothing more.",
                );
            }
            several => {
                for rule in several.iter().filter(|rule| asks_for_claims(rule)) {
                    let reason = "is one of several rules of which one has to match: which one is \
                                  not worked out here";
                    draft.undecided_claims(rule, reason);
                }
            }
        }
        for rule in self.denying.iter().flat_map(rules) {
            read_denying(draft, &rule);
        }
        for policy in &self.others {
            draft.undecided_claims(policy, "asks something else for its decision (`CUSTOM`)");
        }
    }
}

fn rules<'a>(policy: &Item<'a>) -> Vec<Item<'a>> {
    let rules = policy.at(&["spec", "rules"]);
    rules.map(|rules| rules.values()).unwrap_or_default()
}

fn sources<'a>(rule: &Item<'a>) -> Vec<Item<'a>> {
    let from = rule.get("from").map(|from| from.values());
    let sources = from.unwrap_or_default().into_iter();
    sources.filter_map(|one| one.get("source")).collect()
}

fn conditions<'a>(rule: &Item<'a>) -> Vec<Item<'a>> {
    rule.get("when")
        .map(|when| when.values())
        .unwrap_or_default()
}

fn key<'a>(condition: &Item<'a>) -> &'a str {
    condition
        .get("key")
        .and_then(|key| key.as_text())
        .unwrap_or_default()
}

/// Whether a rule asks for anything in the token.
fn asks_for_claims(rule: &Item<'_>) -> bool {
    let by_source = |source: &Item<'_>| {
        source.get("requestPrincipals").is_some() || source.get("notRequestPrincipals").is_some()
    };
    sources(rule).iter().any(by_source)
        || conditions(rule)
            .iter()
            .any(|condition| key(condition).starts_with("request.auth."))
}

/// Whether a rule matches every request that has a valid token.
fn asks_only_for_a_token(rule: &Item<'_>) -> bool {
    let any = |source: &Item<'_>| {
        let members: Vec<&str> = source.members().map(|(name, _)| name).collect();
        members == ["requestPrincipals"]
            && source.get("requestPrincipals").is_some_and(|principals| {
                principals.values().iter().any(|p| p.as_text() == Some("*"))
            })
    };
    let from = rule.get("from").is_none() || sources(rule).iter().any(any);
    from && rule.get("when").is_none() && rule.get("to").is_none()
}

/// The one rule that requests have to match.
fn read_allowing(draft: &mut Draft, rule: &Item<'_>) {
    match sources(rule).as_slice() {
        [] => {}
        [source] => read_source(draft, source),
        several => {
            for source in several
                .iter()
                .filter(|s| s.get("requestPrincipals").is_some())
            {
                let reason = "is one of several sources of which one has to match";
                draft.undecided_claims(source, reason);
            }
        }
    }
    for condition in conditions(rule) {
        read_condition(draft, &condition);
    }
    if rule.get("to").is_some() {
        draft.note(format!(
            "The rule `{}` names requests that are let in: others are refused whatever their token \
             says.",
            rule.name
        ));
    }
}

fn read_source(draft: &mut Draft, source: &Item<'_>) {
    if let Some(principals) = source.get("requestPrincipals") {
        read_principals(draft, &principals);
    }
    if let Some(not) = source.get("notRequestPrincipals") {
        draft.undecided_claims(&not, "lists tokens that are not meant");
    }
}

/// `ISSUER/SUBJECT`: `*` stands for any, at either end.
fn read_principals(draft: &mut Draft, item: &Item<'_>) {
    let principals = item.texts(draft, "the issuer and subject of tokens that are let in");
    if principals.iter().any(|principal| principal == "*") {
        return;
    }
    let pairs: Option<Vec<(&str, &str)>> = principals.iter().map(|p| p.rsplit_once('/')).collect();
    let plain = |(issuer, subject): &(&str, &str)| {
        !issuer.contains('*') && (*subject == "*" || !subject.contains('*'))
    };
    match pairs.as_deref() {
        Some([(issuer, subject)]) if plain(&(issuer, subject)) => {
            require_issuers(draft, vec![(*issuer).to_owned()], item.line);
            if *subject != "*" {
                draft.require("sub", vec![(*subject).to_owned()], false, item.line);
            }
        }
        Some(pairs) if pairs.iter().all(|p| plain(p) && p.1 == "*") && !pairs.is_empty() => {
            let issuers = pairs.iter().map(|(issuer, _)| (*issuer).to_owned());
            require_issuers(draft, issuers.collect(), item.line);
        }
        _ => draft.undecided_claims(item, "lists issuers and subjects in pairs or as patterns"),
    }
}

/// Any one of the issuers will do. That of the rule is compared already.
fn require_issuers(draft: &mut Draft, issuers: Vec<String>, line: usize) {
    let own = &draft.api.issuers;
    if own.is_empty() || !own.iter().all(|issuer| issuers.contains(issuer)) {
        draft.require("iss", issuers, false, line);
    }
}

/// One condition of `when`; all of them have to be met.
fn read_condition(draft: &mut Draft, condition: &Item<'_>) {
    let key = key(condition);
    if !key.starts_with("request.auth.") {
        draft.unread(
            Some(condition.line),
            &condition.name,
            "is about the request, not about its token",
        );
        return;
    }
    if let Some(not) = condition.get("notValues") {
        draft.undecided_claims(&not, "lists values that the token must not have");
    }
    if let Some(values) = condition.get("values") {
        read_values(draft, key, &values);
    }
}

fn read_values(draft: &mut Draft, key: &str, values: &Item<'_>) {
    if key == "request.auth.principal" {
        read_principals(draft, values);
        return;
    }
    let Some(claim) = claim_of(key) else {
        draft.undecided_claims(values, "is about a claim inside another one");
        return;
    };
    let texts = values.values();
    let texts: Vec<&str> = texts.iter().filter_map(Item::as_text).collect();
    if texts.contains(&"*") {
        draft.read(values.line, &values.name, "*", means::CLAIM);
        draft.require_presence(claim, values.line);
    } else if texts
        .iter()
        .any(|text| text.starts_with('*') || text.ends_with('*'))
    {
        draft.undecided_claims(values, "has a pattern, which this program doesn't follow");
    } else if claim == "aud" && draft.api.audiences.is_empty() {
        draft.take_audiences(values);
        draft.api.unchecked.audience = false;
    } else {
        draft.take_claim(claim, values, false);
    }
}

/// The claim that a key of a condition is about.
fn claim_of(key: &str) -> Option<&str> {
    match key {
        "request.auth.audiences" => Some("aud"),
        "request.auth.presenter" => Some("azp"),
        _ => {
            let inside = key.strip_prefix("request.auth.claims[")?;
            let claim = inside.strip_suffix(']')?;
            (!claim.contains(['[', ']'])).then_some(claim)
        }
    }
}

/// A rule that refuses what it matches. Where its one condition is that a value is missing, the value
/// is asked for.
fn read_denying(draft: &mut Draft, rule: &Item<'_>) {
    let (sources, conditions) = (sources(rule), conditions(rule));
    match (sources.as_slice(), conditions.as_slice()) {
        ([source], []) => {
            let members: Vec<&str> = source.members().map(|(name, _)| name).collect();
            if let (["notRequestPrincipals"], Some(principals)) =
                (members.as_slice(), source.get("notRequestPrincipals"))
            {
                read_principals(draft, &principals);
                return;
            }
        }
        ([], [condition]) if condition.get("values").is_none() => {
            if let Some(values) = condition.get("notValues")
                && key(condition).starts_with("request.auth.")
            {
                read_values(draft, key(condition), &values);
                return;
            }
        }
        _ => {}
    }
    if asks_for_claims(rule) {
        let reason = "refuses tokens by what they hold, in a way that this program doesn't follow";
        draft.undecided(About::Claims, Some(rule.line), &rule.name, reason);
    }
}
