//! What a call sets → the facts, each setting noted with its line.

use super::super::draft::Draft;
use super::expression::{Expr, ExprKind, Member};
use super::meaning::{Decides, decided_by_code};
use super::placeholder::is_placeholder;
use super::source::{Found, Source};
use super::value::{Resolved, Unresolved, Value};
use crate::api::{About, Api, RequiredClaim, Stack};

/// How deep lists may be put into each other.
const DEEPEST_LIST: u32 = 4;

/// A form that is filled in from the settings of one call.
pub(super) struct Form<'a> {
    /// The code.
    pub(super) source: &'a Source,
    /// What is known so far.
    pub(super) draft: Draft,
    /// Places among what was not understood that depend on what else is set.
    pub(super) depending: Vec<(usize, Decides)>,
    pub(super) members: Vec<Member>,
}

impl<'a> Form<'a> {
    /// An empty form.
    pub(super) fn new(source: &'a Source, stack: Stack) -> Self {
        Self {
            source,
            draft: Draft::of(stack),
            depending: Vec::new(),
            members: Vec::new(),
        }
    }

    /// Adds what an expression sets.
    pub(super) fn add(&mut self, expr: &Expr) {
        self.members.extend(self.source.settings(expr));
    }

    /// Adds what a call sets in its arguments and behind it.
    pub(super) fn add_call(&mut self, found: &Found) {
        self.add(&Expr {
            kind: ExprKind::Call(found.call.clone()),
            line: found.line,
        });
        for arg in found.call.args.iter().filter(|arg| arg.path.is_empty()) {
            self.add(&arg.value);
        }
    }

    /// The value of an expression. Where a default was taken for it, that is noted.
    pub(super) fn value(&mut self, expr: &Expr) -> Resolved {
        self.source.defaults.take();
        let value = self.source.value(expr);
        if value.is_ok() {
            self.note_defaults();
        }
        value
    }

    fn note_defaults(&mut self) {
        for (name, value) in self.source.defaults.take() {
            let note =
                format!("`{name}` is not set in this text: its default `{value}` was taken.");
            if !self.draft.api.reading.notes.contains(&note) {
                self.draft.note(note);
            }
        }
    }

    /// The facts.
    pub(super) fn api(&mut self) -> &mut Api {
        &mut self.draft.api
    }

    /// How many settings there are.
    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// The setting of a name; dots stand between the names that lead to it. The last one counts.
    pub(super) fn find(&self, name: &str) -> Option<Member> {
        let ends = |member: &&Member| {
            let mut path = member.path.iter().rev();
            name.rsplit('.')
                .all(|part| path.next().is_some_and(|p| p == part))
        };
        self.members.iter().rev().find(ends).cloned()
    }

    /// The settings that stand directly below one of that name.
    pub(super) fn below(&self, name: &str) -> Vec<Member> {
        let is_below = |member: &&Member| {
            let parent = member.path.len().checked_sub(2);
            parent
                .and_then(|at| member.path.get(at))
                .is_some_and(|parent| parent == name)
        };
        self.members.iter().filter(is_below).cloned().collect()
    }

    /// Whether there is a setting of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// A text that is set.
    pub(super) fn text(&mut self, name: &str, meaning: &str) -> Option<String> {
        let member = self.find(name)?;
        let shown = member.path.join(".");
        self.text_of(&member.value, member.line, &shown, meaning)
    }

    /// The text of an expression under a name.
    pub(super) fn text_of(
        &mut self,
        expr: &Expr,
        line: usize,
        shown: &str,
        meaning: &str,
    ) -> Option<String> {
        let reason = match self.value(expr) {
            Ok(Value::Text(text)) => return self.checked(&text, line, shown, meaning),
            Ok(Value::Nothing) => return None,
            Ok(Value::Number(_)) => "is a number where a text belongs".to_owned(),
            Ok(Value::Flag(_)) => "is true or false where a text belongs".to_owned(),
            Ok(Value::List(_)) => "is a list where one text belongs".to_owned(),
            Ok(Value::Members(_)) => "is an object where a text belongs".to_owned(),
            Err(reason) => reason.to_string(),
        };
        self.not_read(line, shown, &reason, meaning);
        None
    }

    fn checked(&mut self, text: &str, line: usize, shown: &str, meaning: &str) -> Option<String> {
        let text = text.trim();
        if text.is_empty() {
            self.not_read(line, shown, "is empty", meaning);
            return None;
        }
        if is_placeholder(text) {
            self.not_read(line, shown, "is still a placeholder", meaning);
            return None;
        }
        self.draft.read(line, shown, text, meaning);
        Some(text.to_owned())
    }

    /// Texts that are set: a list, or one alone.
    pub(super) fn texts(&mut self, name: &str, meaning: &str) -> Vec<String> {
        let Some(member) = self.find(name) else {
            return Vec::new();
        };
        let shown = member.path.join(".");
        self.texts_of(&member.value, member.line, &shown, meaning)
    }

    /// The texts of an expression under a name.
    pub(super) fn texts_of(
        &mut self,
        expr: &Expr,
        line: usize,
        shown: &str,
        meaning: &str,
    ) -> Vec<String> {
        let mut texts = Vec::new();
        self.gather_texts(expr, line, (shown, meaning), 0, &mut texts);
        texts.dedup();
        texts
    }

    /// The texts of a list and of the lists that are put into it.
    fn gather_texts(
        &mut self,
        expr: &Expr,
        line: usize,
        (shown, meaning): (&str, &str),
        depth: u32,
        texts: &mut Vec<String>,
    ) {
        let listed = match self.source.value(expr) {
            Ok(Value::List(items)) if depth < DEEPEST_LIST => items,
            _ => {
                texts.extend(self.text_of(expr, line, shown, meaning));
                return;
            }
        };
        // Notes the defaults of a list that is one itself.
        let _ = self.value(expr);
        for item in &listed {
            let line = item.line.max(line);
            self.gather_texts(item, line, (shown, meaning), depth + 1, texts);
        }
    }

    /// A switch that is set. Noted where it switches a check.
    pub(super) fn flag(&mut self, name: &str, meaning: &str) -> Option<bool> {
        let member = self.find(name)?;
        let shown = member.path.join(".");
        match self.value(&member.value) {
            Ok(Value::Flag(flag)) => {
                self.draft.read(
                    member.line,
                    &shown,
                    if flag { "true" } else { "false" },
                    meaning,
                );
                Some(flag)
            }
            Ok(Value::Nothing) => None,
            Ok(_) => {
                self.not_read(member.line, &shown, "is neither true nor false", meaning);
                None
            }
            Err(reason) => {
                self.not_read(member.line, &shown, &reason.to_string(), meaning);
                None
            }
        }
    }

    /// The tolerance that is set.
    pub(super) fn seconds(&mut self, name: &str) {
        let tolerance = self.span(name, "the tolerance around the token's times");
        if tolerance.is_some() {
            self.draft.api.clock_skew = tolerance;
        }
    }

    /// Seconds that are set, as a number, as `"5s"`, or as a span of time of C# or Python.
    pub(super) fn span(&mut self, name: &str, meaning: &str) -> Option<u32> {
        let member = self.find(name)?;
        let shown = member.path.join(".");
        self.source.defaults.take();
        let Some(seconds) = super::seconds::seconds(self.source, &member.value) else {
            let reason = self.why(&member, "is no span of time that this program understands");
            self.draft
                .undecided(About::Lifetime, Some(member.line), &shown, &reason);
            return None;
        };
        self.note_defaults();
        let value = format!("{seconds} seconds");
        self.draft.read(member.line, &shown, &value, meaning);
        Some(seconds)
    }

    /// A claim that has to hold one of the texts that a setting names.
    pub(super) fn claim_of(&mut self, name: &str, claim: &str) {
        let values = self.texts(name, "a claim that is asked for");
        if let (Some(member), false) = (self.find(name), values.is_empty()) {
            self.draft.api.required_claims.push(RequiredClaim {
                names: vec![claim.to_owned()],
                values,
                all: false,
                line: member.line,
            });
        }
    }

    /// Claims that have to be there, whatever they hold.
    pub(super) fn claims_there(&mut self, name: &str) {
        let Some(member) = self.find(name) else {
            return;
        };
        for claim in self.texts(name, "a claim that has to be there") {
            self.draft.api.required_claims.push(RequiredClaim {
                names: vec![claim],
                line: member.line,
                ..RequiredClaim::default()
            });
        }
    }

    /// Says of settings that are functions of their own that they decide unseen.
    pub(super) fn own_code(&mut self, names: &[(&str, &str)]) {
        for (name, what) in names {
            if let Some(member) = self.find(name) {
                let reason = format!("is code of your own: {what} can't be told from here");
                let about = decided_by_code(what);
                self.draft
                    .undecided(about, Some(member.line), &member.path.join("."), &reason);
            }
        }
    }

    /// Says of settings that they decide something that isn't compared with the token.
    pub(super) fn not_compared(&mut self, names: &[(&str, &str)]) {
        for (name, what) in names {
            if let Some(member) = self.find(name) {
                let reason = format!("decides {what}, which isn't compared with the token");
                self.draft
                    .unread(Some(member.line), &member.path.join("."), &reason);
            }
        }
    }

    /// Says why a setting wasn't read: what its value depends on, or else `reason`.
    pub(super) fn unread_value(&mut self, member: &Member, reason: &str) {
        let why = self.why(member, reason);
        self.draft
            .unread(Some(member.line), &member.path.join("."), &why);
    }

    /// What a value depends on, or else `reason`.
    pub(super) fn why(&self, member: &Member, reason: &str) -> String {
        match self.source.value(&member.value) {
            Err(why) if why != Unresolved::Code => why.to_string(),
            _ => reason.to_owned(),
        }
    }

    /// Adds accepted audiences.
    pub(super) fn audiences(&mut self, audiences: impl IntoIterator<Item = String>) {
        add_new(&mut self.draft.api.audiences, audiences);
    }

    /// Adds accepted issuers.
    pub(super) fn issuers(&mut self, issuers: impl IntoIterator<Item = String>) {
        add_new(&mut self.draft.api.issuers, issuers);
    }

    /// The facts, with what is to be said about the text as a whole.
    pub(super) fn finish(mut self) -> Api {
        if let Some(line) = self.source.broken {
            self.draft.note(format!(
                "Brackets or quotes have no partner from line {line} on: the code may be incomplete, and \
                 so may be what was read."
            ));
        }
        self.settle();
        self.draft.finish()
    }
}

fn add_new(list: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    for one in more {
        if !list.contains(&one) {
            list.push(one);
        }
    }
}
