//! Expressions of four languages and what they come to.

#![allow(clippy::unwrap_used)]

use super::lexer::Language;
use super::source::Source;
use super::value::Unresolved;

/// What the constant `x` of a text comes to.
fn value(language: Language, text: &str) -> Result<String, Unresolved> {
    let source = Source::new(text, language);
    source.text(&source.constant("x").unwrap())
}

#[test]
fn texts_are_put_together() {
    use Language::{CSharp, Go, JavaScript, Python};
    for (name, language, text, expected) in [
        (
            "escapes",
            CSharp,
            r#"var x = "a\"b\\c\u0041";"#,
            r#"a"b\cA"#,
        ),
        ("verbatim", CSharp, r#"var x = @"C:\a""b";"#, r#"C:\a"b"#),
        (
            "interpolated",
            CSharp,
            r#"const string t = "T"; var x = $"a/{t}/{{b}}";"#,
            "a/T/{b}",
        ),
        (
            "both",
            CSharp,
            r#"string t = "T"; var x = $@"a\{t}";"#,
            r"a\T",
        ),
        (
            "raw",
            CSharp,
            "var x = \"\"\"\n  a \"b\"\n  \"\"\";",
            "a \"b\"",
        ),
        (
            "format",
            CSharp,
            r#"string x = string.Format("{0}/{1}", "a", "b");"#,
            "a/b",
        ),
        (
            "property",
            CSharp,
            r#"string t { get; set; } = "T"; string x => "a" + t;"#,
            "aT",
        ),
        (
            "address",
            CSharp,
            r#"var x = new Uri("https://a").ToString();"#,
            "https://a",
        ),
        (
            "template",
            JavaScript,
            "const o = { t: { u: 'T' } }; const x = `a/${o.t.u}`",
            "a/T",
        ),
        ("in itself", JavaScript, "const x = `a${`b${'c'}`}`;", "abc"),
        (
            "pattern",
            JavaScript,
            "const r = /['\"`]/; const x = 'a';",
            "a",
        ),
        ("typed", JavaScript, "const x: string = 'a' as string;", "a"),
        (
            "default behind ||",
            JavaScript,
            "const x = process.env.T || 'a';",
            "a",
        ),
        (
            "default behind ??",
            CSharp,
            r#"var x = Configuration["T"] ?? "a";"#,
            "a",
        ),
        ("default of getenv", Python, "x = os.getenv('T', 'a')", "a"),
        (
            "default of get",
            Python,
            "x = os.environ.get('T', 'a')",
            "a",
        ),
        ("named default", Python, "x = env('T', default='a')", "a"),
        ("field", Python, "x = Field('a', env='T')", "a"),
        (
            "address with a base",
            JavaScript,
            "const x = new URL('/b/c', 'https://a.example/d').href;",
            "https://a.example/b/c",
        ),
        (
            "base with an address",
            CSharp,
            r#"var x = new Uri(new Uri("https://a.example/d/"), "c").ToString();"#,
            "https://a.example/d/c",
        ),
        (
            "kind of an address",
            CSharp,
            r#"var x = new Uri("https://a", UriKind.Absolute);"#,
            "https://a",
        ),
        (
            "anchored pattern",
            JavaScript,
            r"const x = /^a\.b$/;",
            "a.b",
        ),
        (
            "replaced once",
            JavaScript,
            "const x = 'aa'.replace('a', 'b');",
            "ba",
        ),
        ("replaced", Python, "x = 'aa'.replace('a', 'b')", "bb"),
        ("product", JavaScript, "const x = 60 * 10;", "600"),
        ("time", Go, "x := 5 * time.Minute", "300"),
        ("side by side", Python, "x = (\"a\"\n     'b')", "ab"),
        (
            "f-string",
            Python,
            "t = 'T'\nx = f\"a/{t}/{{b}}\"",
            "a/T/{b}",
        ),
        ("per cent", Python, "x = 'a/%s' % 'b'", "a/b"),
        (
            "braces",
            Python,
            "x = 'a/{}/{n}'.format('b', n='c')",
            "a/b/c",
        ),
        ("three quotes", Python, "x = '''a'b'''", "a'b"),
        ("raw", Python, r"x = r'a\b'", r"a\b"),
        ("sum", Go, "const t = \"T\"\nvar x = \"a/\" + t", "a/T"),
        ("verbs", Go, "x := fmt.Sprintf(\"a/%s\", \"b\")", "a/b"),
        ("back-quotes", Go, r"x := `a\b`", r"a\b"),
    ] {
        assert_eq!(value(language, text).as_deref(), Ok(expected), "{name}");
    }
}

#[test]
fn what_stands_elsewhere_is_told() {
    use Language::{CSharp, Go, JavaScript, Python};
    let setting = |name: &str| Unresolved::Configuration(name.to_owned());
    let variable = |name: &str| Unresolved::Environment(name.to_owned());
    for (name, language, text, expected) in [
        (
            "index",
            CSharp,
            r#"var x = Configuration["AzureAd:TenantId"];"#,
            setting("AzureAd:TenantId"),
        ),
        (
            "section",
            CSharp,
            r#"var s = c.GetSection("AzureAd"); var x = s["TenantId"];"#,
            setting("AzureAd:TenantId"),
        ),
        (
            "in a text",
            CSharp,
            r#"var x = $"a/{Configuration["T"]}";"#,
            setting("T"),
        ),
        (
            "variable",
            CSharp,
            r#"var x = Environment.GetEnvironmentVariable("T");"#,
            variable("T"),
        ),
        (
            "process",
            JavaScript,
            "const x = `a/${process.env.T}`",
            variable("T"),
        ),
        (
            "fallback that is never taken",
            JavaScript,
            "const x = `a/${process.env.T}` || 'a'",
            variable("T"),
        ),
        (
            "fallback that isn't known",
            JavaScript,
            "const x = process.env.T ?? process.env.U",
            variable("T"),
        ),
        ("environ", Python, "x = os.environ['T']", variable("T")),
        (
            "getenv",
            Python,
            "x = os.getenv('T', other())",
            variable("T"),
        ),
        (
            "pattern",
            JavaScript,
            "const x = /^a.*$/;",
            Unresolved::Pattern,
        ),
        (
            "replaced by a pattern",
            JavaScript,
            "const x = 'aa'.replace(/^a$/, '');",
            Unresolved::Pattern,
        ),
        ("Getenv", Go, "x := os.Getenv(\"T\")", variable("T")),
        ("itself", Python, "x = x + 'a'", Unresolved::Code),
        (
            "choice",
            JavaScript,
            "const x = a ? 'b' : 'c'",
            Unresolved::Code,
        ),
        ("no end", Python, "x = 'a", Unresolved::Unclosed),
    ] {
        assert_eq!(value(language, text), Err(expected), "{name}");
    }
}
