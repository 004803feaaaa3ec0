//! Start-up code: C#, JavaScript, Python, Go, Java, Kotlin.
//!
//! # Files
//!
//! | file | what it does |
//! | --- | --- |
//! | `lexer`, `strings` | a text → words: strings, names, numbers, signs; comments are left out |
//! | `expression`, `brackets`, `chains` | words → expressions, as far as configuration needs them |
//! | `source`, `calls` | a text's calls, its constants, and what they set |
//! | `value`, `defaults`, `formats`, `pattern`, `seconds` | expressions → values that stand in the same text |
//! | `placeholder` | values that were never filled in |
//! | `meaning` | what a setting that can't be read may decide |
//! | `reach` | which key set a call's words lead to |
//! | `choice`, `form`, `elsewhere`, `addresses`, `fetched`, `keys`, `routes`, `own_checks` | one call → the facts, each setting noted with its line |
//! | `csharp`, `javascript`, `python`, `go`, `java` | one file a library |
//!
//! It is no compiler: names are followed without regard to scopes, and what code works out is told
//! as unread.

mod addresses;
mod brackets;
mod calls;
mod chains;
mod choice;
mod csharp;
mod defaults;
mod elsewhere;
mod expression;
mod fetched;
mod form;
mod formats;
mod go;
mod java;
mod javascript;
mod keys;
mod lexer;
mod meaning;
mod own_checks;
mod pattern;
mod placeholder;
mod python;
mod reach;
mod routes;
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
    javascript::passport_config::IMPORTER,
    javascript::express::IMPORTER,
    javascript::next_auth::IMPORTER,
    python::fastapi::IMPORTER,
    python::django::IMPORTER,
    python::authlib::IMPORTER,
    python::pyjwt::IMPORTER,
    javascript::jose::IMPORTER,
    javascript::jwks_rsa::IMPORTER,
    javascript::fastify::IMPORTER,
    go::IMPORTER,
    java::IMPORTER,
];
