//! Time going by: what is shown is told anew only when it reads differently.

use jiff::{SignedDuration, Timestamp};

use super::{Model, Moment};
use crate::token::{Claim, Token, relative};

/// How many seconds around `exp`, `nbf` and `iat` clocks are forgiven by most libraries: verdicts
/// change there.
const SKEW_SECS: i64 = 300;

/// A number this far from now (in seconds) is no time of a living token.
const FAR_SECS: i64 = 50 * 366 * 86_400;

/// Nothing is planned further ahead than this; then it is looked at again.
const AHEAD_SECS: i64 = 86_400;

impl Model {
    /// Tells the clock. Gives the seconds until something happens by itself: something on screen
    /// reads differently, such as "expires in 3 min", or [`Self::wake`] has something to do; `None`
    /// when nothing will.
    pub fn tick(&mut self, now: Timestamp) -> Option<u64> {
        let before = self.clock;
        self.tell_clock(now);
        if let (Moment::Now(_), Some(next)) = (self.moment, self.kept.next_change)
            // A clock that was set back makes everything that was planned wrong.
            && (now >= next || now < before)
        {
            self.inspect();
        }
        let next = [self.kept.next_change, self.next_due()];
        next.into_iter().flatten().min().map(|next| {
            let left = next.duration_since(now).as_millis();
            u64::try_from(left)
                .unwrap_or_default()
                .div_ceil(1000)
                .max(1)
        })
    }

    /// Takes over what the clock says.
    pub(super) fn tell_clock(&mut self, now: Timestamp) {
        if let Moment::Now(at) = &mut self.moment {
            *at = now;
        }
        let back = now < self.clock;
        self.clock = now;
        if back {
            self.shorten_waits();
        }
    }

    /// Plans when the shown token reads differently.
    pub(super) fn expect_change(&mut self) {
        let now = self.moment.at();
        let token = self.inspection.as_ref().and_then(|i| i.token.as_ref());
        let seconds = match (self.moment, token) {
            (Moment::Now(_), Some(token)) => times(token, now)
                .into_iter()
                .map(|at| seconds_to_change(at, now))
                .min(),
            _ => None,
        };
        self.kept.next_change =
            seconds.and_then(|s| now.checked_add(SignedDuration::from_secs(s)).ok());
    }
}

/// Every time that the token's claims name.
fn times(token: &Token, now: Timestamp) -> Vec<Timestamp> {
    token
        .claims()
        .members()
        .iter()
        .filter_map(|(name, _)| match token.time(name) {
            Claim::Present(at) => Some(at),
            Claim::Missing | Claim::Malformed { .. } => None,
        })
        .filter(|at| at.duration_since(now).as_secs().abs() < FAR_SECS)
        .collect()
}

/// The seconds from `now` until `at` is told in other words, or a verdict about it can change.
///
/// A wording holds for one unbroken stretch of time, so its end can be found by halving.
fn seconds_to_change(at: Timestamp, now: Timestamp) -> i64 {
    let words = |ahead: i64| {
        now.checked_add(SignedDuration::from_secs(ahead))
            .map(|then| relative(at, then))
            .ok()
    };
    let current = words(0);
    let mut same = 0;
    let mut other = 1;
    while other < AHEAD_SECS && words(other) == current {
        same = other;
        other *= 2;
    }
    other = other.min(AHEAD_SECS);
    while other - same > 1 {
        let middle = i64::midpoint(same, other);
        if words(middle) == current {
            same = middle;
        } else {
            other = middle;
        }
    }
    let apart = at.duration_since(now);
    let whole = apart.as_secs() + i64::from(apart.subsec_nanos() > 0);
    [whole - SKEW_SECS, whole, whole + SKEW_SECS]
        .into_iter()
        .filter(|boundary| *boundary > 0)
        .fold(other, i64::min)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_next_change_is_found_exactly() {
        let now: Timestamp = "2026-11-21T10:00:00Z".parse().unwrap();
        let rows = [
            ("an expiry ahead", 3 * 3600),
            ("an expiry in minutes", 150),
            ("an expiry in seconds", 20),
            ("just now", 0),
            ("a moment ago", -30),
            ("hours ago", -3 * 3600 - 17),
            ("days ago", -40 * 86_400),
        ];
        for (name, apart) in rows {
            let at = now + SignedDuration::from_secs(apart);
            let seconds = seconds_to_change(at, now);
            assert!((1..=AHEAD_SECS).contains(&seconds), "{name}: {seconds}");
            for before in 1..seconds.min(4000) {
                let then = now + SignedDuration::from_secs(before);
                assert_eq!(relative(at, then), relative(at, now), "{name}: {before} s");
            }
        }
    }

    #[test]
    fn a_verdict_can_change_where_words_do_not() {
        let now: Timestamp = "2026-11-21T10:00:00.5Z".parse().unwrap();
        let at: Timestamp = "2026-11-21T10:00:10Z".parse().unwrap();
        // 9.5 s ahead: the first whole second at which it is over is the tenth.
        assert!(seconds_to_change(at, now) <= 10);
    }
}
