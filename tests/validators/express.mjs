// What express-oauth2-jwt-bearer answers to each situation of a list: [class, message], or null where it
// accepts. Reads the list as JSON from standard input and writes the answers as JSON.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(`${process.argv[2]}/`);
const { auth } = require('express-oauth2-jwt-bearer');
const RealDate = Date;

// The clock, standing still.
function at(seconds) {
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      super(...(given.length ? given : [seconds * 1000]));
    }
    static now() {
      return seconds * 1000;
    }
  };
}

function answer(s, jwksUri) {
  at(s.now);
  const options = { issuer: s.issuers[0], audience: s.audiences, jwksUri };
  if (s.algorithms.length) options.tokenSigningAlg = s.algorithms[0];
  if (s.age !== null) options.maxTokenAge = s.age;
  if (s.type) options.strict = true;
  const headers = { authorization: `Bearer ${s.token}`, host: 'api.example' };
  const request = { headers, method: 'GET', protocol: 'https', originalUrl: '/', query: {}, body: {} };
  request.get = (name) => headers[name.toLowerCase()];
  request.is = () => false;
  return new Promise((resolve) =>
    auth(options)(request, {}, (error) => resolve(error ? [error.name, error.message] : null)),
  );
}

let keys = {};
const server = createServer((_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(keys));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const answers = [];
for (const situation of JSON.parse(readFileSync(0, 'utf8'))) {
  keys = situation.keys;
  answers.push(await answer(situation, `http://127.0.0.1:${server.address().port}/${answers.length}`));
}
process.stdout.write(JSON.stringify(answers), () => process.exit());
