//! What is on screen as a saved inspection.

use super::{Effect, Model};
use crate::documents::{Redaction, SavedInspection};

/// A text longer than this (in bytes) is not saved as it was pasted.
const PASTED_BYTES: usize = 32 * 1024;

impl Model {
    /// Proposes to save the inspection.
    pub(super) fn save(&mut self, redaction: Redaction) -> Vec<Effect> {
        let Some(inspection) = &self.inspection else {
            self.problem("There is nothing to save: paste a token first.");
            return Vec::new();
        };
        // The rule that leads names the case; nothing of the token belongs into a file's name.
        let name = format!("{}.tokenscope.json", inspection.verdict.rule);
        let text = self.to_saved(redaction).write(redaction);
        vec![Effect::SaveDialog { name, text }]
    }

    /// Everything on screen. The moment is always saved, so that the file shows what was seen.
    pub fn to_saved(&self, redaction: Redaction) -> SavedInspection {
        SavedInspection {
            title: self.title.clone(),
            at: Some(self.moment.at()),
            tokens: self.tokens(redaction),
            documents: self.documents.iter().cloned().collect(),
            api: self.api.write().or_else(|| self.kept.unread_api.clone()),
            error: self.error.clone(),
            unknown: self.kept.unknown.clone(),
        }
    }

    /// The tokens as they were pasted where that can be told: what was wrapped around a token may be
    /// the very fault. Redacted files hold them bare, so that every part of them is known.
    fn tokens(&self, redaction: Redaction) -> Vec<String> {
        if redaction == Redaction::Keep {
            if !self.kept.originals.is_empty() {
                return self.kept.originals.clone();
            }
            let pasted = !self.kept.stale_text && self.text.len() <= PASTED_BYTES;
            if let ([one], true) = (self.found.as_slice(), pasted)
                && !one.noise.is_empty()
                && one.source == "pasted text"
            {
                return vec![self.text.clone()];
            }
        }
        self.found.iter().map(|f| f.text.clone()).collect()
    }
}
