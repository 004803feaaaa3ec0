//! What the API accepts and the error that it gave: read from a configuration, said by hand,
//! forgotten.

use super::evidence::count;
use super::intake::Way;
use super::model::Shown;
use super::{Effect, Model};
use crate::api::{self, Api, ApiError};

/// What a configuration is called that came without a file.
const PASTED: &str = "the pasted text";

impl Model {
    /// Looks for something outside, as a configuration or as anything.
    pub(super) fn look_for(&mut self, configuration: bool, effect: Effect) -> Vec<Effect> {
        self.kept.wants_configuration = configuration;
        vec![effect]
    }

    /// Reads what the API accepts from its configuration. `None` where somebody is still typing it:
    /// then it is judged as any other text.
    pub(super) fn take_configuration(
        &mut self,
        way: Way,
        source: &str,
        text: &str,
    ) -> Option<Vec<Effect>> {
        let name = if way == Way::Opened { source } else { PASTED };
        match (api::import(name, text), way) {
            (Err(_), Way::Typed) => None,
            (read, _) => Some(self.take_read(read)),
        }
    }

    /// Takes what was read from a configuration; where it could not be read, nothing is lost.
    pub(super) fn take_read(&mut self, read: Result<Api, ApiError>) -> Vec<Effect> {
        let api = match read {
            Ok(api) => api,
            Err(error) => {
                let stays = if is_given(&self.api) {
                    " What is known about the API stays as it is."
                } else {
                    ""
                };
                self.problem(format!("{}{stays}", wrong(&error)));
                return Vec::new();
            }
        };
        let mut line = taken(&api);
        if self.inspection.is_none() {
            line.push_str(" Now paste the token.");
        }
        self.note(line);
        self.kept.api_given = true;
        self.arrivals += 1;
        self.use_api(api)
    }

    /// Takes what was said by hand.
    pub(super) fn set_api(&mut self, api: Api) -> Vec<Effect> {
        if !is_given(&api) {
            if is_given(&self.api) {
                return self.forget_api();
            }
            self.problem("Nothing was filled in: give at least an audience or a metadata address.");
            return Vec::new();
        }
        if api == self.api {
            self.note("Nothing was changed.");
            return Vec::new();
        }
        // What a saved inspection says leaves with it, changed by hand or not.
        self.kept.api_given |= self.kept.shown == Shown::Token || !is_given(&self.api);
        self.note(format!("Taken by hand: {}.", what(&api)));
        self.use_api(api)
    }

    /// Forgets what the API accepts.
    pub(super) fn forget_api(&mut self) -> Vec<Effect> {
        if !is_given(&self.api) && self.kept.unread_api.is_none() {
            return Vec::new();
        }
        self.kept.api_given = false;
        self.note("What the API accepts is forgotten.");
        self.use_api(Api::default())
    }

    /// Judges anew, and asks where another metadata address is configured.
    fn use_api(&mut self, api: Api) -> Vec<Effect> {
        self.kept.unread_api = None;
        self.api = api;
        self.inspect();
        self.ask()
    }

    /// Follows the text in the box of the error.
    pub(super) fn set_error(&mut self, text: String) -> Vec<Effect> {
        if text.trim().is_empty() {
            return self.forget_error();
        }
        if self.error.as_ref() != Some(&text) {
            self.error = Some(text);
            self.kept.error_given |= self.kept.shown == Shown::Token;
            self.inspect();
        }
        Vec::new()
    }

    /// Forgets the API's error.
    pub(super) fn forget_error(&mut self) -> Vec<Effect> {
        if self.error.take().is_some() {
            self.kept.error_given = false;
            self.inspect();
        }
        Vec::new()
    }
}

/// What was wrong, and what can be read. A file's name stays as it is written.
fn wrong(error: &ApiError) -> String {
    let said = error.to_string();
    let said = said
        .strip_prefix("the ")
        .map_or_else(|| said.clone(), |rest| format!("The {rest}"));
    let known = if matches!(error, ApiError::NotRecognised { .. }) {
        " It knows appsettings.json, web.config, application.yml, policies of API Management, the \
         settings of gateways, and start-up code."
    } else {
        ""
    };
    format!("{}.{known}", said.trim_end_matches('.'))
}

/// Whether anything was told about the API.
pub fn is_given(api: &Api) -> bool {
    *api != Api::default()
}

/// "Read appsettings.json (Microsoft.Identity.Web): 2 audiences and a metadata address."
fn taken(api: &Api) -> String {
    let name = api.source.as_deref().unwrap_or(PASTED);
    let stack = api.stack.map(|stack| format!(", {}", stack.title()));
    let unread = match api.reading.unread.len() {
        0 => String::new(),
        1 => " One setting was not understood.".to_owned(),
        many => format!(" {many} settings were not understood."),
    };
    format!(
        "Read {name}{}: {}.{unread}",
        stack.unwrap_or_default(),
        what(api)
    )
}

/// "2 audiences, 1 issuer and a metadata address".
fn what(api: &Api) -> String {
    let mut parts = Vec::new();
    for (number, noun) in [
        (api.audiences.len(), "audience"),
        (api.issuers.len(), "issuer"),
    ] {
        if number > 0 {
            parts.push(count(number, noun));
        }
    }
    if api.metadata.is_some() {
        parts.push("a metadata address".to_owned());
    } else if api.keys_address.is_some() {
        parts.push("a key set's address".to_owned());
    }
    if !api.permissions.is_empty() {
        let asked = &api.permissions;
        let roles = asked.roles.iter();
        let more = roles.filter(|role| !asked.scopes.contains(role));
        parts.push(count(asked.scopes.len() + more.count(), "permission"));
    }
    if let (true, Some(stack)) = (parts.is_empty(), api.stack) {
        return format!("the stack {}", stack.title());
    }
    match parts.as_slice() {
        [] => "nothing about tokens".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
