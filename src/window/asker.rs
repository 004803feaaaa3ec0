//! Asks the network for the window. The client reads the system's trust store when it is made,
//! which takes a while: that happens beside the window, and not before something is to be asked.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use crate::documents::{Content, Document, Origin, Request};
use crate::net::{Client, ClientOptions, Exchange, NetError, Session};

/// Longer than it takes until a request notices that it was cancelled.
const SOON: Duration = Duration::from_millis(250);

/// Makes the requests of one window.
pub(super) struct Asker {
    state: State,
    /// Requests that came before the client was there.
    waiting: Vec<Request>,
    ctx: egui::Context,
}

enum State {
    /// Nothing was asked yet.
    Unused(ClientOptions),
    /// The client is being made.
    Starting(Receiver<Result<Client, NetError>>),
    /// Requests can be made.
    Ready(Session),
    /// No request can be made, and why.
    Broken(String),
}

impl Asker {
    /// Remembers how to set the client up.
    pub(super) fn new(options: ClientOptions, ctx: egui::Context) -> Self {
        Self {
            state: State::Unused(options),
            waiting: Vec::new(),
            ctx,
        }
    }

    /// Asks for documents.
    pub(super) fn start(&mut self, requests: Vec<Request>) {
        match &mut self.state {
            State::Ready(session) => {
                let ctx = self.ctx.clone();
                session.start(requests, move || ctx.request_repaint());
                return;
            }
            State::Unused(options) => self.state = begin(std::mem::take(options), &self.ctx),
            State::Starting(_) => {}
            State::Broken(_) => self.ctx.request_repaint(),
        }
        self.waiting.extend(requests);
    }

    /// Takes the answers that are there. Never waits.
    pub(super) fn take(&mut self) -> Vec<Document> {
        if let State::Starting(receiver) = &self.state {
            match receiver.try_recv() {
                Ok(Ok(client)) => self.state = State::Ready(Session::new(client)),
                Ok(Err(error)) => self.state = State::Broken(error.to_string()),
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => {
                    self.state = State::Broken("HTTPS can't be set up".to_owned());
                }
            }
        }
        match &mut self.state {
            State::Unused(_) | State::Starting(_) => Vec::new(),
            State::Ready(session) => {
                if !self.waiting.is_empty() {
                    let ctx = self.ctx.clone();
                    session.start(std::mem::take(&mut self.waiting), move || {
                        ctx.request_repaint();
                    });
                }
                session.take()
            }
            State::Broken(reason) => std::mem::take(&mut self.waiting)
                .into_iter()
                .map(|request| failed(request, reason))
                .collect(),
        }
    }

    /// Takes the list of requests that left this computer since the last time.
    pub(super) fn exchanges(&self) -> Vec<Exchange> {
        match &self.state {
            State::Ready(session) => session.exchanges(),
            State::Unused(_) | State::Starting(_) | State::Broken(_) => Vec::new(),
        }
    }

    /// Ends everything that is under way.
    pub(super) fn cancel(&mut self) {
        self.waiting.clear();
        if let State::Ready(session) = &mut self.state {
            session.cancel();
            // What was cancelled joins the list of requests a moment later, and wakes nobody.
            self.ctx.request_repaint_after(SOON);
        }
    }
}

/// Makes the client on a thread of its own.
fn begin(options: ClientOptions, ctx: &egui::Context) -> State {
    let (sender, receiver) = channel();
    let waker = ctx.clone();
    thread::spawn(move || {
        // A window that was closed meanwhile needs no client.
        if sender.send(Client::new(&options)).is_ok() {
            waker.request_repaint();
        }
    });
    State::Starting(receiver)
}

fn failed(request: Request, reason: &str) -> Document {
    Document {
        url: request.url,
        fetched: None,
        date: None,
        origin: Origin::Live,
        content: Content::Failed {
            status: None,
            reason: reason.to_owned(),
        },
    }
}
