//! The dates that an axis of time carries.

use jiff::civil::{Date, DateTime, Time, date};
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};

use super::stretch::{Stretch, moment, seconds};

/// No axis carries more dates than these.
const MOST: usize = 400;

/// A date on the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// When, in seconds since 1970.
    pub at: f64,
    /// "14:30", "21", "Nov", "2026".
    pub label: String,
}

/// The dates on the axis.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Axis {
    /// The dates in their own line.
    pub ticks: Vec<Tick>,
    /// What the dates belong to, each where it begins: a day, a month, a year. The first one began
    /// earlier, and stands at the beginning of the stretch.
    pub contexts: Vec<Tick>,
}

/// The steps in which an axis counts.
#[derive(Debug, Clone, Copy)]
enum Step {
    Minutes(i8),
    Hours(i8),
    Days(i8),
    Months(i8),
    Years(i16),
}

/// Each step with its length in seconds, and the width that its label needs in points.
const STEPS: [(Step, f64, f64); 22] = [
    (Step::Minutes(1), 60.0, 48.0),
    (Step::Minutes(5), 300.0, 48.0),
    (Step::Minutes(15), 900.0, 48.0),
    (Step::Minutes(30), 1_800.0, 48.0),
    (Step::Hours(1), 3_600.0, 48.0),
    (Step::Hours(3), 10_800.0, 48.0),
    (Step::Hours(6), 21_600.0, 48.0),
    (Step::Hours(12), 43_200.0, 48.0),
    (Step::Days(1), 86_400.0, 28.0),
    (Step::Days(2), 172_800.0, 28.0),
    (Step::Days(5), 432_000.0, 28.0),
    (Step::Days(10), 864_000.0, 28.0),
    (Step::Months(1), 2_592_000.0, 36.0),
    (Step::Months(3), 7_776_000.0, 36.0),
    (Step::Months(6), 15_552_000.0, 36.0),
    (Step::Years(1), 31_536_000.0, 44.0),
    (Step::Years(2), 63_072_000.0, 44.0),
    (Step::Years(5), 157_680_000.0, 44.0),
    (Step::Years(10), 315_360_000.0, 44.0),
    (Step::Years(50), 1_576_800_000.0, 44.0),
    (Step::Years(100), 3_153_600_000.0, 44.0),
    (Step::Years(1000), 31_536_000_000.0, 44.0),
];

/// The dates on the axis of a stretch that is drawn so wide, in the user's zone.
pub fn axis(stretch: Stretch, width: f32, zone: &TimeZone) -> Axis {
    let point = stretch.length() / f64::from(width.max(1.0));
    let fits = |(_, length, label): &&(Step, f64, f64)| *length >= label * point;
    let step = STEPS.iter().find(fits).or(STEPS.last());
    let from = moment(stretch.from).map(|at| at.to_zoned(zone.clone()));
    let Some(((step, _, _), from)) = step.zip(from) else {
        return Axis::default();
    };
    let mut ticks = dates(*step, &from, stretch, zone);
    ticks.retain(|tick| tick.at >= stretch.from);
    let mut contexts = match step {
        Step::Minutes(_) | Step::Hours(_) => labelled(Step::Days(1), &from, stretch, zone, DAY),
        Step::Days(_) => labelled(Step::Months(1), &from, stretch, zone, MONTH),
        Step::Months(_) => labelled(Step::Years(1), &from, stretch, zone, YEAR),
        Step::Years(_) => Vec::new(),
    };
    if let Some(first) = contexts.first_mut() {
        first.at = first.at.max(stretch.from);
    }
    Axis { ticks, contexts }
}

const DAY: &str = "%-d %b %Y";
const MONTH: &str = "%b %Y";
const YEAR: &str = "%Y";

fn dates(step: Step, from: &Zoned, stretch: Stretch, zone: &TimeZone) -> Vec<Tick> {
    let format = match step {
        Step::Minutes(_) | Step::Hours(_) => "%H:%M",
        Step::Days(_) => "%-d",
        Step::Months(_) => "%b",
        Step::Years(_) => YEAR,
    };
    labelled(step, from, stretch, zone, format)
}

/// Every date of a step from the last one before the stretch until its end.
fn labelled(
    step: Step,
    from: &Zoned,
    stretch: Stretch,
    zone: &TimeZone,
    format: &str,
) -> Vec<Tick> {
    let mut ticks: Vec<Tick> = Vec::new();
    let mut next = start(step, from.datetime());
    while let Some(civil) = next.filter(|_| ticks.len() < MOST) {
        let Ok(zoned) = civil.to_zoned(zone.clone()) else {
            break;
        };
        let at = seconds(zoned.timestamp());
        if at > stretch.to {
            break;
        }
        // Where clocks are turned back or forward, two dates may be one moment.
        if ticks.last().is_none_or(|last| last.at < at) {
            let label = zoned.strftime(format).to_string();
            ticks.push(Tick { at, label });
        }
        next = after(step, civil);
    }
    ticks
}

/// The last date of a step that is not later.
fn start(step: Step, at: DateTime) -> Option<DateTime> {
    let day = at.date();
    match step {
        Step::Minutes(n) => {
            let time = Time::new(at.hour(), at.minute() / n * n, 0, 0).ok()?;
            Some(day.to_datetime(time))
        }
        Step::Hours(n) => {
            let time = Time::new(at.hour() / n * n, 0, 0, 0).ok()?;
            Some(day.to_datetime(time))
        }
        Step::Days(n) => {
            let days = (1..=day.day()).rev();
            let mut counted = days.filter(|day| counts(*day, n));
            Some(midnight(
                Date::new(day.year(), day.month(), counted.next()?).ok()?,
            ))
        }
        Step::Months(n) => {
            let month = (day.month() - 1) / n * n + 1;
            Some(midnight(Date::new(day.year(), month, 1).ok()?))
        }
        Step::Years(n) => {
            let year = day.year().div_euclid(n) * n;
            Some(midnight(Date::new(year, 1, 1).unwrap_or(date(1, 1, 1))))
        }
    }
}

/// The next date of a step.
fn after(step: Step, at: DateTime) -> Option<DateTime> {
    match step {
        Step::Minutes(n) => at.checked_add(Span::new().minutes(n)).ok(),
        Step::Hours(n) => at.checked_add(Span::new().hours(n)).ok(),
        Step::Days(n) => {
            let mut day = at.date().tomorrow().ok()?;
            while !counts(day.day(), n) {
                day = day.tomorrow().ok()?;
            }
            Some(midnight(day))
        }
        Step::Months(n) => at.checked_add(Span::new().months(n)).ok(),
        Step::Years(n) => at.checked_add(Span::new().years(n)).ok(),
    }
}

/// Whether a day of the month is one of those that an axis counts in steps of so many days. The
/// month's first always is, and the last before it leaves room for its label.
fn counts(day: i8, step: i8) -> bool {
    match step {
        1 => true,
        2 => day % 2 == 1 && day < 30,
        step => day == 1 || (day % step == 0 && day + step / 2 <= 28),
    }
}

fn midnight(day: Date) -> DateTime {
    day.to_datetime(Time::midnight())
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail"
)]
mod tests {
    use super::*;

    fn at(text: &str) -> f64 {
        seconds(text.parse().unwrap())
    }

    fn stretch(from: &str, to: &str) -> Stretch {
        Stretch {
            from: at(from),
            to: at(to),
        }
    }

    fn labels(ticks: &[Tick]) -> String {
        let labels: Vec<&str> = ticks.iter().map(|t| t.label.as_str()).collect();
        labels.join(" | ")
    }

    #[test]
    fn the_axis_counts_in_steps_that_leave_room() {
        let rows = [
            (
                "five minutes",
                "2026-11-21T09:58:10Z",
                "2026-11-21T10:03:00Z",
                "09:59 | 10:00 | 10:01 | 10:02 | 10:03",
                "21 Nov 2026",
            ),
            (
                "over midnight",
                "2026-11-20T21:00:00Z",
                "2026-11-21T05:00:00Z",
                "21:00 | 22:00 | 23:00 | 00:00 | 01:00 | 02:00 | 03:00 | 04:00 | 05:00",
                "20 Nov 2026 | 21 Nov 2026",
            ),
            (
                "a week",
                "2026-10-28T12:00:00Z",
                "2026-11-04T12:00:00Z",
                "29 | 30 | 31 | 1 | 2 | 3 | 4",
                "Oct 2026 | Nov 2026",
            ),
            (
                "three weeks",
                "2026-10-20T12:00:00Z",
                "2026-11-10T12:00:00Z",
                "21 | 23 | 25 | 27 | 29 | 1 | 3 | 5 | 7 | 9",
                "Oct 2026 | Nov 2026",
            ),
            (
                "two months",
                "2026-09-22T00:00:00Z",
                "2026-11-21T00:00:00Z",
                "25 | 1 | 5 | 10 | 15 | 20 | 25 | 1 | 5 | 10 | 15 | 20",
                "Sep 2026 | Oct 2026 | Nov 2026",
            ),
            (
                "a year",
                "2025-11-21T00:00:00Z",
                "2026-11-21T00:00:00Z",
                "Jan | Apr | Jul | Oct",
                "2025 | 2026",
            ),
            (
                "twenty years",
                "2006-06-01T00:00:00Z",
                "2026-06-01T00:00:00Z",
                "2010 | 2015 | 2020 | 2025",
                "",
            ),
        ];
        for (name, from, to, ticks, contexts) in rows {
            let axis = axis(stretch(from, to), 400.0, &TimeZone::UTC);
            assert_eq!(labels(&axis.ticks), ticks, "{name}");
            assert_eq!(labels(&axis.contexts), contexts, "{name}");
        }
    }

    #[test]
    fn dates_are_those_of_the_zone() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let view = stretch("2026-10-31T21:00:00Z", "2026-11-01T03:00:00Z");
        let axis = axis(view, 400.0, &zone);
        assert_eq!(
            labels(&axis.ticks),
            "23:00 | 00:00 | 01:00 | 02:00 | 03:00 | 04:00 | 05:00"
        );
        assert_eq!(labels(&axis.contexts), "31 Oct 2026 | 1 Nov 2026");
    }

    #[test]
    fn days_on_which_clocks_change_count_once() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        for day in ["2026-03-29", "2026-10-25"] {
            let view = stretch(&format!("{day}T00:00:00Z"), &format!("{day}T06:00:00Z"));
            let axis = axis(view, 600.0, &zone);
            assert!(axis.ticks.windows(2).all(|w| w[0].at < w[1].at), "{day}");
            assert!(axis.ticks.len() >= 5, "{day}: {}", labels(&axis.ticks));
        }
    }

    #[test]
    fn any_stretch_has_few_dates() {
        for from in [-4e11, -1e9, 0.0, 1.8e9, 2.4e11] {
            for length in [60.0, 1e3, 1e5, 1e7, 1e9, 1e11, 9e11] {
                for width in [0.0, 40.0, 400.0, 4000.0] {
                    let view = Stretch {
                        from,
                        to: from + length,
                    };
                    let axis = axis(view, width, &TimeZone::UTC);
                    let room = f64::from(width) / 20.0 + 12.0;
                    assert!(
                        (f64::from(u32::try_from(axis.ticks.len()).unwrap())) <= room,
                        "{from} {length} {width}: {}",
                        labels(&axis.ticks)
                    );
                }
            }
        }
    }
}
