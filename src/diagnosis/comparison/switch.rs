//! The settings that switch a check off, by their names in the libraries.

use crate::api::{Api, Setting};

/// A check that a configuration can switch off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    /// Of the issuer.
    Issuer,
    /// Of the audience.
    Audience,
    /// Of `nbf` and `exp`.
    Lifetime,
    /// Of the signature.
    Signature,
}

impl Check {
    /// The ends of the names of switches, in small letters and without signs.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Issuer => &[
                "validateissuer",
                "validateiss",
                "verifyiss",
                "validatorsiss",
                "skipissuercheck",
                "skipissuerverification",
                "verifyclaims",
                "tokenissuer",
            ],
            Self::Audience => &[
                "validateaudience",
                "verifyaud",
                "validatorsaud",
                "skipclientidcheck",
                "audienceurismode",
                "tokenaudience",
            ],
            Self::Lifetime => &[
                "validatelifetime",
                "verifyexp",
                "validatorsexp",
                "skipexpirycheck",
                "ignoreexpiration",
                "verifyclaims",
                "claimstoverify",
            ],
            Self::Signature => &[
                "verifysignature",
                "skipsignaturecheck",
                "signaturevalidator",
                "verify",
            ],
        }
    }
}

/// The settings that switch a check off. Without signatures some libraries check nothing else either:
/// then it is that switch.
pub(super) fn turned_off_by(api: &Api, check: Check) -> Vec<&Setting> {
    let of = |check: Check| -> Vec<&Setting> {
        let settings = api.reading.settings.iter();
        settings.filter(|s| turns_off(s, check.names())).collect()
    };
    let own = of(check);
    if own.is_empty() && api.unchecked.signature {
        return of(Check::Signature);
    }
    own
}

/// Whether a setting is one of these switches and stands as it must to switch a check off.
fn turns_off(setting: &Setting, names: &[&str]) -> bool {
    let name = plain(&setting.name);
    let Some(switch) = names.iter().find(|switch| {
        // The name is so short that others end in it.
        name.ends_with(**switch) && (**switch != "verify" || last(&setting.name) == "verify")
    }) else {
        return false;
    };
    let value = setting.value.trim().to_ascii_lowercase();
    let on = matches!(value.as_str(), "true" | "on" | "yes" | "1");
    match *switch {
        "tokenissuer" | "tokenaudience" => value == "any",
        switch if switch.starts_with("skip") || switch.starts_with("ignore") => on,
        _ => !on,
    }
}

/// The settings of the tolerance around `exp` and `nbf`.
pub(super) fn tolerance(settings: &[Setting]) -> Vec<&Setting> {
    const NAMES: [&str; 4] = ["skew", "leeway", "tolerance", "grace"];
    let named = |setting: &&Setting| {
        let name = plain(&setting.name);
        NAMES.iter().any(|word| name.contains(word))
    };
    settings.iter().filter(named).collect()
}

/// The settings whose names end in one of these, in small letters and without signs.
pub(super) fn named<'a>(settings: &'a [Setting], ends: &[&str]) -> Vec<&'a Setting> {
    let named = |setting: &&Setting| {
        let name = plain(&setting.name);
        ends.iter().any(|end| name.ends_with(end))
    };
    settings.iter().filter(named).collect()
}

/// A name in small letters, without the signs between its parts.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// The last part of a name, in small letters.
fn last(name: &str) -> String {
    let part = name.rsplit([':', '.', '/', '[', ' ']).next();
    part.unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn a_switch_counts_where_it_stands_so_that_the_check_is_off() {
        let rows = [
            (
                "TokenValidationParameters:ValidateIssuer",
                "false",
                Check::Issuer,
                true,
            ),
            (
                "TokenValidationParameters:ValidateIssuer",
                "true",
                Check::Issuer,
                false,
            ),
            ("AzureAd__ValidateAudience", "False", Check::Audience, true),
            ("SkipIssuerCheck", "true", Check::Issuer, true),
            ("SkipIssuerCheck", "false", Check::Issuer, false),
            ("verify_aud", "False", Check::Audience, true),
            ("verify_aud", "False", Check::Issuer, false),
            ("ignoreExpiration", "true", Check::Lifetime, true),
            ("quarkus.oidc.token.issuer", "any", Check::Issuer, true),
            (
                "quarkus.oidc.token.issuer",
                "https://a.example",
                Check::Issuer,
                false,
            ),
            ("verify", "False", Check::Signature, true),
            ("ssl-verify", "off", Check::Signature, false),
        ];
        for (name, value, check, expected) in rows {
            let mut api = Api::default();
            api.reading.settings = vec![Setting {
                line: 3,
                name: name.to_owned(),
                value: value.to_owned(),
                meaning: String::new(),
            }];
            let found = !turned_off_by(&api, check).is_empty();
            assert_eq!(found, expected, "{name} = {value}, {check:?}");
        }
    }
}
