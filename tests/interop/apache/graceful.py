#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Fifty graceful restarts while the server is asked as fast as it can: no request fails, and memory stays as it was. A
configuration that is wrong is told. Usage: graceful.py MOD_TOEGANG FORGE"""
import re
import subprocess
import sys
import time

import httpd
from httpd import BEGUN, Tap, web

import rates
import wrk
from bearer import CONFIGURATION, Tokens
from wrk import resident, stopped

SECTIONS = '''\
MaxRequestWorkers 50
ThreadsPerChild 25
StartServers 1
<Location /in>
  AuthType toegang
  Require toegang open
</Location>
<Location /basic>
  AuthType Basic
  AuthName test
  AuthUserFile users
  ToegangHolder 85073003328
  Require toegang subsidieloket for 0999999922
</Location>
'''
RESTARTS, SETTLED = 50, 10
LEAKED = 40  # KiB a restart; one configuration that is left takes thousands where the sanitizer watches it


def load(server, path, *headers):
    return wrk.load(server.port, path, *headers)


def restart(server, count):
    """Each is done before the next one. What the parent then takes."""
    readings = []
    for _ in range(count):
        server.restart()
        time.sleep(0.1)
        readings.append(resident(server.process.pid))
    return readings


def stays_loaded(server):
    """What the address sanitizer keeps of memory that was freed, and of a library that was unloaded, is no growth."""
    needed = subprocess.run(['ldd', server.module], capture_output=True, text=True, check=True).stdout
    library = re.search(r'libtoegang\S* => (\S+)', needed)[1]
    server.environment['LD_PRELOAD'] = ':'.join(filter(None, (server.environment.get('LD_PRELOAD'), library)))
    server.environment = web.measured(server.environment)


def under_load(tap, server, token):
    bearer = ('Authorization', 'Bearer ' + token)
    once, kept = load(server, '/in/', bearer, ('Connection', 'close')), load(server, '/in/', bearer)
    readings = restart(server, RESTARTS)
    came = stopped(once)
    restarts = server.read('error.log').count(BEGUN) - 1
    tap.case('each restart was one', [] if restarts == RESTARTS else [str(restarts)])
    tap.note(f'{RESTARTS} graceful restarts, connections of their own: {came}')
    tap.case('no request fails', came.failed(kept=False))
    came = stopped(kept)
    tap.note(f'connections that are kept: {came}')
    tap.case('nor on a connection that is kept', came.failed(kept=True))
    tap.note(f'parent, KiB: {readings[SETTLED]} after {SETTLED} restarts, {readings[-1]} after {RESTARTS}; children '
             f'{[resident(pid) for pid in wrk.children(server.process.pid)]}')
    tap.case('no growth in memory', wrk.grown(readings[SETTLED:], LEAKED * (RESTARTS - SETTLED)))


def steady(tap, server, token):
    """Answers of every kind, and what the children take meanwhile."""
    kinds = [load(server, '/in/', ('Authorization', 'Bearer ' + word)) for word in (token, token[:-4] + 'AAAA')]
    kinds.append(load(server, '/basic/', httpd.BASIC))
    time.sleep(3)
    readings = []
    for _ in range(30):
        time.sleep(0.3)
        readings.append(max(resident(pid) for pid in wrk.children(server.process.pid)))
    count = sum(stopped(kind).done for kind in kinds)
    tap.note(f'a child, KiB: {readings[0]} to {readings[-1]} within {count} requests')
    tap.case('no growth by requests', wrk.grown_by_requests(readings[5:], count))


def changed(tap, server):
    before = server.get('/basic/', httpd.BASIC).status
    server.write('toegang.yaml', server.read('toegang.yaml').replace('htb: with-right, right', 'legal-representative: automatic, right'))
    restart(server, 1)
    wrk.until(lambda: server.get('/basic/', httpd.BASIC).status == 200)
    after = server.get('/basic/', httpd.BASIC).status
    tap.case('a new configuration counts', [] if (before, after) == (403, 200) else [f'{before}, then {after}'])


def main():
    tap = Tap()
    if rates.lacking():
        httpd.skip_all(rates.lacking())
    for mpm in ('event', 'prefork'):
        with web.folder('apache') as folder:
            server = httpd.Httpd(folder, sys.argv[1], mpm, level='warn')
            if 'LD_PRELOAD' in server.environment:
                stays_loaded(server)
            tokens = Tokens(server, sys.argv[2])
            server.write('jwks.json', tokens.made('--jwks', 'idp'))
            server.write('toegang.yaml', CONFIGURATION.replace('{closed}', str(web.free_port())))
            for name in ('in', 'basic'):
                server.write(f'site/{name}/index.html', 'welcome\n')
            server.configure(SECTIONS if mpm == 'event' else SECTIONS.replace('ThreadsPerChild 25\n', ''))
            with server.running():
                tap.note(mpm)
                if mpm == 'event':
                    steady(tap, server, tokens.token())
                under_load(tap, server, tokens.token())
                changed(tap, server)
            tap.case('sanitizers are silent', server.sanitizer())
            log = server.read('error.log')
            tap.case('nothing broken in the log', [line for line in log.splitlines() if 'exit signal' in line or ':crit]' in line
                                                   or ':alert]' in line or ':emerg]' in line])
    tap.end()


if __name__ == '__main__':
    main()
