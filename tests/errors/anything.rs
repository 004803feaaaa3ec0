//! Any text: no panic, and nothing of a token in what comes out.

use std::sync::LazyLock;

use proptest::prelude::*;
use tokenscope::diagnosis::{narrow, read_error};
use tokenscope::input::error_in;

use crate::signed;
use crate::table::entries;

static TOKENS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut tokens: Vec<String> = ["entra-v2", "graph", "b2c"]
        .iter()
        .map(|name| signed(name))
        .collect();
    tokens.push(format!("EwB{}", "wA7Q8".repeat(60)));
    tokens
});

static EXAMPLES: LazyLock<Vec<String>> =
    LazyLock::new(|| entries().into_iter().flat_map(|e| e.examples).collect());

/// Every value that comes out.
fn output(text: &str) -> String {
    let reading = read_error(text);
    let narrowed = narrow(&reading);
    format!("{reading:?} {narrowed:?}")
}

/// Whether a text holds a piece of a token that could not come from elsewhere.
fn leaks(text: &str, token: &str) -> bool {
    const PIECE: usize = 24;
    let pieces = token.as_bytes().windows(PIECE).step_by(8);
    pieces
        .filter_map(|piece| std::str::from_utf8(piece).ok())
        .any(|piece| text.contains(piece))
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,400}") {
        let _ = (output(&text), error_in(&text));
    }

    #[test]
    fn pieces_of_errors_in_any_order_are_read(parts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..200, "[\\PC]{0,12}"), 0..8)) {
        let mut text = String::new();
        for (at, cut, between) in &parts {
            let example = at.get(&EXAMPLES);
            text.extend(example.chars().skip(cut % example.chars().count()));
            text.push_str(between);
        }
        let _ = (output(&text), error_in(&text));
    }

    #[test]
    fn a_token_in_an_error_never_comes_out(
        example in any::<prop::sample::Index>(),
        token in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        frame in prop::sample::select(vec!["{}", " '{}' ", "kid: '{}'", "Issuer: '{}'", "Audiences: '{}'.", "validationParameters.ValidAudience: '{}'", "jwt audience invalid. expected: {}", "KeyId: '{}'", "token: '{}'.", "\\\"{}\\\"", "%27{}%27", "The audience '{}' is invalid"]),
    ) {
        let (example, token) = (example.get(&EXAMPLES), token.get(&TOKENS));
        let places: Vec<usize> = example.char_indices().map(|(at, _)| at).chain([example.len()]).collect();
        let at = *at.get(&places);
        let text = format!("{}{}{}", &example[..at], frame.replace("{}", token), &example[at..]);
        let out = output(&text);
        prop_assert!(!leaks(&out, token), "{out}");
        let error = error_in(&text).unwrap_or_default();
        prop_assert!(!leaks(&error, token), "{error}");
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let (text, _) = tokenscope::input::text_of_bytes(&bytes);
        let _ = (output(&text), error_in(&text));
    }
}

/// A token's parts alone, as a log may hold them.
#[test]
fn parts_of_a_token_never_come_out() {
    for token in TOKENS.iter() {
        for part in token.split('.') {
            for frame in [
                "IDX10503: kid: '{}'",
                "IDX10214: Audiences: '{}'",
                "IDX10205: Issuer: '{}'",
                "RSA key with id {} not found",
            ] {
                let text = frame.replace("{}", part);
                assert!(!leaks(&output(&text), part), "{frame}");
            }
        }
    }
}
