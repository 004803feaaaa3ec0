import jwt
from jwt import PyJWKClient

KEYS = PyJWKClient("{{keys}}")


def verify(token: str) -> dict:
    key = KEYS.get_signing_key_from_jwt(token)
    return jwt.decode(
        token,
        key.key,
        algorithms=["{{algorithm}}"],
        audience="{{audience}}",
        issuer="{{issuer}}",
        options={"require": ["exp", "iss", "aud"]},
    )
