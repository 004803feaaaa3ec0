//! API Management's policies `validate-jwt` and `validate-azure-ad-token` (rules H-4).

mod claims;
mod elements;
mod expressions;

use roxmltree::{Document, Node};

use super::super::Importer;
use super::super::draft::Draft;
use super::xml::{below, blanks, line, parse, prepared, reason};
use crate::api::{Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: &["<validate-"],
    recognise,
    read,
};

const VALIDATE_JWT: &str = "validate-jwt";
const VALIDATE_AZURE_AD: &str = "validate-azure-ad-token";

/// Which stack a text configures: that of the first such policy that isn't commented out.
fn recognise(text: &str) -> Option<Stack> {
    if !text.contains("<validate-") {
        return None;
    }
    let text = prepared(text);
    let start = text.trim_start();
    let first = place(&text).filter(|_| start.starts_with('<'))?;
    Some(stack(text.get(first..)?))
}

fn stack(element: &str) -> Stack {
    if element.starts_with("<validate-azure-ad-token") {
        Stack::ApimValidateAzureAdToken
    } else {
        Stack::ApimValidateJwt
    }
}

/// Where the first such policy begins.
fn place(text: &str) -> Option<usize> {
    let jwt = text.find("<validate-jwt");
    let azure_ad = text.find("<validate-azure-ad-token");
    jwt.into_iter().chain(azure_ad).min()
}

/// Reads it: a whole policy document, a fragment, or the element alone. Policy expressions may hold
/// characters that break XML, as the portal allows; they are read over.
fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let strict = prepared(text);
    if let Ok(document) = Document::parse(&strict) {
        return read_document(&document, name, None);
    }
    let repaired = expressions::neutral(&strict);
    let error = match Document::parse(&repaired) {
        Ok(document) => return read_document(&document, name, None),
        Err(error) => error,
    };
    // The rest of the document may be broken, or there may be several elements side by side.
    let alone = alone(&repaired);
    match parse(name, &alone) {
        Ok(document) => {
            let several = matches!(error, roxmltree::Error::UnexpectedEndOfStream)
                || alone.trim().len() < repaired.trim().len() && is_fragment(&repaired);
            let told = (!several).then(|| reason(&error, &repaired));
            read_document(&document, name, told)
        }
        Err(ApiError::Malformed { name, language, .. }) => Err(ApiError::Malformed {
            name,
            language,
            reason: reason(&error, &repaired),
        }),
        Err(other) => Err(other),
    }
}

/// Whether a text is no document of policies but a part of one.
fn is_fragment(text: &str) -> bool {
    !text.contains("<policies")
}

/// A text with everything but its first such policy as blanks; every place stays where it was.
fn alone(text: &str) -> String {
    let Some(start) = place(text) else {
        return text.to_owned();
    };
    let element = text.get(start..).unwrap_or_default();
    let name = match stack(element) {
        Stack::ApimValidateAzureAdToken => VALIDATE_AZURE_AD,
        _ => VALIDATE_JWT,
    };
    let closing = format!("</{name}>");
    let closed = element.find(&closing).map(|at| at + closing.len());
    let opening = element.find('>').map_or(element.len(), |at| at + 1);
    let empty = element
        .get(..opening)
        .is_some_and(|tag| tag.ends_with("/>"));
    let length = if empty {
        opening
    } else {
        closed.unwrap_or(element.len())
    };
    let (before, rest) = text.split_at(start);
    let (element, after) = rest.split_at(length);
    format!("{}{element}{}", blanks(before), blanks(after))
}

fn read_document(
    document: &Document<'_>,
    name: &str,
    broken: Option<String>,
) -> Result<Api, ApiError> {
    let policies: Vec<Node<'_, '_>> = document
        .descendants()
        .filter(|n| [VALIDATE_JWT, VALIDATE_AZURE_AD].contains(&n.tag_name().name()))
        .collect();
    let Some(policy) = policies.first() else {
        return Err(ApiError::Nothing {
            name: name.to_owned(),
            what: "a policy of API Management".to_owned(),
            missing: "it has no validate-jwt and no validate-azure-ad-token".to_owned(),
        });
    };
    let mut draft = match policy.tag_name().name() {
        VALIDATE_AZURE_AD => elements::azure_ad(*policy),
        _ => elements::jwt(*policy),
    };
    note_on_place(&mut draft, *policy, &policies);
    if let Some(reason) = broken {
        draft.note(format!(
            "The policy was read on its own, because the document around it is not well-formed: \
             {reason}."
        ));
    }
    Ok(draft.finish())
}

fn note_on_place(draft: &mut Draft, policy: Node<'_, '_>, all: &[Node<'_, '_>]) {
    let others: Vec<String> = all.iter().skip(1).map(|n| line(*n).to_string()).collect();
    if !others.is_empty() {
        let (those, were) = match others.len() {
            1 => ("the one in line", "was"),
            _ => ("those in lines", "were"),
        };
        draft.note(format!(
            "The first of {} policies that check tokens was read, in line {}; {those} {} {were} not.",
            all.len(),
            line(policy),
            others.join(", "),
        ));
    }
    let condition = policy
        .ancestors()
        .find(|n| ["when", "otherwise"].contains(&n.tag_name().name()));
    if let Some(condition) = condition {
        draft.note(format!(
            "It stands under a condition in line {}: only requests that meet it are checked so.",
            line(condition)
        ));
    }
    for keys in below(policy, "decryption-keys").take(1) {
        draft.unread(
            Some(line(keys)),
            "decryption-keys",
            "is about encrypted tokens only",
        );
    }
}
