import "github.com/MicahParks/keyfunc/v3"
func check(ctx context.Context, token string) {
	keys, err := keyfunc.NewDefaultCtx(ctx, []string{"https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/discovery/v2.0/keys"})
	parsed, err := jwt.Parse(token, keys.Keyfunc, jwt.WithAudience("api://orders"), jwt.WithIssuer("https://sts.windows.net/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/"),
		jwt.WithValidMethods([]string{"RS256"}), jwt.WithLeeway(5*time.Second), jwt.WithSubject("worker"))
}
