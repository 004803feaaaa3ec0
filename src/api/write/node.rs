//! Node.js (rules H-5).

use super::Target;
use super::corrections::{PASSPORT, REFRESH};
use super::draft::{Draft, Refusal, is_app_audience, is_entra, unfit};
use super::escape::Language;
use crate::issuer::Platform;

const AVOID: &str = "Don't read claims with decode alone, don't leave algorithms out, and don't put a \
                     key into the code: it stops working at the next rollover.";

/// passport-azure-ad: Entra ID and B2C.
pub(super) fn passport_azure_ad(target: &Target) -> Result<Draft, Refusal> {
    if !is_entra(target) && target.platform != Some(Platform::B2c) {
        return unfit("it knows Entra ID and Azure AD B2C only; use jose");
    }
    Ok(
        code(include_str!("../../../assets/fixes/passport-azure-ad.js"))
            .words(
                "Where the application sets passport up, before its routes.",
                "Don't start anything new on it: it is no longer maintained; use jose. Don't set \
             validateIssuer to false.",
            )
            .correction(PASSPORT),
    )
}

/// jose.
pub(super) fn jose() -> Draft {
    code(include_str!("../../../assets/fixes/jose.js")).words(
        "Call verify with the token of the header Authorization, without the word Bearer; keep keys \
         outside of it, so that they are fetched once and again for an unknown kid.",
        AVOID,
    )
}

/// jsonwebtoken with jwks-rsa.
pub(super) fn jwks_rsa() -> Draft {
    code(include_str!("../../../assets/fixes/jwks-rsa.js"))
        .words(
            "Call verify with the token of the header Authorization, without the word Bearer.",
            AVOID,
        )
        .correction(REFRESH)
}

/// express-oauth2-jwt-bearer.
pub(super) fn express_oauth2_jwt_bearer() -> Draft {
    code(include_str!(
        "../../../assets/fixes/express-oauth2-jwt-bearer.js"
    ))
    .words(
        "Before the routes of the API.",
        "Don't pass a secret or another tokenSigningAlg to get past an error: the token would be \
         checked with something that is no key of its issuer.",
    )
}

/// `NextAuth` signing users in.
pub(super) fn next_auth(target: &Target) -> Result<Draft, Refusal> {
    if !is_app_audience(target) {
        return unfit(
            "it signs users in with ID tokens, whose audience is an application's bare ID; for an \
             API use jose",
        );
    }
    let template = match target.platform {
        _ if is_entra(target) => include_str!("../../../assets/fixes/next-auth.js"),
        Some(Platform::B2c) => include_str!("../../../assets/fixes/next-auth-b2c.js"),
        _ => include_str!("../../../assets/fixes/next-auth-provider.js"),
    };
    Ok(code(template).words(
        "In pages/api/auth/[...nextauth].js of NextAuth 4; AUTH_CLIENT_SECRET, NEXTAUTH_SECRET and \
         NEXTAUTH_URL come from the environment.",
        "Don't use common in wellKnown: the issuer there is a template that no token equals.",
    ))
}

fn code(template: &'static str) -> Draft {
    Draft::new(Language::Javascript, template)
}
