from authlib.integrations.flask_client import OAuth
oauth.register(name="azure", client_id="{client-id}",
    server_metadata_url='https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0/.well-known/openid-configuration?appid=06051593-1954-4e1f-a75f-7e5de243aeff,
    client_kwargs={"scope": "openid"
