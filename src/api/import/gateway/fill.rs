//! Values of a configuration → facts, with what was read and what was not.

use super::super::draft::Draft;
use super::super::secrets::HIDDEN;
use super::helm::MASK;
use super::tree::{Item, Value};
use crate::api::ApiError;
use crate::issuer::{issuer_facts, metadata_address, metadata_facts};

pub(super) const PLACEHOLDER: &str = "is a placeholder that something else fills in";

/// What is said of a value that this program leaves alone.
pub(super) const FILLED_ELSEWHERE: &str = "refers to a value that stands elsewhere";

impl Item<'_> {
    /// One text; it is noted as read, or why it is not.
    pub(super) fn text(&self, draft: &mut Draft, meaning: &str) -> Option<String> {
        let text = draft.deciding(means::about(meaning), |draft| self.unnoted_text(draft))?;
        draft.read(self.line, &self.name, &text, meaning);
        Some(text)
    }

    /// One text that is not noted as read: the caller does that.
    pub(super) fn unnoted_text(&self, draft: &mut Draft) -> Option<String> {
        let unread = |draft: &mut Draft, reason: &str| {
            draft.unread(Some(self.line), &self.name, reason);
            None
        };
        match &self.node.value {
            Value::Text(text) if text.trim().is_empty() => unread(draft, "is empty"),
            Value::Null => unread(draft, "is empty"),
            Value::Text(text) if is_placeholder(text) => unread(draft, PLACEHOLDER),
            Value::Text(text) => Some(text.trim().to_owned()),
            Value::Computed => unread(draft, FILLED_ELSEWHERE),
            _ => {
                let reason = format!("is {} where a text belongs", self.node.kind());
                unread(draft, &reason)
            }
        }
    }

    /// Texts of a list, or a single one.
    pub(super) fn texts(&self, draft: &mut Draft, meaning: &str) -> Vec<String> {
        if let Value::Null = self.node.value {
            draft.deciding(means::about(meaning), |draft| {
                draft.unread(Some(self.line), &self.name, "is empty");
            });
        }
        let values = self.values();
        values
            .iter()
            .filter_map(|value| value.text(draft, meaning))
            .collect()
    }

    /// Yes or no, also as a text.
    pub(super) fn flag(&self, draft: &mut Draft, meaning: &str) -> Option<bool> {
        let flag = match &self.node.value {
            Value::Flag(flag) => Some(*flag),
            Value::Text(text) => flag_of(text),
            _ => None,
        };
        if let Some(flag) = flag {
            draft.read(
                self.line,
                &self.name,
                if flag { "true" } else { "false" },
                meaning,
            );
        } else {
            self.not_a(draft, "a yes or no belongs");
        }
        flag
    }

    /// A time in seconds, also as a text with its unit: `60s`, `5m`.
    pub(super) fn seconds(&self, draft: &mut Draft, meaning: &str) -> Option<u32> {
        let seconds = match &self.node.value {
            Value::Number(text) | Value::Text(text) => seconds_of(text),
            _ => None,
        };
        match (seconds, &self.node.value) {
            (Some(_), Value::Number(text) | Value::Text(text)) => {
                draft.read(self.line, &self.name, text.trim(), meaning);
            }
            _ => draft.deciding(means::about(meaning), |draft| {
                self.not_a(draft, "a number of seconds belongs");
            }),
        }
        seconds
    }

    fn not_a(&self, draft: &mut Draft, belongs: &str) {
        let placeholder = match &self.node.value {
            Value::Text(text) => is_placeholder(text),
            _ => false,
        };
        if placeholder {
            draft.unread(Some(self.line), &self.name, PLACEHOLDER);
        } else if let Value::Null = self.node.value {
            draft.unread(Some(self.line), &self.name, "is empty");
        } else {
            let reason = format!("is {} where {belongs}", self.node.kind());
            draft.unread(Some(self.line), &self.name, &reason);
        }
    }

    /// Notes a secret: that it stands there, never what it is.
    pub(super) fn secret(&self, draft: &mut Draft, meaning: &str) {
        draft.read(self.line, &self.name, HIDDEN, meaning);
    }
}

/// Yes or no as configurations write it.
pub(super) fn flag_of(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// Seconds: digits alone, or digits with `s`, `m`, `h`, `d`; also ISO 8601's `PT60S`.
pub(super) fn seconds_of(text: &str) -> Option<u32> {
    let lower = text.trim().to_ascii_lowercase();
    let text = lower.strip_prefix("pt").unwrap_or(&lower);
    if text.is_empty() {
        return None;
    }
    let mut total: u32 = 0;
    let mut number = String::new();
    for c in text.chars() {
        let unit = match c {
            '0'..='9' => {
                number.push(c);
                continue;
            }
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            _ => return None,
        };
        let count: u32 = number.parse().ok()?;
        total = total.checked_add(count.checked_mul(unit)?)?;
        number.clear();
    }
    if number.is_empty() {
        return Some(total);
    }
    total.checked_add(number.parse().ok()?)
}

/// Whether something else fills the text in: `${TENANT_ID}`, `$(TENANT_ID)`, `$tenant`,
/// `{{ .Values.tenant }}`, `<tenant-id>`, `@tenant@`, `#{tenant}#`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let after_dollar = |rest: &str| {
        rest.starts_with(|c: char| c == '{' || c == '(' || c == '_' || c.is_ascii_alphabetic())
    };
    let angled = text
        .split_once('<')
        .is_some_and(|(_, rest)| rest.contains('>'));
    let marked = text.len() > 2 && text.starts_with('@') && text.ends_with('@');
    text.contains(MASK)
        // A reference to a secret store of Kong.
        || text.contains("{vault://")
        || text.contains("{{")
        || text.contains("#{")
        || angled
        || marked
        || text.split('$').skip(1).any(after_dollar)
}

/// The text without the byte order mark that editors on Windows put before it.
pub(super) fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Whether a text is a program rather than a configuration: what names the same settings there is
/// read elsewhere.
pub(super) fn is_code(text: &str) -> bool {
    let starts = [
        "import ", "from ", "using ", "package ", "const ", "#include", "var ",
    ];
    text.lines()
        .any(|line| starts.iter().any(|start| line.starts_with(start)))
}

/// Adds a text where it isn't there yet.
pub(super) fn add(list: &mut Vec<String>, texts: impl IntoIterator<Item = String>) {
    for text in texts {
        if !list.contains(&text) {
            list.push(text);
        }
    }
}

/// What the settings mean, in the words of every reader.
pub(super) mod means {
    use crate::api::About;

    pub(in super::super) const ISSUER: &str = "an accepted issuer";
    pub(in super::super) const AUDIENCE: &str = "an accepted audience";
    pub(in super::super) const ALGORITHM: &str = "an accepted algorithm";
    pub(in super::super) const KEYS: &str = "the address of the key set";
    pub(in super::super) const METADATA: &str = "the metadata address";
    pub(in super::super) const AUTHORITY: &str = "the authority: its metadata is read";
    pub(in super::super) const SKEW: &str = "the clock tolerance";
    pub(in super::super) const CLIENT: &str = "the application ID";
    pub(in super::super) const TENANT: &str = "the tenant";
    pub(in super::super) const SECRET: &str = "a secret";
    pub(in super::super) const SCOPE: &str = "a scope that is asked for";
    pub(in super::super) const ROLE: &str = "an app role that is asked for";
    pub(in super::super) const CLAIM: &str = "a value that the token must have";
    pub(in super::super) const CLIENT_AND_AUDIENCE: &str =
        "the application ID and an accepted audience";
    pub(in super::super) const KEY_FILE: &str = "a file with a key";
    pub(in super::super) const MAX_AGE: &str = "the greatest age since iat";
    pub(in super::super) const MAX_REMAINING: &str = "the longest time that may be left until exp";

    /// What a setting with that meaning decides about a token; `None` where nothing.
    pub(in super::super) fn about(meaning: &str) -> Option<About> {
        match meaning {
            // The issuers are those of the authority's metadata.
            ISSUER | AUTHORITY | TENANT => Some(About::Issuer),
            AUDIENCE | CLIENT_AND_AUDIENCE => Some(About::Audience),
            ALGORITHM => Some(About::Algorithm),
            KEYS | METADATA | KEY_FILE => Some(About::Key),
            SKEW | MAX_AGE | MAX_REMAINING => Some(About::Lifetime),
            SCOPE | ROLE | CLAIM => Some(About::Claims),
            _ => None,
        }
    }
}

impl Draft {
    /// An issuer to accept.
    pub(super) fn take_issuer(&mut self, item: &Item<'_>) {
        let issuer = item.text(self, means::ISSUER);
        add(&mut self.api.issuers, issuer);
    }

    /// Audiences to accept.
    pub(super) fn take_audiences(&mut self, item: &Item<'_>) {
        let audiences = item.texts(self, means::AUDIENCE);
        add(&mut self.api.audiences, audiences);
    }

    /// Algorithms to accept.
    pub(super) fn take_algorithms(&mut self, item: &Item<'_>) {
        let algorithms = item.texts(self, means::ALGORITHM);
        add(&mut self.api.algorithms, algorithms);
    }

    /// The address of the key set.
    pub(super) fn take_keys_address(&mut self, item: &Item<'_>) {
        if let Some(address) = item.text(self, means::KEYS) {
            self.api.keys_address = Some(address);
        }
    }

    /// An authority: its metadata is what is read. Gives the authority.
    pub(super) fn take_authority(&mut self, item: &Item<'_>, meaning: &str) -> Option<String> {
        let authority = item.text(self, meaning)?;
        self.leads_to(item, &authority);
        Some(authority)
    }

    /// Keeps the metadata address that an authority leads to; says so where it leads nowhere.
    pub(super) fn leads_to(&mut self, item: &Item<'_>, authority: &str) {
        let address = authority
            .contains("://")
            .then(|| metadata_address(authority));
        match address.flatten() {
            Some(address) => self.api.metadata = Some(address),
            None => self.unread(Some(item.line), &item.name, "is no web address"),
        }
    }

    /// The tenant and the policy that the addresses tell, where no setting does.
    pub(super) fn places_told(&mut self) {
        let api = &mut self.api;
        let told = [
            api.metadata.as_deref().map(metadata_facts),
            api.issuers.first().map(|issuer| issuer_facts(issuer)),
            api.keys_address.as_deref().map(metadata_facts),
        ];
        for facts in told.into_iter().flatten() {
            if facts.family == crate::issuer::Family::Other {
                continue;
            }
            api.tenant = api.tenant.take().or(facts.tenant);
            api.policy = api.policy.take().or(facts.policy);
        }
    }

    /// Whether neither a fact was found nor anything that could not be read.
    pub(super) fn found_nothing(&self) -> bool {
        let api = &self.api;
        api.metadata.is_none()
            && api.keys_address.is_none()
            && api.keys.is_empty()
            && api.issuers.is_empty()
            && api.audiences.is_empty()
            && api.reading.unread.is_empty()
            && api.reading.settings.is_empty()
    }

    /// The facts; an error where there are none.
    pub(super) fn finish_or(
        mut self,
        name: &str,
        what: &str,
        missing: &str,
    ) -> Result<crate::api::Api, ApiError> {
        if self.found_nothing() {
            return Err(nothing(name, what, missing));
        }
        self.places_told();
        Ok(self.finish())
    }

    /// Says which profiles were left out.
    pub(super) fn left_out(&mut self, profiles: &[String]) {
        if !profiles.is_empty() {
            self.note(format!(
                "The settings of {} were left out: they apply only while that profile is active.",
                profiles.join(", ")
            ));
        }
    }

    /// Says which of several was taken.
    pub(super) fn took_first_of(&mut self, count: usize, kind: &str, taken: &str) {
        if count > 1 {
            self.note(format!("There are {count} {kind}; {taken} was read."));
        }
    }
}

/// It is of a known kind, but says nothing about tokens.
pub(super) fn nothing(name: &str, what: &str, missing: &str) -> ApiError {
    ApiError::Nothing {
        name: name.to_owned(),
        what: what.to_owned(),
        missing: missing.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_seconds() {
        for (text, expected) in [
            ("60", Some(60)),
            ("60s", Some(60)),
            ("5m", Some(300)),
            ("1m30s", Some(90)),
            ("PT1M", Some(60)),
            ("0", Some(0)),
            ("", None),
            ("-1", None),
            ("1.5s", None),
            ("ten", None),
            ("99999999999", None),
        ] {
            assert_eq!(seconds_of(text), expected, "{text}");
        }
    }

    #[test]
    fn placeholders_are_told_from_values() {
        for (text, expected) in [
            ("${TENANT_ID}", true),
            ("https://x/${TENANT_ID}/v2.0", true),
            ("$(TENANT_ID)", true),
            ("$tenant", true),
            ("{{ .Values.tenant }}", true),
            ("https://x/<tenant-id>/v2.0", true),
            ("@tenant@", true),
            ("#{tenant}#", true),
            ("https://login.microsoftonline.com/{tenantid}/v2.0", false),
            ("api://orders", false),
            ("costs 5$", false),
            ("me@example.com", false),
        ] {
            assert_eq!(is_placeholder(text), expected, "{text}");
        }
    }
}
