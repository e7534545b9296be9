// SPDX-License-Identifier: Apache-2.0
// An OpenID provider made of the npm package oidc-provider: whoever gives a name signs in.
// Usage: node oidc-op.mjs PACKAGES PORT SETTINGS.JSON with clients, people (name: claims), api (audience, algorithm)
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { generateKeyPairSync } from 'node:crypto';

const [packages, port, file] = process.argv.slice(2);
const { resolve } = createRequire(packages + '/');
const { Provider } = await import(pathToFileURL(resolve('oidc-provider')));
const { CompactEncrypt } = await import(pathToFileURL(resolve('jose')));
const { clients, people, api } = JSON.parse(readFileSync(file));
const url = `http://127.0.0.1:${port}`;

// The provider repeats iss and aud in the header of what it encrypts (RFC 7519 5.3). For a client whose name begins
// with "bare" the same token goes without them.
const { setProtectedHeader } = CompactEncrypt.prototype;
CompactEncrypt.prototype.setProtectedHeader = function bare(header) {
  const { iss, aud, ...rest } = header;
  return setProtectedHeader.call(this, String(aud).startsWith('bare') ? rest : header);
};

const key = (kid, type, options, more) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), kid, use: 'sig', ...more });
const keys = [
  key('rsa', 'rsa', { modulusLength: 2048 }, { alg: 'RS256' }),
  key('pss', 'rsa', { modulusLength: 2048 }, { alg: 'PS256' }),
  key('ec', 'ec', { namedCurve: 'P-256' }, { alg: 'ES256' }), key('ed', 'ed25519', {}, { alg: 'EdDSA' })];

const claims = [...new Set(Object.values(people).flatMap(Object.keys))];
const signing = ['RS256', 'PS256', 'ES256', 'EdDSA', 'HS256', 'HS384', 'HS512'];
const encryption = ['RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'];
const encoding = ['A128GCM', 'A256GCM', 'A128CBC-HS256', 'A256CBC-HS512'];
const provider = new Provider(url, {
  clients,
  jwks: { keys },
  cookies: { keys: ['only for this test'] },
  claims: { openid: ['sub', 'acr', ...claims] },
  conformIdTokenClaims: false,
  findAccount: (ctx, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  // Its own way of fetching refuses addresses of this machine, where the test receives its logout tokens.
  fetch: (address, { dispatcher, ...options }) => fetch(address, options),
  pkce: { required: () => false },
  responseTypes: ['code', 'code id_token token'],
  enabledJWA: {
    idTokenSigningAlgValues: signing, userinfoSigningAlgValues: signing, introspectionSigningAlgValues: signing,
    idTokenEncryptionAlgValues: encryption, idTokenEncryptionEncValues: encoding },
  // Of a JWT access token, and of what is said about an opaque one.
  extraTokenClaims: (ctx, token) => people[token.accountId],
  features: {
    encryption: { enabled: true },
    clientCredentials: { enabled: true },
    jwtUserinfo: { enabled: true },
    introspection: { enabled: true },
    jwtIntrospection: { enabled: true },
    backchannelLogout: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({ scope: 'loket', audience: api.audience, accessTokenFormat: 'jwt',
        accessTokenTTL: 600, jwt: { sign: { alg: api.algorithm } } }) } },
});
for (const event of ['server_error', 'backchannel.error']) {
  provider.on(event, (ctx, error) => console.error(event, error));
}
provider.listen(Number(port), '127.0.0.1');
