# SPDX-License-Identifier: Apache-2.0
"""A process that uses a PostgreSQL directory, asked line by line; for the tests beside it."""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', '..', 'support'), os.path.join(HERE, '..', 'replay')]
from busy import lost  # noqa: E402

PATIENCE = 1500
HOLDER, ORGANISATION, ELOKET = '85073003328', '0999999922', 'loket'
RIGHTS = f'gebruikersbeheer right {HOLDER} {ORGANISATION} {ELOKET}'
GOOD = '0 -'


class Answer:
    def __init__(self, line, facts):
        status, check, took, came = (line.rstrip('\n').split(' ', 3) + [''] * 3)[:4]
        self.said, self.took, self.came, self.facts = f'{status} {check}', int(took or -1), came, facts

    def codes(self):
        return [fact.split(' ')[4] for fact in self.facts]

    def ages(self):
        return [int(fact.rsplit(' ', 1)[1]) for fact in self.facts]


class Tool:
    faults = []
    program = sys.argv[1] if len(sys.argv) > 1 else ''

    def __init__(self, conninfo, *options, patience=PATIENCE, **more):
        self.process = subprocess.Popen([self.program, conninfo, str(patience), *options], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, **more)
        self.opened = self.answer()

    def send(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()

    def answer(self):
        facts = []
        while (line := self.process.stdout.readline()).startswith('= '):
            facts.append(line[2:].rstrip('\n'))
        return Answer(line, facts)

    def ask(self, line):
        try:
            self.send(line)
        except BrokenPipeError:
            pass
        return self.answer()

    def rights(self, *more):
        return self.ask(' '.join(['read', RIGHTS, *more]))

    def add(self, code):
        return self.ask(f'add {RIGHTS} {code}')

    def take(self, code):
        return self.ask(f'take {RIGHTS} {code}')

    def generation(self):
        return self.ask('generation').facts[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        status = self.process.wait()
        if status not in (0, 1):
            Tool.faults.append(f'{self.process.args}: status {status}')


def expect(answer, wanted=GOOD, slowest=PATIENCE * 1.1 + 50, codes=None):
    """What an answer says, in time; the codes of its facts, in any order."""
    problems = [] if answer.said == wanted else [f'{answer.said} {answer.came} instead of {wanted}']
    problems += [f'{answer.took} ms'] if answer.took > slowest + lost() else []
    if codes is not None and sorted(answer.codes()) != sorted(codes):
        problems.append(f'{sorted(answer.codes())} instead of {sorted(codes)}')
    return problems


def looping(conninfo, prefix, count, *options, patience=PATIENCE):
    """A process that adds rights until it is killed; its lines say which were acknowledged."""
    process = subprocess.Popen([Tool.program, conninfo, str(patience), *options], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    process.stdin.write(f'loop {prefix} {count}\n')
    process.stdin.flush()
    return process


def acknowledged(lines):
    return [line[2:].strip() for line in lines if line.startswith('+ ') and line.endswith('\n')]


def check_trail(lines, codes=None):
    """Numbered without a gap; each fact has its line and each line its fact."""
    problems = [f'line {number}: {line}' for number, line in enumerate(lines, 1) if line.split(' ')[0] != str(number)]
    if codes is not None:
        noted = [line.split(' ')[2] for line in lines if line.split(' ')[1] == 'add']
        problems += [] if sorted(noted) == sorted(codes) else [f'{len(noted)} lines and {len(codes)} facts']
    return problems


def folders():
    folder = tempfile.TemporaryDirectory(prefix='toegang-postgresql-', dir='/tmp')
    os.chmod(folder.name, 0o755)
    return folder


def room(folder, name):
    path = os.path.join(folder, name)
    os.mkdir(path)
    return path
