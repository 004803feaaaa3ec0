//! What stands in brackets: arguments, members, elements; and how to get past what isn't understood.

use super::expression::{Call, DEEPEST, Expr, ExprKind, Member, Parser, expr};
use super::lexer::{Kind, Language, Word};

/// The most words between angle brackets that are taken for type parameters.
const LONGEST_GENERICS: usize = 24;

impl Parser<'_> {
    /// A value in parentheses, several of them, a cast, or the parameters of a function.
    pub(super) fn parenthesis(&mut self) -> ExprKind {
        let mut values = self.arguments();
        if self.peek_is("=>") {
            return ExprKind::Code;
        }
        let cast =
            matches!(values.as_slice(), [one] if matches!(one.value.kind, ExprKind::Path(_)));
        let follows = self
            .peek()
            .is_some_and(|word| !word.first && !matches!(word.kind, Kind::Sign(_)));
        if cast && follows && self.depth < DEEPEST && self.language == Language::CSharp {
            self.depth += 1;
            let value = self.operand();
            self.depth -= 1;
            return value.kind;
        }
        match values.len() {
            1 => values.pop().map_or(ExprKind::Code, |one| one.value.kind),
            _ => ExprKind::List(values.into_iter().map(|one| one.value).collect()),
        }
    }

    /// A list; in Go the type of one, with the list behind it.
    pub(super) fn square(&mut self) -> ExprKind {
        let values = self.list("[", "]");
        if values.is_empty() && self.language == Language::Go && self.peek_name().is_some() {
            self.at += 1;
            if self.eat(".") {
                self.at += 1;
            }
            return if self.peek_is("{") {
                self.object()
            } else {
                ExprKind::Code
            };
        }
        ExprKind::List(values.into_iter().map(|one| one.value).collect())
    }

    pub(super) fn object(&mut self) -> ExprKind {
        let members = self.braces();
        let spread = |member: &Member| matches!(member.value.kind, ExprKind::Spread(_));
        let named = self.language == Language::JavaScript
            || members
                .iter()
                .any(|member| !member.path.is_empty() || spread(member));
        if !members.is_empty() && !named {
            return ExprKind::List(members.into_iter().map(|one| one.value).collect());
        }
        ExprKind::Object(members)
    }

    /// Arguments, from the opening parenthesis on.
    pub(super) fn arguments(&mut self) -> Vec<Member> {
        self.list("(", ")")
    }

    /// Members in braces, from the opening one on.
    pub(super) fn braces(&mut self) -> Vec<Member> {
        self.list("{", "}")
    }

    /// Values in brackets with commas between them, named or not.
    pub(super) fn list(&mut self, open: &str, close: &'static str) -> Vec<Member> {
        let mut members = Vec::new();
        self.eat(open);
        while let Some(word) = self.peek() {
            let before = self.at;
            if word.is(close) {
                self.at += 1;
                break;
            }
            if ends_outer(word) {
                // The bracket was never closed: what stands outside isn't part of it.
                break;
            }
            if !self.eat(",") && !self.eat(";") {
                members.extend(self.member(close));
                if !self.begins_member() && !self.peek_is(close) {
                    self.skip_value();
                }
            }
            if self.at == before {
                self.at += 1;
            }
        }
        members
    }

    /// Whether a member ends here: at a comma, or where the next one begins although its comma is
    /// missing.
    fn begins_member(&self) -> bool {
        let Some(word) = self.peek() else {
            return false;
        };
        let next = self.words.get(self.at + 1);
        let named = matches!(word.kind, Kind::Name(_) | Kind::Text(_));
        let sets = next.is_some_and(|next| next.is(":") || next.is("="));
        word.is(",") || word.is(";") || word.first && named && sets
    }

    /// One value with its name, where it has one.
    fn member(&mut self, close: &str) -> Option<Member> {
        let line = self.line();
        let path = self.member_name(close);
        if path.is_empty() {
            let spread = self.peek_is("...") || self.peek_is("**");
            let before = self.at;
            let value = self.expression();
            return (self.at > before)
                .then(|| unnamed(value, line, spread || close != "}", self.language));
        }
        let value = self.expression();
        Some(Member { path, value, line })
    }

    /// The name before `=` or `:`, and that sign.
    fn member_name(&mut self, close: &str) -> Vec<String> {
        let start = self.at;
        let mut path = Vec::new();
        match self.peek().map(|word| &word.kind) {
            Some(Kind::Name(_)) => {
                while let Some(name) = self.peek_name() {
                    path.push(name.to_owned());
                    self.at += 1;
                    if !self.eat(".") {
                        break;
                    }
                }
            }
            Some(Kind::Text(_)) if close == "}" => {
                path.extend(self.peek().and_then(plain_text));
                self.at += 1;
            }
            Some(Kind::Sign("[")) if close == "}" => {
                // `["name"] = value` of C#.
                self.at += 1;
                path.extend(self.peek().and_then(plain_text));
                self.at += usize::from(!path.is_empty());
                if !self.eat("]") {
                    path.clear();
                }
            }
            _ => {}
        }
        if !path.is_empty() && (self.eat("=") || self.eat(":")) {
            return path;
        }
        self.at = start;
        Vec::new()
    }

    /// Takes type parameters, where they stand here and a bracket or a name's end follows.
    pub(super) fn generics(&mut self) -> bool {
        let mut open = 0_usize;
        for (taken, word) in self
            .words
            .iter()
            .skip(self.at)
            .take(LONGEST_GENERICS)
            .enumerate()
        {
            match &word.kind {
                Kind::Sign("<") => open += 1,
                Kind::Sign(">") => open = open.saturating_sub(1),
                Kind::Name(_) | Kind::Sign("," | "." | "?" | "[" | "]" | "|") if open > 0 => {}
                _ => return false,
            }
            if open == 0 {
                let next = self.words.get(self.at + taken + 1);
                let fits = next.is_some_and(|w| w.is("(") || w.is("{") || w.is("["));
                self.at += if fits { taken + 1 } else { 0 };
                return fits;
            }
        }
        false
    }

    /// Skips to where the value ends: a comma, a semicolon or a closing bracket of its own level.
    pub(super) fn skip_value(&mut self) {
        let mut open = 0_usize;
        while let Some(word) = self.peek() {
            if open == 0 && (word.is(",") || word.is(";")) {
                return;
            }
            match word.kind {
                Kind::Sign("(" | "[" | "{") => open += 1,
                Kind::Sign(")" | "]" | "}") if open == 0 => return,
                Kind::Sign(")" | "]" | "}") => open -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Skips to a sign of its own level, and not past the value's end.
    pub(super) fn skip_until(&mut self, sign: &str) {
        while let Some(word) = self.peek() {
            if word.is(sign) || [")", "]", "}", ";"].iter().any(|end| word.is(end)) {
                return;
            }
            self.at += 1;
        }
    }

    /// Skips past the bracket that closes what was opened; where that bracket stood.
    pub(super) fn skip_to_close(&mut self, close: &str) -> usize {
        let mut open = 0_usize;
        while let Some(word) = self.peek() {
            match word.kind {
                Kind::Sign("(" | "[" | "{") => open += 1,
                Kind::Sign(sign @ (")" | "]" | "}")) if open == 0 => {
                    let end = self.at;
                    self.at += usize::from(sign == close);
                    return end;
                }
                Kind::Sign(")" | "]" | "}") => open -= 1,
                _ => {}
            }
            self.at += 1;
        }
        self.at
    }
}

/// Whether a word closes another bracket than the one that is read.
fn ends_outer(word: &Word) -> bool {
    [")", "]", "}"].iter().any(|sign| word.is(sign))
}

/// A value without a name; in an object of JavaScript its own name is its name.
fn unnamed(value: Expr, line: usize, bare: bool, language: Language) -> Member {
    let short = language == Language::JavaScript && !bare;
    let path = match &value.kind {
        ExprKind::Path(path) if short && path.len() == 1 => path.clone(),
        // A method: `name(…) { … }`.
        ExprKind::Call(Call { path, .. }) if short => {
            let path = path.clone();
            return Member {
                path,
                value: expr(ExprKind::Code, line),
                line,
            };
        }
        _ => Vec::new(),
    };
    Member { path, value, line }
}

/// The text of a string without expressions.
fn plain_text(word: &Word) -> Option<String> {
    let Kind::Text(pieces) = &word.kind else {
        return None;
    };
    match pieces.as_slice() {
        [super::lexer::Piece::Text(text)] => Some(text.clone()),
        _ => None,
    }
}
