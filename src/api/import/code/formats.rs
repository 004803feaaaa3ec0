//! Texts with places for values.

/// `{0}` of C#.
pub(super) fn numbered(format: &str, values: &[String]) -> Option<String> {
    let named: Vec<(Option<String>, String)> = values.iter().map(|v| (None, v.clone())).collect();
    braces(format, &named)
}

/// `{}`, `{0}` and `{name}` of Python. `None` where a place has no value.
pub(super) fn braces(format: &str, values: &[(Option<String>, String)]) -> Option<String> {
    let mut whole = String::new();
    let mut rest = format;
    let mut next = 0_usize;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, after) = rest.split_at_checked(at)?;
        whole.push_str(before);
        let doubled = ["{{", "}}"].iter().find(|pair| after.starts_with(**pair));
        if let Some(pair) = doubled {
            whole.push_str(pair.get(1..)?);
            rest = after.get(2..)?;
            continue;
        }
        let (name, behind) = after.strip_prefix('{')?.split_once('}')?;
        let name = name
            .split([':', ',', '!'])
            .next()
            .unwrap_or_default()
            .trim();
        let value = if name.is_empty() {
            next += 1;
            values.get(next - 1)
        } else if let Ok(index) = name.parse::<usize>() {
            values.get(index)
        } else {
            values.iter().find(|(n, _)| n.as_deref() == Some(name))
        };
        whole.push_str(&value?.1);
        rest = behind;
    }
    whole.push_str(rest);
    Some(whole)
}

/// `%s` of Python and Go.
pub(super) fn percent(format: &str, values: &[String]) -> Option<String> {
    let mut whole = String::new();
    let mut values = values.iter();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            whole.push(c);
            continue;
        }
        match chars.next()? {
            '%' => whole.push('%'),
            's' | 'v' | 'd' => whole.push_str(values.next()?),
            _ => return None,
        }
    }
    Some(whole)
}
