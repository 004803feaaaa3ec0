//! One line of a `.properties` file or of a list of environment variables, with its escapes undone as
//! `java.util.Properties` does.

/// Whether a line goes on in the next one: it ends with a backslash that nothing escapes.
pub(super) fn goes_on(line: &str) -> bool {
    let backslashes = line.chars().rev().take_while(|c| *c == '\\').count();
    backslashes % 2 == 1
}

/// The name and the value of a line; `None` where it sets nothing. Variables of an environment have
/// no escapes.
pub(super) fn setting(line: &str) -> Option<(String, String)> {
    let bare = line.strip_prefix("export ");
    let variable = bare.is_some() || is_variable(line);
    let line = bare.unwrap_or(line);
    let (name, value) = parts(line)?;
    let value = value.trim();
    let quoted = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'));
    let value = quoted.unwrap_or(value);
    Some(if variable {
        (name.trim().to_owned(), value.to_owned())
    } else {
        (unescaped(name.trim()), unescaped(value))
    })
}

/// What is before the first `=` or `:` that nothing escapes, and what is after it.
fn parts(line: &str) -> Option<(&str, &str)> {
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        if matches!(c, '=' | ':') && !escaped {
            return Some((line.get(..at)?, line.get(at + 1..)?));
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// `SPRING_PROFILES_ACTIVE=…`
fn is_variable(line: &str) -> bool {
    let name = line.split('=').next().unwrap_or_default().trim();
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    !name.is_empty() && name.chars().all(fits)
}

/// A text with its escapes undone: `\:` is `:`, `\u0041` is `A`.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match chars.next() {
            Some('t') => plain.push('\t'),
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('f') => plain.push('\u{c}'),
            Some('u') => match code_point(chars.as_str()) {
                Some(found) => {
                    plain.push(found);
                    chars = chars.as_str().get(4..).unwrap_or_default().chars();
                }
                None => plain.push('u'),
            },
            Some(other) => plain.push(other),
            None => {}
        }
    }
    plain
}

/// The character of four hexadecimal digits.
fn code_point(text: &str) -> Option<char> {
    let digits = text.get(..4)?;
    let hexadecimal = digits.chars().all(|c| c.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok()?;
    char::from_u32(number).filter(|_| hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_as_java_does() {
        #[rustfmt::skip]
        let rows = [
            ("an escaped colon", r"a.b=https\://x.example/v2.0", Some(("a.b", "https://x.example/v2.0"))),
            ("a colon in front", r"a.b: https\://x.example", Some(("a.b", "https://x.example"))),
            ("an escaped name", r"a\:b=c", Some(("a:b", "c"))),
            ("an equals sign", r"a=b\=c=d", Some(("a", "b=c=d"))),
            ("a code point", r"a=\u0061pi", Some(("a", "api"))),
            ("half a code point", r"a=\u00", Some(("a", "u00"))),
            ("a backslash", r"a=b\\c", Some(("a", r"b\c"))),
            ("a lone letter", r"a=\q", Some(("a", "q"))),
            ("a variable", r"A_B=C:\temp", Some(("A_B", r"C:\temp"))),
            ("an exported one", r"export a=b\:c", Some(("a", r"b\:c"))),
            ("quotes", r#"a="b""#, Some(("a", "b"))),
            ("nothing", "abc", None),
        ];
        for (name, line, expected) in rows {
            let found = setting(line);
            let found = found.as_ref().map(|(n, v)| (n.as_str(), v.as_str()));
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn a_line_goes_on_behind_an_odd_backslash() {
        for (line, expected) in [
            (r"a=\", true),
            (r"a=\\", false),
            (r"a=\\\", true),
            ("a", false),
        ] {
            assert_eq!(goes_on(line), expected, "{line}");
        }
    }
}
