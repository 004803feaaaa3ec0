//! What left this computer, in a report.

use serde_json::{Value, json};
use url::Url;

use super::text::Page;
use crate::net::Exchange;

/// Adds the list of requests to a report in JSON, as its top-level member `requests`.
pub fn with_requests(mut report: Value, requests: &[Exchange]) -> Value {
    if let Value::Object(members) = &mut report {
        let list: Vec<Value> = requests.iter().map(request).collect();
        members.insert("requests".to_owned(), list.into());
    }
    report
}

/// `status` is null where no answer came, `failure` where nothing failed.
fn request(exchange: &Exchange) -> Value {
    json!({
        "at": exchange.at.to_string(),
        "url": exchange.url,
        "status": exchange.status,
        "bytes": exchange.bytes,
        "ms": u64::try_from(exchange.took.as_millis()).unwrap_or(u64::MAX),
        "failure": exchange.failure,
    })
}

/// "5 requests left this computer: 4 to login.microsoftonline.com, 1 to sts.contoso.com; 1 failed."
pub(super) fn requests(page: &mut Page, requests: &[Exchange]) {
    let count = match requests.len() {
        0 => {
            page.wrapped(0, "No request left this computer.");
            return;
        }
        1 => "1 request".to_owned(),
        many => format!("{many} requests"),
    };
    let mut hosts: Vec<(String, usize)> = Vec::new();
    for exchange in requests {
        let host = host(&exchange.url);
        match hosts.iter_mut().find(|(known, _)| *known == host) {
            Some((_, count)) => *count += 1,
            None => hosts.push((host, 1)),
        }
    }
    let to: Vec<String> = hosts
        .iter()
        .map(|(host, count)| format!("{count} to {host}"))
        .collect();
    let failed = match requests.iter().filter(|e| e.failure.is_some()).count() {
        0 => String::new(),
        failed => format!("; {failed} failed"),
    };
    let words = format!("{count} left this computer: {}{failed}.", to.join(", "));
    page.wrapped(0, &words);
}

fn host(url: &str) -> String {
    let parsed = Url::parse(url).ok();
    let host = parsed.as_ref().and_then(Url::host_str);
    host.unwrap_or(url).to_owned()
}
