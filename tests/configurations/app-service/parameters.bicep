resource auth 'Microsoft.Web/sites/config@2022-09-01' = {
  name: 'authsettingsV2'
  properties: {
    identityProviders: {
      azureActiveDirectory: {
        registration: {
          clientId: clientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
      }
    }
  }
}
