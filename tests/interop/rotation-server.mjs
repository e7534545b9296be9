// SPDX-License-Identifier: Apache-2.0
// An issuer of tokens made of the npm package oauth2-mock-server, whose keys change while it runs.
// Usage: node rotation-server.mjs PACKAGES PORT CONTROL-PORT; CONTROL-PORT takes POST /NAME with arguments as JSON.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [packages, port, control] = process.argv.slice(2);
const { OAuth2Server } = await import(pathToFileURL(createRequire(packages + '/').resolve('oauth2-mock-server')));
let server;

const actions = {
  // Without the keys that it had, as a provider that has removed them.
  async restart() {
    if (server) await server.stop();
    server = new OAuth2Server();
    await server.start(Number(port), '127.0.0.1');
    return server.issuer.url;
  },
  // A new key; in the place of the old one when the kid is the same.
  generate: async ({ algorithm, kid }) => (await server.issuer.keys.generate(algorithm, { kid })).kid,
  token: ({ kid, claims }) => server.issuer.buildToken({ kid,
    scopesOrTransform: (header, payload) => { Object.assign(payload, claims); } }),
  keys: () => ({ keys: server.issuer.keys.toJSON(true) }),
};

createServer(async (request, response) => {
  try {
    let body = '';
    for await (const part of request) body += part;
    response.end(JSON.stringify(await actions[request.url.slice(1)](JSON.parse(body || '{}'))));
  } catch (error) {
    response.writeHead(500).end(String(error.stack));
  }
}).listen(Number(control), '127.0.0.1');
