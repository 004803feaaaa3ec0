//! Start-up code: C#, JavaScript, Python, Go.
//!
//! # Files
//!
//! | file | what it does |
//! | --- | --- |
//! | `lexer`, `strings` | a text → words: strings, names, numbers, signs; comments are left out |
//! | `expression`, `brackets`, `chains` | words → expressions, as far as configuration needs them |
//! | `source` | a text's calls, its constants, and what they set |
//! | `value`, `formats`, `seconds` | expressions → values that stand in the same text |
//! | `placeholder` | values that were never filled in |
//! | `choice`, `form`, `addresses` | one call → the facts, each setting noted with its line |
//! | `csharp`, `javascript`, `python`, `go` | one file a library |
//!
//! It is no compiler: names are followed without regard to scopes, and what code works out is told
//! as unread.

mod addresses;
mod brackets;
mod chains;
mod choice;
mod csharp;
mod expression;
mod form;
mod formats;
mod go;
mod javascript;
mod lexer;
mod placeholder;
mod python;
mod seconds;
mod source;
mod strings;
#[cfg(test)]
mod tests;
mod value;

use super::Importer;

/// The formats of this folder, the more particular ones first.
pub(super) const IMPORTERS: &[Importer] = &[
    csharp::schemes::IMPORTER,
    csharp::issuer_registry::IMPORTER,
    javascript::passport::IMPORTER,
    javascript::express::IMPORTER,
    javascript::next_auth::IMPORTER,
    python::fastapi::IMPORTER,
    python::django::IMPORTER,
    python::authlib::IMPORTER,
    python::pyjwt::IMPORTER,
    javascript::jose::IMPORTER,
    javascript::jwks_rsa::IMPORTER,
    go::IMPORTER,
];
