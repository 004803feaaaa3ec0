import jwt
client = jwt.PyJWKClient("https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/discovery/v2.0/keys")
claims = jwt.decode(token, client.get_signing_key_from_jwt(token).key, algorithms=["RS256"], issuer="https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0", audience=None)
