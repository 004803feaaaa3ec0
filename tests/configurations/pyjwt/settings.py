import os, jwt

class Settings(BaseSettings):
    tenant_id: str = os.environ["AZURE_TENANT_ID"]
    client_id: str = "2d4d11a2-f814-46a7-890a-274a72a7309e"

settings = Settings()
client = jwt.PyJWKClient("https://login.microsoftonline.com/" + settings.tenant_id + "/discovery/v2.0/keys")
claims = jwt.decode(token, client.get_signing_key_from_jwt(token).key, algorithms=["RS256"],
                    audience="api://{}".format(settings.client_id), issuer=os.getenv("ISSUER", "https://sts.windows.net/x/"))
