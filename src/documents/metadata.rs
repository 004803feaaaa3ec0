//! `OpenID` provider metadata (`OpenID` Connect Discovery 1.0 §3).

use serde_json::Value;

use super::DocumentError;

/// The members of provider metadata that matter here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// `issuer`, possibly a template with `{tenantid}`.
    pub issuer: String,
    /// `jwks_uri`.
    pub jwks_uri: String,
    /// `id_token_signing_alg_values_supported`.
    pub algorithms: Vec<String>,
    /// `access_token_issuer` of AD FS.
    pub access_token_issuer: Option<String>,
    /// `cloud_instance_name` of Entra.
    pub cloud_instance_name: Option<String>,
    /// `tenant_region_scope` of Entra.
    pub tenant_region_scope: Option<String>,
    /// `tenant_region_sub_scope` of Entra.
    pub tenant_region_sub_scope: Option<String>,
}

/// What stands for the tenant in templates: both spellings are published, the third one is met in
/// copies.
const PLACES: [&str; 3] = ["{tenantid}", "{tenant}", "{tenantId}"];

impl Metadata {
    /// Reads provider metadata.
    ///
    /// # Errors
    ///
    /// [`DocumentError::Member`] where it is no object, or where `issuer` or `jwks_uri` is missing,
    /// empty or not a string. Other members of a wrong type count as missing.
    pub fn read(url: &str, value: &Value) -> Result<Self, DocumentError> {
        if !value.is_object() {
            return Err(DocumentError::member(url, "", "is not a JSON object"));
        }
        let optional = |name: &str| {
            let text = value.get(name)?.as_str()?;
            Some(text.to_owned()).filter(|text| !text.is_empty())
        };
        Ok(Self {
            issuer: required(url, value, "issuer")?,
            jwks_uri: required(url, value, "jwks_uri")?,
            algorithms: algorithms(value),
            access_token_issuer: optional("access_token_issuer"),
            cloud_instance_name: optional("cloud_instance_name"),
            tenant_region_scope: optional("tenant_region_scope"),
            tenant_region_sub_scope: optional("tenant_region_sub_scope"),
        })
    }

    /// The issuer with its template filled (rules C6.1): `{tenantid}` or `{tenant}` → `tenant`.
    pub fn issuer_for(&self, tenant: Option<&str>) -> String {
        tenant.map_or_else(
            || self.issuer.clone(),
            |tenant| {
                PLACES.iter().fold(self.issuer.clone(), |text, place| {
                    text.replace(place, tenant)
                })
            },
        )
    }

    /// Whether the issuer is a template: metadata of many tenants at once.
    pub fn is_template(&self) -> bool {
        PLACES.iter().any(|place| self.issuer.contains(place))
    }
}

fn required(url: &str, value: &Value, name: &str) -> Result<String, DocumentError> {
    let problem = match value.get(name) {
        Some(Value::String(text)) if !text.is_empty() => return Ok(text.clone()),
        Some(Value::String(_)) => "is empty",
        Some(Value::Null) | None => "is missing",
        Some(_) => "is not a string",
    };
    Err(DocumentError::member(url, &format!("/{name}"), problem))
}

fn algorithms(value: &Value) -> Vec<String> {
    value
        .get("id_token_signing_alg_values_supported")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}
