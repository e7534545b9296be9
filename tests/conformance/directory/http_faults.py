#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The HTTP directory where something is wrong: each fault has its check within the patience, and the next question is
answered again. Usage: http_faults.py HTTP_TOOL ADAPTERS SLOW_NAMES"""
import contextlib
import json
import os
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import warnings

import register
from asking import (ADAPTERS, ANSWER, GOOD, LATE, LIMIT, LOST, ROW, SLOW_NAMES, STORE, Asking, Tap, expect, facts_file, once,
                    skip_all)

FACT = {'holder': '85073003328', 'organisation': 'kbo:0999999922', 'code': '10007'}
MOST = 4 << 20
DROPPED = threading.Event()


class Faulty(register.Answers):
    """The path names the fault."""

    def answer(self, body):
        self.close_connection = self.path != '/drops'
        FAULTS[self.path](self, json.loads(body))

    def whole(self, question, facts=(), **members):
        return {'question': question, 'as_of': register.now(), 'complete': True, 'facts': list(facts)} | members

    def raw(self, *pieces, pause=0.0, times=1):
        with contextlib.suppress(OSError):
            for piece in [*pieces[:-1], *pieces[-1:] * times]:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(pause)

    def padded(self, question, length):
        octets = json.dumps(self.whole(question)).encode()
        self.send(octets + b' ' * (length - len(octets)))

    def drops(self, question):
        """Every second question of a connection is not answered; the connection ends."""
        if getattr(self, 'times', 0):
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            DROPPED.set()
            return
        self.times = 1
        self.send(self.whole(question, [FACT]))


HEAD = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
LONG = HEAD + b'Content-Length: 1000\r\n\r\n'
FAULTS = {
    '/good': lambda it, asked: it.send(it.whole(asked, [FACT])),
    '/utf-8': lambda it, asked: it.send(it.whole(asked, [FACT]), Content_Type='Application/JSON; charset=utf-8'),
    '/most': lambda it, asked: it.padded(asked, MOST),
    '/more': lambda it, asked: it.padded(asked, MOST + 1),
    '/said-more': lambda it, asked: it.raw(HEAD + b'Content-Length: 1000000000000\r\n\r\n{'),
    '/endless': lambda it, asked: it.raw(HEAD + b'Transfer-Encoding: chunked\r\n\r\n', b'1000\r\n' + b' ' * 4096 + b'\r\n',
                                         times=100_000),
    '/cut': lambda it, asked: it.raw(LONG + b'{"question":'),
    '/closes': lambda it, asked: None,
    '/garbage': lambda it, asked: it.send(b'\x00\xff{]'),
    '/empty': lambda it, asked: it.send(b''),
    '/html': lambda it, asked: it.send(b'<html>', Content_Type='text/html'),
    '/json-as-text': lambda it, asked: it.send(it.whole(asked), Content_Type='text/plain'),
    '/no-type': lambda it, asked: it.raw(b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'),
    '/packed': lambda it, asked: it.send(b'\x1f\x8b\x08\x00', Content_Encoding='gzip'),
    '/no-http': lambda it, asked: it.raw(b'{"decision":true}\n'),
    '/part': lambda it, asked: it.send(it.whole(asked, complete=False)),
    '/next': lambda it, asked: it.send(it.whole(asked, next='/2')),
    '/another': lambda it, asked: it.send(it.whole(asked | {'organisation': 'kbo:0884303369'}, [FACT])),
    '/older': lambda it, asked: it.send(it.whole({'register': 'btb', 'kind': 'appointment'}, [FACT])),
    '/unfit': lambda it, asked: it.send(it.whole(asked, [FACT | {'organisation': 'kbo:0884303369'}])),
    '/row': lambda it, asked: it.send(it.whole(asked, [FACT, FACT | {'holder': '85073003329'}])),
    '/many': lambda it, asked: it.send(it.whole(asked, [FACT] * 10_001)),
    '/silent': lambda it, asked: time.sleep(4),
    '/drip': lambda it, asked: it.raw(LONG, b' ', pause=0.05, times=30),
    '/drip-header': lambda it, asked: it.raw(HEAD, b'X-A: b\r\n', pause=0.05, times=30),
    '/headers': lambda it, asked: it.raw(HEAD, b'X-A: b\r\n' * 100, times=1000),
    '/moved': lambda it, asked: it.send(b'', 302, Location='/good'),
    '/kept': lambda it, asked: it.send(b'', 307, Location='/good'),
    '/who': lambda it, asked: it.send(b'', 401, WWW_Authenticate='Basic realm="x"'),
    '/absent': lambda it, asked: it.send(it.whole(asked, [FACT]), 404),
    '/nothing': lambda it, asked: it.send(b'', 204),
    '/created': lambda it, asked: it.send(it.whole(asked, [FACT]), 201),
    '/broken': lambda it, asked: it.send(b'', 500),
    '/later': lambda it, asked: it.send(it.whole(asked, [FACT]), 503),
    '/drops': Faulty.drops,
}
WANTED = {ANSWER: 'garbage empty html json-as-text no-type packed part next another older unfit', ROW: 'row', LATE: 'silent drip drip-header',
          LIMIT: 'more said-more endless many headers', LOST: 'cut closes no-http', GOOD: 'good utf-8 most',
          STORE: 'moved kept who absent nothing created broken later'}


def port_of(context=None):
    return register.serve(Faulty, context).server_address[1]


def answers(tap):
    port = port_of()
    for wanted, paths in WANTED.items():
        for path in paths.split():
            patience = 500 if wanted == LATE else 5000
            came = once(f'http://127.0.0.1:{port}/{path}', asked={'organisation': 'kbo:0999999922', 'patience': patience})
            tap.case(f'{path} is {wanted}', expect(came, wanted, None if wanted in (ROW, LIMIT) else
                                                   int(path in ('good', 'utf-8')), patience))


def kept(tap):
    with Asking(f'http://127.0.0.1:{port_of()}/drops') as asking:
        for time_ in range(4):
            tap.case(f'question {time_}: a connection that ended unanswered is made anew', expect(asking.ask(), GOOD, 1))
    tap.case('some did end so', [] if DROPPED.is_set() else ['none'])
    # A service that nobody hears of any more: its port is open, its connections are gone.
    with Asking(f'http://127.0.0.1:{port_of()}/closes') as asking:
        tap.case('one that is never answered is given up', expect(asking.ask(), LOST))


def processes(tap, folder):
    with register.Service(facts_file(folder)) as service, Asking(service.url) as asking, Asking(service.url, connections=1) as one:
        def recovers(what):
            tap.case(f'{what}: the next question is answered', expect(asking.ask(patience=2000), GOOD, 8, 2000))
        recovers('at first')
        service.send(signal.SIGSTOP)
        for patience in (1, 100, 500):
            tap.case(f'stopped, {patience} ms', expect(asking.ask(patience=patience), LATE, 0, patience))
        tap.case('four threads wait for one connection, and for no longer', expect(one.line('threads', 4, 1, 500), GOOD, 0))
        tap.case('its state, stopped', expect(asking.line('describe', 300), LATE, None, 300))
        service.send(signal.SIGCONT)
        recovers('continued')
        service.kill()
        tap.case('killed between questions', expect(asking.ask(), LOST, 0))
        tap.case('its state, killed', expect(asking.line('describe', 300), LOST, None, 300))
        service.start()
        recovers('started again')
        service.send(signal.SIGSTOP)
        killer = threading.Timer(0.2, service.kill)
        killer.start()
        tap.case('killed within a question', expect(asking.ask(patience=10000), LOST, 0, 5000))
        killer.join()
        service.start()
        recovers('and started again')


def secrets(tap, folder):
    log = os.path.join(folder, 'log')
    with register.Service(facts_file(folder), log, 'abc.DEF-1') as service:
        tap.case('with its token', expect(once(service.url, token='abc.DEF-1'), GOOD, 8))
        tap.case('with another', expect(once(service.url, token='abc.DEF-2'), STORE, 0))
        tap.case('with none', expect(once(service.url), STORE, 0))
        with Asking(service.url, token='abc.DEF-1') as asking:
            tap.case('its state is asked', expect(asking.line('describe', 500), GOOD))
    with open(log, encoding='utf-8') as file:
        lines = [json.loads(line) for line in file]
    tap.case('without the token', [] if 'Authorization' not in lines[-1]['headers'] and lines[-1]['line'].startswith('OPTIONS')
             else [str(lines[-1])])


def certificate(folder, name, *more):
    """A certificate that is its own authority, and the context of a server that shows it."""
    path = os.path.join(folder, name)
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout',
                    path + '.key', '-out', path, '-subj', '/CN=test', *more], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, path + '.key')
    return path, context


def secure(tap, folder):
    ours, context = certificate(folder, 'ours', '-addext', 'subjectAltName=DNS:localhost')
    elsewhere, wrong = certificate(folder, 'elsewhere', '-addext', 'subjectAltName=DNS:elsewhere.example')
    client, _ = certificate(folder, 'client')
    asks, old = (ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) for _ in range(2))
    asks.load_cert_chain(ours, ours + '.key')
    asks.verify_mode = ssl.CERT_REQUIRED
    asks.load_verify_locations(client)
    old.load_cert_chain(ours, ours + '.key')
    old.set_ciphers('ALL:@SECLEVEL=0')
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    port, asking_port = port_of(context), port_of(asks)
    good = f'https://localhost:{port}/good'
    trusted, shown = {'authorities': ours}, {'certificate': client, 'key': client + '.key'}
    believing = {'SSL_CERT_FILE': ours, 'SSL_CERT_DIR': folder, 'CURL_CA_BUNDLE': ours}
    rows = [('the certificate of the host', good, trusted, None, GOOD), ('an authority that nobody knows', good, {}, None, LOST),
            ('one that the environment knows', good, {}, believing, LOST),
            ('another authority', good, {'authorities': elsewhere}, None, LOST),
            ('another host', f'https://localhost:{port_of(wrong)}/good', {'authorities': elsewhere}, None, LOST),
            ('an address that the certificate does not name', f'https://127.0.0.1:{port}/good', trusted, None, LOST),
            ('TLS 1.1', f'https://localhost:{port_of(old)}/good', trusted, None, LOST),
            ('no TLS at all', f'https://localhost:{port_of()}/good', trusted, None, LOST),
            ('a service that asks who we are', f'https://localhost:{asking_port}/good', trusted | shown, None, GOOD),
            ('and is not told', f'https://localhost:{asking_port}/good', trusted, None, LOST),
            ('and is told by another', f'https://localhost:{asking_port}/good',
             trusted | {'certificate': elsewhere, 'key': elsewhere + '.key'}, None, LOST),
            ('a key that is not there', f'https://localhost:{asking_port}/good',
             trusted | {'certificate': client, 'key': folder + '/none'}, None, LOST),
            ('silence within TLS', f'https://localhost:{port}/silent', trusted, None, LATE)]
    for name, url, settings, environment, wanted in rows:
        tap.case(f'https: {name}', expect(once(url, environment, **settings), wanted))
    with Asking(f'https://localhost:{port}/drops', **trusted) as asking:
        for time_ in range(3):
            tap.case(f'https, question {time_}: an ended connection is made anew', expect(asking.ask(), GOOD, 1))


def nobody(tap):
    with socket.socket() as closed, socket.socket() as full:
        closed.bind(('127.0.0.1', 0))
        tap.case('nobody listens', expect(once(f'http://127.0.0.1:{closed.getsockname()[1]}/'), LOST))
        full.bind(('127.0.0.1', 0))
        full.listen(0)
        port = full.getsockname()[1]
        with contextlib.ExitStack() as stack:
            for _ in range(4):  # what the system keeps for it is full: nobody shakes hands
                one = stack.enter_context(socket.socket())
                one.setblocking(False)
                one.connect_ex(('127.0.0.1', port))
            tap.case('nobody accepts', expect(once(f'http://127.0.0.1:{port}/'), LATE))
    tap.case('a name that is none', expect(once('https://register.invalid/', asked={'patience': 5000}), LOST, 0, 5000))
    slow = {'LD_PRELOAD': SLOW_NAMES, 'ASAN_OPTIONS': 'verify_asan_link_order=0'}
    tap.case('a name server that does not answer', expect(once('https://register.example/', slow), LATE))


def main():
    if 'http' not in ADAPTERS:
        skip_all('not compiled in: sudo apt-get install libcurl4-openssl-dev, and build again')
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix='toegang-http-') as folder:
        answers(tap)
        kept(tap)
        processes(tap, folder)
        secrets(tap, folder)
        secure(tap, folder)
        nobody(tap)
    tap.end()


main()
