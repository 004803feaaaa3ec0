azure_scheme = B2CMultiTenantAuthorizationCodeBearer(
    app_client_id="2d4d11a2-f814-46a7-890a-274a72a7309e",
    openid_config_url=f"https://{NAME}.b2clogin.com/{NAME}.onmicrosoft.com/{POLICY}/v2.0/.well-known/openid-configuration",
    validate_iss=False,
)
NAME = "contosob2c"
POLICY = "B2C_1_susi"
