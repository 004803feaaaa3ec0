//! cURL commands: the headers and data they send, and the URL they send them to.

use super::collect::{Collector, Place};
use super::requests::harmless;
use super::shell::{self, Piece};
use super::value::examine;

/// Whether a text is a cURL command, perhaps after a prompt.
pub(super) fn is_command(text: &str) -> bool {
    let command = text.trim_start_matches(['$', '>', '#', '%', ' ']);
    command.split_whitespace().next().is_some_and(is_curl) && command.contains([' ', '\t'])
}

/// Adds the tokens in the commands of a text.
pub(super) fn read(text: &str, out: &mut Collector<'_>) {
    let mut command: Option<Command> = None;
    for piece in shell::split(text) {
        match (piece, &mut command) {
            (Piece::Word(word), _) if is_curl(&word) => {
                if let Some(done) = command.replace(Command::default()) {
                    done.add_to(out);
                }
            }
            (Piece::Word(word), Some(command)) => command.word(word),
            (Piece::Word(_), None) => {}
            (Piece::End, _) => {
                if let Some(done) = command.take() {
                    done.add_to(out);
                }
            }
        }
    }
    if let Some(done) = command {
        done.add_to(out);
    }
}

fn is_curl(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or_default();
    name.eq_ignore_ascii_case("curl") || name.eq_ignore_ascii_case("curl.exe")
}

#[derive(Default)]
struct Command {
    url: Option<String>,
    /// What the next word belongs to.
    expects: Option<Switch>,
    sent: Vec<(Switch, String)>,
}

/// Options whose value matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Switch {
    Header,
    Body,
    Bearer,
    Cookie,
    Url,
    /// Any other with a value.
    Other,
}

impl Command {
    fn word(&mut self, word: String) {
        if let Some(option) = self.expects.take() {
            self.value(option, word);
        } else if let Some((name, value)) = word.strip_prefix("--").map(|long| {
            long.split_once('=')
                .map_or((long, None), |(name, value)| (name, Some(value)))
        }) {
            match (long_option(name), value) {
                (Some(option), Some(value)) => self.value(option, value.to_owned()),
                (option, None) => self.expects = option,
                (None, Some(_)) => {}
            }
        } else if let Some(letters) = word.strip_prefix('-').filter(|l| !l.is_empty()) {
            self.short(letters);
        } else if self.url.is_none() {
            self.url = Some(word);
        }
    }

    /// `-H`, `-HAccept:…`, `-sSH`.
    fn short(&mut self, letters: &str) {
        for (place, letter) in letters.char_indices() {
            let Some(option) = short_option(letter) else {
                continue;
            };
            let rest = letters.get(place + letter.len_utf8()..).unwrap_or_default();
            if rest.is_empty() {
                self.expects = Some(option);
            } else {
                self.value(option, rest.to_owned());
            }
            return;
        }
    }

    fn value(&mut self, option: Switch, value: String) {
        match option {
            Switch::Url => self.url = Some(value),
            Switch::Other => {}
            sent => self.sent.push((sent, value)),
        }
    }

    fn add_to(self, out: &mut Collector<'_>) {
        let url = self.url.unwrap_or_default();
        let request_url = harmless(&url).or_else(|| harmless(&format!("https://{url}")));
        let place = |at: String, name: Option<&str>| Place {
            at: Some(at),
            name: name.map(str::to_owned),
            request_url: request_url.clone(),
        };
        for (option, value) in &self.sent {
            match (option, value.split_once(':')) {
                (Switch::Header, Some((name, _))) => {
                    let name = name.trim();
                    examine(value, &place(format!("header {name}"), Some(name)), out);
                }
                (Switch::Bearer, _) => {
                    let at = "option --oauth2-bearer".to_owned();
                    examine(value, &place(at, Some("Authorization")), out);
                }
                (Switch::Cookie, _) => {
                    examine(value, &place("header Cookie".to_owned(), None), out);
                }
                _ => examine(value, &place("request body".to_owned(), None), out),
            }
        }
        examine(&url, &place("request URL".to_owned(), None), out);
    }
}

fn long_option(name: &str) -> Option<Switch> {
    Some(match name {
        "header" => Switch::Header,
        "data" | "data-raw" | "data-binary" | "data-ascii" | "data-urlencode" | "json" | "form"
        | "form-string" => Switch::Body,
        "oauth2-bearer" => Switch::Bearer,
        "cookie" => Switch::Cookie,
        "url" => Switch::Url,
        "request" | "user" | "user-agent" | "referer" | "output" | "cacert" | "cert" | "key"
        | "proxy" | "max-time" | "connect-timeout" | "write-out" | "resolve" | "retry"
        | "upload-file" | "config" | "cookie-jar" | "dump-header" | "range" => Switch::Other,
        _ => return None,
    })
}

fn short_option(letter: char) -> Option<Switch> {
    Some(match letter {
        'H' => Switch::Header,
        'd' | 'F' => Switch::Body,
        'b' => Switch::Cookie,
        'X' | 'u' | 'A' | 'e' | 'o' | 'E' | 'x' | 'm' | 'w' | 'T' | 'K' | 'c' | 'D' | 'r' => {
            Switch::Other
        }
        _ => return None,
    })
}
