//! API Management's policies `validate-jwt` and `validate-azure-ad-token` (rules H-4).

mod azure_ad;
mod branches;
mod claims;
mod elements;
mod expressions;
mod jwt;
mod keys;
mod together;

use roxmltree::{Document, Node};

use super::super::Importer;
use super::super::draft::Draft;
use super::xml::{attribute, below, blanks, line, parse, prepared, reason};
use crate::api::{About, Api, ApiError, Stack};
use branches::Way;

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

/// Reads it: a whole policy document, a fragment, or elements alone. Policy expressions may hold
/// characters that break XML, as the portal allows; they are read over.
fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let strict = prepared(text);
    let read = |read: &str, front: usize, broken: Option<String>| {
        let original = |start: usize, end: usize| {
            let place = start.saturating_sub(front)..end.saturating_sub(front);
            strict.get(place).unwrap_or_default().to_owned()
        };
        let document = Document::parse(read).ok()?;
        Some(read_document(&document, name, broken, &original))
    };
    if let Some(api) = read(&strict, 0, None) {
        return api;
    }
    let repaired = expressions::neutral(&strict);
    let Err(error) = Document::parse(&repaired) else {
        return read(&repaired, 0, None).unwrap_or_else(|| Err(no_policy(name)));
    };
    // There may be several elements side by side.
    if is_fragment(&repaired) {
        let whole = format!("{FRONT}{repaired}</fragment>");
        if let Some(api) = read(&whole, FRONT.len(), None) {
            return api;
        }
    }
    // The rest of the document may be broken.
    let alone = alone(&repaired);
    let told = reason(&error, &repaired);
    parse(name, &alone)
        .ok()
        .and_then(|_| read(&alone, 0, Some(told.clone())))
        .unwrap_or_else(|| {
            Err(ApiError::Malformed {
                name: name.to_owned(),
                language: "XML",
                reason: told,
            })
        })
}

/// Put around elements side by side.
const FRONT: &str = "<fragment>";

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

fn no_policy(name: &str) -> ApiError {
    ApiError::Nothing {
        name: name.to_owned(),
        what: "a policy of API Management".to_owned(),
        missing: "it has no validate-jwt and no validate-azure-ad-token".to_owned(),
    }
}

/// Reads every way through a document: the first one, and the others beside it.
fn read_document(
    document: &Document<'_>,
    name: &str,
    broken: Option<String>,
    original: &dyn Fn(usize, usize) -> String,
) -> Result<Api, ApiError> {
    let ways = branches::ways(document.root());
    let mut read = grouped(&ways, original)
        .into_iter()
        .map(|(checks, conditions)| read_group(&checks, conditions));
    let Some(mut first) = read.next() else {
        return Err(no_policy(name));
    };
    let others: Vec<Draft> = read.collect();
    if !others.is_empty() {
        first.note(format!(
            "There are {} ways for a token to be checked, by conditions or by the place that it is \
             taken from. Which one counts is decided by the request: a token is compared with the \
             one that fits it.",
            others.len() + 1
        ));
    }
    for way in ways.iter().filter(|way| way.checks.is_empty()) {
        if let Some(conditions) = way.conditions(original) {
            first.note(format!("No such policy checks requests that {conditions}."));
        }
    }
    if let Some(reason) = broken {
        first.note(format!(
            "The policy was read on its own, because the document around it is not well-formed: \
             {reason}."
        ));
    }
    undecided_code(document, &mut first);
    let mut api = first.finish();
    api.others = others.into_iter().map(Draft::finish).collect();
    Ok(api)
}

/// Policies that a token has to pass one after the other, and the conditions for them.
type Group<'a, 't> = (Vec<Node<'a, 't>>, Option<String>);

/// The policies of all ways: those that check the same token go together; those that check another one
/// stand on their own.
fn grouped<'a, 't>(
    ways: &[Way<'a, 't>],
    original: &dyn Fn(usize, usize) -> String,
) -> Vec<Group<'a, 't>> {
    let mut groups: Vec<Group<'a, 't>> = Vec::new();
    for way in ways {
        let mut places: Vec<(String, Vec<Node<'a, 't>>)> = Vec::new();
        for check in &way.checks {
            let place = together::place(*check);
            match places.iter_mut().find(|(own, _)| *own == place) {
                Some((_, checks)) => checks.push(*check),
                None => places.push((place, vec![*check])),
            }
        }
        for (_, checks) in places {
            match groups.iter_mut().find(|(known, _)| *known == checks) {
                // It stands on several ways: no condition leads to it alone.
                Some((_, conditions)) => *conditions = None,
                None => groups.push((checks, way.conditions(original))),
            }
        }
    }
    groups
}

fn read_group(checks: &[Node<'_, '_>], conditions: Option<String>) -> Draft {
    let mut drafts = checks
        .iter()
        .map(|check| (line(*check), read_policy(*check)));
    let (first, mut draft) = drafts
        .next()
        .unwrap_or_else(|| (0, Draft::of(Stack::ApimValidateJwt)));
    for (at, further) in drafts {
        let which = if at == first {
            format!("Two policies in line {at}")
        } else {
            format!("The policies in lines {first} and {at}")
        };
        draft.note(format!(
            "{which} follow each other: a token has to pass both."
        ));
        together::add_policy(&mut draft, further, at);
    }
    note_unchecked(&mut draft);
    if let Some(conditions) = conditions {
        draft.note(format!(
            "The policy in line {first} checks only requests that {conditions}."
        ));
    }
    draft
}

fn note_unchecked(draft: &mut Draft) {
    let unchecked = draft.api.unchecked;
    let likely = match draft.api.stack {
        Some(Stack::ApimValidateAzureAdToken) => "likely ",
        _ => "",
    };
    if unchecked.audience {
        draft.note(format!(
            "It lists no audiences: {likely}the audience is not checked."
        ));
    }
    if unchecked.issuer {
        draft.note("It names no issuers and no openid-config: the issuer is not checked.");
    }
}

fn read_policy(policy: Node<'_, '_>) -> Draft {
    let mut draft = match policy.tag_name().name() {
        VALIDATE_AZURE_AD => azure_ad::read(policy),
        _ => jwt::read(policy),
    };
    for keys in below(policy, "decryption-keys").take(1) {
        draft.unread(
            Some(line(keys)),
            "decryption-keys",
            "is about encrypted tokens only",
        );
    }
    draft
}

/// Conditions that look into the token and answer by themselves.
fn undecided_code(document: &Document<'_>, draft: &mut Draft) {
    const SIGNS: [&str; 3] = ["AsJwt", "(Jwt)", ".Claims"];
    for branch in document
        .descendants()
        .filter(|n| n.tag_name().name() == "when")
    {
        let condition = attribute(branch, "condition");
        let looks = condition.is_some_and(|c| SIGNS.iter().any(|sign| c.value().contains(sign)));
        if looks && below(branch, "return-response").next().is_some() {
            draft.undecided(
                About::Claims,
                Some(line(branch)),
                "when/@condition",
                "refuses tokens by what they hold, in code",
            );
        }
    }
}
