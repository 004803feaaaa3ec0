AUTH_ADFS = {
    "SERVER": "{{host}}",
    "CLIENT_ID": "{{client_id}}",
    "RELYING_PARTY_ID": "{{audience}}",
    "AUDIENCE": ["{{audience}}"],
    "USERNAME_CLAIM": "winaccountname",
    "CONFIG_RELOAD_INTERVAL": 1,
}
