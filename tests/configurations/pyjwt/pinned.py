import jwt
PUBLIC_KEY = """-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA
-----END PUBLIC KEY-----"""
jwt.decode(token, PUBLIC_KEY, algorithms=["RS256"], audience="api://orders", issuer="https://sts.windows.net/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/")
