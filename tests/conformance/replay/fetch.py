#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What is fetched and what is not, against servers of our own on this machine. Usage: fetch.py TOOL ADAPTERS"""
import contextlib
import http.server
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
from tap import Tap

TOOL, ADAPTERS = sys.argv[1], sys.argv[2].split()
LIMIT, PATIENCE = 10_000, 1500
GOOD, URL, STATUS, SIZE = '0 -', '-3 fetch.url', '-4 fetch.status', '-4 fetch.size'
LATE, TLS, LOST = '-4 fetch.time-out', '-4 fetch.tls', '-4 fetch.connection'


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    asked = []

    def log_message(self, *_):
        pass

    def octets(self, body, status=200, length=None, **headers):
        self.send_response(status)
        self.send_header('Content-Length', str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def endless(self):
        self.send_response(200)
        self.send_header('Transfer-Encoding', 'chunked')
        self.end_headers()
        while True:
            self.wfile.write(b'400\r\n' + b'x' * 1024 + b'\r\n')

    def slow(self, *pieces):
        """An octet now and then, so that something always moves."""
        self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n' + b''.join(pieces))
        for _ in range(60):
            self.wfile.write(b'x')
            self.wfile.flush()
            time.sleep(0.1)

    def headers_without_end(self, line):
        self.wfile.write(b'HTTP/1.1 200 OK\r\n')
        while True:
            self.wfile.write(line)

    def interim(self):
        while True:
            self.wfile.write(b'HTTP/1.1 100 Continue\r\nX: ' + b'y' * 500 + b'\r\n\r\n')

    def do_GET(self):
        Answers.asked.append((self.path, dict(self.headers)))
        self.close_connection = True
        with contextlib.suppress(OSError):
            ANSWERS[self.path](self)


ANSWERS = {
    '/good': lambda it: it.octets(b'{"keys": []}'),
    '/empty': lambda it: it.octets(b''),
    '/most': lambda it: it.octets(b'm' * LIMIT),
    '/more': lambda it: it.octets(b'm' * (LIMIT + 1)),
    '/said-more': lambda it: it.octets(b'm', length=10**12),
    '/less': lambda it: it.octets(b'm' * 10, length=100),
    '/endless': Answers.endless,
    '/slow': lambda it: it.slow(b'\r\n'),
    '/slow-header': lambda it: it.slow(b'X-Slow: '),
    '/many-headers': lambda it: it.headers_without_end(b'X: y\r\n'),
    '/long-header': lambda it: it.headers_without_end(b'y' * 100),
    '/interim': Answers.interim,
    '/silent': lambda it: time.sleep(3),
    '/moved': lambda it: it.octets(b'', 302, Location='/good'),
    '/moved-away': lambda it: it.octets(b'', 301, Location='file:///etc/hostname'),
    '/absent': lambda it: it.octets(b'not here', 404),
    '/absent-endlessly': lambda it: it.octets(b'x' * 100_000, 404),
    '/broken': lambda it: it.octets(b'', 500),
    '/partial': lambda it: it.octets(b'part', 206),
    '/nothing': lambda it: it.octets(b'', 204),
    '/who': lambda it: it.octets(b'who', 401, **{'WWW-Authenticate': 'Basic realm="x"'}),
    '/packed': lambda it: it.octets(b'\x1f\x8b\x08\x00', **{'Content-Encoding': 'gzip'}),
    '/old': lambda it: it.wfile.write(b'no status line\n'),
}
ROWS = [
    ('/good', GOOD, 12), ('/empty', GOOD, 0), ('/most', GOOD, LIMIT), ('/more', SIZE, 0), ('/said-more', SIZE, 0),
    ('/less', LOST, 0), ('/endless', SIZE, 0), ('/slow', LATE, 0), ('/slow-header', LATE, 0), ('/many-headers', SIZE, 0),
    ('/long-header', LOST, 0), ('/interim', SIZE, 0), ('/silent', LATE, 0), ('/moved', STATUS, 0),
    ('/moved-away', STATUS, 0), ('/absent', STATUS, 0), ('/absent-endlessly', STATUS, 0), ('/broken', STATUS, 0),
    ('/partial', STATUS, 0), ('/nothing', STATUS, 0), ('/who', STATUS, 0),
    # Not unpacked: four octets are four octets.
    ('/packed', GOOD, 4), ('/old', LOST, 0),
]
# What no URL may be; nothing is asked of anybody.
NEVER = ['', 'good', 'http://', 'http://example.org/', 'http://127.0.0.2/', 'http://10.0.0.1/', 'http://localhost.example/',
         'http://127.0.0.1.example/', 'http://[::2]/', 'ftp://127.0.0.1/', 'file:///etc/hostname', 'gopher://127.0.0.1/',
         'dict://127.0.0.1/', 'https://user@localhost/', 'https://user:word@localhost/', 'https://localhost/#part',
         'https://local host/', 'https://localhost/' + 'x' * 2048, 'HTTPS//localhost', '//localhost/']


def fetch(url, authorities=None, limit=LIMIT, patience=PATIENCE, environment=None):
    """("status check", octets, milliseconds, what came)."""
    ran = subprocess.run([TOOL, url, str(limit), str(patience), *([authorities] if authorities else [])],
                         capture_output=True, text=True, check=False, env={**os.environ, **(environment or {})})
    if ran.returncode:
        return f'ended with {ran.returncode}', 0, 0, ran.stderr
    status, check, octets, _, took, came = (ran.stdout.split(' ', 5) + [''] * 6)[:6]
    return f'{status} {check}', int(octets or -1), int(took or -1), came + ran.stderr


def expect(answer, wanted, octets=0):
    said, length, took, came = answer
    problems = [] if said == wanted else [f'{said} {came} instead of {wanted}']
    problems += [f'{length} octets'] if wanted == GOOD and length != octets else []
    return problems + ([f'{took} ms'] if took > PATIENCE + 1500 else [])


def serve(context=None, host='127.0.0.1'):
    family = socket.AF_INET6 if ':' in host else socket.AF_INET
    kind = type('Server', (http.server.ThreadingHTTPServer,), {'address_family': family, 'daemon_threads': True,
                                                              'handle_error': lambda *_: None})
    server = kind((host, 0), Answers)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def certificate(folder, name, *more):
    """A certificate that is its own authority, and the context of a server that shows it."""
    path = os.path.join(folder, name)
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout',
                    path + '.key', '-out', path, '-subj', '/CN=test', *more], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, path + '.key')
    return path, context


def plain(tap):
    port = serve()
    for path, wanted, octets in ROWS:
        tap.case(f'http to this machine: {path} is {wanted}', expect(fetch(f'http://127.0.0.1:{port}{path}'), wanted, octets))
    tap.case('localhost is this machine', expect(fetch(f'http://localhost:{port}/good'), GOOD, 12))
    with contextlib.suppress(OSError):
        six = serve(host='::1')
        tap.case('[::1] is this machine', expect(fetch(f'http://[::1]:{six}/good'), GOOD, 12))
    asked = Answers.asked[0][1]
    tap.case('it says who asks, and asks for nothing packed',
             [] if asked['User-Agent'].startswith('libtoegang/') and not {'Accept-Encoding', 'Cookie', 'Authorization'}
             & set(asked) else [str(asked)])
    with socket.socket() as closed:
        closed.bind(('127.0.0.1', 0))
        tap.case('nobody listens', expect(fetch(f'http://127.0.0.1:{closed.getsockname()[1]}/'), LOST))
    before = len(Answers.asked)
    for url in NEVER:
        tap.case(f'"{url[:40]}" is never fetched', expect(fetch(url), URL))
    tap.case('a patience below nothing', expect(fetch(f'http://127.0.0.1:{port}/good', patience=-1), '-2 library.misuse'))
    tap.case('and nobody was asked', [str(Answers.asked[before:])] if len(Answers.asked) > before else [])
    return port


def secure(tap, folder):
    ours, context = certificate(folder, 'ours', '-addext', 'subjectAltName=DNS:localhost')
    elsewhere, wrong = certificate(folder, 'elsewhere', '-addext', 'subjectAltName=DNS:elsewhere.example')
    port, wrong_port = serve(context), serve(wrong)
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    old.load_cert_chain(ours, ours + '.key')
    old.set_ciphers('ALL:@SECLEVEL=0')
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    rows = [('the certificate of the host', f'https://localhost:{port}/good', ours, GOOD),
            ('an authority that nobody knows', f'https://localhost:{port}/good', None, TLS),
            ('another authority', f'https://localhost:{port}/good', elsewhere, TLS),
            ('another host', f'https://localhost:{wrong_port}/good', elsewhere, TLS),
            ('an address that the certificate does not name', f'https://127.0.0.1:{port}/good', ours, TLS),
            ('a file of authorities that is not there', f'https://localhost:{port}/good', folder + '/none', TLS),
            ('TLS 1.1', f'https://localhost:{serve(old)}/good', ours, TLS),
            ('no TLS at all', f'https://localhost:{serve()}/good', ours, TLS)]
    for name, url, authorities, wanted in rows:
        tap.case(f'https: {name}', expect(fetch(url, authorities), wanted, 12))
    return port, ours


def environment(tap, folder, port, secure_port, ours):
    """A proxy that would answer, authorities that would be believed, a netrc that would be sent."""
    proxy = f'http://127.0.0.1:{serve()}'
    with open(os.path.join(folder, '.netrc'), 'w', encoding='ascii') as file:
        file.write('machine 127.0.0.1 login a password b\nmachine localhost login a password b\n')
    with open(os.path.join(folder, '.curlrc'), 'w', encoding='ascii') as file:
        file.write('insecure\n')
    hostile = {name: proxy for word in ('http_proxy', 'https_proxy', 'all_proxy') for name in (word, word.upper())}
    hostile |= {'SSL_CERT_FILE': ours, 'SSL_CERT_DIR': folder, 'CURL_CA_BUNDLE': ours, 'HOME': folder, 'CURL_HOME': folder,
                'NETRC': os.path.join(folder, '.netrc'), 'no_proxy': '', 'NO_PROXY': '', 'CURL_SSL_BACKEND': 'none'}
    Answers.asked.clear()
    tap.case('no proxy of the environment is asked', expect(fetch(f'http://127.0.0.1:{port}/good', environment=hostile),
                                                            GOOD, 12))
    tap.case('no netrc is sent', [str(asked) for _, asked in Answers.asked if 'Authorization' in asked])
    tap.case('nor for https', expect(fetch(f'https://localhost:{secure_port}/good', ours, environment=hostile), GOOD, 12))
    tap.case('no authority of the environment is believed',
             expect(fetch(f'https://localhost:{secure_port}/good', environment=hostile), TLS))
    tap.case('the paths that were asked are two', [] if [path for path, _ in Answers.asked] == ['/good'] * 2 else
             [str(Answers.asked)])


def main():
    tap = Tap()
    if 'http' not in ADAPTERS:
        tap.case('not compiled in, and says so', expect(fetch('https://localhost/'), '-3 fetch.absent'))
        tap.skip('fetching', 'not compiled in: sudo apt-get install libcurl4-openssl-dev, and build again')
        tap.end()
    with tempfile.TemporaryDirectory(prefix='toegang-fetch-') as folder:
        port = plain(tap)
        environment(tap, folder, port, *secure(tap, folder))
    tap.end()


if __name__ == '__main__':
    main()
