//! How long before `nbf` and after `exp` the API's library still accepts a token (rules D-3, F-30).

use crate::api::{Api, Stack};

/// A tolerance around `nbf` and `exp`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tolerance {
    /// Seconds before `nbf`.
    pub(super) before: i64,
    /// Seconds after `exp`.
    pub(super) after: i64,
    /// Whose it is, as the subject of a sentence: ASP.NET Core `JwtBearer`, "your API's
    /// configuration".
    pub(super) whose: String,
    /// Whether it is set, documented or in the source, and not only likely.
    pub(super) certain: bool,
}

impl Tolerance {
    /// "allows 5 min", "likely allows none".
    pub(super) fn allows(&self, seconds: i64) -> String {
        let likely = if self.certain { "" } else { "likely " };
        match u64::try_from(seconds) {
            Ok(seconds @ 1..) => format!("{likely}allows {}", crate::token::span(seconds)),
            _ => format!("{likely}allows none"),
        }
    }
}

/// The tolerance of the API: what is set, else the library's own. `None` where neither is known.
pub(super) fn tolerance(api: &Api) -> Option<Tolerance> {
    if let Some(set) = api.clock_skew {
        return Some(Tolerance {
            before: i64::from(set),
            after: i64::from(set),
            whose: "your API's configuration".to_owned(),
            certain: true,
        });
    }
    let stack = api.stack?;
    let (before, after, certain) = of(stack)?;
    Some(Tolerance {
        before,
        after,
        whose: stack.title().to_owned(),
        certain,
    })
}

/// Seconds before `nbf` and after `exp` where nothing is set, and whether that is certain.
fn of(stack: Stack) -> Option<(i64, i64, bool)> {
    let same = |seconds, certain| Some((seconds, seconds, certain));
    match stack {
        // TokenValidationParameters.DefaultClockSkew.
        Stack::IdentityWeb
        | Stack::IdentityWebApp
        | Stack::JwtBearer
        | Stack::OpenIdConnect
        | Stack::OwinOpenIdConnect
        | Stack::OwinAzureAdBearer
        | Stack::OwinOAuthBearer
        | Stack::OwinAdfsBearer
        | Stack::OwinWsFederation
        | Stack::WebConfig
        | Stack::PassportAzureAd => same(300, true),
        Stack::AppService => same(300, false),
        Stack::Spring | Stack::Istio | Stack::Envoy => same(60, true),
        Stack::SpringCloudAzure | Stack::Vault => same(60, false),
        // go-oidc overlooks 5 minutes before nbf, and nothing after exp.
        Stack::GoOidc => Some((300, 0, true)),
        Stack::OAuth2Proxy => Some((300, 0, false)),
        Stack::ApimValidateJwt
        | Stack::Jose
        | Stack::JwksRsa
        | Stack::PyJwt
        | Stack::FastApiAzureAuth
        | Stack::Nginx => same(0, true),
        Stack::ExpressOAuth2JwtBearer => same(5, false),
        Stack::NextAuth => same(10, false),
        Stack::Authlib
        | Stack::DjangoAuthAdfs
        | Stack::KongJwt
        | Stack::KongOpenIdConnect
        | Stack::ModAuthOpenidc
        | Stack::Quarkus
        | Stack::AwsHttpApi => same(0, false),
        Stack::ApimValidateAzureAdToken | Stack::AwsAlb => None,
    }
}
