keySet := oidc.NewRemoteKeySet(ctx, `https://login.microsoftonline.com/common/discovery/v2.0/keys`)
verifier := oidc.NewVerifier("https://sts.windows.net/" + tenant + "/", keySet, &oidc.Config{SkipClientIDCheck: true, SkipExpiryCheck: true})
var tenant string = "6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11"
