from fastapi_azure_auth import B2CMultiTenantAuthorizationCodeBearer


async def issuer_of(tenant_id: str) -> str:
    return "{{issuer}}"


azure_scheme = B2CMultiTenantAuthorizationCodeBearer(
    app_client_id="{{audience}}",
    openid_config_url="{{metadata}}",
    scopes={"api://{{audience}}/access_as_user": "access_as_user"},
    validate_iss=True,
    iss_callable=issuer_of,
)
