import jwt

ours = jwt.PyJWKClient("https://a.example/keys"); theirs = jwt.PyJWKClient("https://b.example/keys")


def verify(token, key):
    return jwt.decode(token, key, algorithms=["RS256"], audience="api://harbour", issuer="https://a.example/")
