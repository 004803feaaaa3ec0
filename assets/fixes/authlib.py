import time

import requests
from authlib.jose import JsonWebKey, JsonWebToken

METADATA = "{{metadata}}"
_keys = None
_fetched = 0.0


def _fetch(address: str) -> dict:
    answer = requests.get(address, timeout=5)
    answer.raise_for_status()
    return answer.json()


def _key_set(at_least_from: float):
    global _keys, _fetched
    if _keys is None or _fetched < at_least_from:
        metadata = _fetch(METADATA)
        _keys = JsonWebKey.import_key_set(_fetch(metadata["jwks_uri"]))
        _fetched = time.time()
    return _keys


def _find_key(header, payload):
    now = time.time()
    try:
        return _key_set(now - 3600).find_by_kid(header["kid"])
    except ValueError:
        # An unknown kid: fetch again at once, but at most every 5 minutes.
        return _key_set(now - 300).find_by_kid(header["kid"])


def verify(token: str):
    claims = JsonWebToken(["{{algorithm}}"]).decode(
        token,
        _find_key,
        claims_options={
            "iss": {"essential": True, "value": "{{issuer}}"},
            "aud": {"essential": True, "value": "{{audience}}"},
            "exp": {"essential": True},
        },
    )
    claims.validate()
    return claims
