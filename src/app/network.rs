//! What the network does for the window, as plain data.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use crate::documents::{Consent, Request};
use crate::keys::Look;
use crate::net::Exchange;

/// Publishers ask not to be asked for keys more often than this (rules D-2).
pub const SPACING: SignedDuration = SignedDuration::from_mins(5);

/// What the network does.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// What may be asked.
    pub consent: Consent,
    /// URLs that are being asked.
    pub asking: BTreeSet<String>,
    /// Every request that left this computer, oldest first.
    pub log: Vec<Exchange>,
    /// What is about to be asked again.
    pub again: Option<Again>,
    /// Whether the addresses of the shown token are looked at again and again.
    pub watch: Option<Watch>,
}

/// Key sets that are asked again in a moment, because answers differ from one to the next (rules
/// D1.9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// What is asked then.
    pub requests: Vec<Request>,
    /// The token's kid, which none of the answers lists; `None` where a watched key went missing.
    pub kid: Option<String>,
    /// Which time it is then, the first answer being 1.
    pub attempt: usize,
    /// When.
    pub at: Timestamp,
}

/// The shown token's addresses, looked at again and again.
#[derive(Debug, Clone)]
pub struct Watch {
    /// How often.
    pub every: Every,
    /// When the next look is due.
    pub next: Timestamp,
    /// Whether a look is under way.
    pub(super) looking: bool,
    /// The keys of each address as the last look found them.
    pub(super) known: Option<Look>,
    /// What the look under way has found so far: the union of its answers.
    pub(super) found: Look,
}

/// How often a watch looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// The most often that publishers allow.
    FiveMinutes,
    /// Every 15 minutes.
    QuarterHour,
    /// Every hour.
    Hour,
}

impl Every {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::FiveMinutes, Self::QuarterHour, Self::Hour];

    /// The time from the end of one look to the next.
    pub fn duration(self) -> SignedDuration {
        match self {
            Self::FiveMinutes => SPACING,
            Self::QuarterHour => SignedDuration::from_mins(15),
            Self::Hour => SignedDuration::from_hours(1),
        }
    }

    /// The same on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::FiveMinutes => "every 5 min",
            Self::QuarterHour => "every 15 min",
            Self::Hour => "every hour",
        }
    }
}

/// Why an address is not asked again yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    /// How long ago it answered.
    pub ago: SignedDuration,
    /// How long until it may be asked again.
    pub wait: SignedDuration,
}
