builder.Services.AddMicrosoftIdentityWebApiAuthentication(builder.Configuration);

[Authorize(Roles = "Harbour.Master,Harbour.Pilot")]
[RequiredScopeOrAppPermission(AcceptedScope = new[] { "Boats.Read" }, AcceptedAppPermission = new[] { "Boats.Read.All" })]
public class BoatsController : ControllerBase { }
