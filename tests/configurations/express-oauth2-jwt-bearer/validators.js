app.use(auth({
  issuerBaseURL: 'https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration',
  audience: config.get('audience'),
  validators: { iss: false, aud(value) { return true } },
}));
