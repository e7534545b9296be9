#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Tokens and messages on the command line: sign-ins with a JWT, keys that roll over behind a URL, assertions that are
used once, logout, the request to sign in, our metadata. Each row is a command line, its exit status, and what it says."""
import http.server
import json
import os
import tempfile
import threading
import urllib.parse

import cli
from cli import AT, ORGANISATION, forge, problems, run, write
from tap import Tap

KEYS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support', 'keys')
NONCE = 'n-0S6_WzA2Mj'
CLAIMS = {}
ISSUER = '''  - issuer: https://op.example
    jwks: {jwks}
    algorithms: [RS256, PS256, ES256]
    audience: e-loket
'''
CONFIG = '''trust:
''' + ISSUER + '''{more}directories: {{kbo: "yaml:kbo.yaml"}}
e-lokets:
  walk-in: {{legal-representative: automatic}}
  by-right: {{legal-representative: never, others: with-right, right: subsidie-indienen}}
'''


def claims(kind):
    with open(os.path.join(KEYS, '..', 'templates', kind + '.json'), encoding='utf-8') as file:
        return json.load(file)


def token(name, kind='id', typ=None, change=None, drop=(), **more):
    """Writes the token of that name; change: claims that differ from those of the kind."""
    values = {key: value for key, value in {**claims(kind), **(change or {})}.items() if key not in drop}
    write('claims.json', json.dumps(values))
    options = [word for key, value in more.items() for word in ('--' + key, value)]
    write(name, forge('--token', './claims.json', *(['--typ', typ] if typ else []), *options))


def config(jwks='jwks.json', more=''):
    return CONFIG.format(jwks=jwks, more=more)


def make_world():
    write('jwks.json', forge('--jwks', 'idp,idp-p256'))
    write('kbo.yaml', cli.FILES['kbo.yaml'])
    write('toegang.yaml', config())
    write('asserting.yaml', config(more='    asserts: [rights, legal-representative]\n'))
    with open(os.path.join(KEYS, 'idp-3072.key'), encoding='utf-8') as file:
        write('own.pem', file.read())
    os.chmod('own.pem', 0o600)
    write('opening.yaml', config(more='    decryption-keys: own.pem\n'))
    write('strict.yaml', config(more='    decryption-keys: own.pem\n    encryption: required\n'))
    token('id.jwt')
    token('es.jwt', signer='idp-p256', algorithm='ES256')
    token('stranger.jwt', signer='attacker')
    token('no-nonce.jwt', drop=['nonce'])
    token('late.jwt', change={'exp': 1795427900, 'iat': 1795427600, 'nbf': 1795427600})
    token('number.jwt', change={'rrn': 85073003328})
    token('machine.jwt', kind='access', typ='at+jwt', change={'sub': 'portaal'}, drop=['rrn', 'vo_doelgroepcode', 'vo_orgcode', 'subsidie_rol_3d', 'acr'])
    token('wv.jwt', change={'rrn': '90010100123', 'wv_orgcode': '0999999922'})
    token('access.jwt', kind='access', typ='at+jwt')
    token('userinfo.jwt', kind='userinfo')
    token('introspection.jwt', kind='introspection', typ='token-introspection+jwt')
    token('logout.jwt', kind='logout', typ='logout+jwt')
    token('logout-nonce.jwt', kind='logout', typ='logout+jwt', change={'nonce': 'x'})
    token('sealed.jwt', seal='idp-3072')
    write('empty.jwt', '')


def check(name, *more, config='toegang.yaml', eloket='walk-in'):
    return ['check', '--config', config, '--jwt', name, *ORGANISATION, '--eloket', eloket, *AT, *more]


def inspect(name, *more):
    return ['inspect', '--config', 'toegang.yaml', '--jwt', name, *AT, *more]


ROWS = [
    ('an ID token', check('id.jwt', '--nonce', NONCE), 0, ['TOEGELATEN', 'https://op.example'], []),
    ('signed with another key of the set', check('es.jwt', '--nonce', NONCE), 0, ['TOEGELATEN'], []),
    ('in English', check('id.jwt', '--nonce', NONCE, '--lang', 'en'), 0, ['PERMITTED'], []),
    ('with @ before the file', check('@id.jwt', '--nonce', NONCE), 0, ['TOEGELATEN'], []),
    ('without a nonce asked or stated', check('no-nonce.jwt'), 0, ['TOEGELATEN'], []),
    ('an access token', check('access.jwt', '--kind', 'access'), 0, ['TOEGELATEN'], []),
    ('userinfo', check('userinfo.jwt', '--kind', 'userinfo'), 0, ['TOEGELATEN'], []),
    ('an answer about a token', check('introspection.jwt', '--kind', 'introspection'), 0, ['TOEGELATEN'], []),
    ('an encrypted one', check('sealed.jwt', '--nonce', NONCE, config='opening.yaml'), 0, ['TOEGELATEN'], []),
    ('that must be encrypted', check('id.jwt', '--nonce', NONCE, config='strict.yaml'), 1, ['[jwt.encryption]'], []),
    ('encrypted where no key of ours is', check('sealed.jwt', '--nonce', NONCE), 1, ['[jwt.encryption]'], []),
    ('a right that only the token states', check('id.jwt', '--nonce', NONCE, eloket='by-right'), 1, ['[right.absent]'], []),
    ('where its issuer may say so', check('id.jwt', '--nonce', NONCE, config='asserting.yaml', eloket='by-right'), 0,
     ['TOEGELATEN', 'subsidie_rol_3d'], []),
    ('legal representation beside a register that goes before', check('wv.jwt', '--nonce', NONCE, config='asserting.yaml'), 1,
     ['GEWEIGERD', 'asserted.'], []),
    ('a nonce that was not asked', check('id.jwt'), 1, ['[jwt.nonce]'], []),
    ('another nonce', check('id.jwt', '--nonce', 'x'), 1, ['[jwt.nonce]'], []),
    ('an access token as an ID token', check('access.jwt'), 1, ['[jwt.typ]'], []),
    ('an ID token as an access token', check('id.jwt', '--kind', 'access'), 1, ['[jwt.typ]'], []),
    ('a logout token as an ID token', check('logout.jwt'), 1, ['[jwt.typ]'], []),
    ('a key of somebody else', check('stranger.jwt', '--nonce', NONCE), 1, ['[jwt.key.unknown]'], []),
    ('too late', check('late.jwt', '--nonce', NONCE), 1, ['[jwt.expired]'], []),
    ('a number that is a number', check('number.jwt', '--nonce', NONCE), 1, ['[jwt.claim.kind]'], []),
    ('a machine', check('machine.jwt', '--kind', 'access'), 1, ['[jwt.machine]'], []),
    ('nothing', check('empty.jwt'), 1, ['[jwt.size]'], []),
    ('/dev/null', check('/dev/null'), 1, ['[jwt.size]'], []),
    ('no such file', check('absent.jwt'), 2, [], ['absent.jwt']),
    ('a kind that is none', check('id.jwt', '--kind', 'saml'), 2, [], ['--kind', 'introspection']),
    ('a nonce without a token', ['check', '--config', 'toegang.yaml', '--holder', cli.JAN, '--nonce', 'x', '--eloket', 'walk-in'], 2, [],
     ['--nonce', '--jwt']),
    ('two ways to say who', check('id.jwt', '--holder', cli.JAN), 2, [], ['--saml', '--jwt', '--holder']),
    # logout
    ('a logout token', ['check', '--config', 'toegang.yaml', '--jwt', 'logout.jwt', '--kind', 'logout', *AT], 0,
     ['beëindigt', 't9b6e1c53a7d84f0e', 's-41f7'], []),
    ('that is asked with an e-counter', check('logout.jwt', '--kind', 'logout'), 0, ['beëindigt'], []),
    ('with a nonce', check('logout-nonce.jwt', '--kind', 'logout'), 1, ['GEWEIGERD', '[jwt.kind]'], []),
    ('inspected', inspect('logout.jwt', '--kind', 'logout', '--lang', 'en'), 0, ['ends this sign-in'], []),
    ('an ID token as a logout token', check('id.jwt', '--kind', 'logout'), 1, ['[jwt.typ]'], []),
    # inspect
    ('what is in it', inspect('id.jwt', '--nonce', NONCE), 0, ['✔ jwt.signature', '✔ jwt.audience', 'Aanvaard', '85.07.30-***.**'], []),
    ('what it answers, is not asked', inspect('id.jwt'), 0, ['– jwt.nonce', '--nonce N'], []),
    ('what is wrong', inspect('stranger.jwt', '--nonce', NONCE), 1, ['✘ jwt.key.unknown', 'Geweigerd'], []),
    ('neither response nor token', ['inspect', '--config', 'toegang.yaml'], 2, [], ['--saml', '--jwt']),
]


def standard_input(tap):
    with open('id.jwt', encoding='ascii') as file:
        octets = file.read()
    for name in ('@-', '-'):
        ran = run(check(name, '--nonce', NONCE), stdin=octets)
        tap.case(f'the token from {name}', '' if ran.returncode == 0 else ran.stdout + ran.stderr)
    ran = run(check('@-', '--nonce', NONCE), stdin=octets + '\n')
    tap.case('two line ends are one too many', '' if ran.returncode == 1 and 'base64.' in ran.stdout else ran.stdout)


def json_shape(tap):
    ran = run(check('id.jwt', '--nonce', NONCE, '--json'))
    answer = json.loads(ran.stdout)
    tap.case('json: permit', '' if answer['decision'] is True else ran.stdout)
    ran = run(check('stranger.jwt', '--nonce', NONCE, '--json'))
    answer = json.loads(ran.stdout)
    tap.case('json: refused', '' if answer['decision'] is False and answer['context']['check'] == 'jwt.key.unknown' else ran.stdout)
    answer = json.loads(run(inspect('id.jwt', '--nonce', NONCE, '--json')).stdout)
    tap.case('json: inspect', '' if answer['accepted'] and answer['identity']['holder'] == '85.07.30-***.**' else str(answer))
    answer = json.loads(run(inspect('logout.jwt', '--kind', 'logout', '--json')).stdout)
    tap.case('json: logout', '' if answer['logout'] is True and answer['session'] == 's-41f7' else str(answer))


class Keys(http.server.BaseHTTPRequestHandler):
    """An issuer's key set; what it answers and how often it was asked lie in the server."""

    def do_GET(self):  # noqa: N802 the name is http.server's
        self.server.asked += 1
        status, body = self.server.answer
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def fetched(tap):
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Keys)
    server.asked, server.answer = 0, (200, forge('--jwks', 'idp'))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    write('fetching.yaml', config(jwks=f'http://127.0.0.1:{server.server_port}/keys'))
    one, other = check('id.jwt', '--nonce', NONCE, config='fetching.yaml'), check('es.jwt', '--nonce', NONCE, config='fetching.yaml')
    if 'http' not in run(['--version']).stdout:
        tap.skip('keys that are fetched', 'built without http: sudo apt-get install libcurl4-openssl-dev')
        return
    tap.case('keys behind a URL', problems(one, 0, ['TOEGELATEN'], []))
    tap.case('fetched once', '' if server.asked == 1 else str(server.asked))
    tap.case('a key that is not among them', problems(other, 1, ['[jwt.key.unknown]'], []))
    server.answer = (200, forge('--jwks', 'idp-p256'))
    tap.case('after a roll-over it is', problems(other, 0, ['TOEGELATEN'], []))
    tap.case('and the old one is not', problems(one, 1, ['[jwt.key.unknown]'], []))
    server.answer = (503, b'')
    tap.case('an issuer that does not give its keys', problems(one, 3, ['ONBESLIST', '[fetch.status]'], []))
    server.answer = (200, b'{"keys": []}')
    tap.case('or none that serves', problems(one, 3, ['ONBESLIST', '[jwks.keys]'], []))
    asked = server.asked
    tap.case('inspect fetches nothing', problems(['inspect', '--config', 'fetching.yaml', '--jwt', 'id.jwt', *AT], 1,
                                                 ['jwt.key.unknown'], []) + ([] if server.asked == asked else ['it did']))
    server.shutdown()
    server.server_close()
    tap.case('or that is gone', problems(one, 3, ['ONBESLIST', '[fetch.connection]'], []))


def used_once(tap):
    if 'sqlite' not in run(['--version']).stdout:
        tap.skip('an assertion counts once', 'built without SQLite: sudo apt-get install libsqlite3-dev')
        return
    write('once.yaml', config() + 'replay: sqlite:used.db\n')
    command = check('id.jwt', '--nonce', NONCE, config='once.yaml')
    tap.case('the first time', problems(command, 0, ['TOEGELATEN'], []))
    tap.case('the second', problems(command, 1, ['[replay.used]'], []))
    access = check('access.jwt', '--kind', 'access', config='once.yaml')
    tap.case('an access token goes along with many requests', problems(access, 0, ['TOEGELATEN'], []) + problems(access, 0, ['TOEGELATEN'], []))
    forged = check('stranger.jwt', '--nonce', NONCE, config='once.yaml')
    tap.case('what is forged notes nothing', problems(forged, 1, ['[jwt.key.unknown]'], []))
    write('used.db', b'no database at all, and long enough to see that' * 40)
    tap.case('a memory that cannot tell', problems(check('id.jwt', '--nonce', NONCE, config='once.yaml'), 3,
                                                     ['ONBESLIST', '[replay.unavailable]'], []))
    tap.case('which toegang config tells', problems(['config', 'once.yaml'], 2, [], ['[replay.unavailable]']))


PROVIDER = '''trust:
  - entity-id: https://idp.example/saml
    metadata: idp.xml
    audience: https://eloket.example/saml
    recipient: https://eloket.example/saml/acs
    signing-key: signing.pem
    certificates: signing.crt
    logout: https://eloket.example/saml/slo
e-lokets: {a: {}}
'''
SERVICE = ('<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" '
           'Location="https://idp.example/saml/sso"/></md:IDPSSODescriptor>')


def messages(tap):
    write('idp.xml', forge('--metadata').replace(b'</md:IDPSSODescriptor>', SERVICE.encode()))
    for source, name in (('eloket.key', 'signing.pem'), ('eloket.crt', 'signing.crt')):
        with open(os.path.join(KEYS, source), encoding='utf-8') as file:
            write(name, file.read())
    os.chmod('signing.pem', 0o600)
    write('provider.yaml', PROVIDER)
    command = ['login-request', '--config', 'provider.yaml', *AT]
    ran = run([*command, '--relay-state', 'back'])
    if 'redirect.absent' in ran.stderr:
        tap.skip('a request to sign in', 'built without zlib: sudo apt-get install zlib1g-dev')
        return
    url, request = (ran.stdout.splitlines() + ['', ''])[:2]
    names = [name for name, _ in urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query)]
    tap.case('a request to sign in', '' if url.startswith('https://idp.example/saml/sso?') and request.startswith('_') and
             names == ['SAMLRequest', 'RelayState', 'SigAlg', 'Signature'] else ran.stdout + ran.stderr)
    answer = json.loads(run([*command, '--json']).stdout)
    tap.case('json: a request, with an ID of its own', '' if answer['url'].startswith('https://') and answer['id'] != request else str(answer))
    tap.case('its provider by name', problems([*command, '--provider', 'https://idp.example/saml'], 0, ['https://idp.example/saml/sso?'], []))
    tap.case('a provider that is none', problems([*command, '--provider', 'https://x.example'], 2, [], ['library.misuse']))
    tap.case('our metadata', problems(['metadata', '--config', 'provider.yaml', *AT], 0,
                                      ['entityID="https://eloket.example/saml"', '2026-11-30T10:00:00Z', 'SignatureValue'], []))
    write('mute.yaml', PROVIDER.replace('    signing-key: signing.pem\n', ''))
    tap.case('without a key we send nothing', problems(['login-request', '--config', 'mute.yaml', *AT], 2, [], ['[request.key]']))
    tap.case('a query that is none', problems(['inspect', '--config', 'provider.yaml', '--query', 'claims.json', *AT], 1, ['GEWEIGERD'], []))
    os.chmod('signing.pem', 0o644)
    tap.case('a key that others may read', problems(['config', 'provider.yaml'], 2, [], ['[config.key-file]', 'provider.yaml:6']))


SCENARIO = '''scenarios:
  - {name: one, config: toegang.yaml, jwt: id.jwt, nonce: n-0S6_WzA2Mj, organisation: "0999.999.922", eloket: walk-in,
     at: "2026-11-23T10:00:00Z", expect: permit}
  - {name: two, config: toegang.yaml, jwt: access.jwt, kind: access, organisation: "0999.999.922", eloket: by-right,
     at: "2026-11-23T10:00:00Z", expect: deny, check: right.absent}
'''


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix='toegang-tokens-') as folder:
        os.chdir(folder)
        make_world()
        for name, *row in ROWS:
            tap.case(name, problems(*row))
        standard_input(tap)
        json_shape(tap)
        fetched(tap)
        used_once(tap)
        messages(tap)
        write('scenarios.yaml', SCENARIO)
        tap.case('scenarios with tokens', problems(['test', 'scenarios.yaml'], 0, ['2 zoals verwacht, 0 anders'], []))
        os.chdir('/')
    tap.end()


if __name__ == '__main__':
    main()
