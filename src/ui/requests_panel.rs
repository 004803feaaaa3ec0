//! Every request that left this computer, as plain data.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::when;
use crate::net::Exchange;

/// One request, as its row shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// When it was sent, in local time.
    pub at: String,
    /// The address.
    pub url: String,
    /// What came of it: "200", or why it gave nothing.
    pub outcome: String,
    /// Whether it gave nothing.
    pub failed: bool,
    /// How much was read of the answer: "15.2 kB".
    pub size: String,
    /// How long it took: "340 ms", "10.0 s".
    pub took: String,
}

impl RequestRow {
    /// The row of a request, told on the day of `today`.
    pub fn of(exchange: &Exchange, today: Timestamp, zone: &TimeZone) -> Self {
        Self {
            at: when::local(exchange.at, today, zone),
            url: exchange.url.clone(),
            outcome: outcome(exchange),
            failed: exchange.failure.is_some(),
            size: size(exchange.bytes),
            took: took(exchange.took.as_millis()),
        }
    }
}

/// The list as text for a ticket: one line a request with tabs between the columns, oldest first.
pub fn text(log: &[Exchange]) -> String {
    let lines = log.iter().map(|exchange| {
        format!(
            "{}\t{}\t{}\t{} ms\t{}\n",
            exchange.at,
            outcome(exchange),
            exchange.bytes,
            exchange.took.as_millis(),
            exchange.url,
        )
    });
    let head = "sent\tanswer\tbytes\ttook\taddress\n".to_owned();
    std::iter::once(head).chain(lines).collect()
}

fn outcome(exchange: &Exchange) -> String {
    match (&exchange.failure, exchange.status) {
        (Some(failure), _) => failure.clone(),
        (None, Some(status)) => status.to_string(),
        (None, None) => "answered".to_owned(),
    }
}

fn took(milliseconds: u128) -> String {
    match milliseconds {
        0..1000 => format!("{milliseconds} ms"),
        _ => format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail")]
mod tests {
    use std::time::Duration;

    use super::*;

    fn exchange(status: Option<u16>, bytes: u64, failure: Option<&str>) -> Exchange {
        Exchange {
            url: "https://login.microsoftonline.com/common/discovery/v2.0/keys".to_owned(),
            at: "2026-11-21T10:00:00Z".parse().unwrap(),
            status,
            bytes,
            took: Duration::from_millis(340),
            failure: failure.map(str::to_owned),
        }
    }

    #[test]
    fn a_row_tells_what_came_of_a_request() {
        let rows = [
            (
                "answered",
                exchange(Some(200), 15_234, None),
                "200",
                "15.2 kB",
            ),
            ("small", exchange(Some(200), 999, None), "200", "999 B"),
            (
                "large",
                exchange(Some(200), 1_990_000, None),
                "200",
                "1.9 MB",
            ),
            (
                "refused",
                exchange(Some(500), 0, Some("answered 500")),
                "answered 500",
                "0 B",
            ),
            (
                "no answer",
                exchange(None, 0, Some("connection refused")),
                "connection refused",
                "0 B",
            ),
            ("a redirect", exchange(Some(302), 0, None), "302", "0 B"),
        ];
        for (name, exchange, outcome, size) in rows {
            let row = RequestRow::of(&exchange, exchange.at, &TimeZone::UTC);
            assert_eq!((&*row.outcome, &*row.size), (outcome, size), "{name}");
            assert_eq!((&*row.at, &*row.took), ("10:00:00", "340 ms"), "{name}");
            assert_eq!(row.failed, exchange.failure.is_some(), "{name}");
        }
    }

    #[test]
    fn a_second_and_more_is_told_in_seconds() {
        let rows = [
            (0, "0 ms"),
            (999, "999 ms"),
            (1000, "1.0 s"),
            (10_270, "10.2 s"),
        ];
        for (milliseconds, expected) in rows {
            assert_eq!(took(milliseconds), expected);
        }
    }

    #[test]
    fn the_text_has_a_line_for_every_request() {
        let log = [
            exchange(Some(500), 0, Some("answered 500")),
            exchange(Some(200), 7, None),
        ];
        let url = &log[0].url;
        let expected = format!(
            "sent\tanswer\tbytes\ttook\taddress\n\
             2026-11-21T10:00:00Z\tanswered 500\t0\t340 ms\t{url}\n\
             2026-11-21T10:00:00Z\t200\t7\t340 ms\t{url}\n"
        );
        assert_eq!(text(&log), expected);
    }
}
