//! Helm templates: YAML whose values are filled in by another program.

/// What stands in the place of each character of `{{ … }}`: printable in YAML, and in no
/// configuration.
pub(super) const MASK: char = '\u{e000}';

/// The text with every `{{ … }}` masked, so that it is YAML again; lines and columns stay. A line
/// that is nothing but such an instruction becomes empty.
pub(super) fn masked(text: &str) -> String {
    if !text.contains("{{") {
        return text.to_owned();
    }
    text.split_inclusive('\n').map(masked_line).collect()
}

fn masked_line(line: &str) -> String {
    let mut masked = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, inside, after)) = instruction(rest) {
        masked.push_str(before);
        masked.extend(std::iter::repeat_n(MASK, inside.chars().count() + 4));
        rest = after;
    }
    masked.push_str(rest);
    if masked.contains(MASK) && masked.chars().all(|c| c == MASK || c.is_whitespace()) {
        return masked.replace(MASK, " ");
    }
    masked
}

/// The first `{{ … }}` of a line: what is before, inside and after it.
fn instruction(line: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = line.split_once("{{")?;
    let (inside, after) = rest.split_once("}}")?;
    // A map in a map of YAML's flow style has no such beginning.
    let template = !inside.contains(['{', '\n']);
    template.then_some((before, inside, after))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn instructions_are_masked() {
        for (name, text, expected) in [
            ("plain", "a: b\n", "a: b\n"),
            (
                "value",
                "a: {{ .x }}\n",
                "a: \u{e000}\u{e000}\u{e000}\u{e000}\u{e000}\u{e000}\u{e000}\u{e000}\n",
            ),
            ("line", "{{- if .x }}\na: b\n", "            \na: b\n"),
            ("open", "a: {{ .x\n", "a: {{ .x\n"),
            ("flow", "a: {b: {c: d}}\n", "a: {b: {c: d}}\n"),
        ] {
            assert_eq!(masked(text), expected, "{name}");
        }
    }
}
