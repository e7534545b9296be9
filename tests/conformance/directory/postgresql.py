#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The PostgreSQL directory: what it keeps, what it hears, what it lets nobody change. Usage: postgresql.py TOOL ADAPTERS"""
import os
import random
import signal
import sys
import time

from store import (ELOKET, GOOD, HOLDER, ORGANISATION, PATIENCE, RIGHTS, Tool, acknowledged, check_trail, expect, folders, looping, room)
from server import Bouncer, Server, bouncer, programs
from tap import Tap, skip_all

UNAVAILABLE = '-4 directory.'
SOON = 5  # seconds, on a machine that is busy; what is not heard stays for minutes


def empty(server):
    server.ask('TRUNCATE toegang_kbo, toegang_btb, toegang_gebruikersbeheer, toegang_rollenbeheer, toegang_register, toegang_trail,'
               ' toegang_loading')


def schema(tap, server):
    with Tool(server.conninfo) as tool:
        problems = expect(tool.rights(), UNAVAILABLE + 'schema') + expect(tool.add('x'), UNAVAILABLE + 'schema')
        problems += expect(tool.ask('scan kbo'), UNAVAILABLE + 'schema') + expect(tool.ask('describe'), UNAVAILABLE + 'schema')
        tap.case('no schema: nothing is answered', problems)
        problems = expect(tool.ask('migrate'), slowest=60000) + expect(tool.rights(), codes=[]) + expect(tool.ask('migrate'), slowest=60000)
        tap.case('migrate makes it, and again is nothing', problems)
        server.ask('UPDATE toegang_schema SET version = 9')
        with Tool(server.conninfo) as other:
            newer = [other.rights(), other.add('x'), other.ask('migrate')]
        problems = [what for answer in newer for what in expect(answer, UNAVAILABLE + 'schema')]
        problems += [] if newer[2].came == 'schema version 2: version 9' else [newer[2].came]
        server.ask('UPDATE toegang_schema SET version = 0')
        with Tool(server.conninfo) as other:
            problems += expect(other.rights(), UNAVAILABLE + 'schema')
            server.ask('UPDATE toegang_schema SET version = 2')
            problems += expect(other.rights(), codes=[])
        tap.case('a schema that is too new or too old is told, and answers once it fits', problems)


def changes(tap, server):
    empty(server)
    with Tool(server.conninfo) as tool, Tool(server.conninfo, 'read-only') as reader:
        problems = expect(tool.add('one')) + expect(tool.add('two')) + expect(tool.rights(), codes=['one', 'two'])
        problems += expect(tool.take('one')) + expect(tool.rights(), codes=['two'])
        problems += expect(tool.take('one'), UNAVAILABLE + 'changed') + expect(tool.rights('fresh'), codes=['two'])
        problems += expect(reader.rights(), codes=['two']) + expect(reader.add('three'), '-2 directory.read-only')
        problems += expect(tool.add('two')) + expect(tool.take('two')) + expect(tool.rights(), codes=['two'])
        tap.case('adds, takes back, and only what is there; of two that are equal, one', problems)
        trail = tool.ask('trail').facts
        tap.case('the trail: a line for each change that was kept, none for one that was not',
                 check_trail(trail) + ([] if len(trail) == 5 else [str(trail)]))
        age = tool.rights().ages()[0]
        tap.case('facts are as old as the moment', [] if abs(age - time.time()) < 5 else [str(age)])
        problems = expect(tool.rights(f'since={int(time.time()) + 1000}'), UNAVAILABLE + 'stale')
        problems += expect(tool.rights(f'since={int(time.time()) - 1000}'), codes=['two'])
        tap.case('an answer that is older than it may be is none', problems)
    with Tool(server.conninfo) as tool:
        problems = [what for shape in [f'{HOLDER} {ORGANISATION} {ELOKET}', f'{HOLDER} - -', f'- {ORGANISATION} -', '- - -', f'- - {ELOKET}',
                                       f'{HOLDER} {ORGANISATION} -', f'- {ORGANISATION} {ELOKET}', f'{HOLDER} - {ELOKET}']
                    for _ in range(2) for what in expect(tool.ask(f'read gebruikersbeheer right {shape}'), codes=['two'])]
        for shape in ['- self -', '- 0400000185 -', '- - other', '85073003328 kbo:0400000185 -']:
            problems += expect(tool.ask(f'read gebruikersbeheer right {shape}'),
                               codes=[])
        tap.case('each shape of a question', problems)


# Whatever stands in a text is a text.
METACHARACTERS = ["'", "''; DROP TABLE toegang_gebruikersbeheer; --", '\\', "\\'", '"', '$1', '$$', '%25s%25n', '\\N', '\\.', ':holder', '/*', '*/',
                  '%C3%A9', 'a%20b', "E'\\x41'", '{}', 'NULL', ',', '\\t', '☃', 'x' * 200]


def injection(tap, server):
    empty(server)
    problems = []
    with Tool(server.conninfo) as tool:
        for text in METACHARACTERS:
            text = text.replace(' ', '%20')
            question = f'gebruikersbeheer right {HOLDER} {ORGANISATION} {text}'
            problems += expect(tool.ask(f'read {question}'), codes=[])
            problems += expect(tool.ask(f'add {question} {text}'))
            answer = tool.ask(f'read {question}')
            problems += expect(answer) + ([] if len(answer.facts) == 1 else [f'{text}: {answer.facts}'])
            problems += expect(tool.ask(f'take {question} {text}')) + expect(tool.ask(f'read {question}'), codes=[])
        for text in ['%01', '%FF', '%0A', '%C3', 'x' * 257]:
            answer = tool.ask(f'add gebruikersbeheer right {HOLDER} {ORGANISATION} {ELOKET} {text}')
            problems += expect(answer, '-4 fact.text')
        # A text that is no UTF-8 finds nothing: the server refuses it.
        problems += expect(tool.ask(f'read gebruikersbeheer right {HOLDER} {ORGANISATION} %FF'), UNAVAILABLE + 'store')
        problems += expect(tool.rights(), codes=[])
    tap.case(f'{len(METACHARACTERS)} texts of metacharacters are texts', problems)


def rows(tap, server):
    """Rows that somebody else wrote, without our checks."""
    empty(server)
    server.ask('ALTER TABLE toegang_gebruikersbeheer DROP CONSTRAINT toegang_gebruikersbeheer_holder_check,'
               ' DROP CONSTRAINT toegang_gebruikersbeheer_kind_check,'
               ' DROP CONSTRAINT toegang_gebruikersbeheer_code_check')
    good = {'kind': 'right', 'holder': HOLDER, 'organisation': 'kbo:' + ORGANISATION, 'held_by': '', 'eloket': ELOKET, 'code': 'code',
            'context': '', 'from_at': '0', 'until_at': '9223372036854775807', 'granted_at': '0', 'granted_by': '', 'granted_as': '',
            'source': ''}
    table = [({}, GOOD), ({'holder': '85073003329'}, 'row'), ({'holder': 'x'}, 'row'), ({'organisation': 'kbo:999999922'}, 'row'),
             ({'code': ''}, 'row'), ({'from_at': '5', 'until_at': '5'}, 'row'), ({'code': 'x' * 257}, 'row'), ({'granted_by': '85073003329'}, 'row'),
             ({'source': 'y' * 250}, GOOD), ({'kind': 'function'}, 'answer'), ({'context': '\x01'}, 'row'), ({'held_by': 'kbo:0999999922'}, 'row')]
    problems = []
    with Tool(server.conninfo) as tool:
        for change, wanted in table:
            row = {**good, **change}
            if wanted == 'answer':
                row['kind'] = 'something'
            server.ask(f"INSERT INTO toegang_gebruikersbeheer ({', '.join(row)}) VALUES ({', '.join(repr(value) for value in row.values())})"
                       if '\x01' not in row['context'] else
                       f"INSERT INTO toegang_gebruikersbeheer ({', '.join(row)}) VALUES ("
                       + ', '.join("E'\\x01'" if value == '\x01' else repr(value) for value in row.values()) + ')')
            answer = tool.ask('scan gebruikersbeheer')
            problems += [f'{change}: {what}' for what in expect(answer, GOOD if wanted == GOOD else UNAVAILABLE + 'row')]
            problems += [answer.came] * (HOLDER in answer.came or '85073003329' in answer.came)
            server.ask('TRUNCATE toegang_gebruikersbeheer')
    tap.case('a row that is no fact is told, without what it holds', problems)
    server.ask("ALTER TABLE toegang_gebruikersbeheer ADD CHECK (kind IN ('right', 'suspension')), ADD CHECK (holder ~ '^([0-9]{11})?$')")


MAPPED = '''
CREATE SCHEMA own;
CREATE TABLE own.rights (rrn text, company text, app text, what text, begins date, ends timestamptz, made timestamp, note text);
INSERT INTO own.rights VALUES
 ('85073003328', '0999.999.922', 'loket', 'a', '2026-01-01', 'infinity', '2026-01-01 10:00:00', ''),
 ('85.07.30-033.28', 'kbo:0999999922', 'loket', 'b', '-infinity', '2027-06-01 00:00:00+02', NULL, ':holder'),
 ('85073003328', NULL, 'loket', 'c', NULL, NULL, NULL, NULL);
CREATE FUNCTION own.writes() RETURNS text LANGUAGE sql AS $$INSERT INTO own.rights DEFAULT VALUES RETURNING 'x'$$;
'''
QUERY = '''SELECT rrn AS holder, company AS organisation, app AS eloket, what AS right, begins AS "from", ends AS until,
 made AS granted_at -- :nobody
 FROM own.rights /* :nobody /* */ */ WHERE (:holder = '' OR replace(replace(rrn, '.', ''), '-', '') = :holder) AND ':nobody' = $x$:nobody$x$
 AND (:organisation = '' OR 'kbo:' || replace(replace(company, '.', ''), 'kbo:', '') = :organisation) AND (:eloket = '' OR app = :eloket)'''


def mapped(tap, server):
    server.ask(MAPPED)
    with Tool(server.conninfo, 'query=' + QUERY) as tool:
        answer = tool.rights()
        problems = expect(answer, codes=['a', 'b'])
        wanted = {'a': 'from 1767222000 until 9223372036854775807', 'b': 'from -9223372036854775808 until 1811800800'}
        problems += [fact for fact in answer.facts if wanted[fact.split(' ')[4]] not in fact]
        problems += expect(tool.ask(f'read gebruikersbeheer right {HOLDER} self -'), codes=['c'])
        problems += expect(tool.ask('read gebruikersbeheer suspension - - -'), codes=[])
        problems += expect(tool.rights('since=5000000000'), UNAVAILABLE + 'stale')
        problems += expect(tool.add('x'), '-2 directory.read-only') + expect(tool.ask('migrate'), '-2 directory.read-only')
        problems += expect(tool.ask('describe'))
    tap.case('a query of one\'s own: parameters, dates, and where there is no organisation', problems)
    problems = []
    before = server.ask('SELECT count(*) FROM own.rights')
    for query in ['DELETE FROM own.rights', 'SELECT 1; SELECT 2', "WITH d AS (DELETE FROM own.rights RETURNING rrn) SELECT rrn AS holder FROM d",
                  "SELECT own.writes() AS holder, '' AS eloket, '' AS right", 'SELECT * FROM absent', 'SELECT rrn AS nobody FROM own.rights',
                  "SELECT rrn AS holder, rrn AS holder, app AS eloket, what AS right FROM own.rights", 'SELECT rrn AS holder FROM own.rights',
                  "COPY own.rights TO PROGRAM 'true'", 'SELECT 1) AS x; DROP TABLE own.rights; --', "SELECT '", 'SELECT /*']:
        with Tool(server.conninfo, 'query=' + query) as tool:
            answer = tool.rights()
            problems += [f'{query}: {what}' for what in expect(answer, UNAVAILABLE + 'query')]
            problems += [answer.came] * (HOLDER in answer.came)
    for query in ['', 'SELECT :nobody', 'SELECT $1', 'SELECT ' + ' ' * 65536]:
        with Tool(server.conninfo, 'query=' + query) as tool:
            problems += [f'{query[:30]}: {what}' for what in expect(tool.opened, '-3 directory.settings')]
    problems += [] if server.ask('SELECT count(*) FROM own.rights') == before else ['it wrote']
    tap.case('a query that is none, that does not fit, or that writes', problems)
    with Tool(server.conninfo, "query=SELECT '85073003328' AS holder, 'other' AS eloket, 'x' AS \"right\"") as tool:
        tap.case('a query that answers another question', expect(tool.rights(), UNAVAILABLE + 'answer'))
    server.ask("INSERT INTO own.rights SELECT '85073003328', '0999999922', 'loket', i::text FROM generate_series(1, 20000) AS i")
    with Tool(server.conninfo, 'query=' + QUERY) as tool:
        tap.case('a query that brings more than may be', expect(tool.rights(), UNAVAILABLE + 'limit'))


def loads(tap, server):
    empty(server)
    with Tool(server.conninfo, patience=10000) as tool, Tool(server.conninfo) as other:
        question = f'read kbo function {HOLDER} - -'
        broken = tool.ask('load first 4500 0 1000 2500')
        problems = [] if broken.said.startswith('1 ') else [broken.said]
        problems += expect(other.ask(question), codes=[])
        problems += expect(tool.ask('load first 4500 0 1000 0'), slowest=60000)
        answer = other.ask(question)
        problems += [] if len(answer.facts) == 4500 and set(answer.ages()) == {1000} else [f'{len(answer.facts)} facts']
        line = server.ask("SELECT count(*) FROM toegang_kbo WHERE id <= 2500")
        tap.case('a load that was broken off goes on where it ended, and is seen whole or not at all', problems + ([] if line else ['']))
        problems = expect(other.ask(question + ' since=1001'), UNAVAILABLE + 'stale')
        problems += expect(tool.ask('load second 3000 7 2000 0'), slowest=60000)
        problems += [] if len(other.ask(question + ' since=1001').facts) == 3000 else ['not 3000']
        problems += [] if tool.ask('scan kbo').facts == ['3000'] else ['scan']
        tap.case('a register that is loaded anew takes the place of the old one', problems)
        server.ask('CREATE ROLE counter LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO counter')
        problems = expect(tool.ask('load third 100 7 3000 0'), slowest=60000)
        with Tool(server.conninfo.replace('user=postgres', 'user=counter')) as counter:
            problems += [] if len(counter.ask(question).facts) == 100 else ['not 100']
            problems += expect(counter.add('x'), UNAVAILABLE + 'store')
        tap.case('who could read the old one can read the new one, and may do no more', problems)
        holder = server.hold('SELECT count(*) FROM toegang_kbo')
        tool.send('load fourth 50 7 4000 0')
        time.sleep(1)
        problems = expect(other.ask(question))
        holder.communicate()
        problems += expect(tool.answer(), slowest=60000)
        tap.case('a load that waits for a reader lets others read meanwhile', problems)
        tap.case('a line of the trail for each load', check_trail(tool.ask('trail').facts))
        plan = server.ask(f"SET enable_seqscan = off; EXPLAIN SELECT * FROM toegang_kbo WHERE organisation = 'x' AND kind = 'function'")
        tap.case('with its indexes', [] if 'toegang_loading_kbo_organisation_kind_holder' in plan else [plan])


def several(tap, server):
    """Threads of one process, and a process that was forked after the first question."""
    empty(server)
    with Tool(server.conninfo, 'notify', 'cache', patience=20000) as tool:
        answer = tool.ask('threads 8 60')
        with Tool(server.conninfo) as plain:
            lines = plain.ask('trail').facts
        codes = server.ask('SELECT code FROM toegang_gebruikersbeheer').split()
        tap.case('eight threads that change and ask at once', expect(answer, slowest=60000) + check_trail(lines, codes)
                 + ([] if len(codes) == 480 else [f'{len(codes)} of 480']))
        child = tool.ask('fork')
        problems = expect(child, UNAVAILABLE + 'connection') + expect(tool.add('after'), slowest=20000)
        problems += [] if 'after' in tool.rights().codes() else ['not there']
        tap.case('a process that was forked afterwards may not use it, and spoils nothing', problems)


def deafened(server, tool):
    """The first number that it gives when it knows that it hears nothing."""
    before, end = tool.generation(), time.monotonic() + SOON
    server.ask("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    while (number := tool.generation()) == before and time.monotonic() < end:
        pass
    return number


def notifies(tap, server):
    empty(server)
    with Tool(server.conninfo, 'notify') as one, Tool(server.conninfo, 'notify') as other, Tool(server.conninfo) as deaf:
        one.add('right')
        problems = expect(other.rights(), codes=['right'])
        first = other.generation()
        problems += ['changes by itself'] * (other.generation() != first)
        problems += expect(one.take('right'))
        begun = time.monotonic()
        while other.generation() == first and time.monotonic() < begun + SOON:
            pass
        problems += ['not heard'] * (other.generation() == first)
        problems += expect(other.rights(), codes=[])
        tap.case('two processes: what one takes back, the other hears of at once', problems)
        numbers = {deafened(server, other), *(other.generation() for _ in range(4))}
        problems = [] if len(numbers) == 5 else [f'{numbers} while nothing is heard']
        # A question makes it listen again, after a second.
        end = time.monotonic() + SOON
        while other.generation() != other.generation() and time.monotonic() < end:
            problems += expect(other.rights(), codes=[])
        again = {other.generation() for _ in range(5)}
        problems += [] if len(again) == 1 and not again & numbers else [f'{again} after {numbers}']
        tap.case('while nothing can be heard every number is new; it hears again', problems)
        alone = deaf.generation()
        one.add('more')
        tap.case('without notify only one\'s own changes count', [] if deaf.generation() == alone else ['it heard'])


def cached(tap, server):
    """A cache in front of each: what one process takes back, the other refuses at once."""
    empty(server)
    with Tool(server.conninfo, 'notify', 'cache') as one, Tool(server.conninfo, 'notify', 'cache') as other:
        problems = []
        for number in range(20):
            problems += expect(one.add(f'c{number}'))
            begun = time.monotonic()
            while other.rights().codes() != [f'c{number}'] and time.monotonic() < begun + SOON:
                pass
            problems += expect(other.rights(), codes=[f'c{number}']) + expect(one.take(f'c{number}')) + expect(one.rights(), codes=[])
            begun = time.monotonic()
            while other.rights().codes() and time.monotonic() < begun + SOON:
                pass
            problems += expect(other.rights(), codes=[])
        tap.case('through caches: what one process takes back, the other refuses at once', problems)
        one.add('kept')
        time.sleep(0.1)
        problems = expect(other.rights(), codes=['kept'])
        server.send(signal.SIGSTOP)
        problems += expect(other.rights(), codes=['kept'], slowest=PATIENCE / 2)
        server.send(signal.SIGCONT)
        tap.case('and what is kept is given without the server', problems)
        deafened(server, other)
        server.ask("DELETE FROM toegang_gebruikersbeheer")
        tap.case('while nothing can be heard nothing that is kept is believed', expect(other.rights(), codes=[]))


def killed(tap, server, times):
    """A process that grants is killed at random moments: what it acknowledged is there, and nothing by half."""
    empty(server)
    random.seed(4)
    said = []
    for number in range(times):
        process = looping(server.conninfo, f'k{number}-', 1000)
        # Every second one is killed while it works; the others at any moment, also while they begin.
        first = [process.stdout.readline()] if number % 2 else []
        time.sleep(random.random() * 0.25)
        process.kill()
        said += acknowledged(first + process.stdout.readlines())
        process.wait()
    with Tool(server.conninfo) as tool:
        codes = server.ask('SELECT code FROM toegang_gebruikersbeheer').split()
        lines = tool.ask('trail').facts
    lost = set(said) - set(codes)
    tap.case(f'kill -9 of a process that grants, {times} times: {len(said)} acknowledged',
             [f'lost: {code}' for code in lost] + check_trail(lines, codes) + ['none'] * (len(said) < times // 2))


def pooled(tap, server, folder):
    if not bouncer():
        tap.skip('through pgbouncer', 'not installed: sudo apt-get install pgbouncer')
        return
    empty(server)
    pool = Bouncer(os.path.join(folder, 'bouncer'), server)
    try:
        with Tool(pool.conninfo) as one, Tool(pool.conninfo) as other, Tool(pool.conninfo, 'query=' + QUERY.replace('own.rights', 'own.none')) as none:
            problems = []
            for number in range(40):
                problems += expect(one.add(f'c{number}'), slowest=5000)
                for tool in (one, other):
                    answer = tool.rights()
                    problems += expect(answer) + ([] if len(answer.facts) == number + 1 else [f'{len(answer.facts)} of {number + 1}'])
                    for shape in [f'{HOLDER} - -', f'- {ORGANISATION} -', '- - -']:
                        answer = tool.ask(f'read gebruikersbeheer right {shape}')
                        problems += expect(answer) + ([] if len(answer.facts) == number + 1 else [f'{len(answer.facts)} {shape}'])
            problems += expect(none.rights(), UNAVAILABLE + 'query') + check_trail(one.ask('trail').facts)
            tap.case('through pgbouncer in transaction mode: each gets his own answers', problems)
        with Tool(pool.conninfo, 'notify') as tool:
            problems = expect(tool.rights()) + ([] if len({tool.generation() for _ in range(5)}) == 5 else ['it believes'])
            tap.case('through pgbouncer nothing is heard, and nothing believed', problems)
        processes = [looping(pool.conninfo, f'p{number}-', 40, patience=20000) for number in range(4)]
        with Tool(pool.conninfo, patience=20000) as tool:
            problems = [what for _ in range(100) for what in expect(tool.rights(), slowest=20000)]
            lines = []
            for process in processes:
                process.stdin.close()
                lines += process.stdout.readlines()
                process.wait()
            done = acknowledged(lines)
            problems += [] if len(done) == 160 else [line for line in lines if line.startswith('-')][:5]
            problems += check_trail(tool.ask('trail').facts, tool.rights().codes())
        left = server.ask("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%'")
        tap.case('through pgbouncer: four processes that change', problems + ([] if left == '0' else [f'{left} left open']))
    finally:
        pool.stop()


HOSTILE = {'PGHOST': '192.0.2.1', 'PGHOSTADDR': '192.0.2.1', 'PGPORT': '1', 'PGUSER': 'nobody', 'PGDATABASE': 'nothing', 'PGPASSWORD': 'x',
           'PGOPTIONS': '-c default_transaction_read_only=on -c search_path=nowhere', 'PGAPPNAME': 'stranger', 'PGSSLMODE': 'require',
           'PGCLIENTENCODING': 'LATIN1', 'PGTARGETSESSIONATTRS': 'standby', 'PGDATESTYLE': 'German', 'PGTZ': 'Asia/Tokyo',
           'PGREQUIREPEER': 'nobody', 'PGCHANNELBINDING': 'require', 'PGGSSENCMODE': 'require', 'PGSSLROOTCERT': '/dev/null',
           'PGCONNECT_TIMEOUT': '1', 'PGLOADBALANCEHOSTS': 'random', 'PGREQUIREAUTH': 'md5', 'PGPASSFILE': '/dev/null'}


def environment(tap, server):
    empty(server)
    with Tool(server.conninfo, env={**os.environ, **HOSTILE}) as tool, Tool(server.conninfo, 'query=' + QUERY, env={**os.environ, **HOSTILE}) as own:
        problems = expect(tool.add('one')) + expect(tool.rights(), codes=['one'])
        problems += expect(own.ask(f'read gebruikersbeheer right {HOLDER} self -'))
        seen = server.ask("SELECT DISTINCT usename, datname, application_name FROM pg_stat_activity WHERE application_name <> 'psql'"
                          " AND backend_type = 'client backend'")
        problems += [] if seen == 'postgres|postgres|libtoegang' else [seen]
    tap.case('the environment of libpq changes nothing', problems)


def settings(tap, server):
    problems = []
    many = ','.join([server.folder] * 9)
    for conninfo in ['', 'user=a dbname=b', 'host=/x dbname=b', 'host=/x user=a', 'host=h user=a dbname=b', 'host=/x user=a dbname=b service=s',
                     'host=/x user=a dbname=b target_session_attrs=any', f'host={many} user=a dbname=b', 'host=/x,/y port=1,2,3 user=a dbname=b',
                     'host=/x,h user=a dbname=b', 'host=a,b hostaddr=127.0.0.1 user=a dbname=b sslmode=disable', 'secret']:
        with Tool(conninfo) as tool:
            problems += [f'{conninfo}: {what}' for what in expect(tool.opened, '-3 directory.settings')]
            problems += [tool.opened.came] * ('secret' in tool.opened.came)
    tap.case('what names no directory is refused when it is opened', problems)
    with Tool(f'postgresql://postgres@/postgres?host={server.folder}') as tool:
        tap.case('a URI', expect(tool.rights()))


def main():
    tap = Tap()
    if not programs() or 'postgresql' not in sys.argv[2].split():
        skip_all('no server: sudo apt-get install postgresql libpq-dev')
    with folders() as folder:
        server = Server(room(folder, 'one'))
        server.start()
        try:
            schema(tap, server)
            for test in [settings, changes, injection, rows, mapped, loads, several, notifies, cached, environment]:
                test(tap, server)
            pooled(tap, server, folder)
            killed(tap, server, 50)
        finally:
            server.stop()
    tap.case('every process ended by itself, without a finding of a sanitizer', Tool.faults)
    tap.end()


if __name__ == '__main__':
    main()
