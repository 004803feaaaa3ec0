//! What stands behind a value: members, calls, indexes, operators.

use super::expression::{Call, Expr, ExprKind, Member, Parser, expr, with_members};
use super::lexer::{Kind, Language};

/// The most members, calls and operators behind one value.
const LONGEST_CHAIN: usize = 200;

impl Parser<'_> {
    /// What follows an operand: sums, fallbacks, anything else.
    pub(super) fn operators(&mut self, first: Expr) -> Expr {
        let line = first.line;
        let mut left = first;
        let mut links = 0_usize;
        while let Some(word) = self.peek() {
            links += 1;
            left = shortened(left, links);
            let sign = match &word.kind {
                Kind::Sign(sign) => *sign,
                Kind::Name(name) => name.as_str(),
                _ => return left,
            };
            left = match sign {
                "+" | "??" | "||" | "or" | "%" => {
                    self.at += 1;
                    let right = self.operand();
                    expr(join(sign, left, right), line)
                }
                "*" => {
                    self.at += 1;
                    let right = self.operand();
                    expr(ExprKind::Product(Box::new(left), Box::new(right)), line)
                }
                "as" | "satisfies" => {
                    self.at += 1;
                    self.operand();
                    left
                }
                "if" if self.language != Language::Python || word.first => return left,
                _ if self.decision(sign) => expr(ExprKind::Code, line),
                _ => return left,
            };
        }
        left
    }

    /// Takes a choice, a comparison or arithmetic, with what stands behind it: only code knows the
    /// result.
    fn decision(&mut self, sign: &str) -> bool {
        match sign {
            "?" | "if" => {
                self.at += 1;
                self.expression();
                if self.eat(":") || self.eat_name(&["else"]) {
                    self.expression();
                }
            }
            "==" | "!=" | "===" | "!==" | "<" | ">" | "<=" | ">=" | "&&" | "-" | "/" | "&"
            | "|" | "and" | "is" | "in" => {
                self.at += 1;
                self.operand();
            }
            _ => return false,
        }
        true
    }

    /// Members, calls and indexes behind a value.
    pub(super) fn postfix(&mut self, first: Expr) -> Expr {
        let line = first.line;
        let mut left = first;
        let mut links = 0_usize;
        loop {
            links += 1;
            left = shortened(left, links);
            let same_line = self.on_line();
            left = if self.peek_is(".") || self.peek_is("?.") {
                self.at += 1;
                let Some(name) = self.peek_name() else {
                    return left;
                };
                self.at += 1;
                expr(member(left, name), line)
            } else if same_line && self.peek_is("<") && self.generics() {
                left
            } else if same_line && self.peek_is("(") {
                let args = self.arguments();
                expr(called(left, args), line)
            } else if same_line && self.peek_is("[") {
                self.at += 1;
                let index = self.expression();
                self.skip_to_close("]");
                expr(ExprKind::Index(Box::new(left), Box::new(index)), line)
            } else if self.peek_is("{") && self.takes_members(&left) {
                let init = self.braces();
                expr(with_members(left, init), line)
            } else if self.peek_is("!") {
                self.at += 1;
                left
            } else if self.peek_is("=>") {
                self.at += 1;
                expr(self.body(), line)
            } else {
                return left;
            };
        }
    }

    /// Whether the next word stands in the line of the last one.
    fn on_line(&self) -> bool {
        let last = self.at.checked_sub(1).and_then(|last| self.words.get(last));
        last.map(|word| word.line) == self.peek().map(|word| word.line)
    }

    /// Whether braces behind a value set its members: `T{…}` of Go.
    fn takes_members(&self, left: &Expr) -> bool {
        let names_type = |path: &[String]| {
            path.len() > 1
                || path
                    .iter()
                    .any(|name| name.starts_with(|c: char| c.is_uppercase()))
        };
        self.language == Language::Go
            && matches!(&left.kind, ExprKind::Path(path) if names_type(path))
    }
}

/// What is chained longer than anybody writes isn't kept: each link stands in the one behind it.
fn shortened(left: Expr, links: usize) -> Expr {
    if links.is_multiple_of(LONGEST_CHAIN) {
        expr(ExprKind::Code, left.line)
    } else {
        left
    }
}

fn join(sign: &str, left: Expr, right: Expr) -> ExprKind {
    match (sign, left.kind) {
        ("+", ExprKind::Sum(mut parts)) => {
            parts.push(right);
            ExprKind::Sum(parts)
        }
        ("+", kind) => ExprKind::Sum(vec![expr(kind, left.line), right]),
        ("%", kind) => ExprKind::Format(Box::new(expr(kind, left.line)), Box::new(right)),
        (_, kind) => ExprKind::Or(Box::new(expr(kind, left.line)), Box::new(right)),
    }
}

fn member(left: Expr, name: &str) -> ExprKind {
    match left.kind {
        ExprKind::Path(mut path) => {
            path.push(name.to_owned());
            ExprKind::Path(path)
        }
        kind => ExprKind::Member(Box::new(expr(kind, left.line)), name.to_owned()),
    }
}

fn called(left: Expr, args: Vec<Member>) -> ExprKind {
    let (path, of) = match left.kind {
        ExprKind::Path(path) => (path, None),
        ExprKind::Member(of, name) => (vec![name], Some(of)),
        kind => (Vec::new(), Some(Box::new(expr(kind, left.line)))),
    };
    ExprKind::Call(Call {
        path,
        of,
        args,
        init: Vec::new(),
    })
}
