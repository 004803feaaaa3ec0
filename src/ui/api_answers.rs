//! What each validator would say to the token, as plain data.

use super::shown::plain;
use crate::diagnosis::{Answer, OutcomeKind, Prediction};

/// What one validator would answer.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerRow {
    /// The validator with its version.
    pub validator: &'static str,
    /// Its outcome: accepts, refuses, depends.
    pub outcome: OutcomeKind,
    /// The code or class of its error.
    pub error: String,
    /// The beginning of its message; where it depends, on what.
    pub message: String,
    /// Why.
    pub why: String,
}

impl AnswerRow {
    pub(super) fn of(prediction: &Prediction) -> Self {
        let (outcome, error, message) = match &prediction.answer {
            Answer::Accepts => (OutcomeKind::Passed, "", ""),
            Answer::Refuses { error, message } => {
                (OutcomeKind::Failed, error.as_str(), message.as_str())
            }
            Answer::Unknown(what) => (OutcomeKind::NotChecked, "", what.as_str()),
        };
        Self {
            validator: prediction.validator,
            outcome,
            error: plain(error).into_owned(),
            message: beginning(message),
            why: plain(&prediction.why).into_owned(),
        }
    }

    /// The answer in one word.
    pub fn word(&self) -> &'static str {
        match self.outcome {
            OutcomeKind::Passed => "accepts",
            OutcomeKind::Failed => "refuses",
            _ => "depends",
        }
    }

    /// The row as it is read aloud.
    pub fn spoken(&self) -> String {
        let mut spoken = format!("{}: {}", self.validator, self.word());
        for more in [&self.error, &self.message, &self.why] {
            if !more.is_empty() {
                spoken = format!("{spoken}. {}", more.trim_end_matches('.'));
            }
        }
        spoken
    }
}

/// The beginning of a message.
fn beginning(message: &str) -> String {
    plain(&Answer::beginning(message)).into_owned()
}

/// "9 refuse it, 2 accept it, 1 depends".
pub(super) fn summary(rows: &[AnswerRow]) -> String {
    let count = |word: &str| rows.iter().filter(|row| row.word() == word).count();
    let parts = [
        (count("refuses"), "refuses it", "refuse it"),
        (count("accepts"), "accepts it", "accept it"),
        (count("depends"), "depends", "depend"),
    ];
    let told = parts.into_iter().filter(|(number, ..)| *number > 0);
    let told = told
        .map(|(number, one, many)| format!("{number} {}", if number == 1 { one } else { many }));
    told.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_quote_says_that_more_follows() {
        let rows = [
            ("Keys tried: '", "Keys tried: '…"),
            (
                "Unable to match key: kid: '",
                "Unable to match key: kid: '…",
            ),
            ("expected one of [", "expected one of ["),
            ("it lists (", "it lists (…"),
            ("the issuer 'a' is not 'b'", "the issuer 'a' is not 'b'"),
            ("invalid signature", "invalid signature"),
            ("", ""),
        ];
        for (message, expected) in rows {
            assert_eq!(beginning(message), expected, "{message}");
        }
    }
}
