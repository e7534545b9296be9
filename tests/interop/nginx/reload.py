#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""nginx -s reload, fifty times while it is asked as fast as it can: no request fails, and memory stays as it was. A
configuration that is wrong leaves the old one in force. Usage: see world.py."""
import os
import signal
import time

import signing_in
import rates
import wrk
from world import Tap, configuration, differs, site, web
from wrk import resident, stopped

LOCATIONS = '''
toegang_config toegang.yaml; toegang_bearer on;
location / { }
location /in/ { toegang e-loketondernemers; }
location /right/ { toegang subsidieloket; alias @SITE@/in/; }
'''
RELOADS, SETTLED = 50, 10
LEAKED = 40  # KiB a reload; one configuration that is left takes 5 800 where the sanitizer watches it
BEGUN = 'start worker process '
HTML = ('Accept', 'text/html')


def load(it, token, *headers, path='/in/'):
    return wrk.load(it.port, path, ('Authorization', f'Bearer {token}'), *headers)


def steady(tap, it, jan):
    """One worker, asked for what it lets through, refuses with a page, and reads in vain."""
    (worker,) = wrk.children(it.process.pid)
    several = [load(it, token, HTML, path=path) for token, path in ((jan, '/in/'), (jan, '/right/'), (jan[:-9], '/in/'))]
    time.sleep(2)
    readings = []
    for _ in range(20):
        time.sleep(0.3)
        readings.append(resident(worker))
    count = sum(stopped(each).done for each in several)
    tap.note(f'worker, KiB: {readings[0]} to {readings[-1]} within {count} requests')
    tap.case('a worker does not grow', wrk.grown_by_requests(readings[5:], count))


def reload(it, count=1):
    """Each is done before the next one: the old cycle is gone when new workers begin. What the master then takes."""
    readings = []
    for _ in range(count):
        before = it.log().count(BEGUN)
        os.kill(it.process.pid, signal.SIGHUP)
        wrk.until(lambda before=before: it.log().count(BEGUN) > before)
        time.sleep(0.1)
        readings.append(resident(it.process.pid))
    return readings


def under_load(tap, it, jan):
    master, begun = it.process.pid, it.log().count(BEGUN)
    once, kept = load(it, jan, ('Connection', 'close')), load(it, jan)
    readings = reload(it, RELOADS)
    came = stopped(once)
    tap.case('each reload was one', [] if it.log().count(BEGUN) == begun + RELOADS else str(it.log().count(BEGUN) - begun))
    tap.note(f'{RELOADS} reloads, connections of their own: {came}')
    tap.case('no request fails', came.failed(kept=False))
    came = stopped(kept)
    tap.note(f'connections that are kept: {came}')
    tap.case('nor on a connection that is kept', came.failed(kept=True))
    tap.case('the old workers end', [] if wrk.until(lambda: len(wrk.children(master)) == 1) else wrk.children(master))
    tap.note(f'master, KiB: {readings[SETTLED]} after {SETTLED}, {readings[-1]} after {RELOADS}; '
             f'worker {resident(wrk.children(master)[0])}')
    tap.case('no growth in memory', wrk.grown(readings[SETTLED:], LEAKED * (RELOADS - SETTLED)))


def wrong(tap, it, jan):
    it.write('toegang.yaml', configuration().replace('assurance', 'asurance', 1))
    os.kill(it.process.pid, signal.SIGHUP)
    tap.case('what is wrong is told', [] if wrk.until(lambda: 'toegang.yaml:5:' in it.log()) else it.log()[-500:])
    tap.case('and the old one stays', differs(it.get('/in/', jan), 200))
    it.write('toegang.yaml', configuration().replace('legal-representative: automatic', 'legal-representative: never'))
    reload(it)
    wrk.until(lambda: it.get('/in/', jan).status == 403)
    tap.case('what is right counts', differs(it.get('/in/', jan), 403))
    it.write('toegang.yaml', configuration())


def unready(tap):
    """What is wrong is known only when everything was read: the old configuration stays then too."""
    with web.folder('unready') as folder:
        it = signing_in.Site(folder)
        with it.running(signing_in.server(it.port)):
            it.write('toegang.yaml', configuration(trust=signing_in.TRUST))
            it.conf(signing_in.server(it.port), workers=2)
            os.kill(it.process.pid, signal.SIGHUP)
            tap.case('workers that share no memory of what was used', [] if wrk.until(lambda: 'need a memory' in it.log()) else it.log()[-500:])
            tap.case('and the old one goes on', differs(it.get('/'), 200))
            it.conf(signing_in.server(it.port), workers=1)
            reload(it)
            tap.case('one worker needs no such memory', [*differs(it.get('/'), 200), *(['not reloaded'] * (it.log().count(BEGUN) != 2))])


def leaks(tap, it, jan):
    """What is ours and not given back when a worker ends; nginx leaves its table of connections to the system."""
    it.environment['ASAN_OPTIONS'] += ':detect_leaks=1'
    with it.running(LOCATIONS.replace('@SITE@', it.folder + '/site')):
        for token in (jan, it.token(rrn='90010100123'), 'x', None):
            it.get('/in/', token)
        reload(it)
        it.get('/in/', jan)
    said = it.log()[it.log().find('LeakSanitizer'):]
    tap.case('nothing is left when it ends', [line for line in said.splitlines() if 'toegang_nginx' in line or 'libtoegang.so' in line
                                              or 'ngx_http_toegang_module.so' in line])


def main():
    tap = Tap()
    with site('reload') as it:
        if rates.lacking():
            tap.skip('under load', rates.lacking())
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
        tap.case('nothing broken in the log', it.broken())
    tap.end()


main()
