//! Claims that a configuration asks for: permissions where any one will do, else required claims.

use super::super::draft::Draft;
use super::fill::{add, means};
use super::tree::Item;
use crate::api::{About, RequiredClaim};

impl Draft {
    /// A claim that the token must hold: all of the values, or one of them. Claims that are taken
    /// after each other must all be met.
    pub(super) fn take_claim(&mut self, name: &str, item: &Item<'_>, all: bool) {
        let meaning = match name {
            "scp" | "scope" => means::SCOPE,
            "roles" => means::ROLE,
            "tid" => means::TENANT,
            _ => means::CLAIM,
        };
        let listed = item.values().len();
        let values = item.texts(self, meaning);
        // One that can't be read may be the one that the token holds, where any will do.
        if values.is_empty() || !all && values.len() < listed {
            return;
        }
        self.require(name, values, all, item.line);
    }

    /// Asks for a claim. Scopes or roles of which one is enough are permissions, unless others are
    /// asked for besides: of permissions any one will do.
    pub(super) fn require(&mut self, name: &str, values: Vec<String>, all: bool, line: usize) {
        let one = !values.is_empty() && (!all || values.len() == 1);
        let words = values
            .iter()
            .any(|value| value.contains(char::is_whitespace));
        let permissions = &mut self.api.permissions;
        if one && !words && permissions.is_empty() {
            match name {
                "scp" => return add(&mut permissions.scopes, values),
                "roles" => return add(&mut permissions.roles, values),
                _ => {}
            }
        }
        if name == "tid"
            && self.api.tenant.is_none()
            && let [only] = values.as_slice()
        {
            self.api.tenant = Some(only.clone());
            return;
        }
        self.api.required_claims.push(RequiredClaim {
            names: vec![name.to_owned()],
            values,
            all,
            line,
        });
    }

    /// A claim that has to be there, whatever it holds.
    pub(super) fn require_presence(&mut self, name: &str, line: usize) {
        self.require(name, Vec::new(), false, line);
    }

    /// A setting that refuses tokens by a rule of its own, which this program doesn't follow.
    pub(super) fn undecided_claims(&mut self, item: &Item<'_>, reason: &str) {
        self.undecided(About::Claims, Some(item.line), &item.name, reason);
    }
}
