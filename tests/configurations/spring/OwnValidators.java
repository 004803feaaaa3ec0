@Bean JwtDecoder jwtDecoder(@Value("${issuer}") String issuerUri) {
    NimbusJwtDecoder decoder = JwtDecoders.fromIssuerLocation("https://login.microsoftonline.com/8d9f2c1e-4b7a-4e0d-9c3f-5a6b7c8d9e0f/v2.0/");
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
        JwtValidators.createDefaultWithIssuer(issuerUri),
        new AudienceValidator(audience),
        new TenantValidator(),
        new JwtClaimValidator<List<String>>("roles", roles -> roles.stream().anyMatch(allowed::contains)),
        new JwtTimestampValidator(skew),
        shared,
        jwt -> check(jwt)));
    return decoder;
}

@PreAuthorize("hasAuthority('SCOPE_orders.read')")
Order one() { return null; }

@PreAuthorize("hasRole('ADMIN')")
Order two() { return null; }
