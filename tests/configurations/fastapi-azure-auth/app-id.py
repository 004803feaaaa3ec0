CLIENT = "06051593-1954-4e1f-a75f-7e5de243aeff"
azure_scheme = SingleTenantAzureAuthorizationCodeBearer(
    app_client_id=CLIENT, tenant_id="e21bbca2-1b75-4dea-9e34-d3d95d2ec661", token_version=1,
    openid_config_use_app_id=True, leeway=15)
