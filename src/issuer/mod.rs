//! Clouds, issuer shapes and platforms → the addresses to ask, in order (rules C).

mod addresses;
mod cloud;
mod derived;
mod hosts;
mod inference;
mod metadata_url;
mod notes;
mod place;
mod reading;
mod resolve;
mod shape;

pub use cloud::Cloud;
pub use derived::issuer_by_address;
pub use hosts::{HostTrust, host_of, host_trust, refusal, same_host_family};
pub use metadata_url::{
    MetadataFacts, expected_keys, issuer_facts, metadata_address, metadata_facts,
};
pub use resolve::resolve;
pub use shape::{PERSONAL_TENANT, Shape, policy_like};

/// Which identity platform issued a token (interface: `issuer.platform`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Platform {
    /// Microsoft Entra ID, version 1 tokens.
    EntraV1,
    /// Microsoft Entra ID, version 2 tokens.
    EntraV2,
    /// Personal Microsoft accounts.
    Personal,
    /// Azure AD B2C.
    B2c,
    /// Microsoft Entra External ID.
    ExternalId,
    /// Active Directory Federation Services.
    Adfs,
    /// Any other `OpenID` provider, or nothing that tells.
    Other,
}

impl Platform {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::EntraV1 => "entra-v1",
            Self::EntraV2 => "entra-v2",
            Self::Personal => "personal",
            Self::B2c => "b2c",
            Self::ExternalId => "external-id",
            Self::Adfs => "adfs",
            Self::Other => "other",
        }
    }

    /// The name on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::EntraV1 => "Microsoft Entra ID, version 1",
            Self::EntraV2 => "Microsoft Entra ID, version 2",
            Self::Personal => "Personal Microsoft account",
            Self::B2c => "Azure AD B2C",
            Self::ExternalId => "Microsoft Entra External ID",
            Self::Adfs => "AD FS",
            Self::Other => "Another OpenID provider",
        }
    }

    /// Which set of signing keys it belongs to: Entra and personal accounts share one.
    pub fn family(self) -> Family {
        match self {
            Self::EntraV1 | Self::EntraV2 | Self::Personal => Family::Entra,
            Self::B2c => Family::B2c,
            Self::ExternalId => Family::ExternalId,
            Self::Adfs => Family::Adfs,
            Self::Other => Family::Other,
        }
    }
}

/// Platforms that publish their signing keys together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// Entra ID and personal accounts.
    Entra,
    /// Azure AD B2C.
    B2c,
    /// External ID.
    ExternalId,
    /// AD FS.
    Adfs,
    /// Anyone else.
    Other,
}

/// What a token says about its issuer, and where to ask for the keys.
#[derive(Debug, Clone)]
pub struct Authority {
    /// Claim `iss` as it stands; `None` where the token has none.
    pub issuer: Option<String>,
    /// The shape that it has (rules C-3).
    pub shape: Shape,
    /// The platform.
    pub platform: Platform,
    /// The cloud; `None` for AD FS, other providers and custom domains.
    pub cloud: Option<Cloud>,
    /// Why that cloud, where the issuer alone doesn't tell (rules C2.3); a sentence, or empty.
    pub cloud_reason: String,
    /// The tenant GUID in the issuer, or claim `tid` where it is one.
    pub tenant: Option<String>,
    /// The B2C policy (user flow), in lower case.
    pub policy: Option<String>,
    /// The addresses to ask, in order (rules C-5), no metadata address twice.
    pub addresses: Vec<Address>,
    /// Where the place that the API reads its keys from ([`Hints::keys`], else [`Hints::metadata`])
    /// stands in `addresses`: first, or where it stood already, with the purpose that it had there.
    pub configured: Option<usize>,
    /// Where the metadata that the API reads ([`Hints::metadata`]) stands in `addresses`: the same
    /// place, except where keys are configured apart from it.
    pub configured_metadata: Option<usize>,
    /// The metadata address that an API reads when nothing else is configured, for this cloud:
    /// `https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration`. It always
    /// is the metadata of one entry of `addresses` for the Entra platforms, as [`Purpose::Common`].
    pub default_metadata: String,
    /// What is odd or assumed about the issuer, one sentence each: a policy that is missing, a
    /// legacy `/te/` segment. Why a cloud was taken stands in `cloud_reason`.
    pub notes: Vec<String>,
}

impl Authority {
    /// Whether the cloud is an assumption: the issuer's host serves two clouds, and nothing in the
    /// token tells which one it is of (rules C2.3 d). Both clouds are among the addresses then.
    pub fn cloud_is_assumed(&self) -> bool {
        self.cloud == Some(Cloud::Public)
            && self
                .addresses
                .iter()
                .any(|address| address.purpose == Purpose::OtherCloud)
    }
}

/// One place to ask for metadata and keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// A short name: "tenant, v2.0", "tenant, v2.0, ?appid=", "common, v2.0".
    pub label: String,
    /// What it is asked for.
    pub purpose: Purpose,
    /// The `OpenID` metadata URL. Empty where an API is configured with a key set alone: then only
    /// `keys` is asked, and no metadata sends anywhere else.
    pub metadata: String,
    /// Where the keys are expected when the metadata can't be fetched (rules C-7, last paragraph).
    /// Empty where nothing is known about the provider.
    pub keys: String,
    /// The federation metadata URL, where the platform has one.
    pub federation: Option<String>,
    /// Whether it may be asked without a click.
    pub trust: HostTrust,
    /// Why it is asked, in one sentence.
    pub why: String,
}

impl Address {
    /// The URL that names it: its metadata, or its key set where there is no metadata.
    pub fn place(&self) -> &str {
        if self.metadata.is_empty() {
            &self.keys
        } else {
            &self.metadata
        }
    }
}

/// What an address is asked for: decides what a key found there means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The token's own tenant or policy: where its key should be.
    Own,
    /// `?appid=` with this id: the keys of one application (rules C4.6).
    Application(String),
    /// `common` or `organizations` of that cloud: what an API reads by default.
    Common,
    /// The same tenant in the other version: overlap of keys only.
    OtherVersion,
    /// The same tenant in another cloud.
    OtherCloud,
    /// Another family's address for the same tenant: evidence of a wrong configuration.
    OtherFamily,
    /// The address that the API is configured with.
    Configured,
}

/// What the user knows that the token doesn't tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// A B2C policy.
    pub policy: Option<String>,
    /// A tenant's name, such as `contoso` in `contoso.onmicrosoft.com`.
    pub tenant_name: Option<String>,
    /// The API's application id, where `aud` is a URI.
    pub app_id: Option<String>,
    /// The metadata address (or authority) that the API is configured with: it joins the
    /// addresses.
    pub metadata: Option<String>,
    /// The key set that the API reads without any metadata: it joins the addresses.
    pub keys: Option<String>,
}
