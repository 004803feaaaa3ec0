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

/// Texts with the value of their constant `x`.
const PUT_TOGETHER: &[(&str, Language, &str, &str)] = &[
    (
        "escapes",
        Language::CSharp,
        r#"var x = "a\"b\\c\u0041";"#,
        r#"a"b\cA"#,
    ),
    (
        "verbatim",
        Language::CSharp,
        r#"var x = @"C:\a""b";"#,
        r#"C:\a"b"#,
    ),
    (
        "interpolated",
        Language::CSharp,
        r#"const string t = "T"; var x = $"a/{t}/{{b}}";"#,
        "a/T/{b}",
    ),
    (
        "both",
        Language::CSharp,
        r#"string t = "T"; var x = $@"a\{t}";"#,
        r"a\T",
    ),
    (
        "raw",
        Language::CSharp,
        "var x = \"\"\"\n  a \"b\"\n  \"\"\";",
        "a \"b\"",
    ),
    (
        "format",
        Language::CSharp,
        r#"string x = string.Format("{0}/{1}", "a", "b");"#,
        "a/b",
    ),
    (
        "property",
        Language::CSharp,
        r#"string t { get; set; } = "T"; string x => "a" + t;"#,
        "aT",
    ),
    (
        "address",
        Language::CSharp,
        r#"var x = new Uri("https://a").ToString();"#,
        "https://a",
    ),
    (
        "template",
        Language::JavaScript,
        "const o = { t: { u: 'T' } }; const x = `a/${o.t.u}`",
        "a/T",
    ),
    (
        "in itself",
        Language::JavaScript,
        "const x = `a${`b${'c'}`}`;",
        "abc",
    ),
    (
        "pattern",
        Language::JavaScript,
        "const r = /['\"`]/; const x = 'a';",
        "a",
    ),
    (
        "typed",
        Language::JavaScript,
        "const x: string = 'a' as string;",
        "a",
    ),
    (
        "default behind ||",
        Language::JavaScript,
        "const x = process.env.T || 'a';",
        "a",
    ),
    (
        "default behind ??",
        Language::CSharp,
        r#"var x = Configuration["T"] ?? "a";"#,
        "a",
    ),
    (
        "default of getenv",
        Language::Python,
        "x = os.getenv('T', 'a')",
        "a",
    ),
    (
        "default of get",
        Language::Python,
        "x = os.environ.get('T', 'a')",
        "a",
    ),
    (
        "named default",
        Language::Python,
        "x = env('T', default='a')",
        "a",
    ),
    ("field", Language::Python, "x = Field('a', env='T')", "a"),
    (
        "address with a base",
        Language::JavaScript,
        "const x = new URL('/b/c', 'https://a.example/d').href;",
        "https://a.example/b/c",
    ),
    (
        "base with an address",
        Language::CSharp,
        r#"var x = new Uri(new Uri("https://a.example/d/"), "c").ToString();"#,
        "https://a.example/d/c",
    ),
    (
        "kind of an address",
        Language::CSharp,
        r#"var x = new Uri("https://a", UriKind.Absolute);"#,
        "https://a",
    ),
    (
        "anchored pattern",
        Language::JavaScript,
        r"const x = /^a\.b$/;",
        "a.b",
    ),
    (
        "replaced once",
        Language::JavaScript,
        "const x = 'aa'.replace('a', 'b');",
        "ba",
    ),
    (
        "replaced",
        Language::Python,
        "x = 'aa'.replace('a', 'b')",
        "bb",
    ),
    ("product", Language::JavaScript, "const x = 60 * 10;", "600"),
    ("time", Language::Go, "x := 5 * time.Minute", "300"),
    (
        "side by side",
        Language::Python,
        "x = (\"a\"\n     'b')",
        "ab",
    ),
    (
        "f-string",
        Language::Python,
        "t = 'T'\nx = f\"a/{t}/{{b}}\"",
        "a/T/{b}",
    ),
    ("per cent", Language::Python, "x = 'a/%s' % 'b'", "a/b"),
    (
        "braces",
        Language::Python,
        "x = 'a/{}/{n}'.format('b', n='c')",
        "a/b/c",
    ),
    ("three quotes", Language::Python, "x = '''a'b'''", "a'b"),
    ("raw", Language::Python, r"x = r'a\b'", r"a\b"),
    (
        "sum",
        Language::Go,
        "const t = \"T\"\nvar x = \"a/\" + t",
        "a/T",
    ),
    (
        "verbs",
        Language::Go,
        "x := fmt.Sprintf(\"a/%s\", \"b\")",
        "a/b",
    ),
    ("back-quotes", Language::Go, r"x := `a\b`", r"a\b"),
];

#[test]
fn texts_are_put_together() {
    for (name, language, text, expected) in PUT_TOGETHER {
        assert_eq!(value(*language, text).as_deref(), Ok(*expected), "{name}");
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
