//! Values inside of texts of every language: none of them can end the text that it stands in.

use std::fmt::Write as _;

/// The language of a configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Json,
    Xml,
    /// Values stand in double quotes.
    Yaml,
    Csharp,
    Javascript,
    Python,
    Go,
    /// Java's properties files: values stand without quotes.
    Properties,
    Toml,
    Nginx,
    Apache,
    /// Values stand in single quotes.
    Shell,
}

impl Language {
    /// The name in [`Fix::language`](super::Fix::language).
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Yaml => "yaml",
            Self::Csharp => "csharp",
            Self::Javascript => "javascript",
            Self::Python => "python",
            Self::Go => "go",
            Self::Properties => "properties",
            Self::Toml => "toml",
            Self::Nginx => "nginx",
            Self::Apache => "apache",
            Self::Shell => "shell",
        }
    }

    /// A value as it stands in a text of this language; the character that can't stand there where
    /// there is one.
    ///
    /// Characters beyond ASCII are escaped wherever the language can, because some of them look like
    /// others or turn the direction of writing.
    pub(super) fn escape(self, value: &str) -> Result<String, char> {
        let mut out = String::with_capacity(value.len());
        for (index, c) in value.chars().enumerate() {
            match self {
                Self::Json
                | Self::Yaml
                | Self::Csharp
                | Self::Javascript
                | Self::Python
                | Self::Go
                | Self::Toml => self.quoted(c, &mut out),
                Self::Properties => property(c, index == 0, &mut out),
                Self::Xml => xml(c, &mut out)?,
                Self::Nginx | Self::Apache => directive(self, c, &mut out)?,
                Self::Shell => shell(c, &mut out)?,
            }
        }
        Ok(out)
    }

    /// One character between double quotes.
    fn quoted(self, c: char, out: &mut String) {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            ' '..='~' => out.push(c),
            // JSON and JavaScript know UTF-16 units only, the others no surrogates.
            _ if matches!(self, Self::Json | Self::Javascript) => units(c, out),
            _ if u32::from(c) <= 0xffff => units(c, out),
            _ => push(out, format_args!("\\U{:08X}", u32::from(c))),
        }
    }
}

/// `\uXXXX` for each UTF-16 unit.
fn units(c: char, out: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        push(out, format_args!("\\u{unit:04X}"));
    }
}

/// Writing to a string can't fail.
fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

/// One character of a Java property's value (`java.util.Properties.load`).
fn property(c: char, first: bool, out: &mut String) {
    match c {
        '\\' => out.push_str("\\\\"),
        ' ' if first => out.push_str("\\ "),
        ' '..='~' => out.push(c),
        _ => units(c, out),
    }
}

/// One character of an XML text or attribute value. XML 1.0 has no way to write most control
/// characters.
fn xml(c: char, out: &mut String) -> Result<(), char> {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&apos;"),
        ' '..='~' => out.push(c),
        '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
            return Err(c);
        }
        _ => push(out, format_args!("&#x{:X};", u32::from(c))),
    }
    Ok(())
}

/// One character of a directive's argument in double quotes. Nginx puts variables in at every `$`,
/// and has no way to write one.
fn directive(language: Language, c: char, out: &mut String) -> Result<(), char> {
    match c {
        '$' if language == Language::Nginx => return Err(c),
        '"' | '\\' => {
            out.push('\\');
            out.push(c);
        }
        ' '..='~' => out.push(c),
        _ if c.is_alphanumeric() => out.push(c),
        _ => return Err(c),
    }
    Ok(())
}

/// One character between single quotes.
fn shell(c: char, out: &mut String) -> Result<(), char> {
    match c {
        '\'' => out.push_str("'\\''"),
        ' '..='~' => out.push(c),
        _ if c.is_alphanumeric() => out.push(c),
        _ => return Err(c),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_ends_its_text() {
        let hostile = "a\"b\\c'd\ne$f";
        let rows = [
            (Language::Json, hostile, Ok("a\\\"b\\\\c'd\\ne$f")),
            (Language::Go, "\u{1f600}", Ok("\\U0001F600")),
            (Language::Json, "\u{1f600}", Ok("\\uD83D\\uDE00")),
            (Language::Yaml, "\u{202e}", Ok("\\u202E")),
            (Language::Python, "\u{0}", Ok("\\u0000")),
            (
                Language::Xml,
                "<a b=\"'&\n",
                Ok("&lt;a b=&quot;&apos;&amp;&#xA;"),
            ),
            (Language::Xml, "\u{1}", Err('\u{1}')),
            (Language::Nginx, "a\"b\\", Ok("a\\\"b\\\\")),
            (Language::Nginx, "$uri", Err('$')),
            (Language::Apache, "a\nb", Err('\n')),
            (Language::Shell, "a'; rm", Ok("a'\\''; rm")),
            (Language::Properties, " a\\b\n", Ok("\\ a\\\\b\\u000A")),
        ];
        for (language, value, expected) in rows {
            let expected = expected.map(str::to_owned);
            assert_eq!(language.escape(value), expected, "{language:?} {value:?}");
        }
    }
}
