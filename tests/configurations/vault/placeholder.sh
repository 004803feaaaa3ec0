vault write auth/jwt/config oidc_discovery_url="https://login.microsoftonline.com/$TENANT/v2.0"
