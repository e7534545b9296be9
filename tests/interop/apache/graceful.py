#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Fifty graceful restarts while the server is asked as fast as it can: no request fails, and memory stays as it was. A
configuration that is wrong is told. Usage: graceful.py MOD_TOEGANG FORGE"""
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import httpd
from httpd import Tap, web

from bearer import CONFIGURATION, Tokens

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
RESTARTS, LIMIT = 50, 20
BEGUN = 'resuming normal operations'


def resident(pid):
    """KiB; 0 when it is not there any more."""
    try:
        with open(f'/proc/{pid}/status', encoding='ascii') as file:
            return int(re.search(r'VmRSS:\s*(\d+)', file.read())[1])
    except (OSError, TypeError):
        return 0


def children(master):
    with open(f'/proc/{master}/task/{master}/children', encoding='ascii') as file:
        return [int(pid) for pid in file.read().split()]


def load(server, path, *headers):
    """Until it is told to stop; a busy machine takes its time."""
    words = [word for header in headers for word in ('-H', ': '.join(header))]
    return subprocess.Popen([shutil.which('wrk'), '-t', '1', '-c', '8', '-d', '300', '--timeout', f'{LIMIT}s', *words,
                             f'http://127.0.0.1:{server.port}{path}'], stdout=subprocess.PIPE, text=True)


def stopped(process):
    process.send_signal(signal.SIGINT)
    return counted(process.communicate()[0])


def counted(text):
    """Requests, answers that were none of 200, connections that failed: connect, read, write, timeout."""
    done = int(re.search(r'(\d+) requests in', text)[1])
    other = re.search(r'Non-2xx or 3xx responses: (\d+)', text)
    errors = re.search(r'Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)', text)
    return done, int(other[1]) if other else 0, [int(count) for count in errors.groups()] if errors else [0] * 4


def restart(server, count):
    """Each is done before the next one; what the parent then takes."""
    for _ in range(count):
        before, end = server.read('error.log').count(BEGUN), time.monotonic() + LIMIT
        os.kill(server.process.pid, signal.SIGUSR1)
        while server.read('error.log').count(BEGUN) == before and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.1)
    return resident(server.process.pid)


def stays_loaded(server):
    """What the address sanitizer keeps of memory that was freed, and of a library that was unloaded, is no growth."""
    needed = subprocess.run(['ldd', server.module], capture_output=True, text=True, check=True).stdout
    library = re.search(r'libtoegang\S* => (\S+)', needed)[1]
    server.environment['LD_PRELOAD'] = ':'.join(filter(None, (server.environment.get('LD_PRELOAD'), library)))
    server.environment = web.measured(server.environment)


def under_load(tap, server, token):
    bearer = ('Authorization', 'Bearer ' + token)
    once, kept = load(server, '/in/', bearer, ('Connection', 'close')), load(server, '/in/', bearer)
    early = restart(server, 10)
    late = restart(server, RESTARTS - 10)
    done, other, errors = stopped(once)
    restarts = server.read('error.log').count(BEGUN) - 1
    tap.case('each restart was one', [] if restarts == RESTARTS else [str(restarts)])
    tap.note(f'{RESTARTS} graceful restarts: {done} requests on connections of their own, {other} not 200, errors {errors}')
    tap.case('no request fails', [] if done > 50 and other == 0 and errors == [0] * 4 else [f'{done} {other} {errors}'])
    done, other, errors = stopped(kept)
    tap.note(f'{done} requests on connections that are kept, {other} not 200, connections closed between requests {errors}')
    tap.case('nor on a connection that is kept', [] if done > 50 and other == 0 and errors[0] == errors[3] == 0
             else [f'{done} {other} {errors}'])
    tap.note(f'parent, KiB: {early} after 10 restarts, {late} after {RESTARTS}; children '
             f'{[resident(pid) for pid in children(server.process.pid)]}')
    tap.case('no growth in memory', [] if early and late < early * 1.02 + 512 else [f'{early} to {late} KiB'])


def steady(tap, server, token):
    """Answers of every kind, and what the children take meanwhile."""
    def asked(seconds):
        kinds = [load(server, '/in/', ('Authorization', 'Bearer ' + word)) for word in (token, token[:-4] + 'AAAA')]
        kinds.append(load(server, '/basic/', httpd.BASIC))
        time.sleep(seconds)
        done = sum(stopped(kind)[0] for kind in kinds)
        return done, max(resident(pid) for pid in children(server.process.pid))
    (few, early), (many, late) = asked(3), asked(9)
    tap.note(f'a child, KiB: {early} after {few} requests, {late} after {many} more')
    tap.case('no growth by requests', [] if few and late < early * 1.1 + 1024 else [f'{early} to {late} KiB'])


def changed(tap, server):
    before = server.get('/basic/', httpd.BASIC).status
    server.write('toegang.yaml', server.read('toegang.yaml').replace('htb: with-right, right', 'legal-representative: automatic, right'))
    restart(server, 1)
    end = time.monotonic() + 10
    while server.get('/basic/', httpd.BASIC).status != 200 and time.monotonic() < end:
        time.sleep(0.1)
    after = server.get('/basic/', httpd.BASIC).status
    tap.case('a new configuration counts', [] if (before, after) == (403, 200) else [f'{before}, then {after}'])


def main():
    tap = Tap()
    if not shutil.which('wrk'):
        httpd.skip_all('no wrk: sudo apt-get install wrk')
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
