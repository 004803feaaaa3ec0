//! The Microsoft API that an audience names, however it is spelled (rules B-7).

use std::sync::LazyLock;

use super::files::RESOURCES;
use super::{Certainty, Resource};
use crate::token::guid::is_guid;

const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// Ids of these forms are always Microsoft's own (rules B7.1, inferred).
const FAMILIES: [&str; 2] = [
    "-0000-0000-c000-000000000000",
    "-0000-0ff1-ce00-000000000000",
];

static FAMILY: LazyLock<Resource> = LazyLock::new(|| Resource {
    id: String::new(),
    name: "Microsoft first-party API".to_owned(),
    uris: Vec::new(),
    certainty: Certainty::Inferred,
});

/// The Microsoft API that an audience names: by id, `spn:{id}`, `{id}/{host}@{tenant}`, or URI in any
/// cloud, with or without one trailing slash (rules B-7).
pub fn resource(audience: &str) -> Option<&'static Resource> {
    match principal(audience) {
        Some((id, _)) => by_id(id),
        None => by_uri(audience),
    }
}

/// Whether an audience is Microsoft Graph, in any cloud and spelling (rules B7.2).
pub fn is_graph(audience: &str) -> bool {
    resource(audience).is_some_and(|r| r.id == GRAPH)
}

/// The cloud that an audience's host belongs to, as [`Cloud::name`](crate::issuer::Cloud::name) has
/// it. Ids are the same in every cloud and tell none (rules B7.3); neither do hosts that are not
/// Microsoft's, nor the few that serve several clouds.
pub fn resource_cloud_hint(audience: &str) -> Option<&'static str> {
    let trimmed = audience.strip_suffix('/').unwrap_or(audience);
    let host = match principal(audience) {
        Some((_, rest)) => rest.split('@').next().filter(|host| !host.is_empty())?,
        None => Uri::split(trimmed)?.host,
    };
    let host = host.to_ascii_lowercase();
    let several = |uri: &String| uri.split_once("://").is_some_and(|(_, h)| h == host);
    if RESOURCES.same_in_several_clouds.iter().any(several) {
        return None;
    }
    let of_suffix = RESOURCES
        .clouds
        .iter()
        .find(|(_, ends)| ends.iter().any(|end| host.ends_with(end.as_str())))
        .map(|(cloud, _)| cloud.as_str());
    of_suffix.or_else(|| {
        let known = resource(audience).is_some_and(|r| by_host(r, &host));
        known.then_some("public")
    })
}

/// The id at the front of an audience, and what follows it after a slash.
fn principal(audience: &str) -> Option<(&str, &str)> {
    let bare = match audience.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("spn:") => audience.get(4..)?,
        _ => audience,
    };
    let (id, rest) = bare.split_once(['/', '@']).unwrap_or((bare, ""));
    is_guid(id).then_some((id, rest))
}

fn by_id(id: &str) -> Option<&'static Resource> {
    let known = RESOURCES
        .resource
        .iter()
        .find(|r| r.id.eq_ignore_ascii_case(id));
    known.or_else(|| of_family(id).then(|| &*FAMILY))
}

fn of_family(id: &str) -> bool {
    let id = id.to_ascii_lowercase();
    FAMILIES
        .iter()
        .any(|family| id.starts_with("000000") && id.get(8..) == Some(family))
}

fn by_uri(audience: &str) -> Option<&'static Resource> {
    let uri = Uri::split(audience.strip_suffix('/').unwrap_or(audience))?;
    RESOURCES.resource.iter().find(|r| {
        r.uris
            .iter()
            .filter_map(|known| Uri::split(known))
            .any(|known| known.covers(&uri))
    })
}

/// Whether one of a resource's URIs has this host, whatever its path.
fn by_host(resource: &Resource, host: &str) -> bool {
    resource
        .uris
        .iter()
        .filter_map(|known| Uri::split(known))
        .any(|known| host_covers(known.host, host))
}

/// A URI in three. Not normalised any further, because audiences are compared as texts.
struct Uri<'a> {
    scheme: &'a str,
    host: &'a str,
    path: Option<&'a str>,
}

impl<'a> Uri<'a> {
    fn split(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let (host, path) = match rest.split_once('/') {
            Some((host, path)) => (host, Some(path)),
            None => (rest, None),
        };
        Some(Self { scheme, host, path })
    }

    /// Whether this known URI is the other one; scheme and host in any case.
    fn covers(&self, other: &Self) -> bool {
        self.scheme.eq_ignore_ascii_case(other.scheme)
            && self.path == other.path
            && host_covers(self.host, other.host)
    }
}

fn host_covers(known: &str, host: &str) -> bool {
    let mut labels = host.split('.');
    known.split('.').all(|known| {
        labels
            .next()
            .is_some_and(|label| label_covers(known, label))
    }) && labels.next().is_none()
}

fn label_covers(known: &str, label: &str) -> bool {
    if known.starts_with('{') {
        return !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    }
    known.split('|').any(|one| match one.strip_suffix('*') {
        Some(start) => label
            .to_ascii_lowercase()
            .strip_prefix(start)
            .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit())),
        None => one.eq_ignore_ascii_case(label),
    })
}
