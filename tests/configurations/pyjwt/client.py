import jwt
from jwt import PyJWKClient

TENANT_ID = "6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11"
AUDIENCE = "api://orders"
ISSUER = f"https://login.microsoftonline.com/{TENANT_ID}/v2.0"

jwks_client = PyJWKClient(f"https://login.microsoftonline.com/{TENANT_ID}/discovery/v2.0/keys")


def check(token: str) -> dict:
    """Checks a token with jwt.decode(token, verify=False)."""
    key = jwks_client.get_signing_key_from_jwt(token)
    return jwt.decode(
        token,
        key.key,
        algorithms=["RS256"],
        audience=[AUDIENCE, "2d4d11a2-f814-46a7-890a-274a72a7309e"],
        issuer=ISSUER,  # exactly
        leeway=timedelta(seconds=30),
    )
