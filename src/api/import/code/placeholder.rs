//! Values that were never filled in.

/// Whether a text stands for something that is still to be filled in. The templates of issuers,
/// `{tenantid}` and `{tenant}`, are none (rules C-6).
pub(super) fn is_placeholder(text: &str) -> bool {
    const NOTHING: &str = "00000000-0000-0000-0000-000000000000";
    let lower = text.to_ascii_lowercase();
    let bare = lower.replace("{tenantid}", "").replace("{tenant}", "");
    let within = |open: char, close: char| {
        bare.split_once(open)
            .is_some_and(|(_, rest)| rest.contains(close))
    };
    within('<', '>')
        || within('{', '}')
        || within('[', ']') && !bare.contains("://[")
        || [
            "enter_the",
            "enter the",
            "insert_",
            "placeholder",
            "changeme",
            "xxxxxxxx",
            "%s",
            "${",
            "...",
        ]
        .iter()
        .any(|sign| bare.contains(sign))
        || bare.contains('…')
        || lower.contains(NOTHING)
        || is_yours(&lower)
}

/// `your-tenant-id`, `YOUR_CLIENT_ID`.
fn is_yours(lower: &str) -> bool {
    lower.match_indices("your").any(|(at, word)| {
        let before = lower.get(..at).and_then(|text| text.chars().next_back());
        let after = lower
            .get(at + word.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && matches!(after, Some('-' | '_' | ' '))
    })
}
