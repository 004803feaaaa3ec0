//! The calls in a text.

use super::expression::{Call, Expr, ExprKind, Member, Parser};
use super::lexer::Language;
use super::source::{Found, Source};

/// The most calls of one name that are looked at.
const MOST_CALLS: usize = 32;

impl Source {
    /// The calls of these names and the objects made of them, in the order of the text.
    pub(super) fn calls(&self, names: &[&str]) -> Vec<Found> {
        let places = self.words.iter().enumerate();
        let called = places.filter(|(_, word)| word.name().is_some_and(|n| names.contains(&n)));
        let found = called.filter_map(|(at, word)| {
            let (call, end) = self.call_at(at, word.name()?)?;
            Some(Found {
                call,
                line: word.line,
                range: at..end,
            })
        });
        found.take(MOST_CALLS).collect()
    }

    fn call_at(&self, at: usize, name: &str) -> Option<(Call, usize)> {
        let before = at
            .checked_sub(1)
            .and_then(|before| self.words.get(before)?.name());
        if matches!(
            before,
            Some("def" | "class" | "function" | "func" | "struct" | "type")
        ) {
            return None;
        }
        let made = before == Some("new");
        let start = if made { at - 1 } else { at + 1 };
        let mut parser = Parser::new(&self.words, start, self.language);
        let mut call = Call {
            path: vec![name.to_owned()],
            of: None,
            args: Vec::new(),
            init: Vec::new(),
        };
        if made {
            if let ExprKind::Call(object) = parser.expression().kind {
                call = Call {
                    path: call.path,
                    ..object
                };
            }
            return Some((call, parser.at));
        }
        parser.generics();
        if parser.peek_is("(") {
            call.args = parser.arguments();
        } else if parser.peek_is("{") && self.language == Language::Go {
            call.init = parser.braces();
        } else {
            return None;
        }
        Some((call, parser.at))
    }

    /// The values that a setting of that name gets anywhere in the text, `name: value` or `{ name }`,
    /// each with the place of its name.
    pub(super) fn set(&self, name: &str) -> Vec<(usize, Member)> {
        let mut all = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            let next = self.words.get(at + 1);
            let before = at.checked_sub(1).and_then(|before| self.words.get(before));
            let follows = |sign: &str| next.is_some_and(|next| next.is(sign));
            let begins = before.is_some_and(|before| before.is("{") || before.is(","));
            let value = if word.name() != Some(name) && !word.says(name) {
                continue;
            } else if follows(":") || follows("=") && before.is_some_and(|before| before.is(".")) {
                self.expression_at(at + 2)
            } else if begins && (follows(",") || follows("}")) && word.name().is_some() {
                Expr {
                    kind: ExprKind::Path(vec![name.to_owned()]),
                    line: word.line,
                }
            } else {
                continue;
            };
            if matches!(&value.kind, ExprKind::Path(path) if path.as_slice() == ["string"]) {
                // The type of a field in TypeScript.
                continue;
            }
            let path = vec![name.to_owned()];
            let line = word.line;
            all.push((at, Member { path, value, line }));
        }
        all.truncate(MOST_CALLS);
        all
    }

    /// What is assigned to the fields of a variable: `config.ClientID = …`.
    pub(super) fn fields_of(&self, variable: &str) -> Vec<Member> {
        let found = self.words.windows(4).enumerate().filter_map(|(at, four)| {
            let [own, dot, field, sign] = four else {
                return None;
            };
            let assigned = own.name() == Some(variable) && dot.is(".") && sign.is("=");
            Some(Member {
                path: vec![field.name().filter(|_| assigned)?.to_owned()],
                value: self.expression_at(at + 4),
                line: own.line,
            })
        });
        found.take(MOST_CALLS).collect()
    }

    /// What a name is imported from: `import name from "…"`.
    pub(super) fn imported(&self, name: &str) -> Option<String> {
        let found = self.words.windows(3).enumerate().find(|(_, three)| {
            matches!(three, [own, from, _] if own.name() == Some(name)
                && from.name() == Some("from"))
        });
        let (at, _) = found?;
        self.text(&self.expression_at(at + 2)).ok()
    }
}
