app.use(auth({
  issuerBaseURL: 'https://login.microsoftonline.com/your-tenant/v2.0',
  audience: "api://orders'
}
