#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The page of a refusal behind ErrorDocument, and the language that is chosen on it. Usage: page.py MOD_TOEGANG
FORGE"""
import subprocess
import sys
from random import Random

import httpd
from httpd import Tap, web

SECTIONS = '''\
ToegangHolder "%{HTTP:Test-Holder}"
ToegangTitle "Loket & <co>"
ToegangTitle fr "Guichet & <cie>"
ToegangLink home /
ToegangLink sign-out /mellon/logout?ReturnTo=/
ToegangLink language /toegang/language
ErrorDocument 401 /toegang/refusal
ErrorDocument 403 /toegang/refusal
ErrorDocument 503 /toegang/refusal
<Location /toegang/refusal>
  SetHandler toegang-page
</Location>
<Location /toegang/language>
  SetHandler toegang-language
</Location>
<LocationMatch ^/(in|strict)>
  AuthType Basic
  AuthName test
  AuthUserFile users
</LocationMatch>
<Location /in>
  Require toegang open for "%{HTTP:Test-Organisation}"
</Location>
<Location /strict>
  ToegangLanguage de
  Require toegang strict for "%{HTTP:Test-Organisation}"
</Location>
<Location /closed>
  Require ip 192.0.2.1
</Location>
<Location /none>
  AuthType Basic
  AuthName test
  AuthUserFile users
  <RequireAll>
    Require valid-user
    Require not toegang open for "%{HTTP:Test-Organisation}"
  </RequireAll>
</Location>
<Location /either>
  AuthType Basic
  AuthName test
  AuthUserFile users
  Require toegang open for "%{HTTP:Test-Organisation}"
  Require user jan
  RewriteEngine On
  RewriteRule ^ - [F]
</Location>
<Location /token>
  AuthType toegang
  Require toegang open
</Location>
'''
TRUST = '''\
trust:
  - {issuer: https://op.example, jwks: jwks.json, algorithms: [RS256], audience: e-loket, claims: acm}
'''
STRANGER = httpd.holder(httpd.STRANGER)
# What is asked; with the status, the language, what stands there and what must not.
PAGES = [
    ('a stranger', '/in', STRANGER, 403, 'nl', ('representation.absent', 'Loket &amp; &lt;co&gt;', 'href="/mellon/logout?ReturnTo=/"')),
    ('by POST', '/in', STRANGER + [('Content-Length', '0')], 403, 'nl', ('representation.absent',)),
    ('in French', '/in', STRANGER + [('Accept-Language', 'es, fr;q=0.9, en;q=0.8')], 403, 'fr', ('representation.absent', 'Guichet &amp; &lt;cie&gt;')),
    ('in the language chosen', '/in', STRANGER + [('Accept-Language', 'fr'), ('Cookie', 'toegang_language=en')], 403, 'en', ('Loket &amp; &lt;co&gt;',)),
    ('in that of the place', '/strict', httpd.holder(), 403, 'de', ('assurance.low',)),
    ('nobody', '/in', (), 401, 'nl', ('identity.absent',)),
    ('nobody, with a token', '/token', (), 401, 'nl', ('identity.absent',)),
    ('a bad token', '/token', (('Authorization', 'Bearer x'),), 401, 'nl', ('jwt.form',)),
    ('hostile', '/in', httpd.holder(organisation='<script>alert(1)</script>'), 403, 'nl', ('kbo.',)),
    ('a rule of the server', '/closed', (), 403, 'nl', ('host.forbidden', 'geen toegang')),
    ('somebody who may, where nobody who may is let in', '/none', httpd.holder(), 403, 'nl', ('host.forbidden', 'geen toegang')),
    ('let in by another line, to what a rule closes', '/either', STRANGER, 403, 'nl', ('host.forbidden', 'geen toegang')),
    ('a hostile address', '/in/%3Cscript%3E?"><script>', STRANGER, 403, 'nl', ('representation.absent',)),
]


# The whole site asks; what everybody may see stands apart.
WHOLE = '''\
ToegangHolder "%{HTTP:Test-Holder}"
ErrorDocument 403 /toegang/refusal
<Location />
  AuthType Basic
  AuthName test
  AuthUserFile users
  Require toegang open for "%{HTTP:Test-Organisation}"
</Location>
<Location /toegang/refusal>
  AuthType None
  Require all granted
  SetHandler toegang-page
</Location>
'''


def shown(answer, status, language, words):
    problems = [f'without {word}' for word in (f'lang="{language}"',) + words if word not in answer.text()]
    problems += [f'with {word}' for word in ('<script', httpd.RRN, httpd.STRANGER, 'yaml') if word in answer.text()]
    for name, value in (('Content-Type', 'text/html; charset=utf-8'), ('Cache-Control', 'no-store'),
                        ('X-Content-Type-Options', 'nosniff')):
        if answer.header(name) != value:
            problems.append(f'{name}: {answer.header(name)}')
    if "default-src 'none'" not in answer.header('Content-Security-Policy'):
        problems.append('no policy')
    return [f'{answer.status}, expected {status}'] * (answer.status != status) + problems


def pages(tap, server):
    for name, path, who, *expected in PAGES:
        answer = server.get(path, *who, method='POST' if name == 'by POST' else 'GET')
        tap.case(f'page: {name}', shown(answer, *expected))
    for path in ('/toegang/refusal', '/toegang/refusal?check=x'):
        tap.case(f'{path} by itself', [] if server.get(path).status == 404 else ['it is there'])
    head = server.get('/in', *STRANGER, method='HEAD')
    tap.case('HEAD', [f'{head.status} {len(head.body)}'] * (head.status != 403 or head.body != b''))


def any_octets(tap, server, count=600):
    """Requests of which nobody thought: each gets an answer, nobody gets in by one, and none comes back in a page."""
    random, odd = Random(20261126), []
    signs = [chr(sign) for sign in range(1, 256)] + ['%00', '%{', '<script', '"', "'", '..', '/', ' ' * 50, 'x' * 300, httpd.RRN]
    names = ('Test-Holder', 'Test-Organisation', 'Cookie', 'Accept-Language', 'Toegang-Check', 'Authorization')
    for _ in range(count):
        text = ''.join(random.choices(signs, k=random.randint(0, 12))).replace('\r', '').replace('\n', random.choice(('', '\r\n ')))
        header = (random.choice(names), text)
        answer = server.get('/in', *STRANGER, header)
        if answer.status not in (400, 401, 403) or '<script' in answer.text() or httpd.RRN in answer.text():
            odd.append(f'{answer.status}: {header!r}')
    tap.case('any octets', odd)
    tap.case('and then it still lets in who may', [] if server.get('/in', *httpd.holder()).status == 404 else ['it does not'])


# A query; with the status and where it leads.
LANGUAGES = [('to=%2Fin%3Fa%3Db&language=fr', 303, '/in?a=b'), ('language=de', 303, '/'), ('to=%2Fin&language=es', 400, ''), ('', 400, ''),
             ('to=https%3A%2F%2Fevil.example&language=fr', 303, '/'), ('to=%2F%2Fevil.example&language=fr', 303, '/'),
             ('to=%2F%5Cevil.example&language=fr', 303, '/'), ('to=%2Fa%0d%0aX:y&language=fr', 303, '/'),
             ('language=fr%0d%0aX:y', 400, ''), ('to=%2F%252Fevil.example&language=nl', 303, '/')]


def languages(tap, server):
    for query, status, to in LANGUAGES:
        answer = server.get('/toegang/language?' + query)
        came = (answer.status, answer.header('Location'), 'x' in answer.headers)
        cookie = answer.header('Set-Cookie').startswith('toegang_language=') == (status == 303)
        tap.case(f'language: {query}', [] if came == (status, to, False) and cookie else [f'{came} {answer.headers}'])
    link = server.get('/in?a=b&c', *STRANGER).text().partition('/toegang/language?to=')[2].partition('&')[0]
    tap.case('the page leads back', [] if link == '%2fin%3fa%3db%26c' else [link])


def main():
    tap = Tap()
    with web.folder('apache') as folder:
        server = httpd.Httpd(folder, sys.argv[1], modules=('rewrite',))
        server.write('jwks.json', subprocess.run([sys.argv[2], '--jwks', 'idp'], capture_output=True, check=True).stdout)
        server.write('toegang.yaml', TRUST + httpd.CONFIGURATION)
        server.configure(SECTIONS)
        with server.running():
            pages(tap, server)
            languages(tap, server)
            any_octets(tap, server)
        server.configure(WHOLE)
        with server.running():
            tap.case('page: of a whole site', shown(server.get('/', *STRANGER), 403, 'nl', ('representation.absent',)))
        server.configure(SECTIONS)
        server.write('toegang.yaml', TRUST + httpd.CONFIGURATION.replace('btb.yaml', 'absent.yaml'))
        with server.running():
            answer = server.get('/in', *STRANGER)
            tap.case('page: what cannot be judged', shown(answer, 503, 'nl', ('directory.unavailable',)))
        tap.case('no national number in a log', server.numbers())
        tap.case('sanitizers are silent', server.sanitizer())
    tap.end()


main()
