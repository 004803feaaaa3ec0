"""Runs configurations for Python: each accepts its token and refuses the one for another audience.

Reads a list as JSON from standard input and writes one answer each: null, "skipped: …" where the
library is missing, or what went wrong.
"""

import asyncio
import datetime
import json
import sys
import time


class Answer:
    """What a fetched address answers."""

    def __init__(self, document):
        self.document = document

    def raise_for_status(self):
        pass

    def json(self):
        return self.document


def at(moment):
    """The clock, standing still."""

    class Still(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.datetime.fromtimestamp(moment, tz)

    time.time = lambda: moment
    return Still


def refused(verify, token):
    try:
        verify(token)
    except Exception:
        return None
    return "it accepts a token for another audience"


def both(verify, case):
    verify(case["token"])
    return refused(verify, case["foreign"])


def pyjwt(case):
    import jwt.api_jwt
    import jwt.jwks_client

    jwt.api_jwt.datetime = at(case["now"])
    jwt.jwks_client.PyJWKClient.fetch_data = lambda self: case["documents"][self.uri]
    names = {}
    exec(case["text"], names)
    return both(names["verify"], case)


def authlib(case):
    import joserfc  # noqa: F401
    import requests

    at(case["now"])
    requests.get = lambda address, timeout: Answer(case["documents"][address])
    names = {}
    exec(case["text"], names)
    return both(names["verify"], case)


def fastapi_azure_auth(case):
    import jwt.api_jwt
    from fastapi.security import SecurityScopes
    from fastapi_azure_auth import openid_config
    from starlette.requests import Request

    class Client:
        def __init__(self, **_):
            pass

        async def __aenter__(self):
            return self

        async def __aexit__(self, *_):
            pass

        async def get(self, address):
            ends = {"authorization_endpoint": "https://e.example/", "token_endpoint": "https://e.example/"}
            return Answer({**ends, **case["documents"][address]})

    jwt.api_jwt.datetime = at(case["now"])
    openid_config.AsyncClient = Client
    names = {}
    exec(case["text"], names)

    def verify(token):
        headers = [(b"authorization", b"Bearer " + token.encode())]
        request = Request({"type": "http", "headers": headers, "state": {}})
        return asyncio.run(names["azure_scheme"](request, SecurityScopes()))

    return both(verify, case)


def django_auth_adfs(case):
    from django.conf import settings

    names = {}
    exec(case["text"], names)
    if not settings.configured:
        import django

        apps = ["django.contrib.auth", "django.contrib.contenttypes"]
        settings.configure(INSTALLED_APPS=apps)
        django.setup()
    settings.AUTH_ADFS = names["AUTH_ADFS"]
    from django_auth_adfs.config import Settings

    Settings()


RUNS = {
    "pyjwt": pyjwt,
    "authlib": authlib,
    "fastapi-azure-auth": fastapi_azure_auth,
    "django-auth-adfs": django_auth_adfs,
}


def answer(case):
    try:
        return RUNS[case["stack"]](case)
    except ImportError as error:
        return f"skipped: {error}"
    except Exception as error:
        return f"{error!r}, for {error.__cause__!r}"


json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
