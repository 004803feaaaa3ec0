//! F-32: the clock that the token is judged by is off.

use jiff::{SignedDuration, Timestamp};

use crate::diagnosis::{Cause, Facts, Finding, Outcome, OutcomeKind, Rule, Step};
use crate::documents::{Document, Origin};
use crate::issuer::host_of;
use crate::token::{Claim, Token, span, utc};

pub(super) static RULE: Rule = Rule {
    id: "clock-skew",
    section: "F-32",
    step: Step::Time,
    cause: Cause::Time,
    line: "This computer's clock is off by more than a minute",
    reference: "https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1",
    check,
};

/// Clocks that differ by no more than this count as equal.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(60);
/// Answers that lie no further apart tell about one clock.
const ONE_GO: SignedDuration = SignedDuration::from_mins(10);
/// An answer tells about the clock for so long: clocks are set in between. A token from further in
/// the future than this isn't explained by a clock.
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.jwt() else {
        return Outcome::NotApplicable;
    };
    match measured(facts) {
        Some(measured) if measured.off.abs() > TOLERANCE => {
            Outcome::Warning(told(facts, token, &measured))
        }
        Some(measured) => Outcome::Passed(Finding::new(format!(
            "{} agrees with that of {} to within a minute.",
            measured.whose, measured.host
        ))),
        None => inferred(facts, token).map_or(Outcome::NotApplicable, Outcome::Warning),
    }
}

/// What an answer tells about the clock.
struct Measured {
    /// How far the clock is ahead of the server's; negative where it is behind.
    off: SignedDuration,
    /// The server.
    host: String,
    /// "This computer's clock".
    whose: &'static str,
    local: Timestamp,
    server: Timestamp,
}

/// The clock against the servers' that answered last. Of several the closest counts: one server
/// whose own clock is off proves nothing.
fn measured(facts: &Facts<'_>) -> Option<Measured> {
    let dated = || {
        let dated = |d: &Document| Some((d.fetched?, d.date?, d.origin, host_of(&d.url)?));
        let recent = move |at: Timestamp| facts.now.duration_since(at).abs() <= A_DAY;
        let all = facts.documents.iter().filter_map(dated);
        all.filter(move |(local, ..)| recent(*local))
    };
    let newest = dated().map(|(local, ..)| local).max()?;
    dated()
        .filter(|(local, ..)| newest.duration_since(*local) <= ONE_GO)
        .map(|(local, server, origin, host)| Measured {
            off: local.duration_since(server),
            host,
            whose: match origin {
                Origin::Live => "This computer's clock",
                Origin::Saved | Origin::File => {
                    "The clock of the computer that fetched the documents"
                }
            },
            local,
            server,
        })
        .min_by_key(|measured| measured.off.abs())
}

fn told(facts: &Facts<'_>, token: &Token, measured: &Measured) -> Finding {
    let ahead = measured.off.is_positive();
    let amount = span(measured.off.as_secs().unsigned_abs());
    let direction = if ahead { "ahead of" } else { "behind" };
    let headline = format!(
        "{} is {amount} {direction} that of {}.",
        measured.whose, measured.host
    );
    Finding::new(headline)
        .compare("Clock", utc(measured.server), utc(measured.local))
        .value("amount", amount.clone())
        .value("effect", effect(ahead, &amount))
        .note(by_the_server(facts, token, measured.off))
}

fn effect(ahead: bool, amount: &str) -> String {
    if ahead {
        format!("tokens seem to expire {amount} before they do")
    } else {
        format!(
            "new tokens seem not to be valid yet (nbf), and expired ones (exp) look good for \
             {amount} longer"
        )
    }
}

/// What the token's times are by the server's clock.
fn by_the_server(facts: &Facts<'_>, token: &Token, off: SignedDuration) -> String {
    let now = facts.now.saturating_sub(off).unwrap_or(facts.now);
    let (exp, nbf) = (token.time("exp"), token.time("nbf"));
    let changed = |claim: &Claim<Timestamp>| match claim {
        Claim::Present(at) => (*at <= facts.now) != (*at <= now),
        _ => false,
    };
    match (changed(&exp), changed(&nbf), off.is_positive()) {
        (true, _, true) => "By that server's clock the token has not expired.",
        (true, _, false) => "By that server's clock the token has expired.",
        (_, true, true) => "By that server's clock the token is not valid yet.",
        (_, true, false) => "By that server's clock the token is valid already.",
        _ => "By either clock exp and nbf of this token come out the same.",
    }
    .to_owned()
}

/// A genuine token from the near future, with nothing else wrong: the clock is likely behind.
fn inferred(facts: &Facts<'_>, token: &Token) -> Option<Finding> {
    let times = ["iat", "nbf"].map(|name| (name, token.time(name)));
    let (name, at) = times
        .iter()
        .find_map(|(name, claim)| Some((*name, *claim.present()?)))?;
    let ahead = at.duration_since(facts.now);
    if ahead <= TOLERANCE || ahead >= A_DAY || !facts.genuine() || others_fail(facts) {
        return None;
    }
    let amount = span(ahead.as_secs().unsigned_abs());
    let headline = format!(
        "The token is genuine, but issued {amount} in the future: the clock that it is judged by \
         is likely that far behind, or more."
    );
    Some(
        Finding::new(headline)
            .compare(name, format!("not after {}", utc(facts.now)), utc(at))
            .value("amount", amount.clone())
            .value("effect", effect(false, &amount))
            .note("That is inferred from the token alone: no server's clock was read."),
    )
}

/// Whether something is wrong that a clock doesn't explain.
fn others_fail(facts: &Facts<'_>) -> bool {
    const EXPLAINED: [&str; 3] = ["clock-skew", "not-yet-valid", "signature-verified"];
    super::RULES
        .iter()
        .filter(|rule| !EXPLAINED.contains(&rule.id))
        .any(|rule| (rule.check)(facts).kind() == OutcomeKind::Failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::testing::{Case, now};
    use crate::documents::Content;

    /// An answer whose server is so many seconds behind this computer.
    fn answer(host: &str, at: i64, off: i64) -> Document {
        let local = now() + SignedDuration::from_secs(at);
        Document {
            url: format!("https://{host}/keys"),
            fetched: Some(local),
            date: Some(local - SignedDuration::from_secs(off)),
            origin: Origin::Live,
            content: Content::Json(serde_json::Value::Null),
        }
    }

    fn with(answers: &[Document]) -> Case {
        let mut case = Case::entra();
        case.documents.extend(answers.iter().cloned());
        case
    }

    #[test]
    fn more_than_a_minute_warns_either_way() {
        let rows = [
            ("a minute", 60, OutcomeKind::Passed, "agrees"),
            ("a minute behind", -60, OutcomeKind::Passed, "agrees"),
            ("ahead", 61, OutcomeKind::Warning, "1 min ahead of"),
            ("behind", -300, OutcomeKind::Warning, "5 min behind"),
        ];
        for (name, off, kind, words) in rows {
            let headline = with(&[answer("h.example", 0, off)]).expect(&RULE, kind);
            assert!(headline.contains(words), "{name}: {headline}");
        }
    }

    #[test]
    fn one_server_that_is_off_proves_nothing() {
        let two = [answer("a.example", 0, 900), answer("b.example", -1, 2)];
        with(&two).expect(&RULE, OutcomeKind::Passed);
        // The clock was set since.
        let earlier = [answer("a.example", 0, 2), answer("a.example", -3600, 900)];
        with(&earlier).expect(&RULE, OutcomeKind::Passed);
        // Too long ago to tell about the clock of now.
        with(&[answer("a.example", -90_000, 900)]).expect(&RULE, OutcomeKind::NotApplicable);
    }

    #[test]
    fn the_token_s_times_are_told_by_the_server_s_clock() {
        let note = |off: i64, name: &str, seconds: i64| {
            let at = now().as_second() + seconds;
            let outcome = with(&[answer("a.example", 0, off)])
                .claim(name, at)
                .run(&RULE);
            outcome
                .finding()
                .map(|f| f.notes.join(" "))
                .unwrap_or_default()
        };
        assert!(note(600, "exp", -300).contains("has not expired"));
        assert!(note(-600, "exp", 300).contains("has expired"));
        assert!(note(-600, "nbf", 300).contains("valid already"));
        assert!(note(600, "nbf", -300).contains("not valid yet"));
        assert!(note(600, "exp", 3600).contains("come out the same"));
    }
}
