from authlib.jose import jwt
metadata = requests.get("https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration").json()
claims_options = {
    "iss": {"essential": True, "values": ["https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0", "https://sts.windows.net/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/"]},
    "aud": {"essential": True, "value": "api://orders"},
}
claims = jwt.decode(token, keys, claims_options=claims_options)
claims.validate(leeway=60)
