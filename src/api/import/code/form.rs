//! What a call sets → the facts, each setting noted with its line.

use super::super::draft::Draft;
use super::expression::{Expr, ExprKind, Member};
use super::lexer::Kind;
use super::placeholder::is_placeholder;
use super::source::{Found, Source};
use super::value::{Unresolved, Value};
use crate::api::{Api, PinnedKey, Stack};

/// The most texts that are looked at for an address.
const MOST_TEXTS: usize = 200;

/// A form that is filled in from the settings of one call.
pub(super) struct Form<'a> {
    /// The code.
    pub(super) source: &'a Source,
    /// What is known so far.
    pub(super) draft: Draft,
    members: Vec<Member>,
}

impl<'a> Form<'a> {
    /// An empty form.
    pub(super) fn new(source: &'a Source, stack: Stack) -> Self {
        Self {
            source,
            draft: Draft::of(stack),
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
        let reason = match self.source.value(expr) {
            Ok(Value::Text(text)) => return self.checked(&text, line, shown, meaning),
            Ok(Value::Nothing) => return None,
            Ok(Value::Number(_)) => "is a number where a text belongs".to_owned(),
            Ok(Value::Flag(_)) => "is true or false where a text belongs".to_owned(),
            Ok(Value::List(_)) => "is a list where one text belongs".to_owned(),
            Ok(Value::Members(_)) => "is an object where a text belongs".to_owned(),
            Err(reason) => reason.to_string(),
        };
        self.draft.unread(Some(line), shown, &reason);
        None
    }

    fn checked(&mut self, text: &str, line: usize, shown: &str, meaning: &str) -> Option<String> {
        let text = text.trim();
        if text.is_empty() {
            self.draft.unread(Some(line), shown, "is empty");
            return None;
        }
        if is_placeholder(text) {
            self.draft
                .unread(Some(line), shown, "is still a placeholder");
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
        let Ok(Value::List(items)) = self.source.value(expr) else {
            return self
                .text_of(expr, line, shown, meaning)
                .into_iter()
                .collect();
        };
        let texts = items.iter().filter_map(|item| {
            let line = item.line.max(line);
            self.text_of(item, line, shown, meaning)
        });
        let mut texts: Vec<String> = texts.collect();
        texts.dedup();
        texts
    }

    /// A switch that is set. Noted where it switches a check.
    pub(super) fn flag(&mut self, name: &str, meaning: &str) -> Option<bool> {
        let member = self.find(name)?;
        let shown = member.path.join(".");
        match self.source.value(&member.value) {
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
                self.draft
                    .unread(Some(member.line), &shown, "is neither true nor false");
                None
            }
            Err(reason) => {
                self.draft
                    .unread(Some(member.line), &shown, &reason.to_string());
                None
            }
        }
    }

    /// Seconds that are set, as a number, as `"5s"`, or as a span of time of C# or Python.
    pub(super) fn seconds(&mut self, name: &str) {
        let Some(member) = self.find(name) else {
            return;
        };
        let shown = member.path.join(".");
        match super::seconds::seconds(self.source, &member.value) {
            Some(seconds) => {
                self.draft.read(
                    member.line,
                    &shown,
                    &format!("{seconds} seconds"),
                    "the tolerance around the token's times",
                );
                self.draft.api.clock_skew = Some(seconds);
            }
            None => self.unread_value(&member, "is no span of time that this program understands"),
        }
    }

    /// Says of settings that are functions of their own that they decide unseen.
    pub(super) fn own_code(&mut self, names: &[(&str, &str)]) {
        for (name, what) in names {
            if let Some(member) = self.find(name) {
                let reason = format!("is code of your own: {what} can't be told from here");
                self.draft
                    .unread(Some(member.line), &member.path.join("."), &reason);
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
        let why = match self.source.value(&member.value) {
            Err(why) if why != Unresolved::Code => why.to_string(),
            _ => reason.to_owned(),
        };
        self.draft
            .unread(Some(member.line), &member.path.join("."), &why);
    }

    /// Adds accepted audiences.
    pub(super) fn audiences(&mut self, audiences: impl IntoIterator<Item = String>) {
        add_new(&mut self.draft.api.audiences, audiences);
    }

    /// Adds accepted issuers.
    pub(super) fn issuers(&mut self, issuers: impl IntoIterator<Item = String>) {
        add_new(&mut self.draft.api.issuers, issuers);
    }

    /// Adds keys that stand in the texts of these words, or the expression itself where it holds none.
    pub(super) fn pin(&mut self, member: &Member) {
        let shown = member.path.join(".");
        let text = self
            .source
            .text(&member.value)
            .ok()
            .or_else(|| self.first_key(&member.value));
        let pem = text.as_deref().and_then(pem_of);
        let found = text.is_some_and(|text| is_key(&text));
        if !found && pem.is_none() {
            self.unread_value(member, "is a key that comes from elsewhere");
            return;
        }
        self.draft.read(
            member.line,
            &shown,
            "(a key)",
            "a key that is never fetched again",
        );
        self.draft.api.keys.push(PinnedKey {
            name: "a key in the code".to_owned(),
            pem,
            line: member.line,
        });
    }

    /// The first key among the values that make up an expression.
    fn first_key(&self, expr: &Expr) -> Option<String> {
        let mut open = vec![expr.clone()];
        for _ in 0..64 {
            let next = open.pop()?;
            if let Ok(text) = self.source.text(&next)
                && is_key(&text)
            {
                return Some(text);
            }
            match next.kind {
                ExprKind::Call(call) => {
                    open.extend(call.of.map(|of| *of));
                    open.extend(call.args.into_iter().chain(call.init).map(|arg| arg.value));
                }
                ExprKind::Path(path) => open.extend(self.source.followed(&path)),
                ExprKind::List(items) => open.extend(items),
                _ => {}
            }
        }
        None
    }

    /// A metadata address that the code puts together somewhere to fetch it by itself, with its line.
    pub(super) fn fetched_metadata(&self) -> Option<(usize, String)> {
        const SIGN: &str = ".well-known/openid-configuration";
        if !self.source.quotes(SIGN) {
            return None;
        }
        let words = self.source.words.iter().enumerate();
        let texts = words.filter(|(at, word)| {
            let inside = at
                .checked_sub(1)
                .and_then(|before| self.source.words.get(before));
            matches!(word.kind, Kind::Text(_)) && !inside.is_some_and(|before| before.is("+"))
        });
        texts.take(MOST_TEXTS).find_map(|(at, word)| {
            let text = self.source.text(&self.source.expression_at(at)).ok()?;
            let fits = text.starts_with("http") && text.contains(SIGN) && !is_placeholder(&text);
            fits.then_some((word.line, text))
        })
    }

    /// Accepted issuers of a setting; where it names the issuer in the metadata that the code fetches,
    /// that one.
    pub(super) fn issuer_setting(&mut self, name: &str) {
        let member = self
            .find(name)
            .filter(|member| self.names_issuer(&member.value));
        if let Some(member) = member.filter(|_| self.fetched_metadata().is_some()) {
            let shown = member.path.join(".");
            let value = "the issuer in the metadata";
            self.draft
                .read(member.line, &shown, value, "the accepted issuer");
            self.draft.api.issuer_from_metadata = true;
            return;
        }
        let issuers = self.texts(name, "an accepted issuer");
        self.issuers(issuers);
    }

    /// `metadata.issuer`, `metadata["issuer"]`.
    fn names_issuer(&self, expr: &Expr) -> bool {
        if self.source.text(expr).is_ok() {
            return false;
        }
        match &expr.kind {
            ExprKind::Path(path) => {
                path.len() > 1 && path.last().is_some_and(|name| name == "issuer")
            }
            ExprKind::Index(_, key) => self.source.text(key).is_ok_and(|key| key == "issuer"),
            _ => false,
        }
    }

    /// The facts, with what is to be said about the text as a whole.
    pub(super) fn finish(mut self) -> Api {
        if let Some(line) = self.source.broken {
            self.draft.note(format!(
                "Brackets or quotes have no partner from line {line} on: the code may be incomplete, and \
                 so may be what was read."
            ));
        }
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

fn is_key(text: &str) -> bool {
    text.contains("-----BEGIN ") || text.starts_with("MII") && text.len() > 64
}

/// A certificate or public key as PEM; the bare base64 of one gets its first and last line. Private
/// keys are never kept.
fn pem_of(text: &str) -> Option<String> {
    if text.contains("PRIVATE KEY") || !is_key(text) {
        return None;
    }
    if text.contains("-----BEGIN ") {
        return Some(text.trim().to_owned());
    }
    // A public key begins with the sequence of its algorithm, a certificate does not.
    let label = if text.get(..16).is_some_and(|start| start.contains("ANBgkq")) {
        "PUBLIC KEY"
    } else {
        "CERTIFICATE"
    };
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    Some(format!(
        "-----BEGIN {label}-----\n{bare}\n-----END {label}-----"
    ))
}
