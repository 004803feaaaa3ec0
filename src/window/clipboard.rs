//! The clipboard, read and written by a thread of its own: its owner may answer late, and on X11
//! what was copied can be pasted only as long as this side lives.

use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

/// A word of so many bytes may be a signature or a refresh token.
const LONG_WORD: usize = 100;

/// Owns the clipboard until the window closes.
pub(super) struct Clipboard {
    orders: Orders,
    thread: Option<JoinHandle<()>>,
}

/// What is ordered of the clipboard's thread, from wherever it is.
#[derive(Clone)]
pub(super) struct Orders(Sender<Order>);

enum Order {
    Read(Reply<String>),
    ReadSelection(Reply<String>),
    Write(String, Reply<()>),
    /// The window closes. Orders are given from several places, so that none of them is left can't
    /// be waited for.
    End,
}

/// Called from the clipboard's thread, with a sentence where it could not be done.
type Reply<T> = Box<dyn FnOnce(Result<T, String>) + Send>;

impl Clipboard {
    /// Starts the thread.
    pub(super) fn new() -> Self {
        let (sender, receiver) = channel();
        let thread = thread::spawn(move || {
            let mut clipboard = None;
            while let Ok(order) = receiver.recv() {
                match order {
                    Order::Read(reply) => reply(with(&mut clipboard, read)),
                    Order::ReadSelection(reply) => reply(with(&mut clipboard, read_selection)),
                    Order::Write(text, reply) => reply(with(&mut clipboard, |c| write(c, text))),
                    Order::End => break,
                }
            }
        });
        Self {
            orders: Orders(sender),
            thread: Some(thread),
        }
    }

    /// For giving orders.
    pub(super) fn orders(&self) -> &Orders {
        &self.orders
    }
}

impl Orders {
    /// For orders that nobody carries out.
    #[cfg(test)]
    pub(super) fn to_nobody() -> Self {
        Self(channel().0)
    }

    /// Reads the text on the clipboard.
    pub(super) fn read(&self, reply: impl FnOnce(Result<String, String>) + Send + 'static) {
        // The thread ends only with its owner: then nobody waits for a reply either.
        let _ = self.0.send(Order::Read(Box::new(reply)));
    }

    /// Reads the text that is selected in another window.
    pub(super) fn read_selection(
        &self,
        reply: impl FnOnce(Result<String, String>) + Send + 'static,
    ) {
        let _ = self.0.send(Order::ReadSelection(Box::new(reply)));
    }

    /// Puts a text on the clipboard.
    pub(super) fn write(
        &self,
        text: String,
        reply: impl FnOnce(Result<(), String>) + Send + 'static,
    ) {
        let _ = self.0.send(Order::Write(text, Box::new(reply)));
    }
}

impl Drop for Clipboard {
    /// Waits for the thread: it hands what was copied over to the clipboard manager, if there is one.
    fn drop(&mut self) {
        let _ = self.orders.0.send(Order::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Uses the clipboard, opened once.
fn with<T>(
    kept: &mut Option<arboard::Clipboard>,
    work: impl FnOnce(&mut arboard::Clipboard) -> Result<T, arboard::Error>,
) -> Result<T, String> {
    let opened = match kept.take() {
        Some(clipboard) => Ok(clipboard),
        None => arboard::Clipboard::new(),
    };
    opened
        .and_then(|clipboard| work(kept.insert(clipboard)))
        .map_err(|error| refused(&error))
}

fn read(clipboard: &mut arboard::Clipboard) -> Result<String, arboard::Error> {
    match clipboard.get_text() {
        Ok(text) if text.trim().is_empty() => Err(arboard::Error::ContentNotAvailable),
        other => other,
    }
}

/// What is selected in another window: X11's primary selection, and that of Wayland where its
/// compositor gives it away. Other systems have none.
fn read_selection(clipboard: &mut arboard::Clipboard) -> Result<String, arboard::Error> {
    #[cfg(target_os = "linux")]
    let text = {
        use arboard::GetExtLinux as _;

        let selection = clipboard
            .get()
            .clipboard(arboard::LinuxClipboardKind::Primary);
        selection.text()?
    };
    #[cfg(not(target_os = "linux"))]
    let text = {
        let _ = clipboard;
        String::new()
    };
    if text.trim().is_empty() {
        return Err(arboard::Error::ContentNotAvailable);
    }
    Ok(text)
}

/// Tokens are kept out of the histories that clipboard managers write down.
fn write(clipboard: &mut arboard::Clipboard, text: String) -> Result<(), arboard::Error> {
    #[cfg(target_os = "macos")]
    use arboard::SetExtApple as _;
    #[cfg(target_os = "linux")]
    use arboard::SetExtLinux as _;
    #[cfg(windows)]
    use arboard::SetExtWindows as _;

    if !is_secret(&text) {
        return clipboard.set_text(text);
    }
    #[cfg(windows)]
    return clipboard.set().exclude_from_monitoring().text(text);
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    return clipboard.set().exclude_from_history().text(text);
    #[cfg(not(any(windows, target_os = "linux", target_os = "macos")))]
    return clipboard.set_text(text);
}

/// Whether a text may be a token or a piece of one. A long address is taken for one too: it is copied
/// all the same, only not written down.
fn is_secret(text: &str) -> bool {
    text.contains("eyJ") || text.split_whitespace().any(|word| word.len() >= LONG_WORD)
}

fn refused(error: &arboard::Error) -> String {
    match error {
        arboard::Error::ContentNotAvailable => {
            "There is no text on the clipboard: copy a token and paste again.".to_owned()
        }
        arboard::Error::ClipboardOccupied => {
            "Another program holds the clipboard: try again in a moment.".to_owned()
        }
        arboard::Error::ConversionFailure => {
            "What is on the clipboard can't be read as text.".to_owned()
        }
        other => format!(
            "The clipboard can't be used ({other}): save the token to a file and open or drop that."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_tokens_are_secret() {
        let long = "A".repeat(LONG_WORD);
        let rows = [
            ("a token", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA", true),
            ("a signature", long.as_str(), true),
            ("a claim", "00000003-0000-0000-c000-000000000000", false),
            (
                "prose",
                "Send the token to the API that it was made for, not to this one, and then ask for another one.",
                false,
            ),
        ];
        for (name, text, expected) in rows {
            assert_eq!(is_secret(text), expected, "{name}");
        }
    }
}
