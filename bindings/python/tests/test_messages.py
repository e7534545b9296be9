# SPDX-License-Identifier: Apache-2.0
import base64
import json
import os
import shutil
import subprocess
import time
import unittest
import urllib.parse
import zlib

import toegang
import world
from world import AT

FORGE = os.environ.get('TOEGANG_FORGE', '')
KEYS = world.ROOT / 'tests' / 'support' / 'keys'
CONFIG = '''trust:
  - entity-id: https://idp.example/saml
    metadata: idp.xml
    audience: https://eloket.example/saml
    recipient: https://eloket.example/saml/acs
    logout: https://eloket.example/saml/logout
    signing-key: sp.key
    certificates: sp.crt
    claims: acm
  - {issuer: https://op.example, jwks: jwks.json, algorithms: [RS256], audience: e-loket, claims: acm}
'''


@unittest.skipUnless(FORGE, 'no metadata: TOEGANG_FORGE names the program forge of the build folder')
class Messages(world.Case):
    def forge(self, *words):
        return subprocess.run([FORGE, *map(str, words)], capture_output=True, text=True, check=True).stdout

    def counter(self):
        self.write('idp.xml', self.forge('--metadata'))
        self.write('jwks.json', self.forge('--jwks', 'idp'))
        for name in ('sp.key', 'sp.crt'):
            shutil.copy(KEYS / name, self.folder)
            os.chmod(self.folder / name, 0o600)
        return self.opened(self.write('toegang.yaml', CONFIG))

    def test_a_sign_in_is_asked(self):
        t = self.counter()
        one, other = (t.login_request(relay_state='/dossier/5', force_authn=True, classes=['urn:be:fedict:iam:fas:Level500'],
                                      at=AT) for _ in range(2))
        self.assertNotEqual(one.id, other.id)
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(one.url).query)
        self.assertEqual(query['RelayState'], ['/dossier/5'])
        self.assertIn('Signature', query)
        xml = zlib.decompress(base64.b64decode(query['SAMLRequest'][0]), -15).decode()
        self.assertIn(f'ID="{one.id}"', xml)
        self.assertIn('ForceAuthn="true"', xml)
        self.assertIn('Level500', xml)
        self.refused('request.relay-state', toegang.RefusedError, t.login_request, relay_state='x' * 81, at=AT)
        self.assertRaises(toegang.Error, t.login_request, provider='https://nobody.example', at=AT)

    def test_our_metadata(self):
        message = self.counter().own_metadata(at=AT)
        self.assertEqual(message.url, '')
        self.assertIn('https://eloket.example/saml/acs', message.xml)

    def test_a_sign_out_is_asked_and_answered(self):
        t = self.counter()
        session = toegang.Session('https://idp.example/saml', 'jan', session_index='s-1')
        message = t.logout_request(session, at=AT)
        self.assertIn('SAMLRequest=', message.url)
        self.assertNotIn('jan', repr(session))
        for octets, binding in ((b'', 'redirect'), (b'SAMLRequest=x', 'redirect'), ('<a/>', 'post')):
            with self.subTest(octets=octets):
                self.assertRaises(toegang.RefusedError, t.verify_logout_request, octets, binding=binding, at=AT)
                self.assertRaises(toegang.RefusedError, t.verify_logout_response, octets, binding=binding,
                                  in_response_to=message.id, at=AT)
        self.assertRaises(toegang.UsageError, t.verify_logout_request, b'', binding='soap', at=AT)

    def test_the_session_of_an_identity(self):
        jan = world.jan(self.opened())
        session = toegang.session_of(jan)
        self.assertEqual((session.provider, session.name_id, session.session_index),
                         (jan.issuer, jan.name_id, jan.session_index))

    def test_a_logout_token(self):
        t = self.counter()
        claims = json.loads((world.ROOT / 'tests/support/templates/logout.json').read_text())
        now = int(time.time())
        claims.update(iat=now - 5, exp=now + 100)
        token = self.forge('--token', self.write('claims.json', json.dumps(claims)), '--signer', 'idp', '--typ',
                           'logout+jwt').strip()
        logout = t.verify_logout_token(token)
        self.assertEqual((logout.issuer, logout.id, logout.name_id, logout.sessions),
                         ('https://op.example', 'j-4', claims['sub'], ('s-41f7',)))
        self.assertGreater(logout.until.timestamp(), now)
        self.assertRaises(toegang.RefusedError, t.verify_logout_token, token[:-5] + 'AAAAA')
        self.assertRaises(toegang.UsageError, t.logout_response, logout, ended=True)
        logout.close()
        self.refused('library.misuse', toegang.UsageError, lambda: logout.id)

    def test_paths_that_stay_here(self):
        for path, stays in (('/dossier/5', True), ('https://evil.example', False), ('//evil.example', False),
                            ('/%2f/evil.example', False), ('', False), ('/a\\b', False)):
            self.assertEqual(toegang.is_local_path(path), stays, path)
