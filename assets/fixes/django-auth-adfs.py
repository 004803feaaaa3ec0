AUTH_ADFS = {
    "TENANT_ID": "{{tenant}}",
    "CLIENT_ID": "{{client_id}}",
    "RELYING_PARTY_ID": "{{audience}}",
    "AUDIENCE": ["{{audience}}"],
    "VERSION": "{{version}}",
    "USERNAME_CLAIM": "oid",
    "CONFIG_RELOAD_INTERVAL": 1,
}
