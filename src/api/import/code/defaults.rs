//! Values that are taken where the environment or the configuration has none.

use super::expression::{Call, Expr, ExprKind};
use super::source::Source;
use super::value::{Resolved, Unresolved, Value};

/// The longest text that a replacement may make, in bytes.
const LONGEST: usize = 64 * 1024;

impl Source {
    /// The first value, or the second one where the first is missing.
    pub(super) fn either(&self, first: &Expr, second: &Expr, depth: u32) -> Resolved {
        // A text that is put together is never missing, whatever its parts are.
        let whole = !matches!(
            first.kind,
            ExprKind::Text(_) | ExprKind::Sum(_) | ExprKind::Format(..)
        );
        match self.resolve(first, depth) {
            Ok(Value::Nothing) => self.resolve(second, depth),
            Err(outside) if whole => self.taken_for(outside, second, depth),
            known => known,
        }
    }

    /// What a call that asks the environment gives back where that has nothing: `getenv(x, "…")`,
    /// `config(x, default="…")`.
    pub(super) fn or_default(&self, call: &Call, outside: Unresolved, depth: u32) -> Resolved {
        let named = call.args.iter().find(|arg| {
            let name = arg.path.last().map(String::as_str);
            matches!(
                name,
                Some("default" | "default_value" | "defaultValue" | "fallback")
            )
        });
        let second = call.args.get(1).filter(|arg| arg.path.is_empty());
        match named.or(second) {
            Some(default) => self.taken_for(outside, &default.value, depth),
            None => Err(outside),
        }
    }

    /// `Field("…", env="X")` of pydantic.
    pub(super) fn field(&self, call: &Call, depth: u32) -> Resolved {
        let named = |name: &str| {
            let mut args = call.args.iter();
            args.find(|arg| arg.path.last().is_some_and(|n| n == name))
        };
        let first = call.args.first().filter(|arg| arg.path.is_empty());
        let Some(default) = named("default").or(first) else {
            return Err(Unresolved::Elsewhere("Field()".to_owned()));
        };
        let variable = ["env", "alias", "validation_alias"]
            .iter()
            .find_map(|name| named(name));
        match variable.and_then(|arg| self.text_within(&arg.value, depth).ok()) {
            Some(name) => self.taken_for(Unresolved::Environment(name), &default.value, depth),
            None => self.resolve(&default.value, depth),
        }
    }

    /// A default in the place of what only the running program knows.
    fn taken_for(&self, outside: Unresolved, default: &Expr, depth: u32) -> Resolved {
        let (Unresolved::Environment(name) | Unresolved::Configuration(name)) = &outside else {
            return Err(outside);
        };
        let value = match self.resolve(default, depth) {
            Ok(value @ (Value::Text(_) | Value::Number(_) | Value::Flag(_))) => value,
            Ok(Value::List(items)) => Value::List(items),
            _ => return Err(outside),
        };
        let shown = match &value {
            Value::Text(text) | Value::Number(text) => text.clone(),
            Value::Flag(flag) => flag.to_string(),
            _ => "a list".to_owned(),
        };
        let taken = (name.clone(), shown);
        let mut defaults = self.defaults.borrow_mut();
        if !defaults.contains(&taken) {
            defaults.push(taken);
        }
        Ok(value)
    }

    /// `text.replace(old, new)`: the first one of JavaScript, all of them elsewhere.
    pub(super) fn replaced(&self, call: &Call, text: &str, depth: u32) -> Resolved {
        let [old, new] = call.args.as_slice() else {
            return Err(Unresolved::Code);
        };
        if matches!(old.value.kind, ExprKind::Pattern(_)) {
            return Err(Unresolved::Pattern);
        }
        let old = self.text_within(&old.value, depth)?;
        let new = self.text_within(&new.value, depth)?;
        let first = self.language == super::lexer::Language::JavaScript
            && call.path.last().is_some_and(|name| name == "replace");
        let most = if first { 1 } else { usize::MAX };
        let places = text.matches(&old).take(most).count();
        if old.is_empty() || text.len() + places * new.len() > LONGEST {
            return Err(Unresolved::Code);
        }
        Ok(Value::Text(text.replacen(&old, &new, most)))
    }

    /// Two numbers multiplied.
    pub(super) fn product(&self, first: &Expr, second: &Expr, depth: u32) -> Resolved {
        let number = |side: &Expr| -> Result<f64, Unresolved> {
            let text = self.text_within(side, depth)?;
            text.parse().or(Err(Unresolved::Code))
        };
        let product = number(first)? * number(second)?;
        Ok(Value::Number(product.to_string()))
    }

    /// `new URL(path, base)` of JavaScript, `new Uri(base, path)` of C#.
    pub(super) fn address(&self, call: &Call, depth: u32) -> Resolved {
        let [first, second] = call.args.as_slice() else {
            return Err(Unresolved::Code);
        };
        let (base, path) = if self.language == super::lexer::Language::CSharp {
            (first, second)
        } else {
            (second, first)
        };
        // `new Uri(address, UriKind.Absolute)`.
        if matches!(&second.value.kind, ExprKind::Path(path) if path.first().is_some_and(|n| n == "UriKind"))
        {
            return self.resolve(&first.value, depth);
        }
        let base = self.text_within(&base.value, depth)?;
        let path = self.text_within(&path.value, depth)?;
        let joined = url::Url::parse(&base).and_then(|base| base.join(&path));
        joined.map_or(Err(Unresolved::Code), |url| Ok(Value::Text(url.into())))
    }
}
