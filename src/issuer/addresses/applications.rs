//! The applications whose own keys may have signed a token (rules C4.6).

use super::super::Hints;
use super::super::place::is_guid;
use crate::token::Token;

/// Audiences are capped: each one is a request.
const MOST_AUDIENCES: usize = 3;

/// An application for `?appid=`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Application {
    /// Its id.
    pub(super) id: String,
    /// What follows the label: nothing for the audience, " (client)" and " (given)" for others.
    pub(super) mark: &'static str,
    /// Why it is asked, as a sentence.
    pub(super) why: String,
}

/// The applications to ask for: the audience, the one that the user gave, the client.
pub(super) fn applications(token: &Token, hints: &Hints, tenant: Option<&str>) -> Vec<Application> {
    let mut list: Vec<Application> = Vec::new();
    let mut add = |id: &str, mark, why: String| {
        if is_guid(id) && !list.iter().any(|a| a.id.eq_ignore_ascii_case(id)) {
            let id = id.to_owned();
            list.push(Application { id, mark, why });
        }
    };
    for id in audience_ids(token, tenant) {
        add(
            id,
            "",
            format!(
                "The audience is application {id}. If it has its own signing key (SAML single \
                 sign-on, claims mapping), that key is published only here."
            ),
        );
    }
    if let Some(id) = hints.app_id.as_deref().map(str::trim) {
        let why = format!(
            "You named application {id} as the API. If it has its own signing key, that key is \
             published only here."
        );
        add(id, " (given)", why);
    }
    if let Some(id) = token.client_id() {
        let why = format!(
            "Application {id} asked for the token. Its own signing key would be published here, in \
             case the API and the client are the same."
        );
        add(id, " (client)", why);
    }
    list
}

/// The application ids among the audiences: `{id}`, `api://{id}`, `api://{tenant}/{id}`,
/// `spn:{id}`.
pub(super) fn audience_ids<'a>(token: &'a Token, tenant: Option<&str>) -> Vec<&'a str> {
    let mut ids: Vec<&str> = Vec::new();
    for audience in token.audiences() {
        let id = application_in(audience, tenant);
        ids.extend(id.filter(|id| !ids.contains(id)));
    }
    ids.truncate(MOST_AUDIENCES);
    ids
}

fn application_in<'a>(audience: &'a str, tenant: Option<&str>) -> Option<&'a str> {
    let is_tenant = |id: &str| tenant.is_some_and(|t| t.eq_ignore_ascii_case(id));
    let rest = ["api://", "spn:"]
        .iter()
        .find_map(|scheme| audience.strip_prefix(scheme))
        .unwrap_or(audience);
    if rest.contains("://") {
        return None;
    }
    rest.split('/')
        .find(|part| is_guid(part) && !is_tenant(part))
}
