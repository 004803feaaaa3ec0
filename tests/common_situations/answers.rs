//! What the validators are predicted to answer to a situation, in words.

use tokenscope::diagnosis::{Answer, Inspection, Prediction};

use super::{Situation, situations};

pub const MODERN: &str = "Microsoft.IdentityModel 8";
pub const CLASSIC: &str = "Microsoft.IdentityModel 5 to 6";
pub const SPRING: &str = "Spring Security (Nimbus)";
pub const GO: &str = "go-oidc";
pub const APIM: &str = "API Management validate-jwt";
pub const ENVOY: &str = "Envoy and Istio";

pub fn of<'a>(inspection: &'a Inspection, validator: &str) -> &'a Prediction {
    let mut all = inspection.predictions.iter();
    all.find(|p| p.validator == validator)
        .unwrap_or_else(|| panic!("{validator} predicts nothing"))
}

/// "accepts", "unknown", or the error with its message.
pub fn words(answer: &Answer) -> String {
    match answer {
        Answer::Accepts => "accepts".to_owned(),
        Answer::Unknown(what) => format!("unknown: {what}"),
        Answer::Refuses { error, message } => format!("{error}: {message}"),
    }
}

/// A situation of the shared list.
pub fn named(name: &str) -> Situation {
    let found = situations().into_iter().find(|s| s.name == name);
    found.unwrap_or_else(|| panic!("no situation is called {name:?}"))
}
