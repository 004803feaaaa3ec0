from fastapi_azure_auth import SingleTenantAzureAuthorizationCodeBearer

azure_scheme = SingleTenantAzureAuthorizationCodeBearer(
    app_client_id="{{audience}}",
    tenant_id="{{tenant}}",
    scopes={"api://{{audience}}/access_as_user": "access_as_user"},
{{?app_id}}    openid_config_use_app_id=True,
)
