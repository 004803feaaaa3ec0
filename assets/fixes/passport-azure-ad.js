const passport = require("passport");
const { BearerStrategy } = require("passport-azure-ad");

passport.use(new BearerStrategy({
  identityMetadata: "{{metadata}}",
  clientID: "{{client_id}}",
  audience: "{{audience}}",
  issuer: "{{issuer}}",
  validateIssuer: true,
{{?policy}}  isB2C: true,
{{?policy}}  policyName: "{{policy}}",
  loggingNoPII: true,
}, (token, done) => done(null, token)));
