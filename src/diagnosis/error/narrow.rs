//! What an error alone tells, without the token that was refused.

use super::{About, ErrorMatch, ErrorReading};
use crate::diagnosis::audience::guid_in;
use crate::diagnosis::rules::RULES;
use crate::diagnosis::{Rule, Step};
use crate::input::errors;
use crate::issuer::host_of;
use crate::token::is_graph;

/// What an error narrows the causes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// What the error says.
    pub reading: ErrorReading,
    /// The possible causes, the likeliest first.
    pub causes: Vec<Suspect>,
    /// What to look at next, a sentence each.
    pub next: Vec<String>,
    /// What to paste, so that one of the causes can be proven.
    pub paste: String,
}

/// A possible cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suspect {
    /// The rule's name.
    pub rule: &'static str,
    /// Its step of the checklist.
    pub step: Step,
    /// One line on what it finds, without a full stop.
    pub line: &'static str,
    /// Where it is documented.
    pub reference: &'static str,
}

/// Narrows the causes by what an error says. Nothing is proven without the token, so the causes are
/// possible ones only.
pub fn narrow(reading: &ErrorReading) -> Narrowed {
    let mut rules: Vec<&'static str> = Vec::new();
    let telling = telling(reading);
    for found in &telling {
        for rule in &found.rules {
            if !rules.contains(rule) {
                rules.push(rule);
            }
        }
    }
    rules.retain(|rule| possible(rule, reading));
    if may_be_graph(&telling, reading) && !rules.contains(&GRAPH) {
        rules.push(GRAPH);
    }
    if reading.told.audiences.iter().any(|aud| is_graph(aud)) {
        lead(GRAPH, &mut rules);
    }
    if tenants(reading).is_some_and(|(accepted, own)| accepted != own) {
        lead("tenant-mismatch", &mut rules);
    }
    let causes = rules.iter().filter_map(|rule| suspect(rule)).collect();
    let about = telling.first().and_then(|found| about(found.pattern));
    Narrowed {
        reading: reading.clone(),
        causes,
        next: next(about, reading),
        paste: paste(reading),
    }
}

const GRAPH: &str = "graph-audience";

/// Whether a token for Microsoft Graph can be why: the error names that audience, speaks of what another
/// API finds wrong with such a token, and isn't from Graph itself.
fn may_be_graph(telling: &[&ErrorMatch], reading: &ErrorReading) -> bool {
    let told = &reading.told;
    let by_another = told.audiences.iter().any(|aud| is_graph(aud))
        && !told.accepted_audiences.iter().any(|aud| is_graph(aud));
    let fits = |found: &&ErrorMatch| {
        let about = about(found.pattern);
        about.is_some_and(|about| {
            matches!(
                about,
                About::Key
                    | About::Signature
                    | About::KeyOrSignature
                    | About::Issuer
                    | About::Audience
                    | About::Claim
            )
        })
    };
    by_another && telling.iter().any(fits)
}

/// The matches that say why: those that merely wrap others are left out where there are others.
fn telling(reading: &ErrorReading) -> Vec<&ErrorMatch> {
    let weight =
        |found: &&ErrorMatch| errors::pattern(found.pattern).map_or(0, |pattern| pattern.telling);
    let all = || {
        reading
            .matches
            .iter()
            .filter(|found| !found.rules.is_empty())
    };
    let some: Vec<_> = all().filter(|found| weight(found) > 1).collect();
    if some.is_empty() {
        all().collect()
    } else {
        some
    }
}

fn about(pattern: &str) -> Option<About> {
    errors::pattern(pattern)?.about
}

/// Puts a rule in front, where it is one of them.
fn lead(rule: &str, rules: &mut [&'static str]) {
    if let Some(at) = rules.iter().position(|known| *known == rule)
        && let Some(part) = rules.get_mut(..=at)
    {
        part.rotate_right(1);
    }
}

/// Whether the issuers that the error names leave room for a cause.
fn possible(rule: &str, reading: &ErrorReading) -> bool {
    let Some(issuer) = reading.told.issuer.as_deref() else {
        return true;
    };
    let Some(host) = host_of(issuer) else {
        return true;
    };
    let is = |ending: &str| host.ends_with(ending);
    let accepted_host = accepted(reading).and_then(host_of);
    let both_entra = is_entra(&host) && accepted_host.as_deref().is_some_and(is_entra);
    let same_tenant = tenants(reading).is_some_and(|(accepted, own)| accepted == own);
    match rule {
        "b2c-policy-mismatch" | "b2c-tfp-issuer" => !is_entra(&host) && !is(".ciamlogin.com"),
        "b2c-entra-mix" => !both_entra,
        "external-id-entra-mix" => !is(".b2clogin.com") && !is_entra(&host),
        "adfs-entra-mix" => !is_entra(&host) && !is(".b2clogin.com") && !is(".ciamlogin.com"),
        "tenant-mismatch" => !is(".b2clogin.com") && !same_tenant,
        "token-version-mismatch" => {
            !is(".b2clogin.com") && accepted_host.as_deref() != Some(host.as_str())
        }
        "cloud-mismatch" => accepted_host.as_deref() != Some(host.as_str()),
        _ => true,
    }
}

/// The issuer that the API accepts, where it is only one.
fn accepted(reading: &ErrorReading) -> Option<&str> {
    match reading.told.accepted_issuers.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// The tenants of the accepted and of the token's issuer.
fn tenants(reading: &ErrorReading) -> Option<(String, String)> {
    let own = reading.told.issuer.as_deref()?;
    Some((guid_in(accepted(reading)?)?, guid_in(own)?))
}

fn is_entra(host: &str) -> bool {
    host == "sts.windows.net" || host.starts_with("login.microsoftonline.")
}

fn suspect(rule: &str) -> Option<Suspect> {
    let of = |rule: &Rule| Suspect {
        rule: rule.id,
        step: rule.step,
        line: match rule.id {
            // The rule itself measures the clock here; what refused the token has its own.
            "clock-skew" => "The clock of the API's machine is off",
            _ => rule.line,
        },
        reference: rule.reference,
    };
    RULES.iter().find(|known| known.id == rule).map(|r| of(r))
}

/// What to look at, by what the error speaks of.
fn next(about: Option<About>, reading: &ErrorReading) -> Vec<String> {
    let mut next = match about {
        Some(About::Key | About::KeyOrSignature | About::KeyIssuer) => keys(reading),
        Some(About::Issuer | About::MetadataIssuer) => vec![issuers(reading)],
        Some(About::Audience) => vec![audiences(reading)],
        Some(About::Claim) => vec![issuers(reading), audiences(reading)],
        Some(other) => general(other).map(str::to_owned).into_iter().collect(),
        None => Vec::new(),
    };
    next.extend(reading.hidden.clone());
    next
}

/// Advice that needs no values.
fn general(about: About) -> Option<&'static str> {
    Some(match about {
        About::NoKeys => {
            "Open the API's metadata address from the machine that it runs on, and compare the \
             versions of its packages."
        }
        About::Signature => {
            "Look at the token's audience first: a token for Microsoft Graph never verifies in \
             another API."
        }
        About::Expired | About::Early => {
            "Compare the clock of the API's machine with the right time, and see whether the client \
             sends an old token again."
        }
        About::Shape | About::Encrypted => {
            "Look at what the client really sends after `Bearer`: how many dots it has, and whether \
             it was cut."
        }
        About::Permission => {
            "Look at scp and roles in the token, and at the permission that the call needs."
        }
        _ => return None,
    })
}

fn keys(reading: &ErrorReading) -> Vec<String> {
    let kid = reading.told.kid.as_deref().map_or_else(
        || "the kid in the token's header".to_owned(),
        |kid| format!("kid {kid}"),
    );
    vec![
        format!(
            "Look for {kid} among the keys of the metadata that the API reads; `tokenscope keys \
             ADDRESS` lists them."
        ),
        "Find out which metadata address the API reads, and whether keys are set by hand."
            .to_owned(),
    ]
}

fn issuers(reading: &ErrorReading) -> String {
    match (
        &reading.told.issuer,
        reading.told.accepted_issuers.as_slice(),
    ) {
        (Some(issuer), [accepted, ..]) => format!(
            "Compare both sides character by character: the token has {issuer}, the API accepts \
             {accepted}."
        ),
        (Some(issuer), []) => {
            format!("Compare the token's issuer, {issuer}, with the issuer in the API's metadata.")
        }
        (None, _) => {
            "Compare the token's iss with the issuer in the metadata that the API reads.".to_owned()
        }
    }
}

fn audiences(reading: &ErrorReading) -> String {
    let told = &reading.told;
    match (told.audiences.first(), told.accepted_audiences.first()) {
        (Some(aud), Some(accepted)) => {
            format!("Compare both sides: the token is for {aud}, the API accepts {accepted}.")
        }
        (Some(aud), None) => format!(
            "Compare the token's audience, {aud}, with the audiences in the API's settings."
        ),
        (None, _) => "Compare the token's aud with the audiences in the API's settings.".to_owned(),
    }
}

fn paste(reading: &ErrorReading) -> String {
    let told = &reading.told;
    let known = !told.accepted_audiences.is_empty() || !told.accepted_issuers.is_empty();
    let settings = if known {
        ""
    } else {
        " The API's configuration beside it tells what it accepts."
    };
    format!("Paste the token that was refused: with it the cause can be proven.{settings}")
}
