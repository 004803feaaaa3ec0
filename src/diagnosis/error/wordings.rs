//! How libraries word the values in their errors.

use std::sync::LazyLock;

use regex_lite::Regex;

/// What a capture of a wording is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value {
    /// The issuer of the token that was refused.
    Issuer,
    /// Its audiences.
    Audiences,
    /// The issuers that the API accepts.
    AcceptedIssuers,
    /// The audiences that the API accepts.
    AcceptedAudiences,
    /// The kid of a key that the API had.
    KeyId,
}

use Value::{AcceptedAudiences, AcceptedIssuers, Audiences, Issuer, KeyId};

/// One wording.
pub(super) struct Wording {
    /// Words that stand in every text of this wording: the pattern is tried only where they do.
    pub(super) words: &'static str,
    /// The pattern.
    pub(super) pattern: Regex,
    /// What its captures are.
    pub(super) values: &'static [Value],
}

/// All wordings.
pub(super) static WORDINGS: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    let all = TABLE.iter().filter_map(|(words, pattern, values)| {
        Some(Wording {
            words,
            pattern: Regex::new(pattern).ok()?,
            values,
        })
    });
    all.collect()
});

/// Words, pattern, what the captures are.
type Row = (&'static str, &'static str, &'static [Value]);

const TABLE: [Row; 42] = [
    // Claims as JSON, and as Python and Node.js print them.
    (
        "iss",
        r#"(?:^|[^A-Za-z_])["']?iss["']? ?: ?["']([^"']*)["']"#,
        &[Issuer],
    ),
    (
        "aud",
        r#"(?:^|[^A-Za-z_])["']?aud["']? ?: ?["']([^"']*)["']"#,
        &[Audiences],
    ),
    (
        "aud",
        r#"(?:^|[^A-Za-z_])["']?aud["']? ?: ?\[([^\]]*)\]"#,
        &[Audiences],
    ),
    // Microsoft.IdentityModel, ASP.NET Core, Azure API Management
    (
        "ssuer: '",
        r"(?:^|[^A-Za-z.])[Ii]ssuer: '([^']*)'",
        &[Issuer],
    ),
    (
        "The issuer '",
        r"The issuer '([^']*)' is invalid",
        &[Issuer],
    ),
    (
        "ssuer",
        r"(?:ValidIssuers?|CurrentConfiguration\.Issuer): '([^']*)'",
        &[AcceptedIssuers],
    ),
    (
        "udience",
        r"(?:^|[^A-Za-z.])Audiences?: '([^']*)'",
        &[Audiences],
    ),
    (
        "The audience",
        r"The audiences? '([^']*)' (?:is|are) invalid",
        &[Audiences],
    ),
    (
        "ValidAudience",
        r"ValidAudiences?: '([^']*)'",
        &[AcceptedAudiences],
    ),
    (
        "mismatch: aud=",
        r"Claim value mismatch: aud=(\S+)",
        &[Audiences],
    ),
    ("KeyId", r"KeyId:? '([^']*)'", &[KeyId]),
    ("KeyId: ", r"KeyId: ([0-9A-Za-z_-]{20,64})", &[KeyId]),
    // Entra ID, Azure Resource Manager, Key Vault
    (
        "audience in the assertion",
        r"audience in the assertion was '([^']*)' and the expected audience is '([^']*)'",
        &[Audiences, AcceptedAudiences],
    ),
    (
        "wrong audience or resource",
        r"wrong audience or resource '([^']*)'(?:\. It should exactly match (?:with )?one of the allowed audiences ((?:'[^']*',? ?)+))?",
        &[Audiences, AcceptedAudiences],
    ),
    (
        "from the wrong issuer",
        r"from the wrong issuer '([^']*)'(?:\. It must match (?:the tenant|one of the tenants) ((?:'[^']*',? ?)+)associated)?",
        &[Issuer, AcceptedIssuers],
    ),
    (
        "Invalid audience. Expected",
        r#"Invalid audience\. Expected (?:one of )?(\[[^\]]*\]|[^\r\n]+?),? (?:received|found:?) (\[[^\]]*\]|[^\s"'}]+)"#,
        &[AcceptedAudiences, Audiences],
    ),
    (
        "Invalid issuer. Expected",
        r#"Invalid issuer\. Expected (?:one of )?(\[[^\]]*\]|[^\r\n]+?),? (?:received|found:?) ([^\s"'}]+)"#,
        &[AcceptedIssuers, Issuer],
    ),
    // Node.js
    (
        "jwt issuer invalid",
        r"jwt issuer invalid\. expected: ([^\r\n]*)",
        &[AcceptedIssuers],
    ),
    (
        "jwt audience invalid",
        r"jwt audience invalid\. expected: ([^\r\n]*)",
        &[AcceptedAudiences],
    ),
    (
        "unexpected iss value",
        r#"unexpected iss value, expected (\S+), got: ([^\s"']+)"#,
        &[AcceptedIssuers, Issuer],
    ),
    (
        "aud mismatch",
        r#"aud mismatch, expected (\S+), got: ([^\s"']+)"#,
        &[AcceptedAudiences, Audiences],
    ),
    (
        "aud is missing the client_id",
        r"aud is missing the client_id, expected (\S+) to be included in \[([^\]]*)\]",
        &[AcceptedAudiences, Audiences],
    ),
    // Firebase
    (
        "(issuer) claim",
        r#"\(issuer\) claim\. Expected "([^"]*)" but got "([^"]*)""#,
        &[AcceptedIssuers, Issuer],
    ),
    (
        "(audience) claim",
        r#"\(audience\) claim\. Expected "([^"]*)" but got "([^"]*)""#,
        &[AcceptedAudiences, Audiences],
    ),
    // Java
    (
        "did not match the requested issuer",
        r#"did not match the requested issuer "([^"]*)""#,
        &[AcceptedIssuers],
    ),
    (
        "JWT iss claim has value",
        r#"JWT iss claim has value (\S+), must be ([^\s"]+)"#,
        &[Issuer, AcceptedIssuers],
    ),
    (
        "JWT audience rejected",
        r"JWT audience rejected: \[([^\]]*)\]",
        &[Audiences],
    ),
    (
        "Issuer (iss) claim value",
        r"Issuer \(iss\) claim value \(([^)]*)\) doesn't match expected value of (?:one of )?(\[[^\]]*\]|[^\s\]]+)",
        &[Issuer, AcceptedIssuers],
    ),
    (
        "Audience (aud) claim",
        r"Audience \(aud\) claim \[([^\]]*)\] doesn't [^\r\n]{0,60}\. Expected (?:one of )?(\[[^\]]*\]|\S+) as an aud value",
        &[Audiences, AcceptedAudiences],
    ),
    (
        "Wrong issuer from token",
        r"Wrong issuer from token\. Got: (\S+) expected: (\S+)",
        &[Issuer, AcceptedIssuers],
    ),
    // Go
    (
        "issued by a different provider",
        r#"id token issued by a different provider, expected "([^"]*)" got "([^"]*)""#,
        &[AcceptedIssuers, Issuer],
    ),
    (
        "issuer returned by provider",
        r#"issuer returned by provider, expected "([^"]*)""#,
        &[AcceptedIssuers],
    ),
    (
        "oidc: expected audience",
        r#"oidc: expected audience "([^"]*)" got \[([^\]]*)\]"#,
        &[AcceptedAudiences, Audiences],
    ),
    (
        "oidc: expected audience in",
        r"oidc: expected audience in \[([^\]]*)\] got \[([^\]]*)\]",
        &[AcceptedAudiences, Audiences],
    ),
    (
        "any of allowed audiences",
        r"with value \[([^\]]*)\] does not match with any of allowed audiences map\[([^\]]*)\]",
        &[Audiences, AcceptedAudiences],
    ),
    // Gateways, clouds, further libraries
    (
        "in id_token is not equal",
        r#"issuer "([^"]*)" in id_token is not equal to the issuer from the discovery document "([^"]*)""#,
        &[Issuer, AcceptedIssuers],
    ),
    (
        "requested issuer (",
        r#"requested issuer \(([^)]*)\) does not match received (?:"iss" value in id_token )?\(?([^)\s]*)"#,
        &[AcceptedIssuers, Issuer],
    ),
    (
        "does not match expected issuer",
        r"issuer (\S+) does not match expected issuer:? (\S+)",
        &[Issuer, AcceptedIssuers],
    ),
    (
        "does not match expected audience",
        r"audience claim (\S+) does not match expected audience:? (\S+)",
        &[Audiences, AcceptedAudiences],
    ),
    (
        "The audience in ID Token",
        r"The audience in ID Token \[([^\]]*)\]",
        &[Audiences],
    ),
    (
        "No OpenIDConnect provider",
        r#"No OpenIDConnect provider found in your account for ([^\s"]+)"#,
        &[Issuer],
    ),
    (
        "tokenClaims[iss]",
        r"tokenClaims\[iss\](\S+), tenant\[iss\] ([^\s)]+)",
        &[Issuer, AcceptedIssuers],
    ),
];
