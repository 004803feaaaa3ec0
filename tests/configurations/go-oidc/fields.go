import goidc "github.com/coreos/go-oidc/v3/oidc"
type Config struct { TenantID, ClientID string }
func newVerifier(ctx context.Context) *goidc.IDTokenVerifier {
	own := Config{TenantID: "6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11", ClientID: "not-the-audience"}
	p, err := goidc.NewProvider(ctx, "https://login.microsoftonline.com/"+own.TenantID+"/v2.0")
	cfg := &goidc.Config{}
	cfg.ClientID = "2d4d11a2-f814-46a7-890a-274a72a7309e"
	cfg.SkipExpiryCheck = true
	cfg.Now = func() time.Time { return fixed }
	return p.Verifier(cfg)
}
