//! One text from beginning to end: what it is as a whole, and the tokens in it.

use serde_json::Value;

use super::collect::{Collector, Item, Place};
use super::context::is_quote;
use super::symbols::is_invisible;
use super::{
    Found, Kind, Reading, TokenError, Whole, curl, json_text, opaque, saml, scan, value, whole,
};

/// Reads a text.
pub(super) fn read(source: &str, text: &str) -> Reading {
    let plain = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    if plain.is_empty() {
        return Reading {
            whole: Whole::Empty,
            found: Vec::new(),
            remark: None,
        };
    }
    let mut out = Collector::new(source);
    if plain.starts_with(['{', '[']) {
        match serde_json::from_str::<Value>(plain) {
            Ok(value) => return read_json(&value, plain, out),
            Err(error) => {
                let mut reading = read_text(text, plain, out);
                reading.tell_json_fault(&error);
                return reading;
            }
        }
    }
    if curl::is_command(plain) {
        curl::read(plain, &mut out);
        // What stands beside the command, such as its output.
        scan::scan(text, &Place::default(), &mut out);
        let remark = "This is a cURL command without a token in it.".to_owned();
        return finish(out, plain, Whole::Curl, remark);
    }
    read_text(text, plain, out)
}

fn read_json(value: &Value, plain: &str, mut out: Collector<'_>) -> Reading {
    let mut shape = json_text::shape(value);
    if shape.whole == Whole::Json
        && let Some((whole, remark)) = whole::error(plain)
    {
        (shape.whole, shape.remark) = (whole, remark);
    }
    json_text::read(value, shape.whole, &mut out);
    if shape.whole == Whole::SavedInspection {
        return Reading {
            whole: shape.whole,
            found: Vec::new(),
            remark: Some(shape.remark),
        };
    }
    finish(out, plain, shape.whole, shape.remark)
}

fn read_text(text: &str, plain: &str, mut out: Collector<'_>) -> Reading {
    scan::scan(text, &Place::default(), &mut out);
    let range = value::lone_word(text);
    if let Some(range) = &range {
        if value::needs_diagnosis(text, range, &out) {
            out.clear();
            scan::diagnose(text, range.clone(), &Place::default(), &mut out);
        }
        let word = text.get(range.clone()).unwrap_or_default();
        if out.is_empty()
            && let Some(item) = opaque::alone(word)
        {
            add_whole(item, &mut out);
        }
    }
    // Base64 of an assertion is often wrapped, so it need not be one word.
    if out.is_empty()
        && let Some(item) = saml::of_word(plain)
    {
        add_whole(item, &mut out);
    }
    let word = range.and_then(|range| text.get(range));
    let (whole, remark) = if word.is_some() && !out.is_empty() {
        (Whole::Text, String::new())
    } else if let Some(error) = TokenError::read(plain).filter(|_| out.is_empty()) {
        (Whole::TokenError, error.sentence())
    } else {
        let bare = plain.trim_matches(is_quote);
        let told = whole::of_text(bare, word);
        // Some errors begin or end with the name of a claim in quotes.
        let error = Some(plain).filter(|_| told.0 == Whole::Text && bare.len() < plain.len());
        error.and_then(whole::error).unwrap_or(told)
    };
    finish(out, plain, whole, remark)
}

fn add_whole(item: Item, out: &mut Collector<'_>) {
    out.add(item, "line 1".to_owned(), None);
}

/// Puts the reading together. What is no token is listed only where nothing else is: it would be
/// judged as one.
fn finish(out: Collector<'_>, plain: &str, whole: Whole, remark: String) -> Reading {
    let mut list = out;
    if list.is_empty() {
        let item = Item::opaque(plain.to_owned(), Kind::Other, remark);
        list.add(item, "line 1".to_owned(), None);
    }
    let mut found: Vec<Found> = list.finish();
    if found.iter().any(|f| f.kind != Kind::Other) {
        found.retain(|f| f.kind != Kind::Other);
    } else {
        found.truncate(1);
    }
    let remark = match found.as_slice() {
        [only] if only.kind == Kind::Other => only.remark.clone(),
        _ if whole == Whole::ErrorText => Some(ERROR_BESIDE.to_owned()),
        _ => None,
    };
    Reading {
        whole,
        found,
        remark,
    }
}

impl Reading {
    /// Says that the text was meant as JSON, and where it breaks.
    fn tell_json_fault(&mut self, error: &serde_json::Error) {
        let what = if error.is_eof() {
            "breaks off"
        } else {
            "is broken"
        };
        let sentence = format!(
            "The text starts like JSON but {what} at line {}, column {}; it was read as plain text.",
            error.line(),
            error.column()
        );
        // Source code and logs may also start with a bracket, so this only adds to what is known.
        if self.whole == Whole::Text {
            if let [only] = self.found.as_mut_slice()
                && only.kind == Kind::Other
            {
                only.remark = Some(sentence.clone());
            }
            self.remark = Some(sentence);
        }
    }
}

const ERROR_BESIDE: &str = "The text holds an error message beside the token.";
