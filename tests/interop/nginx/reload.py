#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""nginx -s reload, fifty times while it is asked as fast as it can: no request fails, and memory stays as it was. A
configuration that is wrong leaves the old one in force. Usage: see world.py."""
import os
import re
import shutil
import signal
import subprocess
import time

import signing_in
from world import Tap, configuration, differs, site, web

LOCATIONS = '''
toegang_config toegang.yaml; toegang_bearer on;
location / { }
location /in/ { toegang e-loketondernemers; }
location /right/ { toegang subsidieloket; alias @SITE@/in/; }
'''
RELOADS, SECONDS = 50, 20


def resident(pid):
    """KiB; 0 when it is not there any more."""
    try:
        with open(f'/proc/{pid}/status', encoding='ascii') as file:
            return int(re.search(r'VmRSS:\s*(\d+)', file.read()).group(1))
    except (OSError, AttributeError):
        return 0


def workers(master):
    with open(f'/proc/{master}/task/{master}/children', encoding='ascii') as file:
        return [int(pid) for pid in file.read().split()]


def settled(master, seconds=10):
    """One worker again: the old ones have ended."""
    end = time.monotonic() + seconds
    while len(workers(master)) != 1 and time.monotonic() < end:
        time.sleep(0.05)
    return workers(master)


def load(it, token, *more, seconds=SECONDS, path='/in/'):
    return subprocess.Popen([shutil.which('wrk'), '-t', '1', '-c', '8', '-d', str(seconds), '-H', f'Authorization: Bearer {token}',
                             *more, f'http://127.0.0.1:{it.port}{path}'], stdout=subprocess.PIPE, text=True)


def steady(tap, it, jan):
    """One worker, asked for what it lets through, refuses with a page, and reads in vain."""
    (worker,) = workers(it.process.pid)

    def all_of_it(seconds):
        several = [load(it, token, '-H', 'Accept: text/html', seconds=seconds, path=path)
                   for token, path in ((jan, '/in/'), (jan, '/right/'), (jan[:-9], '/in/'))]
        return sum(counted(each.communicate()[0])[0] for each in several)
    all_of_it(2)
    early = resident(worker)
    count = all_of_it(5)
    late = resident(worker)
    tap.note(f'worker, KiB: {early}, and {late} after {count} requests more')
    tap.case('a worker does not grow', [] if count > 500 and late < early * 1.05 + 512 else f'{count}: {early} to {late} KiB')


def reload(master, count, pause):
    for _ in range(count):
        os.kill(master, signal.SIGHUP)
        time.sleep(pause)


def counted(text):
    """Requests, answers that were none of 200, connections that failed."""
    done = int(re.search(r'(\d+) requests in', text).group(1))
    other = re.search(r'Non-2xx or 3xx responses: (\d+)', text)
    errors = re.search(r'Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)', text)
    return done, int(other.group(1)) if other else 0, [int(count) for count in errors.groups()] if errors else [0] * 4


def under_load(tap, it, jan):
    master = it.process.pid
    once, kept = load(it, jan, '-H', 'Connection: close'), load(it, jan)
    reload(master, 10, 0.3)
    early = resident(master)
    reload(master, RELOADS - 10, 0.3)
    late = resident(master)
    done, other, errors = counted(once.communicate()[0])
    tap.note(f'{RELOADS} reloads: {done} requests on connections of their own, {other} not 200, errors {errors}')
    tap.case('no request fails', [] if done > 100 and other == 0 and errors == [0] * 4 else f'{done} {other} {errors}')
    done, other, errors = counted(kept.communicate()[0])
    tap.note(f'{done} requests on connections that are kept, {other} not 200, connections closed between requests {errors}')
    tap.case('nor on a connection that is kept', [] if done > 100 and other == 0 and errors[0] == errors[3] == 0
             else f'{done} {other} {errors}')
    left = settled(master)
    tap.case('the old workers end', [] if len(left) == 1 else left)
    tap.note(f'master, KiB: {early} after 10, {late} after {RELOADS}; worker {resident(left[0])}')
    tap.case('no growth in memory', [] if late < early * 1.05 + 512 else f'{early} to {late} KiB')


def wrong(tap, it, jan):
    it.write('toegang.yaml', configuration().replace('assurance', 'asurance', 1))
    reload(it.process.pid, 1, 0.5)
    tap.case('what is wrong is told', [] if 'toegang.yaml:5:' in it.log() else it.log()[-500:])
    tap.case('and the old one stays', differs(it.get('/in/', jan), 200))
    it.write('toegang.yaml', configuration().replace('legal-representative: automatic', 'legal-representative: never'))
    reload(it.process.pid, 1, 1)
    tap.case('what is right counts', differs(it.get('/in/', jan), 403))
    it.write('toegang.yaml', configuration())


def unready(tap):
    """What is wrong is known only when everything was read: the old configuration stays then too."""
    with web.folder('unready') as folder:
        it = signing_in.Site(folder)
        with it.running(signing_in.server(it.port)):
            it.write('toegang.yaml', configuration(trust=signing_in.TRUST))
            it.conf(signing_in.server(it.port), workers=2)
            reload(it.process.pid, 1, 1)
            tap.case('workers that share no memory of what was used', [] if 'need a memory' in it.log() else it.log()[-500:])
            tap.case('and the old one goes on', differs(it.get('/'), 200))
            it.conf(signing_in.server(it.port), workers=1)
            reload(it.process.pid, 1, 1)
            tap.case('one worker needs no such memory', [*differs(it.get('/'), 200), *(['not reloaded'] * (
                it.log().count('start worker process ') != 2))])


def leaks(tap, it, jan):
    """What is ours and not given back when a worker ends; nginx leaves its table of connections to the system."""
    it.environment['ASAN_OPTIONS'] += ':detect_leaks=1'
    with it.running(LOCATIONS.replace('@SITE@', it.folder + '/site')):
        for token in (jan, it.token(rrn='90010100123'), 'x', None):
            it.get('/in/', token)
        reload(it.process.pid, 1, 0.5)
        it.get('/in/', jan)
    said = it.log()[it.log().find('LeakSanitizer'):]
    tap.case('nothing is left when it ends', [line for line in said.splitlines() if 'toegang_nginx' in line or 'libtoegang.so' in line
                                              or 'ngx_http_toegang_module.so' in line])


def main():
    tap = Tap()
    with site('reload') as it:
        if not shutil.which('wrk'):
            tap.skip('under load', 'no wrk: sudo apt-get install wrk')
            tap.end()
        # What the address sanitizer keeps of memory that was freed is no growth.
        it.environment = web.measured(it.environment)
        jan = it.token()
        with it.running(LOCATIONS.replace('@SITE@', it.folder + '/site')):
            steady(tap, it, jan)
            under_load(tap, it, jan)
            wrong(tap, it, jan)
        unready(tap)
        if 'LD_PRELOAD' in it.environment:
            leaks(tap, it, jan)
        log = it.log() + web.tail(it.path('nginx.log'))
        tap.case('nothing broken in the log', [line for line in log.splitlines() if '[alert]' in line or 'ERROR: Addr' in line
                                               or 'exited on signal' in line])
    tap.end()


main()
