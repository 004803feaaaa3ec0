//! What a SAML message says, and whether its certificate is one that its issuer lists (rules A-6).

use serde_json::json;

use super::certificates::{in_files, known, published, title};
use super::words::{labels, list, short};
use super::{Facts, Finding};
use crate::input::{Found, Kind, SamlMessage, base64url};
use crate::issuer::Purpose;
use crate::keys::{Certificate, Thumbprints};
use crate::token::{Token, relative, utc};

/// A token that says no more than whose and whom for a SAML message is, and which certificate it
/// names: the issuer's addresses and keys are found with it the same way. It is never shown.
pub(super) fn stand_in(found: &Found) -> Option<Token> {
    let message = message(found)?.ok()?;
    let certificate = message.certificates.first();
    let x5t = certificate.and_then(|der| Thumbprints::of_certificate(der).x5t);
    let header = json!({ "x5t": x5t });
    let claims = json!({ "iss": message.issuer?, "aud": message.audiences });
    let part = |value: serde_json::Value| base64url::encode(value.to_string().as_bytes());
    Some(Token::take_apart(&format!(
        "{}.{}.",
        part(header),
        part(claims)
    )))
}

/// The message, where it was found as readable XML.
fn message(found: &Found) -> Option<Result<SamlMessage, String>> {
    let is_xml = found.kind == Kind::SamlAssertion && found.text.trim_start().starts_with('<');
    is_xml.then(|| SamlMessage::read(&found.text))
}

/// What is told about a SAML message; `None` where its content can't be read at all.
pub(super) fn finding(facts: &Facts<'_>) -> Option<Finding> {
    Some(match message(facts.found)? {
        Ok(message) => of_message(facts, &message),
        Err(reason) => {
            let headline =
                format!("This is SAML, not a JWT, and it can't be read as a whole: {reason}.");
            Finding::new(headline)
        }
    })
}

fn of_message(facts: &Facts<'_>, message: &SamlMessage) -> Finding {
    let what = what(message);
    let compared = Compared::of(facts, message);
    let mut finding = Finding::new(format!(
        "This is {what}, not a JWT. {}",
        compared.sentence()
    ));
    if let Some(issuer) = &message.issuer {
        finding = finding.fact("Issuer", short(issuer, 200));
    }
    if !message.audiences.is_empty() {
        let audiences = short(&list(&message.audiences), 200);
        finding = finding.compare("Audience", "your application", audiences);
    }
    finding = with_dates(facts, message, finding);
    if let Some(status) = &message.status {
        finding = finding.compare("Status", "Success", status);
    }
    finding = compared.evidence(facts, finding);
    if message.encrypted > 0 {
        finding = finding.note(
            "An assertion in it is encrypted: only the application, with its private key, can read \
             that one. Decrypt it there and paste the result.",
        );
    }
    finding.note(
        "The XML signature itself was not checked here, and neither dates nor issuer of the \
         certificate matter: it is trusted because the issuer lists it.",
    )
}

fn what(message: &SamlMessage) -> &'static str {
    match (message.assertions, message.encrypted) {
        (0, 0) if message.status.is_some() => "a SAML response that tells of a failed sign-in",
        (0, 0) => "a SAML message without an assertion",
        (0, _) => "a SAML response with an encrypted assertion",
        (1, _) => "a SAML assertion",
        _ => "a SAML response with several assertions",
    }
}

fn with_dates(facts: &Facts<'_>, message: &SamlMessage, mut finding: Finding) -> Finding {
    let dates = [
        ("NotBefore", message.not_before),
        ("NotOnOrAfter", message.not_on_or_after),
    ];
    for (name, moment) in dates {
        if let Some(at) = moment {
            let told = format!("{} ({})", utc(at), relative(at, facts.now));
            finding = finding.fact(name, told);
        }
    }
    let over = message.not_on_or_after.filter(|end| *end <= facts.now);
    let early = message.not_before.filter(|start| *start > facts.now);
    match (over, early) {
        (Some(end), _) => finding.note(format!(
            "The assertion's own time is over since {}; an application refuses it for that alone.",
            utc(end)
        )),
        (None, Some(start)) => finding.note(format!(
            "The assertion is not valid before {}; an application refuses it until then.",
            utc(start)
        )),
        (None, None) => finding,
    }
}

/// What comparing the certificate came to.
enum Compared {
    /// The message carries no certificate.
    None,
    /// The issuer's addresses list it, at these places.
    Listed(Vec<u8>, String),
    /// Loose files hold it, these.
    InFiles(Vec<u8>, String),
    /// The lists that were read don't have it, these.
    Missing(Vec<u8>, String),
    /// No list was read.
    Unknown(Vec<u8>),
}

impl Compared {
    fn of(facts: &Facts<'_>, message: &SamlMessage) -> Self {
        let Some(first) = message.certificates.first() else {
            return Self::None;
        };
        // The response and the assertion may be signed with two certificates.
        let all = || message.certificates.iter();
        let mut listed = all().filter_map(|der| Some((der, published(facts, known(facts, der)?)?)));
        if let Some((der, places)) = listed.next() {
            return Self::Listed(der.clone(), places);
        }
        let mut files = all().filter_map(|der| Some((der, in_files(facts, known(facts, der)?)?)));
        if let Some((der, files)) = files.next() {
            return Self::InFiles(der.clone(), files);
        }
        let mut read: Vec<&str> = Vec::new();
        for source in &facts.keys.sources {
            if source.listed > 0 && !read.contains(&source.label.as_str()) {
                read.push(&source.label);
            }
        }
        if read.is_empty() {
            Self::Unknown(first.clone())
        } else {
            Self::Missing(first.clone(), labels(read.into_iter()))
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::None => "It carries no certificate of a signer to compare.".to_owned(),
            Self::Listed(..) => "Its signing certificate is one that its issuer lists.".to_owned(),
            Self::InFiles(_, files) => {
                format!("Its signing certificate is the one in {files}.")
            }
            Self::Missing(..) => {
                "Its signing certificate is in none of the lists that were read.".to_owned()
            }
            Self::Unknown(_) => "Its signing certificate was not compared: no federation metadata \
                                 of the issuer is known."
                .to_owned(),
        }
    }

    fn evidence(&self, facts: &Facts<'_>, mut finding: Finding) -> Finding {
        let (der, listed) = match self {
            Self::None => return finding,
            Self::Listed(der, places) => (der, format!("listed by {places}")),
            Self::InFiles(der, files) => (der, format!("in {files}")),
            Self::Missing(der, read) => (der, format!("not listed by {read}")),
            Self::Unknown(der) => (der, "not compared".to_owned()),
        };
        if let Ok(certificate) = Certificate::read(der) {
            finding = finding.fact("Signing certificate", short(title(&certificate), 200));
        }
        if let Some(sha1) = Thumbprints::of_certificate(der).sha1_hex {
            finding = finding.fact("Its SHA-1 thumbprint", sha1);
        }
        finding = finding.compare(
            "Its certificate",
            "listed in the federation metadata",
            listed,
        );
        match self {
            Self::Missing(..) | Self::Unknown(_) => finding.note(where_to_look(facts)),
            _ => finding,
        }
    }
}

/// The federation metadata that would list the certificate.
fn where_to_look(facts: &Facts<'_>) -> String {
    let at = |test: fn(&Purpose) -> bool| {
        let mut addresses = facts.addresses().filter(move |(a, _)| test(&a.purpose));
        addresses.find_map(|(address, _)| address.federation.as_deref())
    };
    let of_application = at(|p| matches!(p, Purpose::Application(_)));
    match (of_application, at(|p| *p == Purpose::Own)) {
        (Some(url), _) => format!("Look in {url}: it lists the application's own certificates."),
        (None, Some(url)) if url.contains("microsoftonline") => format!(
            "Look in {url}?appid=<application id>: an enterprise application's own certificate is \
             listed only there. Give that id as the audience of your API, or load the document \
             beside the message."
        ),
        (None, Some(url)) => format!("Look in {url}."),
        (None, None) => "Load the issuer's federation metadata beside the message.".to_owned(),
    }
}
