//! The API's side in the JSON report.

use serde_json::{Value, json};

use super::configuration::is_known;
use crate::api::{About, Api, Fix, Stack, Unwritten};
use crate::diagnosis::{Answer, Command, Comparison, ErrorVerdict, Inspection, Prediction};

/// What is known about the API; null where nothing is.
pub(super) fn api(api: &Api) -> Value {
    if !is_known(api) {
        return Value::Null;
    }
    let settings = api.reading.settings.iter();
    let unread = api.reading.unread.iter();
    json!({
        "source": api.source,
        "stack": api.stack.map(Stack::id),
        "audiences": api.audiences,
        "issuers": api.issuers,
        "metadata": api.metadata,
        "keys": api.keys_address,
        "settings": settings.map(|s| json!({
            "line": s.line, "name": s.name, "value": s.value, "meaning": s.meaning,
        })).collect::<Vec<_>>(),
        "unread": unread.map(|u| json!({
            "line": u.line, "name": u.name, "reason": u.reason, "about": u.about.map(About::name),
        })).collect::<Vec<_>>(),
        "notes": api.reading.notes,
        "failsToStart": api.fails_to_start,
    })
}

pub(super) fn comparison(row: &Comparison) -> Value {
    json!({
        "subject": row.subject.name(),
        "expected": row.expected,
        "actual": row.actual,
        "likeness": row.likeness.name(),
        "origin": row.origin,
        "note": row.note,
        "rule": row.rule,
    })
}

/// What the error says; null where there is none.
pub(super) fn error(verdict: Option<&ErrorVerdict>) -> Value {
    let Some(verdict) = verdict else {
        return Value::Null;
    };
    let matches = verdict.reading.matches.iter();
    json!({
        "matches": matches.map(|m| json!({
            "pattern": m.pattern, "code": m.code, "stack": m.stack, "meaning": m.meaning,
            "rules": m.rules, "line": m.line,
        })).collect::<Vec<_>>(),
        "hidden": verdict.reading.hidden,
        "sentences": verdict.sentences,
        "other_token": verdict.other_token,
    })
}

/// `error` and `message` are null where the validator doesn't refuse; `message` of "unknown" is what
/// it depends on.
pub(super) fn prediction(prediction: &Prediction) -> Value {
    let (answer, error, message) = match &prediction.answer {
        Answer::Accepts => ("accepts", None, None),
        Answer::Refuses { error, message } => ("refuses", Some(error), Some(message)),
        Answer::Unknown(why) => ("unknown", None, Some(why)),
    };
    json!({
        "validator": prediction.validator,
        "answer": answer,
        "error": error,
        "message": message,
        "why": prediction.why,
    })
}

pub(super) fn command(command: &Command) -> Value {
    json!({
        "title": command.title,
        "language": command.language,
        "text": command.text,
        "caution": command.caution,
    })
}

/// The configuration that accepts the token; `text` is null and `reason` tells why where there is
/// none.
pub(super) fn fix(inspection: &Inspection, stack: Stack) -> Value {
    match inspection.fix(stack) {
        Ok(fix) => written(&fix),
        Err(error) => {
            let reason = match error {
                Unwritten::Unfit { reason, .. } => reason,
                missing @ Unwritten::Missing { .. } => missing.to_string(),
            };
            json!({ "stack": stack.id(), "text": null, "reason": reason })
        }
    }
}

fn written(fix: &Fix) -> Value {
    json!({
        "stack": fix.stack.id(),
        "language": fix.language,
        "text": fix.text,
        "place": fix.place,
        "avoid": fix.avoid,
        "corrections": fix.corrections,
    })
}
