//! A token while its characters are being collected.

use super::json::Object;
use super::{Noise, base64url, limits};

/// The characters so far, in base64url without padding, and what was repaired.
#[derive(Clone, Default)]
pub(super) struct Draft {
    /// The characters. A mark for something left out stands as `…`. A secret.
    pub(super) text: String,
    /// What was repaired, in order, each once.
    pub(super) noise: Vec<Noise>,
    /// The marks as they were written.
    pub(super) marks: Vec<String>,
    dots: usize,
    /// Where the part that is being written starts.
    part: usize,
    header: Option<Header>,
    best: Option<Checkpoint>,
}

/// What the header says about lengths.
#[derive(Clone)]
struct Header {
    algorithm: Option<String>,
    encryption: Option<String>,
}

/// A state that a draft can be taken back to.
#[derive(Clone, Copy)]
pub(super) struct Checkpoint {
    chars: usize,
    noise: usize,
    marks: usize,
    dots: usize,
    part: usize,
    /// The byte of the source after the last character.
    pub(super) end: usize,
}

impl Draft {
    /// Adds letters that are base64url already.
    pub(super) fn letters(&mut self, letters: &str) {
        self.text.push_str(letters);
    }

    /// Adds one letter of either alphabet.
    pub(super) fn letter(&mut self, letter: char) {
        let plain = base64url::to_url_alphabet(letter);
        if plain != letter {
            self.note(Noise::StandardBase64);
        }
        self.text.push(plain);
    }

    /// Adds a dot: the part before it is whole.
    pub(super) fn dot(&mut self) {
        if self.dots == 0 {
            self.header = read_header(&self.text);
        }
        self.dots += 1;
        self.text.push('.');
        self.part = self.text.len();
    }

    /// Adds a mark for something left out.
    pub(super) fn mark(&mut self, mark: &str) {
        self.text.push('\u{2026}');
        self.marks.push(mark.to_owned());
    }

    /// Notes a repair.
    pub(super) fn note(&mut self, noise: Noise) {
        if !self.noise.contains(&noise) {
            self.noise.push(noise);
        }
    }

    /// How many dots there are.
    pub(super) fn dots(&self) -> usize {
        self.dots
    }

    /// Whether the last part has exactly a length that the header asks for.
    pub(super) fn is_complete(&self) -> bool {
        let Some(header) = &self.header else {
            return false;
        };
        let chars = self.text.len() - self.part;
        let fits = |lengths: Option<&[usize]>| {
            lengths.is_some_and(|l| l.iter().any(|&bytes| limits::chars_of(bytes) == chars))
        };
        match (&header.encryption, &header.algorithm) {
            (Some(encryption), _) => self.dots == 4 && fits(limits::tag_bytes(encryption)),
            (None, Some(algorithm)) if algorithm.eq_ignore_ascii_case("none") => {
                self.dots == 2 && chars == 0
            }
            (None, Some(algorithm)) => self.dots == 2 && fits(limits::signature_bytes(algorithm)),
            (None, None) => false,
        }
    }

    /// Whether a longer last part could be complete too: RSA signatures come in several lengths, and
    /// a gap may stand where a shorter one would end.
    pub(super) fn may_grow(&self) -> bool {
        let Some(Header {
            algorithm: Some(algorithm),
            encryption: None,
        }) = &self.header
        else {
            return false;
        };
        let longest = limits::signature_bytes(algorithm).and_then(<[usize]>::last);
        longest.is_some_and(|&bytes| self.text.len() - self.part < limits::chars_of(bytes))
    }

    /// Whether the last part has the length of a signature by a 1024-bit key. Such keys are rare, so
    /// it is likelier that the token goes on.
    pub(super) fn is_short(&self) -> bool {
        self.text.len() - self.part == limits::chars_of(128)
    }

    /// Whether header and payload are JSON objects and the signature is canonical.
    pub(super) fn is_healthy(&self) -> bool {
        let mut parts = self.text.split('.');
        let mut object = || {
            parts
                .next()
                .and_then(base64url::decode)
                .and_then(|bytes| String::from_utf8(bytes).ok())
                .is_some_and(|json| Object::parse(&json).is_ok())
        };
        object()
            && (self.dots == 4 || object())
            && parts.all(|part| base64url::decode(part).is_some())
    }

    /// The state now.
    pub(super) fn checkpoint(&self, end: usize) -> Checkpoint {
        Checkpoint {
            chars: self.text.len(),
            noise: self.noise.len(),
            marks: self.marks.len(),
            dots: self.dots,
            part: self.part,
            end,
        }
    }

    /// Remembers this place as the best end, if the token is complete here.
    pub(super) fn remember(&mut self, end: usize) {
        if self.is_complete() {
            self.best = Some(self.checkpoint(end));
        }
    }

    /// The best end so far.
    pub(super) fn best(&self) -> Option<Checkpoint> {
        self.best
    }

    /// Goes back to an earlier state.
    pub(super) fn back_to(&mut self, earlier: Checkpoint) {
        self.text.truncate(earlier.chars);
        self.noise.truncate(earlier.noise);
        self.marks.truncate(earlier.marks);
        self.dots = earlier.dots;
        self.part = earlier.part;
    }
}

fn read_header(text: &str) -> Option<Header> {
    let bytes = base64url::decode_what_is_there(text)?;
    let header = Object::parse(std::str::from_utf8(&bytes).ok()?).ok()?;
    Some(Header {
        algorithm: header.text("alg").map(str::to_owned),
        encryption: header.text("enc").map(str::to_owned),
    })
}
