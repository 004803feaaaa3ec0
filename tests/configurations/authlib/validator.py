from authlib.oauth2.rfc7523 import JWTBearerTokenValidator
class Validator(JWTBearerTokenValidator):
    def __init__(self, tenant):
        super().__init__(JsonWebKey.import_key_set(json.loads(urlopen(url).read())))
        self.claims_options = {
            "exp": {"essential": True},
            "aud": {"essential": True, "value": AUDIENCE},
            "iss": {"essential": True, "value": f"https://login.microsoftonline.com/{tenant}/v2.0"},
        }
AUDIENCE = "2d4d11a2-f814-46a7-890a-274a72a7309e"
url = 'https://login.microsoftonline.com/common/discovery/v2.0/keys'
