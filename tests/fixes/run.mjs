// Runs configurations for Node: each accepts its token and refuses the one for another audience.
// Reads a list as JSON from standard input and writes one answer each: null, "skipped: …" where the
// library is missing, or what went wrong.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(`${process.argv[2]}/`);
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

// A module of its own names, as the code would be one: what it exports under these names.
function load(text, given, exported) {
  const plain = text
    .replace(/^import (\w+) from ("[^"]+");/gm, 'const { default: $1 } = require($2);')
    .replace(/^import (\{[^}]+\}) from ("[^"]+");/gm, 'const $1 = require($2);')
    .replace(/^export default /gm, 'const exported = ')
    .replace(/^export /gm, '');
  const names = Object.keys(given);
  return new Function(...names, `${plain}; return ${exported};`)(...Object.values(given));
}

const RUNS = {
  jose: ({ text }) => load(text, { require }, 'verify'),
  'jwks-rsa': ({ text }) => {
    const module = {};
    const verify = load(text, { require, module }, 'verify');
    return (token) =>
      new Promise((resolve, reject) => verify(token, (error) => (error ? reject(error) : resolve())));
  },
  'express-oauth2-jwt-bearer': ({ text }) => {
    let check;
    load(text, { require, app: { use: (given) => (check = given) } }, 'undefined');
    return (token) => {
      const headers = { authorization: `Bearer ${token}`, host: 'api.example' };
      const url = { method: 'GET', protocol: 'https', originalUrl: '/' };
      const request = { ...url, headers, query: {}, body: {}, is: () => false };
      request.get = (name) => headers[name.toLowerCase()];
      return new Promise((resolve, reject) =>
        check(request, {}, (error) => (error ? reject(error) : resolve())),
      );
    };
  },
  'passport-azure-ad': ({ text }) => {
    const passport = require('passport');
    load(text, { require }, 'undefined');
    if (!passport._strategy('oauth-bearer')) throw new Error('no strategy was set up');
  },
  'next-auth': ({ text }) => {
    if (typeof load(text, { require, process }, 'exported') !== 'function') {
      throw new Error('no handler was made');
    }
  },
};

async function answer(one, place) {
  const text = one.text.replaceAll(one.keys, place);
  try {
    at(one.now);
    const verify = RUNS[one.stack]({ ...one, text });
    if (!verify) return null;
    await verify(one.token);
    try {
      await verify(one.foreign);
    } catch {
      return null;
    }
    return 'it accepts a token for another audience';
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return `skipped: ${error.message.split('\n')[0]}`;
    return `${error.name}: ${error.message}`;
  }
}

let served = {};
const server = createServer((_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(served));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const answers = [];
for (const one of JSON.parse(readFileSync(0, 'utf8'))) {
  served = one.documents[one.keys];
  answers.push(await answer(one, `http://127.0.0.1:${server.address().port}/keys`));
}
process.stdout.write(JSON.stringify(answers), () => process.exit());
