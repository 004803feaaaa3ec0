	pc := oidc.ProviderConfig{IssuerURL: "https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0", JWKSURL: "https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/discovery/v2.0/keys", Algorithms: []string{"ES256"}}
	provider := pc.NewProvider(ctx)
	verifier := provider.Verifier(&oidc.Config{ClientID: "2d4d11a2-f814-46a7-890a-274a72a7309e"})
