from fastapi_azure_auth import SingleTenantAzureAuthorizationCodeBearer

azure_scheme = SingleTenantAzureAuthorizationCodeBearer(
    app_client_id="{{audience}}",
    tenant_id="{{tenant}}",
{{?app_id}}    openid_config_use_app_id=True,
{{?guests}}    allow_guest_users=True,
)
