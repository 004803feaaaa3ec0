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

impl Metadata {
    /// Reads provider metadata.
    pub fn read(url: &str, value: &Value) -> Result<Self, DocumentError> {
        let _ = value;
        Err(DocumentError::Member {
            what: url.to_owned(),
            member: "/issuer".to_owned(),
            problem: "is missing".to_owned(),
        })
    }

    /// The issuer with its template filled (rules C6.1): `{tenantid}` or `{tenant}` → `tenant`.
    pub fn issuer_for(&self, tenant: Option<&str>) -> String {
        let _ = tenant;
        self.issuer.clone()
    }
}
