//! A text of code: its calls, its constants, and what they set.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Range;

use super::expression::{Call, Expr, ExprKind, Member, Parser};
use super::lexer::{Kind, Language, Word, words};

/// The most text that is read, in bytes.
const LONGEST: usize = 256 * 1024;
/// How far constants lead to other constants.
pub(super) const FARTHEST: u32 = 12;

/// How many steps are taken along constants in all.
const MOST_STEPS: u32 = 10_000;

/// The name of what is put in from elsewhere: what it sets isn't known.
pub(super) const OPEN: &str = "...";

/// How many words of an expression count as one step.
const WORDS_A_STEP: usize = 100;

/// A text of code.
pub(super) struct Source {
    /// Its language.
    pub(super) language: Language,
    /// Its words.
    pub(super) words: Vec<Word>,
    /// The line from which on brackets or quotes don't match.
    pub(super) broken: Option<usize>,
    constants: HashMap<String, Vec<Constant>>,
    /// How many more steps constants may be followed: text can be made to lead on without end.
    steps: Cell<u32>,
    /// Which defaults were taken, each with the name that it stands in for.
    pub(super) defaults: RefCell<Vec<(String, String)>>,
}

/// A value that is given a name.
struct Constant {
    /// Where the value begins.
    at: usize,
    /// Whether it is declared there, not just assigned.
    declared: bool,
}

/// A call in the text.
pub(super) struct Found {
    /// The call.
    pub(super) call: Call,
    /// Its line.
    pub(super) line: usize,
    /// Its words.
    pub(super) range: Range<usize>,
}

impl Source {
    /// Reads a text.
    pub(super) fn new(text: &str, language: Language) -> Self {
        let end = (0..=LONGEST.min(text.len()))
            .rev()
            .find(|end| text.is_char_boundary(*end));
        let text = end.and_then(|end| text.get(..end)).unwrap_or(text);
        let (words, unclosed) = words(text, language);
        let broken = [unclosed, unbalanced(&words)].into_iter().flatten().min();
        let mut source = Self {
            language,
            words,
            broken,
            constants: HashMap::new(),
            steps: Cell::new(MOST_STEPS),
            defaults: RefCell::default(),
        };
        source.collect_constants();
        source
    }

    /// Whether a name stands there as code.
    pub(super) fn names(&self, name: &str) -> bool {
        self.words.iter().any(|word| word.name() == Some(name))
    }

    /// Whether a string holds that text.
    pub(super) fn quotes(&self, text: &str) -> bool {
        self.words.iter().any(|word| word.holds(text))
    }

    /// The expression that begins at a word.
    pub(super) fn expression_at(&self, at: usize) -> Expr {
        let mut parser = Parser::new(&self.words, at, self.language);
        let expr = parser.expression();
        let taken = u32::try_from(parser.at.saturating_sub(at) / WORDS_A_STEP).unwrap_or(u32::MAX);
        self.steps.set(self.steps.get().saturating_sub(taken));
        expr
    }

    /// The value of a name: what was declared rather than what was assigned.
    pub(super) fn constant(&self, name: &str) -> Option<Expr> {
        let all = self.constants.get(name).filter(|_| self.steps.get() > 0)?;
        let best = all
            .iter()
            .find(|constant| constant.declared)
            .or(all.first())?;
        let value = self.expression_at(best.at);
        let empty = matches!(value.kind, ExprKind::Nothing) || is_empty_text(&value);
        // A field that is declared empty is filled later.
        let filled = all
            .iter()
            .find(|constant| !constant.declared)
            .filter(|_| empty);
        Some(filled.map_or(value, |constant| self.expression_at(constant.at)))
    }

    /// The words of the value that a name is given: the last time before a place, or else the first
    /// time.
    pub(super) fn assigned(&self, name: &str, before: usize) -> Option<Range<usize>> {
        let all = self.constants.get(name)?;
        let last = all.iter().rev().find(|constant| constant.at < before);
        let at = last.or(all.first())?.at;
        let mut parser = Parser::new(&self.words, at, self.language);
        let range = match parser.expression().kind {
            ExprKind::Block(range) => range,
            _ => at..parser.at,
        };
        Some(range)
    }

    /// Takes one step; false where there are no more.
    pub(super) fn step(&self) -> bool {
        let left = self.steps.get();
        self.steps.set(left.saturating_sub(1));
        left > 0
    }

    /// What an expression sets: the members of an object, of a block of code, or of the constant
    /// that a name stands for. Members of members follow their own.
    pub(super) fn settings(&self, expr: &Expr) -> Vec<Member> {
        let mut settings = Vec::new();
        self.collect_settings(expr, &[], &mut settings, 0);
        settings
    }

    fn collect_settings(&self, expr: &Expr, lead: &[String], into: &mut Vec<Member>, depth: u32) {
        if depth > FARTHEST || !self.step() {
            return;
        }
        match &expr.kind {
            ExprKind::Object(members) => self.add_all(members, lead, into, depth),
            ExprKind::Call(call) => {
                let named = call.args.iter().filter(|arg| !arg.path.is_empty());
                let named: Vec<Member> = named.cloned().collect();
                self.add_all(&named, lead, into, depth);
                self.add_all(&call.init, lead, into, depth);
            }
            // Functions inside settings, such as those for events, set nothing of these.
            ExprKind::Block(range) if lead.is_empty() => {
                let members = self.assignments(range.clone());
                self.add_all(&members, lead, into, depth);
            }
            ExprKind::Path(path) => {
                if let Some(value) = self.followed(path) {
                    self.collect_settings(&value, lead, into, depth + 1);
                }
            }
            ExprKind::Spread(inner) => {
                let before = into.len();
                self.collect_settings(inner, lead, into, depth + 1);
                if into.len() == before && !matches!(inner.kind, ExprKind::Object(_)) {
                    let path = lead.iter().cloned().chain([OPEN.to_owned()]).collect();
                    into.push(Member {
                        path,
                        value: (**inner).clone(),
                        line: expr.line,
                    });
                }
            }
            _ => {}
        }
    }

    fn add_all(&self, members: &[Member], lead: &[String], into: &mut Vec<Member>, depth: u32) {
        for member in members {
            if member.path.is_empty() {
                self.collect_settings(&member.value, lead, into, depth + 1);
                continue;
            }
            let path: Vec<String> = lead.iter().chain(&member.path).cloned().collect();
            into.push(Member {
                path: path.clone(),
                ..member.clone()
            });
            self.collect_settings(&member.value, &path, into, depth + 1);
        }
    }

    /// The value at the end of a path that begins with a constant.
    pub(super) fn followed(&self, path: &[String]) -> Option<Expr> {
        let (first, rest) = path.split_first()?;
        let mut value = self.constant(first)?;
        for name in rest {
            let (ExprKind::Object(members) | ExprKind::Call(Call { init: members, .. })) =
                value.kind
            else {
                return None;
            };
            let found = members.into_iter().find(|m| m.path.last() == Some(name))?;
            value = found.value;
        }
        Some(value)
    }

    /// What a block of code assigns to members: `options.Authority = …`.
    fn assignments(&self, range: Range<usize>) -> Vec<Member> {
        let mut members = Vec::new();
        let words = self.words.get(..range.end).unwrap_or(&self.words);
        let mut parser = Parser::new(words, range.start, self.language);
        while let Some(word) = parser.peek() {
            parser.at += 1;
            let Some(first) = word.name() else {
                continue;
            };
            let mut path = vec![first.to_owned()];
            while parser.eat(".") || parser.eat("?.") {
                path.extend(parser.peek_name().map(str::to_owned));
                parser.at += 1;
            }
            if path.len() > 1 && parser.eat("=") {
                let value = parser.expression();
                path.remove(0);
                members.push(Member {
                    path,
                    value,
                    line: word.line,
                });
            }
        }
        members
    }

    fn collect_constants(&mut self) {
        let mut constants: HashMap<String, Vec<Constant>> = HashMap::new();
        let mut round = 0_usize;
        for (at, word) in self.words.iter().enumerate() {
            match word.kind {
                Kind::Sign("(") => round += 1,
                Kind::Sign(")") => round = round.saturating_sub(1),
                _ => {}
            }
            let Some(name) = word.name() else { continue };
            if let Some(constant) = self.constant_at(at, round == 0) {
                constants.entry(name.to_owned()).or_default().push(constant);
            }
        }
        self.constants = constants;
    }

    /// Whether the name at a place is given a value there.
    fn constant_at(&self, at: usize, outside: bool) -> Option<Constant> {
        let word = |index: usize| self.words.get(index);
        let before = at.checked_sub(1).and_then(word);
        if before.is_some_and(|word| word.is(".")) {
            return None;
        }
        let sign = self.after_type(at)?;
        let declared = match self.language {
            Language::Python => outside && word(at)?.first,
            Language::Go => {
                word(sign)?.is(":=")
                    || before.is_some_and(|b| matches!(b.name(), Some("const" | "var")))
                    || word(at)?.first
            }
            Language::JavaScript => {
                before.is_some_and(|b| matches!(b.name(), Some("const" | "let" | "var")))
            }
            Language::CSharp => before.is_some_and(|b| {
                b.is(">")
                    || b.is("]")
                    || b.is("?")
                    || b.name().is_some_and(|n| {
                        !matches!(n, "async" | "static" | "return" | "await" | "new")
                    })
            }),
        };
        let arrow = word(sign)?.is("=>");
        let possible = match self.language {
            Language::Python | Language::Go => declared,
            Language::JavaScript => !arrow && (declared || outside),
            Language::CSharp => declared || !arrow && outside,
        };
        possible.then_some(Constant {
            at: sign + 1,
            declared,
        })
    }

    /// Where the sign stands that gives the name at a place its value; a type may stand between.
    fn after_type(&self, at: usize) -> Option<usize> {
        let is = |index: usize, sign: &str| self.words.get(index).is_some_and(|w| w.is(sign));
        let next = at + 1;
        if is(next, "=") || is(next, ":=") || self.language == Language::CSharp && is(next, "=>") {
            return Some(next);
        }
        let far = (next + 1..next + 16).find(|index| {
            let word = self.words.get(*index);
            word.is_none_or(|w| {
                w.is("=") || w.is(":=") || w.is(";") || w.is("(") || w.first && !w.is("=")
            })
        })?;
        let ends = |sign: &str| is(far, sign).then_some(far);
        match self.language {
            Language::JavaScript | Language::Python if is(next, ":") => ends("="),
            Language::Go if is(next, ",") => ends(":="),
            Language::Go
                if self
                    .words
                    .get(next)
                    .is_some_and(|w| !w.first && w.name().is_some()) =>
            {
                ends("=")
            }
            Language::CSharp if is(next, "{") => {
                let get = self.words.get(next + 1).and_then(Word::name);
                let close = (next..next + 10).find(|index| is(*index, "}"))?;
                (matches!(get, Some("get" | "init" | "set")) && is(close + 1, "="))
                    .then_some(close + 1)
            }
            _ => None,
        }
    }
}

fn is_empty_text(value: &Expr) -> bool {
    let ExprKind::Text(parts) = &value.kind else {
        return false;
    };
    parts
        .iter()
        .all(|part| matches!(part, super::expression::Part::Text(t) if t.is_empty()))
}

/// The line of the first bracket that has no other.
fn unbalanced(words: &[Word]) -> Option<usize> {
    let mut open: Vec<(&str, usize)> = Vec::new();
    for word in words {
        let Kind::Sign(sign) = word.kind else {
            continue;
        };
        match sign {
            "(" => open.push((")", word.line)),
            "[" => open.push(("]", word.line)),
            "{" => open.push(("}", word.line)),
            ")" | "]" | "}" if open.pop().is_none_or(|(close, _)| close != sign) => {
                return Some(word.line);
            }
            _ => {}
        }
    }
    open.first().map(|(_, line)| *line)
}
