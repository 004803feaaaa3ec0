//! Any text or file → the tokens in it, what each one is, and what was wrapped around it.
//!
//! Nothing here decides whether a token is good. It finds compact tokens and their relatives in
//! bare text, headers, JSON, URLs, cURL commands, HAR files and logs, repairs what copying did to
//! them, and says so.

//!
//! # Files
//!
//! | file | what it does |
//! | --- | --- |
//! | `text` | one text from beginning to end |
//! | `whole`, `errors`, `token_error`, `config` | what a text is that holds no token |
//! | `json_text`, `walk`, `har` | JSON documents and the strings in them |
//! | `curl`, `shell`, `requests` | commands and recorded requests, with the URL they go to |
//! | `scan`, `words`, `context`, `names`, `value` | where tokens stand in a text, and under which name |
//! | `assemble`, `draft`, `gap`, `symbols`, `escapes`, `marks` | one token put together from its pieces |
//! | `classify`, `damage`, `limits`, `relatives` | what a dotted text is, and what is broken in it |
//! | `opaque`, `saml` | what has no dots |
//! | `assertion` | what a SAML message says |
//! | `collect` | the list: in order, without repeats |

mod assemble;
mod assertion;
pub mod base64url;
mod bytes;
mod classify;
mod collect;
mod config;
mod context;
mod curl;
mod damage;
mod draft;
pub(crate) mod errors;
mod escapes;
mod found;
mod gap;
mod har;
pub mod json;
mod json_text;
mod limits;
mod marks;
mod names;
mod opaque;
mod relatives;
mod requests;
mod saml;
mod scan;
mod shell;
mod symbols;
mod text;
mod token_error;
mod value;
mod walk;
mod whole;
mod words;
pub(crate) mod words_in;

pub use assertion::SamlMessage;
pub use bytes::text_of_bytes;
pub use errors::error_in;
pub use found::{Damage, Found, Kind, Noise, Reading, Role, Whole};
pub use relatives::Relative;
pub use token_error::TokenError;

/// Reads a text and lists every token in it with the place where it stood, in reading order,
/// without repeats.
///
/// `source` names where the text came from ("pasted text", a file's name, "standard input").
pub fn read(source: &str, text: &str) -> Reading {
    text::read(source, text)
}
