AUTH_ADFS = {
    "SERVER": "login.microsoftonline.us",
    "TENANT_ID": "e21bbca2-1b75-4dea-9e34-d3d95d2ec661",
    "CLIENT_ID": "06051593-1954-4e1f-a75f-7e5de243aeff",
}
