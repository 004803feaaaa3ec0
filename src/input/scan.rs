//! Finds every token in a text, wherever it stands (rules ).

use std::ops::Range;

use super::assemble::{self, Candidate};
use super::base64url::to_url_alphabet;
use super::classify::{self, Around};
use super::collect::{Collector, Item, Place};
use super::names::{self, Label};
use super::requests::Requests;
use super::symbols::is_invisible;
use super::{Kind, Noise, context, damage, escapes, opaque, relatives, saml, words};

/// Adds every token of a text to the list.
pub(super) fn scan(text: &str, place: &Place, out: &mut Collector<'_>) {
    let mut scanner = Scanner {
        text,
        place,
        requests: if place.at.is_none() {
            Requests::in_text(text)
        } else {
            Requests::default()
        },
        budget: text.len().saturating_mul(2).saturating_add(1 << 16),
        line: 1,
        counted: 0,
        lines: text.trim_end().contains('\n'),
        measured: 0..0,
        chars: None,
    };
    scanner.run(out);
}

struct Scanner<'a> {
    text: &'a str,
    place: &'a Place,
    requests: Requests,
    /// How many bytes may still be read ahead.
    budget: usize,
    /// The line of byte `counted`.
    line: usize,
    counted: usize,
    /// Whether there is more than one line.
    lines: bool,
    /// The line that was measured last.
    measured: Range<usize>,
    /// The whole text's length, once it was asked for.
    chars: Option<usize>,
}

impl Scanner<'_> {
    fn run(&mut self, out: &mut Collector<'_>) {
        let mut xml = saml::find_xml(self.text);
        let mut at = 0;
        while let Some(word) = words::next(self.text, at) {
            if let Some((range, item)) = xml.take_if(|(range, _)| range.start < word.start) {
                at = range.end;
                self.add(item, range.start, None, out);
                continue;
            }
            at = if assemble::starts(self.text.as_bytes(), word.start)
                && words::stands_free(self.text, word.start)
            {
                self.token(word.start, word.end, out)
            } else {
                self.name(word.start, word.end, out)
            };
        }
        if let Some((range, item)) = xml {
            self.add(item, range.start, None, out);
        }
    }

    /// A word that starts like a token. Gives the byte to go on from.
    fn token(&mut self, start: usize, word_end: usize, out: &mut Collector<'_>) -> usize {
        let candidate = assemble::assemble(self.text, start, &mut self.budget);
        let end = candidate.end.max(word_end);
        if candidate.is_too_short() {
            return end.min(word_end);
        }
        let before = context::before(self.text, start);
        let label = before.label().or(self.label());
        let extents = [end - start, self.line_length(start), self.length()];
        let around = Around {
            label,
            expected: label.is_some_and(expects_token) || before.noise.contains(&Noise::Scheme),
            extents: &extents,
        };
        match classify::classify(candidate, &around) {
            Some(mut item) => {
                let inner = std::mem::replace(&mut item.noise, before.noise);
                for noise in inner {
                    if !item.noise.contains(&noise) {
                        item.noise.push(noise);
                    }
                }
                self.add(item, start, before.name.as_deref(), out);
                end
            }
            None if self.budget == 0 => end,
            None => word_end,
        }
    }

    /// A word that may name the value after it. Gives the byte to go on from.
    fn name(&mut self, start: usize, end: usize, out: &mut Collector<'_>) -> usize {
        let word = self.text.get(start..end).unwrap_or_default();
        let (label, range) = if names::is_scheme(word) {
            (None, words::value_after_scheme(self.text, end))
        } else if let Some(label) = Label::of(word) {
            (Some(label), words::value_after_name(self.text, end))
        } else {
            return end;
        };
        let Some(range) = range else { return end };
        let written = self.text.get(range.clone()).unwrap_or_default();
        if assemble::starts(written.as_bytes(), 0) && label != Some(Label::Principal) {
            return end;
        }
        let (value, noise) = escapes::resolve(written);
        let item = match label {
            // The scheme comes first; it is looked at as the next word.
            Some(Label::Authorization) => None,
            Some(label) => opaque::named(&value, label),
            None => opaque::bearer(&value, false),
        };
        let Some(mut item) = item else { return end };
        let context = context::before(self.text, range.start);
        item.role = label.or(context.label()).and_then(Label::role);
        item.noise = context.noise;
        item.noise.extend(noise);
        self.add(item, range.start, context.name.as_deref(), out);
        range.end
    }

    fn add(&mut self, item: Item, start: usize, name: Option<&str>, out: &mut Collector<'_>) {
        let at = self.at(start, name);
        let request_url = self
            .place
            .request_url
            .clone()
            .or_else(|| self.requests.at(start));
        let inner = inner_token(&item);
        out.add(item, at.clone(), request_url.clone());
        if let Some(inner) = inner {
            let place = Place {
                at: Some(format!("{at}, claim at")),
                name: Some("access_token".to_owned()),
                request_url,
            };
            scan(&inner, &place, out);
        }
    }

    /// Where a byte is, in words.
    fn at(&mut self, start: usize, name: Option<&str>) -> String {
        if let Some(at) = &self.place.at {
            return at.clone();
        }
        if let (false, Some(name)) = (self.lines, name)
            && let Some(label) = Label::of(name)
        {
            return match label {
                Label::Authorization => format!("header {name}"),
                _ if name.get(..2).is_some_and(|x| x.eq_ignore_ascii_case("x-")) => {
                    format!("header {name}")
                }
                _ => format!("{} {name}", self.part_of_url(start)),
            };
        }
        let passed = self.text.get(self.counted..start).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.counted = start.max(self.counted);
        format!("line {}", self.line)
    }

    /// What part of a URL or form a byte is in.
    fn part_of_url(&self, start: usize) -> &'static str {
        let before = self.text.get(..start).unwrap_or_default();
        if before.contains('#') {
            "fragment"
        } else if before.contains('?') && before.contains("://") {
            "query"
        } else {
            "field"
        }
    }

    fn label(&self) -> Option<Label> {
        self.place.name.as_deref().and_then(Label::of)
    }

    /// The length of the line that a byte is in, in bytes. Each line is measured once.
    fn line_length(&mut self, byte: usize) -> usize {
        if !self.measured.contains(&byte) {
            let bytes = self.text.as_bytes();
            let is_break = |b: &u8| *b == b'\n' || *b == b'\r';
            let before = bytes.get(self.measured.end..byte).unwrap_or_default();
            let after = bytes.get(byte..).unwrap_or_default();
            let back = before.iter().rev().position(is_break);
            let ahead = after.iter().position(is_break).unwrap_or(after.len());
            self.measured = byte - back.unwrap_or(before.len())..byte + ahead;
        }
        self.measured.len()
    }

    fn length(&mut self) -> usize {
        *self
            .chars
            .get_or_insert_with(|| self.text.trim_end().chars().count())
    }
}

/// Takes a piece of a text for a token whatever is in it, and says what is broken. For text that is
/// nothing but this word.
pub(super) fn diagnose(text: &str, word: Range<usize>, place: &Place, out: &mut Collector<'_>) {
    let before = context::before(text, word.start);
    let mut noise = before.noise.clone();
    let written = text.get(word).unwrap_or_default();
    let (resolved, escapes) = escapes::resolve(written);
    noise.extend(escapes);
    let mut plain = String::with_capacity(resolved.len());
    for c in resolved.chars() {
        let repair = match c {
            '=' => Some(Noise::Padding),
            '+' | '/' => Some(Noise::StandardBase64),
            c if is_invisible(c) => Some(Noise::Invisible),
            _ => None,
        };
        noise.extend(repair.filter(|n| !noise.contains(n)));
        if !matches!(repair, Some(Noise::Padding | Noise::Invisible)) {
            plain.push(to_url_alphabet(c));
        }
    }
    let around = Around {
        label: before.label().or(place.name.as_deref().and_then(Label::of)),
        expected: true,
        extents: &[text.trim().chars().count()],
    };
    let candidate = Candidate {
        text: plain,
        end: 0,
        noise,
        marks: Vec::new(),
    };
    if let Some(item) = classify::classify(candidate, &around) {
        let at = place.at.clone().unwrap_or_else(|| "line 1".to_owned());
        out.add(item, at, place.request_url.clone());
    }
}

/// The token inside a `PoP` envelope.
fn inner_token(item: &Item) -> Option<String> {
    if item.kind != Kind::PopEnvelope {
        return None;
    }
    let payload = damage::Anatomy::of(&item.text, &[]).payload?;
    relatives::inner_token(&payload).map(str::to_owned)
}

/// Whether a name announces a token, so that its value is diagnosed even when it is broken.
fn expects_token(label: Label) -> bool {
    matches!(
        label,
        Label::Access
            | Label::Id
            | Label::Authorization
            | Label::ClientAssertion
            | Label::Zumo
            | Label::PrtCookie
    )
}
