//! Paste a token; see who issued it, which key signed it, and why your API refuses it.
//!
//! # The way through
//!
//! ```text
//! text ─ input ─▶ token ─ issuer ─▶ addresses to ask
//!                                      │        net (live) ─┐
//!                                      ▼        saved files ┴▶ documents (dated facts, by URL)
//!                                    keys  ◀────────────────────┘
//!                                      ▼
//!                                  signature          api (what the API accepts)
//!                                      ▼                     │
//!                                  diagnosis ◀───────────────┘
//!                                      ▼
//!                      Inspection ─▶ report (text, JSON) and app (the window)
//! ```
//!
//! One direction, no way back: each folder imports only the folders named before it in this file.
//! An [`Inspection`](diagnosis::Inspection) is a pure function of a token, the documents, what the
//! API accepts, and the moment to judge by. Live use, saved files, examples and tests differ only
//! in where the documents come from.
//!
//! # Rooms
//!
//! | folder | what it does |
//! | --- | --- |
//! | [`input`] | any text or file → the tokens in it, what each one is, what was wrapped around it |
//! | [`token`] | one compact token taken apart: header, claims, their meaning, times |
//! | [`issuer`] | clouds, issuer shapes, platforms → the addresses to ask, in order |
//! | [`documents`] | metadata, key sets, federation metadata: dated documents by URL; saved inspections |
//! | [`keys`] | every key × every address that lists it; certificates, thumbprints |
//! | [`signature`] | verify; explain a failure from the RSA arithmetic; the nonce transform |
//! | [`api`] | what the API accepts: its configuration read and written |
//! | [`diagnosis`] | one file a rule, run in cause order → checklist and verdict |
//! | [`net`] | the only place that talks to a network |
//! | [`archive`] | the key history on disk, once it is switched on |
//! | [`report`] | the inspection as text and as JSON |
//! | [`app`] | the window's state and what a user can ask for |
//! | [`ui`] | theme, widgets, one file a panel: borrows what it shows, returns actions |
//! | [`window`] | the window on a screen and on paper: eframe, clipboard, files, the clock |
//! | [`cli`] | the command line |
//!
//! `input`, `token`, `issuer`, `documents`, `keys`, `signature`, `api` and `diagnosis` are pure: no
//! window, no network, no files, no environment, no clock. `tests/purity.rs` reads them and fails on
//! such imports, and on an import that runs backwards.

pub mod input;

pub mod token;

pub mod issuer;

pub mod documents;

pub mod keys;

pub mod signature;

pub mod api;

pub mod diagnosis;

pub mod net;

pub mod archive;

pub mod report;

pub mod app;

pub mod ui;

pub mod window;

pub mod cli;
