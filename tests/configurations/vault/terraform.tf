resource "vault_jwt_auth_backend" "entra" {
  path               = "jwt"
  oidc_discovery_url = "https://login.microsoftonline.com/${var.tenant}/v2.0"
  oidc_client_id     = "11112222-3333-4444-8555-666677778888"
  oidc_client_secret = "not-for-print-0123456789"
  bound_issuer       = "https://login.microsoftonline.com/8d9f2c1e-4b7a-4e0d-9c3f-5a6b7c8d9e0f/v2.0"
}

resource "vault_jwt_auth_backend_role" "orders" {
  backend         = vault_jwt_auth_backend.entra.path
  role_type       = "jwt"
  bound_audiences = ["api://orders"]
  clock_skew_leeway = -1
  bound_claims = {
    roles = "Orders.Read"
    tid   = "8d9f2c1e-4b7a-4e0d-9c3f-5a6b7c8d9e0f"
  }
}
