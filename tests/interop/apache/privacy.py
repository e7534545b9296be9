#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A module that signs people in by their national number puts it in REMOTE_USER, which every log shows: not behind
mod_toegang. Everything is logged (trace8). Usage: privacy.py MOD_TOEGANG"""
import base64
import sys

import httpd
from httpd import Tap, web

SECTIONS = '''\
LogFormat "%h %l %u \\"%r\\" %>s %{{TOEGANG_HANDLE}}e %{{REMOTE_USER}}e" shown
CustomLog {folder}/access.log shown
ToegangHolder "%{{REMOTE_USER}}"
<Location /app>
  AuthType Basic
  AuthName test
  AuthUserFile users
  Require toegang strict for 0999999922
  Require toegang {eloket} for 0999999922
</Location>
<Location /none>
  AuthType Basic
  AuthName test
  AuthUserFile users
  <RequireAll>
    Require valid-user
    Require not toegang open for 0999999922
  </RequireAll>
</Location>
'''
# Who signs in, and how he is shown without a key for handles.
USERS = {httpd.RRN: '85.07.30-***.**', httpd.STRANGER: '85.07.30-***.**', '85.07.30-033.28': 'somebody',
         '85073003329': 'somebody', f'x{httpd.RRN}y': 'somebody', 'jan': 'jan'}


def shown(server, path, user):
    basic = base64.b64encode(f'{user}:test'.encode()).decode()
    answer = server.get(path, ('Authorization', 'Basic ' + basic))
    return answer.status, server.read('access.log').splitlines()[-1].split(' ')[2]


def main():
    tap = Tap()
    with web.folder('apache') as folder:
        server = httpd.Httpd(folder, sys.argv[1], level='trace8')
        users = server.read('users').splitlines()[0].partition(':')[2]
        server.write('users', ''.join(f'{user}:{users}\n' for user in USERS))
        for eloket in ('open', 'subsidieloket'):
            server.configure(SECTIONS.format(folder=folder, eloket=eloket))
            with server.running():
                for path in ('/app', '/none'):
                    for user, expected in USERS.items():
                        status, came = shown(server, path, user)
                        tap.case(f'{eloket}{path}: {expected}', [] if came == expected and status in (403, 404) else [f'{status} {came}'])
        server.write('handles.key', '5a' * 32 + '\n', 0o600)
        server.write('toegang.yaml', httpd.CONFIGURATION + 'handles: {key: handles.key}\n')
        with server.running():
            status, came = shown(server, '/app', httpd.RRN)
            tap.case('a handle', [] if came.startswith('~') else [came])
        tap.case('the level is what it says', [] if 'trace4' in server.read('error.log') else ['no trace'])
        tap.case('no national number in a log', server.numbers())
        tap.case('sanitizers are silent', server.sanitizer())
    tap.end()


main()
