package main

const tenant = "6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11"

func main() {
	provider, err := oidc.NewProvider(ctx, fmt.Sprintf("https://login.microsoftonline.com/%s/v2.0", tenant))
	if err != nil {
		log.Fatal(err)
	}
	verifier := provider.Verifier(&oidc.Config{ClientID: "api://orders", SupportedSigningAlgs: []string{oidc.RS256}})
}
