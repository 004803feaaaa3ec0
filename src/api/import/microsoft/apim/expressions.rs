//! Policy expressions: C# between `@(` and `)`, or `@{` and `}`. The portal lets them hold quotes and
//! angle brackets that XML doesn't allow there.

/// A text whose policy expressions hold nothing that could break XML: what could is put as `_`, so
/// that every place stays where it was.
pub(super) fn neutral(text: &str) -> String {
    let mut neutral = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(start) = next(text, from) {
        let rest = text.get(start..).unwrap_or_default();
        let end = start + length(rest);
        neutral.push_str(text.get(from..start).unwrap_or_default());
        let inside = text.get(start..end).unwrap_or_default();
        neutral.extend(inside.chars().map(|c| match c {
            '"' | '\'' | '<' | '>' | '&' => '_',
            other => other,
        }));
        from = end;
    }
    neutral.push_str(text.get(from..).unwrap_or_default());
    neutral
}

/// Where the next expression begins: at the start of an attribute's value or of an element's text.
fn next(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let found = at + text.get(at..)?.find('@')?;
        let opens = text
            .get(found + 1..)
            .is_some_and(|rest| rest.starts_with(['(', '{']));
        let before = text.get(..found)?.trim_end();
        if opens && before.ends_with(['"', '\'', '>']) {
            return Some(found);
        }
        at = found + 1;
    }
}

/// How long an expression is that begins with its `@`: to the bracket that closes the first one. One
/// that is never closed ends where its line does.
fn length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut string: Option<bool> = None;
    let mut escaped = false;
    let mut before = ' ';
    // `@(` itself is not the beginning of a verbatim text.
    for (index, c) in text.char_indices().skip(1) {
        match (string, c) {
            (Some(false), _) if escaped => escaped = false,
            (Some(false), '\\') => escaped = true,
            (Some(_), '"') => string = None,
            (None, '"') if before != '\'' => string = Some(before == '@' || before == '$'),
            (None, '(' | '{' | '[') => depth += 1,
            (None, ')' | '}' | ']') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + c.len_utf8();
                }
            }
            _ => {}
        }
        before = c;
    }
    text.find('\n').unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::neutral;

    #[test]
    fn expressions_lose_what_breaks_xml() {
        #[rustfmt::skip]
        let rows = [
            ("none", r#"<a b="c">d</a>"#, r#"<a b="c">d</a>"#),
            ("quotes", r#"<when condition="@(context.Request.Headers["x"] == "y")"/>"#, r#"<when condition="@(context.Request.Headers[_x_] == _y_)"/>"#),
            ("brackets in a text", r#"<when condition="@(a(")") && b < 2)" c="d"/>"#, r#"<when condition="@(a(_)_) __ b _ 2)" c="d"/>"#),
            ("a block", "<set>@{ if (a < b) { return \"}\"; } }</set>", "<set>@{ if (a _ b) { return _}_; } }</set>"),
            ("escaped", r#"<w c="@(a == &quot;x&quot;)"/>"#, r#"<w c="@(a == _quot;x_quot;)"/>"#),
            ("generics", r#"<v>@(((string)x).As<JObject>()["y"])</v>"#, "<v>@(((string)x).As_JObject_()[_y_])</v>"),
            ("a quote that is escaped", r#"<w c="@(a == "x\")" )"/>"#, r#"<w c="@(a == _x\_)_ )"/>"#),
            ("never closed", "<w c=\"@(a\"/>\n<v/>", "<w c=\"@(a_/_\n<v/>"),
            ("no expression", "<a>mail@(x</a>", "<a>mail@(x</a>"),
        ];
        for (name, text, expected) in rows {
            assert_eq!(neutral(text), expected, "{name}");
            assert_eq!(neutral(text).len(), text.len(), "{name}: every place stays");
        }
    }
}
