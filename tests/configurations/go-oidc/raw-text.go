package auth

const pem = `-----BEGIN PRIVATE KEY-----
bm90IGEgcmVhbC
-----END PRIVATE KEY-----`
const secret = `not-a-real
not-a-real either`

func verifier(ctx context.Context) *oidc.IDTokenVerifier {
	provider, _ := oidc.NewProvider(ctx, "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0")
	return provider.Verifier(&oidc.Config{ClientID: "0c5d1e6f-7a2b-4c38-9d40-51e2f3a4b5c6"})
}
