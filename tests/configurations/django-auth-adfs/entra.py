client_id = "2d4d11a2-f814-46a7-890a-274a72a7309e"
client_secret = "do-not-show-me"
tenant_id = "6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11"

AUTH_ADFS = {
    "AUDIENCE": client_id,
    "CLIENT_ID": client_id,
    "CLIENT_SECRET": client_secret,
    "CLAIM_MAPPING": {"first_name": "given_name", "email": "upn"},
    "GROUPS_CLAIM": "roles",
    "TENANT_ID": tenant_id,
    "RELYING_PARTY_ID": client_id,
}
