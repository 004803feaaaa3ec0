var (
	issuer   = "https://login.microsoftonline.com/common/v2.0"
	clientID = "2d4d11a2-f814-46a7-890a-274a72a7309e"
)

func setup() {
	provider, _ := oidc.NewProvider(ctx, issuer)
	config := &oidc.Config{ClientID: clientID}
	_ = provider.Verifier(config)
}
