//! Settings that come from outside of the text.

use super::expression::{ExprKind, Member};
use super::form::Form;
use super::lexer::Language;
use super::source::OPEN;
use super::value::Unresolved;
use crate::api::About;

impl Form<'_> {
    /// Adds what an argument sets that holds all options: where it comes from elsewhere, what it sets
    /// isn't known.
    pub(super) fn add_options(&mut self, options: &Member) {
        let settings = self.source.settings(&options.value);
        let elsewhere = matches!(
            self.source.value(&options.value),
            Err(Unresolved::Elsewhere(_) | Unresolved::Configuration(_) | Unresolved::Code)
        );
        let followed = match &options.value.kind {
            ExprKind::Path(path) => self.source.followed(path),
            _ => None,
        };
        let known = match followed.as_ref().unwrap_or(&options.value).kind {
            ExprKind::Block(_) | ExprKind::Code | ExprKind::Object(_) => true,
            // An object of Go that is filled in later.
            ExprKind::Call(ref call) => {
                self.source.language == Language::Go && call.args.is_empty()
            }
            _ => false,
        };
        if settings.is_empty() && elsewhere && !known {
            self.members.push(Member {
                path: vec![OPEN.to_owned()],
                ..options.clone()
            });
        }
        self.members.extend(settings);
    }

    /// Adds settings that stand elsewhere in the text.
    pub(super) fn add_members(&mut self, members: Vec<Member>) {
        self.members.extend(members);
    }

    /// What is put in from elsewhere, so that what it sets isn't known.
    pub(super) fn open(&self) -> Option<&Member> {
        let mut members = self.members.iter();
        members.find(|member| member.path.last().is_some_and(|name| name == OPEN))
    }

    /// Says of what is put in from elsewhere that it isn't known, and which of these settings it may
    /// hold. Whether there is any such thing.
    pub(super) fn may_be_set_elsewhere(&mut self, settings: &[(&str, About)]) -> bool {
        let Some(open) = self.open().cloned() else {
            return false;
        };
        let why = match self.source.value(&open.value) {
            Err(why) => why.to_string(),
            Ok(_) => Unresolved::Code.to_string(),
        };
        let shown = match &open.value.kind {
            ExprKind::Path(path) => path.join("."),
            _ => "the options".to_owned(),
        };
        self.draft
            .undecided(About::Claims, Some(open.line), &shown, &why);
        for (setting, about) in settings {
            if !self.has(setting) {
                let reason = format!("may be set by {shown}, which isn't known");
                self.draft
                    .undecided(*about, Some(open.line), setting, &reason);
            }
        }
        true
    }
}
