oauth2-proxy --provider oidc \
  --oidc-issuer-url "https://login.microsoftonline.com/$TENANT/v2.0" \
  --client-id 11112222-3333-4444-8555-666677778888 \
  --skip-jwt-bearer-tokens=false \
  --oidc-jwks-url https://login.microsoftonline.com/common/discovery/v2.0/keys
