//! Who the token is for and who asked for it, by name.

use super::Words;
use crate::token::guid::is_guid;
use crate::token::{
    Application, Certainty, Resource, Token, application, resource, resource_cloud_hint,
};

/// Whom the token is for.
pub(super) fn audiences(token: &Token) -> Words {
    let audiences = token.audiences();
    let names: Vec<String> = audiences
        .iter()
        .map(|audience| audience_name(token, audience))
        .filter(|name| !name.is_empty())
        .collect();
    let lines = audiences
        .iter()
        .flat_map(|audience| audience_lines(audience));
    let words = Words::of(names.join(", ")).lines(lines);
    if audiences.len() > 1 {
        return words.line("A list of audiences. Entra itself writes only one.");
    }
    words
}

fn audience_name(token: &Token, audience: &str) -> String {
    if let Some(known) = resource(audience) {
        return resource_title(known);
    }
    if token.client_id() == Some(audience) {
        return "the client itself".to_owned();
    }
    if let Some(id) = audience.strip_prefix("api://").filter(|id| is_guid(id)) {
        return format!("the API with application id {id}");
    }
    if audience
        .to_ascii_lowercase()
        .starts_with("api://azureadtokenexchange")
    {
        return "the token exchange of Entra workload identities".to_owned();
    }
    if is_guid(audience) {
        return "an app or API that isn't one of Microsoft's known ones".to_owned();
    }
    String::new()
}

fn audience_lines(audience: &str) -> Vec<String> {
    let Some(known) = resource(audience) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if !known.id.is_empty() {
        lines.push(format!("{}: application id {}.", known.name, known.id));
    }
    lines.push(match resource_cloud_hint(audience) {
        Some(cloud) => format!("This address belongs to the {}.", cloud_title(cloud)),
        None => "It is the same in several clouds.".to_owned(),
    });
    lines
}

fn cloud_title(cloud: &str) -> &'static str {
    match cloud {
        "us-gov" => "US Government cloud",
        "china" => "China cloud (21Vianet)",
        "germany" => "Germany cloud (closed in 2021)",
        _ => "public cloud",
    }
}

pub(super) fn resource_title(resource: &Resource) -> String {
    match resource.certainty {
        Certainty::Likely => format!("likely {}", resource.name),
        _ => resource.name.clone(),
    }
}

pub(super) fn application_title(application: &Application) -> String {
    match application.certainty {
        Certainty::Likely => format!("likely {}", application.name),
        _ => application.name.clone(),
    }
}

/// A client application.
pub(super) fn client(token: &Token, id: &str) -> Words {
    if let Some(known) = application(id) {
        let words = Words::of(application_title(known));
        return if known.developer_tool {
            words.line("A tool with which developers get tokens by hand.")
        } else {
            words
        };
    }
    if let Some(known) = resource(id) {
        return Words::of(resource_title(known));
    }
    if token.audiences().contains(&id) {
        return Words::of("the same application as the audience");
    }
    Words::default()
}
