//! A configuration before its values are filled in.

use url::Url;

use super::corrections;
use super::escape::Language;
use super::{Fix, Stack, Target, Unwritten};
use crate::issuer::{Platform, metadata_facts};

/// A text with places for values, and what belongs to it.
///
/// `{{name}}` is the value of that name, escaped for the language. A line that begins with `{{?name}}`
/// is left out where there is no such value.
pub(super) struct Draft {
    pub(super) language: Language,
    pub(super) template: &'static str,
    /// Values beside those that every target has.
    pub(super) values: Vec<(&'static str, String)>,
    /// What the product would replace inside of a value: `${`.
    pub(super) replaced: &'static [&'static str],
    pub(super) place: &'static str,
    pub(super) avoid: &'static str,
    /// What is right where widely read instructions are wrong about this product.
    pub(super) corrections: Vec<&'static str>,
}

/// Why there is no draft.
pub(super) enum Refusal {
    /// The product can't; why and what can, as the end of a sentence.
    Unfit(String),
    /// A value is missing.
    Missing(&'static str),
}

/// The product can't; why and what can, as the end of a sentence.
pub(super) fn unfit<T>(reason: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Unfit(reason.into()))
}

impl Refusal {
    pub(super) fn of(self, stack: Stack) -> Unwritten {
        match self {
            Self::Unfit(reason) => Unwritten::Unfit { stack, reason },
            Self::Missing(missing) => Unwritten::Missing { stack, missing },
        }
    }
}

impl Draft {
    pub(super) fn new(language: Language, template: &'static str) -> Self {
        Self {
            language,
            template,
            values: Vec::new(),
            replaced: &[],
            place: "",
            avoid: "",
            corrections: Vec::new(),
        }
    }

    /// Where it goes, and what to avoid.
    pub(super) fn words(mut self, place: &'static str, avoid: &'static str) -> Self {
        (self.place, self.avoid) = (place, avoid);
        self
    }

    /// One more value; none where the text is empty.
    pub(super) fn value(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// What the product replaces inside of values.
    pub(super) fn replaced(mut self, replaced: &'static [&'static str]) -> Self {
        self.replaced = replaced;
        self
    }

    pub(super) fn correction(mut self, sentence: &'static str) -> Self {
        self.corrections.push(sentence);
        self
    }

    /// The configuration with its values.
    pub(super) fn finish(self, stack: Stack, target: &Target) -> Result<Fix, Refusal> {
        let mut text = String::with_capacity(self.template.len() * 2);
        for line in self.template.lines() {
            let line = match line
                .strip_prefix("{{?")
                .and_then(|rest| rest.split_once("}}"))
            {
                Some((name, _)) if self.find(name, target).is_none() => continue,
                Some((_, rest)) => rest,
                None => line,
            };
            text.push_str(&self.fill(line, target)?);
            text.push('\n');
        }
        let own = self.corrections.iter().map(|s| (*s).to_owned());
        let shared = corrections::about(target, self.template);
        Ok(Fix {
            stack,
            language: self.language.name(),
            text,
            place: self.place.to_owned(),
            avoid: self.avoid.to_owned(),
            corrections: own.chain(shared).collect(),
        })
    }

    fn fill(&self, line: &str, target: &Target) -> Result<String, Refusal> {
        let mut out = String::with_capacity(line.len());
        let mut rest = line;
        while let Some((before, from)) = rest.split_once("{{") {
            let Some((name, after)) = from.split_once("}}") else {
                break;
            };
            out.push_str(before);
            let value = self
                .find(name, target)
                .ok_or(Refusal::Missing(words_for(name)))?;
            out.push_str(&self.escaped(name, &value)?);
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn escaped(&self, name: &str, value: &str) -> Result<String, Refusal> {
        let what = words_for(name);
        if let Some(part) = self.replaced.iter().find(|part| value.contains(**part)) {
            return unfit(format!(
                "{what} holds “{part}”, which has a meaning of its own there"
            ));
        }
        let language = self.language;
        language.escape(value).or_else(|c| {
            unfit(format!(
                "{what} holds the character U+{:04X}, which can't be written there",
                u32::from(c)
            ))
        })
    }

    fn find(&self, name: &str, target: &Target) -> Option<String> {
        let own = self.values.iter().find(|(known, _)| *known == name);
        let value = match own {
            Some((_, value)) => Some(value.as_str()),
            None => of_target(name, target),
        };
        value.filter(|v| !v.is_empty()).map(str::to_owned)
    }
}

fn of_target<'a>(name: &str, target: &'a Target) -> Option<&'a str> {
    match name {
        "metadata" => Some(&target.metadata),
        "authority" => Some(&target.authority),
        "keys" => Some(&target.keys),
        "issuer" => Some(&target.issuer),
        "audience" => Some(&target.audience),
        "client_id" => target.client_id.as_deref(),
        "tenant" => target.tenant.as_deref(),
        "policy" => target.policy.as_deref(),
        "app_id" => target.app_id.as_deref(),
        "instance" => Some(&target.instance),
        "federation" => target.federation.as_deref(),
        "algorithm" if target.algorithm.is_empty() => Some("RS256"),
        "algorithm" => Some(&target.algorithm),
        _ => None,
    }
}

/// A value in words.
fn words_for(name: &str) -> &'static str {
    match name {
        "metadata" => "the metadata address",
        "authority" => "the authority",
        "keys" | "keys_host" => "the address of the key set",
        "issuer" => "the issuer",
        "audience" => "the audience",
        "client_id" => "the API's application ID",
        "tenant" => "the tenant's ID",
        "policy" => "the B2C policy",
        "app_id" => "the application's ID",
        "instance" | "host" => "the sign-in host",
        "domain" | "base_uri" => "the tenant's name",
        "federation" => "the address of the federation metadata",
        "algorithm" => "the algorithm",
        "login_url" => "the address where users sign in",
        "redeem_url" => "the address that gives tokens",
        _ => "a value",
    }
}

/// Whether Entra ID itself issued the token: work, school and personal accounts.
pub(super) fn is_entra(target: &Target) -> bool {
    matches!(
        target.platform,
        Some(Platform::EntraV1 | Platform::EntraV2 | Platform::Personal)
    )
}

/// The tenant as it stands in the metadata address: an ID or a domain.
pub(super) fn tenant_in_address(target: &Target) -> String {
    let facts = metadata_facts(&target.metadata);
    facts
        .tenant
        .or_else(|| target.tenant.clone())
        .or_else(|| Some(format!("{}.onmicrosoft.com", target.tenant_name.as_ref()?)))
        .unwrap_or_default()
}

/// Where the keys are served: host and port.
pub(super) fn keys_host(target: &Target) -> Option<(String, u16)> {
    let url = Url::parse(&target.keys).ok()?;
    Some((url.host_str()?.to_owned(), url.port_or_known_default()?))
}

/// Whether the metadata that the issuer itself leads to is the target's: what a product finds that is
/// given nothing but an issuer.
pub(super) fn found_by_issuer(target: &Target) -> bool {
    target.app_id.is_none() && target.issuer == target.authority
}

/// Products that sign users in accept ID tokens, whose audience is the application's bare ID.
pub(super) fn is_app_audience(target: &Target) -> bool {
    !target.audience.contains(':')
}
