//! Regular expressions that stand for a few texts.

/// The most texts that a pattern may stand for.
const MOST: usize = 16;
/// The longest pattern that is looked at, in bytes.
const LONGEST: usize = 512;

/// The texts that a regular expression matches, where it is anchored at both ends and made of plain
/// characters, groups of alternatives and `?` alone. `None` for any other: such a one matches more
/// texts than can be listed.
pub(super) fn texts(pattern: &str) -> Option<Vec<String>> {
    let (body, flags) = pattern.strip_prefix('/')?.rsplit_once('/')?;
    let inner = body.strip_prefix('^')?.strip_suffix('$')?;
    if !flags.is_empty() || body.len() > LONGEST || inner.ends_with('\\') {
        return None;
    }
    let mut chars = inner.chars();
    let texts = sequence(&mut chars, 0)?;
    chars.next().is_none().then_some(texts)
}

/// One sequence, up to the end or to the parenthesis that closes its group.
fn sequence(chars: &mut std::str::Chars<'_>, depth: usize) -> Option<Vec<String>> {
    let mut texts = vec![String::new()];
    let mut rest = chars.clone();
    while let Some(c) = rest.next() {
        let part = match c {
            ')' | '|' if depth > 0 => break,
            '(' => group(&mut rest, depth + 1)?,
            '\\' => vec![literal(rest.next()?)?],
            '[' | ']' | '{' | '}' | '.' | '*' | '+' | '?' | '^' | '$' | ')' | '|' => return None,
            c => vec![c.to_string()],
        };
        let optional = rest.as_str().starts_with('?');
        if optional {
            rest.next();
        }
        texts = combined(&texts, &part, optional)?;
        *chars = rest.clone();
    }
    Some(texts)
}

/// Alternatives, up to the parenthesis that closes them.
fn group(chars: &mut std::str::Chars<'_>, depth: usize) -> Option<Vec<String>> {
    if depth > 4 {
        return None;
    }
    if let Some(rest) = chars.as_str().strip_prefix("?:") {
        *chars = rest.chars();
    }
    let mut all = Vec::new();
    loop {
        all.extend(sequence(chars, depth)?);
        match chars.next()? {
            ')' => break,
            '|' => {}
            _ => return None,
        }
    }
    (all.len() <= MOST).then_some(all)
}

/// The character that stands behind a backslash, where that takes its meaning away.
fn literal(escaped: char) -> Option<String> {
    (!escaped.is_alphanumeric()).then(|| escaped.to_string())
}

fn combined(texts: &[String], part: &[String], optional: bool) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for text in texts {
        all.extend(part.iter().map(|p| format!("{text}{p}")));
    }
    if optional {
        all.extend(texts.iter().cloned());
    }
    (all.len() <= MOST).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_patterns_are_listed_and_others_are_not() {
        for (name, pattern, expected) in [
            ("literal", r"/^api:\/\/orders$/", Some(vec!["api://orders"])),
            (
                "optional group",
                r"/^(api:\/\/)?orders$/",
                Some(vec!["api://orders", "orders"]),
            ),
            ("alternatives", r"/^(?:a|b\.c)$/", Some(vec!["a", "b.c"])),
            ("optional character", "/^ab?$/", Some(vec!["ab", "a"])),
            ("not anchored", "/orders/", None),
            ("open end", "/^orders/", None),
            ("any character", "/^orders.$/", None),
            ("repeated", "/^orders+$/", None),
            ("class", r"/^orders\d$/", None),
            ("any case", "/^orders$/i", None),
            ("alternatives without a group", "/^a|b$/", None),
            ("escaped end", r"/^a\$/", None),
            ("no close", "/^(a$/", None),
            ("too many", "/^a?b?c?d?e?f?$/", None),
        ] {
            let expected: Option<Vec<String>> =
                expected.map(|all| all.into_iter().map(str::to_owned).collect());
            assert_eq!(texts(pattern), expected, "{name}");
        }
    }
}
