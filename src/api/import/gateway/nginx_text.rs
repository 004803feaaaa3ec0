//! The grammar of NGINX: directives with words, and blocks of directives.

use crate::api::ApiError;

/// Blocks inside each other; more is refused rather than followed.
const DEEPEST: usize = 40;

/// A directive: `auth_jwt "api" token=$cookie_t;` or a block.
#[derive(Debug, Clone)]
pub(super) struct Directive {
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) words: Vec<String>,
    pub(super) block: Vec<Self>,
}

impl Directive {
    pub(super) fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", String::as_str)
    }
}

#[derive(Debug, PartialEq)]
enum Token {
    Word(String),
    Open,
    Close,
    End,
}

/// The directives of a text.
pub(super) fn parse(name: &str, text: &str) -> Result<Vec<Directive>, ApiError> {
    let malformed = |(reason, line, column): Problem| ApiError::Malformed {
        name: name.to_owned(),
        language: "NGINX configuration",
        reason: format!("{reason} on line {line} column {column}"),
    };
    let tokens = tokens(text).map_err(malformed)?;
    let mut tokens = tokens.into_iter();
    let directives = block(&mut tokens, None, 0);
    directives.map_err(malformed)
}

/// A directive of its words, the first of which is its name.
fn directive(words: Vec<(String, usize, usize)>, end: Place) -> Result<Directive, Problem> {
    let mut words = words.into_iter();
    let Some((name, line, _)) = words.next() else {
        return Err(("a directive has no name", end.0, end.1));
    };
    Ok(Directive {
        line,
        name,
        words: words.map(|(word, ..)| word).collect(),
        block: Vec::new(),
    })
}

/// What is wrong, in which line and column.
type Problem = (&'static str, usize, usize);

type Placed = (Token, usize, usize);

/// Where a word or a quote began.
type Place = (usize, usize);

fn tokens(text: &str) -> Result<Vec<Placed>, Problem> {
    let mut lexer = Lexer::default();
    let mut chars = text.chars().peekable();
    let mut place = (1, 0);
    while let Some(c) = chars.next() {
        place.1 += 1;
        let here = place;
        if c == '\n' {
            place = (place.0 + 1, 0);
        }
        if let Some((quote, _)) = lexer.quote {
            match c {
                '\\' => {
                    let next = chars.next();
                    place = if next == Some('\n') {
                        (place.0 + 1, 0)
                    } else {
                        (place.0, place.1 + 1)
                    };
                    lexer.push(next.unwrap_or('\\'), here);
                }
                _ if c == quote => lexer.quote = None,
                _ => lexer.push(c, here),
            }
        } else if c == '#' && lexer.word.is_none() {
            while chars.peek().is_some_and(|c| *c != '\n') {
                chars.next();
            }
        } else {
            lexer.take(c, here);
        }
    }
    match (lexer.quote, lexer.word) {
        (Some((_, (line, column))), _) => Err(("a closing quote is missing", line, column)),
        (None, Some((_, (line, column)))) => Err(("a semicolon is missing", line, column)),
        (None, None) => Ok(lexer.tokens),
    }
}

#[derive(Default)]
struct Lexer {
    tokens: Vec<Placed>,
    word: Option<(String, Place)>,
    quote: Option<(char, Place)>,
}

impl Lexer {
    fn push(&mut self, c: char, here: Place) {
        self.word
            .get_or_insert_with(|| (String::new(), here))
            .0
            .push(c);
    }

    /// A character outside of quotes and comments.
    fn take(&mut self, c: char, here: Place) {
        let word = self.word.as_ref().map_or("", |(word, _)| word);
        // `${name}` is a variable, not a block.
        let variable = c == '{' && word.ends_with('$') || c == '}' && word.contains("${");
        let token = match c {
            '{' if !variable => Some(Token::Open),
            '}' if !variable => Some(Token::Close),
            ';' => Some(Token::End),
            _ => None,
        };
        if (token.is_some() || c.is_whitespace())
            && let Some((word, (line, column))) = self.word.take()
        {
            self.tokens.push((Token::Word(word), line, column));
        }
        if let Some(token) = token {
            self.tokens.push((token, here.0, here.1));
        } else if matches!(c, '"' | '\'') && self.word.is_none() {
            self.quote = Some((c, here));
            self.word = Some((String::new(), here));
        } else if !c.is_whitespace() {
            self.push(c, here);
        }
    }
}

fn block(
    tokens: &mut impl Iterator<Item = Placed>,
    opened: Option<(usize, usize)>,
    depth: usize,
) -> Result<Vec<Directive>, Problem> {
    let mut directives = Vec::new();
    let mut words: Vec<(String, usize, usize)> = Vec::new();
    while let Some((token, line, column)) = tokens.next() {
        if let Token::Word(word) = token {
            words.push((word, line, column));
            continue;
        }
        if token == Token::Close {
            return match (words.first(), opened) {
                (Some((_, line, column)), _) => Err(("a semicolon is missing", *line, *column)),
                (None, Some(_)) => Ok(directives),
                (None, None) => Err(("a closing brace has no opening one", line, column)),
            };
        }
        if depth > DEEPEST {
            return Err(("it is nested too deeply", line, column));
        }
        let mut directive = directive(std::mem::take(&mut words), (line, column))?;
        if token == Token::Open {
            directive.block = block(tokens, Some((line, column)), depth + 1)?;
        }
        directives.push(directive);
    }
    match (words.first(), opened) {
        (Some((_, line, column)), _) => Err(("a semicolon is missing", *line, *column)),
        (None, Some((line, column))) => {
            Err(("a closing brace is missing for the one", line, column))
        }
        (None, None) => Ok(directives),
    }
}
