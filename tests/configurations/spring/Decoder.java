package com.contoso.orders;

import org.springframework.security.oauth2.jwt.*;

@Configuration
class Security {
    private static final String KEYS =
        "https://login.microsoftonline.com/8d9f2c1e-4b7a-4e0d-9c3f-5a6b7c8d9e0f/discovery/v2.0/keys";
    private static final String AUDIENCE = "api://orders";

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(a -> a.anyRequest().hasAnyAuthority("SCOPE_orders.read", "SCOPE_orders.write"))
            .oauth2ResourceServer(o -> o.jwt(Customizer.withDefaults()));
        return http.build();
    }

    @Bean
    JwtDecoder jwtDecoder() {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(KEYS).jwsAlgorithm(SignatureAlgorithm.RS512).build();
        OAuth2TokenValidator<Jwt> issuer = JwtValidators.createDefaultWithIssuer(
            "https://sts.windows.net/8d9f2c1e-4b7a-4e0d-9c3f-5a6b7c8d9e0f/");
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(issuer, audience(), caller(),
            new JwtTimestampValidator(Duration.ofSeconds(120))));
        return decoder;
    }

    OAuth2TokenValidator<Jwt> audience() {
        return new JwtClaimValidator<List<String>>(JwtClaimNames.AUD, aud -> aud != null && aud.contains(AUDIENCE));
    }

    OAuth2TokenValidator<Jwt> caller() {
        return new JwtClaimValidator<>("azp", "22223333-4444-4555-8666-777788889999"::equals);
    }
}
