//! Asks for everything that the tokens at hand still want.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::load::bytes_of;
use super::{Problem, console};
use crate::diagnosis::Inspection;
use crate::documents::{Consent, Content, Document, Documents, Origin, Request, wanted};
use crate::issuer::Address;
use crate::net::{ATTEMPTS, Client, ClientOptions, Exchange, NetError, PAUSE, Session, ask_again};

/// The network as a command uses it: not set up before something is asked.
pub(super) struct Live {
    options: ClientOptions,
    session: Option<Session>,
    asked: BTreeSet<String>,
}

impl Live {
    /// Reads the authorities to trust beside the system's.
    pub(super) fn new(authorities: &[PathBuf]) -> Result<Self, Problem> {
        let files: Result<Vec<Vec<u8>>, Problem> = authorities
            .iter()
            .map(|path| Ok(bytes_of(path)?.bytes))
            .collect();
        Ok(Self {
            options: ClientOptions {
                authorities: files?,
                ..ClientOptions::default()
            },
            session: None,
            asked: BTreeSet::new(),
        })
    }

    /// Asks for everything that these addresses want, and for what the answers want in turn.
    pub(super) fn gather(
        &mut self,
        addresses: &[Address],
        documents: &mut Documents,
        consent: &Consent,
    ) -> Result<(), Problem> {
        loop {
            let requests = wanted(addresses, documents, consent);
            let started = self.start(requests, documents)?;
            match self.session.as_mut().and_then(Session::wait) {
                Some(document) => documents.insert(document),
                None if started == 0 => return Ok(()),
                None => {}
            }
        }
    }

    /// Asks key sets again that lack a token's key: answers differ from one to the next.
    pub(super) fn gather_again(
        &mut self,
        documents: &mut Documents,
        inspect: impl Fn(&Documents) -> Vec<Inspection>,
    ) -> Result<(), Problem> {
        for attempt in 2..=ATTEMPTS {
            let requests: Vec<Request> = inspect(documents)
                .iter()
                .flat_map(|inspection| ask_again(inspection, documents))
                .collect();
            if requests.is_empty() {
                break;
            }
            console::say(&format!(
                "The token's key is in none of the answers; answers differ, so they are asked \
                 again ({attempt} of {ATTEMPTS})."
            ));
            std::thread::sleep(PAUSE);
            for request in &requests {
                self.asked.remove(&request.url);
            }
            self.all(requests, documents)?;
        }
        Ok(())
    }

    /// Asks all of these and waits for all answers.
    pub(super) fn all(
        &mut self,
        requests: Vec<Request>,
        documents: &mut Documents,
    ) -> Result<(), Problem> {
        self.start(requests, documents)?;
        while let Some(document) = self.session.as_mut().and_then(Session::wait) {
            documents.insert(document);
        }
        Ok(())
    }

    /// Starts what was not asked yet, and says how many that is.
    fn start(
        &mut self,
        mut requests: Vec<Request>,
        documents: &mut Documents,
    ) -> Result<usize, Problem> {
        requests.retain(|request| self.asked.insert(request.url.clone()));
        let count = requests.len();
        if count == 0 {
            return Ok(0);
        }
        match self.session() {
            Ok(session) => session.start(requests, || {}),
            Err(error @ NetError::Authority { .. }) => {
                return Err(Problem(format!("{error}.")));
            }
            Err(error @ NetError::Setup { .. }) => {
                // A machine without a trust store still gets its report.
                documents.extend(requests.into_iter().map(|r| unasked(r, &error)));
            }
        }
        Ok(count)
    }

    /// Takes the list of requests that left this computer.
    pub(super) fn exchanges(&self) -> Vec<Exchange> {
        self.session
            .as_ref()
            .map_or_else(Vec::new, Session::exchanges)
    }

    fn session(&mut self) -> Result<&mut Session, NetError> {
        if self.session.is_none() {
            self.session = Some(Session::new(Client::new(&self.options)?));
        }
        self.session.as_mut().ok_or_else(|| NetError::Setup {
            reason: "there is no session".to_owned(),
        })
    }
}

fn unasked(request: Request, error: &NetError) -> Document {
    Document {
        url: request.url,
        fetched: None,
        date: None,
        origin: Origin::Live,
        content: Content::Failed {
            status: None,
            reason: format!("could not be asked: {error}"),
        },
    }
}
