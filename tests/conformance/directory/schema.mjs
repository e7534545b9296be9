// SPDX-License-Identifier: Apache-2.0
// schema.mjs NODE_MODULES < {"schemas": {...}, "rows": [{"schema": "Question", "value": ...}]}: a list with what is wrong
// with each row, as ajv (JSON Schema 2020-12) has it; null where nothing is.
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';

const require = createRequire(process.argv[2] + '/');
const Ajv = require('ajv/dist/2020').default;
const {schemas, rows} = JSON.parse(readFileSync(0, 'utf8'));
const $defs = JSON.parse(JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/$defs/'));
const ajv = new Ajv({strict: true, strictRequired: false, strictTypes: false});
const checks = {};
for (const name of Object.keys($defs)) checks[name] = ajv.compile({$defs, $ref: `#/$defs/${name}`});
console.log(JSON.stringify(rows.map(({schema, value}) =>
  checks[schema](value) ? null : checks[schema].errors.map((error) => `${error.instancePath} ${error.message}`).join('; '))));
