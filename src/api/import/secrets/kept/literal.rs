//! The values that stand in a text, whatever its format.

use std::ops::Range;

use super::super::super::super::Stack;
use super::super::Written;
use super::{LEFT_OUT, code, lines, terms, xml};

/// A value in a text.
#[derive(Debug, Clone)]
pub(super) struct Literal<'t> {
    /// Where it stands, in bytes, without its quotes.
    pub(super) range: Range<usize>,
    /// What stands there.
    pub(super) value: &'t str,
    /// The name that it stands under; empty where it has none.
    pub(super) key: &'t str,
    /// What takes its place.
    pub(super) dress: Dress,
}

/// How what takes a value's place has to look for the text to stay well-formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dress {
    /// As it is.
    Plain,
    /// With quotes around it.
    InQuotes,
    /// A number.
    Number,
    /// A comment: nothing.
    Comment,
    /// The name of something, asked for by code: `configuration["…"]`.
    Name,
}

impl Dress {
    /// What takes the place.
    pub(super) fn placeholder(self) -> &'static str {
        match self {
            Self::Plain | Self::Name => LEFT_OUT,
            Self::InQuotes => "\"(left out)\"",
            Self::Number => "0",
            Self::Comment => "",
        }
    }
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    /// JSON, with comments.
    Json,
    /// C#.
    CSharp,
    /// JavaScript and TypeScript.
    JavaScript,
    /// Python.
    Python,
    /// Go.
    Go,
    /// The language of Terraform and Vault.
    Hcl,
    /// XML.
    Xml,
    /// Directives with arguments: NGINX, Apache.
    Directives,
    /// A setting a line: YAML, properties, environment variables, command lines.
    Lines,
}

/// The values of a text, in its order; none inside of another.
pub(super) fn literals(text: &str, written: Written) -> Vec<Literal<'_>> {
    let mut found = match grammar(text, written) {
        Grammar::Xml => xml::literals(text),
        Grammar::Directives => terms::literals(text),
        Grammar::Lines => lines::literals(text),
        code => code::literals(text, code),
    };
    let public = public_parts(text);
    found.retain(|literal| {
        let inside = |part: &Range<usize>| {
            part.start <= literal.range.start && literal.range.end <= part.end
        };
        !literal.range.is_empty() && !public.iter().any(inside)
    });
    for literal in &mut found {
        literal.leave_its_name();
    }
    found.sort_by_key(|literal| literal.range.start);
    found
}

impl Literal<'_> {
    /// Takes what stands before a value inside of its quotes off it: `--flag=…`, `NAME=…`.
    fn leave_its_name(&mut self) {
        let Some((name, value)) = self.value.split_once('=') else {
            return;
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let flag = name.starts_with('-') && name.chars().all(plain);
        let variable = name.contains('_') && name.chars().all(upper);
        let told = matches!(self.dress, Dress::Plain) && !value.trim_matches('=').is_empty();
        if told && (flag || variable) && name.len() <= 64 {
            self.range.start = self.range.end - value.len();
            self.value = value;
            self.key = name;
        }
    }
}

/// How a text is written.
fn grammar(text: &str, written: Written) -> Grammar {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let by_stack = written.stack.and_then(of_stack);
    let json = start.starts_with(['{', '[']) && !start.starts_with("{{");
    match by_stack {
        Some(Grammar::Directives) => Grammar::Directives,
        Some(language) if written.by_hand => language,
        None if written.by_hand || is_java(text) => Grammar::CSharp,
        _ if start.starts_with('<') => Grammar::Xml,
        _ if json || start.starts_with("//") || start.starts_with("/*") => Grammar::Json,
        Some(Grammar::Hcl) if is_hcl(text) => Grammar::Hcl,
        _ => Grammar::Lines,
    }
}

/// How the configurations of a stack are written, where they have one way only or are told by a look.
fn of_stack(stack: Stack) -> Option<Grammar> {
    match stack {
        Stack::Nginx | Stack::ModAuthOpenidc => Some(Grammar::Directives),
        Stack::PassportAzureAd
        | Stack::Jose
        | Stack::JwksRsa
        | Stack::ExpressOAuth2JwtBearer
        | Stack::NextAuth => Some(Grammar::JavaScript),
        Stack::PyJwt | Stack::Authlib | Stack::FastApiAzureAuth | Stack::DjangoAuthAdfs => {
            Some(Grammar::Python)
        }
        Stack::GoOidc => Some(Grammar::Go),
        Stack::AwsAlb | Stack::AwsHttpApi | Stack::Vault | Stack::AppService => Some(Grammar::Hcl),
        Stack::IdentityWeb
        | Stack::IdentityWebApp
        | Stack::JwtBearer
        | Stack::OpenIdConnect
        | Stack::OwinOpenIdConnect
        | Stack::OwinAzureAdBearer
        | Stack::OwinOAuthBearer
        | Stack::OwinAdfsBearer
        | Stack::OwinWsFederation
        | Stack::WebConfig => Some(Grammar::CSharp),
        _ => None,
    }
}

/// Whether a text is Java, whose strings and comments are those of C#.
fn is_java(text: &str) -> bool {
    let statement = |line: &str| line.starts_with("import ") && line.ends_with(';');
    text.contains("@Bean") || text.lines().any(|line| statement(line.trim()))
}

/// Whether a text is written for Terraform or Vault.
fn is_hcl(text: &str) -> bool {
    let command = |line: &str| line.starts_with("vault ") || line.ends_with('\\');
    let block = |line: &str| line.ends_with('{') && !line.contains(':') || line.contains(" = ");
    !text.lines().any(|line| command(line.trim())) && text.lines().any(|line| block(line.trim()))
}

/// Certificates and public keys in PEM.
fn public_parts(text: &str) -> Vec<Range<usize>> {
    const BEGIN: &str = "-----BEGIN ";
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(BEGIN)) {
        let start = from + at;
        from = start + BEGIN.len();
        let rest = text.get(from..).unwrap_or_default();
        let label = rest.split("-----").next().unwrap_or_default();
        let public = matches!(label, "CERTIFICATE" | "PUBLIC KEY" | "RSA PUBLIC KEY");
        let end = rest.find("-----END ").map(|end| from + end);
        if let (true, Some(end)) = (public, end) {
            let line = text.get(end..).and_then(|rest| rest.find('\n'));
            let base64 = |c: char| {
                c.is_ascii_alphanumeric() || c.is_whitespace() || "+/=-\\\"',>|".contains(c)
            };
            let body = text.get(from..end).unwrap_or_default();
            from = end;
            if body.chars().all(base64) {
                found.push(start..line.map_or(text.len(), |line| end + line));
            }
        }
    }
    found
}
