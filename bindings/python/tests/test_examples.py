# SPDX-License-Identifier: Apache-2.0
"""The examples for Flask and FastAPI, with a real access token."""
import asyncio
import importlib.util
import json
import os
import subprocess
import time
import unittest

import world
from world import BAKERY, DATA

FORGE = os.environ.get('TOEGANG_FORGE', '')
CONFIG = '''trust:
  - {{issuer: https://op.example, jwks: jwks.json, algorithms: [RS256], audience: e-loket, claims: acm}}
directories: {{kbo: "yaml:{kbo}"}}
e-lokets:
  e-loketondernemers: {{assurance: substantial, legal-representative: automatic}}
'''


def has(module):
    return unittest.skipUnless(importlib.util.find_spec(module), f'no {module}: sudo apt-get install python3-{module}')


@unittest.skipUnless(FORGE, 'no tokens: TOEGANG_FORGE names the program forge of the build folder')
class Examples(world.Case):
    def setUp(self):
        super().setUp()
        self.write('jwks.json', self.forge('--jwks', 'idp'))
        os.environ['CONFIG'] = str(self.write('toegang.yaml', CONFIG.format(kbo=DATA / 'kbo.yaml')))

    def forge(self, *words):
        return subprocess.run([FORGE, *map(str, words)], capture_output=True, text=True, check=True).stdout

    def token(self):
        claims = json.loads((world.ROOT / 'tests/support/templates/access.json').read_text())
        now = int(time.time())
        claims.update(iat=now - 10, auth_time=now - 20, exp=now + 300)
        path = self.write('claims.json', json.dumps(claims))
        return self.forge('--token', path, '--signer', 'idp', '--typ', 'at+jwt').strip()

    def example(self, name):
        spec = importlib.util.spec_from_file_location(name, world.ROOT / 'examples' / 'python' / f'{name}.py')
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self.addCleanup(module.t.close)
        return module

    def rows(self):
        token = self.token()
        return [({'Authorization': 'Bearer ' + token, 'X-Organisation': BAKERY}, 200, '85.07.30-***.**'),
                ({'Authorization': 'bearer ' + token, 'X-Organisation': BAKERY}, 200, '85.07.30-***.**'),
                ({'Authorization': 'Bearer ' + token, 'X-Organisation': '0999999923'}, 403, 'kbo.checksum'),
                ({'Authorization': 'Bearer ' + token}, 403, '['),
                ({'Authorization': 'Bearer ' + token[:-4] + 'AAAA', 'X-Organisation': BAKERY}, 403, 'jwt.signature'),
                ({'Authorization': 'Basic x'}, 401, ''), ({}, 401, '')]

    @has('flask')
    def test_flask(self):
        client = self.example('flask_counter').counter.test_client()
        for headers, status, text in self.rows():
            with self.subTest(headers=sorted(headers), status=status):
                answer = client.get('/', headers=headers)
                self.assertEqual((answer.status_code, text in answer.text), (status, True), answer.text)

    @has('fastapi')
    def test_fastapi(self):
        guarded = self.example('fastapi_counter').guarded

        async def get(headers):
            sent = []

            async def receive():
                return {'type': 'http.request', 'body': b''}

            async def send(message):
                sent.append(message)
            scope = {'type': 'http', 'method': 'GET', 'path': '/', 'raw_path': b'/', 'query_string': b'', 'root_path': '',
                     'headers': [(name.lower().encode(), value.encode()) for name, value in headers.items()]}
            await guarded(scope, receive, send)
            return sent[0]['status'], b''.join(message.get('body', b'') for message in sent[1:]).decode()
        for headers, status, text in self.rows():
            with self.subTest(headers=sorted(headers), status=status):
                came, body = asyncio.run(get(headers))
                self.assertEqual((came, text in body), (status, True), body)
