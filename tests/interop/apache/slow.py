#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A register that takes 200 ms, and one that is down: whoever asks it waits or hears so, nobody else does.
Usage: slow.py MOD_TOEGANG"""
import sys
import threading
import time

import httpd
from httpd import Tap, web
import wrk
from services import SlowRegister, held, served

CONFIGURATION = '''\
directories:
  kbo: {{source: "http://127.0.0.1:{port}/", connections: 16, patience: 30s, cache: {{for: {cached}}}}}
e-lokets:
  open: {{legal-representative: automatic}}
'''
SECTIONS = '''\
ToegangHolder "%{HTTP:Test-Holder}"
ThreadsPerChild 25
MaxRequestWorkers 50
<Location /in>
  AuthType Basic
  AuthName test
  AuthUserFile users
  Require toegang open for 0999999922
  ToegangPatience 30s
</Location>
<Location /in/hasty>
  ToegangPatience 50ms
</Location>
'''


def times(server, path, count, *who):
    """Seconds that each of so many requests took, in order of length; and what was answered."""
    took, came = [], set()
    for _ in range(count):
        begun = time.monotonic()
        came.add(server.get(path, *who).status)
        took.append(time.monotonic() - begun)
    return sorted(took), came


def slow(tap, server):
    """While the register answers nobody."""
    before, asked = times(server, '/', 100)[0], SlowRegister.asked
    over, came = threading.Event(), []

    def ask():
        while not over.is_set():
            came.append(server.get('/in/', *httpd.holder()).status)
    threads = [threading.Thread(target=ask) for _ in range(16)]
    with held():
        for thread in threads:
            thread.start()
        all_wait = wrk.until(lambda: SlowRegister.asked == asked + len(threads))
        during, statuses = times(server, '/', 100)
        waiting = not came
        over.set()
    for thread in threads:
        thread.join()
    tap.note(f'another place, ms: before {1000 * before[50]:.2f} (95 of 100: {1000 * before[95]:.2f}), while 16 wait: '
             f'{1000 * during[50]:.2f} ({1000 * during[95]:.2f}); {len(came)} questions meanwhile')
    tap.case('others do not wait', [] if all_wait and waiting and statuses == {200} else [f'{all_wait} {waiting} {statuses}'])
    tap.case('who waits is answered', [] if set(came) == {200} else [str(set(came))])


def unavailable(tap, what, server, path, limit):
    begun = time.monotonic()
    answer = server.get(path, *httpd.holder())
    took = time.monotonic() - begun
    came = (answer.status, answer.header('Retry-After'), answer.header('Cache-Control'), answer.header('Toegang-Check'))
    expected = (503, '5', 'no-store', 'directory.unavailable')
    tap.case(what, [f'{came}, expected {expected}'] * (came != expected) + [f'{took} s'] * (took > limit)
             + [word for word in ('127.0.0.1:', 'kbo') if word in answer.text()])


def main():
    tap = Tap()
    for mpm in ('event', 'prefork'):
        with web.folder('apache') as folder, served(SlowRegister) as port:
            tap.note(mpm)
            server = httpd.Httpd(folder, sys.argv[1], mpm)
            server.write('site/in/index.html', 'welcome\n')
            server.configure(SECTIONS if mpm == 'event' else SECTIONS.replace('ThreadsPerChild 25', 'StartServers 40'))
            server.write('toegang.yaml', CONFIGURATION.format(port=port, cached='1ms'))
            with server.running():
                tap.case('nobody is asked before somebody comes', [] if SlowRegister.asked == 0 else [str(SlowRegister.asked)])
                slow(tap, server)
                unavailable(tap, 'no longer than the patience', server, '/in/hasty', 10)
            server.write('toegang.yaml', CONFIGURATION.format(port=port, cached='60s'))
            with server.running():
                first, rest = times(server, '/in/', 1, *httpd.holder())[0], times(server, '/in/', 60, *httpd.holder())[0]
                tap.note(f'from a cache, ms: first {1000 * first[0]:.1f}, then {1000 * rest[30]:.2f}')
            server.write('toegang.yaml', CONFIGURATION.format(port=web.free_port(), cached='1ms'))
            with server.running():
                unavailable(tap, 'a register that is down', server, '/in/', 10)
            log = server.read('error.log')
            wanted = ('kbo: none [directory.time-out]', '[directory.connection]')
            tap.case('the log says what is the matter', [words for words in wanted if words not in log])
            tap.case('sanitizers are silent', server.sanitizer())
            SlowRegister.asked = 0
    tap.end()


main()
