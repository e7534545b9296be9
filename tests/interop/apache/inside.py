#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Requests that lead elsewhere within the server, by rewriting, to the page of a folder, to a part of a page or where a COPY is
to go: asked about where they lead, and the application there is told. Usage: inside.py MOD_TOEGANG"""
import json
import os
import sys

import httpd
from httpd import Tap, web

from environment import ECHO

SIGNED_IN = 'AuthType Basic\nAuthName test\nAuthUserFile users\n'
# The organisation stands in the address. Jan may act for one of the two.
ADDRESSES = '''\
ErrorDocument 403 /app/error
ErrorDocument 404 /org/0999999922/x
ScriptAlias /app/ {folder}/app/
<Directory {folder}/app>
  Require all granted
</Directory>
Alias /org {folder}/org
<Directory {folder}/org>
  Options +FollowSymLinks +ExecCGI
  Require all granted
  RewriteEngine On
  RewriteRule ^[0-9]+/of/([0-9]+) /org/$1/x [L]
  SetHandler cgi-script
</Directory>
<LocationMatch "^/org/(?<NUMBER>[0-9]+)/">
  {who}  Require toegang open for "%{{reqenv:MATCH_NUMBER}}"
</LocationMatch>
'''
# One program answers whatever is asked, as many applications do; that is written in .htaccess. As a sign-in module does, the
# server says of the first address alone who it is; nor would another line let in where it leads.
FRONT = '''\
SetEnvIf Request_URI "^/(some/page)?$" NUMBER=0999999922
<Directory {folder}/site>
  Options +FollowSymLinks +ExecCGI
  AllowOverride FileInfo
  SetHandler cgi-script
  {who}  <RequireAll>
    Require expr "%{{REQUEST_URI}} != '/front'"
    Require toegang open for "%{{reqenv:NUMBER}}"
  </RequireAll>
</Directory>
'''
HTACCESS = '''\
RewriteEngine On
RewriteRule ^front$ - [L]
RewriteRule ^ /front [L]
'''
# Folders of organisations that programs read and write, with pages that have parts.
FOLDERS = '''\
TypesConfig mime.types
DavLockDB {folder}/run/locks
Alias /org {folder}/shelves
<Directory {folder}/shelves>
  Dav On
  Options +Indexes +Includes
  AddOutputFilter INCLUDES .shtml
  Require all granted
</Directory>
<LocationMatch "^/org/(?<NUMBER>[0-9]+)/">
  {who}  Require toegang open for "%{{reqenv:MATCH_NUMBER}}"
</LocationMatch>
'''
JAN, STRANGER = httpd.holder(), httpd.holder(httpd.STRANGER)
OWN, OTHER = httpd.ORGANISATION, httpd.OTHER


def organisation(answer):
    """For whom its application was told that he acts."""
    return json.loads(answer.text()).get('TOEGANG_ORGANISATION') if answer.status == 200 else None


def addresses(tap, server):
    for path, status in ((f'{OWN}/x', 200), (f'{OTHER}/x', 403), (f'{OTHER}/of/{OWN}', 403), (f'{OWN}/of/{OWN}', 200),
                         (f'{OWN}/of/{OTHER}', 403), (f'{OWN}/../{OTHER}/x', 403), (f'{OWN}/%2e%2e/{OTHER}/x', 403)):
        answer = server.get('/org/' + path, *JAN)
        came, expected = (answer.status, organisation(answer)), (status, 'kbo:' + OWN if status == 200 else None)
        tap.case(f'/org/{path}', [] if came == expected else [f'{came}, expected {expected}'])
    check = json.loads(server.get(f'/org/{OWN}/of/{OTHER}', *JAN).text()).get('REDIRECT_TOEGANG_CHECK')
    tap.case('its error page is told', [] if check == 'representation.absent' else [str(check)])
    absent = server.get(f'/org/{OWN}/absent', *JAN)
    came = absent.status, json.loads(absent.text()).get('TOEGANG_ORGANISATION')
    tap.case('a page that is not there', [] if came == (404, 'kbo:' + OWN) else [str(came)])


def front(tap, server):
    for path in ('/', '/some/page'):
        answer = server.get(path, *JAN)
        tap.case(f'{path}: the application is told', [] if organisation(answer) == 'kbo:' + OWN else [f'{answer.status} {answer.text()}'])
        status = server.get(path, *STRANGER).status
        tap.case(f'{path}: a stranger', [] if status == 403 else [str(status)])


def sent(server, method, source, target):
    """A COPY or MOVE from one organisation to another."""
    destination = ('Destination', f'http://127.0.0.1:{server.port}/org/{target}')
    return server.get('/org/' + source, *JAN, destination, method=method).status


def folders(tap, server):
    for method in ('COPY', 'MOVE'):
        came = sent(server, method, f'{OWN}/page', f'{OTHER}/page'), os.path.exists(server.path('shelves', OTHER, 'page'))
        tap.case(f'{method} to another organisation', [] if came == (403, False) else [str(came)])
        came = sent(server, method, f'{OTHER}/{OTHER}', f'{OWN}/page')
        tap.case(f'{method} from another organisation', [] if came == 403 else [str(came)])
    came = sent(server, 'COPY', f'{OWN}/page', f'{OWN}/copy'), os.path.exists(server.path('shelves', OWN, 'copy'))
    tap.case('COPY within its own', [] if came == (201, True) else [str(came)])
    text = server.get(f'/org/{OWN}/parts.shtml', *JAN).text()
    tap.case('parts of a page', [] if f'of {OWN}' in text and f'of {OTHER}' not in text else [text])
    asked = server.read('error.log').count('permit []')
    listed = server.get(f'/org/{OWN}/', *JAN, ('Depth', '1'), method='PROPFIND').text().count('number')
    asked = server.read('error.log').count('permit []') - asked
    tap.case('a folder whose names are asked for is asked about once', [] if (listed, asked) == (20, 1) else [f'{listed} {asked}'])


def written(server):
    for number in (OWN, OTHER):
        server.write(f'org/{number}/x', ECHO, 0o755)
        server.write(f'shelves/{number}/{number}', f'of {number}')
        os.chmod(server.path('shelves', number), 0o777)
    server.write(f'shelves/{OWN}/page', 'a page')
    server.write(f'shelves/{OWN}/parts.shtml', ''.join(f'<!--#include virtual="/org/{number}/{number}" -->' for number in (OWN, OTHER)))
    for number in range(20):
        server.write(f'shelves/{OWN}/number{number}', '')
    server.write('mime.types', 'text/html html shtml\n')
    server.write('app/error', ECHO, 0o755)
    server.write('site/front', ECHO, 0o755)
    server.write('site/.htaccess', HTACCESS)


def main():
    tap = Tap()
    with web.folder('apache') as folder:
        server = httpd.Httpd(folder, sys.argv[1], modules=('rewrite', 'dav', 'dav_fs', 'autoindex', 'mime', 'include'))
        written(server)
        for text, walk in ((ADDRESSES, addresses), (FRONT, front), (FOLDERS, folders)):
            server.configure('ToegangHolder "%{HTTP:Test-Holder}"\n' + text.format(folder=folder, who=SIGNED_IN))
            with server.running():
                walk(tap, server)
        tap.case('sanitizers are silent', server.sanitizer())
    tap.end()


main()
