azure_scheme = SingleTenantAzureAuthorizationCodeBearer(
    app_client_id="2d4d11a2-f814-46a7-890a-274a72a7309e",
    tenant_id="6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11",
    scopes={"api://2d4d11a2-f814-46a7-890a-274a72a7309e/user_impersonation": "user_impersonation"},
)

@app.get("/", dependencies=[Security(azure_scheme, scopes=["user_impersonation"])])
async def root(): ...
