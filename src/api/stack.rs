//! The libraries, gateways and services that check tokens.

macro_rules! stacks {
    ($($(#[$doc:meta])* $name:ident, $id:literal, $title:literal;)*) => {
        /// A library, gateway or service that checks tokens (rules H).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Stack {
            $($(#[$doc])* $name,)*
        }

        impl Stack {
            /// All of them, in the order in which they are listed.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name on the command line (`--fix`) and in saved files.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }

            /// The name on screen.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)*
                }
            }
        }
    };
}

stacks! {
    /// Microsoft.Identity.Web protecting an API; also Azure AD B2C and External ID.
    IdentityWeb, "identity-web", "Microsoft.Identity.Web (API)";
    /// Microsoft.Identity.Web signing users in to a web app.
    IdentityWebApp, "identity-web-app", "Microsoft.Identity.Web (web app)";
    /// `AddJwtBearer`.
    JwtBearer, "jwt-bearer", "ASP.NET Core JwtBearer";
    /// `AddOpenIdConnect`.
    OpenIdConnect, "openid-connect", "ASP.NET Core OpenID Connect";
    /// `UseOpenIdConnectAuthentication`.
    OwinOpenIdConnect, "owin-openid-connect", "OWIN OpenID Connect";
    /// `UseWindowsAzureActiveDirectoryBearerAuthentication`.
    OwinAzureAdBearer, "owin-azure-ad-bearer", "OWIN Azure AD bearer";
    /// `UseOAuthBearerAuthentication` with `OpenIdConnectCachingSecurityTokenProvider`.
    OwinOAuthBearer, "owin-oauth-bearer", "OWIN OAuth bearer (v2.0 tokens)";
    /// `UseActiveDirectoryFederationServicesBearerAuthentication`.
    OwinAdfsBearer, "owin-adfs-bearer", "OWIN AD FS bearer";
    /// `UseWsFederationAuthentication`.
    OwinWsFederation, "owin-ws-federation", "OWIN WS-Federation";
    /// `system.identityModel` and `issuerNameRegistry` of a web.config.
    WebConfig, "web-config", "web.config (Windows Identity Foundation)";
    /// The built-in sign-in of App Service and Azure Functions.
    AppService, "app-service", "App Service and Functions authentication";
    /// API Management's `validate-jwt`.
    ApimValidateJwt, "apim-validate-jwt", "API Management validate-jwt";
    /// API Management's `validate-azure-ad-token`.
    ApimValidateAzureAdToken, "apim-validate-azure-ad-token", "API Management validate-azure-ad-token";
    /// Spring Security's resource server.
    Spring, "spring", "Spring Security resource server";
    /// Spring Cloud Azure.
    SpringCloudAzure, "spring-cloud-azure", "Spring Cloud Azure";
    /// Quarkus OIDC.
    Quarkus, "quarkus", "Quarkus OIDC";
    /// Istio's `RequestAuthentication`.
    Istio, "istio", "Istio RequestAuthentication";
    /// Envoy's filter `jwt_authn`.
    Envoy, "envoy", "Envoy jwt_authn";
    /// Kong's plugin `jwt`.
    KongJwt, "kong-jwt", "Kong jwt plugin";
    /// Kong Enterprise's plugin `openid-connect`.
    KongOpenIdConnect, "kong-openid-connect", "Kong openid-connect plugin";
    /// NGINX Plus's `auth_jwt`.
    Nginx, "nginx", "NGINX Plus auth_jwt";
    /// oauth2-proxy.
    OAuth2Proxy, "oauth2-proxy", "oauth2-proxy";
    /// Apache's `mod_auth_openidc`.
    ModAuthOpenidc, "mod-auth-openidc", "Apache mod_auth_openidc";
    /// JWT authorizers of AWS API Gateway HTTP APIs.
    AwsHttpApi, "aws-http-api", "AWS API Gateway HTTP API";
    /// The action `jwt-validation` of AWS Application Load Balancers.
    AwsAlb, "aws-alb", "AWS Application Load Balancer";
    /// `HashiCorp` Vault's JWT auth method.
    Vault, "vault", "HashiCorp Vault jwt auth";
    /// passport-azure-ad's `BearerStrategy`.
    PassportAzureAd, "passport-azure-ad", "passport-azure-ad";
    /// jose for Node.js.
    Jose, "jose", "jose (Node.js)";
    /// jsonwebtoken with jwks-rsa for Node.js.
    JwksRsa, "jwks-rsa", "jsonwebtoken + jwks-rsa (Node.js)";
    /// express-oauth2-jwt-bearer.
    ExpressOAuth2JwtBearer, "express-oauth2-jwt-bearer", "express-oauth2-jwt-bearer";
    /// `NextAuth` (Auth.js).
    NextAuth, "next-auth", "NextAuth";
    /// `PyJWT` with `PyJWKClient`.
    PyJwt, "pyjwt", "PyJWT";
    /// Authlib.
    Authlib, "authlib", "Authlib";
    /// `fastapi-azure-auth`.
    FastApiAzureAuth, "fastapi-azure-auth", "FastAPI-Azure-Auth";
    /// django-auth-adfs.
    DjangoAuthAdfs, "django-auth-adfs", "django-auth-adfs";
    /// go-oidc.
    GoOidc, "go-oidc", "go-oidc";
}

impl Stack {
    /// Whether it puts the token's tenant in the place of `{tenantid}` in an issuer (rules C6.1): then
    /// such an issuer stands for every tenant.
    pub fn fills_issuer_templates(self) -> bool {
        matches!(
            self,
            Self::IdentityWeb | Self::IdentityWebApp | Self::ApimValidateAzureAdToken
        )
    }

    /// The stack of a name on the command line.
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|stack| stack.id() == id)
    }
}
