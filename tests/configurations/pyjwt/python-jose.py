from jose import jwt
import requests
AUTHORITY = "https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11"
def requires_auth(token):
    keys = requests.get(f"{AUTHORITY}/discovery/v2.0/keys").json()
    return jwt.decode(token, keys, algorithms=["RS256"], audience="api://orders", issuer="https://sts.windows.net/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/",
                      options={"verify_at_hash": False, "require_exp": True, "leeway": 30})
