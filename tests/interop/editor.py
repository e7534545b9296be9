#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""An editor with our schema: completion, hover and the places of errors, by yaml-language-server.
Usage: editor.py TOEGANG SCHEMA; TOEGANG_TEST_NPM is the folder with node_modules (tests/run fills it)."""
import json
import os
import pathlib
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'support'))
from tap import Tap, skip_all  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / 'examples' / 'data' / 'toegang.yaml'
PATIENCE = 60


class Server:
    """JSON-RPC over the pipes of a language server."""

    def __init__(self, program, folder, schemas):
        self.process = subprocess.Popen(['node', program, '--stdio'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, cwd=folder)
        self.settings = {'schemas': schemas, 'validate': True, 'completion': True, 'hover': True, 'schemaStore': {'enable': False}}
        self.said, self.number, self.version = queue.Queue(), 0, 0
        threading.Thread(target=self.listen, daemon=True).start()
        self.ask('initialize', {'processId': os.getpid(), 'rootUri': None, 'capabilities': {
            'workspace': {'configuration': True}, 'textDocument': {
                'completion': {'completionItem': {'snippetSupport': True}}, 'publishDiagnostics': {}}}})
        self.send({'method': 'initialized', 'params': {}})
        self.send({'method': 'workspace/didChangeConfiguration', 'params': {'settings': {'yaml': self.settings}}})

    def listen(self):
        while True:
            head = b''
            while not head.endswith(b'\r\n\r\n'):
                octet = self.process.stdout.read(1)
                if not octet:
                    return self.said.put(None)
                head += octet
            length = int(re.search(rb'Content-Length: (\d+)', head)[1])
            self.said.put(json.loads(self.process.stdout.read(length)))

    def send(self, message):
        octets = json.dumps({'jsonrpc': '2.0', **message}).encode()
        self.process.stdin.write(b'Content-Length: %d\r\n\r\n' % len(octets) + octets)
        self.process.stdin.flush()

    def hear(self, wanted):
        """The next message that is wanted; what the server asks meanwhile is answered."""
        while True:
            message = self.said.get(timeout=PATIENCE)
            if message is None:
                raise EOFError('the language server ended')
            if 'method' in message and 'id' in message:
                items = message.get('params', {}).get('items', []) if message['method'] == 'workspace/configuration' else None
                answer = None if items is None else [self.settings if item.get('section') == 'yaml' else {} for item in items]
                self.send({'id': message['id'], 'result': answer})
            if wanted(message):
                return message

    def ask(self, method, params):
        self.number += 1
        number = self.number
        self.send({'id': number, 'method': method, 'params': params})
        return self.hear(lambda message: message.get('id') == number and 'method' not in message)['result']

    def open(self, path, text):
        self.version += 1
        self.uri = path.as_uri().replace(path.name, f'{self.version}-{path.name}')
        self.send({'method': 'textDocument/didOpen', 'params': {'textDocument': {
            'uri': self.uri, 'languageId': 'yaml', 'version': 1, 'text': text}}})

    def problems(self, path, text):
        """(line, column, message) of each, counted from 1."""
        self.open(path, text)
        said = self.hear(lambda message: message.get('method') == 'textDocument/publishDiagnostics' and
                         message['params']['uri'] == self.uri)
        return sorted((one['range']['start']['line'] + 1, one['range']['start']['character'] + 1, one['message'])
                      for one in said['params']['diagnostics'])

    def settle(self, path):
        """The schema is read some time after it was named: until then nothing is wrong."""
        until = time.monotonic() + PATIENCE
        while not self.problems(path, 'nothing: known\n'):
            if time.monotonic() > until:
                raise TimeoutError('the schema is not read')

    def at(self, line, column):
        return {'textDocument': {'uri': self.uri}, 'position': {'line': line, 'character': column}}

    def completions(self, path, text):
        """What is offered at the | in the text."""
        before, after = text.split('|')
        self.open(path, before + after)
        line = before.count('\n')
        found = self.ask('textDocument/completion', self.at(line, len(before.split('\n')[-1])))
        return {item['label'] for item in (found['items'] if isinstance(found, dict) else found or [])}

    def hover(self, path, text):
        before, after = text.split('|')
        self.open(path, before + after)
        found = self.ask('textDocument/hover', self.at(before.count('\n'), len(before.split('\n')[-1])))
        return json.dumps(found, ensure_ascii=False)

    def end(self):
        self.process.kill()
        self.process.wait()


# What is typed, where the | is, and what is offered there among others; what is never.
COMPLETIONS = [
    ('the file', '|', {'trust', 'directories', 'e-lokets', 'claims', 'handles', 'replay', 'audit', 'test-numbers'}, {'source'}),
    ('a key that was begun', 'e-lokets:\n  a:\n    legal|', {'legal-representative'}, {'trust'}),
    ('an e-counter', 'e-lokets:\n  a:\n    right: r\n    |\n', {'htb', 'others', 'self', 'staleness', 'company-chain'}, {'right', 'trust'}),
    ('a word', 'e-lokets:\n  a:\n    assurance: |\n', {'none', 'low', 'substantial', 'high'}, {'automatic'}),
    ('a way', 'e-lokets:\n  a:\n    htb: |\n', {'never', 'with-right', 'automatic'}, {'high'}),
    ('a provider', 'trust:\n  - entity-id: a\n    |\n', {'metadata', 'audience', 'recipient', 'signing-key'}, {'e-lokets'}),
    ('an issuer', 'trust:\n  - issuer: a\n    |\n', {'jwks', 'secret', 'algorithms', 'max-lifetime'}, {'e-lokets'}),
    ('an algorithm', 'trust:\n  - issuer: a\n    algorithms:\n      - |\n', {'RS256', 'ES256', 'EdDSA'}, {'none'}),
    ('a source', 'directories:\n  kbo:\n    source: ldap://h/dc=a\n    |\n', {'cache', 'breaker', 'bind', 'scope', 'functions'}, {'trust'}),
    ('a cache', 'directories:\n  kbo:\n    source: yaml:a\n    cache:\n      |\n', {'for', 'negative', 'entries', 'octets'}, {'source'}),
    ('a part of a union', 'directories:\n  kbo:\n    union:\n      - source: sqlite:a\n        |\n', {'query', 'read-only', 'patience'}, {'trust'}),
    ('a trail', 'audit:\n  |\n', {'file', 'key', 'decisions'}, {'trust'}),
]

# One mistake each: what in the example is written so; the reader tells the same place.
MISTAKES = [
    ('    assurance: substantial', '    asurance: substantial'),
    ('    htb: with-right', '    htb: with-rights'),
    ('    claims: acm   ', '    clams: acm   '),
    ('    algorithms: [RS256]', '    algorithms: [RS256, RS1]'),
    ('e-lokets:', 'e-loketten:'),
    ('  kbo: yaml:kbo.yaml ', '  kbbo: yaml:kbo.yaml '),
    ('  btb: yaml:btb.yaml', '  btb: jaml:btb.yaml'),
    ('  btb: yaml:btb.yaml', '  btb: {source: "yaml:btb.yaml", patiense: 2s}'),
    ('  btb: yaml:btb.yaml', '  btb: {source: "yaml:btb.yaml", cache: {for: 5 minutes}}'),
    ('    right: subsidie-indienen', '    company-chain: 9'),
]


def places_of_ours(program, folder, text):
    """(line, column) of each problem that the command tells."""
    path = folder / 'toegang.yaml'
    path.write_text(text)
    told = subprocess.run([program, 'config', str(path), '--lang', 'en'], capture_output=True, text=True, check=False)
    return {(int(line), int(column)) for line, column in re.findall(r'toegang\.yaml:(\d+):(\d+): error', told.stdout + told.stderr)}


def mistake(server, program, folder, right, wrong):
    text = EXAMPLE.read_text()
    if right not in text:
        return f'the example has no {right!r}'
    text = text.replace(right, wrong, 1)
    ours, theirs = places_of_ours(program, folder, text), server.problems(folder / 'toegang.yaml', text)
    if len(ours) == 1 and ours <= {place[:2] for place in theirs}:
        return ''
    return f'the command tells {sorted(ours)}, the editor {theirs}'


def completion(server, folder, text, wanted, never):
    offered = server.completions(folder / 'toegang.yaml', text)
    problems = [f'not offered: {sorted(wanted - offered)}'] if wanted - offered else []
    return problems + ([f'offered: {sorted(never & offered)}'] if never & offered else [])


def main():
    packages = pathlib.Path(os.environ.get('TOEGANG_TEST_NPM', HERE), 'node_modules')
    program = packages / 'yaml-language-server' / 'bin' / 'yaml-language-server'
    if not shutil.which('node') or not program.exists():
        skip_all('no npm package yaml-language-server: install node and npm, then tests/run fetches it')
    toegang, schema = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for path in EXAMPLE.parent.iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
        server = Server(program, folder, {schema.as_uri(): ['*toegang.yaml']})
        try:
            server.settle(folder / 'toegang.yaml')
            tap.case('the example has no problem', [str(one) for one in server.problems(folder / 'toegang.yaml', EXAMPLE.read_text())])
            for title, text, wanted, never in COMPLETIONS:
                tap.case('completion: ' + title, completion(server, folder, text, wanted, never))
            for right, wrong in MISTAKES:
                tap.case(f'place of: {wrong.strip()}', mistake(server, toegang, folder, right, wrong))
            said = server.hover(folder / 'toegang.yaml', 'e-lokets:\n  a:\n    gran|tor-loss: keep\n')
            tap.case('hover', '' if 'what becomes of a right whose grantor lost his authority' in said else said)
            line = f'# yaml-language-server: $schema={schema.as_uri()}\n'
            found = server.problems(folder / 'other.yml', line + 'e-lokets: {a: {htb: ja}}\n')
            tap.case('a line in the file names the schema', '' if [one[:2] for one in found] == [(2, 21)] else str(found))
        finally:
            server.end()
    tap.end()


if __name__ == '__main__':
    main()
