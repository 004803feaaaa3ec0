//! Moments as a glance needs them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A moment in local time: the time alone where it is the same day as `today`, else with the date.
pub fn local(at: Timestamp, today: Timestamp, zone: &TimeZone) -> String {
    let (at, today) = (at.to_zoned(zone.clone()), today.to_zoned(zone.clone()));
    if at.date() == today.date() {
        at.strftime("%H:%M:%S").to_string()
    } else {
        at.strftime("%Y-%m-%d %H:%M").to_string()
    }
}

/// A day.
pub fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail")]
mod tests {
    use super::*;

    #[test]
    fn the_date_is_told_only_where_it_is_another_day() {
        let today: Timestamp = "2026-11-21T23:30:00Z".parse().unwrap();
        let rows = [
            ("same day", "2026-11-21T12:04:31Z", "UTC", "12:04:31"),
            (
                "day before",
                "2026-11-20T12:04:31Z",
                "UTC",
                "2026-11-20 12:04",
            ),
            (
                "same day elsewhere",
                "2026-11-22T01:00:00Z",
                "+02:00",
                "03:00:00",
            ),
        ];
        for (name, at, zone, expected) in rows {
            let zone = if zone == "UTC" {
                TimeZone::UTC
            } else {
                TimeZone::fixed(jiff::tz::offset(2))
            };
            assert_eq!(local(at.parse().unwrap(), today, &zone), expected, "{name}");
        }
    }
}
