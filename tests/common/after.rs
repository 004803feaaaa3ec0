//! What happens to a token after it was signed.

use serde::Deserialize;
use serde_json::json;
use tokenscope::input;

use super::keys::SigningKey;
use super::tokens::{Template, part};

/// What happens to a token after it was signed.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub enum After {
    /// A claim is added and the payload encoded again.
    EditClaims,
    /// The payload is written with white space.
    PrettyPrint,
    /// The signature's last 100 characters are lost.
    CutSignature,
    /// Half of the payload and all of the signature are lost.
    CutPayload,
    /// One character in the middle of the signature changes.
    ChangeSignature,
    /// Its signature ends in a character that its length doesn't allow.
    EndInB,
    /// The signature and the dot before it are lost.
    DropSignature,
    /// A log replaced the signature's end.
    Redact,
    /// A mark stands in place of the whole signature.
    LeaveOutSignature,
    /// A fourth part is added.
    AddPart,
    /// It becomes an encrypted token of five parts.
    Encrypt,
}

impl After {
    pub fn apply(self, token: &str, template: &Template) -> String {
        let parts: Vec<&str> = token.split('.').collect();
        let (header, payload, signature) = (parts[0], parts[1], parts[2]);
        match self {
            Self::EditClaims => {
                let mut claims = template.claims.clone();
                claims.insert("roles".to_owned(), json!(["Admin"]));
                format!("{header}.{}.{signature}", part(&claims))
            }
            Self::PrettyPrint => {
                let pretty = serde_json::to_string_pretty(&template.claims).expect("JSON");
                let payload = input::base64url::encode(pretty.as_bytes());
                format!("{header}.{payload}.{signature}")
            }
            Self::CutSignature => token[..token.len() - 100].to_owned(),
            Self::CutPayload => format!("{header}.{}", &payload[..payload.len() / 2]),
            Self::ChangeSignature => {
                let (start, rest) = signature.split_at(signature.len() / 2);
                let other = if rest.starts_with('A') { 'B' } else { 'A' };
                format!("{header}.{payload}.{start}{other}{}", &rest[1..])
            }
            Self::EndInB => format!("{}B", &token[..token.len() - 1]),
            Self::DropSignature => format!("{header}.{payload}"),
            Self::Redact => format!("{header}.{payload}.{}...[truncated]", &signature[..40]),
            Self::LeaveOutSignature => format!("{header}.{payload}.\u{2026}"),
            Self::AddPart => format!("{token}.AAAA"),
            Self::Encrypt => {
                let header = json!({ "alg": "RSA-OAEP", "enc": "A256GCM", "kid": SigningKey::custom_app().kid(), "typ": "JWT", "cty": "JWT" });
                let header = input::base64url::encode(header.to_string().as_bytes());
                format!("{header}.{signature}.AAAAAAAAAAAAAAAA.{payload}.AAAAAAAAAAAAAAAAAAAAAA")
            }
        }
    }
}
