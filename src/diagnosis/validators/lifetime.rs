//! `nbf` and `exp` beside the moment.

use serde_json::Value;

use super::run::Run;
use crate::api::About;
use crate::token::span;

impl Run<'_> {
    /// A claim that is a time, in seconds since 1970. Parts of a second are dropped.
    pub(super) fn seconds(&self, name: &str) -> Option<i64> {
        self.token.time(name).present().map(|t| t.as_second())
    }

    /// Whether a claim is there, but no JSON number: some libraries refuse that.
    pub(super) fn is_no_number(&self, name: &str) -> bool {
        self.claim(name).is_some_and(|value| !value.is_number())
    }

    /// Whether `exp` has passed by more than what is allowed; exactly at the end counts where
    /// `inclusive`.
    pub(super) fn expired(&mut self, inclusive: bool) -> bool {
        let Some(exp) = self.seconds("exp") else {
            return false;
        };
        let late = self.now.saturating_sub(exp);
        let allowed = self.skew.1;
        let over = if inclusive {
            late >= allowed
        } else {
            late > allowed
        };
        self.compare(late, allowed, over, "after exp");
        over && !self.left_open(About::Lifetime)
    }

    /// Whether `nbf`, or another claim, is further ahead than what is allowed.
    pub(super) fn early(&mut self, claim: &str) -> bool {
        let Some(from) = self.seconds(claim) else {
            return false;
        };
        let ahead = from.saturating_sub(self.now);
        let allowed = self.skew.0;
        let over = ahead > allowed;
        self.compare(ahead, allowed, over, &format!("before {claim}"));
        over && !self.left_open(About::Lifetime)
    }

    /// Says which tolerance decided, where another one would have decided otherwise: the widest
    /// default is 5 minutes.
    fn compare(&mut self, off: i64, allowed: i64, over: bool, where_: &str) {
        let Ok(off) = u64::try_from(off) else {
            return;
        };
        if off > 300 || (off == 0 && !over) {
            return;
        }
        let allows = match u64::try_from(allowed) {
            Ok(seconds @ 1..) => format!("It allows {}", span(seconds)),
            _ => "It allows no time".to_owned(),
        };
        self.say(format!("{allows} {where_}; this is {} off.", span(off)));
    }

    /// Whether lifetimes are checked.
    pub(super) fn checks_lifetime(&self) -> bool {
        !self.facts.api.unchecked.lifetime
    }

    /// A claim as an integer, as Python reads it: a text of digits will do.
    pub(super) fn is_no_integer(&self, name: &str) -> bool {
        match self.claim(name) {
            None | Some(Value::Number(_) | Value::Bool(_)) => false,
            Some(Value::String(text)) => text.trim().parse::<i64>().is_err(),
            Some(_) => true,
        }
    }
}
