resource "azurerm_linux_web_app" "orders" {
  name = "orders"
  auth_settings_v2 {
    auth_enabled = true
    active_directory_v2 {
      client_id                       = "6e74172b-be56-4843-9ff4-e66a39bb12e3"
      tenant_auth_endpoint            = "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661"
      allowed_audiences               = ["api://orders", var.audience]
      jwt_allowed_client_applications = ["d3590ed6-52b3-4102-aeff-aad2292ab01c"]
      allowed_groups                  = ["1f0c9b7e-59ec-4d33-8a1b-000000000001"]
    }
  }
}
