vault auth enable jwt

vault write auth/jwt/config \
    jwks_url='{{keys}}' \
    bound_issuer='{{issuer}}' \
    jwt_supported_algs='{{algorithm}}'

vault write auth/jwt/role/api \
    role_type='jwt' \
    user_claim='sub' \
    bound_audiences='{{audience}}'
