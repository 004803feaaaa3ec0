import time

import requests
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import KeySet

METADATA = "{{metadata}}"
_keys = None
_fetched = 0.0

claims_options = {
    "iss": {"essential": True, "value": "{{issuer}}"},
    "aud": {"essential": True, "value": "{{audience}}"},
    "exp": {"essential": True},
}


def _fetch(address: str) -> dict:
    answer = requests.get(address, timeout=5)
    answer.raise_for_status()
    return answer.json()


def _key_set(at_least_from: float) -> KeySet:
    global _keys, _fetched
    if _keys is None or _fetched < at_least_from:
        metadata = _fetch(METADATA)
        _keys = KeySet.import_key_set(_fetch(metadata["jwks_uri"]))
        _fetched = time.time()
    return _keys


def _decode(token: str, at_least_from: float) -> jwt.Token:
    return jwt.decode(token, _key_set(at_least_from), algorithms=["{{algorithm}}"])


def verify(token: str) -> dict:
    now = time.time()
    try:
        decoded = _decode(token, now - 3600)
    except InvalidKeyIdError:
        # An unknown kid: fetch again at once, but at most every 5 minutes.
        decoded = _decode(token, now - 300)
    jwt.JWTClaimsRegistry(**claims_options).validate(decoded.claims)
    return decoded.claims
