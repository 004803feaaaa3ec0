//! Claims that the code looks at by itself once a token is verified.

use std::collections::HashSet;
use std::ops::Range;

use super::expression::ExprKind;
use super::form::Form;
use super::source::{Found, Source};
use crate::api::About;

/// How many words behind a check are looked at, and how many a condition may have.
const FARTHEST: usize = 400;
const LONGEST_CONDITION: usize = 40;

impl Form<'_> {
    /// Says of conditions on the verified claims that what they ask for isn't known.
    pub(super) fn own_checks(&mut self, call: &Found) {
        let source = self.source;
        self.conditions_on(&source.results_of(call), call.range.end);
        if let Some((result, body)) = source.called_back(call) {
            self.conditions_on(&[result], body);
        }
    }

    /// Says so of the conditions on these names behind a place.
    fn conditions_on(&mut self, results: &[String], from: usize) {
        if results.is_empty() {
            return;
        }
        let source = self.source;
        let mut told = HashSet::new();
        for condition in source.conditions(from) {
            for at in condition {
                let Some((line, name)) = source.member_of(results, at) else {
                    continue;
                };
                if told.insert((line, name.clone())) {
                    let reason = "is looked at by code of your own: what it asks for can't be told \
                                  from here";
                    self.draft
                        .undecided(About::Claims, Some(line), &name, reason);
                }
            }
        }
    }
}

impl Source {
    /// The names that a call's result is given in its own line: `const { payload } = await …`.
    fn results_of(&self, call: &Found) -> Vec<String> {
        let mut names = Vec::new();
        let mut behind = true;
        for at in (0..call.range.start).rev() {
            let Some(word) = self.words.get(at).filter(|word| word.line == call.line) else {
                break;
            };
            if word.is(";") || word.is("=>") {
                break;
            }
            if word.is("=") {
                behind = false;
            } else if !behind {
                names.extend(word.name().map(str::to_owned));
            }
        }
        names.retain(|name| !matches!(name.as_str(), "const" | "let" | "var"));
        names
    }

    /// What a function that is handed over gets as its second value, `(err, claims) => { … }`, and where
    /// its body begins.
    fn called_back(&self, call: &Found) -> Option<(String, usize)> {
        let ExprKind::Block(body) = &call.call.args.last()?.value.kind else {
            return None;
        };
        let before = self.words.get(call.range.start..body.start)?;
        let open = before.iter().rposition(|word| word.is("("))?;
        let mut values = before.get(open + 1..)?.iter();
        values.find(|word| word.is(","))?;
        let name = values.next()?.name()?;
        Some((name.to_owned(), body.start))
    }

    /// The words of the conditions behind a place, up to the next function.
    fn conditions(&self, from: usize) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        for at in from..self.words.len().min(from + FARTHEST) {
            match self.words.get(at).and_then(|word| word.name()) {
                Some("function" | "def" | "class") => break,
                Some("if" | "assert") => {
                    let rest = self.words.iter().enumerate().skip(at + 1);
                    let mut rest = rest.take(LONGEST_CONDITION);
                    let end = rest.find(|(_, word)| word.is("{") || word.is(";") || word.first);
                    let end = end.map_or(at + LONGEST_CONDITION, |(end, _)| end);
                    all.push(at + 1..end.min(self.words.len()));
                }
                _ => {}
            }
        }
        all
    }

    /// The member of one of these names that stands at a place, with its line: `payload.azp`,
    /// `claims["scp"]`.
    fn member_of(&self, names: &[String], at: usize) -> Option<(usize, String)> {
        let word = |index: usize| self.words.get(index);
        let own = word(at)?;
        let name = own.name().filter(|name| names.iter().any(|n| n == name))?;
        let before = at.checked_sub(1).and_then(word);
        if before.is_some_and(|before| before.is(".")) {
            return None;
        }
        let sign = word(at + 1)?;
        if sign.is(".") || sign.is("?.") {
            let member = word(at + 2)?.name()?;
            return Some((own.line, format!("{name}.{member}")));
        }
        sign.is("[").then(|| (own.line, format!("{name}[…]")))
    }
}
