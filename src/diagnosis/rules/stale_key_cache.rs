//! F-51: the key is published, but the API's copy of the keys doesn't have it.

use jiff::{SignedDuration, Timestamp};

use super::audience_unconfirmed::foreign;
use crate::api::PinnedKey;
use crate::diagnosis::error::keys_in;
use crate::diagnosis::libraries::{Library, key_not_found};
use crate::diagnosis::listing::{Listing, listing};
use crate::diagnosis::pinned::{Pinned, pinned, thumbprint};
use crate::diagnosis::seen::Seen;
use crate::diagnosis::words::{labels, list, short};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Family, Purpose};
use crate::keys::Key;
use crate::signature::SignatureOutcome;
use crate::token::utc;

pub(super) static RULE: Rule = Rule {
    id: "stale-key-cache",
    section: "F-51",
    step: Step::Key,
    cause: Cause::Key,
    line: "The key is published, but the API works with an old or fixed copy of the keys",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/signing-key-rollover",
    check,
};

/// Answers that lie closer together than this were fetched in one go.
const ONE_GO: SignedDuration = SignedDuration::from_hours(1);

fn check(facts: &Facts<'_>) -> Outcome {
    if facts.signed().is_none() || foreign(facts) {
        return Outcome::NotApplicable;
    }
    if let Some(pinned) = pinned(facts) {
        return of_pinned(facts, &pinned);
    }
    let complaint = facts.error.and_then(|e| Some((e, key_not_found(e)?)));
    match complaint {
        Some((error, library)) => match other_key(facts, error) {
            Some(other) => Outcome::Warning(about_another(facts, &other)),
            None => weigh(facts, error, library),
        },
        None => old_evidence(facts),
    }
}

/// The API's keys stand in its configuration: nothing ever refreshes them.
fn of_pinned(facts: &Facts<'_>, pinned: &Pinned<'_>) -> Outcome {
    let beside = Beside::of(facts);
    match pinned {
        Pinned::Missing => Outcome::Failed(beside.missing()),
        Pinned::Named(key) => Outcome::Warning(beside.kept(kept(key, "is the token's"))),
        Pinned::Verifies(key) => {
            let finding = beside.kept(kept(key, "verifies the token"));
            Outcome::Warning(if facts.genuine() {
                finding
            } else {
                finding.note(
                    "That is your API's own copy. Whether the issuer publishes this key was not \
                     checked.",
                )
            })
        }
        Pinned::Untold => Outcome::NotChecked(Finding::new(
            "The keys stand in your API's configuration; whether the token's is among them can't \
             be told by their names.",
        )),
    }
}

/// The keys in the configuration beside the token's.
struct Beside {
    listed: String,
    signer: String,
    thumbprint: Option<String>,
}

impl Beside {
    fn of(facts: &Facts<'_>) -> Self {
        let listed: Vec<String> = facts.api.keys.iter().map(|k| short(&k.name, 64)).collect();
        let token = facts.token;
        let named = token.and_then(|t| t.kid().or(t.x5t()));
        Self {
            listed: short(&list(&listed), 300),
            signer: named.map_or_else(|| "that signed the token".to_owned(), |kid| short(kid, 80)),
            thumbprint: token.and_then(|token| thumbprint(facts, token)),
        }
    }

    fn compared(&self, headline: String) -> Finding {
        let finding = Finding::new(headline).compare(
            "Keys of the API",
            self.listed.clone(),
            self.signer.clone(),
        );
        match &self.thumbprint {
            Some(hex) => finding.fact("Thumbprint", hex.clone()),
            None => finding,
        }
    }

    fn missing(&self) -> Finding {
        let signer = &self.signer;
        let headline = format!(
            "The keys stand in your API's configuration, and key {signer} is not among them: they \
             are never fetched again."
        );
        self.compared(headline)
            .value("fixed", self.listed.clone())
            .value("signer", signer.clone())
    }

    fn kept(&self, headline: String) -> Finding {
        self.compared(headline).value("kept", self.signer.clone())
    }
}

fn kept(key: &PinnedKey, holds: &str) -> String {
    format!(
        "The key in your API's configuration (line {}) {holds}, but it is never fetched again: it \
         holds until the issuer signs with another one.",
        key.line
    )
}

/// The API says that it has no such key, and means this token as far as can be told.
fn weigh(facts: &Facts<'_>, error: &str, library: &Library) -> Outcome {
    let Some(key) = listed_now(facts) else {
        return Outcome::NotApplicable;
    };
    let read = match reads(facts, key) {
        Reads::Elsewhere => return old_evidence(facts),
        Reads::Untold => {
            let headline = "The API says that it doesn't have the key; which metadata it reads is \
                            not known, so it can't be told whether its copy is old.";
            return Outcome::NotChecked(Finding::new(headline));
        }
        read => read,
    };
    let kid = key.kid.clone().unwrap_or_default();
    let why = if without_keys(error) {
        "the API has no keys at all: it likely can't fetch the metadata"
    } else {
        "the API's copy of the keys is old or fixed"
    };
    let proven = facts.genuine() && read != Reads::Unread;
    let headline = if proven {
        format!("Key {kid} is published and verifies the token, but the API didn't find it: {why}.")
    } else {
        format!("Key {kid} is published, but the API didn't find it: likely {why}.")
    };
    let finding = evidence(
        facts,
        key,
        library,
        Finding::new(headline).value("kid", kid),
    );
    match facts.signature.outcome {
        _ if proven => Outcome::Failed(finding),
        SignatureOutcome::Altered | SignatureOutcome::WrongKey => Outcome::NotApplicable,
        _ => Outcome::Warning(finding),
    }
}

/// Whether the API says that it has no keys at all, neither fetched nor given to it.
fn without_keys(error: &str) -> bool {
    const GIVEN: &str = "Number of keys in TokenValidationParameters: '";
    let given = error.split_once(GIVEN).map(|(_, rest)| rest);
    error.contains("Number of keys in Configuration: '0'")
        && given.is_none_or(|count| count.starts_with("0'"))
}

/// The key of the token's kid that the newest answers list: the one that verifies, where one does.
fn listed_now<'a>(facts: &Facts<'a>) -> Option<&'a Key> {
    let mut listed = facts.keys.matching_now().map(|(_, key)| key);
    match facts.key().filter(|_| facts.genuine()) {
        Some(decided) => listed.find(|key| std::ptr::eq(*key, decided)),
        None => listed.next(),
    }
}

fn evidence(facts: &Facts<'_>, key: &Key, library: &Library, finding: Finding) -> Finding {
    let listed = labels(facts.keys.sources_of(key).map(|s| s.label.as_str()));
    let mut finding = finding
        .compare(
            "Keys of the API",
            "with this key",
            "without it, by its error",
        )
        .fact("Listed at", listed)
        .fact("Error", format!("as of {}", library.name));
    let seen = Seen::of(facts, key);
    finding = seen.tell(finding);
    if let Some(first) = seen.first.filter(|_| seen.before.is_some()) {
        finding = finding.note(format!(
            "The key is first seen {}: a copy older than that can't have it.",
            utc(first)
        ));
    }
    if let Some(behaviour) = library.behaviour() {
        finding = finding.note(behaviour);
    }
    match facts.api_metadata() {
        Some(reads) if facts.api_place().is_none() => finding.note(format!(
            "How your API is configured is not known; it is assumed to read the default metadata, \
             {reads}. If it reads another address, that may be the reason instead."
        )),
        _ => finding,
    }
}

/// Whether the place that the API reads lists the key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    /// It does.
    Listed,
    /// The configured place was not read here.
    Unread,
    /// It doesn't: other rules speak of that.
    Elsewhere,
    /// Nobody said what the API reads, and the platform has no default.
    Untold,
}

fn reads(facts: &Facts<'_>, key: &Key) -> Reads {
    if facts.api_place().is_some() {
        let Some((index, _)) = facts.configured_address() else {
            return Reads::Unread;
        };
        let of_configured = |s: &crate::keys::Source| s.address == Some(index);
        if facts.keys.sources_of(key).any(of_configured) {
            return Reads::Listed;
        }
        let read = facts.keys.sources.iter().any(of_configured);
        let of_application = matches!(listing(facts), Listing::Application(_));
        return if read || of_application {
            Reads::Elsewhere
        } else {
            Reads::Unread
        };
    }
    let usual = |p: &Purpose| matches!(p, Purpose::Own | Purpose::Common);
    match facts.family() {
        Some(Family::Entra) if facts.keys.listed_for(key, usual) => Reads::Listed,
        Some(Family::Entra) => Reads::Elsewhere,
        _ => Reads::Untold,
    }
}

/// The key that an error names, where it is another than the token's.
fn other_key(facts: &Facts<'_>, error: &str) -> Option<String> {
    let token = facts.token?;
    let key = facts
        .keys
        .matching()
        .next()
        .map(|(_, key)| &key.thumbprints);
    let hex = key.and_then(|k| k.sha1_hex.as_deref());
    let x5t = key.and_then(|k| k.x5t.as_deref());
    let own: Vec<&str> = [token.kid(), token.x5t(), hex, x5t]
        .into_iter()
        .flatten()
        .collect();
    let named = keys_in(error);
    let same = |name: &&str| own.iter().any(|own| own.eq_ignore_ascii_case(name));
    let about_this = own.is_empty() || named.iter().any(same);
    let other = named.first().filter(|_| !about_this)?;
    Some((*other).to_owned())
}

fn about_another(facts: &Facts<'_>, other: &str) -> Finding {
    let own = facts
        .token
        .and_then(|t| t.kid().or(t.x5t()))
        .unwrap_or_default();
    let headline = format!("This error names another key, {other}: it is about another token.");
    Finding::new(headline)
        .compare("Key in the error", own, other)
        .value("other", other)
        .value("own", own)
}

/// What was read of the API's metadata address is older than the first answer with the key: an API
/// whose copy is as old can't have it. Its lacking there proves nothing.
fn old_evidence(facts: &Facts<'_>) -> Outcome {
    let Some(old) = older_copy(facts) else {
        return Outcome::NotApplicable;
    };
    let headline = format!(
        "What is at hand of {} is from {}, before the key was first seen ({}).",
        old.metadata,
        utc(old.read),
        utc(old.first)
    );
    Outcome::Warning(
        Finding::new(headline)
            .compare(
                "Keys of the API",
                format!("after {}", utc(old.first)),
                utc(old.read),
            )
            .value("configured", old.metadata)
            .value("read", utc(old.read))
            .value("first", utc(old.first)),
    )
}

/// An answer of the API's metadata address from before the key was first seen.
pub(super) struct OlderCopy {
    metadata: String,
    read: Timestamp,
    first: Timestamp,
}

/// Whether the newest answer of the API's metadata address is older than the key's first appearance
/// elsewhere.
pub(super) fn older_copy(facts: &Facts<'_>) -> Option<OlderCopy> {
    let (index, address) = facts.configured_address()?;
    let (_, key) = facts.keys.matching_now().next()?;
    if facts.keys.sources_of(key).any(|s| s.address == Some(index)) {
        return None;
    }
    let mut copies = facts
        .keys
        .sources
        .iter()
        .filter(|s| s.address == Some(index));
    let read = copies.find_map(|s| s.fetched)?;
    let first = key.seen.first?;
    (first.duration_since(read) > ONE_GO).then(|| OlderCopy {
        metadata: address.place().to_owned(),
        read,
        first,
    })
}
