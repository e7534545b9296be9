#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A register that takes 200 ms, or does not answer for a while: whoever asks it waits, nobody else does; and what becomes of
who goes away, of a pool that is full and of a worker that stops. Usage: see world.py."""
import os
import shutil
import signal
import socket
import subprocess
import threading
import time

from world import BAKERY, JAN, SlowRegister, Tap, configuration, differs, held, served, site, web
import rates  # noqa: E402, which world has made findable
import wrk  # noqa: E402

DIRECTORIES = '''directories:
  kbo: {source: "http://127.0.0.1:%d/", connections: 8, patience: 30s}
'''
CACHED = '''directories:
  kbo: {source: "http://127.0.0.1:%d/", cache: {for: 60s}}
'''
LOCATIONS = '''
toegang_config toegang.yaml; toegang_bearer on; toegang_thread_pool toegang; toegang_patience 30s;
location / { }
location /in/ { toegang e-loketondernemers; }
location /front.html { ssi on; }
location /asked/ { auth_request /in/; alias @SITE@/in/; }
location /both.html { ssi on; }
location ~ ^/org/(?<number>[0-9]+)/ { toegang e-loketondernemers; toegang_for $number; }
location /changing/ { toegang e-loketondernemers context=$msec; alias @SITE@/in/; }
location /hasty/ { toegang e-loketondernemers; toegang_patience 100ms; alias @SITE@/in/; }
'''
OTHER = '0878065378'
THREADS = 8
POOL = f'thread_pool toegang threads={THREADS} max_queue=%d;'


def times(it, path, count, pause=0.005):
    """Seconds that each of so many requests took, in order of length."""
    took = []
    for _ in range(count):
        begun = time.monotonic()
        answer = it.get(path)
        took.append(time.monotonic() - begun)
        if answer.status != 200:
            took.append(float('inf'))
        time.sleep(pause)
    return sorted(took)


def http(it):
    """Two servers with the same locations, the second of HTTP/2."""
    return ''.join(f'server {{ listen 127.0.0.1:{port}{more}; root {it.folder}/site; '
                   f'{LOCATIONS.replace("@SITE@", it.folder + "/site")} }}\n'
                   for port, more in ((it.port, ''), (it.second, ' http2')))


class Crowd:
    """So many that ask the slow register over and over, until the end."""

    def __init__(self, it, token, size):
        self.it, self.token, self.over, self.came = it, token, False, []
        self.threads = [threading.Thread(target=self.ask, daemon=True) for _ in range(size)]

    def ask(self):
        while not self.over:
            self.came.append(self.it.get('/in/', self.token).status)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        time.sleep(0.3)
        return self

    def __exit__(self, *_):
        self.over = True
        for thread in self.threads:
            thread.join()


def request_of(path, jan):
    return f'GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {jan}\r\n\r\n'.encode()


def others_stay_fast(tap, it, jan):
    """While the register answers nobody, and all threads wait for it."""
    before, asked = times(it, '/', 100), SlowRegister.asked
    with held() as let_go, Crowd(it, jan, 32) as crowd, socket.create_connection(('127.0.0.1', it.port)) as hasty:
        all_wait = wrk.until(lambda: SlowRegister.asked == asked + THREADS)
        during, waiting = times(it, '/', 100), not crowd.came
        hasty.sendall(request_of('/hasty/', jan))
        times(it, '/', 2)  # the worker has read the request before these
        time.sleep(0.5)
        let_go()
        late = web.Answer(hasty.makefile('rb').read())
    tap.note(f'another location, ms: before {1000 * before[50]:.2f} (95 of 100: {1000 * before[95]:.2f}), while 32 wait: '
             f'{1000 * during[50]:.2f} ({1000 * during[95]:.2f}); {len(crowd.came)} questions')
    tap.case('others do not wait', [] if all_wait and waiting and during[-1] < float('inf') else f'{all_wait} {waiting} {during[-1]}')
    tap.case('the patience runs in the queue', differs(late, 503, 'directory.time-out', retry_after='5'))
    tap.case('who waits is answered', [] if set(crowd.came) == {200} else set(crowd.came))


def as_fast_as_it_can(tap, it, jan):
    """The same in figures of wrk: another location alone, then beside 32 who ask the slow register; both cores."""
    if rates.lacking():
        tap.skip('under load', rates.lacking())
        return
    token = [('Authorization', f'Bearer {jan}')]
    alone = rates.run(it.port, '/', token, 8, 3, 2)
    beside = subprocess.Popen(rates.words(it.port, '/in/', token, 32, 5, 2), stdout=subprocess.PIPE, text=True)
    time.sleep(1)
    together = rates.run(it.port, '/', token, 8, 3, 2)
    slow = rates.Told(beside.communicate()[0])
    for name, told in (('alone', alone), ('beside 32 that wait', together), ('those that wait', slow)):
        tap.note(f'{name}: {told.rate:.0f} a second, 50 of 100 within {1000 * told.middle:.2f} ms, 99 within {1000 * told.slow:.1f} ms')
    tap.case('another location stays fast under load',
             [] if together.middle < max(SlowRegister.seconds / 2, 5 * alone.middle) else f'{alone.text}{together.text}')


def abort(it, jan, path='/in/'):
    with socket.create_connection(('127.0.0.1', it.port)) as client:
        client.sendall(request_of(path, jan))


def going_away(tap, it, jan):
    if not shutil.which('curl'):
        tap.skip('streams that are given up', 'no curl: sudo apt-get install curl')
        return
    for _ in range(15):
        subprocess.run(['curl', '-s', '--http2-prior-knowledge', '--max-time', '0.05', '-H', f'Authorization: Bearer {jan}',
                        f'http://127.0.0.1:{it.second}/in/', f'http://127.0.0.1:{it.second}/front.html'],
                       capture_output=True, check=False)
    for _ in range(30):
        abort(it, jan)
    tap.case('who goes away harms nobody', differs(it.get('/in/', jan), 200))


def inside(tap, it, jan):
    """Subrequests that wait, beside each other and before the answer."""
    it.write('site/front.html', 'a <!--#include virtual="/in/" --> b <!--#include virtual="/in/index.html" --> c')
    tap.case('two parts of a page wait', [] if it.get('/front.html', jan).text().count('inside') == 2 else it.get('/front.html', jan).text())
    tap.case('no part for nobody', [] if 'inside' not in it.get('/front.html').text() else 'inside')
    tap.case('auth_request waits', [*differs(it.get('/asked/', jan), 200), *differs(it.get('/asked/'), 401)])
    for _ in range(10):
        abort(it, jan, '/front.html')
        abort(it, jan, '/asked/')
    tap.case('and whoever goes away meanwhile harms nobody', differs(it.get('/asked/', jan), 200))


def as_asked(tap, it, jan):
    """What a question was made of may be something else when its answer comes; parts of a page share variables."""
    for number in (OTHER, BAKERY):
        it.write(f'site/org/{number}/page', f'of {number}')
    it.write('site/both.html', ''.join(f'<!--#include virtual="/org/{number}/page" -->' for number in (OTHER, BAKERY)))
    text = it.get('/both.html', jan).text()
    tap.case('parts of two organisations', [] if 'of ' + BAKERY in text and 'of ' + OTHER not in text else [text])
    asked = SlowRegister.asked
    tap.case('a context that changes', differs(it.get('/changing/', jan), 200))
    tap.case('is asked about once', [] if SlowRegister.asked - asked <= 2 else [SlowRegister.asked - asked])


def many(tap, it, jan):
    """nginx counts in eight bits what a request waits for; all parts are begun before the first of them is answered."""
    SlowRegister.seconds = 0
    it.write('site/front.html', '<!--#include virtual="/in/index.html" -->' * 300)
    with it.running(http(it), 'thread_pool toegang threads=32 max_queue=400;'):
        came = it.get('/front.html', jan).text().count('inside')
        tap.case('of 300 parts 128 wait at once', [] if came == 128 else [f'{came} opened'])
        tap.case('and the worker goes on', differs(it.get('/in/', jan), 200))
    SlowRegister.seconds = 0.2


def impatient(tap, it, jan):
    answer = it.get('/hasty/', jan)
    tap.case('no longer than the patience', differs(answer, 503, 'directory.unavailable', retry_after='5', cache_control='no-store'))
    hidden = [word for word in ('127.0.0.1', 'kbo', JAN) if word in answer.text()]
    tap.case('what is down is no visitor\'s business', hidden)


def stopping(tap, it, jan, how, expected):
    """The worker is asked to stop while a question waits: the register was asked, and takes a second."""
    came, asked, SlowRegister.seconds = [], SlowRegister.asked, 1
    with it.running(http(it), POOL % 100):
        thread = threading.Thread(target=lambda: came.append(it.get('/in/', jan).status))
        thread.start()
        wrk.until(lambda: SlowRegister.asked > asked)
        begun = time.monotonic()
        os.kill(it.process.pid, how)
        it.process.wait(timeout=20)
        took = time.monotonic() - begun
        thread.join()
    SlowRegister.seconds = 0.2
    tap.case(f'stopped by {how.name} while one waits', [] if came == [expected] and took < 10 else f'{came} in {took:.1f} s')


def reloading(tap, it, jan):
    """The worker that is replaced answers all that waits in it."""
    with it.running(http(it), POOL % 100), Crowd(it, jan, 16) as crowd:
        for _ in range(8):
            os.kill(it.process.pid, signal.SIGHUP)
            time.sleep(0.25)
    tap.case('reloaded while many wait', [] if set(crowd.came) == {200} else crowd.came)


def full(tap, it, jan):
    with it.running(http(it), POOL % 4), Crowd(it, jan, 40) as crowd, held():
        wrk.until(lambda: 503 in crowd.came)
    counts = {status: crowd.came.count(status) for status in set(crowd.came)}
    tap.note(f'8 threads, a queue of 4, 40 at once: {counts}')
    tap.case('a full pool is 503, at once', [] if set(counts) == {200, 503} else counts)


def remembered(tap, it, port, jan):
    it.write('toegang.yaml', configuration(CACHED % port))
    with it.running(http(it), POOL % 100):
        first, rest = times_in(it, jan, 1)[0], times_in(it, jan, 50)
        asked = SlowRegister.asked
        times_in(it, jan, 20)
        tap.note(f'from a cache, ms: first {1000 * first:.1f}, then {1000 * rest[25]:.2f}')
        tap.case('what is at hand is answered at once', [] if rest[25] < 0.05 < first else f'{first} {rest[25]}')
        tap.case('and nobody is asked', [] if SlowRegister.asked == asked else SlowRegister.asked - asked)


def times_in(it, jan, count):
    took = []
    for _ in range(count):
        begun = time.monotonic()
        assert it.get('/in/', jan).status == 200
        took.append(time.monotonic() - begun)
    return sorted(took)


def main():
    tap = Tap()
    with site('slow') as it, served(SlowRegister) as port:
        it.write('toegang.yaml', configuration(DIRECTORIES % port))
        it.second = web.free_port()
        jan = it.token()
        with it.running(http(it), POOL % 100):
            others_stay_fast(tap, it, jan)
            as_fast_as_it_can(tap, it, jan)
            going_away(tap, it, jan)
            inside(tap, it, jan)
            as_asked(tap, it, jan)
            impatient(tap, it, jan)
        many(tap, it, jan)
        full(tap, it, jan)
        reloading(tap, it, jan)
        stopping(tap, it, jan, signal.SIGQUIT, 200)
        stopping(tap, it, jan, signal.SIGTERM, 0)
        remembered(tap, it, port, jan)
        tap.case('nothing broken in the log', it.broken())
    tap.end()


main()
