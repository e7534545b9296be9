#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A web server under load on all cores while the register that it asks takes 200 ms: how quickly another location
answers, and how often, before, during and after. Usage: load.py nginx|apache MODULE LIBRARY FORGE SOURCE"""
import contextlib
import os
import subprocess
import sys
import time

KIND, MODULE, LIBRARY, FORGE, SOURCE = sys.argv[1], *map(os.path.abspath, sys.argv[2:6])
sys.path.insert(0, os.path.join(SOURCE, 'tests', 'support'))
import fronts  # noqa: E402
import web  # noqa: E402
import rates  # noqa: E402
import wrk  # noqa: E402
from services import SlowRegister, served  # noqa: E402
from tap import Tap, skip_all  # noqa: E402

TAKES = SlowRegister.seconds
WAITING, OTHERS = 24, 16  # connections
TRIES = 3  # the machine may be busy with other work
NGINX = f'''
location / {{ }}
location /waits/ {{ toegang_config toegang.yaml; toegang {fronts.ELOKET}; toegang_bearer on; toegang_patience 5s; }}
'''
APACHE = f'''
ToegangConfig {{folder}}/toegang.yaml
<Location /waits/>
  AuthType toegang
  AuthName e-loket
  ToegangPatience 5s
  Require toegang {fronts.ELOKET}
</Location>
'''


def resident(session):
    """KiB of all processes of a server."""
    kib = 0
    for name in filter(str.isdigit, os.listdir('/proc')):
        with contextlib.suppress(OSError):
            if os.getsid(int(name)) == session:
                kib += wrk.resident(int(name))
    return kib


def others(port, seconds=2):
    return rates.run(port, '/', (), OTHERS, seconds, 2)


def once(port, token):
    """Another location before, during and after, and those that waited meanwhile."""
    before = others(port)
    words = rates.words(port, '/waits/', [('Authorization', 'Bearer ' + token)], WAITING, 4)
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        time.sleep(1)
        during = others(port)
        waited = rates.Told(process.communicate()[0])
    return before, during, others(port), waited


def wrong(before, during, after, waited):
    """Generously: not that it is quick, but that nobody waits for a register that he did not ask."""
    least = max(min(before.rate, after.rate) / 3, before.rate / 10)
    if during.bad or waited.bad:
        yield f'{during.bad} and {waited.bad} answers were not 200'
    if waited.count == 0 or waited.middle < TAKES:
        yield f'nobody waited: {waited.text}'
    if during.rate < least:
        yield f'{during.rate:.0f} requests a second during, at least {least:.0f} expected'
    if during.slow > max(0.75 * TAKES, 2 * before.slow, 2 * after.slow):
        yield f'one in a hundred took {during.slow * 1000:.0f} ms'


def show(tap, told):
    for when, one in zip(('before', 'during', 'after'), told):
        tap.note(f'another location {when:6}: {one.rate:6.0f} requests a second, p50 {one.middle * 1000:6.2f} ms, '
                 f'p99 {one.slow * 1000:6.2f} ms')
    waited = told[3]
    tap.note(f'who waits for {TAKES * 1000:.0f} ms meanwhile: {waited.rate:.0f} requests a second, p50 {waited.middle * 1000:.0f} ms, '
             f'p99 {waited.slow * 1000:.0f} ms, {waited.bad} not 200')


def load(tap, front, token):
    problems = []
    for _ in range(TRIES):
        told = once(front.port, token)
        problems = list(wrong(*told))
        show(tap, told)
        if not problems:
            break
    tap.case(f'{KIND}: others do not wait for a register of {TAKES * 1000:.0f} ms', problems)


def started(folder):
    if KIND == 'nginx':
        return fronts.nginx(folder, MODULE, NGINX, workers=2)
    return fronts.apache(folder, MODULE, APACHE.format(folder=folder.folder))


def main():
    for how in filter(None, [rates.lacking(), '' if web.program(KIND.replace('apache', 'apache2')) else f'install {KIND}']):
        skip_all(how)
    tap = Tap()
    with web.folder('load') as place, served(SlowRegister) as port:
        folder = fronts.Folder(place, LIBRARY, FORGE)
        folder.configuration('toegang.yaml', f'{{kbo: {{source: "http://127.0.0.1:{port}/", connections: {WAITING}}}}}')
        for name in ('', 'waits/'):
            folder.write(f'site/{name}index.html', 'welcome\n')
        with started(folder).running() as front:
            begun = resident(front.process.pid)
            load(tap, front, folder.token())
            tap.note(f'memory of all its processes: {begun} KiB at first, {resident(front.process.pid)} KiB afterwards')
        log = folder.read(f'{KIND}.log').splitlines()
        tap.case('sanitizers are silent', [line for line in log if 'ERROR: ' in line or 'runtime error' in line])
    tap.end()


main()
