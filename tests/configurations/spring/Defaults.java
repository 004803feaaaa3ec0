@Bean JwtDecoder jwtDecoder() {
    return JwtDecoders.fromIssuerLocation("https://login.microsoftonline.com/8d9f2c1e-4b7a-4e0d-9c3f-5a6b7c8d9e0f/v2.0");
}
