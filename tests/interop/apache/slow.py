#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A register that takes 200 ms, and one that is down: whoever asks it waits or hears so, nobody else does.
Usage: slow.py MOD_TOEGANG"""
import contextlib
import http.server
import json
import sys
import threading
import time

import httpd
from httpd import Tap, web

CONFIGURATION = '''\
directories:
  kbo: {{source: "http://127.0.0.1:{port}/", connections: 16, cache: {{for: {cached}}}}}
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
</Location>
<Location /in/hasty>
  ToegangPatience 50ms
</Location>
'''


class Register(http.server.BaseHTTPRequestHandler):
    """A register service (doc/register.openapi.yaml) where one person is a director, and which takes its time to say so."""
    protocol_version = 'HTTP/1.1'
    asked = 0

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        Register.asked += 1
        time.sleep(0.2)
        facts = []
        if question['kind'] == 'function' and question.get('holder', httpd.RRN) == httpd.RRN:
            facts = [{'holder': httpd.RRN, 'organisation': 'kbo:' + httpd.ORGANISATION, 'code': '10006', 'source': '1'}]
        now = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())
        octets = json.dumps({'question': question, 'as_of': now, 'complete': True, 'facts': facts}).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    def handle(self):
        with contextlib.suppress(ConnectionError):
            super().handle()

    def log_message(self, *_):
        pass


class Service(http.server.ThreadingHTTPServer):
    request_queue_size, daemon_threads = 64, True


@contextlib.contextmanager
def register():
    server = Service(('127.0.0.1', 0), Register)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def times(server, path, count, *who):
    """Seconds that each of so many requests took, in order of length; and what was answered."""
    took, came = [], set()
    for _ in range(count):
        begun = time.monotonic()
        came.add(server.get(path, *who).status)
        took.append(time.monotonic() - begun)
    return sorted(took), came


def slow(tap, server):
    before, _ = times(server, '/', 100)
    over, came = threading.Event(), []

    def ask():
        while not over.is_set():
            came.append(server.get('/in/', *httpd.holder()).status)
    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    during, statuses = times(server, '/', 100)
    over.set()
    for thread in threads:
        thread.join()
    tap.note(f'another place, ms: before {1000 * before[50]:.2f} (95 of 100: {1000 * before[95]:.2f}), while 16 wait for 200 ms: '
             f'{1000 * during[50]:.2f} ({1000 * during[95]:.2f}); {len(came)} questions meanwhile')
    tap.case('others do not wait', [] if during[95] < 0.1 and statuses == {200} else [f'{during[95]} {statuses}'])
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
        with web.folder('apache') as folder, register() as port:
            tap.note(mpm)
            server = httpd.Httpd(folder, sys.argv[1], mpm)
            server.write('site/in/index.html', 'welcome\n')
            server.configure(SECTIONS if mpm == 'event' else SECTIONS.replace('ThreadsPerChild 25', 'StartServers 40'))
            server.write('toegang.yaml', CONFIGURATION.format(port=port, cached='1ms'))
            with server.running():
                tap.case('nobody is asked before somebody comes', [] if Register.asked == 0 else [str(Register.asked)])
                slow(tap, server)
                unavailable(tap, 'no longer than the patience', server, '/in/hasty', 2)
            server.write('toegang.yaml', CONFIGURATION.format(port=port, cached='60s'))
            with server.running():
                first, rest = times(server, '/in/', 1, *httpd.holder())[0], times(server, '/in/', 60, *httpd.holder())[0]
                tap.note(f'from a cache, ms: first {1000 * first[0]:.1f}, then {1000 * rest[30]:.2f}')
            server.write('toegang.yaml', CONFIGURATION.format(port=web.free_port(), cached='1ms'))
            with server.running():
                unavailable(tap, 'a register that is down', server, '/in/', 5)
            log = server.read('error.log')
            wanted = ('kbo: none [directory.time-out]', '[directory.connection]')
            tap.case('the log says what is the matter', [words for words in wanted if words not in log])
            tap.case('sanitizers are silent', server.sanitizer())
            Register.asked = 0
    tap.end()


main()
