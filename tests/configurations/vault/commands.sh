#!/bin/sh
vault auth enable jwt
vault write auth/jwt/config \
    oidc_discovery_url="https://login.microsoftonline.com/8d9f2c1e-4b7a-4e0d-9c3f-5a6b7c8d9e0f/v2.0" \
    bound_issuer="https://sts.windows.net/8d9f2c1e-4b7a-4e0d-9c3f-5a6b7c8d9e0f/" \
    default_role=orders
# one role a team
vault write auth/jwt/role/orders \
    role_type=jwt user_claim=sub \
    bound_audiences="api://orders,11112222-3333-4444-8555-666677778888" \
    clock_skew_leeway=120 policies=orders
