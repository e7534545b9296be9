// SPDX-License-Identifier: Apache-2.0
// The npm package jose as verifier. Usage: node jose-verify.mjs PACKAGES SETTINGS.JSON; each line of the standard input
// is a world and a token in hex; each line of the output "good", or why not.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [packages, file] = process.argv.slice(2);
const { resolve } = createRequire(packages + '/');
const { compactDecrypt, createLocalJWKSet, importJWK, jwtVerify } = await import(pathToFileURL(resolve('jose')));
const settings = JSON.parse(readFileSync(file));
const worlds = { keys: createLocalJWKSet({ keys: settings.keys }), secret: new TextEncoder().encode(settings.secret) };

async function signed(world, token) {
  const { payload } = await jwtVerify(token, worlds[world], {
    algorithms: settings.algorithms[world], issuer: settings.issuer, audience: settings.audience,
    currentDate: new Date(settings.at * 1000), requiredClaims: ['iss', 'aud', 'exp', 'iat', 'sub'] });
  if (payload.nonce !== settings.nonce) throw Object.assign(new Error(), { code: 'nonce' });
  return 'good';
}

// Encrypted with a signed one inside.
async function encrypted(token) {
  const fits = ({ kid, kty }, header) => (header.kid === undefined
    ? kty === (header.alg.startsWith('RSA') ? 'RSA' : 'EC') : kid === header.kid);
  const choose = (header) => importJWK(settings.ours.find((key) => fits(key, header)) ?? {}, header.alg);
  const { plaintext } = await compactDecrypt(token, choose,
    { keyManagementAlgorithms: settings.management, contentEncryptionAlgorithms: settings.encodings });
  return signed('keys', Buffer.from(plaintext).toString('latin1'));
}

for await (const line of createInterface({ input: process.stdin })) {
  const [world, hex] = line.split(' ');
  const token = Buffer.from(hex, 'hex').toString('latin1');
  const answer = world === 'encrypted' ? encrypted(token) : signed(world, token);
  console.log(await answer.catch((error) => error.code ?? error.name));
}
