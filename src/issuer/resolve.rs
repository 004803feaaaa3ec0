//! Issuer → platform, cloud, tenant, policy and the ordered addresses (rules C-5).

use super::{Authority, Hints, Platform, Shape};
use crate::token::Token;

/// Resolves what a token says about its issuer.
pub fn resolve(token: &Token, hints: &Hints) -> Authority {
    let _ = hints;
    Authority {
        issuer: token.issuer().map(str::to_owned),
        shape: Shape::Missing,
        platform: Platform::Other,
        cloud: None,
        cloud_reason: String::new(),
        tenant: None,
        policy: None,
        addresses: Vec::new(),
        default_metadata: String::new(),
        notes: Vec::new(),
    }
}
