vault write auth/jwt/config default_role=orders
