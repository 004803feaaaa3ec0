//! Words of code → expressions, as far as configuration needs them.

use std::ops::Range;

use super::lexer::{Kind, Language, Piece, Word};

/// An expression and the line in which it begins.
#[derive(Debug, Clone)]
pub(super) struct Expr {
    /// What it is.
    pub(super) kind: ExprKind,
    /// Its line, counted from 1.
    pub(super) line: usize,
}

/// What an expression is.
#[derive(Debug, Clone)]
pub(super) enum ExprKind {
    /// A string in parts.
    Text(Vec<Part>),
    /// A number as it stands there.
    Number(String),
    /// True or false.
    Flag(bool),
    /// `null`, `None`, `nil`, `undefined`.
    Nothing,
    /// Names with dots between them.
    Path(Vec<String>),
    /// A member of something that isn't a name.
    Member(Box<Expr>, String),
    /// Something in square brackets behind something.
    Index(Box<Expr>, Box<Expr>),
    /// A call, or a new object.
    Call(Call),
    /// A list.
    List(Vec<Expr>),
    /// Members in braces.
    Object(Vec<Member>),
    /// Values one after another with `+`.
    Sum(Vec<Expr>),
    /// Two numbers with `*`.
    Product(Box<Expr>, Box<Expr>),
    /// A value, and the one that is taken where the first is missing.
    Or(Box<Expr>, Box<Expr>),
    /// A format and its values: `%` of Python.
    Format(Box<Expr>, Box<Expr>),
    /// A regular expression, with its slashes and flags.
    Pattern(String),
    /// What stands in another list or object is put in here: `...x`, `*x`, `**x`.
    Spread(Box<Expr>),
    /// A function written in place: the words of its body.
    Block(Range<usize>),
    /// Anything else.
    Code,
}

/// A part of a string.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// Its own characters.
    Text(String),
    /// An expression whose value stands there.
    Hole(Expr),
    /// The closing quote is missing.
    Unclosed,
}

/// A call, or a new object.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// What is called, names with dots between them.
    pub(super) path: Vec<String>,
    /// What the called thing is a member of, where that is itself no name.
    pub(super) of: Option<Box<Expr>>,
    /// What is handed over.
    pub(super) args: Vec<Member>,
    /// The members that are set behind it in braces.
    pub(super) init: Vec<Member>,
}

/// A named or unnamed value in brackets.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// The names that lead to it; empty for an unnamed one.
    pub(super) path: Vec<String>,
    /// Its value.
    pub(super) value: Expr,
    /// The line of its name.
    pub(super) line: usize,
}

/// How deep expressions may stand in each other.
pub(super) const DEEPEST: u32 = 40;

/// Reads expressions. Every step that can repeat takes at least one word.
pub(super) struct Parser<'a> {
    pub(super) words: &'a [Word],
    pub(super) at: usize,
    pub(super) language: Language,
    pub(super) depth: u32,
    /// Whether it reads an expression in a string.
    inside: bool,
}

impl<'a> Parser<'a> {
    /// Begins at a word.
    pub(super) fn new(words: &'a [Word], at: usize, language: Language) -> Self {
        Self {
            words,
            at,
            language,
            depth: 0,
            inside: false,
        }
    }

    pub(super) fn peek(&self) -> Option<&'a Word> {
        self.words.get(self.at)
    }

    pub(super) fn peek_is(&self, sign: &str) -> bool {
        self.peek().is_some_and(|word| word.is(sign))
    }

    pub(super) fn peek_name(&self) -> Option<&'a str> {
        self.peek().and_then(Word::name)
    }

    pub(super) fn eat(&mut self, sign: &str) -> bool {
        let found = self.peek_is(sign);
        self.at += usize::from(found);
        found
    }

    pub(super) fn eat_name(&mut self, names: &[&str]) -> bool {
        let found = self.peek_name().is_some_and(|name| names.contains(&name));
        self.at += usize::from(found);
        found
    }

    pub(super) fn line(&self) -> usize {
        self.peek()
            .or(self.words.last())
            .map_or(1, |word| word.line)
    }

    /// Reads one expression. Where none stands, nothing is taken.
    pub(super) fn expression(&mut self) -> Expr {
        let line = self.line();
        if self.depth >= DEEPEST {
            self.skip_value();
            return expr(ExprKind::Code, line);
        }
        self.depth += 1;
        let first = self.operand();
        let whole = self.operators(first);
        self.depth -= 1;
        whole
    }

    /// A value with what stands before and behind it.
    pub(super) fn operand(&mut self) -> Expr {
        let line = self.line();
        if self.spread() && self.depth < DEEPEST {
            self.depth += 1;
            let inner = self.operand();
            self.depth -= 1;
            return expr(ExprKind::Spread(Box::new(inner)), line);
        }
        while self.eat_name(&["await", "async", "static", "ref", "out", "in"]) || self.eat("...") {}
        if self.eat("!") || self.eat("-") || self.eat_name(&["not", "typeof"]) {
            self.guarded_operand();
            return expr(ExprKind::Code, line);
        }
        while self.eat("&") || self.eat("*") || self.eat("**") {}
        let first = self.primary();
        self.postfix(first)
    }

    /// Takes the sign that puts a whole list or object in place.
    fn spread(&mut self) -> bool {
        match self.language {
            Language::JavaScript => self.eat("..."),
            Language::Python => self.eat("**") || self.eat("*"),
            Language::CSharp | Language::Go => false,
        }
    }

    fn guarded_operand(&mut self) {
        self.depth += 1;
        if self.depth < DEEPEST {
            self.operand();
        }
        self.depth -= 1;
    }

    fn primary(&mut self) -> Expr {
        let line = self.line();
        let Some(word) = self.peek() else {
            return expr(ExprKind::Code, line);
        };
        let kind = match &word.kind {
            Kind::Text(pieces) => {
                self.at += 1;
                self.text(pieces)
            }
            Kind::Number(number) => {
                self.at += 1;
                ExprKind::Number(number.clone())
            }
            Kind::Pattern(pattern) => {
                self.at += 1;
                ExprKind::Pattern(pattern.clone())
            }
            Kind::Name(name) => self.named(name),
            Kind::Sign("(") => self.parenthesis(),
            Kind::Sign("[") => self.square(),
            Kind::Sign("{") => self.object(),
            Kind::Sign(_) => ExprKind::Code,
        };
        expr(kind, line)
    }

    /// A string, and in Python the strings behind it.
    fn text(&mut self, pieces: &[Piece]) -> ExprKind {
        let mut parts = self.parts(pieces);
        while self.language == Language::Python
            && let Some(Kind::Text(more)) = self.peek().map(|word| &word.kind)
        {
            self.at += 1;
            parts.extend(self.parts(more));
        }
        ExprKind::Text(parts)
    }

    fn parts(&self, pieces: &[Piece]) -> Vec<Part> {
        let part = |piece: &Piece| match piece {
            Piece::Text(text) => Part::Text(text.clone()),
            Piece::Unclosed => Part::Unclosed,
            Piece::Hole(words) => {
                let mut inner = Parser::new(words, 0, self.language);
                inner.depth = self.depth + 1;
                inner.inside = true;
                Part::Hole(inner.expression())
            }
        };
        pieces.iter().map(part).collect()
    }

    fn named(&mut self, name: &str) -> ExprKind {
        self.at += 1;
        match name {
            "true" | "True" => ExprKind::Flag(true),
            "false" | "False" => ExprKind::Flag(false),
            "null" | "None" | "nil" | "undefined" => ExprKind::Nothing,
            "new" if matches!(self.language, Language::CSharp | Language::JavaScript) => {
                self.new_object()
            }
            "lambda" if self.language == Language::Python => {
                self.skip_until(":");
                self.eat(":");
                self.expression();
                ExprKind::Code
            }
            "function" | "func" | "delegate" => self.function(),
            _ => ExprKind::Path(vec![name.to_owned()]),
        }
    }

    /// `new T<…>(…) { … }`, `new() { … }`, `new[] { … }`.
    fn new_object(&mut self) -> ExprKind {
        let mut path = Vec::new();
        while let Some(name) = self.peek_name() {
            path.push(name.to_owned());
            self.at += 1;
            if !self.eat(".") {
                break;
            }
        }
        self.generics();
        while self.eat("[") {
            self.skip_to_close("]");
        }
        let args = if self.peek_is("(") {
            self.arguments()
        } else {
            Vec::new()
        };
        let object = ExprKind::Call(Call {
            path,
            of: None,
            args,
            init: Vec::new(),
        });
        if self.peek_is("{") {
            let init = self.braces();
            return with_members(expr(object, 0), init);
        }
        object
    }

    fn function(&mut self) -> ExprKind {
        if self.peek_name().is_some() {
            self.at += 1;
        }
        if self.eat("(") {
            self.skip_to_close(")");
        }
        if self.peek_is("{") {
            self.body()
        } else {
            ExprKind::Code
        }
    }

    /// What stands behind an arrow: a block, or one statement.
    pub(super) fn body(&mut self) -> ExprKind {
        let start = self.at;
        let body = if self.eat("{") {
            start + 1..self.skip_to_close("}")
        } else {
            self.expression();
            if self.eat("=") {
                self.expression();
            }
            start..self.at
        };
        // Words of a string's expression have no place of their own in the text.
        if self.inside {
            ExprKind::Code
        } else {
            ExprKind::Block(body)
        }
    }
}

/// An expression of a kind.
pub(super) fn expr(kind: ExprKind, line: usize) -> Expr {
    Expr { kind, line }
}

/// What a collection is filled with beside its braces: `new List<string>(issuers) { "…" }`. A number is
/// its room, a comparer says how its values are compared.
fn copied(collection: Expr) -> Vec<Expr> {
    let ExprKind::Call(call) = collection.kind else {
        return Vec::new();
    };
    let args = call.args.into_iter().filter(|arg| match &arg.value.kind {
        ExprKind::Path(path) => !path.iter().any(|name| name.contains("Comparer")),
        ExprKind::Call(_) | ExprKind::List(_) | ExprKind::Member(..) => true,
        _ => false,
    });
    args.map(|arg| Expr {
        line: arg.value.line,
        kind: ExprKind::Spread(Box::new(arg.value)),
    })
    .collect()
}

/// A new object with its members; a list where they have no names.
pub(super) fn with_members(left: Expr, init: Vec<Member>) -> ExprKind {
    if !init.is_empty() && init.iter().all(|member| member.path.is_empty()) {
        let own = init.into_iter().map(|one| one.value);
        return ExprKind::List(copied(left).into_iter().chain(own).collect());
    }
    match left.kind {
        ExprKind::Call(call) => ExprKind::Call(Call { init, ..call }),
        ExprKind::Path(path) => ExprKind::Call(Call {
            path,
            of: None,
            args: Vec::new(),
            init,
        }),
        _ => ExprKind::Object(init),
    }
}
