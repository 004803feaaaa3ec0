const client = jwksClient({
  jwksUri: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/discovery/v2.0/keys
});
jwt.verify(token, getKey, { issuer: 'https://sts.windows.net/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/' ))
