resource "azurerm_linux_web_app" "orders" {
  auth_settings_v2 {
    google_v2 {
      client_id = "x"
    }
  }
}
