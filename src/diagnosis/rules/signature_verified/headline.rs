//! What is said of a token that nothing refuses: what holds, what isn't confirmed, and what only the
//! running API knows.

use crate::api::About;
use crate::diagnosis::audience::in_words;
use crate::diagnosis::issuers::is_accepted;
use crate::diagnosis::undecided::{ALL, audience_listed, clause, is_open};
use crate::diagnosis::words::list;
use crate::diagnosis::{Facts, Finding};
use crate::token::Token;

const METADATA_UNTOLD: &str = "Whether your API reads the right metadata was not checked.";

/// What holds and what isn't confirmed, by its name.
struct Parts {
    holds: Vec<&'static str>,
    unconfirmed: Vec<&'static str>,
    /// What the API doesn't look at.
    off: Vec<&'static str>,
}

impl Parts {
    fn of(facts: &Facts<'_>, token: &Token) -> Self {
        let off = facts.api.unchecked;
        let mut parts = Self {
            holds: Vec::new(),
            unconfirmed: Vec::new(),
            off: Vec::new(),
        };
        let issuer = issuer_holds(facts);
        parts.put("issuer", issuer, off.issuer, is_open(facts, About::Issuer));
        if !is_open(facts, About::Lifetime) {
            parts.holds.push("time");
        }
        let audience = audience_listed(facts, token);
        let open = is_open(facts, About::Audience);
        parts.put("audience", audience, off.audience, open);
        parts
    }

    /// What is open is told apart.
    fn put(&mut self, name: &'static str, holds: bool, off: bool, open: bool) {
        if open {
            return;
        }
        if holds {
            self.holds.push(name);
        } else if off {
            self.off.push(name);
        } else {
            self.unconfirmed.push(name);
        }
    }

    /// "issuer and time hold"; empty where nothing does.
    fn held(&self) -> String {
        match self.holds.as_slice() {
            [] => String::new(),
            [one] => format!("{one} holds"),
            several => format!("{} hold", list(several)),
        }
    }
}

/// Whether the issuer was compared with what the API accepts; where nothing is known about the API,
/// with what the metadata says that lists the key.
fn issuer_holds(facts: &Facts<'_>) -> bool {
    let unknown = facts.api.is_unknown() && facts.api.stack.is_none();
    is_accepted(facts) || unknown && super::issuer_in_metadata(facts)
}

/// The headline where nothing that decides is open.
pub(super) fn headline(facts: &Facts<'_>, token: &Token) -> String {
    let parts = Parts::of(facts, token);
    if let Some(file) = facts.signing_key().and_then(|key| facts.only_in_file(key)) {
        let lead = format!("Signature verified with a key from {}", file.label);
        return sentence(&lead, &parts, token);
    }
    if !parts.unconfirmed.is_empty() {
        let said = sentence("Signature genuine", &parts, token);
        // Where nothing is known about the API, its place is assumed, and a note says so.
        return if parts.holds.contains(&"audience") && !super::api_reads_the_key(facts) {
            format!("{said} {METADATA_UNTOLD}")
        } else {
            said
        };
    }
    if !super::api_reads_the_key(facts) {
        return format!("Signature genuine, {}. {METADATA_UNTOLD}", parts.held());
    }
    let mut all = vec!["signature"];
    let held = |name: &&'static str| parts.holds.contains(name);
    all.extend(["issuer"].iter().filter(|name| held(name)));
    all.push("key");
    all.extend(["time", "audience"].iter().filter(|name| held(name)));
    let off = match parts.off.as_slice() {
        [] => String::new(),
        off => format!("; it doesn't check the {}", list(off)),
    };
    format!("The token is good for your API: {} hold{off}.", list(&all))
}

/// "Signature genuine, issuer and time hold; audience not confirmed (aud …)."
fn sentence(lead: &str, parts: &Parts, token: &Token) -> String {
    let lead = format!("{lead}, {}", parts.held());
    let open = list(&parts.unconfirmed);
    if parts.unconfirmed.contains(&"audience") {
        let aud = in_words(&token.audiences());
        format!("{lead}; {open} not confirmed (aud {aud}).")
    } else if parts.unconfirmed.is_empty() {
        format!("{lead}.")
    } else {
        format!("{lead}; {open} not confirmed.")
    }
}

/// What only the running API knows, where it decides about the token: what holds, and what was not
/// checked.
pub(super) fn left_open(
    facts: &Facts<'_>,
    token: &Token,
    finding: impl Fn(String) -> Finding,
) -> Option<Finding> {
    let mut open = ALL.into_iter().filter(|about| is_open(facts, *about));
    let first = clause(facts, open.next()?);
    let parts = Parts::of(facts, token);
    let held = match parts.held() {
        held if held.is_empty() => "The signature is genuine".to_owned(),
        held => format!("Signature genuine, {held}"),
    };
    let mut finding = finding(format!("{held}; {first}."));
    for about in open {
        finding = finding.note(crate::diagnosis::undecided::finding(facts, about).headline);
    }
    Some(match parts.unconfirmed.as_slice() {
        [] => finding,
        unconfirmed => finding.note(format!("Not confirmed either: {}.", list(unconfirmed))),
    })
}
