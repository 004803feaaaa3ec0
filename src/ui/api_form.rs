//! What the API accepts, as a small form: plain texts that are read back into values.

use crate::api::{About, Api, Permissions, Stack};

/// The form's texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Accepted audiences, one a line.
    pub audiences: String,
    /// Accepted issuers, one a line.
    pub issuers: String,
    /// The metadata address.
    pub metadata: String,
    /// Scopes and app roles, one a line.
    pub permissions: String,
    /// The library or gateway.
    pub stack: Option<Stack>,
}

impl Form {
    /// The form of what is known.
    pub fn of(api: &Api) -> Self {
        let asked = &api.permissions;
        let more = asked.roles.iter().filter(|r| !asked.scopes.contains(r));
        let permissions: Vec<&str> = asked
            .scopes
            .iter()
            .chain(more)
            .map(String::as_str)
            .collect();
        Self {
            audiences: api.audiences.join("\n"),
            issuers: api.issuers.join("\n"),
            metadata: api.metadata.clone().unwrap_or_default(),
            permissions: permissions.join("\n"),
            stack: api.stack,
        }
    }

    /// What is known with the form's changes. What the form doesn't show stays; what only held for a
    /// replaced metadata address goes.
    pub fn apply(&self, known: &Api) -> Api {
        let before = Self::of(known);
        if *self == before {
            return known.clone();
        }
        let mut api = known.clone();
        // What is told by hand counts, not another section.
        api.others.clear();
        let given = Api::by_hand(
            values(&self.audiences),
            values(&self.issuers),
            Some(metadata_address(&self.metadata)),
        );
        if self.audiences != before.audiences {
            api.audiences = given.audiences;
            api.reading.settle(About::Audience);
        }
        if self.issuers != before.issuers {
            api.issuers = given.issuers;
            api.reading.settle(About::Issuer);
        }
        if self.metadata != before.metadata {
            api.metadata = given.metadata;
            api.reading.settle(About::Key);
            (api.keys_address, api.tenant, api.policy) = (None, None, None);
        }
        if self.permissions != before.permissions {
            api.permissions = Permissions {
                unknown: api.permissions.unknown,
                ..Permissions::named(values(&self.permissions))
            };
        }
        api.stack = self.stack;
        if self.is_empty() && known.text.is_none() {
            return Api::default();
        }
        api.source = Some(source(known.source.as_deref()));
        api
    }

    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Words and addresses hold neither white space nor commas.
fn values(text: &str) -> impl Iterator<Item = String> {
    text.split([',', ';', '\n', '\r', ' ', '\t'])
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
}

/// A metadata address as it stands; an authority gets the path of its metadata (`OpenID` Connect
/// Discovery 1.0 §4).
fn metadata_address(text: &str) -> String {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    let document = ["/.well-known/", "federationmetadata", ".xml", "/keys"];
    if !web || document.iter().any(|part| lower.contains(part)) {
        return text.to_owned();
    }
    let (base, query) = text
        .split_once('?')
        .map_or((text, String::new()), |(base, query)| {
            (base, format!("?{query}"))
        });
    let base = base.trim_end_matches('/');
    format!("{base}/.well-known/openid-configuration{query}")
}

fn source(before: Option<&str>) -> String {
    const CHANGED: &str = ", changed by hand";
    match before {
        None | Some("by hand") => "by hand".to_owned(),
        Some(name) if name.ends_with(CHANGED) => name.to_owned(),
        Some(name) => format!("{name}{CHANGED}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(audiences: &str, issuers: &str, metadata: &str) -> Form {
        Form {
            audiences: audiences.to_owned(),
            issuers: issuers.to_owned(),
            metadata: metadata.to_owned(),
            ..Form::default()
        }
    }

    #[test]
    fn texts_are_read_back_into_values() {
        let rows = [
            (
                "lines, commas and spaces",
                form("api://a\napi://b, c\n\n", " i ", ""),
                vec!["api://a", "api://b", "c"],
                vec!["i"],
                None,
            ),
            ("repeats", form("a a a", "", ""), vec!["a"], vec![], None),
            (
                "metadata stays",
                form(
                    "",
                    "",
                    " https://a/x/.well-known/openid-configuration?appid=1 ",
                ),
                vec![],
                vec![],
                Some("https://a/x/.well-known/openid-configuration?appid=1"),
            ),
            (
                "an authority",
                form("", "", "https://a/t/v2.0/"),
                vec![],
                vec![],
                Some("https://a/t/v2.0/.well-known/openid-configuration"),
            ),
            (
                "an authority with a policy",
                form("", "", "https://a/t/v2.0?p=b2c_1_x"),
                vec![],
                vec![],
                Some("https://a/t/v2.0/.well-known/openid-configuration?p=b2c_1_x"),
            ),
            (
                "federation metadata",
                form(
                    "",
                    "",
                    "https://a/federationmetadata/2007-06/federationmetadata.xml",
                ),
                vec![],
                vec![],
                Some("https://a/federationmetadata/2007-06/federationmetadata.xml"),
            ),
        ];
        for (name, form, audiences, issuers, metadata) in rows {
            let api = form.apply(&Api::default());
            assert_eq!(api.audiences, audiences, "{name}");
            assert_eq!(api.issuers, issuers, "{name}");
            assert_eq!(api.metadata.as_deref(), metadata, "{name}");
            assert_eq!(api.source.as_deref(), Some("by hand"), "{name}");
        }
    }

    #[test]
    fn what_was_not_touched_stays() {
        let known = Api {
            audiences: vec!["api://a".to_owned()],
            permissions: Permissions {
                scopes: vec!["Orders.Read".to_owned()],
                roles: vec!["Orders.All".to_owned()],
                ..Permissions::default()
            },
            clock_skew: Some(60),
            tenant: Some("common".to_owned()),
            keys_address: Some("https://a/keys".to_owned()),
            source: Some("appsettings.json".to_owned()),
            stack: Some(Stack::JwtBearer),
            ..Api::default()
        };
        assert_eq!(Form::of(&known).apply(&known), known, "nothing was edited");
        let mut form = Form::of(&known);
        assert_eq!(form.permissions, "Orders.Read\nOrders.All");
        form.audiences.push_str("\napi://b");
        let api = form.apply(&known);
        assert_eq!(api.audiences, ["api://a", "api://b"]);
        assert_eq!(api.permissions, known.permissions);
        assert_eq!(
            (api.clock_skew, api.tenant.as_deref()),
            (Some(60), Some("common"))
        );
        let changed = "appsettings.json, changed by hand";
        assert_eq!(api.source.as_deref(), Some(changed));
        form.metadata = "https://b".to_owned();
        let again = form.apply(&api);
        assert_eq!(again.source.as_deref(), Some(changed));
        assert_eq!((again.keys_address, again.tenant), (None, None));
    }

    #[test]
    fn an_empty_form_knows_nothing() {
        let known = Form {
            stack: Some(Stack::Spring),
            ..Form::default()
        };
        let api = known.apply(&Api::default());
        assert_eq!(api.stack, Some(Stack::Spring));
        assert!(Form::default().is_empty() && !known.is_empty());
        assert_eq!(Form::default().apply(&Api::default()), Api::default());
    }
}
