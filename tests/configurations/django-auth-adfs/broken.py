AUTH_ADFS = {
    "CLIENT_ID": "your-configured-client-id",
    "TENANT_ID": "6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11",
    "AUDIENCE": "api://orders
