import environ
env = environ.Env()
AUTH_ADFS = dict(
    TENANT_ID=env("TENANT_ID", default="6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11"),
    CLIENT_ID="2d4d11a2-f814-46a7-890a-274a72a7309e",
    AUDIENCE="api://orders",
    BLOCK_GUEST_USERS=True,
    **EXTRA,
)
