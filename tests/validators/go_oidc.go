// What go-oidc answers to each situation of a list: its error, or null where it accepts.
// Reads the list as JSON from standard input and writes the answers as JSON. Built against the packages
// of Debian (golang-github-coreos-go-oidc-dev) with GO111MODULE=off and GOPATH=/usr/share/gocode.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"time"

	oidc "github.com/coreos/go-oidc"
	jose "gopkg.in/square/go-jose.v2"
)

type situation struct {
	Token      string
	Keys       jose.JSONWebKeySet
	Audiences  []string
	Issuers    []string
	Algorithms []string
	Now        int64
}

// keySet tries the keys as the package's own remote key set does.
type keySet struct{ keys []jose.JSONWebKey }

func (set keySet) VerifySignature(_ context.Context, token string) ([]byte, error) {
	jws, err := jose.ParseSigned(token)
	if err != nil {
		return nil, err
	}
	kid := jws.Signatures[0].Header.KeyID
	for _, key := range set.keys {
		if kid == "" || key.KeyID == kid {
			if payload, err := jws.Verify(key); err == nil {
				return payload, nil
			}
		}
	}
	return nil, errors.New("failed to verify id token signature")
}

func answer(one situation) *string {
	config := &oidc.Config{
		SupportedSigningAlgs: one.Algorithms,
		SkipIssuerCheck:      len(one.Issuers) == 0,
		Now:                  func() time.Time { return time.Unix(one.Now, 0) },
	}
	issuer := ""
	if len(one.Issuers) > 0 {
		issuer = one.Issuers[0]
	}
	if len(one.Audiences) > 0 {
		config.ClientID = one.Audiences[0]
	}
	verifier := oidc.NewVerifier(issuer, keySet{one.Keys.Keys}, config)
	if _, err := verifier.Verify(context.Background(), one.Token); err != nil {
		text := err.Error()
		return &text
	}
	return nil
}

func main() {
	var all []situation
	if err := json.NewDecoder(os.Stdin).Decode(&all); err != nil {
		panic(err)
	}
	answers := make([]*string, 0, len(all))
	for _, one := range all {
		answers = append(answers, answer(one))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
