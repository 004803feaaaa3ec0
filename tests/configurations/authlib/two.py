from authlib.integrations.flask_client import OAuth
oauth.register(name="google", server_metadata_url="https://accounts.google.com/.well-known/openid-configuration", client_id="g")
oauth.register(name="azure", server_metadata_url=f"https://fs.contoso.com/adfs/.well-known/openid-configuration", client_id="a",
    claims_options={"iss": {"validate": lambda claims, value: True}})
