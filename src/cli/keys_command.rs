//! `tokenscope keys`.

use std::process::ExitCode;
use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use super::args::KeysArgs;
use super::keys_earlier::Earlier;
use super::keys_target::{Target, target};
use super::live::Live;
use super::remembering::Remembering;
use super::{Problem, console, keys_listing, keys_watch};
use crate::documents::{Content, Document, Documents, Metadata, Origin, Request, RequestKind};
use crate::issuer::{expected_keys, same_host_family};
use crate::keys::{KeyTable, table};

/// One address as it was given, and what came of it.
#[derive(Debug)]
pub(super) struct Place {
    /// As it was given.
    pub(super) given: String,
    /// Where its keys were read, or should have been: a URL or a file's name.
    pub(super) url: String,
    /// When they were read, where that is known.
    pub(super) fetched: Option<Timestamp>,
    /// Why there are none, as the end of a sentence about the address.
    pub(super) error: Option<String>,
}

/// All places, and the documents of those that have keys.
#[derive(Debug, Default)]
struct Places {
    all: Vec<Place>,
    documents: Documents,
    /// Where the keys of addresses that gave none should be, as far as that can be told.
    expected: Vec<String>,
}

/// The keys of all addresses that could be read.
pub(super) struct Listing {
    /// The keys.
    pub(super) table: KeyTable,
    /// How many addresses could not be read.
    pub(super) failures: usize,
}

/// Lists the keys of all addresses, compares or watches them.
pub(super) fn run(args: &KeysArgs) -> Result<ExitCode, Problem> {
    if args.watch {
        return keys_watch::watch(args);
    }
    if let Some(baseline) = &args.baseline {
        return keys_watch::compare(args, baseline);
    }
    let (places, Listing { table, failures }) = read(args)?;
    let earlier = Earlier::of(&table, &places.documents, &places.expected);
    console::print(&match args.thumbprints {
        Some(form) => keys_listing::thumbprints(&table, form),
        None if args.json => format!("{:#}\n", keys_listing::json(&places.all, &table, &earlier)),
        None => keys_listing::text(&places.all, &table, &earlier),
    })?;
    Ok(if failures == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(3)
    })
}

/// Reads the keys of all addresses.
pub(super) fn listing(args: &KeysArgs) -> Result<Listing, Problem> {
    read(args).map(|(_, listing)| listing)
}

/// Reads all addresses, and says which could not be read.
fn read(args: &KeysArgs) -> Result<(Places, Listing), Problem> {
    let mut places = Places::default();
    let remembering = Remembering::begin(&mut places.documents);
    let mut asked: Vec<(String, Request)> = Vec::new();
    for given in &args.addresses {
        match target(given)? {
            Target::File(documents) => places.take_file(given, documents),
            Target::Ask(request) if args.offline => {
                let error = Some("was not asked, because of --offline".to_owned());
                places.expected.extend(keys_expected(&request));
                places.add(given.clone(), request.url, None, error);
            }
            Target::Ask(request) => asked.push((given.clone(), request)),
        }
    }
    if !asked.is_empty() {
        places.ask(asked, &mut Live::new(&args.ca)?, &remembering)?;
    }
    let table = table(None, None, &places.documents);
    places.tell_empty(&table);
    let failed = |place: &Place| Some(format!("{}: {}", place.url, place.error.as_ref()?));
    let failures: Vec<String> = places.all.iter().filter_map(failed).collect();
    for failure in &failures {
        console::say(&format!("tokenscope: {failure}."));
    }
    let failures = failures.len();
    Ok((places, Listing { table, failures }))
}

impl Places {
    fn add(
        &mut self,
        given: String,
        url: String,
        fetched: Option<Timestamp>,
        error: Option<String>,
    ) {
        self.all.push(Place {
            given,
            url,
            fetched,
            error,
        });
    }

    /// Without a token and its authority every document counts as a loose one.
    fn keep(&mut self, mut document: Document) {
        document.origin = Origin::File;
        self.documents.insert(document);
    }

    /// Takes the documents of a file. A saved inspection holds much beside keys, which is left out;
    /// a file that was named for itself should hold keys.
    fn take_file(&mut self, given: &str, documents: Vec<Document>) {
        for document in documents {
            let url = document.url.clone();
            let saved = document.origin == Origin::Saved;
            let error = keys_of(&document).err();
            if saved && error.is_some() {
                continue;
            }
            if !self.all.iter().any(|place| place.url == url) {
                self.add(given.to_owned(), url, document.fetched, error);
            }
            self.keep(document);
        }
    }

    /// Asks everything side by side, and then for the key sets that metadata names.
    fn ask(
        &mut self,
        asked: Vec<(String, Request)>,
        live: &mut Live,
        remembering: &Remembering,
    ) -> Result<(), Problem> {
        let mut answers = Documents::default();
        answers.remember(Arc::clone(self.documents.past()));
        let requests = asked.iter().map(|(_, request)| request.clone()).collect();
        live.all(requests, &mut answers)?;
        let mut named: Vec<(String, String)> = Vec::new();
        for (given, request) in asked {
            self.expected.extend(keys_expected(&request));
            let url = request.url;
            match answers.latest(&url).map(keys_of) {
                Some(Ok(keys)) => named.push((given, keys)),
                Some(Err(error)) => self.add(given, url, None, Some(error)),
                None => self.add(given, url, None, Some("gave no answer".to_owned())),
            }
        }
        let key_sets = named.iter().map(|(_, url)| Request {
            url: url.clone(),
            kind: RequestKind::Keys,
        });
        live.all(key_sets.collect(), &mut answers)?;
        remembering.keep(&mut answers);
        self.documents.remember(Arc::clone(answers.past()));
        for (given, url) in named {
            if let Some(answer) = answers.latest(&url) {
                let error = match &answer.content {
                    Content::Failed { reason, .. } => Some(reason.clone()),
                    Content::Json(_) | Content::Text(_) => None,
                };
                self.add(given, url, answer.fetched, error);
                self.keep(answer.clone());
            }
        }
        Ok(())
    }

    /// A place that was read and lists no key is told as such.
    fn tell_empty(&mut self, keys: &KeyTable) {
        for place in self.all.iter_mut().filter(|place| place.error.is_none()) {
            let source = keys.sources.iter().find(|s| s.url == place.url);
            if source.is_none_or(|source| source.listed == 0) {
                place.error = Some("lists no keys".to_owned());
            }
        }
    }
}

/// Where the keys of what is asked for should be.
fn keys_expected(request: &Request) -> Option<String> {
    match request.kind {
        RequestKind::Metadata => expected_keys(&request.url),
        RequestKind::Keys | RequestKind::Federation => Some(request.url.clone()),
    }
}

/// Where a document's keys are: in itself, or where it names them as metadata; else why there are
/// none. Metadata may name a key set of its own host family only.
fn keys_of(document: &Document) -> Result<String, String> {
    let url = &document.url;
    let value = match &document.content {
        Content::Text(_) => return Ok(url.clone()),
        Content::Failed { reason, .. } => return Err(reason.clone()),
        Content::Json(value) => value,
    };
    if value.get("keys").is_some() {
        return Ok(url.clone());
    }
    let metadata = Metadata::read(url, value);
    let keys = metadata
        .map_err(|_| "is neither a key set nor OpenID metadata".to_owned())?
        .jwks_uri;
    if document.origin != Origin::Live {
        return Err(format!("is metadata: its keys are at {keys}"));
    }
    let host = |url: &str| Url::parse(url).ok()?.host_str().map(str::to_owned);
    let same_host = host(url).is_some() && host(url) == host(&keys);
    if same_host || same_host_family(url, &keys) {
        return Ok(keys);
    }
    Err(format!(
        "names keys on another host ({keys}): list those by their own address if you trust it"
    ))
}
