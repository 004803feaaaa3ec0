//! Expressions → values, as far as they stand in the same text.

use super::expression::{Call, Expr, ExprKind, Member, Part};
use super::formats::{braces, numbered, percent};
use super::lexer::Language;
use super::source::{FARTHEST, Source};

/// What an expression comes to.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// A text.
    Text(String),
    /// A number as it stands there.
    Number(String),
    /// True or false.
    Flag(bool),
    /// Nothing at all.
    Nothing,
    /// A list.
    List(Vec<Expr>),
    /// Members.
    Members(Vec<Member>),
}

/// Why a value isn't known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unresolved {
    /// It is a setting of the configuration.
    #[error("comes from the configuration ({0}), which isn't part of this code")]
    Configuration(String),
    /// It is a variable of the environment.
    #[error("comes from the environment variable {0}")]
    Environment(String),
    /// It is a name that isn't explained here.
    #[error("comes from {0}, which isn't set in this code")]
    Elsewhere(String),
    /// Its closing quote is missing.
    #[error("has no closing quote, so that its end isn't known")]
    Unclosed,
    /// It is a pattern.
    #[error("is a regular expression, and which texts it matches isn't worked out here")]
    Pattern,
    /// Anything else.
    #[error("is worked out by code, and only its result would tell")]
    Code,
}

pub(super) type Resolved = Result<Value, Unresolved>;

impl Source {
    /// The value of an expression.
    pub(super) fn value(&self, expr: &Expr) -> Resolved {
        self.resolve(expr, 0)
    }

    /// The same, where it is a text or a number.
    pub(super) fn text(&self, expr: &Expr) -> Result<String, Unresolved> {
        self.text_within(expr, 0)
    }

    pub(super) fn text_within(&self, expr: &Expr, depth: u32) -> Result<String, Unresolved> {
        match self.resolve(expr, depth)? {
            Value::Text(text) | Value::Number(text) => Ok(text),
            _ => Err(Unresolved::Code),
        }
    }

    pub(super) fn resolve(&self, expr: &Expr, depth: u32) -> Resolved {
        if depth > FARTHEST || !self.step() {
            return Err(Unresolved::Code);
        }
        let next = depth + 1;
        match &expr.kind {
            ExprKind::Text(parts) => self.joined(parts, next).map(Value::Text),
            ExprKind::Number(number) => Ok(Value::Number(number.replace('_', ""))),
            ExprKind::Flag(flag) => Ok(Value::Flag(*flag)),
            ExprKind::Nothing => Ok(Value::Nothing),
            ExprKind::Path(path) => self.named(path, next),
            ExprKind::Member(of, name) => self.member(of, name, next),
            ExprKind::Index(of, key) => self.indexed(of, key, next),
            ExprKind::Call(call) => self.called(call, next),
            ExprKind::List(items) => Ok(Value::List(items.clone())),
            ExprKind::Object(members) => Ok(Value::Members(members.clone())),
            ExprKind::Sum(parts) => self.sum(parts, next),
            ExprKind::Or(first, second) => self.either(first, second, next),
            ExprKind::Product(first, second) => self.product(first, second, next),
            ExprKind::Pattern(pattern) => matched(pattern, expr.line),
            ExprKind::Spread(inner) => self.resolve(inner, next),
            ExprKind::Format(format, values) => {
                let format = self.text_within(format, next)?;
                let values = match &values.kind {
                    ExprKind::List(values) => self.texts(values.iter(), next)?,
                    _ => vec![self.text_within(values, next)?],
                };
                percent(&format, &values)
                    .map(Value::Text)
                    .ok_or(Unresolved::Code)
            }
            ExprKind::Block(_) | ExprKind::Code => Err(Unresolved::Code),
        }
    }

    fn joined(&self, parts: &[Part], depth: u32) -> Result<String, Unresolved> {
        let mut whole = String::new();
        for part in parts {
            match part {
                Part::Text(text) => whole.push_str(text),
                Part::Unclosed => return Err(Unresolved::Unclosed),
                Part::Hole(expr) => whole.push_str(&self.text_within(expr, depth)?),
            }
            if whole.len() > LONGEST_TEXT {
                return Err(Unresolved::Code);
            }
        }
        Ok(whole)
    }

    fn sum(&self, parts: &[Expr], depth: u32) -> Resolved {
        let mut items = Vec::new();
        let mut whole = String::new();
        for part in parts {
            match self.resolve(part, depth)? {
                Value::Text(text) | Value::Number(text) => whole.push_str(&text),
                Value::List(more) => items.extend(more),
                _ => return Err(Unresolved::Code),
            }
            if whole.len() > LONGEST_TEXT {
                return Err(Unresolved::Code);
            }
        }
        Ok(if items.is_empty() {
            Value::Text(whole)
        } else {
            Value::List(items)
        })
    }

    fn texts<'e>(
        &self,
        exprs: impl Iterator<Item = &'e Expr>,
        depth: u32,
    ) -> Result<Vec<String>, Unresolved> {
        exprs.map(|expr| self.text_within(expr, depth)).collect()
    }

    /// What names with dots between them stand for.
    fn named(&self, path: &[String], depth: u32) -> Resolved {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        if let ["process" | "Deno" | "Bun" | "meta", "env", name]
        | ["import", "meta", "env", name]
        | ["env", name] = names.as_slice()
        {
            return Err(Unresolved::Environment((*name).to_owned()));
        }
        if let Some(value) = self.followed(path) {
            return self.resolve(&value, depth);
        }
        if let ["time", unit] = names.as_slice()
            && let Some(seconds) = super::seconds::of_go(unit)
        {
            return Ok(Value::Number(seconds.to_owned()));
        }
        let last = names.last().copied().unwrap_or_default();
        if let Some(algorithm) = algorithm(last).filter(|_| names.len() > 1) {
            return Ok(Value::Text(algorithm.to_owned()));
        }
        if names.ends_with(&["Empty"]) {
            return Ok(Value::Text(String::new()));
        }
        // `this.x`, `self.x`, `Settings.X`: the name is enough where it is given a value.
        let member = self.constant(last).filter(|_| names.len() > 1);
        match member {
            Some(value) => self.resolve(&value, depth),
            None => Err(Unresolved::Elsewhere(path.join("."))),
        }
    }

    /// A member of something that isn't a name.
    fn member(&self, of: &Expr, name: &str, depth: u32) -> Resolved {
        if matches!(name, "Value" | "href" | "AbsoluteUri" | "value") {
            return self.resolve(of, depth);
        }
        match self.resolve(of, depth)? {
            Value::Members(members) => {
                let found = members
                    .iter()
                    .find(|m| m.path.last().is_some_and(|n| n == name));
                found.map_or(Err(Unresolved::Elsewhere(name.to_owned())), |m| {
                    self.resolve(&m.value, depth)
                })
            }
            _ => Err(Unresolved::Code),
        }
    }

    /// Something in square brackets: a setting, a variable of the environment, a member.
    fn indexed(&self, of: &Expr, key: &Expr, depth: u32) -> Resolved {
        let Ok(key) = self.text_within(key, depth) else {
            return Err(Unresolved::Code);
        };
        let ExprKind::Path(path) = &of.kind else {
            // `GetSection("AzureAd")["TenantId"]` among others.
            return match self.resolve(of, depth) {
                Err(Unresolved::Configuration(section)) => {
                    Err(Unresolved::Configuration(format!("{section}:{key}")))
                }
                _ => Err(Unresolved::Configuration(key)),
            };
        };
        let last = path.last().map(String::as_str).unwrap_or_default();
        if matches!(last, "env" | "environ") {
            return Err(Unresolved::Environment(key));
        }
        let members = self
            .followed(path)
            .map(|value| self.settings(&value))
            .unwrap_or_default();
        if let Some(member) = members.iter().find(|m| m.path.last() == Some(&key)) {
            return self.resolve(&member.value, depth);
        }
        let section = path.first().and_then(|name| self.constant(name));
        match section.map(|section| self.resolve(&section, depth)) {
            Some(Err(Unresolved::Configuration(section))) => {
                Err(Unresolved::Configuration(format!("{section}:{key}")))
            }
            _ if self.language == Language::CSharp => Err(Unresolved::Configuration(key)),
            _ => Err(Unresolved::Elsewhere(format!("{}[{key}]", path.join(".")))),
        }
    }

    /// What a call gives back, for the few that only pass a value on.
    fn called(&self, call: &Call, depth: u32) -> Resolved {
        if !call.init.is_empty() {
            return Ok(Value::Members(call.init.clone()));
        }
        let name = call.path.last().map(String::as_str).unwrap_or_default();
        if let Some(elsewhere) = self.outside(call, name, depth) {
            return self.or_default(call, elsewhere, depth);
        }
        match name {
            "Field" => self.field(call, depth),
            "RegExp" => Err(Unresolved::Pattern),
            "URL" | "Uri" if call.args.len() == 2 => self.address(call, depth),
            "Format" | "Sprintf" => self.formatted(call, name, depth),
            "format" => self.filled(call, depth),
            "Uri" | "URL" | "String" | "str" | "AnyHttpUrl" | "HttpUrl" | "freeze" | "list"
            | "tuple" | "set" | "Set" | "PathString"
                if call.args.len() == 1 =>
            {
                let only = call.args.first();
                only.map_or(Err(Unresolved::Code), |arg| self.resolve(&arg.value, depth))
            }
            "dict" => Ok(Value::Members(call.args.clone())),
            _ => self.method(call, name, depth),
        }
    }

    /// What the environment or the configuration tells, where a call asks for that.
    fn outside(&self, call: &Call, name: &str, depth: u32) -> Option<Unresolved> {
        const SETTINGS: [&str; 4] = ["config", "configService", "env", "nconf"];
        let of_environment = || call.path.iter().any(|n| n == "environ");
        let of_settings = || {
            call.path
                .first()
                .is_some_and(|n| SETTINGS.contains(&n.as_str()))
        };
        let why = match name {
            "GetValue" | "GetSection" | "GetRequiredSection" | "get_secret" | "GetString" => {
                Unresolved::Configuration
            }
            "getenv"
            | "Getenv"
            | "LookupEnv"
            | "GetEnvironmentVariable"
            | "env"
            | "config"
            | "getEnv"
            | "requireEnv"
            | "mustEnv" => Unresolved::Environment,
            "get" if of_environment() => Unresolved::Environment,
            "get" | "str" if of_settings() => Unresolved::Configuration,
            _ => return None,
        };
        Some(why(self.key(call.args.first().map(|arg| &arg.value), depth)))
    }

    /// `"…{}…".format(…)` of Python.
    fn filled(&self, call: &Call, depth: u32) -> Resolved {
        let format = call.of.as_ref().ok_or(Unresolved::Code)?;
        let format = self.text_within(format, depth)?;
        let mut values = Vec::new();
        for arg in &call.args {
            let value = self.text_within(&arg.value, depth)?;
            values.push((arg.path.last().cloned(), value));
        }
        let whole = braces(&format, &values);
        whole.map(Value::Text).ok_or(Unresolved::Code)
    }

    /// Methods that leave a text as it is, or nearly so.
    fn method(&self, call: &Call, name: &str, depth: u32) -> Resolved {
        let unknown = || {
            let path = call.path.join(".");
            Err(if path.is_empty() {
                Unresolved::Code
            } else {
                Unresolved::Elsewhere(format!("{path}()"))
            })
        };
        let owner = match (&call.of, call.path.as_slice()) {
            (Some(of), _) => self.resolve(of, depth),
            (None, [path @ .., _]) if !path.is_empty() => self.named(path, depth),
            (None, _) => return unknown(),
        };
        match (name, owner) {
            (
                "ToString" | "toString" | "Trim" | "trim" | "strip" | "ToList" | "ToArray"
                | "decode" | "encode",
                value,
            ) => value,
            ("replace" | "Replace" | "replaceAll", Ok(Value::Text(text))) => {
                self.replaced(call, &text, depth)
            }
            ("TrimEnd" | "rstrip", Ok(Value::Text(text))) => {
                Ok(Value::Text(text.trim_end_matches('/').to_owned()))
            }
            (_, Err(reason @ (Unresolved::Configuration(_) | Unresolved::Environment(_)))) => {
                Err(reason)
            }
            _ => unknown(),
        }
    }

    /// `string.Format` with its numbered places, `fmt.Sprintf` with its verbs.
    fn formatted(&self, call: &Call, name: &str, depth: u32) -> Resolved {
        let mut args = call.args.iter().map(|arg| &arg.value).peekable();
        let culture = |expr: &&Expr| match &expr.kind {
            ExprKind::Path(path) => path.iter().any(|name| name == "CultureInfo"),
            _ => false,
        };
        args.next_if(culture);
        let format = args.next().ok_or(Unresolved::Code)?;
        let format = self.text_within(format, depth)?;
        let values = self.texts(args, depth)?;
        let whole = if name == "Format" {
            numbered(&format, &values)
        } else {
            percent(&format, &values)
        };
        whole.map(Value::Text).ok_or(Unresolved::Code)
    }

    /// The name of a setting or variable.
    fn key(&self, expr: Option<&Expr>, depth: u32) -> String {
        let key = expr.and_then(|expr| self.text_within(expr, depth).ok());
        key.unwrap_or_else(|| "without a name".to_owned())
    }
}

/// The texts that a pattern matches, where they can be listed.
fn matched(pattern: &str, line: usize) -> Resolved {
    let text = |text: String| Expr {
        kind: ExprKind::Text(vec![Part::Text(text)]),
        line,
    };
    let mut texts = super::pattern::texts(pattern).ok_or(Unresolved::Pattern)?;
    match texts.len() {
        1 => Ok(Value::Text(texts.pop().unwrap_or_default())),
        _ => Ok(Value::List(texts.into_iter().map(text).collect())),
    }
}

/// The longest text that is put together.
const LONGEST_TEXT: usize = 64 * 1024;

/// The algorithm that a library's constant stands for.
fn algorithm(name: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 12] = [
        ("RsaSha256", "RS256"),
        ("RsaSha384", "RS384"),
        ("RsaSha512", "RS512"),
        ("RsaSsaPssSha256", "PS256"),
        ("EcdsaSha256", "ES256"),
        ("HmacSha256", "HS256"),
        ("RS256", "RS256"),
        ("RS384", "RS384"),
        ("RS512", "RS512"),
        ("PS256", "PS256"),
        ("ES256", "ES256"),
        ("HS256", "HS256"),
    ];
    NAMES
        .iter()
        .find(|(n, _)| *n == name)
        .map(|(_, algorithm)| *algorithm)
}
