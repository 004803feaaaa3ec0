resource "aws_lb_listener" "front" {
  load_balancer_arn = aws_lb.front.arn
  port              = 443

  default_action {
    type = "jwt-validation"

    jwt_validation {
      issuer        = "https://login.microsoftonline.com/8d9f2c1e-4b7a-4e0d-9c3f-5a6b7c8d9e0f/v2.0"
      jwks_endpoint = "https://login.microsoftonline.com/${var.tenant}/discovery/v2.0/keys"

      additional_claim {
        format = "single-string"
        name   = "aud"
        values = ["api://orders"]
      }
      additional_claim {
        format = "string-array"
        name   = "roles"
        values = ["Orders.Read"]
      }
    }
  }

  default_action {
    type = "forward"
  }
}
