//! Two months of one tenant's key sets, in which the key that signed the token leaves.

use serde_json::{Value, json};

use crate::keys::Rollover::{Early, Late, New, Old, Personal, Steady};
use crate::places::{self, Answer};
use crate::{api_v2, keys, tokens, with_documents};

/// The tenant's own key set. Keys come and go between answers that are days apart, as Entra's do,
/// and their order changes.
const OWN: [Answer; 12] = [
    ("2026-11-21T09:58:12Z", &[Late, Steady, New]),
    ("2026-11-16T08:02:40Z", &[Steady, New, Late]),
    ("2026-11-12T17:45:03Z", &[Old, New, Steady, Late]),
    ("2026-11-10T09:14:27Z", &[New, Steady]),
    ("2026-11-05T12:30:55Z", &[Steady, Old, New]),
    ("2026-10-30T07:51:09Z", &[Old, Steady]),
    ("2026-10-25T16:20:31Z", &[New, Old, Steady]),
    ("2026-10-19T10:05:48Z", &[Steady, Old]),
    ("2026-10-14T13:37:20Z", &[Steady]),
    ("2026-10-08T09:26:14Z", &[Early, Steady, Old]),
    ("2026-10-02T15:08:36Z", &[Steady, Old]),
    ("2026-09-22T08:44:02Z", &[Old, Early, Steady]),
];

/// The key set of `common` was looked at less often.
const COMMON: [Answer; 4] = [
    ("2026-11-21T09:58:12Z", &[Late, New, Steady, Personal]),
    ("2026-11-12T17:45:04Z", &[Steady, Old, New, Personal]),
    ("2026-10-25T16:20:32Z", &[Old, Personal, New, Steady]),
    ("2026-10-02T15:08:37Z", &[Personal, Early, Steady, Old]),
];

/// From the usual moment of issue back to 2026-11-14 09:30:00 UTC, in seconds.
const EARLIER: i64 = -7 * 86_400;

pub(crate) fn rollover() -> Value {
    let claims = tokens::shifted(tokens::v2(), EARLIER);
    let token = keys::rollover(Old).sign(&json!({ "typ": "JWT" }), &claims);
    let mut documents = places::over_time(&places::entra_v2(), &OWN);
    documents.extend(places::over_time(&places::common_v2(), &COMMON));
    with_documents(
        "The key that signed it has left the key sets",
        &token,
        documents,
        api_v2(),
    )
}
