class Security {
    JwtDecoder first() {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation("https://idp.example.com").build();
        decoder.setJwtValidator(JwtValidators.createAtJwtValidator()
            .issuer("https://idp.example.com").audience("orders").clientId("shop").build());
        return decoder;
    }
    JwtDecoder second(RSAPublicKey key) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withPublicKey(key).build();
        decoder.setJwtValidator(new JwtIssuerValidator("https://partner.example.com"));
        return decoder;
    }
}
