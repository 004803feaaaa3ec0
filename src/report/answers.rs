//! What every validator would answer: a line for each, its words and its reasons below.

use super::layout::columns_of;
use super::text::{Colour, Page, clean};
use crate::diagnosis::{Answer, Prediction};

/// What every validator would answer.
pub(super) fn predictions(page: &mut Page, predictions: &[Prediction]) {
    if predictions.is_empty() {
        return;
    }
    page.heading("What validators would answer");
    let names = predictions.iter().map(|p| columns_of(p.validator));
    let widest = names.max().unwrap_or_default();
    let mut told: Vec<&str> = Vec::new();
    for prediction in predictions {
        if let Answer::Unknown(words) = &prediction.answer {
            let same: Vec<&Prediction> = predictions
                .iter()
                .filter(|other| other.answer == prediction.answer)
                .collect();
            if same.len() > 1 {
                if !told.contains(&words.as_str()) {
                    told.push(words);
                    together(page, &same, words);
                }
                continue;
            }
        }
        let fill = " ".repeat(widest - columns_of(prediction.validator) + 2);
        let (colour, answer, words) = shown(&prediction.answer);
        let answer = page.coloured(colour, &clean(&answer));
        page.line(2, &format!("{}{fill}{answer}", prediction.validator));
        for text in [&words, &prediction.why] {
            if !text.is_empty() {
                page.wrapped(6, text);
            }
        }
    }
}

/// Those whose answer depends on the same.
fn together(page: &mut Page, same: &[&Prediction], words: &str) {
    let names: Vec<&str> = same.iter().map(|p| p.validator).collect();
    page.wrapped(2, &names.join(", "));
    let answer = page.coloured(Colour::Dim, "depends");
    page.line(6, &answer);
    page.wrapped(6, words);
    for prediction in same.iter().filter(|p| !p.why.is_empty()) {
        page.wrapped(6, &format!("{}: {}", prediction.validator, prediction.why));
    }
}

/// The colour of an answer, the answer, and its words.
fn shown(answer: &Answer) -> (Colour, String, String) {
    let refuses = |error: &str| match error {
        // Go has no classes of errors.
        "" | "error" => "refuses".to_owned(),
        error => format!("refuses: {error}"),
    };
    match answer {
        Answer::Accepts => (Colour::Green, "accepts".to_owned(), String::new()),
        Answer::Refuses { error, message } if error.is_empty() || message.is_empty() => {
            (Colour::Red, refuses(error), message.clone())
        }
        Answer::Refuses { error, message } => {
            let words = format!("“{}”", Answer::beginning(message));
            (Colour::Red, refuses(error), words)
        }
        Answer::Unknown(why) => (Colour::Dim, "depends".to_owned(), why.clone()),
    }
}
