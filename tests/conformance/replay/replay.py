#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""One contract for every used-once memory; two processes that share one; and what happens when it is killed, paused,
full, locked or gone. Usage: replay.py TOOL ADAPTERS"""
import collections
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
from server import Server, programs
from tap import Tap

TOOL, ADAPTERS = sys.argv[1], sys.argv[2].split()
PATIENCE = 1500
GOOD, USED, MISUSE = '0 -', '1 replay.used', '-2 library.misuse'
DOWN = '-4 replay.unavailable'
HOUR = 3600
A, B, C, D = 1, 2, 3, 4
HEX = '0123456789abcdef' * 4

# Key, until, at, what it must say. In this order, in one store.
CONTRACT = [
    (A, 1000, 500, GOOD), (A, 1000, 500, USED), (A, 2000, 999, USED), (B, 1000, 999, GOOD),
    # Its end is no longer part of it, and then it may be noted anew.
    (A, 3000, 1000, GOOD), (A, 3000, 2999, USED), (A, 9000, 3000, GOOD), (A, 9001, 8999, USED),
    # Within the grace a clock that goes back brings nothing back.
    (C, 5000, 4000, GOOD), (D, 6000, 5500, GOOD), (C, 5000, 4999, USED),
    (HEX, 1000, 1, GOOD), (HEX, 1000, 1, USED), (HEX[:-1] + '0', 1000, 1, GOOD),
    # The ends of time.
    (10, 2**63 - 1, -2**63, GOOD), (10, 2**63 - 1, 2**63 - 2, USED), (11, -2**63 + 1, -2**63, GOOD),
    (11, -2**63 + 2, -2**63 + 1, GOOD), (12, 0, -1, GOOD), (12, 1, -1, USED),
    # What is no key, and what has ended already.
    (HEX.upper(), 1000, 1, MISUSE), (HEX[:-1], 1000, 1, MISUSE), (HEX + '0', 1000, 1, MISUSE),
    (HEX[:-1] + 'g', 1000, 1, MISUSE), ("'" + HEX[1:], 1000, 1, MISUSE), (13, 1000, 1000, MISUSE), (13, 999, 1000, MISUSE),
    (13, 1000, 999, GOOD),
]


class Tool:
    """A process with a store, asked line by line. 0 is its status at the end, or 1 when the store was not made."""
    faults = []

    def __init__(self, store, place, patience=PATIENCE, prefix=(), **more):
        self.process = subprocess.Popen([*prefix, TOOL, store, str(place), str(patience)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, **more)

    def send(self, key, until=2_000_000_000, at=1_999_999_000):
        self.process.stdin.write(f'{key} {until} {at}\n')
        self.process.stdin.flush()

    def line(self):
        return self.process.stdout.readline().rstrip('\n')

    def use(self, *words):
        """("status check", milliseconds, what came)."""
        try:
            self.send(*words)
        except BrokenPipeError:
            pass
        status, check, took, came = (self.line().split(' ', 3) + [''] * 3)[:4]
        return f'{status} {check}', int(took or -1), came

    def end(self):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        return self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        status = self.end()
        if status not in (0, 1):
            Tool.faults.append(f'{self.process.args}: status {status}')


def racing(store, place, count, threads, seed, **more):
    return subprocess.Popen([TOOL, store, str(place), '20000', str(count), str(threads), str(seed)],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


def expect(answer, wanted, slowest=PATIENCE + 1500):
    said, took, came = answer
    problems = [] if said == wanted else [f'{said} ({came}) instead of {wanted}']
    return problems + ([f'{took} ms'] if took > slowest else [])


def contract(tap, store, place):
    with Tool(store, place) as tool:
        problems = []
        for number, (*question, wanted) in enumerate(CONTRACT):
            problems += [f'row {number} {question}: {what}' for what in expect(tool.use(*question), wanted)]
    tap.case(f'{store}: the contract, {len(CONTRACT)} rows', problems)


def once_each(name, tap, count, processes):
    """Each key is won by one thread of one process."""
    won, problems = collections.Counter(), []
    for process in processes:
        out, err = process.communicate()
        won.update(map(int, out.split()))
        problems += [f'status {process.returncode}: {err}'] if process.returncode else []
    problems += [f'key {key} won {times} times' for key, times in won.items() if times != 1]
    problems += [f'{len(won)} of {count} keys were won'] if len(won) != count else []
    tap.case(name, problems)


def survives(tap, store, place, number=None, recover=None):
    """What was acknowledged before something was killed is refused afterwards."""
    process = racing(store, place, 200_000, 3, 17)
    won = [process.stdout.readline().strip() for _ in range(150)]
    if number:
        number()
    else:
        process.kill()
    # Of a server that was killed the process hears; without more to win it stops.
    process.kill() if not number else (time.sleep(0.3), process.kill())
    won += process.communicate()[0].split()
    if recover:
        recover()
    with Tool(store, place, 5000) as tool:
        answers = [(key, tool.use(key)) for key in won if key]
    lost = [f'{key}: {answer}' for key, answer in answers if answer[0] != USED]
    return [f'{len(won)} acknowledged'] * (len(won) < 150) + lost


def memory(tap):
    contract(tap, 'memory', 0)
    with Tool('memory', 3) as tool:
        rows = [(A, 100, 1, GOOD), (B, 50, 1, GOOD), (C, 200, 1, GOOD), (D, 300, 1, '-4 replay.full'), (B, 50, 2, USED),
                # B has ended and makes room; with a clock that goes back it is not "not used".
                (D, 300, 50, GOOD), (B, 50, 49, '-4 replay.full'), (B, 400, 60, '-4 replay.full'), (A, 100, 99, USED),
                (B, 400, 100, GOOD), (C, 200, 199, USED), (D, 300, 299, USED), (B, 400, 399, USED)]
        tap.case('memory: what still counts is never forgotten', [
            f'row {number}: {what}' for number, (*question, wanted) in enumerate(rows)
            for what in expect(tool.use(*question), wanted)])
    once_each('memory: eight threads race for 20 000 keys', tap, 20_000, [racing('memory', 20_000, 20_000, 8, 0)])


def sqlite(tap, folder):
    def place(name):
        return os.path.join(folder, name)
    contract(tap, 'sqlite', place('contract'))
    once_each('sqlite: two processes of four threads race for 1000 keys', tap, 1000,
              [racing('sqlite', place('race'), 1000, 4, seed) for seed in (0, 500)])
    tap.case('sqlite: what was acknowledged survives kill -9', survives(tap, 'sqlite', place('killed')))
    sqlite_in_the_way(tap, place)
    sqlite_forgets(tap, place('forgets'))


def sqlite_in_the_way(tap, place):
    with Tool('sqlite', place('locked')) as tool:
        problems = expect(tool.use(A), GOOD)
        other = sqlite3.connect(place('locked'), isolation_level=None)
        other.execute('BEGIN IMMEDIATE')
        problems += expect(tool.use(B), DOWN)
        # Others waiting for their turn in this process have no more time than it.
        other.execute('COMMIT')
        problems += expect(tool.use(B), GOOD) + expect(tool.use(A), USED)
        tap.case('sqlite: a lock of another process costs the patience, and then it works again', problems)
        tool.send(C)
        other.execute('BEGIN IMMEDIATE')
        other.execute('COMMIT')
        tap.case('sqlite: a short lock costs nothing but time', [] if tool.line().startswith('0 ') else ['not good'])
        other.close()
        for end in ('', '-wal', '-shm'):
            os.unlink(place('locked') + end)
        tap.case('sqlite: a file that was taken away is made anew, for all to see',
                 expect(tool.use(A), GOOD) + ([] if os.path.exists(place('locked')) else ['not there']))
    with Tool('sqlite', place('full'), preexec_fn=limit_files) as tool:
        answers = [tool.use(key) for key in range(20_000, 22_000)]
        first = next((i for i, answer in enumerate(answers) if answer[0] != GOOD), None)
        tap.case('sqlite: a full disk is told, and what was noted stays',
                 ['never full'] if first is None else expect(answers[first], DOWN) + expect(tool.use(20_000), USED))
    with open(place('garbage'), 'wb') as file:
        file.write(b'no database at all, but long enough to be one' * 50)
    shut = ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] if os.getuid() == 0 else []
    with Tool('sqlite', place('still')) as tool:
        tool.use(A)
    os.chmod(place('still'), 0o400)
    os.mkdir(place('folder'))
    for name, path, prefix in [('a file that is none', place('garbage'), []), ('a folder', place('folder'), []),
                               ('no folder', place('absent/file'), []), ('a file that may not be written', place('still'), shut)]:
        with Tool('sqlite', path, prefix=prefix) as tool:
            said, _, came = tool.use(A)
            tap.case(f'sqlite: {name}', [] if said == DOWN else [f'{said} {came}'])
    for path in ('', ':memory:', 'file:' + place('uri') + '?mode=memory'):
        with Tool('sqlite', path) as tool:
            tap.case(f'sqlite: "{path[:8]}" is no store', expect(tool.use(A), '-3 replay.store'))


def limit_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000))


def sqlite_forgets(tap, path):
    """What ended more than the grace ago goes away, bit by bit; what ended within it stays."""
    with Tool('sqlite', path, 5000) as tool:
        for key in range(300):
            tool.use(key, 1000 + key, 1)
        for key in range(1000, 1130):
            tool.use(key, 10**6, 1100 + HOUR)
    with sqlite3.connect(path) as other:
        left = {row[0] for row in other.execute('SELECT until FROM toegang_replay WHERE until < 10000')}
    tap.case('sqlite: forgets what ended an hour ago, and no more', [] if left == set(range(1101, 1300)) else
             [f'{len(left)} left, from {min(left, default=0)}'])


HOSTILE = {
    'PGHOST': '192.0.2.1', 'PGHOSTADDR': '192.0.2.1', 'PGPORT': '1', 'PGUSER': 'nobody', 'PGDATABASE': 'nothing',
    'PGPASSWORD': 'x', 'PGOPTIONS': '-c default_transaction_read_only=on', 'PGAPPNAME': 'stranger',
    'PGSSLMODE': 'require', 'PGREQUIRESSL': '1', 'PGSSLNEGOTIATION': 'direct', 'PGCONNECT_TIMEOUT': '1',
    'PGCLIENTENCODING': 'LATIN1', 'PGTARGETSESSIONATTRS': 'standby', 'PGREQUIREPEER': 'nobody',
    'PGCHANNELBINDING': 'require', 'PGGSSENCMODE': 'require', 'PGKRBSRVNAME': 'other', 'PGSSLMINPROTOCOLVERSION': 'x',
    'PGSSLMAXPROTOCOLVERSION': 'x', 'PGSSLROOTCERT': '/dev/null', 'PGSSLCERT': '/dev/null', 'PGSSLKEY': '/dev/null',
    'PGSSLCRL': '/dev/null', 'PGSSLCRLDIR': '/dev/null', 'PGSSLSNI': '0', 'PGSSLCOMPRESSION': '1', 'PGREQUIREAUTH': 'md5',
    'PGLOADBALANCEHOSTS': 'random', 'PGSERVICE': 'stranger',
}


def environment(tap, server, folder):
    """Everything that libpq reads from the environment and from a home folder, set to what would hurt."""
    with open(os.path.join(folder, 'services'), 'w', encoding='ascii') as file:
        file.write('[stranger]\n' + ''.join(f'{name}={value}\n' for name, value in [
            ('host', '192.0.2.1'), ('port', '1'), ('user', 'nobody'), ('options', '-c default_transaction_read_only=on')]))
    home = os.path.join(folder, 'home')
    shutil.copytree(folder, home, ignore=lambda *_: os.listdir(folder)) if not os.path.exists(home) else None
    with open(os.path.join(home, '.pgpass'), 'w', encoding='ascii') as file:
        file.write('*:*:*:*:stranger\n')
    hostile = {**os.environ, **HOSTILE, 'HOME': home, 'PGPASSFILE': os.path.join(home, '.pgpass'),
               'PGSERVICEFILE': os.path.join(folder, 'services'), 'PGSYSCONFDIR': home}
    with Tool('postgresql', server.conninfo, env=hostile, stderr=subprocess.PIPE) as tool:
        problems = expect(tool.use(900), GOOD) + expect(tool.use(900), USED)
        seen = server.ask("SELECT usename, datname, application_name FROM pg_stat_activity WHERE application_name <> 'psql'"
                          " AND backend_type = 'client backend'")
        problems += [] if seen == 'postgres|postgres|libtoegang' else [seen]
    tap.case('postgresql: the environment changes nothing', problems + tool.process.stderr.read().splitlines())
    with Tool('postgresql', server.conninfo, env={**os.environ, 'PGSERVICE': 'unknown', 'HOME': home}) as tool:
        tap.case('postgresql: a service of the environment that is not there closes, and opens nothing',
                 expect(tool.use(901), DOWN))


def postgresql(tap, folder):
    for conninfo in ('', 'user=a dbname=b', 'host=/x dbname=b', 'host=/x user=a', 'host=h user=a dbname=b',
                     'host=h user=a dbname=b sslmode=verify-ca', 'host=/x user=a dbname=b service=s', 'secret', 'nothing=1',
                     'host=/x,h user=a dbname=b', 'host=/x user=a dbname=b options=' + 'x' * 5000):
        with Tool('postgresql', conninfo) as tool:
            answer = tool.use(A)
            tap.case(f'postgresql: "{conninfo[:40]}" names no store', expect(answer, '-3 replay.store') +
                     [answer[2]] * ('secret' in answer[2]))
    if not programs():
        tap.skip('postgresql', 'no server: sudo apt-get install postgresql')
        return
    server = Server(folder)
    server.start()
    try:
        contract(tap, 'postgresql', server.conninfo)
        uri = f'postgresql://postgres@/postgres?host={folder}'
        with Tool('postgresql', uri) as tool:
            tap.case('postgresql: a URI', expect(tool.use(800), GOOD))
        server.ask('DROP TABLE toegang_replay')
        once_each('postgresql: two processes of four threads race for 1000 keys, and for the table', tap, 1000,
                  [racing('postgresql', server.conninfo, 1000, 4, seed) for seed in (0, 500)])
        server.ask('TRUNCATE toegang_replay')
        environment(tap, server, folder)
        server.ask('TRUNCATE toegang_replay')
        postgresql_in_the_way(tap, server)
        postgresql_forgets(tap, server)
        server.ask('TRUNCATE toegang_replay')
        tap.case('postgresql: what was acknowledged survives kill -9 of the client',
                 survives(tap, 'postgresql', server.conninfo))
        server.ask('TRUNCATE toegang_replay')
        tap.case('postgresql: what was acknowledged survives kill -9 of the server',
                 survives(tap, 'postgresql', server.conninfo, server.kill, server.start))
        postgresql_network(tap, server, folder)
    finally:
        server.stop()


def certificate(folder, name):
    path = os.path.join(folder, name)
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout',
                    path + '.key', '-out', path, '-subj', '/CN=' + name, '-addext', 'subjectAltName=DNS:localhost'],
                   check=True, capture_output=True)
    return path


def postgresql_network(tap, server, folder):
    """Over TLS, with a password, as a role that may not make tables: what the environment knows does not help."""
    ours, other = certificate(folder, 'ours'), certificate(folder, 'other')
    port = server.listen(ours)
    server.stop('fast')
    server.start()
    server.ask("CREATE ROLE counter LOGIN PASSWORD 'geheim'; GRANT SELECT, INSERT, UPDATE, DELETE ON toegang_replay TO counter")
    secret = os.path.join(folder, 'secret')
    with open(secret, 'w', encoding='ascii') as file:
        file.write('*:*:*:*:geheim\n')
    os.chmod(secret, 0o600)
    base = f'host=localhost port={port} user=counter dbname=postgres'
    helps = {**os.environ, 'PGPASSWORD': 'geheim', 'PGPASSFILE': secret, 'PGSSLROOTCERT': ours, 'PGSSLMODE': 'disable'}
    root = f'{base} sslrootcert={ours}'
    rows = [('a password and the root of the server', root + ' password=geheim', GOOD),
            ('a file with the password', f'{root} passfile={secret}', GOOD),
            ('a URI', f'postgresql://counter:geheim@localhost:{port}/postgres?sslrootcert={ours}', GOOD),
            ('no password but that of the environment', root, DOWN),
            ('another password', root + ' password=other', DOWN),
            ('another root', f'{base} sslrootcert={other} password=geheim', DOWN),
            ('another name of the host', root.replace('localhost', '127.0.0.1') + ' password=geheim', DOWN),
            ('no root but that of the environment', base + ' password=geheim', '-3 replay.store'),
            ('no TLS, which the server refuses', base + ' sslmode=disable password=geheim', DOWN)]
    for number, (name, conninfo, wanted) in enumerate(rows):
        with Tool('postgresql', conninfo, env=helps, stderr=subprocess.PIPE) as tool:
            answer = tool.use(7000 + number)
            problems = expect(answer, wanted) + [answer[2]] * ('geheim' in answer[2])
        tap.case(f'postgresql over a network: {name}', problems + tool.process.stderr.read().splitlines())
    server.ask('DROP TABLE toegang_replay')
    with Tool('postgresql', root + ' password=geheim') as tool:
        answer = tool.use(7100)
        tap.case('postgresql over a network: no table, and a role that may not make it',
                 expect(answer, DOWN) + ([] if answer[2] == 'came: SQLSTATE 42501' else [answer[2]]))


def postgresql_in_the_way(tap, server):
    with Tool('postgresql', server.conninfo) as tool:
        problems = expect(tool.use(A), GOOD)
        server.send(signal.SIGSTOP)
        paused = expect(tool.use(B), DOWN) + expect(tool.use(C), DOWN)
        server.send(signal.SIGCONT)
        tap.case('postgresql: a paused server costs the patience, and then it works again',
                 problems + paused + expect(tool.use(D), GOOD) + expect(tool.use(A), USED))
        holder = server.hold('LOCK TABLE toegang_replay')
        locked = expect(tool.use(20), DOWN)
        holder.communicate()
        # What was not answered in time may have been noted.
        tap.case('postgresql: a lock costs the patience', locked + expect(tool.use(19), GOOD))
        server.ask('ALTER DATABASE postgres SET default_transaction_read_only = on')
        with Tool('postgresql', server.conninfo) as other:
            still = expect(other.use(21), DOWN)
        server.ask('SET transaction_read_only = off; ALTER DATABASE postgres RESET default_transaction_read_only')
        tap.case('postgresql: a server that may not be written', still + expect(tool.use(21), GOOD))
        server.ask("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = 'libtoegang'")
        tap.case('postgresql: a connection that was ended while idle is made anew', expect(tool.use(22), GOOD))
        server.ask('DROP TABLE toegang_replay')
        gone = expect(tool.use(23), DOWN)
        tap.case('postgresql: a table that was taken away is told once', gone + expect(tool.use(23), GOOD))
        server.ask('ALTER TABLE toegang_replay RENAME COLUMN until TO other')
        strange = tool.use(24)
        tap.case('postgresql: a table of another form; the report holds a code only',
                 expect(strange, DOWN) + ([] if strange[2] == 'came: SQLSTATE 42703' else [strange[2]]))
        server.ask('DROP TABLE toegang_replay')
        server.kill()
        killed = expect(tool.use(25), DOWN) + expect(tool.use(25), DOWN)
        server.start()
        tap.case('postgresql: a server that was killed, and came back', killed + expect(tool.use(26), GOOD))


def postgresql_forgets(tap, server):
    server.ask('INSERT INTO toegang_replay SELECT i::text, 1000 + i FROM generate_series(0, 299) AS i')
    with Tool('postgresql', server.conninfo, 5000) as tool:
        for key in range(1000, 1130):
            tool.use(key, 10**6, 1100 + HOUR)
    left = server.ask('SELECT count(*), min(until) FROM toegang_replay WHERE until < 10000')
    tap.case('postgresql: forgets what ended an hour ago, and no more', [] if left == '199|1101' else [left])


def absent(tap, name, place):
    with Tool(name, place) as tool:
        answer = tool.use(A)
        tap.case(f'{name}: not compiled in, and says so', expect(answer, '-3 replay.adapter'))
    tap.skip(f'{name}: the contract', 'not compiled in: install its -dev package and build again')


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix='toegang-replay-', dir='/tmp') as folder:
        memory(tap)
        for name, run in [('sqlite', sqlite), ('postgresql', postgresql)]:
            os.mkdir(os.path.join(folder, name))
            os.chmod(folder, 0o755)
            if name in ADAPTERS:
                run(tap, os.path.join(folder, name))
            else:
                absent(tap, name, os.path.join(folder, name))
    tap.case('every process ended by itself, without a finding of a sanitizer', Tool.faults)
    tap.end()


if __name__ == '__main__':
    main()
