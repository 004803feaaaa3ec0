//! Texts that are no token but say something about one: evidence, configuration, errors.

use super::evidence::read_evidence;
use super::intake::{Way, sentence};
use super::{Effect, Model};
use crate::diagnosis::{Narrowed, narrow, read_error};
use crate::documents::Origin;
use crate::input::{Whole, error_in};

impl Model {
    /// Adds a key set, metadata or certificates to the documents.
    pub(super) fn take_evidence(
        &mut self,
        way: Way,
        source: &str,
        text: &str,
        whole: Whole,
    ) -> Vec<Effect> {
        let name = self.evidence_name(way, source, whole);
        let evidence = match read_evidence(&name, text, whole) {
            Ok(Some(evidence)) => evidence,
            Ok(None) => return self.refuse(way, source, None),
            Err(error) => return self.refuse(way, source, Some(error.to_string())),
        };
        let known = self
            .documents
            .iter()
            .find(|d| d.origin == Origin::File && d.content == evidence.document.content);
        if let Some(known) = known {
            let line = format!("Nothing was added: {} says the same already.", known.url);
            self.note(line);
            return Vec::new();
        }
        self.learn(evidence.document);
        let mut line = format!("Added {} from {name}.", evidence.what);
        if let Some(fault) = evidence.faults.first() {
            line = format!("{line} {}", sentence(fault));
        }
        if self.inspection.is_none() {
            line.push_str(" Paste a token to check it with.");
        }
        self.note(line);
        self.inspect();
        self.ask()
    }

    /// A file keeps its name, so that reading it again replaces it; every paste gets its own.
    fn evidence_name(&self, way: Way, source: &str, whole: Whole) -> String {
        let base = match (way, whole) {
            (Way::Opened, _) => return source.to_owned(),
            (Way::Typed, _) => return "the text in the box".to_owned(),
            (_, Whole::Jwks) => "pasted key set",
            (_, Whole::Certificate) => "pasted certificate",
            _ => "pasted metadata",
        };
        let taken = |name: &str| self.documents.iter().any(|d| d.url == name);
        let mut name = base.to_owned();
        let mut number = 2;
        while taken(&name) {
            name = format!("{base} {number}");
            number += 1;
        }
        name
    }

    /// Keeps an error text with the inspection.
    pub(super) fn take_error(&mut self, way: Way, source: &str, text: &str) -> Vec<Effect> {
        if way == Way::Typed {
            return self.refuse(way, source, None);
        }
        let error = error_in(text).unwrap_or_else(|| text.trim().to_owned());
        let says = self.says(&error);
        self.error = Some(error);
        (self.kept.error_given, self.kept.error_beside) = (true, false);
        self.arrivals += 1;
        let next = if self.inspection.is_some() {
            "It is kept with this token as the error that the API gave."
        } else {
            "It is kept as the error that the API gave. Paste the token that was refused."
        };
        self.note(format!(
            "There is no token in {source}, but an error. {says}{next}"
        ));
        self.inspect();
        Vec::new()
    }

    /// What an error means by itself; empty where a token is there to set it beside, or where it is
    /// not known.
    fn says(&self, error: &str) -> String {
        let reading = read_error(error);
        match reading.matches.first() {
            Some(first) if self.inspection.is_none() => format!("{} ", first.meaning),
            _ => String::new(),
        }
    }

    /// What the error alone narrows the causes to, while no token is there that it can be set beside;
    /// `None` where there is no error, or none that is known.
    pub fn narrowed(&self) -> Option<Narrowed> {
        let error = self
            .error
            .as_deref()
            .filter(|_| self.inspection.is_none())?;
        let reading = read_error(error);
        (!reading.matches.is_empty()).then(|| narrow(&reading))
    }
}
