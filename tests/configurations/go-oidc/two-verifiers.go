func setUp(ctx context.Context) {
	staff, _ := oidc.NewProvider(ctx, "https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0")
	guests, _ := oidc.NewProvider(ctx, "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0")
	a := guests.Verifier(&oidc.Config{ClientID: "api://guests"})
	b := staff.VerifierContext(ctx, &oidc.Config{ClientID: "2d4d11a2-f814-46a7-890a-274a72a7309e"})
}
