//! Leaves the values of secrets out of raw configuration: JSON, XML, YAML and properties alike.

/// Names whose values are secrets, in lower case.
const SECRET: [&str; 5] = [
    "secret",
    "password",
    "connectionstring",
    "sharedaccesskey",
    "accountkey",
];

/// The text with `instead` in place of every secret's value. What looks like a name and is none
/// costs its line's value: rather too much is left out than too little.
pub(super) fn without_secrets(text: &str, instead: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| line_without(line, instead))
        .collect()
}

fn line_without(line: &str, instead: &str) -> String {
    let lower = line.to_ascii_lowercase();
    let mut written = String::with_capacity(line.len());
    let mut from = 0;
    while let Some((start, end)) = next_value(&lower, from) {
        written.push_str(line.get(from..start).unwrap_or_default());
        if start < end {
            written.push_str(instead);
        }
        from = end;
    }
    written.push_str(line.get(from..).unwrap_or_default());
    written
}

/// Where the next secret's value begins and ends, after its name and a separator.
fn next_value(lower: &str, from: usize) -> Option<(usize, usize)> {
    let rest = lower.get(from..)?;
    let name_end = SECRET
        .iter()
        .filter_map(|word| rest.find(word).map(|start| start + word.len()))
        .min()?;
    let separator = rest.get(name_end..)?.find([':', '=', '>'])?;
    let after = rest.get(name_end + separator + 1..)?;
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    let value = after.get(blanks..)?;
    let start = from + name_end + separator + 1 + blanks;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => {
            let inside = value.get(1..)?;
            Some((start + 1, start + 1 + quoted_length(inside, quote)))
        }
        None => Some((start, start + bare_length(value))),
    }
}

/// How long a quoted value is: to its closing quote.
fn quoted_length(value: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, c) in value.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return index,
            _ => {}
        }
    }
    value.trim_end().len()
}

/// How long a value without quotes is: to a tag, a comma or the end of its line.
fn bare_length(value: &str) -> usize {
    value
        .find(['<', ',', '\n', '\r', '"'])
        .unwrap_or(value.len())
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn values_of_secrets_go_and_all_else_stays() {
        #[rustfmt::skip]
        let rows = [
            ("JSON", r#"  "ClientSecret": "abc","#, r#"  "ClientSecret": "-","#),
            ("JSON in one line", r#"{"ClientId":"x","ClientSecret":"y","Tenant":"z"}"#, r#"{"ClientId":"x","ClientSecret":"-","Tenant":"z"}"#),
            ("JSON with escapes", r#""Password": "a\"b,c", "Audience": "d""#, r#""Password": "-", "Audience": "d""#),
            ("the word as a value", r#""SourceType": "ClientSecret", "ClientSecret": "abc""#, r#""SourceType": "ClientSecret", "ClientSecret": "-""#),
            ("XML attributes", r#"<add key="ida:ClientSecret" value="abc" />"#, r#"<add key="ida:ClientSecret" value="-" />"#),
            ("XML element", "<ClientSecret>abc</ClientSecret>", "<ClientSecret>-</ClientSecret>"),
            ("YAML", "  client-secret: abc\n  audience: x", "  client-secret: -\n  audience: x"),
            ("properties", "azure.client-secret=abc", "azure.client-secret=-"),
            ("environment", "AZURE_CLIENT_SECRET='a b'", "AZURE_CLIENT_SECRET='-'"),
            ("connection string", r#""ConnectionString": "Server=a;Password=b""#, r#""ConnectionString": "-""#),
            ("a comment", "// the secret goes here\n\"Audience\": \"x\"", "// the secret goes here\n\"Audience\": \"x\""),
            ("no secret", r#""Audience": "api://x""#, r#""Audience": "api://x""#),
            ("letters of several bytes", "«secret»: é\nü", "«secret»: -\nü"),
            ("empty", r#""ClientSecret": """#, r#""ClientSecret": """#),
            ("nothing", "", ""),
        ];
        for (name, text, expected) in rows {
            assert_eq!(without_secrets(text, "-"), expected, "{name}");
        }
    }
}
