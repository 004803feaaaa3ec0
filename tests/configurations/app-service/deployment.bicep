param tenantId string
resource auth 'Microsoft.Web/sites/config@2022-09-01' = {
  parent: site
  name: 'authsettingsV2'
  properties: {
    globalValidation: { requireAuthentication: true }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: '6e74172b-be56-4843-9ff4-e66a39bb12e3'
          openIdIssuer: 'https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0' // one tenant
          clientSecretSettingName: 'MICROSOFT_PROVIDER_AUTHENTICATION_SECRET'
        }
        validation: {
          allowedAudiences: [ 'api://orders', 'api://${name}'
            audience ]
          jwtClaimChecks: { allowedGroups: ['1f0c9b7e-59ec-4d33-8a1b-000000000001'] }
          defaultAuthorizationPolicy: {
            allowedApplications: [
              'd3590ed6-52b3-4102-aeff-aad2292ab01c'
            ]
            allowedPrincipals: { identities: [ 'a' ] }
          }
        }
      }
    }
  }
}
