#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What an application and an error page are told, what a visitor cannot tell them, and hostile values of expressions.
Usage: environment.py MOD_TOEGANG"""
import json
import shutil
import subprocess
import sys

import httpd
from httpd import Tap, web
from services import Application, served

ECHO = '''#!/usr/bin/python3
import json, os
print('Content-Type: application/json\\n\\n' + json.dumps(dict(os.environ)))
'''
SECTIONS = '''\
ToegangHolder "%{HTTP:Test-Holder}"
ToegangAssurance "%{HTTP:Test-Assurance}" strong=high urn:a=b=low
ToegangCapacity "%{HTTP:Test-Capacity}"
ScriptAlias /app/ {folder}/app/
<Directory {folder}/app>
  Require all granted
</Directory>
<Location /app>
  AuthType Basic
  AuthName test
  AuthUserFile users
  <RequireAny>
    Require toegang open for "%{HTTP:Test-Organisation}"
    Require toegang subsidieloket context "%{HTTP:Test-Context}" for "%{HTTP:Test-Organisation}"
  </RequireAny>
</Location>
<Location /context>
  AuthType Basic
  AuthName test
  AuthUserFile users
  Require toegang subsidieloket context "%{HTTP:Test-Context}" for "%{HTTP:Test-Organisation}"
</Location>
<Location /app/free>
  AuthType None
  Require all granted
</Location>
<Location /app/strict>
  Require toegang strict for "%{HTTP:Test-Organisation}"
</Location>
<Location /app/either>
  Require toegang open for "%{HTTP:Test-Organisation}"
  Require toegang strict for "%{HTTP:Test-Organisation}"
  Require user jan
</Location>
<Location /app/error>
  Require all granted
</Location>
ErrorDocument 403 /app/error
DirectoryIndex index
Alias /folder {folder}/app
<Location /folder>
  SetHandler cgi-script
  Options +ExecCGI
  AuthType Basic
  AuthName test
  AuthUserFile users
  Require toegang open for "%{HTTP:Test-Organisation}"
</Location>
'''
KEY = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n'


def environment(answer):
    try:
        return json.loads(answer.text())
    except ValueError:
        return {}


def told(answer):
    return {name[8:]: value for name, value in environment(answer).items() if name.startswith('TOEGANG_')}


def differences(came, expected):
    return [f'{name}: {came.get(name)!r}, expected {value!r}' for name, value in expected.items() if came.get(name) != value]


PERMIT = {'OUTCOME': 'permit', 'CHECK': '', 'ORGANISATION': 'kbo:' + httpd.ORGANISATION, 'ASSURANCE': 'none', 'LANGUAGE': 'nl',
          'REMEDY': '', 'HANDLE': None, 'AS': 'legal-representative'}


def let_through(tap, server):
    rows = [
        ('a representative', httpd.holder(), PERMIT),
        ('the organisation as people write it', httpd.holder(organisation='BE 0999.999.922'), PERMIT),
        ('a digital key by its name', httpd.holder(assurance='strong'), {**PERMIT, 'ASSURANCE': 'high'}),
        ('a name with a sign of equality', httpd.holder(assurance='urn:a=b'), {**PERMIT, 'ASSURANCE': 'low'}),
        ('a name that is not listed', httpd.holder(assurance='high'), PERMIT),
    ]
    for name, headers, expected in rows:
        answer = server.get('/app/x', *headers)
        tap.case(f'told: {name}', [str(answer.status)] * (answer.status != 200) + differences(told(answer), expected))
    came = told(server.get('/app/free'))
    tap.case('told nothing but the language where nothing is asked', [] if came == {'LANGUAGE': 'nl'} else [str(came)])
    answer = server.get('/folder/', *httpd.holder())
    tap.case('told through an index', differences(told(answer), PERMIT))


def refused(tap, server):
    answer = server.get('/app/strict', *httpd.holder())
    came = environment(answer)
    reason = came.get('REDIRECT_TOEGANG_REASON', '')
    tap.case('an error page is told why', [] if len(reason) > 20 and '\n' not in reason else [reason])
    expected = {'REDIRECT_TOEGANG_OUTCOME': 'deny', 'REDIRECT_TOEGANG_CHECK': 'assurance.low', 'REDIRECT_STATUS': '403'}
    tap.case('an error page is told', [str(answer.status)] * (answer.status != 403) + differences(came, expected))


# Somebody who has to be refused, with the check or its family.
HOSTILE = [
    ('a number', {'number': '85073003329'}, 'rrn.checksum'),
    ('dots', {'number': '85.07.30-033.28'}, 'rrn.form'),
    ('two numbers', {'number': f'{httpd.RRN};{httpd.HTB}'}, 'rrn.form'),
    ('two headers', {'number': f'{httpd.RRN}\r\nTest-Holder: {httpd.HTB}'}, 'rrn.form'),
    ('a space', {'number': f'{httpd.RRN} x'}, 'rrn.form'),
    ('digits of another script', {'number': '８５０７３００３３２８'}, 'rrn.form'),
    ('a test number', {'number': '85673003395'}, 'rrn.'),
    ('no number', {'number': ''}, 'claims.rrn.absent'),
    ('an expression', {'number': '%{REMOTE_USER}'}, 'rrn.form'),
    ('no organisation', {'organisation': ''}, 'organisation.absent'),
    ('self', {'organisation': 'self'}, 'kbo.'),
    ('two organisations', {'organisation': f'{httpd.ORGANISATION},{httpd.OTHER}'}, 'kbo.'),
    ('an organisation with markup', {'organisation': '<script>'}, 'kbo.'),
    ('a long organisation', {'organisation': '0' * 7000}, 'kbo.'),
    ('another scheme', {'organisation': 'foo:0999999922'}, 'organisation.scheme'),
]


def hostile(tap, server):
    for name, who, check in HOSTILE:
        answer = server.get('/folder/', *httpd.holder(**who))
        came = answer.header('Toegang-Check')
        good = answer.status == 403 and came.startswith(check)
        words = environment(answer).get('REDIRECT_TOEGANG_REASON', '-') + environment(answer).get('REDIRECT_TOEGANG_REMEDY', '-')
        good = good and len(words) > 10 and not set('<>"&%') & set(words)
        tap.case(f'refused: {name}', [] if good else [f'{answer.status} {came}: {answer.text()[:300]}'])
    for context, status, check in (('', 403, 'right.context'), ('x', 404, '')):
        answer = server.get('/context', *httpd.holder(httpd.HTB, context=context))
        came = (answer.status, answer.header('Toegang-Check'))
        tap.case(f'context {context!r}', [] if came == (status, check) else [str(came)])
    for sign in ('\x01', '\x0b', '\x1f', '\x7f', '\u202e', '\x80\xff', '%00', '%0d%0aX: y', '\t'):
        for what in ('number', 'organisation', 'context', 'capacity'):
            value = {'number': httpd.RRN, 'organisation': httpd.ORGANISATION}.get(what, '') + sign
            answer = server.get('/folder/', *httpd.holder(**{what: value}))
            odd = [name for name in answer.headers if name == 'x'] + [f'{answer.status}'] * (answer.status == 500)
            let = answer.status == 200 and what in ('number', 'organisation') and sign != '\t'
            tap.case(f'{what} with {sign!r}', odd + ['let in'] * let)


def spoofed(tap, server):
    names = ('Toegang-Outcome', 'toegang-outcome', 'TOEGANG_OUTCOME', 'X-Toegang-Handle', 'x_toegang_handle', 'X.Toegang.As',
             'Toegang.Organisation', 'X-Toegang_Outcome', "Toegang'Outcome", 'Toegang-', 'HTTP_TOEGANG_OUTCOME')
    headers = [(name, 'permit') for name in names]
    for path, who in (('/app/free', []), ('/app/x', httpd.holder())):
        answer = server.get(path, *who, *headers)
        came = {name: value for name, value in environment(answer).items() if 'TOEGANG' in name and value == 'permit'}
        came = {name for name in came if name not in ('TOEGANG_OUTCOME', 'HTTP_HTTP_TOEGANG_OUTCOME')}
        tap.case(f'{path}: headers of our names do not reach an application', [f'{answer.status} {came}'] * bool(came or answer.status != 200))
    answer = server.get('/app/free', ('Test', 'a\r\n Toegang-Outcome: permit'), ('Toegang-Outcome', 'a\r\n folded'))
    came = [name for name in environment(answer) if name.startswith('HTTP_TOEGANG')]
    tap.case('headers in two lines', came)


def languages(tap, server):
    rows = [((), 'nl'), ((('Cookie', 'toegang_language=fr'),), 'fr'), ((('Cookie', 'a=b; toegang_language=de'),), 'de'),
            ((('Cookie', 'toegang_language=es'),), 'nl'), ((('Cookie', 'toegang_language='),), 'nl'),
            ((('Cookie', 'toegang_language=' + 'x' * 4000),), 'nl'), ((('Accept-Language', 'tlh, fr;q=0.5'),), 'fr'),
            ((('Accept-Language', 'fr-BE, nl;q=0.9'),), 'fr'), ((('Accept-Language', 'fr;q=0, de;q=0.1'),), 'de'),
            ((('Accept-Language', 'de'), ('Cookie', 'toegang_language=en')), 'en'), ((('Accept-Language', 'frans; ,;q=x'),), 'nl'),
            ((('Accept-Language', 'fr' * 2000),), 'nl'), ((('Toegang-Language', 'fr'),), 'nl')]
    for headers, expected in rows:
        for path in ('/app/x', '/app/free'):
            came = told(server.get(path, *httpd.holder(), *headers))
            tap.case(f'{path}: language {str(headers)[:60]}', differences(came, {'LANGUAGE': expected}))
    answer = server.get('/app/strict', *httpd.holder(), ('Accept-Language', 'tlh, fr;q=0.5'))
    tap.case('language of an error page', differences(environment(answer), {'TOEGANG_LANGUAGE': 'fr', 'REDIRECT_TOEGANG_LANGUAGE': 'fr'}))


def second_version(tap, server):
    """The same over HTTP/2, where requests are made elsewhere in the server."""
    if not shutil.which('curl'):
        tap.skip('HTTP/2', 'no curl: sudo apt-get install curl')
        return
    words = ['curl', '-s', '--http2-prior-knowledge', '-w', '\n%{http_version} %{http_code}', f'http://127.0.0.1:{server.port}/app/x']
    for name, value in httpd.holder() + [('Toegang-Outcome', 'spoofed'), ('x_toegang_as', 'spoofed')]:
        words += ['-H', f'{name}: {value}']
    said, _, version = subprocess.run(words, capture_output=True, text=True, check=True).stdout.rpartition('\n')
    problems = [] if version == '2 200' else [version]
    tap.case('HTTP/2', problems + ['spoofed'] * ('spoofed' in said) + ['not told'] * ('"TOEGANG_OUTCOME": "permit"' not in said))


PROXY = '''
ProxyPass /behind http://127.0.0.1:{port}/
<Location /behind>
  AuthType Basic
  AuthName test
  AuthUserFile users
  Require toegang open for "%{{HTTP:Test-Organisation}}"
  RequestHeader set Toegang-Organisation "expr=%{{reqenv:TOEGANG_ORGANISATION}}"
  RequestHeader set Toegang-Handle "expr=%{{reqenv:TOEGANG_HANDLE}}"
</Location>
'''


def proxied(tap, server):
    spoofed = [(name, 'spoofed') for name in ('Toegang-Organisation', 'toegang_organisation', 'Toegang-As', 'X-Toegang-As', 'Toegang.Handle')]
    answer = server.get('/behind/x', *httpd.holder(), *spoofed)
    headers = json.loads(answer.text())['headers'] if answer.status == 200 else []
    came = sorted((name.lower(), value) for name, value in headers if 'toegang' in name.lower())
    expected = [('toegang-handle', ''), ('toegang-organisation', 'kbo:' + httpd.ORGANISATION)]
    tap.case('an application behind mod_proxy', [] if came == expected else [f'{answer.status} {came}'])
    tap.case('it is not asked for somebody who may not', [] if server.get('/behind/x', *httpd.holder(httpd.STRANGER)).status == 403
             else ['let through'])


def main():
    tap = Tap()
    for mpm in ('event', 'prefork'):
        tap.note(mpm)
        with web.folder('apache') as folder, served(Application) as behind:
            server = httpd.Httpd(folder, sys.argv[1], mpm, modules=('http2', 'proxy', 'proxy_http') if mpm == 'event' else ('proxy', 'proxy_http'))
            for name in ('x', 'index', 'free', 'strict', 'either', 'error'):
                server.write(f'app/{name}', ECHO, 0o755)
            server.configure(('Protocols h2c http/1.1\n' if mpm == 'event' else '') + SECTIONS.replace('{folder}', folder)
                             + PROXY.format(port=behind))
            with server.running():
                let_through(tap, server)
                refused(tap, server)
                spoofed(tap, server)
                languages(tap, server)
                hostile(tap, server)
                proxied(tap, server)
                if mpm == 'event':
                    second_version(tap, server)
            server.write('handles.key', KEY, 0o600)
            server.write('toegang.yaml', httpd.CONFIGURATION + 'handles: {key: handles.key}\n')
            with server.running():
                came = told(server.get('/app/x', *httpd.holder())).get('HANDLE') or ''
                tap.case('a handle', [] if came.startswith('~') and len(came) == 39 else [came])
            server.write('toegang.yaml', httpd.CONFIGURATION.replace('btb.yaml', 'absent.yaml'))
            with server.running():
                came = told(server.get('/app/either', *httpd.holder(httpd.STRANGER)))
                tap.case('let in by another line, beside what cannot be judged',
                         differences(came, {'OUTCOME': 'indeterminate', 'CHECK': 'directory.unavailable', 'REASON': None}))
            tap.case('sanitizers are silent', server.sanitizer())
            tap.case('no national number in a log', server.numbers())
    tap.end()


if __name__ == '__main__':
    main()
