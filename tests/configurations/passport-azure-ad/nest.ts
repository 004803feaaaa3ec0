import { BearerStrategy } from 'passport-azure-ad';
@Injectable()
export class EntraStrategy extends PassportStrategy(BearerStrategy, 'entra') {
  constructor() {
    super({
      identityMetadata: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0/.well-known/openid-configuration',
      clientID: '2d4d11a2-f814-46a7-890a-274a72a7309e',
      scope: ['Orders.Read'],
    });
  }
}
