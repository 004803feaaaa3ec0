"""What PyJWT answers to each situation of a list: [error class, message], or null where it accepts.

Reads the list as JSON from standard input and writes the answers as JSON.
"""

import datetime
import json
import sys
import types

import jwt
import jwt.api_jwt
from jwt import PyJWKClient


def at(moment):
    """The module's clock, standing still."""

    class Still(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.datetime.fromtimestamp(moment, tz)

    return Still


def answer(situation):
    jwt.api_jwt.datetime = at(situation["now"])
    client = PyJWKClient("https://keys.example/")
    client.fetch_data = types.MethodType(lambda self: situation["keys"], client)
    try:
        key = client.get_signing_key_from_jwt(situation["token"])
        jwt.decode(
            situation["token"],
            key,
            algorithms=situation["algorithms"] or ["RS256"],
            audience=situation["audiences"] or None,
            issuer=situation["issuers"] or None,
            leeway=situation["skew"],
            subject=situation["subject"],
            options={"require": situation["required"]},
        )
    except Exception as error:
        return [type(error).__name__, str(error)]
    return None


json.dump([answer(s) for s in json.load(sys.stdin)], sys.stdout)
