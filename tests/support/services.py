# SPDX-License-Identifier: Apache-2.0
"""Small HTTP services that a test runs beside the server that it tests: an application, a register that takes its time."""
import contextlib
import http.server
import json
import socketserver
import threading
import time

from counters import BAKERY, JAN
from web import LIMIT


class Service(http.server.BaseHTTPRequestHandler):
    protocol_version, disable_nagle_algorithm = 'HTTP/1.1', True

    def handle(self):
        with contextlib.suppress(ConnectionError):
            super().handle()

    def body(self):
        return self.rfile.read(int(self.headers.get('Content-Length', 0)))

    def reply(self, said):
        octets = json.dumps(said).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(octets)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(octets)

    def log_message(self, *_):
        pass


class Application(Service):
    """Behind a web server: says what reached it."""

    def answer(self):
        self.reply({'method': self.command, 'path': self.path, 'headers': [list(pair) for pair in self.headers.items()],
                    'body': self.body().decode()})

    do_GET = do_HEAD = do_POST = do_PUT = answer


class Gateway(socketserver.StreamRequestHandler):
    """Behind a web server, over SCGI: says which variables reached it."""

    def handle(self):
        digits = b''
        while (octet := self.rfile.read(1)).isdigit():
            digits += octet
        words = self.rfile.read(int(digits) + 1).decode('latin-1').split('\0')
        said = json.dumps(list(zip(words[::2], words[1::2])))
        self.wfile.write(b'Status: 200 OK\r\nContent-Type: application/json\r\n\r\n' + said.encode())


class SlowRegister(Service):
    """A register service (doc/register.openapi.yaml) where Jan is a director, and which takes its time to say so: so many
    seconds, and within held() until that ends."""
    seconds, asked, lock, let_go = 0.2, 0, threading.Lock(), threading.Event()

    def do_POST(self):
        question = json.loads(self.body())
        with self.lock:
            type(self).asked += 1
        SlowRegister.let_go.wait(LIMIT)
        time.sleep(self.seconds)
        facts = []
        if question['kind'] == 'function' and question.get('holder', JAN) == JAN:
            facts = [{'holder': JAN, 'organisation': 'kbo:' + BAKERY, 'code': '10006', 'source': '1'}]
        now = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())
        self.reply({'question': question, 'as_of': now, 'complete': True, 'facts': facts})


SlowRegister.let_go.set()


@contextlib.contextmanager
def held():
    """The register answers nobody meanwhile; what is given ends it sooner."""
    SlowRegister.let_go.clear()
    try:
        yield SlowRegister.let_go.set
    finally:
        SlowRegister.let_go.set()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads, request_queue_size = True, 128


@contextlib.contextmanager
def served(service):
    """The port of such a service."""
    server = Server(('127.0.0.1', 0), service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
