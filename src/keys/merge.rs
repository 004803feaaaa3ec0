//! Distinct keys from many places: the same public key under the same kid is one key.

use std::collections::HashMap;
use std::rc::Rc;

use jiff::Timestamp;

use super::names::{KeyNames, canonical};
use super::sources::{Entry, ReadSource};
use super::thumbprint::jwk_thumbprint;
use super::{
    Certificate, Key, KeyFault, KeyRole, KeyTable, PublicKey, Seen, Source, Thumbprints, hex_of_x5t,
};
use crate::documents::{Jwk, Sighting};
use crate::input::base64url;
use crate::issuer::Family;

/// Merges what the sources list; keys that answer to `names` come first.
pub(super) fn build(
    sources: Vec<ReadSource>,
    names: &KeyNames,
    family: Option<Family>,
) -> KeyTable {
    let mut merge = Merge::default();
    let (mut earlier, mut past) = (Vec::new(), Vec::new());
    for (index, read) in sources.into_iter().enumerate() {
        let answer = Answer {
            source: index,
            date: read.source.fetched,
            newest: true,
            at_hand: true,
        };
        let mut source = read.source;
        source.answers = read.earlier.len() + usize::from(!source.only_past);
        merge.sources.push(source);
        earlier.extend(read.earlier.into_iter().map(|answer| (index, answer)));
        past.extend(read.past.into_iter().map(|one| (index, one)));
        for entry in read.entries {
            merge.add(answer, entry);
        }
    }
    merge.add_earlier(earlier);
    merge.add_past(past);
    merge.finish(names, family)
}

/// What an earlier answer lists, with its date.
type Dated = (Option<Timestamp>, Vec<Entry>);

/// The answer that an entry stands in.
#[derive(Clone, Copy)]
struct Answer {
    source: usize,
    date: Option<Timestamp>,
    /// Whether it is its place's newest.
    newest: bool,
    /// Whether its document is at hand; else it is only remembered.
    at_hand: bool,
}

#[derive(Default)]
struct Merge {
    sources: Vec<Source>,
    keys: Vec<Key>,
    places: HashMap<(Option<String>, PublicKey), usize>,
    certificates: HashMap<Vec<u8>, Rc<Read>>,
}

/// A certificate that was met: many places list the same one.
struct Read {
    thumbprints: Thumbprints,
    certificate: Result<Certificate, String>,
}

impl Merge {
    /// The earlier answers that are at hand, each with its place.
    fn add_earlier(&mut self, earlier: impl IntoIterator<Item = (usize, Dated)>) {
        for (source, (date, entries)) in earlier {
            let answer = Answer {
                source,
                date,
                newest: false,
                at_hand: true,
            };
            for entry in entries {
                self.add(answer, entry);
            }
        }
    }

    /// What is remembered without its documents, each with its place.
    fn add_past(&mut self, past: Vec<(usize, (Entry, Sighting))>) {
        for (source, (entry, sighting)) in past {
            for date in [sighting.first, sighting.last] {
                let answer = Answer {
                    source,
                    date: Some(date),
                    newest: false,
                    at_hand: false,
                };
                self.add(answer, entry.clone());
            }
        }
    }

    fn add(&mut self, answer: Answer, entry: Entry) {
        match entry {
            Entry::Jwk(jwk) => self.add_jwk(answer, *jwk),
            Entry::Certificate(der) => {
                let read = self.certificate(der);
                let public = match &read.certificate {
                    Ok(certificate) => certificate.public.clone(),
                    Err(_) => PublicKey::Unknown { kty: String::new() },
                };
                let kid = read.thumbprints.x5t.clone();
                if let Some(key) = self.key(answer, kid, public) {
                    key.take_certificate(&read);
                }
            }
            Entry::Public(public) => {
                self.key(answer, None, public);
            }
        }
    }

    fn add_jwk(&mut self, answer: Answer, mut jwk: Jwk) {
        let (public, unusable) = match PublicKey::of_jwk(&jwk) {
            Ok(public) => (public, None),
            Err(reason) => {
                let kty = std::mem::take(&mut jwk.kty);
                (PublicKey::Unknown { kty }, Some(reason))
            }
        };
        let read = (!jwk.x5c.is_empty()).then(|| self.certificate(jwk.x5c.swap_remove(0)));
        if let Some(key) = self.key(answer, jwk.kid.take(), public) {
            if let Some(reason) = unusable {
                key.note(KeyFault::Unusable(reason));
            }
            key.take_members(jwk, read.as_deref());
        }
    }

    /// The key of that identity, new or known, now seen in this answer too. `None` where an earlier
    /// answer has nothing to add to what is known already.
    fn key(&mut self, answer: Answer, kid: Option<String>, public: PublicKey) -> Option<&mut Key> {
        let next = self.keys.len();
        let place = *self
            .places
            .entry((kid.clone(), public.clone()))
            .or_insert(next);
        if place == next {
            if let Some(weak) = weakness(kid.as_deref(), &public)
                && answer.newest
                && let Some(source) = self.sources.get_mut(answer.source)
            {
                source.faults.push(weak);
            }
            self.keys.push(Key::new(kid, public));
        }
        let key = self.keys.get_mut(place)?;
        key.seen.add(answer.source, answer.date, answer.at_hand);
        if answer.newest && key.listed_at.last() != Some(&answer.source) {
            key.listed_at.push(answer.source);
        }
        (answer.newest || place == next).then_some(key)
    }

    fn certificate(&mut self, der: Vec<u8>) -> Rc<Read> {
        if let Some(read) = self.certificates.get(&der) {
            return Rc::clone(read);
        }
        let read = Rc::new(Read {
            thumbprints: Thumbprints::of_certificate(&der),
            certificate: Certificate::read(&der),
        });
        self.certificates.insert(der, Rc::clone(&read));
        read
    }

    fn finish(self, names: &KeyNames, family: Option<Family>) -> KeyTable {
        let Self {
            sources, mut keys, ..
        } = self;
        for key in &mut keys {
            let listing: Vec<&Source> = key
                .placed_at()
                .iter()
                .filter_map(|index| sources.get(*index))
                .collect();
            key.role = KeyRole::of(key, &listing, family);
            key.matches_kid = names.fit(key);
        }
        keys.sort_by_key(|key| !key.matches_kid);
        KeyTable { sources, keys }
    }
}

impl Key {
    fn new(kid: Option<String>, public: PublicKey) -> Self {
        let thumbprints = Thumbprints {
            jwk: jwk_thumbprint(&public),
            ..Thumbprints::default()
        };
        let refusal = match &public {
            // Told in better words by what found it.
            PublicKey::Unknown { .. } => None,
            known => known.refusal(),
        };
        Self {
            kid,
            public,
            thumbprints,
            certificate: None,
            use_: None,
            alg: None,
            issuer: None,
            cloud_instance_name: None,
            role: KeyRole::Unknown(None),
            listed_at: Vec::new(),
            seen: Seen::default(),
            matches_kid: false,
            faults: refusal.map(KeyFault::Unusable).into_iter().collect(),
        }
    }

    /// Where it is, or for a remembered key where it was.
    fn placed_at(&self) -> &[usize] {
        if self.is_remembered() {
            &self.seen.at
        } else {
            &self.listed_at
        }
    }

    fn note(&mut self, fault: KeyFault) {
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    /// Takes what this publication says and earlier ones didn't.
    fn take_members(&mut self, jwk: Jwk, read: Option<&Read>) {
        if let Some(use_) = jwk.use_.as_ref().filter(|u| *u != "sig") {
            self.note(KeyFault::NotForSigning(use_.clone()));
        }
        let claimed = jwk.x5t.as_deref().map(thumbprint_name);
        if let Some(read) = read {
            self.check_certificate(read, claimed.as_deref());
            self.take_certificate(read);
        }
        if let Some(x5t) = claimed
            && self.thumbprints.x5t.is_none()
            && let Some(hex) = hex_of_x5t(&x5t)
            && hex.len() == 40
        {
            self.thumbprints.x5t = Some(x5t);
            self.thumbprints.sha1_hex = Some(hex);
        }
        fill(&mut self.use_, jwk.use_);
        fill(&mut self.alg, jwk.alg);
        fill(&mut self.issuer, jwk.issuer);
        fill(&mut self.cloud_instance_name, jwk.cloud_instance_name);
    }

    /// Compares a publication's names and numbers with its certificate (rules D1.2).
    fn check_certificate(&mut self, read: &Read, claimed: Option<&str>) {
        let Ok(certificate) = &read.certificate else {
            return;
        };
        if certificate.public != self.public && !matches!(self.public, PublicKey::Unknown { .. }) {
            self.note(KeyFault::CertificateOfAnotherKey);
        }
        let Some(expected) = read.thumbprints.x5t.clone() else {
            return;
        };
        let by_kid = self.kid.as_deref().map(canonical);
        let by_kid = by_kid.filter(|kid| looks_like_thumbprint(kid));
        if by_kid.is_some_and(|kid| kid != expected) || claimed.is_some_and(|c| c != expected) {
            self.note(KeyFault::ThumbprintMismatch { expected });
        }
    }

    fn take_certificate(&mut self, read: &Read) {
        let fits = |certificate: &Certificate| certificate.public == self.public;
        match &read.certificate {
            Ok(new)
                if self
                    .certificate
                    .as_ref()
                    .is_none_or(|old| !fits(old) && fits(new)) =>
            {
                self.thumbprints = Thumbprints {
                    jwk: self.thumbprints.jwk.take(),
                    ..read.thumbprints.clone()
                };
                self.certificate = Some(new.clone());
            }
            Ok(_) => {}
            Err(fault) => self.note(KeyFault::CertificateUnreadable(fault.clone())),
        }
    }
}

fn fill(member: &mut Option<String>, value: Option<String>) {
    if member.is_none() {
        *member = value;
    }
}

/// A published `x5t` in the notation of RFC 7515 §4.1.7: issuers also write hex, padding, the other
/// alphabet, or base64url of the hex text.
fn thumbprint_name(x5t: &str) -> String {
    let name = canonical(x5t.trim_end_matches('='))
        .replace('+', "-")
        .replace('/', "_");
    let inner = base64url::decode(&name)
        .filter(|bytes| bytes.len() == 40)
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .map(|text| canonical(&text));
    inner.unwrap_or(name)
}

/// A SHA-1 thumbprint has 27 characters that are exactly 20 bytes. Policy keys of B2C carry the
/// name of their container instead (rules D1.3, D1.4).
fn looks_like_thumbprint(kid: &str) -> bool {
    !kid.starts_with("B2C_") && base64url::decode(kid).is_some_and(|bytes| bytes.len() == 20)
}

/// RSA keys that are tried although they are shorter than RFC 7518 §3.3 allows.
fn weakness(kid: Option<&str>, public: &PublicKey) -> Option<String> {
    let bits = public.bits()?;
    let weak = matches!(public, PublicKey::Rsa { .. }) && bits < 2048;
    (weak && public.refusal().is_none()).then(|| {
        let name = kid.map_or_else(
            || "A key without a kid".to_owned(),
            |kid| format!("Key {kid}"),
        );
        format!("{name} has {bits} bits; RSA signatures ask for 2048 or more (RFC 7518 §3.3).")
    })
}
