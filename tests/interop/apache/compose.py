#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Require toegang among the other Require lines, in sections, .htaccess, Limit; with whom it lets in and what it answers.
Usage: compose.py MOD_TOEGANG"""
import sys

import httpd
from httpd import Tap, web

WHO = '''\
ToegangHolder "%{HTTP:Test-Holder}"
ToegangAssurance "%{HTTP:Test-Assurance}" strong=high
ToegangCapacity "%{HTTP:Test-Capacity}"
'''
SIGNED_IN = '''\
  AuthType Basic
  AuthName test
  AuthUserFile users
'''
FOR = 'for "%{HTTP:Test-Organisation}"'
JAN, HTB, STRANGER = (httpd.holder(number) for number in (httpd.RRN, httpd.HTB, httpd.STRANGER))

# Lines of a section; then for Jan (may), a stranger (may not), nobody, and the stranger when a register is down.
SECTIONS = [
    ('alone', f'Require toegang open {FOR}', 200, 403, 401, 503),
    ('any, with an address', f'Require ip 127.0.0.1\nRequire toegang open {FOR}', 200, 200, 200, 200),
    ('any, with an address after it', f'Require toegang open {FOR}\nRequire ip 127.0.0.1', 200, 200, 200, 200),
    ('any, with another address', f'Require ip 192.0.2.1\nRequire toegang open {FOR}', 200, 403, 401, 503),
    ('any, two e-counters', f'Require toegang strict {FOR}\nRequire toegang open {FOR}', 200, 403, 401, 503),
    ('any, and the last is sure of its no', f'Require toegang open {FOR}\nRequire toegang strict {FOR}', 200, 403, 401, 503),
    ('all', f'<RequireAll>\nRequire toegang open {FOR}\nRequire ip 127.0.0.1\n</RequireAll>', 200, 403, 401, 503),
    ('all, one no', f'<RequireAll>\nRequire toegang open {FOR}\nRequire ip 192.0.2.1\n</RequireAll>', 403, 403, 403, 403),
    ('all, two e-counters', f'<RequireAll>\nRequire toegang open {FOR}\nRequire toegang strict {FOR}\n</RequireAll>',
     403, 403, 401, 503),
    ('any user', 'Require toegang open ' + FOR + '\nRequire user piet', 200, 403, 401, 503),
    ('that user', 'Require toegang open ' + FOR + '\nRequire user jan', 200, 200, 401, 200),
    ('none', f'<RequireAll>\nRequire all granted\n<RequireNone>\nRequire toegang open {FOR}\n</RequireNone>\n</RequireAll>',
     403, 200, 401, 503),
    ('not', f'<RequireAll>\nRequire valid-user\nRequire not toegang open {FOR}\n</RequireAll>', 403, 200, 401, 503),
    ('within none, all', f'<RequireAll>\nRequire all granted\n<RequireNone>\n<RequireAll>\nRequire toegang open {FOR}\n'
     f'Require ip 127.0.0.1\n</RequireAll>\n</RequireNone>\n</RequireAll>', 403, 200, 401, 503),
    ('an alias', 'Require counter', 200, 403, 401, 503),
    ('an alias within none', '<RequireAll>\nRequire all granted\n<RequireNone>\nRequire counter\n</RequireNone>\n'
     '</RequireAll>', 403, 200, 401, 503),
    ('included within none', '<RequireAll>\nRequire all granted\n<RequireNone>\nInclude included.conf\n</RequireNone>\n'
     '</RequireAll>', 403, 200, 401, 503),
    ('a macro within none', '<RequireAll>\nRequire all granted\n<RequireNone>\nUse Counter\n</RequireNone>\n</RequireAll>',
     403, 200, 401, 503),
    ('within none, where a module is', f'<RequireAll>\nRequire all granted\n<RequireNone>\n<IfModule mod_alias.c>\n'
     f'<IfModule mod_dir.c>\nRequire toegang open {FOR}\n</IfModule>\n</IfModule>\n</RequireNone>\n</RequireAll>', 403, 200, 401, 503),
    ('included twice within none', '<RequireAll>\nRequire all granted\n<RequireNone>\n<IfModule mod_dir.c>\nInclude outer.conf\n'
     '</IfModule>\n</RequireNone>\n</RequireAll>', 403, 200, 401, 503),
    ('none, included', '<RequireAll>\nRequire all granted\nInclude none.conf\n</RequireAll>', 403, 200, 401, 503),
    ('401 turned off', f'AuthzSendForbiddenOnFailure On\nRequire toegang open {FOR}', 200, 403, 401, 503),
]


def written(sections):
    places = [f'<Location /{number}>\n{SIGNED_IN}{lines}\n</Location>' for number, (_, lines, *_) in enumerate(sections)]
    return f'''{WHO}<AuthzProviderAlias toegang counter 'open for "%{{HTTP:Test-Organisation}}"'>
</AuthzProviderAlias>
<Macro Counter>
Require toegang open {FOR}
</Macro>
''' + '\n'.join(places) + '\n'


def statuses(server, *people):
    """No page stands there: who is let in gets a 404."""
    for number in range(len(SECTIONS)):
        came = [server.get(f'/{number}/', *who).status for who in people]
        yield [200 if status == 404 else status for status in came]


def compared(tap, what, server, expected, *people):
    for (name, *_), came, wanted in zip(SECTIONS, statuses(server, *people), expected):
        tap.case(f'{what}: {name}', [] if came == wanted else [f'{came}, expected {wanted}'])


# Files .htaccess, in folders; with the answers to Jan and a stranger. Then what is wrong there, and is said in the log.
HTACCESS = [
    ('one line', f'Require toegang open {FOR}', 200, 403),
    ('one line, with quotes', f'Require toegang "subsidieloket" right "subsidie-indienen" {FOR}', 403, 403),
    ('language and patience', f'ToegangLanguage fr\nToegangPatience 1s\nRequire toegang open {FOR}', 200, 403),
    ('a section', f'<RequireAll>\nRequire toegang open {FOR}\nRequire valid-user\n</RequireAll>', 200, 403),
    ('none', f'<RequireAll>\nRequire valid-user\n<RequireNone>\nRequire toegang open {FOR}\n</RequireNone>\n</RequireAll>',
     403, 200),
    ('an unknown e-counter', 'Require toegang opem', 500, 500, 'expected open, came opem'),
    ('an unknown word', 'Require toegang open fro self', 500, 500, "unknown word 'fro'"),
    ('who it is', 'ToegangHolder "85073003328"\nRequire toegang open', 500, 500, 'ToegangHolder not allowed here'),
    ('another configuration', 'ToegangConfig toegang.yaml', 500, 500, 'ToegangConfig not allowed here'),
    ('a file of the server', 'Require toegang open for "%{file:/etc/hostname}"', 500, 500, 'Require toegang:'),
]
# Sections that meet in one place.
PLACES = f"""\
<Directory {{folder}}/site>
{SIGNED_IN}  Require toegang strict {FOR}
</Directory>
<Directory {{folder}}/site/inner>
  Require toegang open {FOR}
</Directory>
<Directory {{folder}}/site/both>
  AuthMerging And
  Require toegang open {FOR}
</Directory>
<Directory {{folder}}/site/either>
  AuthMerging Or
  Require toegang open {FOR}
</Directory>
<Directory {{folder}}/site/limit>
  <Limit POST>
    Require toegang strict {FOR}
  </Limit>
  <LimitExcept POST>
    Require toegang open {FOR}
  </LimitExcept>
</Directory>
<Directory {{folder}}/site/who>
  ToegangAssurance high
  ToegangHolder {httpd.RRN}
</Directory>
<Directory {{folder}}/site/if>
  <If "%{{QUERY_STRING}} == 'open'">
    Require toegang open {FOR}
  </If>
</Directory>
"""
MEETING = [('/index.html', 'GET', 403, 403), ('/inner/', 'GET', 200, 403), ('/both/', 'GET', 403, 403),
           ('/either/', 'GET', 200, 403), ('/limit/', 'GET', 200, 403), ('/limit/', 'POST', 403, 403),
           ('/who/', 'GET', 200, 200), ('/if/', 'GET', 403, 403), ('/if/?open', 'GET', 200, 403)]


def asked(server, path, method='GET'):
    came = [server.get(path, *who, method=method).status for who in (JAN, STRANGER)]
    return [200 if status in (404, 405) else status for status in came]


def htaccess(tap, server):
    for number, (name, text, *expected) in enumerate(HTACCESS):
        server.write(f'site/{number}/index.html', 'welcome\n')
        server.write(f'site/{number}/.htaccess', SIGNED_IN + text + '\n')
        came = asked(server, f'/{number}/')
        problems = [] if came == expected[:2] else [f'{came}, expected {expected[:2]}']
        problems += [f'the log is without: {words}' for words in expected[2:] if words not in server.read('error.log')]
        tap.case(f'.htaccess: {name}', problems)


def meeting(tap, server):
    for path, method, *expected in MEETING:
        server.write(f'site{path.partition("?")[0]}index.html'.replace('index.htmlindex.html', 'index.html'), 'welcome\n')
        came = asked(server, path, method)
        tap.case(f'{method} {path}', [] if came == expected else [f'{came}, expected {expected}'])


# Two sites with a configuration each; a place of the server itself, whose e-counter only one of them knows.
SITES = f"""\
ToegangConfig toegang.yaml
<Location /shared>
{SIGNED_IN}  Require toegang open {FOR}
</Location>
<VirtualHost 127.0.0.1:{{port}}>
  ServerName first.example
</VirtualHost>
<VirtualHost 127.0.0.1:{{port}}>
  ServerName second.example
  ToegangConfig second.yaml
  <Location /own>
{SIGNED_IN}    Require toegang elsewhere {FOR}
  </Location>
</VirtualHost>
"""


def sites(tap, server):
    rows = [('first.example', '/shared', [200, 403]), ('second.example', '/own', [403, 200]), ('second.example', '/shared', [503, 503])]
    for host, path, expected in rows:
        came = [server.get(path, *who, host=host).status for who in (JAN, STRANGER)]
        came = [200 if status == 404 else status for status in came]
        tap.case(f'{host}{path}', [] if came == expected else [f'{came}, expected {expected}'])
    tap.case('an e-counter that a site does not know is told', [] if 'expected elsewhere, came open' in server.read('error.log')
             else ['it is not'])


def main():
    tap = Tap()
    with web.folder('apache') as folder:
        server = httpd.Httpd(folder, sys.argv[1], modules=('macro',))
        server.write('included.conf', f'Require toegang open {FOR}\n')
        server.write('outer.conf', '<RequireAny>\nInclude included.conf\n</RequireAny>\n')
        server.write('none.conf', '<RequireNone>\nInclude included.conf\n</RequireNone>\n')
        server.configure(written(SECTIONS))
        with server.running():
            compared(tap, 'Jan, a stranger, nobody', server, [list(row[2:5]) for row in SECTIONS], JAN, STRANGER, ())
        # Jan is proven by the other register; of the stranger nobody can tell.
        server.write('toegang.yaml', httpd.CONFIGURATION.replace('btb.yaml', 'absent.yaml'))
        with server.running():
            compared(tap, 'a register is down', server, [[row[2], row[5]] for row in SECTIONS], JAN, STRANGER)
        server.write('toegang.yaml', httpd.CONFIGURATION)
        server.configure(WHO)
        with server.running():
            htaccess(tap, server)
        server.configure(WHO + PLACES.replace('{folder}', folder))
        with server.running():
            meeting(tap, server)
        server.write('second.yaml', 'directories:\n  kbo: yaml:second-kbo.yaml\ne-lokets:\n  elsewhere: {legal-representative: automatic}\n')
        server.write('second-kbo.yaml', httpd.FACTS['kbo.yaml'].replace(httpd.RRN, httpd.STRANGER))
        server.configure(WHO + SITES.replace('{port}', str(server.port)), False)
        with server.running():
            sites(tap, server)
        tap.case('sanitizers are silent', server.sanitizer())
    tap.end()


main()
