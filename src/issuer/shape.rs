//! The shapes of an issuer (rules C-3).

/// The shape of claim `iss`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// C3.1 to C3.4: `https://sts.windows.net/{tenant}/` and its relatives.
    StsV1,
    /// C3.5 to C3.8: `https://login.microsoftonline.com/{tenant}/v2.0`.
    LoginV2,
    /// C3.9: the same with the personal-accounts tenant.
    PersonalV2,
    /// C3.10: the same with a trailing slash: B2C on its legacy host.
    LoginV2Slash,
    /// C3.11, C3.13: `https://{x}.b2clogin.com/{tenant}/v2.0/`, also on a custom domain.
    B2c,
    /// C3.12, C3.13: `https://{x}.b2clogin.com/tfp/{tenant}/{policy}/v2.0/`.
    B2cTfp,
    /// C3.14: `https://{x}.ciamlogin.com/{tenant}/v2.0`.
    Ciam,
    /// C3.15: `https://{host}/adfs` or `…/adfs/services/trust`.
    Adfs,
    /// C3.16: one of the Entra shapes with an application id after it.
    WithApplication,
    /// C3.17: `{tenantid}`, `common` and the like in place of a tenant: never a real token's.
    Template,
    /// Another HTTPS URL.
    OtherHttps,
    /// Something that isn't an HTTPS URL.
    NotUrl,
    /// No issuer at all.
    Missing,
}

/// Whether a text looks like a B2C policy name: `b2c_1_…` or `b2c_1a_…` in any case.
pub fn policy_like(text: &str) -> bool {
    let _ = text;
    false
}
