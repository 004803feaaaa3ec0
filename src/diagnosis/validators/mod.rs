//! What each library and gateway would answer to this token with this configuration: its order of
//! checks, its tolerance, its words (rules D-3, F-6, H). One file a validator.

mod apim;
mod demands;
mod envoy;
mod express;
mod go_oidc;
mod identity_model_6;
mod identity_model_8;
mod jose;
mod jsonwebtoken;
mod keys;
mod lifetime;
mod microsoft;
mod part;
mod pyjwt;
mod run;
mod spring;

use super::Facts;
use crate::api::{Api, Stack};
use crate::input::Kind;
use run::Run;

/// What one validator would say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prediction {
    /// The validator with its version: "Microsoft.IdentityModel 8".
    pub validator: &'static str,
    /// What it would answer.
    pub answer: Answer,
    /// Why it answers so, and why it differs from others: skew, order of checks, `alg` missing from
    /// the JWK, strict issuer. One or two sentences; empty where there is nothing to add.
    pub why: String,
}

/// The answer of a validator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It accepts the token.
    Accepts,
    /// It refuses it.
    Refuses {
        /// The code or the class of the error: `IDX10503`, `InvalidAudienceError`.
        error: String,
        /// The beginning of its message.
        message: String,
    },
    /// What it would answer depends on something that is not known; what, as a sentence.
    Unknown(String),
}

impl Answer {
    /// The beginning of a message, which ends before the first value that isn't known: where that
    /// leaves a quote or a sentence open, it says that more follows.
    pub fn beginning(message: &str) -> String {
        let shown = message.trim_end();
        let open = ['\'', '"', '`']
            .into_iter()
            .any(|quote| shown.ends_with(quote) && !shown.matches(quote).count().is_multiple_of(2));
        let more = if open || shown.ends_with(['(', ':', ',']) {
            "…"
        } else {
            ""
        };
        format!("{shown}{more}")
    }
}

/// The first thing that a validator refuses a token for.
struct Refusal {
    error: String,
    message: String,
}

/// A refusal, to be given back as the error of a check.
fn refuse<T>(error: &str, message: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal {
        error: error.to_owned(),
        message: message.into(),
    })
}

/// Checks that end at the first refusal.
type Check = fn(&mut Run<'_>) -> Result<(), Refusal>;

/// One validator.
struct Validator {
    name: &'static str,
    /// The stacks that check with it. Where the API has another one, it is taken for the first.
    stacks: &'static [Stack],
    check: Check,
}

static VALIDATORS: [&Validator; 9] = [
    &identity_model_8::VALIDATOR,
    &identity_model_6::VALIDATOR,
    &jose::VALIDATOR,
    &jsonwebtoken::VALIDATOR,
    &pyjwt::VALIDATOR,
    &spring::VALIDATOR,
    &go_oidc::VALIDATOR,
    &apim::VALIDATOR,
    &envoy::VALIDATOR,
];

/// What every validator would answer; empty where what was found is no JWT.
pub(super) fn predict(facts: &Facts<'_>) -> Vec<Prediction> {
    let jwt = matches!(
        facts.found.kind,
        Kind::Jws | Kind::Jwe | Kind::UnsecuredJwt | Kind::DamagedJwt
    );
    if !jwt || facts.token.is_none() {
        return Vec::new();
    }
    VALIDATORS.iter().filter_map(|v| v.predict(facts)).collect()
}

impl Validator {
    /// What it would answer, told the API's configuration as if it were its own.
    fn predict(&self, facts: &Facts<'_>) -> Option<Prediction> {
        let own = facts.api.stack.filter(|s| self.stacks.contains(s));
        let told = facts.api.stack.is_some();
        let api = Api {
            stack: own.or_else(|| self.stacks.first().copied()),
            ..facts.api.clone()
        };
        let facts = Facts {
            api: &api,
            ..*facts
        };
        let mut run = Run::new(&facts, own.is_some(), told)?;
        let outcome = match facts.api.fails_to_start.as_ref().filter(|_| own.is_some()) {
            Some(sentence) => refuse("", format!("It accepts no token. {sentence}")),
            None => (self.check)(&mut run),
        };
        let (answer, why) = conclude(run, outcome, own.is_some());
        Some(Prediction {
            validator: self.name,
            answer,
            why: why.join(" "),
        })
    }
}

/// The answer with its reasons.
fn conclude(mut run: Run<'_>, outcome: Result<(), Refusal>, own: bool) -> (Answer, Vec<String>) {
    let (others, unless) = (run.left_to_others().join(", "), run.unless());
    let accepts = outcome.is_ok();
    if accepts && !own && !others.is_empty() {
        run.say(format!(
            "What your API asks for besides is not its to check: {others}."
        ));
    }
    let (open, mut why) = run.said();
    let answer = match outcome {
        Err(Refusal { error, message }) => {
            if let Some(question) = open.first() {
                why.push(format!(
                    "What it checks before that is not known: {question}."
                ));
            }
            Answer::Refuses { error, message }
        }
        Ok(()) if !open.is_empty() => Answer::Unknown(format!("It depends on {}.", all_of(open))),
        Ok(()) if own && !others.is_empty() => Answer::Unknown(format!(
            "It accepts the token itself; what your API asks for besides refuses it, in words of its \
             own: {others}."
        )),
        Ok(()) => match unless {
            Some(lines) => {
                Answer::Unknown(format!("It accepts the token, unless {lines} refuses it."))
            }
            None => Answer::Accepts,
        },
    };
    (answer, why)
}

/// Several ends of a sentence as one, in an order of their own, so that the same reasons make the same
/// sentence; those with a comma come last.
fn all_of(mut ends: Vec<String>) -> String {
    ends.sort_by_cached_key(|end| (end.contains(','), end.clone()));
    let Some(last) = ends.pop() else {
        return String::new();
    };
    match ends.as_slice() {
        [] => last,
        [one] if !last.contains(',') => format!("{one} and on {last}"),
        others => format!("{}, and on {last}", others.join(", on ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, all_of};

    #[test]
    fn several_reasons_make_one_sentence() {
        let rows: [(&str, &[&str], &str); 4] = [
            ("one", &["the key"], "the key"),
            (
                "two",
                &["the key", "the issuer"],
                "the issuer and on the key",
            ),
            (
                "a comma",
                &["the keys, which", "the issuer"],
                "the issuer, and on the keys, which",
            ),
            (
                "three",
                &["keys, which", "iss", "aud"],
                "aud, on iss, and on keys, which",
            ),
        ];
        for (name, ends, expected) in rows {
            let ends = ends.iter().map(|&end| end.to_owned()).collect();
            assert_eq!(all_of(ends), expected, "{name}");
        }
    }

    #[test]
    fn what_ends_before_a_value_is_said_to_go_on() {
        for (name, message, expected) in [
            ("a quote left open", "ValidTo: '", "ValidTo: '…"),
            ("a bracket", "(Token Expiry: ", "(Token Expiry:…"),
            ("whole", "jwt expired", "jwt expired"),
            ("a quoted value", "kid: 'x'", "kid: 'x'"),
        ] {
            assert_eq!(Answer::beginning(message), expected, "{name}");
        }
    }
}
