//! What is known about an API, made by hand: its configuration, the comparison with a token, the error
//! that it gave, what validators would say.

use tokenscope::api::{Api, Reading, Setting, Stack, Unread};
use tokenscope::diagnosis::{
    Answer, Comparison, ErrorMatch, ErrorReading, ErrorVerdict, Likeness, Prediction, Subject, Told,
};

const TENANT: &str = "3f1c0a52-7d2b-4c0e-9a41-5be01f3a7c10";
const CLIENT: &str = "8d1f5c1e-3f51-4f0c-9c0e-2a8f6d3b7e44";

fn setting(line: usize, name: &str, value: &str, meaning: &str) -> Setting {
    Setting {
        line,
        name: name.to_owned(),
        value: value.to_owned(),
        meaning: meaning.to_owned(),
    }
}

/// An API as an appsettings.json has it.
pub(crate) fn api() -> Api {
    let authority = format!("https://login.microsoftonline.com/{TENANT}/v2.0");
    Api {
        audiences: vec![format!("api://{CLIENT}"), CLIENT.to_owned()],
        issuers: vec![authority.clone()],
        metadata: Some(format!("{authority}/.well-known/openid-configuration")),
        stack: Some(Stack::IdentityWeb),
        tenant: Some(TENANT.to_owned()),
        client_id: Some(CLIENT.to_owned()),
        source: Some("appsettings.json".to_owned()),
        text: Some("{}".to_owned()),
        reading: Reading {
            settings: vec![
                setting(
                    3,
                    "AzureAd:Instance",
                    "https://login.microsoftonline.com/",
                    "the login host",
                ),
                setting(4, "AzureAd:TenantId", TENANT, "the tenant"),
                setting(5, "AzureAd:ClientId", CLIENT, "the API's application ID"),
                setting(6, "AzureAd:ClientSecret", "(a secret, not shown)", ""),
                setting(
                    8,
                    "AzureAd:Audience",
                    &format!("api://{CLIENT}"),
                    "an accepted audience",
                ),
            ],
            unread: vec![Unread {
                line: Some(9),
                name: "AzureAd:AllowWebApiToBeAuthorizedByACL".to_owned(),
                reason: "is a text where true or false belongs".to_owned(),
                about: None,
            }],
            notes: vec![
                "Clock skew isn't set: Microsoft.Identity.Web tolerates 5 minutes.".to_owned(),
            ],
        },
        ..Api::default()
    }
}

fn line(
    subject: Subject,
    expected: &[&str],
    actual: Option<&str>,
    likeness: Likeness,
    origin: &str,
    note: &str,
    rule: Option<&'static str>,
) -> Comparison {
    Comparison {
        subject,
        expected: expected.iter().map(|value| (*value).to_owned()).collect(),
        actual: actual.map(str::to_owned),
        likeness,
        origin: origin.to_owned(),
        note: note.to_owned(),
        rule,
    }
}

/// One line of every kind.
pub(crate) fn comparison() -> Vec<Comparison> {
    use Likeness::{Different, Equal, Near, Unchecked, Unknown};
    let v2 = format!("https://login.microsoftonline.com/{TENANT}/v2.0");
    let v1 = format!("https://sts.windows.net/{TENANT}/");
    vec![
        line(
            Subject::Audience,
            &[&format!("api://{CLIENT}"), CLIENT],
            Some("https://graph.microsoft.com"),
            Different,
            "AzureAd:Audience, line 8",
            "Microsoft Graph is another API: no setting of yours can accept its tokens.",
            Some("graph-audience"),
        ),
        line(
            Subject::Issuer,
            &[&v2],
            Some(&v1),
            Near,
            "AzureAd:TenantId, line 4",
            "The same tenant; the token is of version 1.",
            Some("unknown-issuer"),
        ),
        line(
            Subject::Metadata,
            &[&format!("{v2}/.well-known/openid-configuration")],
            None,
            Unknown,
            "AzureAd:Instance, line 3, and AzureAd:TenantId, line 4",
            "",
            None,
        ),
        line(
            Subject::Version,
            &["2.0"],
            Some("1.0"),
            Different,
            "the default of Microsoft.Identity.Web",
            "",
            Some("token-version-mismatch"),
        ),
        line(
            Subject::Tenant,
            &[TENANT],
            Some(TENANT),
            Equal,
            "AzureAd:TenantId, line 4",
            "",
            None,
        ),
        line(
            Subject::Algorithm,
            &["RS256"],
            Some("RS256"),
            Equal,
            "the default of Microsoft.Identity.Web",
            "",
            None,
        ),
        line(
            Subject::Time,
            &["5 minutes of tolerance"],
            Some("expired 3 h ago"),
            Different,
            "the default of Microsoft.Identity.Web",
            "",
            Some("expired"),
        ),
        line(
            Subject::Permissions,
            &[],
            Some("User.Read profile openid email"),
            Unchecked,
            "nothing asks for one",
            "",
            None,
        ),
    ]
}

/// An error of a library, which points to the audience and to a rule that doesn't apply.
pub(crate) fn error() -> ErrorVerdict {
    ErrorVerdict {
        reading: ErrorReading {
            matches: vec![ErrorMatch {
                pattern: "idx10511",
                code: "IDX10511".to_owned(),
                stack: "Microsoft.IdentityModel",
                meaning: "A key with the token's kid was found, but the signature doesn't verify with it.",
                rules: vec!["graph-audience", "nonce-header", "signature-altered"],
                line: 2,
            }],
            told: Told {
                kid: Some("K7mA2c9QfXw1LrT5uV8yZ0bNdEg".to_owned()),
                keys: Some(8),
                ..Told::default()
            },
            hidden: Some(
                "Values are hidden in it: set `IdentityModelEventSource.ShowPII` to see them."
                    .to_owned(),
            ),
        },
        sentences: vec![
            "This is what Microsoft.IdentityModel answers to a Graph token.".to_owned(),
        ],
        other_token: false,
    }
}

/// What three validators would say, each something else.
pub(crate) fn predictions() -> Vec<Prediction> {
    vec![
        Prediction {
            validator: "Microsoft.IdentityModel 8",
            answer: Answer::Refuses {
                error: "IDX10511".to_owned(),
                message: "Signature validation failed. Keys tried: …".to_owned(),
            },
            why: "It checks the signature before the audience, so the audience is never named."
                .to_owned(),
        },
        Prediction {
            validator: "jose (Node.js)",
            answer: Answer::Refuses {
                error: "JWSSignatureVerificationFailed".to_owned(),
                message: "signature verification failed".to_owned(),
            },
            why: String::new(),
        },
        Prediction {
            validator: "Kong jwt plugin",
            answer: Answer::Unknown("It depends on which key is stored for the issuer.".to_owned()),
            why: "It reads no metadata.".to_owned(),
        },
        Prediction {
            validator: "AWS API Gateway HTTP API",
            answer: Answer::Accepts,
            why: String::new(),
        },
    ]
}
