from jwt import PyJWKClient
client = PyJWKClient("https://login.microsoftonline.com/<tenant-id>/discovery/v2.0/keys)
jwt.decode(token, key, audience="api://orders", issuer='https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0'
