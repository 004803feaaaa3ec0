//! Issuer → platform, cloud, tenant, policy and the ordered addresses (rules C-5).

use super::notes::notes;
use super::reading::Reading;
use super::{Authority, Hints, addresses};
use crate::token::Token;

/// Resolves what a token says about its issuer.
pub fn resolve(token: &Token, hints: &Hints) -> Authority {
    let reading = Reading::of(token, hints);
    let addresses::Listed {
        addresses,
        configured,
        configured_metadata,
    } = addresses::list(token, &reading, hints);
    Authority {
        issuer: token.issuer().map(str::to_owned),
        shape: reading.shape,
        platform: reading.platform,
        cloud: reading.cloud(),
        tenant: reading.tenant().map(str::to_owned),
        default_metadata: addresses::default_metadata(&reading),
        notes: notes(token, &reading),
        cloud_reason: reading.cloud_reason,
        policy: reading.policy,
        addresses,
        configured,
        configured_metadata,
    }
}
