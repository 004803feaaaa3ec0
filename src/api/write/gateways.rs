//! Gateways, meshes and proxies that one runs oneself (rules H-4).

use super::Target;
use super::corrections::{NO_TOKEN, REFRESH};
use super::draft::{Draft, Refusal, found_by_issuer, keys_host, unfit};
use super::escape::Language;
use crate::issuer::Family;

/// Istio: the second resource refuses requests without a token, which the first one lets through.
pub(super) fn istio() -> Draft {
    let template = include_str!("../../../assets/fixes/istio.yaml");
    Draft::new(Language::Yaml, template).words(
        "Apply both with kubectl in the namespace of the API; add a selector to protect some of its \
         workloads only.",
        "Don't leave the AuthorizationPolicy out: RequestAuthentication alone lets requests without a \
         token through; and don't use jwks, which holds fixed keys.",
    )
}

/// Envoy's filter, with the cluster that serves the keys.
pub(super) fn envoy(target: &Target) -> Result<Draft, Refusal> {
    let Some((host, port)) = keys_host(target) else {
        return Err(Refusal::Missing("the address of the key set"));
    };
    let template = include_str!("../../../assets/fixes/envoy.yaml");
    Ok(Draft::new(Language::Yaml, template)
        .value("keys_host", host)
        .value("keys_port", port.to_string())
        .words(
            "http_filters goes into the HTTP connection manager of the listener, clusters beside the \
             other clusters.",
            "Don't use local_jwks: it holds fixed keys, which stop working at the next rollover; and \
             don't leave audiences out.",
        )
        .correction(REFRESH))
}

/// Kong's plugin `jwt` knows fixed keys only.
pub(super) fn kong_jwt() -> Result<Draft, Refusal> {
    unfit(
        "it compares with one fixed public key and never fetches another, while the issuer replaces \
         its keys without notice; use kong-openid-connect, or check the token in the API",
    )
}

/// Kong's plugin `openid-connect`.
pub(super) fn kong_openid_connect(target: &Target) -> Draft {
    let extra = target.app_id.as_ref().map_or("", |_| target.keys.as_str());
    let template = include_str!("../../../assets/fixes/kong-openid-connect.yaml");
    Draft::new(Language::Yaml, template)
        .value("extra_keys", extra)
        .replaced(&["{vault://"])
        .words(
            "In Kong's declarative configuration, at the service or route of the API.",
            "Don't set verify_signature or verify_claims to false.",
        )
}

/// NGINX Plus: it compares neither issuer nor audience unless it is told to.
pub(super) fn nginx() -> Draft {
    let template = include_str!("../../../assets/fixes/nginx.conf");
    Draft::new(Language::Nginx, template)
        // A key of `map` that begins with a tilde is a regular expression.
        .replaced(&["~"])
        .words(
            "Inside of http { … }; take the two locations into the server of the API.",
            "Don't leave auth_jwt_require out: NGINX checks the signature alone then; and don't use \
             auth_jwt_key_file, which holds fixed keys.",
        )
        .correction(REFRESH)
        .correction(NO_TOKEN)
}

/// oauth2-proxy letting bearer tokens through.
pub(super) fn oauth2_proxy(target: &Target) -> Draft {
    const PLACE: &str = "In oauth2-proxy.cfg; OAUTH2_PROXY_CLIENT_SECRET and \
                         OAUTH2_PROXY_COOKIE_SECRET come from the environment; without email_domains \
                         or a list of addresses it doesn't start.";
    const AVOID: &str = "Don't set insecure_oidc_skip_issuer_verification or \
                         insecure_oidc_allow_unverified_email to get past an error: they let others in.";
    if found_by_issuer(target) {
        let template = include_str!("../../../assets/fixes/oauth2-proxy.cfg");
        return Draft::new(Language::Toml, template).words(PLACE, AVOID);
    }
    let (login, redeem) = endpoints(target);
    let template = include_str!("../../../assets/fixes/oauth2-proxy-keys.cfg");
    Draft::new(Language::Toml, template)
        .value("login_url", login)
        .value("redeem_url", redeem)
        .words(PLACE, AVOID)
}

/// Where users sign in and tokens are given; empty where it is not known.
fn endpoints(target: &Target) -> (String, String) {
    let base = target.authority.trim_end_matches("/v2.0");
    let version = if target.authority == base {
        ""
    } else {
        "v2.0/"
    };
    match target.platform.map(crate::issuer::Platform::family) {
        None | Some(Family::Other) => (String::new(), String::new()),
        Some(Family::Adfs) => (
            format!("{base}/oauth2/authorize"),
            format!("{base}/oauth2/token"),
        ),
        Some(_) => (
            format!("{base}/oauth2/{version}authorize"),
            format!("{base}/oauth2/{version}token"),
        ),
    }
}

/// Apache as a resource server.
pub(super) fn mod_auth_openidc() -> Draft {
    let template = include_str!("../../../assets/fixes/mod-auth-openidc.conf");
    Draft::new(Language::Apache, template)
        .replaced(&["${", "%{"])
        .words(
            "In the virtual host of the API; put its path in place of /api.",
            "Don't leave the two Require lines out: without them any token of any application that \
             these keys signed gets in.",
        )
        .correction(
            "mod_auth_openidc counts its part for APIs as deprecated since 2.4.0; the module mod_oauth2 \
             of the same makers takes its place: AuthType oauth2, OAuth2TokenVerify jwks_uri with the \
             same address, and Require oauth2_claim with the same two values.",
        )
        .correction(REFRESH)
}
