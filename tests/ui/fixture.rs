//! Models made by hand: a token that was meant for Microsoft Graph, with keys and addresses.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use tokenscope::api::Api;
use tokenscope::app::{Model, Panels};
use tokenscope::diagnosis::{Entry, Evidence, Inspection, OutcomeKind, Step, Verdict};
use tokenscope::documents::examples::Example;
use tokenscope::documents::{Content, Document, Origin};
use tokenscope::input::{Found, Kind, Noise, Role, Whole, base64url};
use tokenscope::signature::{Signature, SignatureOutcome, Trial, TrialResult};
use tokenscope::token::{Certainty, Meaning, RoleEvidence, Row, Token};

use super::places;

pub(crate) const TENANT: &str = "3f1c0a52-7d2b-4c0e-9a41-5be01f3a7c10";
pub(crate) const KID: &str = "K7mA2c9QfXw1LrT5uV8yZ0bNdEg";

/// Examples for the empty window.
pub(crate) const EXAMPLES: [Example; 5] = [
    example("graph-token", "A Graph token that was sent to another API"),
    example(
        "saml-app-key",
        "Signed with the SAML certificate of one application",
    ),
    example(
        "b2c-policy",
        "A B2C token whose policy decides where its key is",
    ),
    example("expired", "All is well, but it expired an hour ago"),
    example("valid", "A token that nothing is wrong with"),
];

const fn example(name: &'static str, line: &'static str) -> Example {
    Example {
        name,
        line,
        text: "",
    }
}

pub(crate) fn now() -> Timestamp {
    "2026-11-21T12:05:00Z".parse().unwrap()
}

/// A token's text; its signature is no signature.
pub(crate) fn token_text(header: &serde_json::Value, claims: &serde_json::Value) -> String {
    let part = |value: &serde_json::Value| base64url::encode(value.to_string().as_bytes());
    let signature = base64url::encode(&(0..=255u8).map(|b| b.wrapping_mul(73)).collect::<Vec<_>>());
    format!("{}.{}.{signature}", part(header), part(claims))
}

pub(crate) fn graph_header() -> serde_json::Value {
    json!({"typ": "JWT", "nonce": "q1W2e3R4t5Y6u7I8o9P0", "alg": "RS256", "x5t": KID, "kid": KID})
}

pub(crate) fn graph_claims() -> serde_json::Value {
    json!({
        "aud": "https://graph.microsoft.com",
        "iss": format!("https://sts.windows.net/{TENANT}/"),
        "iat": 1_795_258_800, "nbf": 1_795_258_800, "exp": 1_795_262_700,
        "acct": 0, "acr": "1", "aio": "AVQAq/8YAAAA0kD5m2hVbX==", "amr": ["pwd", "mfa"],
        "app_displayname": "Orders client", "appid": "8d1f5c1e-3f51-4f0c-9c0e-2a8f6d3b7e44",
        "idtyp": "user", "ipaddr": "203.0.113.7", "name": "Ada Lovelace",
        "oid": "5b0c3a77-1f7e-4a55-8d2d-2f3f9d8a1c01", "scp": "User.Read profile openid email",
        "sub": "mV2cT7sQ0aH3rJ9xK1pL4yB6nD8fG5wE", "tid": TENANT,
        "unique_name": "ada@contoso.example", "ver": "1.0", "wids": ["62e90394-69f5-4237-9190-012177145e10"]
    })
}

pub(crate) fn found(text: &str, kind: Kind) -> Found {
    Found {
        text: text.to_owned(),
        kind,
        role: None,
        source: "trace.har".to_owned(),
        at: "entry 3, request header Authorization".to_owned(),
        request_url: None,
        noise: vec![Noise::Scheme],
        damage: Vec::new(),
        remark: None,
    }
}

fn row(name: &str, value: &str, words: &str, claim: &str) -> Row {
    Row {
        name: name.to_owned(),
        value: value.to_owned(),
        meaning: Meaning {
            value: words.to_owned(),
            detail: String::new(),
            claim: claim.to_owned(),
            certainty: Some(Certainty::Documented),
        },
    }
}

fn rows(value: &serde_json::Value) -> Vec<Row> {
    let known = |name: &str| match name {
        "aud" => ("Microsoft Graph", "The API that the token is for."),
        "iss" => ("Entra ID, version 1", "Who issued the token."),
        "iat" => ("issued 4 h ago", "When it was issued."),
        "nbf" => ("valid since 4 h ago", "From when it is valid."),
        "exp" => ("expired 3 h ago", "Until when it is valid."),
        "alg" => ("RSA signature with SHA-256", "The signature algorithm."),
        "appid" => ("", "The application that asked for the token."),
        "aio" => ("", "Internal to Microsoft; not for you to read."),
        "scp" => (
            "4 delegated permissions",
            "What the app may do for the user.",
        ),
        "kid" => ("", "The name of the key that signed the token."),
        "wids" => ("Global Administrator", "The user's directory roles."),
        _ => (
            "",
            "What this says is told in the documentation of access tokens.",
        ),
    };
    let members = value.as_object().unwrap();
    members
        .iter()
        .map(|(name, value)| {
            let (words, claim) = known(name);
            let shown = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            row(name, &shown, words, claim)
        })
        .collect()
}

pub(crate) fn entry(rule: &'static str, step: Step, outcome: OutcomeKind, headline: &str) -> Entry {
    Entry {
        rule,
        step,
        outcome,
        headline: headline.to_owned(),
        evidence: Vec::new(),
        explanation: format!("{headline} This paragraph tells what that means."),
        remedies: Vec::new(),
        reference: "https://learn.microsoft.com/entra/identity-platform/access-tokens",
    }
}

fn graph_entry() -> Entry {
    Entry {
        evidence: vec![
            Evidence {
                name: "aud".to_owned(),
                expected: "api://8d1f5c1e-3f51-4f0c-9c0e-2a8f6d3b7e44".to_owned(),
                actual: "https://graph.microsoft.com".to_owned(),
            },
            Evidence {
                name: "header nonce".to_owned(),
                expected: String::new(),
                actual: "q1W2e3R4t5Y6u7I8o9P0".to_owned(),
            },
            Evidence {
                name: "issuer".to_owned(),
                expected: format!("https://sts.windows.net/{TENANT}/"),
                actual: format!("https://sts.windows.net/{TENANT}"),
            },
        ],
        explanation: "The token's audience is Microsoft Graph. A token is only for the API that its audience names.\n\nGraph signs its tokens in a way that only Graph can check: the header holds a `nonce` that was replaced after signing. That is why every library says that the signature is invalid.".to_owned(),
        remedies: vec![
            "Ask for a token for your own API: use the scope `api://8d1f5c1e-3f51-4f0c-9c0e-2a8f6d3b7e44/.default` instead of `User.Read`.".to_owned(),
            "Expose a scope under Expose an API in the app registration, see https://learn.microsoft.com/entra/identity-platform/quickstart-configure-app-expose-web-apis.".to_owned(),
            "Don't check Graph's tokens in your API; send them only to Graph.".to_owned(),
        ],
        ..entry(
            "graph-audience",
            Step::Audience,
            OutcomeKind::Failed,
            "This token is for Microsoft Graph. Only Graph can check its signature.",
        )
    }
}

fn checklist() -> Vec<Entry> {
    use OutcomeKind::{Failed, NotChecked, Passed, Warning};
    vec![
        entry(
            "damaged-token",
            Step::Shape,
            Passed,
            "The token is a whole signed JWT.",
        ),
        entry(
            "wrapper-noise",
            Step::Shape,
            Passed,
            "Nothing but a scheme stood around it.",
        ),
        graph_entry(),
        entry(
            "audience-unconfirmed",
            Step::Audience,
            Warning,
            "Nothing tells which audiences your API accepts.",
        ),
        entry(
            "unknown-issuer",
            Step::Issuer,
            Passed,
            "The issuer is Microsoft Entra ID, version 1.",
        ),
        entry(
            "cloud-mismatch",
            Step::Issuer,
            Passed,
            "Token and API are in the public cloud.",
        ),
        entry(
            "tenant-claim-conflict",
            Step::Issuer,
            Passed,
            "Issuer and tid name the same tenant.",
        ),
        entry(
            "key-not-found",
            Step::Key,
            Passed,
            "The key K7mA2c9Q… is listed at 4 of 4 addresses.",
        ),
        entry(
            "nonce-header",
            Step::Signature,
            NotChecked,
            "Not checked by itself: the header's nonce says why.",
        ),
        entry("expired", Step::Time, Failed, "It expired 3 h ago."),
    ]
}

/// An inspection of a token that was meant for Microsoft Graph.
pub(crate) fn inspection(found: Found) -> Inspection {
    let token = Token::of(&found);
    let checklist = checklist();
    Inspection {
        comparison: Vec::new(),
        error: None,
        predictions: Vec::new(),
        token,
        role: RoleEvidence {
            role: Role::AccessToken,
            reasons: vec!["`scp` together with `appid`".to_owned()],
        },
        authority: Some(places::authority()),
        addresses: places::addresses(),
        keys: places::keys(),
        signature: Signature {
            outcome: SignatureOutcome::VerifiedAfterNonceTransform,
            key: Some(0),
            reason: None,
            trials: vec![Trial {
                key: 0,
                result: TrialResult::VerifiedAfterNonceTransform,
            }],
        },
        verdict: Verdict {
            rule: "graph-audience",
            outcome: OutcomeKind::Failed,
            headline: checklist[2].headline.clone(),
        },
        checklist,
        api: Api::default(),
        at: now(),
        found,
    }
}

/// The empty window.
pub(crate) fn empty() -> Model {
    Model::new(now(), TimeZone::UTC)
}

/// A window that shows a Graph token that failed.
pub(crate) fn failing() -> Model {
    let (header, claims) = (graph_header(), graph_claims());
    let text = token_text(&header, &claims);
    let found = found(&text, Kind::Jws);
    let mut model = empty();
    model.text = format!(
        "GET /orders HTTP/1.1\nHost: orders.contoso.example\nAuthorization: Bearer {text}\n"
    );
    model.whole = Whole::Text;
    model.panels = Panels {
        header: rows(&header),
        claims: rows(&claims),
        facts: "genuine Graph token · audience graph.microsoft.com · Contoso (3f1c0a52…) · expired 3 h ago".to_owned(),
    };
    model.documents.insert(Document {
        url: places::addresses()[0].address.metadata.clone(),
        fetched: Some(places::fetched()),
        date: None,
        origin: Origin::Live,
        content: Content::Json(json!({
            "issuer": format!("https://sts.windows.net/{TENANT}/"),
            "jwks_uri": "https://login.microsoftonline.com/common/discovery/keys"
        })),
    });
    model.documents.insert(Document {
        url: places::addresses()[1].address.metadata.clone(),
        fetched: None,
        date: None,
        origin: Origin::Saved,
        content: Content::Json(json!({ "issuer": "https://elsewhere.example/" })),
    });
    model.inspection = Some(inspection(found.clone()));
    model.found = vec![found];
    model
}

/// The same with three tokens in the text, the second one shown.
pub(crate) fn three_found() -> Model {
    let mut model = failing();
    let shown = model.found[0].clone();
    let mut id_token = shown.clone();
    id_token.text = token_text(&json!({"alg": "RS256"}), &json!({"nonce": "n"}));
    id_token.role = Some(Role::IdToken);
    id_token.at = String::from("entry 1, response body /id_token");
    let mut refresh = shown.clone();
    refresh.kind = Kind::RefreshToken;
    refresh.text = String::from("0.AVQA-refresh");
    refresh.at = String::from("entry 1, response body /refresh_token");
    model.found = vec![id_token, shown, refresh];
    model.selected = 1;
    model
}
