// What jsonwebtoken with jwks-rsa answers to each situation of a list: [class, message], or null
// where it accepts. Reads the list as JSON from standard input and writes the answers as JSON.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(`${process.argv[2]}/`);
const jwt = require('jsonwebtoken');
const jwksClient = require('jwks-rsa');

function answer(s) {
  const client = jwksClient({
    jwksUri: 'https://keys.example/',
    cache: false,
    fetcher: async () => s.keys,
  });
  const getKey = (header, done) =>
    client.getSigningKey(header.kid).then(
      (key) => done(null, key.getPublicKey()),
      (error) => done(error),
    );
  const options = { clockTimestamp: s.now, clockTolerance: s.skew };
  if (s.audiences.length) options.audience = s.audiences;
  if (s.issuers.length) options.issuer = s.issuers;
  if (s.algorithms.length) options.algorithms = s.algorithms;
  if (s.age !== null) options.maxAge = s.age;
  if (s.subject !== null) options.subject = s.subject;
  return new Promise((resolve) => {
    jwt.verify(s.token, getKey, options, (error) =>
      resolve(error ? [error.name, error.message] : null),
    );
  });
}

const answers = [];
for (const situation of JSON.parse(readFileSync(0, 'utf8'))) answers.push(await answer(situation));
process.stdout.write(JSON.stringify(answers));
