// What jose answers to each situation of a list: [code, message], or null where it accepts.
// Reads the list as JSON from standard input and writes the answers as JSON.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(`${process.argv[2]}/`);
const { createLocalJWKSet, jwtVerify } = require('jose');

async function answer(s) {
  const options = { currentDate: new Date(s.now * 1000), clockTolerance: s.skew };
  if (s.audiences.length) options.audience = s.audiences;
  if (s.issuers.length) options.issuer = s.issuers;
  if (s.algorithms.length) options.algorithms = s.algorithms;
  if (s.type) options.typ = s.type;
  if (s.age !== null) options.maxTokenAge = s.age;
  if (s.subject !== null) options.subject = s.subject;
  if (s.required.length) options.requiredClaims = s.required;
  try {
    await jwtVerify(s.token, createLocalJWKSet(s.keys), options);
    return null;
  } catch (error) {
    return [error.code ?? error.name, error.message];
  }
}

const answers = [];
for (const situation of JSON.parse(readFileSync(0, 'utf8'))) answers.push(await answer(situation));
process.stdout.write(JSON.stringify(answers));
