//! What a setting that can't be read may decide, told by what it means.

use super::form::Form;
use crate::api::About;

/// What a setting decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decides {
    /// One thing, whatever else is known.
    Always(About),
    /// Where the metadata is: the issuer too, unless issuers are listed.
    Place,
    /// The application ID: the audience, unless audiences are listed.
    Client,
}

/// What a setting of that meaning decides; `None` where nothing.
pub(super) fn decides(meaning: &str) -> Option<Decides> {
    let about = match meaning {
        "an accepted audience"
        | "the application ID, an accepted audience"
        | "the accepted audience"
        | "whether the audience is checked"
        | "whether the audience is left unchecked" => About::Audience,
        "an accepted issuer"
        | "the accepted issuer"
        | "the authority and the accepted issuer"
        | "whether the issuer is checked"
        | "whether the issuer is left unchecked" => About::Issuer,
        "the tenant"
        | "the tenant's name"
        | "the authority"
        | "the metadata address"
        | "the sign-in host"
        | "the B2C policy" => return Some(Decides::Place),
        "the application ID" => return Some(Decides::Client),
        "the address of the keys"
        | "whether the signature is verified"
        | "whether the signature is left unverified" => About::Key,
        "an accepted algorithm" | "the accepted algorithm" => About::Algorithm,
        "whether expired tokens are accepted"
        | "whether expired tokens are refused"
        | "whether the token's times are checked" => About::Lifetime,
        "a scope that is asked for"
        | "a role that is asked for"
        | "a claim that has to be there"
        | "a claim that is asked for"
        | "a typ that the header may have" => About::Claims,
        _ => return None,
    };
    Some(Decides::Always(about))
}

/// What code of one's own decides, told by the words for it.
pub(super) fn decided_by_code(what: &str) -> About {
    [
        ("issuer", About::Issuer),
        ("audience", About::Audience),
        ("signature", About::Key),
        ("key", About::Key),
        ("algorithm", About::Algorithm),
        ("expired", About::Lifetime),
        ("lifetime", About::Lifetime),
        ("time", About::Lifetime),
    ]
    .iter()
    .find(|(word, _)| what.contains(word))
    .map_or(About::Claims, |(_, about)| *about)
}

/// Reads something that decides about tokens: what is left unread meanwhile is undecided.
pub(super) fn deciding<'a, T>(
    form: &mut Form<'a>,
    about: About,
    read: impl FnOnce(&mut Form<'a>) -> T,
) -> T {
    let before = form.draft.api.reading.unread.len();
    let value = read(form);
    form.draft.decide_since(before, about, |_| true);
    value
}

impl Form<'_> {
    /// Notes a setting that wasn't read, with what it decides by its meaning.
    pub(super) fn not_read(&mut self, line: usize, name: &str, reason: &str, meaning: &str) {
        let Some(decides) = decides(meaning) else {
            self.draft.unread(Some(line), name, reason);
            return;
        };
        let about = match decides {
            Decides::Always(about) => about,
            Decides::Place => About::Issuer,
            Decides::Client => About::Audience,
        };
        self.draft.undecided(about, Some(line), name, reason);
        let last = self.draft.api.reading.unread.len().saturating_sub(1);
        self.depending.push((last, decides));
    }

    /// Settles what depends on what else was read: a list that stands there decides in the place of
    /// the application ID or the metadata.
    pub(super) fn settle(&mut self) {
        let api = &mut self.draft.api;
        for (index, decides) in &self.depending {
            let Some(unread) = api.reading.unread.get_mut(*index) else {
                continue;
            };
            match decides {
                Decides::Client if !api.audiences.is_empty() || api.unchecked.audience => {
                    unread.about = None;
                }
                Decides::Place
                    if api.unchecked.issuer
                        || !api.issuer_from_metadata && !api.issuers.is_empty() =>
                {
                    unread.about = Some(About::Key);
                }
                _ => {}
            }
        }
    }
}
