//! `system.identityModel`: audiences, and the certificates whose thumbprints are trusted.

use roxmltree::{Document, Node};

use super::super::super::draft::Draft;
use super::super::authority::is_address;
use super::super::values::{add, duration, unusable};
use super::super::xml::{attribute, below, line_of_attribute};
use super::{AppSetting, value};
use crate::api::{PinnedKey, Stack};
use crate::issuer::metadata_facts;

const SIGNS: [&str; 3] = ["issuerNameRegistry", "audienceUris", "wsFederation"];

/// Whether it says anything about tokens.
pub(super) fn is_configured(document: &Document<'_>) -> bool {
    SIGNS
        .iter()
        .any(|sign| below(document.root(), sign).next().is_some())
}

/// Reads it.
pub(super) fn read(document: &Document<'_>, settings: &[AppSetting]) -> Draft {
    let mut draft = Draft::of(Stack::WebConfig);
    let root = document.root();
    read_audiences(root, &mut draft);
    let mut registries = below(root, "issuerNameRegistry");
    match registries.next() {
        Some(registry) => read_registry(registry, &mut draft),
        None => draft.note("It has no issuerNameRegistry: which issuers are trusted is not known."),
    }
    if registries.next().is_some() {
        draft.note("There are several issuerNameRegistry elements; the first was read.");
    }
    read_sign_in(root, &mut draft);
    read_skew(root, &mut draft);
    read_metadata_location(settings, &mut draft);
    if draft.api.audiences.is_empty() && !draft.api.unchecked.audience {
        draft.note("It lists no audienceUris: unless code adds some, every token is refused.");
    }
    draft
}

fn read_audiences(root: Node<'_, '_>, draft: &mut Draft) {
    for list in below(root, "audienceUris") {
        if let Some(mode) = attribute(list, "mode")
            && mode.value().eq_ignore_ascii_case("Never")
        {
            let line = line_of_attribute(list, &mode);
            draft.read(
                line,
                "audienceUris/@mode",
                "Never",
                "that any audience is accepted",
            );
            draft.api.unchecked.audience = true;
        }
        for entry in below(list, "add") {
            let found = value(draft, entry, "value", "an accepted audience");
            add(&mut draft.api.audiences, found.map(|(value, _)| value));
        }
    }
}

/// The trusted certificates: `trustedIssuers` of `ConfigurationBasedIssuerNameRegistry`, or `authority`
/// of `ValidatingIssuerNameRegistry`.
fn read_registry(registry: Node<'_, '_>, draft: &mut Draft) {
    let kind = attribute(registry, "type").map(|a| a.value().to_owned());
    let kind = kind.unwrap_or_default();
    let validating = kind.contains("ValidatingIssuerNameRegistry")
        || below(registry, "authority").next().is_some();
    for entry in below(registry, "add") {
        if attribute(entry, "thumbprint").is_some() {
            read_thumbprint(entry, draft);
        } else if validating {
            let found = value(draft, entry, "name", "an accepted issuer");
            add(&mut draft.api.issuers, found.map(|(name, _)| name));
        }
    }
    if draft.api.keys.is_empty() {
        draft.note(if kind.contains("DatabaseIssuerNameRegistry") {
            "The trusted keys and tenants stand in the app's database, not in this file."
        } else {
            "It names no thumbprint: which keys are trusted is not known."
        });
        return;
    }
    draft.note(
        "The thumbprints are never fetched again: when the issuer rolls its keys, they have to be \
         rewritten, by code on start or by hand.",
    );
    if !validating {
        draft.api.unchecked.issuer = true;
        draft.note(
            "ConfigurationBasedIssuerNameRegistry looks for the certificate's thumbprint alone; the \
             names beside them are labels. Tokens of every tenant that are signed with a trusted key \
             are accepted, unless the handler for JWTs or code compares the issuer as well.",
        );
    }
}

fn read_thumbprint(entry: Node<'_, '_>, draft: &mut Draft) {
    let Some((thumbprint, line)) = value(draft, entry, "thumbprint", "a trusted certificate")
    else {
        return;
    };
    let hexadecimal = |c: char| c.is_ascii_hexdigit();
    // The certificate window of Windows copies blanks and an invisible mark in front.
    let name: String = thumbprint.chars().filter(|c| hexadecimal(*c)).collect();
    if ![40, 64].contains(&name.len()) {
        let reason = "is no thumbprint: 40 hexadecimal digits belong there";
        draft.api.reading.settings.pop();
        draft.unread(Some(line), "issuerNameRegistry thumbprint", reason);
        return;
    }
    if name.len() != thumbprint.len() {
        draft.note(format!(
            "The thumbprint in line {line} has other characters in it than hexadecimal digits, \
             perhaps invisible ones: Windows Identity Foundation doesn't find such a certificate."
        ));
    }
    draft.api.keys.push(PinnedKey {
        name: name.to_ascii_uppercase(),
        pem: None,
        line,
    });
}

/// Where users are sent to sign in: names the tenant.
fn read_sign_in(root: Node<'_, '_>, draft: &mut Draft) {
    for sign_in in below(root, "wsFederation").take(1) {
        let issuer = value(draft, sign_in, "issuer", "the address where users sign in");
        value(draft, sign_in, "realm", "what a token is asked for");
        let tenant = issuer.and_then(|(issuer, _)| metadata_facts(&issuer).tenant);
        draft.api.tenant = draft.api.tenant.take().or(tenant);
    }
    let named = draft
        .api
        .issuers
        .iter()
        .find_map(|i| metadata_facts(i).tenant);
    draft.api.tenant = draft.api.tenant.take().or(named);
}

fn read_skew(root: Node<'_, '_>, draft: &mut Draft) {
    let as_attribute = root
        .descendants()
        .find_map(|node| Some((node, attribute(node, "maximumClockSkew")?)));
    let as_element =
        below(root, "maximumClockSkew").find_map(|node| Some((node, attribute(node, "value")?)));
    let Some((node, skew)) = as_attribute.or(as_element) else {
        return;
    };
    let line = line_of_attribute(node, &skew);
    match duration(skew.value()) {
        Some(seconds) => {
            let meaning = "the tolerance around the times of a token";
            draft.read(line, "maximumClockSkew", skew.value(), meaning);
            draft.api.clock_skew = Some(seconds);
        }
        None => draft.unread(
            Some(line),
            "maximumClockSkew",
            "is no duration such as 00:05:00",
        ),
    }
}

/// `ida:FederationMetadataLocation`: what code reads on start to rewrite the thumbprints.
fn read_metadata_location(settings: &[AppSetting], draft: &mut Draft) {
    let mut settings = settings.iter();
    let Some(setting) = settings.find(|s| s.name() == "federationmetadatalocation") else {
        return;
    };
    if let Some(reason) = unusable(&setting.value) {
        draft.unread(Some(setting.line), &setting.key, reason);
    } else if is_address(&setting.value) {
        let meaning = "the federation metadata that code may read on start";
        draft.read(setting.line, &setting.key, &setting.value, meaning);
        draft.api.metadata = Some(setting.value.clone());
        draft.note(
            "The federation metadata is read only where the app's code does so on start, as Visual \
             Studio's template of 2012 has it; the thumbprints decide.",
        );
    } else {
        draft.unread(Some(setting.line), &setting.key, "is no address");
    }
}
