//! What Spring Security makes of the issuer whose metadata it reads: the two have to be the same text
//! (`JwtDecoderProviderConfigurationUtils.validateIssuer`).

use super::microsoft::named_in_metadata;
use crate::issuer::{Family, metadata_address, metadata_facts};

/// Why no decoder can be set up with an issuer, where that is known without reading its metadata.
pub(super) fn refused(setting: &str, issuer: &str) -> Option<String> {
    let named = named(issuer)?;
    Some(format!(
        "{setting} is {issuer}, but the metadata there names {named}. Spring Security takes the two \
         only where they are the same text: the app stops when it starts, or answers every token with \
         an error (\"did not match the requested issuer\")."
    ))
}

/// The issuer that the metadata names in place of this one, in words; `None` where they are the same, or
/// that is not known.
fn named(issuer: &str) -> Option<String> {
    let address = metadata_address(issuer)?;
    let facts = metadata_facts(&address);
    let another = |expected: String| (expected != issuer).then_some(expected);
    match facts.family {
        Family::Entra if facts.is_multi_tenant() => {
            Some("an issuer with {tenantid} in the place of the tenant".to_owned())
        }
        Family::Entra if facts.tenant_id().is_none() => {
            Some("the tenant by its ID, not by its domain".to_owned())
        }
        Family::Entra => {
            let expected = named_in_metadata(&address).into_iter().next()?;
            // Only the letters of the ID differ: what the endpoint answers isn't certain.
            let differs = !expected.eq_ignore_ascii_case(issuer);
            another(expected).filter(|_| differs)
        }
        Family::B2c if facts.policy.is_some() && !issuer.contains("/tfp/") => {
            Some("an issuer without the user flow, with a slash at its end".to_owned())
        }
        Family::ExternalId => {
            let tenant = facts.tenant_id()?;
            another(format!("https://{tenant}.ciamlogin.com/{tenant}/v2.0"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issuers_are_told_from_those_of_the_metadata() {
        const T: &str = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";
        let entra = |rest: &str| format!("https://login.microsoftonline.com/{rest}");
        #[rustfmt::skip]
        let rows = [
            ("version 2", entra(&format!("{T}/v2.0")), false),
            ("version 2 with a slash", entra(&format!("{T}/v2.0/")), true),
            ("version 1 by the login host", entra(T), true),
            ("version 1 by its issuer", format!("https://sts.windows.net/{T}/"), false),
            ("version 1 without its slash", format!("https://sts.windows.net/{T}"), true),
            ("many tenants", entra("common/v2.0"), true),
            ("a domain", entra("contoso.onmicrosoft.com/v2.0"), true),
            ("B2C", format!("https://contoso.b2clogin.com/{T}/B2C_1_susi/v2.0/"), true),
            ("B2C with tfp", format!("https://contoso.b2clogin.com/tfp/{T}/b2c_1_susi/v2.0/"), false),
            ("External ID by its name", format!("https://contoso.ciamlogin.com/{T}/v2.0"), true),
            ("External ID by its ID", format!("https://{T}.ciamlogin.com/{T}/v2.0"), false),
            ("another platform", "https://idp.example.com/".to_owned(), false),
            ("no address", "orders".to_owned(), false),
        ];
        for (name, issuer, expected) in rows {
            assert_eq!(
                refused("issuer-uri", &issuer).is_some(),
                expected,
                "{name}: {issuer}"
            );
        }
    }
}
