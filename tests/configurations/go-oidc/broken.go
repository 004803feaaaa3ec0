provider, err := oidc.NewProvider(ctx, "https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0)
verifier := provider.Verifier(&oidc.Config{ClientID: "<client-id>", SkipExpiryCheck: yes

