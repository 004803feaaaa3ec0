//! A window on a desk: it acts on what is clicked, as the program does, and its network is a table.

use egui::{Event, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, HarnessBuilder};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tokenscope::app::{Action, Effect, Model};
use tokenscope::documents::{Content, Document, Documents, Origin, Request};
use tokenscope::net::Exchange;
use tokenscope::ui::{self, UiState};

use crate::common;

/// What a harness holds.
pub(crate) struct Desk {
    pub(crate) model: Model,
    pub(crate) state: UiState,
    /// What the network answers, by URL; everything else is a 404.
    pub(crate) network: Documents,
    /// What the clock says.
    pub(crate) clock: Timestamp,
    /// Every URL that was asked for.
    pub(crate) asked: Vec<String>,
    /// What is selected in another window.
    pub(crate) selection: Option<String>,
    /// Every text that was put on the clipboard.
    pub(crate) copied: Vec<String>,
}

pub(crate) type Window = Harness<'static, Desk>;

impl Desk {
    pub(crate) fn new(network: Documents) -> Self {
        Self {
            model: Model::new(common::now(), TimeZone::UTC),
            state: UiState::default(),
            network,
            clock: common::now(),
            asked: Vec::new(),
            selection: None,
            copied: Vec::new(),
        }
    }

    /// One frame: take what was pasted, draw, act.
    fn frame(&mut self, ui: &mut egui::Ui) {
        let mut actions = Vec::new();
        // A text field that has the focus takes its paste itself.
        if !ui.ctx().text_edit_focused() {
            let events = ui.input(|input| input.events.clone());
            actions.extend(events.into_iter().filter_map(|event| match event {
                Event::Paste(text) => Some(Action::Paste(text)),
                _ => None,
            }));
        }
        // The harness leaves a margin that the program's window doesn't have.
        let whole = ui.ctx().content_rect();
        let mut whole_ui = ui.new_child(egui::UiBuilder::new().max_rect(whole));
        whole_ui.set_clip_rect(whole);
        actions.extend(ui::show(&mut whole_ui, &self.model, &mut self.state));
        if !actions.is_empty() {
            ui.ctx().request_repaint();
        }
        for action in actions {
            self.act(action);
        }
    }

    pub(crate) fn act(&mut self, action: Action) {
        let effects = self.model.apply(action, self.clock);
        self.run(effects);
    }

    /// Lets so many seconds go by.
    pub(crate) fn wait(&mut self, seconds: i64) {
        self.clock += SignedDuration::from_secs(seconds);
        let effects = self.model.wake(self.clock);
        self.run(effects);
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Copy(text) => self.copied.push(text),
                Effect::ReadSelection => {
                    if let Some(text) = self.selection.take() {
                        self.act(Action::Paste(text));
                    }
                }
                Effect::Fetch(requests) => {
                    assert!(
                        self.asked.len() < 100,
                        "asked without end: {:?}",
                        self.asked
                    );
                    let answers: Vec<Document> = requests.iter().map(|r| self.answer(r)).collect();
                    self.model
                        .note_requests(answers.iter().map(exchange).collect());
                    let effects = self.model.arrive(answers, self.clock);
                    self.run(effects);
                }
                _ => {}
            }
        }
    }

    fn answer(&mut self, request: &Request) -> Document {
        self.asked.push(request.url.clone());
        let known = self.network.latest(&request.url).cloned();
        let fetched = Some(self.clock);
        let known = known.map(|document| Document {
            fetched,
            ..document
        });
        known.unwrap_or_else(|| Document {
            url: request.url.clone(),
            fetched,
            date: None,
            origin: Origin::Live,
            content: Content::Failed {
                status: Some(404),
                reason: "answered 404".to_owned(),
            },
        })
    }
}

/// The request that led to a document.
fn exchange(document: &Document) -> Exchange {
    let (status, failure) = match &document.content {
        Content::Failed { status, reason } => (*status, Some(reason.clone())),
        Content::Json(_) | Content::Text(_) => (Some(200), None),
    };
    Exchange {
        url: document.url.clone(),
        at: common::now(),
        status,
        bytes: 1000,
        took: std::time::Duration::from_millis(90),
        failure,
    }
}

/// A window of that size, before anything was done.
pub(crate) fn build(builder: HarnessBuilder<Desk>, desk: Desk) -> Window {
    let mut window = builder
        .with_max_steps(12)
        .with_context_setup(|ctx| {
            ui::set_up(ctx);
            ctx.set_theme(egui::Theme::Dark);
        })
        .build_ui_state(|ui, desk: &mut Desk| desk.frame(ui), desk);
    window.run();
    window
}

/// An empty window.
pub(crate) fn window(network: Documents) -> Window {
    build(
        Harness::builder().with_size([1280.0, 1400.0]),
        Desk::new(network),
    )
}

/// The documents of a template's usual places.
pub(crate) fn usual(template: &str) -> Documents {
    common::documents(common::template(template).usual.iter().copied())
}

/// Pastes a text, as the keyboard does.
pub(crate) fn paste(window: &mut Window, text: &str) {
    window.event(Event::Paste(text.to_owned()));
    window.run();
}

/// Clicks the first thing that bears that name.
pub(crate) fn click(window: &mut Window, name: &str) {
    let node = window.query_all_by_label(name).next();
    node.unwrap_or_else(|| panic!("nothing is called {name:?}"))
        .click();
    window.run();
}

/// What the verdict's region is called; nothing where there is none.
pub(crate) fn verdict(window: &Window) -> String {
    let regions = window.query_all_by_role(Role::Region);
    let labels = regions.filter_map(|node| node.accesskit_node().label());
    labels
        .filter(|label| label.starts_with("Verdict: "))
        .collect()
}

/// Whether these words are on screen.
pub(crate) fn shows(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

/// The notice's words; nothing where there is none.
pub(crate) fn notice(window: &Window) -> String {
    let notice = &window.state().model.notice;
    let text = notice.as_ref().map(|n| n.text.clone()).unwrap_or_default();
    assert!(text.is_empty() || shows(window, &text), "not shown: {text}");
    text
}
