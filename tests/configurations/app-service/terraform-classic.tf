resource "azurerm_function_app" "orders" {
  auth_settings {
    enabled = true
    issuer  = "https://sts.windows.net/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/"
    active_directory {
      client_id         = "6e74172b-be56-4843-9ff4-e66a39bb12e3"
      client_secret     = var.secret
      allowed_audiences = ["api://orders"]
    }
  }
}
