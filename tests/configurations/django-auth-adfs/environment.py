import os
AUTH_ADFS = {
    "CLIENT_ID": os.environ.get("CLIENT_ID"),
    "TENANT_ID": os.getenv("TENANT_ID", "common"),
    "AUDIENCE": f"api://{os.environ['CLIENT_ID']}",
}
