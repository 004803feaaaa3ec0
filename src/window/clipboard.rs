//! The clipboard, read and written by a thread of its own: its owner may answer late, and on X11
//! what was copied can be pasted only as long as this side lives.

use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use crate::app::Action;

/// Owns the clipboard until the window closes.
pub(super) struct Clipboard {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

enum Order {
    Read,
    Write(String),
}

impl Clipboard {
    /// Starts the thread; `answer` is called from it with [`Action::Paste`], [`Action::Note`] or
    /// [`Action::Problem`].
    pub(super) fn new(answer: impl Fn(Action) + Send + 'static) -> Self {
        let (orders, receiver) = channel();
        let thread = thread::spawn(move || {
            let mut clipboard = None;
            for order in receiver {
                answer(carry_out(&mut clipboard, order));
            }
        });
        Self {
            orders: Some(orders),
            thread: Some(thread),
        }
    }

    /// Reads the text on the clipboard.
    pub(super) fn read(&self) {
        self.order(Order::Read);
    }

    /// Puts a text on the clipboard.
    pub(super) fn write(&self, text: String) {
        self.order(Order::Write(text));
    }

    fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // The thread ends only with this owner.
            let _ = orders.send(order);
        }
    }
}

impl Drop for Clipboard {
    /// Waits for the thread: it hands what was copied over to the clipboard manager, if there is one.
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn carry_out(clipboard: &mut Option<arboard::Clipboard>, order: Order) -> Action {
    let opened = match clipboard.take() {
        Some(clipboard) => Ok(clipboard),
        None => arboard::Clipboard::new(),
    };
    let clipboard = match opened {
        Ok(opened) => clipboard.insert(opened),
        Err(error) => return refused(&error),
    };
    match order {
        Order::Read => match clipboard.get_text() {
            Ok(text) if text.trim().is_empty() => refused(&arboard::Error::ContentNotAvailable),
            Ok(text) => Action::Paste(text),
            Err(error) => refused(&error),
        },
        Order::Write(text) => match write(clipboard, text) {
            Ok(()) => Action::Note("Copied.".to_owned()),
            Err(error) => refused(&error),
        },
    }
}

/// Tokens are kept out of the histories that clipboard managers write down.
fn write(clipboard: &mut arboard::Clipboard, text: String) -> Result<(), arboard::Error> {
    #[cfg(target_os = "macos")]
    use arboard::SetExtApple as _;
    #[cfg(target_os = "linux")]
    use arboard::SetExtLinux as _;
    #[cfg(windows)]
    use arboard::SetExtWindows as _;

    if !text.contains("eyJ") {
        return clipboard.set_text(text);
    }
    #[cfg(windows)]
    return clipboard
        .set()
        .exclude_from_monitoring()
        .exclude_from_cloud()
        .exclude_from_history()
        .text(text);
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    return clipboard.set().exclude_from_history().text(text);
    #[cfg(not(any(windows, target_os = "linux", target_os = "macos")))]
    return clipboard.set_text(text);
}

fn refused(error: &arboard::Error) -> Action {
    Action::Problem(match error {
        arboard::Error::ContentNotAvailable => {
            "There is no text on the clipboard: copy a token and paste again.".to_owned()
        }
        arboard::Error::ClipboardOccupied => {
            "Another program holds the clipboard: try again in a moment.".to_owned()
        }
        arboard::Error::ConversionFailure => {
            "What is on the clipboard can't be read as text.".to_owned()
        }
        other => format!("The clipboard can't be used ({other}): paste with the keyboard instead."),
    })
}
