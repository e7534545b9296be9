#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What goes wrong between a PostgreSQL directory and its server, each within the deadline. Usage: postgresql_faults.py TOOL ADAPTERS"""
import os
import signal
import socket
import subprocess
import sys
import threading
import time

from store import HOLDER, RIGHTS, Tool, acknowledged, check_trail, expect, folders, looping, room
from server import Server, programs
from tap import Tap, skip_all

DOWN, LATE, STORE, UNKNOWN = (f'-4 directory.{word}' for word in ('connection', 'time-out', 'store', 'commit'))
OURS = "FROM pg_stat_activity WHERE application_name = 'libtoegang'"
LOCKED, COMMITTING = f"{OURS} AND wait_event_type = 'Lock'", f"{OURS} AND query = 'COMMIT' AND state = 'active'"


def one_of(answer, wanted, **more):
    return expect(answer, answer.said if answer.said in wanted else wanted[0], **more)


def paused(tap, server):
    with Tool(server.conninfo) as tool, Tool(server.conninfo) as fresh:
        problems = expect(tool.add('a')) + expect(tool.rights(), codes=['a'])
        server.send(signal.SIGSTOP)
        for patience in (200, 1500):
            problems += expect(tool.rights(f'patience={patience}'), LATE if patience == 200 else DOWN, slowest=patience * 1.1 + 50)
        problems += one_of(tool.add('b'), [LATE, DOWN]) + one_of(fresh.rights(), [LATE, DOWN])
        server.send(signal.SIGCONT)
        problems += expect(tool.rights(), codes=['a']) + expect(tool.add('b')) + expect(fresh.rights(), codes=['a', 'b'])
        tap.case('a paused server costs the patience, and then it works again', problems)


def in_the_middle(tap, server):
    with Tool(server.conninfo) as tool:
        problems = expect(tool.rights(), codes=['a', 'b']) + expect(tool.take('b')) + expect(tool.add('b'))
        for number in range(3):
            holder = server.hold('LOCK TABLE toegang_gebruikersbeheer')
            tool.send(f'read {RIGHTS}')
            reached(server, f'SELECT pg_terminate_backend(pid) {LOCKED}')
            holder.communicate()
            problems += expect(tool.answer(), codes=['a', 'b'])
        tap.case('a connection that is ended in the middle of a question is replaced within it', problems)
        problems = []
        for number in range(3):
            holder = server.hold('LOCK TABLE toegang_gebruikersbeheer')
            tool.send(f'add {RIGHTS} t{number}')
            reached(server, f'SELECT pg_terminate_backend(pid) {LOCKED}')
            holder.communicate()
            problems += expect(tool.answer())
        problems += expect(tool.rights(), codes=['a', 'b', 't0', 't1', 't2']) + check_trail(tool.ask('trail').facts)
        tap.case('in the middle of a change, it is done once', problems)
        holder = server.hold('LOCK TABLE toegang_gebruikersbeheer')
        problems = expect(tool.rights(), LATE) + expect(tool.add('late'), LATE)
        holder.communicate()
        problems += expect(tool.rights(), codes=['a', 'b', 't0', 't1', 't2'])
        tap.case('a lock costs the patience, and nothing was changed', problems)
        holder = server.hold('SELECT pg_advisory_xact_lock(8445635)')
        problems = expect(tool.add('late'), LATE) + expect(tool.rights('fresh'), codes=['a', 'b', 't0', 't1', 't2'])
        holder.communicate()
        problems += expect(tool.add('later')) + expect(tool.take('later'))
        tap.case('another change that does not end costs the patience; questions are answered', problems)


def killed(tap, server):
    with Tool(server.conninfo) as tool, Tool(server.conninfo) as other:
        problems = expect(tool.rights()) + expect(other.rights())
        holder = server.hold('LOCK TABLE toegang_gebruikersbeheer')
        tool.send(f'read {RIGHTS}')
        reached(server, f'SELECT pid {LOCKED}')
        server.kill()
        holder.communicate()
        problems += expect(tool.answer(), DOWN) + expect(tool.rights(), DOWN) + expect(other.add('x'), DOWN)
        server.start()
        problems += expect(tool.rights()) + expect(other.rights()) + expect(other.add('x')) + expect(other.take('x'))
        tap.case('kill -9 of the server in the middle of a question: refused connections, until it is back', problems)


def crashes(tap, server):
    """The server crashes while rights are added: what was acknowledged is there, once, and the rest is known or told."""
    process = looping(server.conninfo, 'c', 400, patience=5000)
    lines = []
    for _ in range(4):
        time.sleep(0.3)
        # A backend that dies takes all of them with it.
        victim = server.ask(f'SELECT pid {OURS} LIMIT 1')
        if victim:
            os.kill(int(victim), signal.SIGKILL)
        time.sleep(0.7)
    process.stdin.close()
    lines = process.stdout.readlines()
    process.wait()
    done, refused = acknowledged(lines), [line.split() for line in lines if line.startswith('-')]
    codes = [code for code in server.ask('SELECT code FROM toegang_gebruikersbeheer').split() if code.startswith('c')]
    unknown = {words[1] for words in refused if words[2] == 'directory.commit'}
    problems = [f'lost: {code}' for code in set(done) - set(codes)]
    problems += [f'there all the same: {code}' for code in set(codes) - set(done) - unknown]
    problems += [f'twice: {code}' for code in set(codes) if codes.count(code) > 1]
    with Tool(server.conninfo) as tool:
        problems += check_trail(tool.ask('trail').facts)
    tap.case(f'the server crashes again and again: {len(done)} acknowledged, {len(refused)} not, {len(unknown)} not known', problems)


def reached(server, statement):
    """Asked until a row comes."""
    end = time.monotonic() + 20
    while not server.ask(statement) and time.monotonic() < end:
        pass


def commits(tap, server):
    """A connection that is lost between COMMIT and its answer: a deferred trigger holds it there."""
    server.ask("CREATE FUNCTION waits() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM pg_sleep(3); RETURN NULL; END$$;"
               "CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON toegang_trail DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION waits()")
    with Tool(server.conninfo, patience=6000) as tool:
        tool.send(f'add {RIGHTS} deferred')
        reached(server, f"SELECT pg_terminate_backend(pid) {COMMITTING}")
        answer = tool.answer()
        problems = expect(answer, DOWN, slowest=6650)
        problems += [] if server.ask("SELECT count(*) FROM toegang_gebruikersbeheer WHERE code = 'deferred'") == '0' else ['it is there']
        tap.case('lost before it was kept: nothing was changed, and it is known', problems)
    with Tool(server.conninfo, patience=2000) as tool:
        tool.send(f'add {RIGHTS} hangs')
        reached(server, f'SELECT pid {COMMITTING}')
        server.send(signal.SIGSTOP)
        problems = expect(tool.answer(), UNKNOWN, slowest=2250)
        server.send(signal.SIGCONT)
        tap.case('a server that is paused while it commits: nobody knows', problems)
    server.ask('DROP TRIGGER waits ON toegang_trail; DROP FUNCTION waits')
    with Tool(server.conninfo) as tool:
        tap.case('and the trail is whole', check_trail(tool.ask('trail').facts) + expect(tool.add('after')) + expect(tool.take('after')))


def conflicts(tap, server):
    server.ask("CREATE SEQUENCE tries; CREATE FUNCTION conflicts() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF nextval('tries') % 3 <> 0 THEN"
               " RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END IF; RETURN NULL; END$$;"
               "CREATE TRIGGER conflicts AFTER INSERT ON toegang_gebruikersbeheer FOR EACH ROW EXECUTE FUNCTION conflicts()")
    with Tool(server.conninfo) as tool:
        before = len(tool.ask('trail').facts)
        problems = expect(tool.add('conflict'))
        problems += [] if tool.rights().codes().count('conflict') == 1 else ['not once']
        lines = tool.ask('trail').facts
        tap.case('a conflict: the change is run again, and done once',
                 problems + check_trail(lines) + ([] if len(lines) == before + 1 else [f'{len(lines) - before} lines']))
        server.ask("CREATE OR REPLACE FUNCTION conflicts() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'secret %', NEW.holder"
                   " USING DETAIL = NEW.holder, HINT = NEW.holder, ERRCODE = '23514'; END$$")
        answer = tool.add('refused')
        tap.case('what the server says of a row is in no report', expect(answer, STORE) + ([] if 'SQLSTATE 23514' in answer.came else [answer.came])
                 + [answer.came] * (HOLDER in answer.came))
    server.ask('DROP TRIGGER conflicts ON toegang_gebruikersbeheer; DROP FUNCTION conflicts')


def full(tap, server, folder):
    """Temporary files and tables of a tablespace on a small file system; without one, a limit that means the same."""
    with Tool(server.conninfo) as tool:
        mount = room(folder, 'small')
        mounted = os.getuid() == 0 and subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=1m,mode=777', 'tmpfs', mount], capture_output=True,
                                                      check=False).returncode == 0
        if not mounted:
            tap.skip('a full disk', 'a file system of its own: run as root where mount is allowed')
            return
        try:
            if server.prefix:
                subprocess.run(['chown', 'postgres:postgres', mount], check=True)
            server.ask(f"CREATE TABLESPACE small LOCATION '{mount}'")
            server.ask('ALTER TABLE toegang_trail SET TABLESPACE small')
            server.ask("CREATE TABLE fills TABLESPACE small AS SELECT 0 AS a LIMIT 0")
            server.run('psql', '-h', server.folder, '-U', 'postgres', '-c', 'INSERT INTO fills SELECT generate_series(1, 20000)', check=False)
            with open(os.path.join(mount, 'rest'), 'wb') as file:
                try:
                    file.write(b'x' * 2**20)
                except OSError:
                    pass
            answers = [tool.add('z' * 200 + str(number)) for number in range(400)]
            bad = [answer for answer in answers if answer.said != '0 -']
            problems = ['never full'] if not bad else expect(bad[0], STORE)
            problems += [] if bad and 'SQLSTATE 53100' in bad[0].came else [bad[0].came if bad else '']
            problems += expect(tool.rights())
            os.unlink(os.path.join(mount, 'rest'))
            server.ask('DROP TABLE fills')
            problems += expect(tool.add('room')) + check_trail(tool.ask('trail').facts)
            tap.case('a full disk is told; questions are answered, and there is room again', problems)
            server.ask('ALTER TABLE toegang_trail SET TABLESPACE pg_default')
            server.ask('DROP TABLESPACE small')
        finally:
            subprocess.run(['umount', '-l', mount], check=False)


def crowded(tap, server):
    """More connections than the server has."""
    tools = [Tool(server.conninfo) for _ in range(44)]
    answers = [tool.rights() for tool in tools]
    refused = [answer for answer in answers if answer.said != '0 -']
    problems = [] if refused else ['none was refused']
    problems += [what for answer in refused for what in expect(answer, DOWN)]
    for tool in tools[:20]:
        tool.__exit__()
    end = time.monotonic() + 20
    while tools[-1].rights().said != '0 -' and time.monotonic() < end:
        pass
    problems += expect(tools[-1].rights())
    for tool in tools[20:]:
        tool.__exit__()
    tap.case('a server without a connection left', problems)


def impostors(tap, folder):
    """Something that is no server of PostgreSQL listens there."""
    place = room(folder, 'impostor')
    ready = b'R\0\0\0\x08\0\0\0\0' + b'Z\0\0\0\x05I'
    rows = [('silence', None, b''), ('nothing and the end', b'', b''), ('octets of any kind', bytes(range(256)) * 64, b''),
            ('a page', b'HTTP/1.1 400 Bad Request\r\n\r\n', b''), ('an endless error', b'E\x7f\xff\xff\xff' + b'x' * 65536, b''),
            ('a good beginning, then silence', ready, None), ('a good beginning, then any octets', ready, bytes(range(256)) * 64),
            ('a good beginning, then an endless row', ready, b'D\x7f\xff\xff\xff' + b'x' * 65536),
            ('a good beginning, then an answer to no question', ready, b'T\0\0\0\x06\0\0C\0\0\0\x0dSELECT 1\0Z\0\0\0\x05I'),
            ('a good beginning, then the end', ready, b'')]
    for name, first, then in rows:
        listener = socket.socket(socket.AF_UNIX)
        path = os.path.join(place, '.s.PGSQL.5432')
        listener.bind(path)
        listener.listen()
        held = []

        def serve(listener=listener, first=first, then=then, held=held):
            while True:
                try:
                    peer, _ = listener.accept()
                    held.append(peer)
                    for words in (first, then):
                        if words is None:
                            break
                        peer.recv(65536)
                        peer.sendall(words)
                        if not words:
                            peer.close()
                            break
                except OSError:
                    if listener.fileno() < 0:
                        return
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with Tool(f'host={place} user=a dbname=b', patience=700) as tool:
            problems = []
            for answer in [tool.rights(), tool.add('x'), tool.ask('trail')]:
                problems += one_of(answer, [DOWN, LATE, STORE], slowest=700 * 1.1 + 50)
        tap.case(f'no server but {name}', problems)
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for peer in held:
            peer.close()
        os.unlink(path)


def main():
    tap = Tap()
    if not programs() or 'postgresql' not in sys.argv[2].split():
        skip_all('no server: sudo apt-get install postgresql libpq-dev')
    with folders() as folder:
        impostors(tap, folder)
        server = Server(room(folder, 'one'))
        server.start()
        try:
            with Tool(server.conninfo) as tool:
                tap.case('migrate', expect(tool.ask('migrate'), slowest=60000))
            for test in [paused, in_the_middle, killed, crashes, commits, conflicts, crowded]:
                test(tap, server)
            full(tap, server, folder)
        finally:
            server.send(signal.SIGCONT)
            server.stop()
    tap.case('every process ended by itself, without a finding of a sanitizer', Tool.faults)
    tap.end()


if __name__ == '__main__':
    main()
