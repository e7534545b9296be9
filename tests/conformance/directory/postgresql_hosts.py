#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Two hosts: a primary and its streaming replica. Usage: postgresql_hosts.py TOOL ADAPTERS"""
import os
import signal
import sys
import threading
import time

from store import PATIENCE, RIGHTS, Tool, acknowledged, check_trail, expect, folders, looping, room
from server import Server, programs
from tap import Tap, skip_all

STALE, DOWN, UNKNOWN, LATE = (f'-4 directory.{word}' for word in ('stale', 'connection', 'commit', 'time-out'))


def both(one, other):
    return f"host='{one.folder}','{other.folder}' user=postgres dbname=postgres".replace("','", ',')


def pair(folder, names, settings=''):
    primary = Server(room(folder, names[0]))
    primary.configure(settings)
    primary.start()
    with Tool(primary.conninfo) as tool:
        tool.ask('migrate')
    replica = Server(room(folder, names[1]), primary)
    # As soon as there is a question of the receiver, so that an idle primary is heard of often.
    replica.configure("wal_receiver_timeout = 4s\nwal_receiver_status_interval = 1s\nsynchronous_standby_names = ''")
    replica.start()
    return primary, replica


def wait_for(what, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        if what():
            return True
        time.sleep(0.1)
    return False


def reaches(tool, codes):
    return wait_for(lambda: sorted(tool.rights().codes()) == sorted(codes))


def where(server):
    """How many connections of ours ask questions there."""
    return int(server.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'libtoegang' AND query NOT LIKE 'ROLLBACK%'"
                          " AND query NOT LIKE 'COMMIT%'"))


def lag(tap, primary, replica):
    with Tool(both(primary, replica)) as tool, Tool(both(replica, primary)) as turned, Tool(replica.conninfo) as only:
        problems = expect(tool.add('a')) + expect(turned.add('b')) + expect(only.add('c'), DOWN)
        problems += [] if reaches(tool, ['a', 'b']) and reaches(turned, ['a', 'b']) and reaches(only, ['a', 'b']) else ['not replicated']
        problems += expect(only.rights('fresh'), STALE) + expect(tool.rights('fresh'), codes=['a', 'b'])
        seen = replica.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'libtoegang'")
        problems += [] if seen == '3' else [f'{seen} connections to the replica']
        tap.case('changes and fresh questions go to the primary, others to the replica, in whatever order they are named', problems)

        replica.ask('SELECT pg_wal_replay_pause()')
        paused = int(time.time())
        problems = expect(tool.add('c'))
        time.sleep(2.2)
        answer = tool.rights()
        problems += expect(answer, codes=['a', 'b'])
        problems += [f'{age - paused} s' for age in answer.ages() if age > paused + 1]
        problems += expect(tool.rights(f'since={int(time.time()) - 1}'), STALE) + expect(tool.rights(f'since={paused - 3600}'), codes=['a', 'b'])
        problems += expect(tool.rights('fresh', f'since={int(time.time()) - 60}'), codes=['a', 'b', 'c'])
        replica.ask('SELECT pg_wal_replay_resume()')
        problems += [] if reaches(tool, ['a', 'b', 'c']) else ['it does not go on']
        tap.case('a replica that lags shows its age, and beyond what may be its answer is none', problems)

        time.sleep(4)
        ages = [tool.rights().ages()[0] - int(time.time()) for _ in range(20) if not time.sleep(0.2)]
        tap.case('a replica of an idle primary is not old: it is as old as the last word of the primary',
                 [f'{min(ages)} s'] if min(ages) < -6 else [f'{max(ages)} s'] * (max(ages) > 0))
        primary.send(signal.SIGSTOP)
        time.sleep(5)
        answer = tool.rights()
        problems = expect(answer, codes=['a', 'b', 'c']) + [f'{age - int(time.time())} s' for age in answer.ages() if age > time.time() - 4]
        for refused in [tool.add('d'), tool.add('d'), tool.rights('fresh')]:
            problems += expect(refused, refused.said if refused.said in (DOWN, LATE) else DOWN)
        primary.send(signal.SIGCONT)
        tap.case('a primary that is paused: questions are answered, and grow old', problems)
        primary.ask('CREATE ROLE counter LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO counter')
        time.sleep(1)
        with Tool(replica.conninfo.replace('user=postgres', 'user=counter')) as counter:
            age = counter.rights().ages()
            last = int(replica.ask('SELECT floor(extract(epoch FROM pg_last_xact_replay_timestamp()))::bigint'))
            problems = [] if age and set(age) == {last} else [f'{age}, {last}']
        tap.case('a role that may not see the receiver: as old as the last commit', problems)


def fails_over(tap, primary, replica):
    """The primary is killed while rights are granted, the replica promoted, and the same process goes on."""
    process = looping(both(primary, replica), 'f', 3000, patience=1000)
    lines, reader = [], None

    def read():
        for line in process.stdout:
            lines.append(line)
    reader = threading.Thread(target=read)
    reader.start()
    with Tool(both(primary, replica)) as tool:
        problems = expect(tool.rights())
        wait_for(lambda: len(acknowledged(list(lines))) > 10)
        primary.kill()
        before = len(acknowledged(list(lines)))
        problems += [] if before > 10 else [f'{before} before']
        problems += expect(tool.rights(), slowest=1700)
        refused = tool.add('none')
        problems += [] if refused.said in (DOWN, LATE) else [refused.said]
        replica.promote()
        problems += [] if wait_for(lambda: tool.add('after').said == '0 -') else ['no change after the replica was promoted']
        problems += [] if wait_for(lambda: len(acknowledged(list(lines))) > before + 20) else ['the other does not go on']
        process.kill()
        reader.join()
        problems += [] if 'after' in tool.rights('fresh').codes() or len(tool.rights('fresh').codes()) == 0 else ['not there']
        trail = tool.ask('trail').facts
    codes = replica.ask('SELECT code FROM toegang_gebruikersbeheer').split()
    problems += check_trail(trail, codes)
    return problems, acknowledged(lines), codes


def synchronous(tap, folder):
    primary, replica = pair(folder, ['three', 'four'], '')
    try:
        primary.configure("synchronous_standby_names = '*'")
        primary.run('pg_ctl', '-D', primary.data, 'reload')
        time.sleep(0.5)
        with Tool(both(primary, replica)) as tool:
            problems = expect(tool.add('first'))
            replica.send(signal.SIGSTOP)
            answer = tool.add('waits')
            problems += expect(answer, UNKNOWN)
            replica.send(signal.SIGCONT)
            # Cancelled, the server tells it as done, with a warning.
            time.sleep(1)
            replica.send(signal.SIGSTOP)
            tool.send(f'add {RIGHTS} cancelled')
            time.sleep(0.5)
            primary.ask("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
            time.sleep(0.1)
            problems += expect(tool.answer(), UNKNOWN)
            tool.send(f'add {RIGHTS} found')
            time.sleep(0.3)
            primary.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
            replica.send(signal.SIGCONT)
            problems += expect(tool.answer())
        tap.case('what a synchronous replica does not have is not acknowledged; what it got after all is', problems)
        problems, done, codes = fails_over(tap, primary, replica)
        lost = set(done) - set(codes)
        tap.case(f'with a synchronous replica the primary is killed while {len(done)} rights are granted: none is missing',
                 problems + [f'lost: {code}' for code in lost])
    finally:
        for server in (primary, replica):
            stop(server)


def stop(server):
    try:
        server.send(signal.SIGCONT)
    except OSError:
        pass
    server.stop()


def main():
    tap = Tap()
    if not programs() or 'postgresql' not in sys.argv[2].split():
        skip_all('no server: sudo apt-get install postgresql libpq-dev')
    with folders() as folder:
        primary, replica = pair(folder, ['one', 'two'])
        try:
            lag(tap, primary, replica)
        finally:
            stop(primary)
            stop(replica)
        synchronous(tap, folder)
    tap.case('every process ended by itself, without a finding of a sanitizer', Tool.faults)
    tap.end()


if __name__ == '__main__':
    main()
