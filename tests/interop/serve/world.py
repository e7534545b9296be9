# SPDX-License-Identifier: Apache-2.0
"""toegang-serve in a folder of its own, and tokens of an issuer that it trusts.
Arguments of every test here: PROGRAM FORGE SOURCE."""
import contextlib
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time

PROGRAM, FORGE, SOURCE = (os.path.abspath(path) for path in sys.argv[1:4])
sys.path.insert(0, os.path.join(SOURCE, 'tests', 'support'))
import web  # noqa: E402
from tap import Tap, skip_all  # noqa: E402,F401

DATA = os.path.join(SOURCE, 'examples', 'data')
JAN, AN, BAKERY = '85073003328', '90010100123', 'kbo:0999999922'
TRUST = '''trust:
  - {issuer: https://op.example, jwks: jwks.json, algorithms: [RS256], audience: e-loket, claims: acm}
'''
COUNTERS = '''e-lokets:
  e-loketondernemers: {assurance: substantial, legal-representative: automatic, self: automatic}
  subsidieloket:
    {assurance: high, legal-representative: with-right, htb: with-right, others: with-right,
     right: subsidie-indienen, rights: [subsidie-indienen, subsidie-lezen]}
'''
DIRECTORIES = 'directories: {kbo: "yaml:kbo.yaml", btb: "yaml:btb.yaml", gebruikersbeheer: "yaml:gebruikersbeheer.yaml"}\n'
HANDLES = 'handles: {key: handles.key}\n'


def configuration(directories=DIRECTORIES, trust=TRUST, counters=COUNTERS, more=''):
    return trust + directories + counters + more


def forge(*words):
    return subprocess.run([FORGE, *words], capture_output=True, text=True, check=True).stdout


class Service:
    """The service, which running() starts; self.log is what it wrote, line by line."""

    def __init__(self, folder):
        self.folder, self.process, self.socket = folder, None, os.path.join(folder, 'serve.sock')
        for name in ('kbo.yaml', 'btb.yaml', 'gebruikersbeheer.yaml'):
            shutil.copy(os.path.join(DATA, name), self.path(name))
        self.write('jwks.json', forge('--jwks', 'idp'))
        self.write('handles.key', '42' * 32 + '\n', 0o600)
        self.write('toegang.yaml', configuration())

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text, mode=0o644):
        return web.write(self.path(name), text, mode)

    @contextlib.contextmanager
    def running(self, *options, address=None, ready=None, environment=None, config=None):
        """address: a port; None: the unix socket."""
        self.address = address or self.socket
        listen = f'127.0.0.1:{address}' if address else 'unix:' + self.socket
        words = [PROGRAM, '--config', config or self.path('toegang.yaml'), *([] if '--listen' in options else ['--listen', listen]),
                 *options]
        with open(self.path('log'), 'wb'):
            pass
        with web.running(words, self.path('log'), ready or self.answers, environment) as self.process:
            yield self

    def answers(self):
        with contextlib.suppress(OSError):
            return web.request(self.address, '/health/live', timeout=2).status == 200
        return False

    @property
    def log(self):
        with open(self.path('log'), encoding='utf-8') as file:
            return [json.loads(line) for line in file.read().splitlines()]

    def token(self, without=(), **claims):
        with open(os.path.join(SOURCE, 'tests/support/templates/access.json'), encoding='utf-8') as file:
            all_claims = json.load(file)
        now = int(time.time())
        all_claims |= {'iat': now - 10, 'auth_time': now - 20, 'exp': now + 3600} | claims
        for name in without:
            del all_claims[name]
        path = self.write('claims.json', json.dumps(all_claims))
        return forge('--token', path, '--signer', 'idp', '--typ', 'at+jwt').strip()

    def get(self, path, token=None, headers=(), **more):
        if token:
            headers = [*headers, ('Authorization', f'Bearer {token}')]
        return web.request(self.address, path, headers, **more)

    def post(self, path, body, headers=(), **more):
        body = body if isinstance(body, (bytes, str)) else json.dumps(body)
        return web.request(self.address, path, [('Content-Type', 'application/json'), *headers], body, **more)

    def connect(self):
        client = socket.socket(socket.AF_INET if isinstance(self.address, int) else socket.AF_UNIX)
        client.settimeout(web.LIMIT)
        client.connect(('127.0.0.1', self.address) if isinstance(self.address, int) else self.address)
        return client


@contextlib.contextmanager
def service(name):
    with web.folder(name) as folder:
        yield Service(folder)


class SlowRegister(http.server.BaseHTTPRequestHandler):
    """A register service (doc/register.openapi.yaml) where Jan is a director, and which takes its time to say so."""
    protocol_version = 'HTTP/1.1'
    seconds, asked = 0.2, 0

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        type(self).asked += 1
        time.sleep(self.seconds)
        facts = []
        if question['kind'] == 'function' and question.get('holder', JAN) == JAN:
            facts = [{'holder': JAN, 'organisation': BAKERY, 'code': '10006', 'source': '1'}]
        now = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())
        self.reply(json.dumps({'question': question, 'as_of': now, 'complete': True, 'facts': facts}).encode())

    def reply(self, octets):
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(kind):
    """The port of such a server."""
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), kind)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # who went away
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def differs(answer, status, **headers):
    """What is not as expected, as lines."""
    if answer.status != status:
        yield f'expected {status}, came {answer.status}: {answer.text()[:300]}'
    for name, value in headers.items():
        came = answer.header(name.replace('_', '-'))
        if came != value:
            yield f'{name}: expected {value!r}, came {came!r}'
