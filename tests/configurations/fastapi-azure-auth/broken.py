azure_scheme = SingleTenantAzureAuthorizationCodeBearer(
    app_client_id="your-client-id",
    tenant_id="6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11',
    token_version=version
