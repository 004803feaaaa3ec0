# The orders API
resource "aws_apigatewayv2_authorizer" "entra" {
  api_id           = aws_apigatewayv2_api.orders.id
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]
  name             = "entra"

  jwt_configuration {
    audience = ["api://orders", var.client_id]
    issuer   = "https://login.microsoftonline.com/8d9f2c1e-4b7a-4e0d-9c3f-5a6b7c8d9e0f/v2.0"
  }
}
