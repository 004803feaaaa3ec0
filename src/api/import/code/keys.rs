//! Keys that stand in the code.

use super::expression::{Expr, ExprKind, Member};
use super::form::Form;
use crate::api::{About, PinnedKey};

impl Form<'_> {
    /// Adds keys that stand in the texts of these words, or the expression itself where it holds none.
    pub(super) fn pin(&mut self, member: &Member) {
        let shown = member.path.join(".");
        let text = self
            .source
            .text(&member.value)
            .ok()
            .or_else(|| self.first_key(&member.value));
        let pem = text.as_deref().and_then(pem_of);
        let found = text.is_some_and(|text| is_key(&text));
        if !found && pem.is_none() {
            let reason = self.why(member, "is a key that comes from elsewhere");
            self.draft
                .undecided(About::Key, Some(member.line), &shown, &reason);
            return;
        }
        self.draft.read(
            member.line,
            &shown,
            "(a key)",
            "a key that is never fetched again",
        );
        self.draft.api.keys.push(PinnedKey {
            name: "a key in the code".to_owned(),
            pem,
            line: member.line,
        });
    }

    /// The first key among the values that make up an expression.
    fn first_key(&self, expr: &Expr) -> Option<String> {
        let mut open = vec![expr.clone()];
        for _ in 0..64 {
            let next = open.pop()?;
            if let Ok(text) = self.source.text(&next)
                && is_key(&text)
            {
                return Some(text);
            }
            match next.kind {
                ExprKind::Call(call) => {
                    open.extend(call.of.map(|of| *of));
                    open.extend(call.args.into_iter().chain(call.init).map(|arg| arg.value));
                }
                ExprKind::Path(path) => open.extend(self.source.followed(&path)),
                ExprKind::List(items) => open.extend(items),
                _ => {}
            }
        }
        None
    }
}

fn is_key(text: &str) -> bool {
    text.contains("-----BEGIN ") || text.starts_with("MII") && text.len() > 64
}

/// A certificate or public key as PEM; the bare base64 of one gets its first and last line. Private
/// keys are never kept.
fn pem_of(text: &str) -> Option<String> {
    if text.contains("PRIVATE KEY") || !is_key(text) {
        return None;
    }
    if text.contains("-----BEGIN ") {
        return Some(text.trim().to_owned());
    }
    // A public key begins with the sequence of its algorithm, a certificate does not.
    let label = if text.get(..16).is_some_and(|start| start.contains("ANBgkq")) {
        "PUBLIC KEY"
    } else {
        "CERTIFICATE"
    };
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    Some(format!(
        "-----BEGIN {label}-----\n{bare}\n-----END {label}-----"
    ))
}
