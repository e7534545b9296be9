#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What goes wrong around a SQLite directory: each fault has its check within the deadline, and is over when its cause
is. Usage: sqlite.py TOOL ADAPTERS"""
import contextlib
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
import textwrap
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
from busy import lost
from tap import Tap

TOOL, ADAPTERS = sys.argv[1], sys.argv[2].split()
PATIENCE = 1000
GOOD, LATE, GONE, STORE, SCHEMA = 'good', 'directory.time-out', 'directory.connection', 'directory.store', 'directory.schema'
KILLS = 50
NOBODY = 65534


class Tool:
    """A process that keeps its directory open while things happen to the file."""

    def __init__(self, path, *more, patience=PATIENCE, prefix=(), before=None):
        self.process = subprocess.Popen([*prefix, TOOL, path, str(patience), *more], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, preexec_fn=before)

    def ask(self, line):
        """("good" or the check, milliseconds, number, what came)."""
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()
        words = self.process.stdout.readline().split(' ', 4)
        if len(words) < 5:
            return f'ended with {self.process.wait()}', 0, 0, ''
        status, check, took, number, came = words
        return (GOOD if status == '0' else check), int(took), int(number), came.strip()

    def end(self):
        self.process.stdin.close()
        return self.process.wait()


@contextlib.contextmanager
def tool(path, *more, **settings):
    it = Tool(path, *more, **settings)
    try:
        yield it
    finally:
        if it.end():
            raise RuntimeError('the tool ended badly')


def expect(answer, *wanted, number=None, patience=PATIENCE):
    said, took, count, came = answer
    problems = [] if said in wanted else [f'{said} ({came}) instead of {" or ".join(wanted)}']
    if number is not None and said == GOOD and count != number:
        problems.append(f'{count} instead of {number}')
    if said != GOOD and took > patience * 1.1 + 50 + lost():
        problems.append(f'{took} ms')
    return problems


def remove(path):
    for end in ('', '-wal', '-shm'):
        with contextlib.suppress(FileNotFoundError):
            os.remove(path + end)


def new_store(path, *codes):
    remove(path)
    with tool(path, patience=10000) as it:
        answers = [it.ask('migrate'), *(it.ask(f'put {code}') for code in codes)]
    if any(answer[0] != GOOD for answer in answers):
        raise RuntimeError(str(answers))
    return path


def run(path, *statements):
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return [connection.execute(statement).fetchall() for statement in statements]


def absent(tap, path):
    remove(path)
    with tool(path) as it:
        tap.case('no file: told', expect(it.ask('read'), GONE) + expect(it.ask('put a'), GONE))
        tap.case('and none was made', [path] if os.path.exists(path) else [])
        tap.case('migrate makes one', expect(it.ask('migrate'), GOOD))
        tap.case('and it is used', expect(it.ask('put a'), GOOD) + expect(it.ask('read'), GOOD, number=1))


def locked(tap, path):
    new_store(path, 'a')
    with tool(path) as it, contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute('BEGIN IMMEDIATE')
        tap.case('another process changes: a change waits until its deadline', expect(it.ask('put b'), LATE))
        tap.case('a question does not wait', expect(it.ask('read'), GOOD, number=1))
        tap.case('a load waits as a change does', expect(it.ask('load 10'), LATE, patience=2000))
        other.execute('COMMIT')
        tap.case('nothing was changed, and then it is', expect(it.ask('read'), GOOD, number=1) +
                 expect(it.ask('put b'), GOOD) + expect(it.ask('read'), GOOD, number=2))
    # Nobody else may have the file at all.
    new_store(path, 'a')
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute('PRAGMA locking_mode = EXCLUSIVE')
        other.execute('BEGIN EXCLUSIVE')
        with tool(path) as it:
            tap.case('a file that another process has for itself', expect(it.ask('read'), LATE) +
                     expect(it.ask('put b'), LATE))
            other.close()
            tap.case('until it lets go', expect(it.ask('read'), GOOD, number=1) + expect(it.ask('put b'), GOOD))


def broken(tap, path):
    """Files that are none, put in the place of a good one while it is open."""
    good = new_store(path + '.good', *(f'r{i}' for i in range(60)))
    with open(good, 'rb') as file:
        octets = file.read()
    middle = len(octets) // 2
    rows = [('garbage', random.Random(4).randbytes(20000)), ('nothing but zeros', bytes(20000)), ('one octet', b'S'),
            ('half of it', octets[:middle]), ('its head alone', octets[:100]), ('a page of it', octets[:4096]),
            ('another page size', octets[:16] + b'\x00\x03' + octets[18:]),
            ('garbage behind the schema', octets[:4096] + random.Random(5).randbytes(len(octets) - 4096)),
            ('text', b'functions:\n  - holder: x\n' * 500)]
    for name, what in rows:
        remove(path)
        shutil.copy(good, path)
        with tool(path) as it:
            problems = expect(it.ask('read'), GOOD, number=60)
            with open(path + '.new', 'wb') as file:
                file.write(what)
            for end in ('-wal', '-shm'):
                with contextlib.suppress(FileNotFoundError):
                    os.remove(path + end)
            os.replace(path + '.new', path)
            for line in ('fresh', 'put x', 'trail'):
                problems += expect(it.ask(line), GONE, STORE, SCHEMA)
            remove(path)
            shutil.copy(good, path)
            problems += expect(it.ask('fresh'), GOOD, number=60) + expect(it.ask('put x'), GOOD)
        tap.case(f'a file that becomes {name}', problems)
    # In place, under an open connection.
    remove(path)
    shutil.copy(good, path)
    with tool(path) as it:
        problems = expect(it.ask('read'), GOOD, number=60)
        it.end()
    os.truncate(path, middle)
    with tool(path) as it:
        problems += expect(it.ask('read'), STORE, GONE)
    tap.case('a file that was cut', problems)
    remove(good)


def read_only(tap, folder, path):
    prefix = ['setpriv', f'--reuid={NOBODY}', f'--regid={NOBODY}', '--clear-groups'] if os.getuid() == 0 else []
    if prefix and not shutil.which('setpriv'):
        tap.skip('read-only files', 'root may write everything: install util-linux, for setpriv')
        return
    new_store(path, 'a')
    os.chmod(folder, 0o755)
    os.chmod(path, 0o444)
    with tool(path, prefix=prefix) as it:
        tap.case('a read-only file in a read-only folder: told', expect(it.ask('read'), GOOD, GONE, STORE) +
                 expect(it.ask('put b'), GONE, STORE) + expect(it.ask('migrate'), GONE, STORE))
        os.chmod(folder, 0o777)
        tap.case('in a folder to write in: read, not changed', expect(it.ask('read'), GOOD, number=1) +
                 expect(it.ask('put b'), STORE, GONE))
        os.chmod(path, 0o666)
        for end in ('-wal', '-shm'):
            with contextlib.suppress(FileNotFoundError):
                os.chmod(path + end, 0o666)
        tap.case('and changed when it may be', expect(it.ask('put b'), GOOD) + expect(it.ask('fresh'), GOOD, number=2))
    os.chmod(path, 0)
    with tool(path, prefix=prefix) as it:
        tap.case('a file that may not be read', expect(it.ask('read'), GONE))
        os.chmod(path, 0o666)
        tap.case('until it may', expect(it.ask('read'), GOOD, number=2))
    os.chmod(folder, 0o700)


def limit_files(octets):
    def before():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (octets, resource.RLIM_INFINITY))
    return before


def full(tap, path):
    new_store(path, 'a')
    with tool(path, before=limit_files(60000)) as it:
        done, said = 1, GOOD
        while said == GOOD and done < 100:
            answer = it.ask(f'put {"r" * 100}{done}')
            said = answer[0]
            done += said == GOOD
        problems = expect(answer, STORE) + expect(it.ask('read'), GOOD, number=done) + expect(it.ask('load 3000'), STORE)
        tap.case(f'no room after {done} rights: told, and nothing of it is there', problems)
        resource.prlimit(it.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        tap.case('until there is room', expect(it.ask('put z'), GOOD) + expect(it.ask('fresh'), GOOD, number=done + 1) +
                 expect(it.ask('trail'), GOOD, number=done + 1) + expect(it.ask('load 3000'), GOOD))


def full_disk(tap, folder):
    mounted = os.path.join(folder, 'small')
    os.mkdir(mounted)
    ran = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', mounted], capture_output=True, check=False)
    if ran.returncode:
        tap.skip('a disk that is full', 'only root can mount a small one')
        return
    try:
        path = new_store(os.path.join(mounted, 'x.db'), 'a')
        with tool(path) as it:
            problems = expect(it.ask('read'), GOOD, number=1)
            with contextlib.suppress(OSError), open(os.path.join(mounted, 'filler'), 'wb', buffering=0) as file:
                while file.write(bytes(4096)):
                    pass
            answers = [it.ask(f'put {"r" * 100}{i}') for i in range(60)]
            done = sum(answer[0] == GOOD for answer in answers)
            problems += [p for answer in answers for p in expect(answer, GOOD, STORE, GONE)]
            problems += ['it was never full'] if done == 60 else []
            problems += expect(it.ask('fresh'), GOOD, number=done + 1)
            os.remove(os.path.join(mounted, 'filler'))
            problems += expect(it.ask('put z'), GOOD) + expect(it.ask('fresh'), GOOD, number=done + 2)
            problems += expect(it.ask('trail'), GOOD, number=done + 2)
        tap.case('a disk that is full, until it is not', problems)
    finally:
        subprocess.run(['umount', mounted], check=False)


def versions(tap, path):
    for version, name in ((0, 'too old'), (3, 'too new')):
        new_store(path, 'a')
        with tool(path) as it:
            problems = expect(it.ask('read'), GOOD, number=1)
            run(path, f'UPDATE toegang_schema SET version = {version}')
            problems += expect(it.ask('put b'), SCHEMA)
            with tool(path) as later:
                problems += expect(later.ask('read'), SCHEMA) + expect(later.ask('put b'), SCHEMA)
                problems += expect(later.ask('migrate'), SCHEMA if version == 3 else STORE)
            run(path, 'UPDATE toegang_schema SET version = 2')
            problems += expect(it.ask('put b'), GOOD) + expect(it.ask('fresh'), GOOD, number=2)
        tap.case(f'a schema that is {name}', problems)


def replaced(tap, path):
    new_store(path, 'a')
    with tool(path) as it:
        problems = expect(it.ask('read'), GOOD, number=1) + expect(it.ask('put b'), GOOD)
        remove(path)
        problems += expect(it.ask('fresh'), GONE) + expect(it.ask('put c'), GONE)
        new_store(path, *'xyz')
        problems += expect(it.ask('fresh'), GOOD, number=3) + expect(it.ask('put c'), GOOD)
        new_store(path, *'uvwxyz')
        time.sleep(0.05)
        problems += expect(it.ask('read'), GOOD, number=6)
        tap.case('a file that is deleted and made anew while it is open', problems)


def slow(tap, path):
    run(path + '.own', 'CREATE TABLE t (x)')
    query = ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT '85073003328' AS holder, 'l' AS eloket,"
             " 'c' AS code FROM n WHERE i < 0")
    with tool(path + '.own', query) as it:
        tap.case('a query without an end ends at the deadline', expect(it.ask('read'), LATE) + expect(it.ask('read'), LATE))
    remove(path + '.own')


def generations(tap, path):
    new_store(path, 'a')
    with tool(path) as one, tool(path) as other:
        def moved(do):
            one.ask('generation')
            time.sleep(0.02)
            before = one.ask('generation')[2]
            do()
            time.sleep(0.02)
            return one.ask('generation')[2] != before
        problems = [] if not moved(lambda: None) else ['moved without a change']
        problems += [] if not moved(lambda: other.ask('read')) else ['moved by a question']
        problems += [] if moved(lambda: other.ask('put b')) else ['not moved by the change of another process']
        problems += [] if moved(lambda: other.ask('load 10')) else ['not moved by the load of another process']
        problems += [] if moved(lambda: new_store(path, 'x')) else ['not moved by another file']
        tap.case('a process hears of the changes of another', problems)


def killed(tap, path):
    new_store(path)
    chance, done, problems = random.Random(7), set(), []
    for turn in range(KILLS):
        writer = subprocess.Popen([TOOL, path, '10000', 'loop', str(turn * 100000)], stdout=subprocess.PIPE, text=True)
        # Every second one is killed while it works; the others at any moment, also while they begin.
        first = writer.stdout.readline() if turn % 2 else ''
        time.sleep(chance.random() * 0.1)
        writer.kill()
        done |= {line.strip() for line in [first, *writer.stdout] if line.endswith('\n')}
        writer.wait()
    (rights,), (lines,), (whole,) = (
        [{row[0] for row in rows}] for rows in
        run(path, 'SELECT code FROM toegang_gebruikersbeheer', 'SELECT line FROM toegang_trail', 'PRAGMA integrity_check'))
    problems += [f'{right} was acknowledged and is gone' for right in sorted(done - rights)]
    problems += [f'{right} is half there' for right in sorted(rights ^ lines)]
    problems += [] if whole == {'ok'} else [str(whole)]
    problems += [] if len(done) >= KILLS // 2 else [f'only {len(done)} changes']
    tap.case(f'killed {KILLS} times, {len(done)} changes acknowledged: each is there, none is half there', problems)


def killed_load(tap, path):
    new_store(path)
    for _ in range(10):
        loader = subprocess.Popen([TOOL, path, '10000'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        loader.stdin.write('load 60000\n')
        loader.stdin.flush()
        time.sleep(0.25)
        loader.kill()
        loader.wait()
    with tool(path, patience=10000) as it:
        answers = [it.ask('load 60000'), it.ask('scan')]
    tap.case('a load that is killed goes on, and loads each fact once',
             expect(answers[0], GOOD) + expect(answers[1], GOOD, number=60000))


def documented(tap, path):
    """The query of the documentation, over the table of the documentation."""
    document = os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', '..', 'doc', 'directories.md')
    with open(document, encoding='utf-8') as file:
        text = file.read().split('### A table of your own', 1)[1]
    table = re.search(r'```text\n(.*?)```', text, re.DOTALL)[1]
    query = textwrap.dedent(re.search(r'query: \|\n(.*?)```', text, re.DOTALL)[1])
    remove(path)
    run(path, *filter(str.strip, table.split(';')))
    with tool(path, query) as it:
        tap.case('the query of the documentation', expect(it.ask('read'), GOOD, number=1) +
                 expect(it.ask('put a'), 'directory.read-only'))


def main():
    tap = Tap()
    if 'sqlite' not in ADAPTERS:
        said = subprocess.run([TOOL, 'x.db', '0'], capture_output=True, text=True, check=False).stdout
        tap.case('not compiled in, and says so', [] if said.startswith('-3 directory.adapter ') else [said])
        tap.skip('SQLite', 'not compiled in: sudo apt-get install libsqlite3-dev, and build again')
        tap.end()
    with tempfile.TemporaryDirectory(prefix='toegang-sqlite-') as folder:
        path = os.path.join(folder, 'facts.db')
        absent(tap, path)
        locked(tap, path)
        broken(tap, path)
        read_only(tap, folder, path)
        full(tap, path)
        full_disk(tap, folder)
        versions(tap, path)
        replaced(tap, path)
        slow(tap, path)
        documented(tap, path + '.office')
        generations(tap, path)
        killed(tap, path)
        killed_load(tap, path)
    tap.end()


if __name__ == '__main__':
    main()
