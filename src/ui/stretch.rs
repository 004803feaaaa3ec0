//! A stretch of time on screen: places and moments, zoom, pan.

use jiff::{SignedDuration, Timestamp};

/// The shortest stretch that can be looked at, in seconds.
const SHORTEST: f64 = 60.0;

/// A stretch of time, in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Where it begins.
    pub from: f64,
    /// Where it ends, later than its beginning.
    pub to: f64,
}

/// A moment as a number of seconds.
pub fn seconds(at: Timestamp) -> f64 {
    at.as_duration().as_secs_f64()
}

/// The moment of a number of seconds, where the calendar has it.
pub fn moment(at: f64) -> Option<Timestamp> {
    let since = SignedDuration::try_from_secs_f64(at).ok()?;
    Timestamp::from_duration(since).ok()
}

impl Stretch {
    /// The stretch that holds all of these moments with some room on both sides; `None` where there
    /// are none.
    pub fn around(moments: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut ends: Option<(f64, f64)> = None;
        for at in moments {
            let (from, to) = ends.unwrap_or((at, at));
            ends = Some((from.min(at), to.max(at)));
        }
        let (from, to) = ends?;
        // A single moment stands in the middle of two days.
        let room = if to - from < SHORTEST {
            86_400.0
        } else {
            (to - from) * 0.03
        };
        Some(Self {
            from: from - room,
            to: to + room,
        })
    }

    /// How long it is, in seconds.
    pub fn length(self) -> f64 {
        (self.to - self.from).max(f64::MIN_POSITIVE)
    }

    /// The same from another point, in points, for a stretch drawn so wide.
    #[expect(clippy::cast_possible_truncation, reason = "points on a screen")]
    pub fn x(self, at: f64, left: f32, width: f32) -> f32 {
        let part = (at - self.from) / self.length();
        // What is far outside stays outside, and finite.
        f64::from(width).mul_add(part.clamp(-10.0, 11.0), f64::from(left)) as f32
    }

    /// The moment at a place on screen.
    pub fn at(self, x: f32, left: f32, width: f32) -> f64 {
        let part = f64::from(x - left) / f64::from(width.max(1.0));
        self.length().mul_add(part, self.from)
    }

    /// A stretch so many times as long, in which `fixed` stays at its place, and which leaves
    /// nothing but `all` in view.
    #[must_use]
    pub fn zoomed(self, times: f64, fixed: f64, all: Self) -> Self {
        let length = (self.length() * times).clamp(SHORTEST, all.length().max(SHORTEST));
        let part = ((fixed - self.from) / self.length()).clamp(0.0, 1.0);
        let from = length.mul_add(-part, fixed.clamp(self.from, self.to));
        let zoomed = Self {
            from,
            to: from + length,
        };
        zoomed.inside(all)
    }

    /// The stretch so many seconds later, inside `all`.
    #[must_use]
    pub fn panned(self, seconds: f64, all: Self) -> Self {
        let panned = Self {
            from: self.from + seconds,
            to: self.to + seconds,
        };
        panned.inside(all)
    }

    /// Moved so that it leaves nothing but `all` in view.
    fn inside(self, all: Self) -> Self {
        let length = self.length().min(all.length());
        let from = self.from.max(all.from).min(all.to - length);
        Self {
            from,
            to: from + length,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail")]
mod tests {
    use super::*;

    #[test]
    fn zoom_keeps_a_moment_at_its_place() {
        let all = Stretch {
            from: 0.0,
            to: 100_000.0,
        };
        let rows = [
            ("in", 0.5, 60_000.0, (30_000.0, 80_000.0)),
            ("in at the left", 0.5, 0.0, (0.0, 50_000.0)),
            ("out stops at everything", 8.0, 60_000.0, (0.0, 100_000.0)),
            ("in stops at a minute", 1e-9, 50_000.0, (49_970.0, 50_030.0)),
        ];
        for (name, times, fixed, (from, to)) in rows {
            let zoomed = all.zoomed(times, fixed, all);
            assert!((zoomed.from - from).abs() < 1e-3, "{name}: {zoomed:?}");
            assert!((zoomed.to - to).abs() < 1e-3, "{name}: {zoomed:?}");
        }
        let view = Stretch {
            from: 20_000.0,
            to: 30_000.0,
        };
        let rows = [
            ("stops at the end", 1e9, 90_000.0),
            ("and at the start", -1e9, 0.0),
            ("moves", 500.0, 20_500.0),
        ];
        for (name, seconds, from) in rows {
            let panned = view.panned(seconds, all);
            assert!((panned.from - from).abs() < 1e-6, "{name}: {panned:?}");
        }
    }

    #[test]
    fn places_and_moments_are_each_others() {
        let view = Stretch {
            from: 1.79e9,
            to: 1.795e9,
        };
        let at = 1.792e9;
        let x = view.x(at, 100.0, 500.0);
        assert!((view.at(x, 100.0, 500.0) - at).abs() < 20.0);
        assert!(view.x(f64::MAX, 0.0, 500.0).is_finite());
    }

    #[test]
    fn a_single_moment_stands_in_the_middle() {
        assert_eq!(Stretch::around([]), None);
        let one = Stretch::around([5e8]).unwrap();
        assert!((one.x(5e8, 0.0, 100.0) - 50.0).abs() < 0.01);
        let two = Stretch::around([0.0, 1000.0]).unwrap();
        assert!(two.from < 0.0 && two.to > 1000.0, "{two:?}");
    }
}
