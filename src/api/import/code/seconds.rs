//! Spans of time, as four languages write them.

use super::expression::{Call, Expr, ExprKind};
use super::source::Source;
use super::value::Value;

/// The seconds that an expression stands for.
pub(super) fn seconds(source: &Source, expr: &Expr) -> Option<u32> {
    let expr = match &expr.kind {
        ExprKind::Path(path) if path.ends_with(&["TimeSpan".to_owned(), "Zero".to_owned()]) => {
            return Some(0);
        }
        ExprKind::Path(path) => source.followed(path)?,
        _ => expr.clone(),
    };
    if let ExprKind::Call(call) = &expr.kind {
        return of_call(source, call);
    }
    match source.value(&expr).ok()? {
        Value::Number(number) => whole(number.parse().ok()?),
        Value::Text(text) => of_text(&text),
        _ => None,
    }
}

fn of_call(source: &Source, call: &Call) -> Option<u32> {
    let numbers: Option<Vec<f64>> = call
        .args
        .iter()
        .map(|arg| source.text(&arg.value).ok()?.parse().ok())
        .collect();
    let numbers = numbers?;
    let name = call.path.last()?.as_str();
    match (name, numbers.as_slice()) {
        ("FromMinutes", [n]) => whole(n * 60.0),
        ("FromSeconds", [n]) => whole(*n),
        ("FromHours", [n]) => whole(n * 3600.0),
        ("FromMilliseconds", [n]) => whole(n / 1000.0),
        ("TimeSpan", [h, m, s]) => whole(h * 3600.0 + m * 60.0 + s),
        ("TimeSpan", [d, h, m, s]) => whole(d * 86400.0 + h * 3600.0 + m * 60.0 + s),
        ("timedelta", [n]) => {
            let unit = call.args.first()?.path.last()?.as_str();
            let one = match unit {
                "seconds" => 1.0,
                "minutes" => 60.0,
                "hours" => 3600.0,
                _ => return None,
            };
            whole(n * one)
        }
        _ => None,
    }
}

/// `5`, `"5s"`, `"2 minutes"`.
fn of_text(text: &str) -> Option<u32> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let one = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
        "d" | "day" | "days" => 86400.0,
        "w" | "week" | "weeks" => 7.0 * 86400.0,
        "y" | "yr" | "yrs" | "year" | "years" => 365.25 * 86400.0,
        _ => return None,
    };
    whole(number.parse::<f64>().ok()? * one)
}

/// The seconds of a unit of Go's `time`.
pub(super) fn of_go(unit: &str) -> Option<&'static str> {
    match unit {
        "Second" => Some("1"),
        "Minute" => Some("60"),
        "Hour" => Some("3600"),
        _ => None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked"
)]
fn whole(seconds: f64) -> Option<u32> {
    (0.0..=86400.0 * 366.0)
        .contains(&seconds)
        .then_some(seconds as u32)
}
