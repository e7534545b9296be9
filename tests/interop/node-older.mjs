// SPDX-License-Identifier: Apache-2.0
// What the peers ask of Node.js and that of Debian 12 (18) lacks. Loaded before them: node --import ./node-older.mjs.
import crypto from 'node:crypto';
import { register } from 'node:module';

globalThis.crypto ??= crypto.webcrypto;
URL.parse ??= (...words) => {
  try {
    return new URL(...words);
  } catch {
    return null;
  }
};

const module = (source) => 'data:text/javascript,' + encodeURIComponent(source);
if (!crypto.hash) {
  const withHash = module(`
    export * from 'node:crypto';
    import { createHash } from 'node:crypto';
    export const hash = (name, data, encoding = 'hex') =>
      createHash(name).update(data).digest(encoding === 'buffer' ? undefined : encoding);`);
  register(module(`
    const isAsked = (name, by) => name === 'node:crypto' && by.includes('/oidc-provider/');
    export const resolve = (name, context, next) => isAsked(name, context.parentURL ?? '')
      ? { url: ${JSON.stringify(withHash)}, shortCircuit: true } : next(name, context);`));
}
