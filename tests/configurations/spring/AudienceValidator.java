class AudienceValidator implements OAuth2TokenValidator<Jwt> {
    public OAuth2TokenValidatorResult validate(Jwt jwt) {
        if (jwt.getAudience().contains("11112222-3333-4444-8555-666677778888")) {
            return OAuth2TokenValidatorResult.success();
        }
        return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"));
    }
}

class Security {
    @Bean JwtDecoder jwtDecoder() {
        NimbusJwtDecoder decoder = JwtDecoders.fromOidcIssuerLocation("https://login.microsoftonline.com/8d9f2c1e-4b7a-4e0d-9c3f-5a6b7c8d9e0f/v2.0");
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<Jwt>(JwtValidators.createDefault(), new AudienceValidator()));
        return decoder;
    }
}
