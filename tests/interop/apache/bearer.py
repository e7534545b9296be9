#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""AuthType toegang: access tokens of the forge in the header Authorization, and what RFC 6750 says of the answers.
Usage: bearer.py MOD_TOEGANG FORGE"""
import functools
import os
import shutil
import sys
import time

import httpd
import signin
from httpd import Tap, forge, web

CONFIGURATION = '''\
trust:
  - issuer: https://op.example
    jwks: jwks.json
    algorithms: [RS256]
    audience: e-loket
    claims: acm
  - issuer: https://far.example
    jwks: http://127.0.0.1:{closed}/keys
    algorithms: [RS256]
    audience: e-loket
    claims: acm
''' + httpd.CONFIGURATION
SECTIONS = '''\
<Location />
  AuthType toegang
  AuthName "the e-counter"
</Location>
<Location /open>
  Require toegang open
  Header always set Told "%{TOEGANG_OUTCOME}e %{TOEGANG_ORGANISATION}e %{TOEGANG_ASSURANCE}e"
</Location>
<Location /other>
  Require toegang open for 0417497106
</Location>
<Location /self>
  Require toegang open for self
</Location>
<Location /strict>
  Require toegang strict
</Location>
<Location /valid>
  Require valid-user
</Location>
'''
KEYS = os.path.join(os.path.dirname(__file__), '..', '..', 'support', 'keys')


class Tokens:
    def __init__(self, server, program):
        self.made = functools.partial(forge.made, os.path.realpath(program))
        self.token = functools.partial(forge.token, os.path.realpath(program), server.write)


def judge(server, path, header, status, challenge, check):
    answer = server.get(path, *([('Authorization', header)] if header is not None else []))
    came = (answer.status if answer.status != 404 else 200, answer.header('WWW-Authenticate'), answer.header('Toegang-Check'))
    problems = [] if came == (status, challenge, check) else [f'{came}, expected {(status, challenge, check)}']
    if status != 200 and answer.header('Cache-Control') != 'no-store':
        problems.append(f'Cache-Control: {answer.header("Cache-Control")}')
    if status == 503 and answer.header('Retry-After') != '5':
        problems.append('without Retry-After')
    return problems


NOBODY = 'Bearer realm="the e-counter"'


def invalid(check):
    return f'{NOBODY}, error="invalid_token", error_description="{check}"'


def rows(tokens):
    good, now = tokens.token(), int(time.time())
    head, claims, seal = good.split('.')
    refused = lambda name, header, check: (name, '/open', header, 401, invalid(check), check)  # noqa: E731
    return [
        ('a good one', '/open', 'Bearer ' + good, 200, '', ''),
        ('in small letters', '/open', 'bearer ' + good, 200, '', ''),
        ('two spaces', '/open', 'Bearer  ' + good, 200, '', ''),
        ('whoever has one', '/valid', 'Bearer ' + good, 200, '', ''),
        ('nobody', '/open', None, 401, NOBODY, 'identity.absent'),
        ('nobody, any user', '/valid', None, 401, NOBODY, 'identity.absent'),
        ('another scheme', '/open', 'Basic amFuOnRlc3Q=', 401, NOBODY, 'identity.absent'),
        ('another scheme that begins so', '/open', 'Bearers ' + good, 401, NOBODY, 'identity.absent'),
        ('a bare token', '/open', good, 401, NOBODY, 'identity.absent'),
        ('no token', '/open', 'Bearer', 401, NOBODY, 'identity.absent'),
        ('no token but a space', '/open', 'Bearer ', 401, NOBODY, 'identity.absent'),
        refused('an altered seal', f'Bearer {head}.{claims}.{"A" * len(seal)}', 'jwt.signature'),
        refused('no seal', f'Bearer {head}.{claims}.', 'jwt.signature'),
        refused('half of it', f'Bearer {head}.{claims}', 'jwt.form'),
        refused('two of them', f'Bearer {good}, Bearer {good}', 'jwt.encryption'),
        refused('two headers', f'Bearer {good}\r\nAuthorization: Bearer {good}', 'jwt.encryption'),
        refused('something after it', f'Bearer {good} x', 'base64.character'),
        refused('a quote', 'Bearer "', 'jwt.form'),
        refused('no octets of ASCII', 'Bearer \xe9\xff', 'jwt.form'),
        refused('another key', 'Bearer ' + tokens.token(signer='attacker'), 'jwt.key.unknown'),
        refused('an ID token', 'Bearer ' + tokens.token(typ='JWT'), 'jwt.typ'),
        refused('another audience', 'Bearer ' + tokens.token(aud='another'), 'jwt.audience'),
        refused('another issuer', 'Bearer ' + tokens.token(iss='https://evil.example'), 'jwt.issuer'),
        refused('expired', 'Bearer ' + tokens.token(iat=now - 900, exp=now - 600), 'jwt.expired'),
        refused('no number', 'Bearer ' + tokens.token(rrn=None), 'claims.rrn.absent'),
        refused('a wrong number', 'Bearer ' + tokens.token(rrn='85073003329'), 'rrn.checksum'),
        ('keys that cannot be had', '/open', 'Bearer ' + tokens.token(iss='https://far.example'), 503, '', 'fetch.connection'),
        ('somebody who may not', '/open', 'Bearer ' + tokens.token(rrn=httpd.STRANGER), 403, '', 'representation.absent'),
        ('another organisation', '/other', 'Bearer ' + good, 403, '', 'representation.absent'),
        ('for himself', '/self', 'Bearer ' + good, 403, '', 'self.never'),
        ('a weak digital key', '/strict', 'Bearer ' + tokens.token(acr=None), 403,
         f'{NOBODY}, error="insufficient_scope", error_description="assurance.low"', 'assurance.low'),
        ('a strong one', '/strict', 'Bearer ' + good, 200, '', ''),
    ]


def prepared(folder, modules=()):
    server = httpd.Httpd(folder, sys.argv[1], modules=modules, level='trace8')
    tokens = Tokens(server, sys.argv[2])
    for name in ('jwks.json', 'openid-jwks.json'):
        server.write(name, tokens.made('--jwks', 'idp'))
    server.write('toegang.yaml', CONFIGURATION.replace('{closed}', str(web.free_port())))
    server.configure(SECTIONS)
    return server, tokens


def beside(tap, module):
    """The server asks anew for the page of a folder once a module is there that does not say it needs no asking."""
    with web.folder('apache') as folder:
        if not os.path.exists(os.path.join(httpd.programs()[1], f'mod_{module}.so')):
            tap.skip(f'beside mod_{module}', f'sudo apt-get install libapache2-mod-{module.replace("_", "-")}')
            return
        server, tokens = prepared(folder, [module])
        server.write('site/open/index.html', 'welcome\n')
        with server.running():
            problems = judge(server, '/open/', 'Bearer ' + tokens.token(), 200, '', '')
            tap.case(f'a folder beside mod_{module}', problems + judge(server, '/open/', None, 401, NOBODY, 'identity.absent'))


def documented(tap, server, tokens):
    """The configuration of doc/apache.md, over https."""
    apache, yaml = signin.shown('Tokens')
    server.more = ('ssl',)
    for kind in ('crt', 'key'):
        shutil.copy(os.path.join(KEYS, 'eloket.' + kind), server.path('eloket.' + kind))
    server.write('toegang.yaml', yaml)
    server.write('site/subsidies/index.html', 'welcome\n')
    server.configure(signin.localised(apache, server), False)
    with server.running():
        for name, token, status in (('a good token', tokens.token(), 200), ('a weak one', tokens.token(acr=None), 403), ('none', None, 401)):
            browser = signin.Browser()
            browser.opener.addheaders = [('Authorization', 'Bearer ' + token)] if token else []
            came = browser.go(f'https://{signin.HOST}:{server.port}/subsidies/')
            tap.case(f'as documented: {name}', [] if came == status else [f'{came}: {browser.page[:300]}'])


def main():
    tap = Tap()
    with web.folder('apache') as folder:
        server, tokens = prepared(folder)
        with server.running():
            for name, *row in rows(tokens):
                tap.case(name, judge(server, *row))
            told = server.get('/open', ('Authorization', 'Bearer ' + tokens.token())).header('Told')
            tap.case('what is told', [] if told == f'permit kbo:{httpd.ORGANISATION} high' else [told])
            long = server.get('/open', ('Authorization', 'Bearer ' + 'a' * 70000))
            tap.case('longer than the server reads', [] if long.status == 400 else [str(long.status)])
        documented(tap, server, tokens)
        tap.case('sanitizers are silent', server.sanitizer())
        tap.case('no national number in a log', server.numbers())
    for module in ('auth_mellon', 'auth_openidc'):
        beside(tap, module)
    tap.end()


if __name__ == '__main__':
    main()
