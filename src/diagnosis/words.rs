//! Small pieces of sentences.

/// Names in one line: "a", "a and b", "a, b and c".
pub(super) fn list(names: &[impl AsRef<str>]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// Labels of places in one line. They hold commas themselves, so semicolons part them.
pub(super) fn labels<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    let labels: Vec<&str> = labels.collect();
    labels.join("; ")
}

/// A text cut after so many characters, with an ellipsis, so that a hostile claim can't flood a
/// sentence.
pub(super) fn short(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    let start: String = text.chars().take(chars).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_sentences_do() {
        assert_eq!(list(&["a"; 0]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(short("abc", 3), "abc");
        assert_eq!(short("äöüß", 3), "äöü…");
    }
}
