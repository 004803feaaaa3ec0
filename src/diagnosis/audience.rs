//! How audiences are spelled (rules B-7, F-23).

use super::words::{list, short};
use crate::token::is_graph;
pub(super) use crate::token::is_guid;

/// The last GUID among the parts of a URI or the text itself, in lower case: the application that
/// `api://{id}`, `api://{tenant}/{id}` and `{id}` name.
pub(super) fn guid_in(text: &str) -> Option<String> {
    text.rsplit(['/', ':'])
        .find(|part| is_guid(part))
        .map(str::to_ascii_lowercase)
}

/// The difference that the token version makes.
pub(super) const URI_AND_ID: &str = "one is the App ID URI, the other the bare application id";

/// How two audiences that mean the same API differ, as the end of a sentence; `None` where they are
/// equal or mean different APIs.
pub(super) fn spelling_difference(expected: &str, actual: &str) -> Option<&'static str> {
    if expected == actual {
        return None;
    }
    let (a, b) = (expected.trim(), actual.trim());
    let bare = |text: &str| text.strip_suffix('/').unwrap_or(text).to_owned();
    if a == b {
        Some("only white space differs")
    } else if bare(a) == bare(b) {
        Some("only the slash at the end differs")
    } else if bare(a).eq_ignore_ascii_case(&bare(b)) {
        Some("only upper and lower case differ")
    } else if without_scope(a).is_some_and(|a| same_api(a, &bare(b))) {
        Some("the expected one ends in a scope, which is no part of an audience")
    } else if without_protocol(&bare(a)) == without_protocol(&bare(b)) {
        Some("only http and https differ")
    } else {
        let (a_id, b_id) = (guid_in(&bare(a)), guid_in(&bare(b)));
        (a_id.is_some() && a_id == b_id).then(|| {
            let bare_id = is_guid(&bare(a)) || is_guid(&bare(b));
            let principal = |text: &str| text.to_ascii_lowercase().starts_with("spn:");
            if principal(a) || principal(b) {
                "only spn: in front of the application id differs"
            } else if bare_id {
                URI_AND_ID
            } else {
                "both are App ID URIs of one application id"
            }
        })
    }
}

/// How far apart two spellings are, the nearest first: what a library may overlook, then what a typing
/// error makes, then what another form of the audience makes.
pub(super) fn distance(difference: &str) -> usize {
    const NEAREST: [&str; 6] = ["slash", "white space", "case", "http", "spn:", "scope"];
    let place = NEAREST.iter().position(|word| difference.contains(word));
    place.unwrap_or(NEAREST.len())
}

/// An audience without the scope that was appended to it (`api://{id}/access_as_user`); `None` where
/// it ends in none.
pub(super) fn without_scope(text: &str) -> Option<&str> {
    const SCOPES: [&str; 3] = [".default", "access_as_user", "user_impersonation"];
    let (audience, scope) = text.trim().rsplit_once('/')?;
    let appended = SCOPES.contains(&scope)
        || audience.starts_with("api://") && !scope.is_empty() && !is_guid(scope);
    (appended && !audience.ends_with('/')).then_some(audience)
}

fn same_api(expected: &str, actual: &str) -> bool {
    let id = guid_in(expected);
    expected.eq_ignore_ascii_case(actual) || (id.is_some() && id == guid_in(actual))
}

fn without_protocol(text: &str) -> &str {
    let rest = text.strip_prefix("https://");
    rest.or_else(|| text.strip_prefix("http://"))
        .unwrap_or(text)
}

/// The scope that asks for a token for the API, where its audience is known: every permission that
/// was granted (`.default`).
pub(super) fn scope_for(audiences: &[String]) -> Option<String> {
    let usable = audiences.iter().find(|a| !is_graph(a))?;
    let bare = usable.trim().trim_end_matches('/');
    Some(if is_guid(bare) {
        format!("api://{bare}/.default")
    } else {
        format!("{bare}/.default")
    })
}

/// The audiences of a token in one line, or that it has none.
pub(super) fn in_words(audiences: &[&str]) -> String {
    if audiences.is_empty() {
        return "none".to_owned();
    }
    let shown = |a: &&str| match a.trim() {
        "" => "an empty text".to_owned(),
        _ => short(a, 200),
    };
    list(&audiences.iter().map(shown).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_api_are_told_apart_from_other_apis() {
        const ID: &str = "6e74172b-be56-4843-9ff4-e66a39bb12e3";
        let uri = format!("api://{ID}");
        let rows = [
            ("equal", ID, ID, None),
            (
                "uri and id",
                uri.as_str(),
                ID,
                Some("one is the App ID URI"),
            ),
            (
                "slash",
                "https://a.example",
                "https://a.example/",
                Some("only the slash"),
            ),
            (
                "case",
                "https://A.example",
                "https://a.example",
                Some("only upper"),
            ),
            (
                "space",
                "https://a.example ",
                "https://a.example",
                Some("only white space"),
            ),
            (
                "http",
                "http://a.example",
                "https://a.example",
                Some("only http and https"),
            ),
            (
                "scope",
                "api://6e74172b-be56-4843-9ff4-e66a39bb12e3/access_as_user",
                ID,
                Some("the expected one ends in a scope"),
            ),
            (
                "default scope",
                "https://a.example/.default",
                "https://a.example",
                Some("the expected one ends in a scope"),
            ),
            ("path", "https://a.example/b", "https://a.example", None),
            ("other", "https://a.example", "https://b.example", None),
            ("other id", ID, "6e74172b-be56-4843-9ff4-e66a39bb12e4", None),
        ];
        for (name, expected, actual, difference) in rows {
            let found = spelling_difference(expected, actual);
            match difference {
                Some(start) => assert!(found.is_some_and(|d| d.starts_with(start)), "{name}"),
                None => assert_eq!(found, None, "{name}"),
            }
        }
    }
}
