#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Registers in SQLite, which each child opens by itself; they follow a change and outlive a graceful restart.
Usage: stores.py MOD_TOEGANG TOEGANG"""
import os
import subprocess
import sys
import threading

import httpd
from httpd import Tap, web

CONFIGURATION = '''\
directories:
  kbo: sqlite:facts.db
e-lokets:
  open: {legal-representative: automatic}
'''
SECTIONS = '''\
ToegangHolder "%{HTTP:Test-Holder}"
<Location /in>
  AuthType Basic
  AuthName test
  AuthUserFile users
  Require toegang open for 0999999922
</Location>
'''


def told(server, *words):
    ran = subprocess.run([os.path.realpath(sys.argv[2]), *words, '--config', server.path('toegang.yaml')], check=False,
                         capture_output=True, text=True)
    if ran.returncode:
        raise RuntimeError(ran.stdout + ran.stderr)


def put(server, number):
    server.write('kbo.csv', f'holder,organisation,code,from\n{number},{httpd.ORGANISATION},10007,2019-03-01\n')
    told(server, 'directory', 'import', '--register', 'kbo', server.path('kbo.csv'))


def many(server, number, count=40):
    """What so many get, eight at a time."""
    came = []

    def ask():
        for _ in range(count // 8):
            came.append(server.get('/in', *httpd.holder(number)).status)
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return set(came)


def opened(server):
    """Processes that have the file open: the parent is none of them."""
    master = server.process.pid
    with open(f'/proc/{master}/task/{master}/children', encoding='ascii') as file:
        children = [int(pid) for pid in file.read().split()]
    having = []
    for pid in [master, *children]:
        try:
            links = [os.readlink(f'/proc/{pid}/fd/{name}') for name in os.listdir(f'/proc/{pid}/fd')]
        except OSError:
            continue
        having += [pid] * any('facts.db' in link for link in links)
    return having


def main():
    tap = Tap()
    for mpm in ('event', 'prefork'):
        tap.note(mpm)
        with web.folder('apache') as folder:
            os.chmod(folder, 0o777)
            server = httpd.Httpd(folder, sys.argv[1], mpm)
            server.write('toegang.yaml', CONFIGURATION)
            told(server, 'directory', 'migrate')
            put(server, httpd.RRN)
            for name in os.listdir(folder):
                if name.startswith('facts.db'):
                    os.chmod(server.path(name), 0o666)
            server.configure(SECTIONS)
            with server.running():
                tap.case('nobody opens it before somebody asks', opened(server))
                tap.case('who may', [] if many(server, httpd.RRN) == {404} else [str(many(server, httpd.RRN))])
                tap.case('who may not', [] if many(server, httpd.STRANGER) == {403} else [str(many(server, httpd.STRANGER))])
                having = opened(server)
                tap.case('children have it open, the parent has not', [] if having and server.process.pid not in having else [str(having)])
                put(server, httpd.STRANGER)
                came = [many(server, httpd.RRN), many(server, httpd.STRANGER)]
                tap.case('a change is followed', [] if came == [{403}, {404}] else [str(came)])
                restarted = server.restart()
                came = [many(server, httpd.RRN), many(server, httpd.STRANGER)]
                tap.case('after a graceful restart as well', [] if restarted and came == [{403}, {404}] else [f'{restarted} {came}'])
            tap.case('sanitizers are silent', server.sanitizer())
    tap.end()


main()
