from fastapi_azure_auth import B2CMultiTenantAuthorizationCodeBearer


async def issuer_of(tid: str | None) -> str:
    return "{{issuer}}"


azure_scheme = B2CMultiTenantAuthorizationCodeBearer(
    app_client_id="{{audience}}",
    openid_config_url="{{metadata}}",
    validate_iss=True,
    iss_callable=issuer_of,
)
