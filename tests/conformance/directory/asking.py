# SPDX-License-Identifier: Apache-2.0
"""A process that asks over HTTP (http_tool.c), and what is expected of its answers."""
import collections
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
from busy import lost  # noqa: E402
from tap import Tap, skip_all  # noqa: E402,F401

TOOL, ADAPTERS, SLOW_NAMES = sys.argv[1], sys.argv[2].split(), sys.argv[3]
PATIENCE = 1500
GOOD, ANSWER, ROW, STORE, LIMIT = '0 -', '-4 directory.answer', '-4 directory.row', '-4 directory.store', '-4 directory.limit'
LATE, LOST, STALE, QUERY = '-4 directory.time-out', '-4 directory.connection', '-4 directory.stale', '-4 directory.query'
ANN, ONE = '85073003328', 'kbo:0999999922'

Came = collections.namedtuple('Came', 'said took facts text')


class Asking:
    def __init__(self, url, environment=None, **settings):
        self.process = subprocess.Popen([TOOL, url, *(f'{name}={value}' for name, value in settings.items())],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env={**os.environ, **(environment or {})})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.rest = self.process.stdout.read() + self.process.stderr.read()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()

    def line(self, *words):
        self.process.stdin.write('\t'.join(map(str, words)) + '\n')
        self.process.stdin.flush()
        return self.read()

    def read(self):
        said = self.process.stdout.readline()
        if not said:
            return Came(f'ended with {self.process.wait()}', 0, 0, self.process.stderr.read())
        status, check, took, facts, text = said.rstrip('\n').split(' ', 4)
        return Came(f'{status} {check}', int(took), int(facts), text)

    def ask(self, register='kbo', kind='function', holder='-', organisation='-', eloket='-', since='-', fresh=0, wanted='-',
            patience=PATIENCE):
        return self.line('ask', register, kind, holder, organisation, eloket, since, fresh, wanted, patience)


def expect(came, wanted, facts=None, patience=PATIENCE):
    """Said so, brought that many facts, and within the patience, a tenth of it and 50 ms, and what a busy machine adds."""
    problems = [] if came.said == wanted else [f'{came.said} {came.text} instead of {wanted}']
    problems += [f'{came.facts} facts instead of {facts}'] if facts is not None and came.facts != facts else []
    return problems + ([f'{came.took} ms'] if came.took > patience * 1.1 + 50 + lost() else [])


def once(url, environment=None, asked=None, **settings):
    """One question of a process of its own."""
    with Asking(url, environment, **settings) as asking:
        return asking.ask(**(asked or {}))


def facts_file(folder):
    """The facts of the contract."""
    path = os.path.join(folder, 'facts.json')
    with open(path, 'w', encoding='utf-8') as file:
        subprocess.run([TOOL, 'facts'], stdout=file, check=True)
    return path
