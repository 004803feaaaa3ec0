//! Addresses that the code asks by itself, such as the metadata's.

use super::expression::{Expr, ExprKind};
use super::form::Form;
use super::lexer::Kind;
use super::placeholder::is_placeholder;

/// The most texts that are looked at for an address.
const MOST_TEXTS: usize = 200;

impl Form<'_> {
    /// A metadata address that the code puts together somewhere to fetch it by itself, with its line.
    pub(super) fn fetched_metadata(&self) -> Option<(usize, String)> {
        self.fetched(".well-known/openid-configuration")
    }

    /// The first address with that text in it that the code puts together somewhere, with its line.
    pub(super) fn fetched(&self, sign: &str) -> Option<(usize, String)> {
        if !self.source.quotes(sign) {
            return None;
        }
        let words = self.source.words.iter().enumerate();
        let texts = words.filter(|(at, word)| {
            let inside = at
                .checked_sub(1)
                .and_then(|before| self.source.words.get(before));
            matches!(word.kind, Kind::Text(_)) && !inside.is_some_and(|before| before.is("+"))
        });
        texts.take(MOST_TEXTS).find_map(|(at, word)| {
            let text = self.source.text(&self.source.expression_at(at)).ok()?;
            let fits = text.starts_with("http") && text.contains(sign) && !is_placeholder(&text);
            fits.then_some((word.line, text))
        })
    }

    /// Accepted issuers of a setting; where it names the issuer in the metadata that the code fetches,
    /// that one.
    pub(super) fn issuer_setting(&mut self, name: &str) {
        let member = self
            .find(name)
            .filter(|member| self.names_issuer(&member.value));
        if let Some(member) = member.filter(|_| self.fetched_metadata().is_some()) {
            let shown = member.path.join(".");
            let value = "the issuer in the metadata";
            self.draft
                .read(member.line, &shown, value, "the accepted issuer");
            self.draft.api.issuer_from_metadata = true;
            return;
        }
        let issuers = self.texts(name, "an accepted issuer");
        self.issuers(issuers);
    }

    /// `metadata.issuer`, `metadata["issuer"]`.
    fn names_issuer(&self, expr: &Expr) -> bool {
        if self.source.text(expr).is_ok() {
            return false;
        }
        match &expr.kind {
            ExprKind::Path(path) => {
                path.len() > 1 && path.last().is_some_and(|name| name == "issuer")
            }
            ExprKind::Index(_, key) => self.source.text(key).is_ok_and(|key| key == "issuer"),
            _ => false,
        }
    }
}
