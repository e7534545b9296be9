# SPDX-License-Identifier: Apache-2.0
"""toegang-serve in a folder of its own, and tokens of an issuer that it trusts.
Arguments of every test here: PROGRAM FORGE SOURCE."""
import contextlib
import json
import os
import socket
import sys
import time

PROGRAM, FORGE, SOURCE = (os.path.abspath(path) for path in sys.argv[1:4])
sys.path.insert(0, os.path.join(SOURCE, 'tests', 'support'))
import counters  # noqa: E402
import forge  # noqa: E402
import web  # noqa: E402
from counters import AN, JAN, configuration  # noqa: E402,F401
from services import Application, SlowRegister, served  # noqa: E402,F401
from tap import Tap, skip_all  # noqa: E402,F401
from web import differs  # noqa: E402,F401

BAKERY = 'kbo:' + counters.BAKERY
HANDLES = 'handles: {key: handles.key}\n'


class Service(web.Folder):
    """The service, which running() starts; self.log is what it wrote, line by line."""

    def __init__(self, folder):
        super().__init__(folder)
        self.process, self.socket = None, self.path('serve.sock')
        counters.copy_registers(folder)
        self.write('jwks.json', forge.made(FORGE, '--jwks', 'idp'))
        self.write('handles.key', '42' * 32 + '\n', 0o600)
        self.write('toegang.yaml', configuration())

    @contextlib.contextmanager
    def running(self, *options, address=None, ready=None, environment=None, config=None, before=()):
        """address: a port; None: the unix socket. before: words that start the program."""
        self.address = address or self.socket
        listen = f'127.0.0.1:{address}' if address else 'unix:' + self.socket
        words = [*before, PROGRAM, '--config', config or self.path('toegang.yaml'), *([] if '--listen' in options else ['--listen', listen]),
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
        """The last line may be half there: it is being written."""
        return [json.loads(line) for line in self.read('log').split('\n')[:-1]]

    def token(self, **claims):
        return forge.token(FORGE, self.write, **claims)

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


def eventually(truth, seconds=web.LIMIT):
    end = time.monotonic() + seconds
    while not truth() and time.monotonic() < end:
        time.sleep(0.05)
    return truth()


def events(it, *names):
    return [line['event'] for line in it.log if line['event'] in names]


@contextlib.contextmanager
def service(name):
    with web.folder(name) as folder:
        yield Service(folder)
