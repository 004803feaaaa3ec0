//! What kind of key it is, told from its certificate and issuer (rules D1.6).

/// Whose key it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum KeyRole {
    /// Entra's shared keys, public cloud (`accounts.accesscontrol.windows.net`).
    EntraPublic,
    /// Entra's keys for US Government (`login.microsoftonline.us`).
    EntraUsGov,
    /// Entra's keys of another cloud, with the certificate's subject.
    EntraOther(String),
    /// Personal Microsoft accounts (`Live ID STS Signing Public Key`).
    PersonalAccounts,
    /// An application's own SAML certificate (`Microsoft Azure Federated SSO Certificate`).
    SamlApplication,
    /// A certificate that a customer chose, listed only for one application.
    CustomApplication(String),
    /// AD FS (`ADFS Signing - host`).
    Adfs(String),
    /// A B2C policy key: no certificate, its kid is its own thumbprint or a container's name.
    B2c,
    /// Nothing tells; with the certificate's subject, where there is one.
    Unknown(Option<String>),
}

impl KeyRole {
    /// In words: "Microsoft Entra ID, public cloud", "this application's own SAML certificate".
    pub fn title(&self) -> String {
        String::new()
    }
}
