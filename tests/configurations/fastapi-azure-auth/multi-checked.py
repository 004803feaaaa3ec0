async def check(tid: str) -> str:
    return f"https://login.microsoftonline.com/{tid}/v2.0"

azure_scheme = MultiTenantAzureAuthorizationCodeBearer(
    app_client_id="2d4d11a2-f814-46a7-890a-274a72a7309e", validate_iss=True, iss_callable=check)
