# SPDX-License-Identifier: Apache-2.0
"""A process that asks LDAP (directory_tool.c), what is expected of its answers, and entries for it to find."""
import collections
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
import slapd  # noqa: E402
from busy import lost  # noqa: E402
from slapd import BASE, ldif  # noqa: E402
from tap import Tap  # noqa: E402

TOOL, ADAPTERS = os.path.abspath(sys.argv[1]), sys.argv[2].split()
GOOD, LOST, LATE = '0 -', '-4 directory.connection', '-4 directory.time-out'
STORE, ROW, LIMIT = '-4 directory.store', '-4 directory.row', '-4 directory.limit'
SETTINGS, QUERY = '-3 directory.settings', '-3 directory.query'
ANN, BOB, CEM = '85073003328', '81050103522', '92521506931'
ONE, TWO = 'kbo:0999999922', 'kbo:0884303369'
FUNCTION, APPOINTMENT, RIGHT, SUSPENSION = 1, 2, 3, 4
PATIENCE = 1000

Fact = collections.namedtuple('Fact', 'kind holder organisation held_by eloket code context from_at until_at granted_by '
                              'granted_as granted_at source as_of')
Answer = collections.namedtuple('Answer', 'said took expected came facts')


class Tool:
    """A process with directories, asked line by line."""
    faults = []

    def __init__(self, folder, directories, settings='', prefix=(), **more):
        path = os.path.join(folder, 'toegang.yaml')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump({'directories': directories, 'e-lokets': {'e0': {'right': 'r'}}}, file)
        self.process = subprocess.Popen([*prefix, TOOL, 'ask', path], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, **more)

    def send(self, register, kind, holder='-', organisation='-', eloket='-', patience=0, since=0):
        self.process.stdin.write(f'{register}\t{kind}\t{holder}\t{organisation}\t{eloket}\t{patience}\t{since}\n')
        self.process.stdin.flush()

    def answer(self):
        facts = []
        for line in self.process.stdout:
            words = line.rstrip('\n').split('\t')
            if words[0] == 'fact':
                facts.append(Fact(*words[1:]))
            elif words[0] == 'end':
                return Answer(words[1], int(words[2]), words[3], words[4], facts)
            else:
                said = line.split(' ')
                return Answer(' '.join(said[:2]), 0, line.strip(), '', [])
        return Answer('gone', 0, '', '', [])

    def ask(self, *words, **more):
        with contextlib.suppress(BrokenPipeError):
            self.send(*words, **more)
        return self.answer()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        status, said = self.process.wait(), self.process.stderr.read()
        if status not in (0, 1) or said:
            Tool.faults.append(f'status {status}: {said[-1500:]}')


def expect(answer, said, facts=None, slowest=PATIENCE * 1.1 + 50):
    problems = [] if answer.said == said else [f'{answer.said} ({answer.expected}, {answer.came}) instead of {said}']
    problems += [f'{answer.took} ms'] if answer.took > slowest + lost() else []
    if facts is not None and len(answer.facts) != facts:
        problems.append(f'{len(answer.facts)} facts instead of {facts}: {answer.facts[:3]}')
    return problems


def function(number, below=BASE, **more):
    values = {'toegangHolder': ANN, 'toegangOrganisation': ONE, 'toegangCode': '10007', **more}
    return ldif(f'toegangId={number},{below}', ['toegangFunction'], toegangId=str(number), **values)


def right(number, below=BASE, **more):
    values = {'toegangHolder': ANN, 'toegangOrganisation': ONE, 'toegangCode': 'lezen', 'toegangEloket': 'e0',
              'toegangRegister': 'gebruikersbeheer', **more}
    return ldif(f'toegangId={number},{below}', ['toegangRight'], toegangId=str(number), **values)


def unit(name, below=BASE):
    return ldif(f'ou={name},{below}', ['organizationalUnit'], ou=name)


def run(*parts):
    """Each part gets a Tap and a folder."""
    tap = Tap()
    if 'ldap' not in ADAPTERS:
        with tempfile.TemporaryDirectory(prefix='toegang-ldap-', dir='/tmp') as folder, Tool(folder, {'kbo': 'ldap://127.0.0.1/dc=x'}) as tool:
            tap.case('ldap: not compiled in, and says so', expect(tool.answer(), '-3 directory.adapter'))
        tap.skip('ldap', 'not compiled in: sudo apt-get install libldap-dev, and build again')
        tap.end()
    if not slapd.program() or not shutil.which('openssl'):
        tap.skip('ldap', 'no server: sudo apt-get install slapd ldap-utils openssl')
        tap.end()
    with tempfile.TemporaryDirectory(prefix='toegang-ldap-', dir='/tmp') as folder:
        for part in parts:
            part(tap, folder)
    tap.case('every process ended by itself, without a finding of a sanitizer', Tool.faults)
    tap.end()
