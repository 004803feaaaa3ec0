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
    pub(super) block: Vec<Directive>,
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

/// What is wrong, in which line and column.
type Problem = (&'static str, usize, usize);

type Placed = (Token, usize, usize);

fn tokens(text: &str) -> Result<Vec<Placed>, Problem> {
    let mut tokens = Vec::new();
    let (mut line, mut column) = (1, 0);
    let mut chars = text.chars().peekable();
    let mut word: Option<(String, usize, usize)> = None;
    let mut quote: Option<(char, usize, usize)> = None;
    while let Some(c) = chars.next() {
        column += 1;
        let here = (line, column);
        if c == '\n' {
            (line, column) = (line + 1, 0);
        }
        if let Some((end, ..)) = quote {
            let word = word.get_or_insert_with(|| (String::new(), here.0, here.1));
            match c {
                '\\' => word.0.extend(chars.next().inspect(|_| column += 1)),
                _ if c == end => quote = None,
                _ => word.0.push(c),
            }
            continue;
        }
        // `${name}` is a variable, not a block.
        let variable = c == '{' && word.as_ref().is_some_and(|(word, ..)| word.ends_with('$'))
            || c == '}' && word.as_ref().is_some_and(|(word, ..)| word.contains("${"));
        let token = match c {
            _ if variable => None,
            '{' => Some(Token::Open),
            '}' => Some(Token::Close),
            ';' => Some(Token::End),
            _ => None,
        };
        let comment = c == '#' && word.is_none();
        if (token.is_some() || comment || c.is_whitespace())
            && let Some((word, line, column)) = word.take()
        {
            tokens.push((Token::Word(word), line, column));
        }
        if let Some(token) = token {
            tokens.push((token, here.0, here.1));
        } else if comment {
            while chars.peek().is_some_and(|c| *c != '\n') {
                chars.next();
            }
        } else if matches!(c, '"' | '\'') && word.is_none() {
            quote = Some((c, here.0, here.1));
            word = Some((String::new(), here.0, here.1));
        } else if !c.is_whitespace() {
            word.get_or_insert_with(|| (String::new(), here.0, here.1))
                .0
                .push(c);
        }
    }
    match (quote, word) {
        (Some((_, line, column)), _) => Err(("a closing quote is missing", line, column)),
        (None, Some((_, line, column))) => Err(("a semicolon is missing", line, column)),
        (None, None) => Ok(tokens),
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
        let mut words = std::mem::take(&mut words).into_iter();
        let Some((name, first, _)) = words.next() else {
            return Err(("a directive has no name", line, column));
        };
        let words: Vec<String> = words.map(|(word, ..)| word).collect();
        let block = match token {
            Token::Open => block(tokens, Some((line, column)), depth + 1)?,
            _ => Vec::new(),
        };
        directives.push(Directive {
            line: first,
            name,
            words,
            block,
        });
    }
    match (words.first(), opened) {
        (Some((_, line, column)), _) => Err(("a semicolon is missing", *line, *column)),
        (None, Some((line, column))) => {
            Err(("a closing brace is missing for the one", line, column))
        }
        (None, None) => Ok(directives),
    }
}
