//! What the name of a field, header or parameter says about its value (rules ).

use super::Role;

/// What a value is, going by the name it stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// `access_token` and its spellings.
    Access,
    /// `id_token` and its spellings.
    Id,
    /// `refresh_token` and its spellings.
    Refresh,
    /// `code`.
    Code,
    /// `device_code`.
    DeviceCode,
    /// MSAL's `client_info`.
    ClientInfo,
    /// `client_assertion` (RFC 7521 §4.2).
    ClientAssertion,
    /// App Service's `X-MS-CLIENT-PRINCIPAL`.
    Principal,
    /// App Service's `X-ZUMO-AUTH`.
    Zumo,
    /// The cookie `x-ms-RefreshTokenCredential`.
    PrtCookie,
    /// `SAMLResponse`, or `assertion` where it holds XML.
    Saml,
    /// `SAMLRequest`.
    SamlRequest,
    /// `Authorization`.
    Authorization,
}

impl Label {
    /// The label that a name stands for. Case, `_` and `-` make no difference.
    pub(super) fn of(name: &str) -> Option<Self> {
        if !may_be_known(name) {
            return None;
        }
        let plain: String = name
            .chars()
            .filter(|c| !matches!(c, '_' | '-'))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match plain.as_str() {
            "accesstoken"
            | "xforwardedaccesstoken"
            | "xauthrequestaccesstoken"
            | "xamznoidcaccesstoken" => Some(Self::Access),
            "idtoken" | "idtokenhint" => Some(Self::Id),
            "refreshtoken" => Some(Self::Refresh),
            "code" | "authcode" | "authorizationcode" => Some(Self::Code),
            "devicecode" => Some(Self::DeviceCode),
            "clientinfo" => Some(Self::ClientInfo),
            "clientassertion" => Some(Self::ClientAssertion),
            "xmsclientprincipal" => Some(Self::Principal),
            "xzumoauth" | "authenticationtoken" => Some(Self::Zumo),
            "samlresponse" | "assertion" => Some(Self::Saml),
            "samlrequest" => Some(Self::SamlRequest),
            "authorization" | "proxyauthorization" => Some(Self::Authorization),
            other => Self::of_app_service(other),
        }
    }

    /// `X-MS-TOKEN-AAD-ACCESS-TOKEN` and the same for other providers, and the device cookie,
    /// which browsers number.
    fn of_app_service(plain: &str) -> Option<Self> {
        if let Some(number) = plain.strip_prefix("xmsrefreshtokencredential") {
            return number
                .bytes()
                .all(|b| b.is_ascii_digit())
                .then_some(Self::PrtCookie);
        }
        let token = plain.strip_prefix("xmstoken")?;
        match token {
            t if t.ends_with("accesstoken") => Some(Self::Access),
            t if t.ends_with("idtoken") => Some(Self::Id),
            t if t.ends_with("refreshtoken") => Some(Self::Refresh),
            _ => None,
        }
    }

    /// What the name says about the token's use: decisive (rules A-4).
    pub(super) fn role(self) -> Option<Role> {
        match self {
            Self::Access => Some(Role::AccessToken),
            Self::Id => Some(Role::IdToken),
            _ => None,
        }
    }
}

/// Whether a word is an authentication scheme that carries tokens. HTTP compares schemes without
/// regard to case (RFC 9110 §11.1).
pub(super) fn is_scheme(word: &str) -> bool {
    SCHEMES
        .iter()
        .any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// A quick look that most words of a text don't pass.
fn may_be_known(name: &str) -> bool {
    let bytes = name.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    (SHORTEST..=LONGEST).contains(&bytes.len())
        && b"acdiprsx".contains(&first.to_ascii_lowercase())
        && (b"ehlnot".contains(&last.to_ascii_lowercase()) || last.is_ascii_digit())
}

const SCHEMES: [&str; 4] = ["Bearer", "PoP", "MTLS_POP", "DPoP"];

/// The shortest name that is looked at, in bytes.
const SHORTEST: usize = 4;

/// The longest name that is looked at, in bytes.
const LONGEST: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_whatever_their_spelling() {
        for (name, expected) in [
            ("access_token", Some(Label::Access)),
            ("accessToken", Some(Label::Access)),
            ("X-MS-TOKEN-AAD-ACCESS-TOKEN", Some(Label::Access)),
            ("x-ms-token-aad-id-token", Some(Label::Id)),
            ("X-MS-TOKEN-AAD-REFRESH-TOKEN", Some(Label::Refresh)),
            ("X-MS-TOKEN-AAD-EXPIRES-ON", None),
            ("id_token_hint", Some(Label::Id)),
            ("idtoken", Some(Label::Id)),
            ("refresh_token", Some(Label::Refresh)),
            ("code", Some(Label::Code)),
            ("encode", None),
            ("X-ZUMO-AUTH", Some(Label::Zumo)),
            ("x-ms-RefreshTokenCredential", Some(Label::PrtCookie)),
            ("x-ms-RefreshTokenCredential1", Some(Label::PrtCookie)),
            ("SAMLResponse", Some(Label::Saml)),
            ("scope", None),
            ("", None),
        ] {
            assert_eq!(Label::of(name), expected, "{name}");
        }
    }
}
