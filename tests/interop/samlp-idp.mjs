// SPDX-License-Identifier: Apache-2.0
// An identity provider made of the npm packages samlp and express: whoever asks is signed in.
// Usage: node samlp-idp.mjs PACKAGES PORT KEY CERTIFICATE ENTITY-ID RECIPIENT NUMBER
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const [packages, port, key, certificate, issuer, recipient, number] = process.argv.slice(2);
const require = createRequire(packages + '/');
const express = require('express');
const samlp = require('samlp');

class Profile {
  constructor(user) { this.user = user; }
  getClaims() { return { 'urn:example:rrn': number, givenName: 'Jan', surname: 'Peeters' }; }
  getNameIdentifier() { return { nameIdentifier: this.user.name }; }
}
function mapper(user) { return new Profile(user); }
mapper.prototype.metadata = [{ id: 'urn:example:rrn', optional: false, displayName: 'number' }];

const options = {
  issuer, recipient, destination: recipient,
  key: readFileSync(key), cert: readFileSync(certificate),
  getPostURL: (audience, request, ask, answer) => answer(null, recipient),
  getUserFromRequest: () => ({ name: 'jan' }),
  profileMapper: mapper,
  lifetimeInSeconds: 300,
  authnContextClassRef: 'urn:be:vlaanderen:authmech:itsme',
};
const app = express();
const signs = { assertion: {}, response: { signResponse: true, signAssertion: false }, both: { signResponse: true },
  prefixed: { signatureNamespacePrefix: 'ds' }, plain: { typedAttributes: false, includeAttributeNameFormat: false },
  sha1: { signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' } };
for (const [name, more] of Object.entries(signs)) app.get('/' + name, samlp.auth({ ...options, ...more }));
app.get('/metadata', samlp.metadata({ issuer, cert: readFileSync(certificate), profileMapper: mapper,
  redirectEndpointPath: '/assertion', postEndpointPath: '/assertion' }));
app.listen(Number(port), '127.0.0.1');
