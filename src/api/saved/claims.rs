//! Member `requiredClaims`.

use serde_json::{Map, Value};

use super::{line, switch, texts, tidy, wrong};
use crate::api::RequiredClaim;
use crate::documents::DocumentError;

pub(super) fn read(value: &Value) -> Result<Vec<RequiredClaim>, DocumentError> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(claims) => {
            let claims = claims.iter().enumerate();
            claims.map(|(i, claim)| read_one(i, claim)).collect()
        }
        _ => Err(wrong("/api/requiredClaims".to_owned(), "is not a list")),
    }
}

fn read_one(index: usize, value: &Value) -> Result<RequiredClaim, DocumentError> {
    let place = format!("requiredClaims/{index}");
    let Value::Object(members) = value else {
        return Err(wrong(format!("/api/{place}"), "is not an object"));
    };
    let member = |name: &str| members.get(name).unwrap_or(&Value::Null);
    let names = tidy(texts(&format!("{place}/name"), member("name"))?);
    if names.is_empty() {
        return Err(wrong(format!("/api/{place}/name"), "is missing"));
    }
    Ok(RequiredClaim {
        names,
        values: texts(&format!("{place}/values"), member("values"))?,
        all: switch(&format!("{place}/all"), member("all"))?,
        line: line(&place, member("line"))?,
    })
}

pub(super) fn write(claims: &[RequiredClaim]) -> Value {
    claims.iter().map(write_one).collect()
}

fn write_one(claim: &RequiredClaim) -> Value {
    let mut members = Map::new();
    let name = match claim.names.as_slice() {
        [one] => one.clone().into(),
        several => several.to_vec().into(),
    };
    members.insert("name".to_owned(), name);
    if !claim.values.is_empty() {
        members.insert("values".to_owned(), claim.values.clone().into());
    }
    if claim.all {
        members.insert("all".to_owned(), true.into());
    }
    members.insert("line".to_owned(), claim.line.into());
    Value::Object(members)
}
