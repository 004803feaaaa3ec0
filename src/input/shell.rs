//! A command line split into words the way shells do: POSIX quoting, `$'…'`, and the line
//! continuations of cmd and PowerShell.

/// One word or the end of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A word, unquoted.
    Word(String),
    /// A line break, `;`, `|` or `&`.
    End,
}

/// Splits a text into words.
pub(super) fn split(text: &str) -> Vec<Piece> {
    let mut splitter = Splitter {
        chars: text.chars().peekable(),
        pieces: Vec::new(),
        word: None,
    };
    while let Some(c) = splitter.chars.next() {
        splitter.read(c);
    }
    splitter.close();
    splitter.pieces
}

struct Splitter<'a> {
    chars: std::iter::Peekable<std::str::Chars<'a>>,
    pieces: Vec<Piece>,
    word: Option<String>,
}

impl Splitter<'_> {
    fn read(&mut self, c: char) {
        match c {
            ' ' | '\t' | '\r' => self.close(),
            '\n' | ';' | '|' | '&' => {
                self.close();
                self.pieces.push(Piece::End);
            }
            '^' if self.chars.next_if_eq(&'"').is_some() => self.caret(),
            '\\' | '^' | '`' => match self.chars.next() {
                Some('\n') => self.close(),
                Some('\r') => {
                    self.chars.next_if_eq(&'\n');
                    self.close();
                }
                Some(next) => self.push(next),
                None => {}
            },
            '\'' => self.single(),
            '"' => self.double(),
            '$' if self.chars.next_if_eq(&'\'').is_some() => self.ansi(),
            other => self.push(other),
        }
    }

    fn push(&mut self, c: char) {
        self.word.get_or_insert_default().push(c);
    }

    fn close(&mut self) {
        if let Some(word) = self.word.take() {
            self.pieces.push(Piece::Word(word));
        }
    }

    fn single(&mut self) {
        self.word.get_or_insert_default();
        while let Some(c) = self.chars.next().filter(|&c| c != '\'') {
            self.push(c);
        }
    }

    fn double(&mut self) {
        self.word.get_or_insert_default();
        while let Some(c) = self.chars.next().filter(|&c| c != '"') {
            match c {
                '\\' | '^' => match self.chars.next() {
                    Some('\n') | None => {}
                    Some(next @ ('"' | '\\' | '$' | '`' | '%')) => self.push(next),
                    Some(next) => {
                        self.push(c);
                        self.push(next);
                    }
                },
                other => self.push(other),
            }
        }
    }

    /// `^"…^"`: how browsers write a command for cmd. `^\^"` is a quote inside.
    fn caret(&mut self) {
        self.word.get_or_insert_default();
        while let Some(c) = self.chars.next() {
            match (c, self.chars.peek()) {
                ('^', Some('"')) => {
                    self.chars.next();
                    return;
                }
                ('^', Some('\\')) => {
                    self.chars.next();
                    self.chars.next_if_eq(&'^');
                }
                ('^', _) => {}
                (other, _) => self.push(other),
            }
        }
    }

    /// `$'…'`: backslash escapes are resolved.
    fn ansi(&mut self) {
        self.word.get_or_insert_default();
        while let Some(c) = self.chars.next().filter(|&c| c != '\'') {
            let plain = match c {
                '\\' => match self.chars.next() {
                    Some('n') => '\n',
                    Some('r') => '\r',
                    Some('t') => '\t',
                    Some('u') => self.code(),
                    Some(other) => other,
                    None => return,
                },
                other => other,
            };
            self.push(plain);
        }
    }

    fn code(&mut self) -> char {
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = self.chars.peek().and_then(|c| c.to_digit(16)) else {
                break;
            };
            self.chars.next();
            code = code * 16 + digit;
        }
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_unquoted() {
        for (name, text, expected) in [
            ("plain", "curl -k url", vec!["curl", "-k", "url"]),
            ("single quotes", "-H 'a: \"b\" c'", vec!["-H", "a: \"b\" c"]),
            ("double quotes", r#"-H "a: \"b\"""#, vec!["-H", "a: \"b\""]),
            ("joined", "-H'a b'c", vec!["-Ha bc"]),
            ("ANSI", r"$'a\nb\u0021'", vec!["a\nb!"]),
            ("continuation", "a \\\n b", vec!["a", "b"]),
            ("cmd", "a ^\r\n b ^\"c^\"", vec!["a", "b", "c"]),
            ("cmd quote", r#"^"{^\^"a^\^":1}^""#, vec!["{\"a\":1}"]),
            ("PowerShell", "a `\n b", vec!["a", "b"]),
            ("empty word", "a '' b", vec!["a", "", "b"]),
            ("open quote", "a 'b c", vec!["a", "b c"]),
        ] {
            let words: Vec<Piece> = expected
                .into_iter()
                .map(|word| Piece::Word(word.to_owned()))
                .collect();
            assert_eq!(split(text), words, "{name}");
        }
        assert_eq!(
            split("a; b"),
            [
                Piece::Word("a".to_owned()),
                Piece::End,
                Piece::Word("b".to_owned())
            ]
        );
    }
}
