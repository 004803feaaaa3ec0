import { passportJwtSecret } from 'jwks-rsa';
@Injectable()
export class AzureStrategy extends PassportStrategy(Strategy) {
  constructor() {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: passportJwtSecret({ jwksUri: 'https://fs.contoso.com/adfs/discovery/keys', cache: true }),
      audience: 'microsoft:identityserver:orders',
      issuer: 'http://fs.contoso.com/adfs/services/trust',
      algorithms: ['RS256'],
      ignoreExpiration: true,
    });
  }
}
