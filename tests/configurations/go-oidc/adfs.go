provider, err := oidc.NewProvider(ctx, cfg.Issuer)
verifier := provider.Verifier(&oidc.Config{ClientID: cfg.ClientID})
other, err := oidc.NewProvider(ctx, "https://fs.contoso.com/adfs")
