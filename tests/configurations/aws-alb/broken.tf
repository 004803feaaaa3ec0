resource "aws_lb_listener" "front" {
  default_action {
    type = "jwt-validation"
    jwt_validation {
      jwks_endpoint = "https://login.microsoftonline.com/common/discovery/v2.0/keys
    }
  }
}
