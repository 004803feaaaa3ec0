@Bean
fun jwtDecoder(): JwtDecoder {
    val tenant = System.getenv("TENANT")
    val decoder = NimbusJwtDecoder.withJwkSetUri("https://login.microsoftonline.com/$tenant/discovery/v2.0/keys")
        .jwsAlgorithms { it.add(SignatureAlgorithm.RS512) }
        .build()
    val audience = JwtClaimValidator<List<String>>("aud") { it.contains("api://orders") || it.contains("api://billing") }
    decoder.setJwtValidator(DelegatingOAuth2TokenValidator(
        JwtIssuerValidator("https://idp.example.com"),
        JwtTimestampValidator(Duration.ofMinutes(2)),
        audience))
    return decoder
}
