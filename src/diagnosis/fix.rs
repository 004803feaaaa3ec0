//! The fix, written out: the configuration that accepts this token, and the commands that change what
//! is wrong elsewhere.

use super::Inspection;
use crate::api::{Fix, Stack, Target, Unwritten, write};

/// A remedy that is no configuration: a command, a request, a change of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What it does, one sentence: "Turns SAML single sign-on off for this application".
    pub title: String,
    /// The language of the text: "http", "json", "shell", "text".
    pub language: &'static str,
    /// The text, ready to copy.
    pub text: String,
    /// What to know before running it, one sentence; empty where there is nothing.
    pub caution: String,
}

impl Inspection {
    /// What a configuration has to say to accept this token; `None` where there is no token with an
    /// issuer, or none that an API should accept, with the reason.
    pub fn target(&self) -> Result<Target, String> {
        Err("Nothing is known about its issuer.".to_owned())
    }

    /// The configuration of a stack that accepts this token.
    pub fn fix(&self, stack: Stack) -> Result<Fix, Unwritten> {
        match self.target() {
            Ok(target) => write(stack, &target),
            Err(reason) => Err(Unwritten::Unfit { stack, reason }),
        }
    }

    /// The stack whose configuration is shown first: the one that the API's configuration or its error
    /// tells.
    pub fn stack(&self) -> Option<Stack> {
        self.api.stack
    }

    /// The remedies of this token's verdict that are commands, in the order of preference.
    pub fn commands(&self) -> Vec<Command> {
        Vec::new()
    }
}
