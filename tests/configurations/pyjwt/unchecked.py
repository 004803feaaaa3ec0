import jwt
client = jwt.PyJWKClient('https://login.microsoftonline.com/common/discovery/keys')
claims = jwt.decode(token, client.get_signing_key_from_jwt(token).key, algorithms=['RS256'],
                    options={"verify_aud": False, 'verify_exp': False})
