#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A register service of our own, as doc/register.openapi.yaml describes one, and a decision point as AuthZEN 1.0 has
it, over the facts of a file of the form that yaml: reads (in YAML or JSON).

As a module: Register(facts_of(path)).answer(question), or Service(path), a process of its own that can be killed and
stopped. As a program: register.py FACTS [LOG [TOKEN]] listens on this machine, prints its URL, and writes a line of
JSON for each request into the file LOG."""
import contextlib
import http.server
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
import paused  # noqa: E402
from web import free_port  # noqa: E402

KINDS = {'functions': 'function', 'appointments': 'appointment', 'rights': 'right', 'suspensions': 'suspension'}
REGISTERS = {'function': {'kbo'}, 'appointment': {'btb'}}  # all others: that of the file
MEMBERS = {'register', 'kind', 'holder', 'organisation', 'eloket', 'for_oneself', 'at', 'since', 'fresh'}
FIELDS = ('holder', 'held_by', 'organisation', 'code', 'eloket', 'context', 'from', 'until', 'granted_by', 'granted_at',
          'granted_as', 'source')
NUMBERS = ('holder', 'granted_by')


class Refused(Exception):
    """What is no question."""


def now():
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())


def organisation(text):
    """A typed key: an enterprise number without a kind is one of the KBO."""
    if ':' in text:
        return text
    digits = re.sub('[^0-9]', '', text)
    return f'kbo:{digits:0>10}'


def fact_of(row):
    """A row of a list with the names of the service."""
    fact = {name.replace('-', '_'): str(value) for name, value in row.items() if value not in (None, '')}
    for name in ('role', 'right'):
        if name in fact:
            fact['code'] = fact.pop(name)
    for name in NUMBERS:
        if name in fact:
            fact[name] = re.sub('[^0-9]', '', fact[name])
    for name in ('organisation', 'held_by'):
        if name in fact:
            fact[name] = organisation(fact[name])
    return fact


def facts_of(path):
    """(registers, kind, fact) of every row of a file."""
    with open(path, encoding='utf-8') as file:
        if path.endswith('.json'):
            tree = json.load(file)
        else:
            import yaml  # only here: JSON does without
            tree = yaml.load(file, yaml.BaseLoader)
    own = {tree.get('register', 'gebruikersbeheer')}
    return [(REGISTERS.get(kind, own), kind, fact_of(row)) for key, kind in KINDS.items() for row in tree.get(key) or []]


class Register:
    def __init__(self, facts, as_of=None):
        self.facts, self.as_of = facts, as_of

    def fits(self, question, registers, kind, fact):
        if question['register'] not in registers or question['kind'] != kind:
            return False
        if question.get('for_oneself') and 'organisation' in fact:
            return False
        return all(question[name] == fact.get(name) for name in ('holder', 'organisation', 'eloket') if name in question)

    def answer(self, question):
        if not isinstance(question, dict) or not {'register', 'kind', 'at'} <= set(question) <= MEMBERS:
            raise Refused('not a question')
        facts = [{name: fact[name] for name in FIELDS if name in fact} for registers, kind, fact in self.facts
                 if self.fits(question, registers, kind, fact)]
        return {'question': question, 'as_of': self.as_of or now(), 'complete': True, 'facts': facts}

    def decide(self, request):
        """AuthZEN 1.0, section 6: whether the register holds such a right just now."""
        question = {'register': 'gebruikersbeheer', 'kind': 'right', 'at': request['context']['time'],
                    'holder': request['subject']['id'], 'eloket': request['resource']['id']}
        keys = request['resource'].get('properties', {})
        question |= {'organisation': keys['organisation']} if keys else {'for_oneself': True}
        rights = self.answer(question)['facts']
        return {'decision': any(fact['code'] == request['action']['name'] and self.is_live(fact, question['at'])
                                for fact in rights)}

    @staticmethod
    def is_live(fact, at):
        """Instants only: rights of days are for the register itself."""
        return fact.get('from', '') <= at < fact.get('until', '9999')


class Answers(http.server.BaseHTTPRequestHandler):
    """Of one connection; register, log and token are those of the class that serve makes."""
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True
    register = log = token = None

    def log_message(self, *_):
        pass

    def send(self, body, status=200, **headers):
        octets = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in ({'Content-Type': 'application/json', 'Content-Length': str(len(octets))} | headers).items():
            self.send_header(name.replace('_', '-'), value)
        self.end_headers()
        self.wfile.write(octets)

    def noted(self, body):
        if self.log:
            with open(self.log, 'a', encoding='utf-8') as file:
                file.write(json.dumps({'line': self.requestline, 'headers': dict(self.headers), 'body': body}) + '\n')

    def is_known(self):
        return not self.token or self.headers['Authorization'] == f'Bearer {self.token}'

    def good(self, body):
        """What a service without a fault does."""
        if not self.is_known():
            return self.send({'error': 'who?'}, 401)
        try:
            question = json.loads(body)
            decides = self.path.endswith('/access/v1/evaluation')
            return self.send(self.register.decide(question) if decides else self.register.answer(question))
        except (Refused, ValueError, KeyError, TypeError):
            return self.send({'error': 'not a question'}, 400)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0)).decode()
        self.noted(body)
        with contextlib.suppress(OSError):
            self.answer(body)

    def answer(self, body):
        self.good(body)

    def do_OPTIONS(self):
        self.noted('')
        self.send(b'', 204, Allow='POST')


def serve(answers, context=None, port=0, **members):
    """A server on this machine, in threads of this process."""
    server_class = type('Server', (http.server.ThreadingHTTPServer,), {
        'daemon_threads': True, 'request_queue_size': 64, 'handle_error': lambda *_: None})
    server = server_class(('127.0.0.1', port), type('Own', (answers,), members))
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Service:
    """The same in a process of its own."""

    def __init__(self, facts, log='', token=''):
        self.words = [sys.executable, os.path.realpath(__file__), facts, log, token]
        self.process, self.port = None, free_port()
        self.start()

    @property
    def url(self):
        return f'http://127.0.0.1:{self.port}/'

    def start(self):
        """The first time and anew, on one port."""
        self.process = subprocess.Popen([*self.words, str(self.port)], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().rsplit(':', 1)[1].strip('/\n'))

    def send(self, number):
        paused.send(self.process.pid, number)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGCONT)
        self.kill()


def main():
    facts, log, token, port = (sys.argv[1:] + [''] * 3)[:4]
    server = serve(Answers, port=int(port or 0), register=Register(facts_of(facts)), log=log, token=token)
    print(f'http://127.0.0.1:{server.server_address[1]}/', flush=True)
    signal.pause()


if __name__ == '__main__':
    main()
