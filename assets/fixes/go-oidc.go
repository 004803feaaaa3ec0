package auth

import (
	"context"

	"github.com/coreos/go-oidc/v3/oidc"
)

// NewVerifier gives the verifier of access tokens. Its context has to live as long as it is used.
func NewVerifier(ctx context.Context) *oidc.IDTokenVerifier {
	keys := oidc.NewRemoteKeySet(ctx, "{{keys}}")
	return oidc.NewVerifier("{{issuer}}", keys, &oidc.Config{
		ClientID:             "{{audience}}",
		SupportedSigningAlgs: []string{"{{algorithm}}"},
	})
}
