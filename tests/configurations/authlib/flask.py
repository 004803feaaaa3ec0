from authlib.integrations.flask_client import OAuth
oauth = OAuth(app)
oauth.register(
    name="azure",
    client_id="2d4d11a2-f814-46a7-890a-274a72a7309e",
    client_secret="do-not-show-me",
    server_metadata_url="https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0/.well-known/openid-configuration",
    client_kwargs={"scope": "openid email profile"},
)
