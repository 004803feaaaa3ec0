import jwt, requests
config = requests.get("https://login.microsoftonline.com/%s/v2.0/.well-known/openid-configuration" % tenant).json()
tenant = "contoso.onmicrosoft.com"
URL = "https://login.microsoftonline.com/" "6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11" "/.well-known/openid-configuration"
keys = jwt.PyJWKClient(config["jwks_uri"])
jwt.decode(token, keys.get_signing_key_from_jwt(token), algorithms=["RS256"], issuer=config["issuer"])
