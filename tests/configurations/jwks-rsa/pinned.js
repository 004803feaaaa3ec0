import jwt from 'jsonwebtoken';
const certificate = '-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIQN33ROaIJ6bJBWDCxtmJEbjANBgkqhkiG9w0B\n-----END CERTIFICATE-----';
const claims = jwt.verify(token, certificate, { audience: 'api://orders' });
