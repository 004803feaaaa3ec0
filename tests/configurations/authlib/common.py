from authlib.integrations.starlette_client import OAuth
oauth = OAuth()
oauth.register("microsoft", client_id=config("CLIENT_ID"),
    server_metadata_url="https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration")
