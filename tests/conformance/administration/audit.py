#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The trail in a file: what was done to it is found, and its place; what was acknowledged is there, whenever a process
is killed. Usage: audit.py TOEGANG TOOL ADAPTERS"""
import base64
import contextlib
import datetime
import hashlib
import hmac
import itertools
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
from tap import Tap  # noqa: E402

TOEGANG, TOOL, ADAPTERS = *map(os.path.abspath, sys.argv[1:3]), sys.argv[3].split()
KEY = '11' * 32
NUMBERS = ('85073003328', '40000100133')
CONFIG = '''directories: {kbo: "yaml:kbo.yaml", gebruikersbeheer: "yaml:rights.yaml"}
e-lokets:
  loket: {legal-representative: automatic, others: with-right, right: r}
audit: {file: audit.log, key: audit.key, decisions: yes}
'''
BEGIN = 1_800_000_000


def write(name, text, mode=0o600):
    with open(name, 'w', encoding='utf-8') as file:
        file.write(text)
    os.chmod(name, mode)


def load(name='audit.log'):
    with open(name, 'rb') as file:
        return file.read()


def store(octets, name='audit.log'):
    with open(name, 'wb') as file:
        file.write(octets)


def fresh(config=CONFIG):
    for name in os.listdir('.'):
        os.unlink(name)
    write('toegang.yaml', config)
    write('audit.key', KEY + '\n')
    write('kbo.yaml', f'functions: [{{holder: "{NUMBERS[0]}", organisation: "0999.999.922", code: "10007", '
                      'from: 2019-03-01}]\n')
    write('rights.yaml', f'rights: [{{holder: "{NUMBERS[1]}", organisation: "0999.999.922", eloket: loket, right: r, '
                         f'context: "{NUMBERS[0]}", granted-by: "{NUMBERS[0]}", from: 2025-01-01}}]\n')


def run(*words, **more):
    return subprocess.run([TOEGANG, *words, '--config', 'toegang.yaml', '--lang', 'en'], capture_output=True, text=True,
                          check=False, **more)


def tool(first, count, threads=1, **more):
    return subprocess.run([TOOL, 'toegang.yaml', str(first), str(count), str(threads)], capture_output=True, text=True,
                          check=False, **more)


def verify():
    """Exit status and what was found of the one trail."""
    ran = run('audit', 'verify', '--json')
    if not ran.stdout:
        return ran.returncode, {}
    trails = json.loads(ran.stdout)['trails']
    return ran.returncode, trails[0] if trails else {}


def expect(code, check, line=None, lines=None):
    """Problems where verify says something else."""
    came, found = verify()
    wanted = {'check': check, **({'line': line} if line is not None else {}), **({'lines': lines} if lines else {})}
    if came == code and all(found.get(name) == value for name, value in wanted.items()):
        return []
    return [f'{came} {found}, expected {code} {wanted}']


def times():
    """The moments of the decisions in the trail, by verified lines."""
    shown = run('audit', 'show', '--json')
    return [datetime.datetime.fromisoformat(line['time'].replace('Z', '+00:00')).timestamp()
            for line in map(json.loads, shown.stdout.splitlines()) if line['event'] == 'decision']


def acknowledged(text):
    return {float(line.split()[1]) for line in text.splitlines() if line.startswith('answered ')}


def code(key, octets):
    return hmac.new(key, octets, hashlib.sha256).digest()


def by_the_document(octets, head):
    """Problems of a trail for a reader who knows doc/audit.md and nothing else."""
    people, chain, heads = (code(bytes.fromhex(KEY), f'toegang-trail-{name}-1'.encode()) for name in ('people', 'chain', 'head'))
    before, number, problems = bytes(32), 0, []
    for number, line in enumerate(octets.splitlines(), 1):
        said, _, rest = line.rpartition(b',"mac":')
        record = json.loads(line)
        mac = code(chain, before + said)
        if rest != f'"{mac.hex()}"}}'.encode() or record['previous'] != before.hex() or record['number'] != number or record['v'] != 1:
            problems.append(f'line {number}: {line[-200:]}')
        before = mac
    line = f'{number:020} {before.hex()}'.encode()
    if head != line + b' ' + code(heads, b'\n' + line).hex().encode() + b'\n':
        problems.append(f'head {head}')
    person = '~' + base64.urlsafe_b64encode(code(people, NUMBERS[0].encode())[:16]).decode().rstrip('=')
    if person.encode() not in octets:
        problems.append(f'no {person}')
    return problems


def administer(*words):
    return run(*words, '--as', '@as', '--to', '@to', '--organisation', '0999999922')


def change_lines(*steps):
    """What was done to the table of the trail."""
    with contextlib.closing(sqlite3.connect('x.db')) as base, base:
        for step in steps:
            base.execute(step)


def in_a_store(tap):
    """The trail that SQLite keeps beside its facts."""
    fresh(CONFIG.replace('yaml:kbo.yaml', 'sqlite:x.db').replace('yaml:rights.yaml', 'sqlite:x.db').replace(', decisions: yes', ''))
    write('as', NUMBERS[0])
    write('to', NUMBERS[1])
    ready = [run('directory', 'migrate').returncode, run('directory', 'import', '--register', 'kbo', 'kbo.yaml').returncode]
    for context in 'abc':
        ready.append(administer('grant', '--eloket', 'loket', '--right', 'r', '--context', context).returncode)

    def found():
        ran = run('audit', 'verify', '--json')
        trail = next(trail for trail in json.loads(ran.stdout)['trails'] if trail['trail'] == 'kbo')
        return ran.returncode, trail['lines'], trail['line'], trail['check']

    shown = [json.loads(line) for line in run('audit', 'export').stdout.splitlines()]
    problems = [] if not any(ready) and found() == (0, 4, 0, None) else [f'{ready} {found()}']
    if [line['event'] for line in shown] != ['import', 'grant', 'grant', 'grant']:
        problems.append(str(shown))
    tap.case('a change is a line in the store, in its transaction', problems)
    store(b''.join((json.dumps(line, separators=(',', ':'), ensure_ascii=False) + '\n').encode() for line in shown), 'exported')
    tap.case('what is exported verifies by the document', [problem for problem in by_the_document(load('exported'), b'')
                                                            if not problem.startswith('head')])
    kept = load('x.db'), load('audit.log.kbo.head')
    rows = {'the last line is gone': ('DELETE FROM toegang_trail WHERE number = 4', (1, 3, 4, 'audit.cut')),
            'every line is gone': ('DELETE FROM toegang_trail', (1, 0, 1, 'audit.cut')),
            'a line within is gone': ('DELETE FROM toegang_trail WHERE number = 2', (1, 1, 2, 'audit.altered')),
            'a right is another': ("UPDATE toegang_trail SET line = replace(line, '\"right\":\"r\"', '\"right\":\"s\"') WHERE number = 3",
                                   (1, 2, 3, 'audit.altered')),
            'the last is the first': ('UPDATE toegang_trail SET line = (SELECT line FROM toegang_trail WHERE number = 1) '
                                      'WHERE number = 4', (1, 3, 4, 'audit.altered'))}
    for name, (step, expected) in rows.items():
        for left in ('x.db-wal', 'x.db-shm'):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(left)
        store(kept[0], 'x.db')
        store(kept[1], 'audit.log.kbo.head')
        change_lines(step)
        came = found()
        problems = [] if came == expected else [f'{came}, expected {expected}']
        if administer('grant', '--eloket', 'loket', '--right', 'r', '--context', 'd').returncode:
            problems.append('no change is made any more')
        # Who takes all away leaves a trail that goes on where the one before ended, and says so.
        still = found()
        if still != ((0, 6, 5, 'audit.continued') if expected[1] == 0 else expected):
            problems.append(f'and after a change {still}')
        tap.case('in a store ' + name, problems)


tap = Tap()
home = tempfile.mkdtemp(prefix='toegang-audit-')
os.chdir(home)
try:
    # ---- a trail, and each thing that can be done to it ----
    fresh()
    tap.case('decisions are answered', [] if tool(BEGIN, 6).returncode == 0 else ['not answered'])
    whole, head = load(), load('audit.log.head')
    lines = whole.splitlines(keepends=True)
    tap.case('a trail that nobody touched is whole', expect(0, None, 0, 6))

    tap.case('and so it is for a reader who has the document only', by_the_document(whole, head))

    problems = []
    where = list(itertools.accumulate(map(len, lines)))
    for i in range(0, len(whole), 101):
        store(whole[:i] + bytes([whole[i] ^ 1]) + whole[i + 1:])
        place = next(n for n, end in enumerate(where, 1) if i < end)
        came, found = verify()
        # A feed that is no more makes one line of two; the last one then has no end, and the head tells.
        if came != 1 or found['line'] != place:
            problems.append(f'octet {i} of line {place}: {came} {found}')
    tap.case('an octet that is changed is found in its line', problems)

    problems = []
    for i in range(6):
        store(b''.join(lines[:i] + lines[i + 1:]))
        problems += expect(1, 'audit.cut' if i == 5 else 'audit.altered', i + 1)
    tap.case('a line that is taken away', problems)
    problems = []
    for i in range(5):
        store(b''.join([*lines[:i], lines[i + 1], lines[i], *lines[i + 2:]]))
        problems += expect(1, 'audit.altered', i + 1)
    tap.case('two lines that are exchanged', problems)
    problems = []
    for i in range(6):
        store(b''.join([*lines[:i + 1], lines[i], *lines[i + 1:]]))
        problems += expect(1, 'audit.altered', i + 2)
        store(b''.join([*lines[:i], lines[i].replace(b'"number":', b'"number":0', 1), *lines[i:]]))
        problems += expect(1, 'audit.altered', i + 1)
    tap.case('a line that stands twice, and one that is put in', problems)
    problems = []
    for i in range(0, len(whole), 307):
        store(whole[:i])
        came, found = verify()
        if came != 1 or found['check'] != 'audit.cut' or found['line'] != 1 + whole[:i].count(b'\n'):
            problems.append(f'cut after {i}: {came} {found}')
    tap.case('a cut anywhere', problems)
    store(whole)

    os.unlink('audit.log.head')
    problems = expect(1, 'audit.head', 7)
    store(head.replace(b'6', b'5', 1), 'audit.log.head')
    problems += expect(1, 'audit.head', 7)
    store(head, 'audit.log.head')
    write('audit.key', '22' * 32)
    problems += expect(1, 'audit.altered', 1)
    write('audit.key', KEY)
    tap.case('no head, another head, another key', problems)

    tool(BEGIN + 100, 2)
    newer, newer_head = load(), load('audit.log.head')
    store(whole)
    problems = expect(1, 'audit.cut', 7, 6)
    tool(BEGIN + 200, 1)
    problems += expect(1, 'audit.cut', 7, 6)
    if not load().startswith(whole) or load().count(b'"event":"continued"') != 1:
        problems.append('a decision after a cut is logged behind a line that says so')
    store(whole)
    store(head, 'audit.log.head')
    problems += expect(0, None, 0, 6)
    tap.case('an older copy is found, with its own head only by a head that was noted elsewhere', problems)
    store(newer)
    tap.case('more lines than the head says: killed in between', expect(0, None, 0, 8))
    store(newer_head, 'audit.log.head')

    os.rename('audit.log', 'audit.log.1')
    tool(BEGIN + 300, 1)
    problems = expect(0, 'audit.continued', 9, 10)
    os.rename('audit.log', 'audit.log.2')
    store(load('audit.log.1') + load('audit.log.2').split(b'\n', 1)[1])
    problems += expect(1, 'audit.altered', 9)
    for name in ('audit.log.1', 'audit.log.2'):
        os.unlink(name)
    tap.case('a file that was moved aside is continued in the next one, and not without the line that says so', problems)
    store(newer)
    store(newer_head, 'audit.log.head')

    # ---- what people and programs see ----
    shown = run('audit', 'show')
    tap.case('show tells who, where and what', [] if re.search(
        r'  2027-01-15T08:00:00Z  decision  ~[\w-]{22}  kbo:0999999922  loket  permit\n', shown.stdout) else [shown.stdout])
    other = run('audit', 'replay')
    tap.case('replay agrees', [] if other.returncode == 0 and 'decided again: 8,' in other.stdout else [other.stdout])
    write('toegang.yaml', CONFIG + '# another configuration\n')
    other = run('audit', 'replay', '--json')
    found = json.loads(other.stdout)
    tap.case('another configuration is counted as such', [] if found == {'differing': [], 'replayed': 0, 'others': 8}
             else [other.stdout])
    exported = run('audit', 'export')
    tap.case('there is nothing to export from a file', [exported.stdout] if exported.stdout or exported.returncode else [])
    write('toegang.yaml', CONFIG[:CONFIG.index('audit:')])
    absent = run('audit', 'verify')
    tap.case('no trail is configured', [] if absent.returncode == 2 and 'audit.absent' in absent.stderr else [absent.stderr])

    # ---- killed ----
    fresh()
    dice = random.Random(int(os.environ.get('TG_TEST_SEED', '7'), 0))
    known, problems, said = set(), [], 0
    for turn in range(100):
        first = BEGIN + turn * 1_000_000
        with subprocess.Popen([TOOL, 'toegang.yaml', str(first), '100000', '2'], stdout=subprocess.PIPE, text=True) as process:
            begun = process.stdout.readline()
            time.sleep(dice.uniform(0, 0.03))
            process.kill()
            known |= acknowledged(begun + process.communicate()[0])
    came, found = verify()
    if came != 0 or found['check'] not in (None, 'audit.torn'):
        problems.append(f'{came} {found}')
    lost = known - set(times())
    if lost:
        problems.append(f'{len(lost)} of {len(known)} that were acknowledged are not there')
    tap.note(f'{len(known)} acknowledged, {found.get("lines")} lines, {found.get("check")}')
    if len(known) < 50:
        problems.append('too few were acknowledged to mean anything')
    tap.case('kill -9 a hundred times: what was acknowledged is there, and the trail is whole', problems)

    # ---- what a killed process leaves behind ----
    problems = []
    fresh()
    tool(BEGIN, 2)
    two, head = load(), load('audit.log.head')
    tool(BEGIN + 50, 1)
    third = load()[len(two):]
    for i in range(1, len(third), 397):
        store(two + third[:i])
        store(head, 'audit.log.head')
        problems += expect(0, 'audit.torn', 3, 2)
        if tool(BEGIN + 60 + i, 1).returncode:
            problems.append(f'no line after a torn one of {i}')
        problems += expect(0, 'audit.torn', 3, 4)
        line = json.loads(load().splitlines()[2])
        if line['event'] != 'repaired' or line['octets'] != i or not load('audit.log.torn').endswith(third[:i] + b'\n'):
            problems.append(f'what was torn off is not told: {line}')
    tap.case('a torn line is repaired, moved aside and said, wherever it broke', problems)

    # ---- several at once ----
    fresh()
    with contextlib.ExitStack() as stack:
        both = [stack.enter_context(subprocess.Popen([TOOL, 'toegang.yaml', str(BEGIN + i * 10_000), '8', '8'],
                                                     stdout=subprocess.PIPE, text=True)) for i in range(2)]
        told = ''.join(process.communicate()[0] for process in both)
    problems = expect(0, None, 0, 128)
    if len(acknowledged(told)) != 128 or acknowledged(told) != set(times()):
        problems.append(f'{len(acknowledged(told))} of 128 were acknowledged')
    tap.case('two processes of eight threads: one chain', problems)

    # ---- a disk that is full, and places that cannot be written ----
    fresh()
    tool(BEGIN, 2)
    size = len(load())

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, size + 100))

    full = tool(BEGIN + 10, 3, preexec_fn=small_disk)
    problems = [] if full.stdout.count('audit.file') == 3 else [full.stdout]
    problems += [] if len(load()) == size else ['something was left behind']
    problems += expect(0, None, 0, 2)
    if tool(BEGIN + 20, 1).returncode:
        problems.append('it does not go on when there is room again')
    tap.case('a full disk: no line, no decision', problems)
    os.unlink('audit.log.head')
    os.mkdir('audit.log.head')
    problems = [] if tool(BEGIN + 30, 1).returncode else ['answered without a head']
    os.rmdir('audit.log.head')
    tap.case('a head that cannot be written: no decision', problems)
    fresh(CONFIG.replace('audit.log', 'absent/audit.log'))
    nowhere = tool(BEGIN, 1)
    tap.case('a folder that is not there: no decision', [] if 'audit.file' in nowhere.stdout else [nowhere.stdout])

    # ---- no national number in clear ----
    fresh()
    for number in NUMBERS:
        run('check', '--holder', number, '--organisation', '0999.999.922', '--eloket', 'loket', '--context', NUMBERS[0])
    store(load() + b'{"torn', )
    tool(BEGIN, 1)
    problems = []
    for name in sorted(set(os.listdir('.')) - {'kbo.yaml', 'rights.yaml'}):
        text = load(name).decode('utf-8', 'replace')
        for run_of_digits in re.findall(r'(?<![0-9A-Za-z_~-])\d{11}(?![0-9A-Za-z_-])', text):
            problems.append(f'{name}: {run_of_digits}')
        for number in NUMBERS:
            birth = f'{number[:2]}.{number[2:4]}.{number[4:6]}'
            problems += [f'{name}: {form}' for form in (number, birth) if form in text]
    tap.case('no national number in anything that was written, masked neither', problems)
    tap.case('and replay agrees with what was hidden', [] if run('audit', 'replay').returncode == 0 else ['differs'])
    if 'sqlite' in ADAPTERS:
        in_a_store(tap)
    else:
        tap.skip('the trail of a store', 'this build has no SQLite: install libsqlite3-dev and build again')
finally:
    os.chdir('/')
    shutil.rmtree(home, ignore_errors=True)
tap.end()
