//! The fix, written out: the configuration that accepts this token, and the commands that change what
//! is wrong elsewhere.

mod commands;
mod requests;
mod stack;
mod target;

use super::Inspection;
use crate::api::{Fix, Stack, Target, Unwritten, write};
use crate::input::Role;

/// A remedy that is no configuration: a command, a request, a change of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What it does, one sentence: "Turns SAML single sign-on off for this application".
    pub title: String,
    /// The language of the text: "http", "json", "xml", "shell", "text".
    pub language: &'static str,
    /// The text, ready to copy.
    pub text: String,
    /// What to know before running it, one sentence; empty where there is nothing.
    pub caution: String,
}

impl Inspection {
    /// What a configuration has to say to accept this token; the reason, in a sentence or two, where
    /// there is no token with an issuer, or none that an API should accept.
    pub fn target(&self) -> Result<Target, String> {
        target::target(self)
    }

    /// The configuration of a stack that accepts this token.
    pub fn fix(&self, stack: Stack) -> Result<Fix, Unwritten> {
        let unfit = |reason: String| Unwritten::Unfit { stack, reason };
        let target = self.target().map_err(unfit)?;
        let fix = write(stack, &target)?;
        match (self.role.role, signs_in(stack)) {
            (Role::IdToken, false) => Err(unfit(
                "this is an ID token, which tells an application who signed in and is no key to an \
                 API; send the access_token of the same answer in its place"
                    .to_owned(),
            )),
            (Role::AccessToken, true) => Err(unfit(
                "it signs users in with ID tokens, and this is an access token; protect an API with \
                 a library for bearer tokens, such as identity-web, jwt-bearer or jose"
                    .to_owned(),
            )),
            _ => Ok(fix),
        }
    }

    /// The stack whose configuration is shown first: the one that the API's configuration tells, or
    /// else its error.
    pub fn stack(&self) -> Option<Stack> {
        self.api.stack.or_else(|| {
            let matches = self.error.iter().flat_map(|e| &e.reading.matches);
            { matches }.find_map(|found| stack::of_words(found.stack, &found.code))
        })
    }

    /// The remedies of what failed that are commands, those of the verdict first.
    pub fn commands(&self) -> Vec<Command> {
        commands::commands(self)
    }
}

/// Whether a stack signs users in rather than protecting an API.
fn signs_in(stack: Stack) -> bool {
    matches!(
        stack,
        Stack::IdentityWebApp
            | Stack::OpenIdConnect
            | Stack::OwinOpenIdConnect
            | Stack::OwinWsFederation
            | Stack::NextAuth
    )
}
