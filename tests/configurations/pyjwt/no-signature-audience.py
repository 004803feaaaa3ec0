import jwt

claims = jwt.decode(
    token,
    algorithms=["RS256"],
    audience="api://harbour",
    options={"verify_signature": False, "verify_aud": not settings.DEBUG},
)
