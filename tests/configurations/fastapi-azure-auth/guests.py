class Settings(BaseSettings):
    APP_CLIENT_ID: str = Field("2d4d11a2-f814-46a7-890a-274a72a7309e", env="APP_CLIENT_ID")
settings = Settings()
azure_scheme = SingleTenantAzureAuthorizationCodeBearer(
    app_client_id=settings.APP_CLIENT_ID,
    tenant_id="6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11",
    allow_guest_users=True,
)
@app.get("/orders", dependencies=[Security(azure_scheme, scopes=["Orders.Read", "Orders.List"])])
async def orders(): ...
