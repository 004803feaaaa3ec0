import { auth } from 'express-oauth2-jwt-bearer';
export default auth({
  issuer: 'https://sts.windows.net/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/',
  jwksUri: 'https://login.microsoftonline.com/common/discovery/keys',
  audience: ['api://orders', '2d4d11a2-f814-46a7-890a-274a72a7309e'],
  clockTolerance: 10,
});
