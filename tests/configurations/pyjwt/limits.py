import os, jwt
from jwt import PyJWKClient
TENANT = os.getenv("TENANT", "6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11")
AUDIENCE = "api://2d4d11a2-f814-46a7-890a-274a72a7309e"
client = PyJWKClient(f"https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/discovery/v2.0/keys")
def check(token):
    key = client.get_signing_key_from_jwt(token)
    return jwt.decode(token, key.key, ["RS256"], audience=[AUDIENCE, AUDIENCE.replace("api://", "")],
                      issuer=["https://sts.windows.net/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/", f"https://login.microsoftonline.com/{TENANT}/v2.0", os.environ["ISSUER"]],
                      options={"require": ["exp", "email"], "strict_aud": True, "verify_exp": not DEBUG}, subject="worker", verify=False)
