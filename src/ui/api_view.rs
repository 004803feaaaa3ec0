//! What the API's tab remembers: the form, what is folded, and what was computed while it was open.

use super::api_form::Form;
use super::api_panel::ApiPanel;
use super::token_text::TextRows;
use crate::api::{Fix, Stack};
use crate::app::Model;
use crate::diagnosis::Inspection;

/// What the API's tab remembers.
#[derive(Debug, Default)]
pub(super) struct ApiView {
    /// What it shows.
    pub(super) panel: ApiPanel,
    /// The state of the model that this was computed from.
    revision: Option<u64>,
    /// The form as it is edited.
    pub(super) form: Form,
    /// The form of what is known.
    pub(super) known: Form,
    /// What is unfolded.
    pub(super) open: Folds,
    /// The stack that was chosen; before that, the one that the configuration or the error tells.
    pub(super) stack: Option<Stack>,
    /// The configuration of a stack that accepts the token, or why there is none.
    fix: Option<(Stack, Result<Fix, String>)>,
    /// Where the rows of a long error begin.
    pub(super) rows: TextRows,
}

/// What is unfolded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each part is folded by itself"
)]
pub(super) struct Folds {
    /// The form, where something is known already.
    pub(super) form: bool,
    /// What was read.
    pub(super) read: bool,
    /// What was not understood.
    pub(super) unread: bool,
    /// What each validator would say.
    pub(super) answers: bool,
}

impl Default for Folds {
    fn default() -> Self {
        Self {
            form: false,
            read: false,
            unread: true,
            answers: true,
        }
    }
}

impl ApiView {
    /// Computes what is shown where the model has changed. What was edited in the form stays until
    /// something else becomes known.
    pub(super) fn follow(&mut self, model: &Model) {
        if self.revision == Some(model.revision) {
            return;
        }
        self.revision = Some(model.revision);
        self.panel = ApiPanel::of(model);
        self.fix = None;
        let known = Form::of(&model.api);
        if known != self.known {
            self.form = known.clone();
            self.known = known;
        }
    }

    /// The stack whose configuration is shown.
    pub(super) fn shown_stack(&self) -> Stack {
        self.stack
            .or(self.panel.stack)
            .unwrap_or(Stack::IdentityWeb)
    }

    /// The configuration of that stack; computed when it is chosen.
    pub(super) fn fix(&mut self, inspection: &Inspection) -> &Result<Fix, String> {
        let stack = self.shown_stack();
        let known = self.fix.take().filter(|(of, _)| *of == stack);
        let (_, fix) = self.fix.insert(known.unwrap_or_else(|| {
            let fix = inspection.fix(stack).map_err(|reason| reason.to_string());
            (stack, fix)
        }));
        fix
    }
}
