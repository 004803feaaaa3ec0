//! One scheme: the call that sets it up, its name, and what `Configure` adds to it.

use super::super::expression::{Expr, ExprKind};
use super::super::form::Form;
use super::super::source::{Found, Source};
use crate::api::Stack;

/// A kind of scheme.
pub(super) struct Kind {
    /// The library or middleware.
    pub(super) stack: Stack,
    /// The calls that set it up.
    pub(super) names: &'static [&'static str],
    /// Reads it into a form that holds what the call sets.
    pub(super) fill: fn(&mut Form<'_>, &Scheme<'_>),
}

/// One scheme of a text.
pub(super) struct Scheme<'a> {
    /// The call that sets it up, or the options that stand alone; `None` where there is only `Configure`.
    pub(super) found: Option<&'a Found>,
    /// The names of all schemes in the text.
    pub(super) names: &'a [String],
}

impl Scheme<'_> {
    /// Whether the text sets up no other.
    pub(super) fn is_alone(&self) -> bool {
        self.names.len() < 2
    }

    /// What it is called in a sentence.
    pub(super) fn label(&self, source: &Source) -> String {
        let Some(found) = self.found else {
            return "Configure".to_owned();
        };
        let call = found.call.path.last().cloned().unwrap_or_default();
        let own = name_of(source, found);
        let twice = self.names.iter().filter(|name| **name == own).count() > 1;
        if twice || !call.starts_with("Add") {
            return format!("{call} in line {}", found.line);
        }
        format!("{call} in line {} (\"{own}\")", found.line)
    }

    /// Adds what `Configure` and `PostConfigure` set in options of these types for this scheme.
    pub(super) fn configure(&self, form: &mut Form<'_>, types: &[&str]) {
        for options in types {
            for found in configured(form.source, options) {
                match self.reach(form.source, &found, options) {
                    Reach::Own => form.add_call(&found),
                    Reach::Other => {}
                    Reach::None => {
                        let shown = format!("Configure<{options}>");
                        let reason =
                            "names no scheme, so that it reaches none: give it the scheme's name";
                        form.draft.unread(Some(found.line), &shown, reason);
                    }
                }
            }
        }
    }

    fn reach(&self, source: &Source, configure: &Found, options: &str) -> Reach {
        let called = configure.call.path.last();
        let for_all = called.is_some_and(|name| name.ends_with("All"));
        let Some(scheme) = self.found.filter(|_| !for_all) else {
            return Reach::Own;
        };
        match first_name(source, configure) {
            // Options of a scheme are only ever asked for by its name.
            None if matches!(options, "JwtBearerOptions" | "OpenIdConnectOptions") => Reach::None,
            None => Reach::Own,
            Some(name) => {
                let other = name != name_of(source, scheme) && self.names.contains(&name);
                if other { Reach::Other } else { Reach::Own }
            }
        }
    }
}

/// Whom a call of `Configure` reaches.
enum Reach {
    /// This scheme.
    Own,
    /// Another one.
    Other,
    /// No scheme at all.
    None,
}

/// The calls of `Configure<T>` and its like for a type of options.
pub(super) fn configured(source: &Source, options: &str) -> Vec<Found> {
    let mut found = source.calls(&[
        "Configure",
        "PostConfigure",
        "ConfigureAll",
        "PostConfigureAll",
    ]);
    found.retain(|call| {
        let words = source
            .words
            .get(call.range.start..call.range.end)
            .unwrap_or_default();
        matches!(words, [_, open, name, ..] if open.is("<") && name.name() == Some(options))
    });
    found
}

/// The name of the scheme that a call sets up.
pub(super) fn name_of(source: &Source, found: &Found) -> String {
    let call = found
        .call
        .path
        .last()
        .map(String::as_str)
        .unwrap_or_default();
    let named = found.call.args.iter().find(|arg| {
        let last = arg.path.last().map(String::as_str);
        matches!(
            last,
            Some("jwtBearerScheme" | "openIdConnectScheme" | "authenticationScheme")
        )
    });
    let plain = || found.call.args.iter().filter(|arg| arg.path.is_empty());
    let positional = match call {
        // After a section, else after the configuration and its section's name, or after two functions
        // that set options.
        _ if call.starts_with("AddMicrosoftIdentity") => {
            let section = plain().next().is_some_and(|arg| is_section(&arg.value));
            plain().nth(if section { 1 } else { 2 })
        }
        _ if call.starts_with("Add") => plain().next(),
        _ => None,
    };
    let name = named
        .or(positional)
        .and_then(|arg| name_in(source, &arg.value));
    name.unwrap_or_else(|| {
        let web_app = call.contains("OpenIdConnect") || call.contains("WebApp");
        if web_app { "OpenIdConnect" } else { "Bearer" }.to_owned()
    })
}

fn is_section(expr: &Expr) -> bool {
    let ExprKind::Call(call) = &expr.kind else {
        return false;
    };
    let last = call.path.last().map(String::as_str);
    matches!(last, Some("GetSection" | "GetRequiredSection"))
}

/// The name that `Configure` is called with; `None` where it is only handed a function.
fn first_name(source: &Source, found: &Found) -> Option<String> {
    let first = &found.call.args.first()?.value;
    let function = matches!(first.kind, ExprKind::Block(_));
    (!function).then(|| name_in(source, first).unwrap_or_default())
}

/// The name that an expression stands for; the expression itself where it isn't known.
fn name_in(source: &Source, expr: &Expr) -> Option<String> {
    if let Ok(name) = source.text(expr) {
        return Some(name);
    }
    let ExprKind::Path(path) = &expr.kind else {
        return None;
    };
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    match names.as_slice() {
        [.., "JwtBearerDefaults", "AuthenticationScheme"] => Some("Bearer".to_owned()),
        [.., "OpenIdConnectDefaults", "AuthenticationScheme"] => Some("OpenIdConnect".to_owned()),
        _ => Some(path.join(".")),
    }
}
