#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Changes and lists on the command line, on a SQLite file: who may, what it says, what fails changes nothing, and that
a process that is killed loses nothing that it acknowledged. administration.py PROGRAM FORGE TOOL"""
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import zoneinfo
from datetime import datetime

TOOL = os.path.abspath(sys.argv.pop(3))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'replay'))
import cli  # noqa: E402
from cli import AN, JAN, forge, problems, run, write  # noqa: E402
from server import Server, programs  # noqa: E402
from tap import Tap, skip_all  # noqa: E402

BOB, CARL = '81.05.01-035.22', '00.01.01-001.05'
KILLS = 200
CONFIG = '''trust:
  - entity-id: https://idp.example/saml
    metadata: idp.xml
    audience: https://eloket.example/saml
    recipient: https://eloket.example/saml/acs
    claims: acm
  - issuer: https://op.example
    jwks: jwks.json
    algorithms: [RS256]
    audience: e-loket
directories: {kbo: "yaml:kbo.yaml", btb: "sqlite:office.db", gebruikersbeheer: "sqlite:office.db", rollenbeheer: "sqlite:federal.db"}
e-lokets:
  counter: {right: enter, rights: [enter, leave], blocks: yes}
  federal: {register: rollenbeheer, right: enter}
  scoped: {right: enter, context: required}
audit: {file: audit.log, key: audit.key}
'''
AS = {'jan': JAN, 'an': AN, 'bob': BOB, 'carl': CARL}


def today():
    """In Brussels, and not in its last minute: it is today until the rows were asked."""
    while (now := datetime.now(zoneinfo.ZoneInfo('Europe/Brussels'))).strftime('%H:%M') == '23:59':
        time.sleep(1)
    return now.strftime('%Y-%m-%d')


def change(command, who, whom, *more, config='toegang.yaml', organisation='0999.999.922'):
    return [command, '--config', config, '--as', f'@{who}', '--to', f'@{whom}', '--organisation', organisation, *more]


def grant(who, whom, *more, eloket='counter', right='enter', **other):
    return change('grant', who, whom, '--eloket', eloket, '--right', right, *more, **other)


def revoke(who, whom, *more, eloket='counter', right='enter', **other):
    return change('revoke', who, whom, '--eloket', eloket, '--right', right, *more, **other)


def listed(kind, *more):
    who = ['--organisation', '0999.999.922'] if kind in ('htb', 'holders', 'review') else []
    return ['list', kind, '--config', 'toegang.yaml', *who, *more]


def check(who, eloket='counter'):
    return ['check', '--config', 'toegang.yaml', '--holder', f'@{who}', '--organisation', '0999.999.922', '--eloket', eloket]


# As in cli.py; each row finds what the rows before it left.
ROWS = [
    # who may
    ('nobody appoints', change('appoint', 'bob', 'an'), 1, ['NIETS GEWIJZIGD', '[representation.absent]'], []),
    ('a legal representative appoints', change('appoint', 'jan', 'an'), 0, ['GEDAAN', 'hoofdtoegangsbeheerder'], []),
    ('twice is once', change('appoint', 'jan', 'an', '--role', 'htb'), 0, ['WAS AL ZO'], []),
    ('an HTB appoints a second', change('appoint', 'an', 'bob', '--until', '2090-01-01', '--lang', 'en'), 0,
     ['DONE', 'from now on to 2090-01-01', 'included'], []),
    ('but not himself for longer', change('appoint', 'bob', 'bob'), 1, ['[appointment.self]', 'Wat nu?'], []),
    ('not of another organisation', change('appoint', 'jan', 'an', organisation='0884.303.369'), 1, ['GEWEIGERD'], []),
    ('an HTB grants', grant('an', 'carl'), 0, ["het recht 'enter' op counter"], []),
    ('and the e-counter opens', check('carl'), 0, ['TOEGELATEN'], []),
    ('an HTB grants in the federal register', grant('an', 'carl', eloket='federal'), 0, ['GEDAAN'], []),
    ('there too it opens', check('carl', 'federal'), 0, ['Rollenbeheer'], []),
    ('who has a right grants none', grant('carl', 'bob'), 1, ['GEWEIGERD'], []),
    ('to himself, and it is said', grant('an', 'an'), 0, ['[right.self-granted]'], []),
    # what ends
    ('revoked at once', revoke('jan', 'carl', '--lang', 'fr'), 0, ['FAIT'], []),
    ('and it is closed', check('carl'), 1, ['GEWEIGERD'], []),
    ('nothing to revoke', revoke('jan', 'carl', right='leave'), 0, ['WAS AL ZO'], []),
    ('for later', grant('jan', 'carl', '--from', '2090-01-01', '--until', '2090-12-31'), 0,
     ['van 01-01-2090 tot en met 31-12-2090'], []),
    ('not yet', check('carl'), 1, ['[right.not-yet]'], []),
    ('now, and longer than that', grant('jan', 'carl'), 0, ['   -  recht', '   +  recht'], []),
    ('its last day', revoke('bob', 'carl', '--until', '2091-03-01'), 0, ['   ~  recht', '01-03-2091'], []),
    ('until then it opens', check('carl'), 0, ['TOEGELATEN'], []),
    ('blocked', change('suspend', 'an', 'carl', '--eloket', 'counter'), 0, ['geblokkeerd'], []),
    ('whatever he has', check('carl'), 1, ['[suspension.live]'], []),
    ('lifted', change('resume', 'an', 'carl', '--eloket', 'counter'), 0, ['niet meer geblokkeerd'], []),
    ('and open', check('carl'), 0, ['TOEGELATEN'], []),
    ('today is now', revoke('an', 'carl', '--from', today(), eloket='federal'), 0, ['GEDAAN'], []),
    ('dismissed', change('dismiss', 'an', 'bob'), 0, ['GEDAAN'], []),
    ('the last one, by himself', change('dismiss', 'an', 'an', '--lang', 'de'), 0, ['ERLEDIGT', '[appointment.last]'], []),
    ('who is one no longer', grant('an', 'bob'), 1, ['[appointment.ended]'], []),
    ('with the context that is demanded', grant('jan', 'bob', '--context', "x'; DROP TABLE toegang_btb; --", eloket='scoped'),
     0, ['DROP TABLE'], []),
    ('which did nothing', listed('htb'), 0, ['geen'], []),
    # lists
    ('holders', listed('holders'), 0, ["'enter' op counter", "'enter' op scoped", '~'], []),
    ('rights', listed('rights', '--holder', '@carl', '--lang', 'en'), 0, ['Rights of 00.01.01-***.**', "'enter' on counter"], []),
    ('organisations', listed('organisations', '--holder', '@jan'), 0, ['wettelijk vertegenwoordiger (functie 10007)'], []),
    ('to look at', listed('review'), 0, ['[grantor.left]'], []),
    ('of another e-counter than there are', listed('holders', '--eloket', 'countr'), 2, [], ['counter']),
    ('a page of nothing', listed('holders', '--limit', '0'), 2, [], ['--limit']),
    ('after no row', listed('holders', '--after', '0' * 32), 2, [], ['[list.cursor]']),
    # usage
    ('an e-counter that is none', grant('jan', 'bob', eloket='conter'), 2, [], ['[eloket.unknown]', 'counter']),
    ('a right that is none', grant('jan', 'bob', right='entr'), 2, [], ['[right.unknown]', 'enter']),
    ('no context', grant('jan', 'bob', eloket='scoped'), 2, [], ['[act.context]']),
    ('yesterday', grant('jan', 'bob', '--from', '2020-01-01'), 2, [], ['[act.begin]']),
    ('in 1970', grant('jan', 'bob', '--from', '1970-01-01T00:00:00Z'), 2, [], ['[act.begin]']),
    ('an end before its begin', grant('jan', 'bob', '--from', '2090-01-02', '--until', '2090-01-01'), 2, [], ['[act.end]']),
    ('a day that is none', grant('jan', 'bob', '--from', '2090-02-30'), 2, [], ["'2090-02-30'"]),
    ('no blocks there', change('suspend', 'jan', 'bob', '--eloket', 'federal'), 2, [], ['[act.blocks]', 'blocks: yes']),
    ('another role', change('appoint', 'jan', 'bob', '--role', 'boss'), 2, [], ['htb']),
    ('another moment than now', grant('jan', 'bob', '--at', '2020-01-01T00:00:00Z'), 2, [], ['--at']),
    ('nobody', ['grant', *grant('jan', 'bob')[1:3], *grant('jan', 'bob')[5:]], 2, [], ['--as-saml', '--as-jwt', '--as']),
    ('two ways', grant('jan', 'bob', '--as-jwt', 'x'), 2, [], ['--as-saml', '--as-jwt', '--as']),
    ('a number that is none', change('appoint', 'bad', 'bob'), 2, [], ['[rrn.checksum]']),
    ('a register that takes none', grant('jan', 'bob', config='read-only.yaml'), 2, [], ['[directory.read-only]']),
    # words
    ('which list', ['list'], 2, [], ['htb, holders, rights, organisations, review']),
    ('a list that is none', ['list', 'htbs'], 2, [], ["'list htb'"]),
    ('what there is', ['list', '--help'], 0, ['list review'], []),
    ('help of two words', ['list', 'rights', '--help'], 0, ['toegang list rights', '--holder', 'Exit status'], []),
    # a directory that does not answer
    ('KBO is down', grant('jan', 'bob', config='down.yaml'), 3, ['NIETS GEWIJZIGD', 'ONBESLIST'], []),
    ('no schema', grant('jan', 'bob', config='new.yaml'), 3, ['[directory.schema]'], []),
    ('a list without its register', ['list', 'htb', '--config', 'new.yaml', '--organisation', '0999.999.922'], 3, [],
     ['[directory.schema]']),
]


def migrate(config):
    ran = run(['directory', 'migrate', '--config', config])
    assert ran.returncode == 0, ran.stderr


def make_world():
    for name, number in AS.items():
        write(name, number + '\n')
    write('bad', '85.07.30-033.29\n')
    write('kbo.yaml', f'functions: [{{holder: "{JAN}", organisation: "0999.999.922", code: "10007", from: 2019-03-01}}]\n')
    write('toegang.yaml', CONFIG)
    write('down.yaml', CONFIG.replace('yaml:kbo.yaml', 'yaml:absent.yaml'))
    write('new.yaml', CONFIG.replace('sqlite:office.db', 'sqlite:new.db'))
    write('read-only.yaml', CONFIG.replace('gebruikersbeheer: "sqlite:office.db"', 'gebruikersbeheer: "yaml:kbo.yaml"'))
    write('audit.key', os.urandom(32).hex() + '\n')
    os.chmod('audit.key', 0o600)
    write('idp.xml', forge('--metadata'))
    write('jwks.json', forge('--jwks', 'idp'))
    for name in ('toegang.yaml', 'new.yaml'):
        migrate(name)
    with sqlite3.connect('new.db') as connection:
        connection.execute('UPDATE toegang_schema SET version = 99')


def instant(seconds):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(time.time() + seconds))


def sign_in(tap):
    """Who acts, by an assertion: a token and a response of this very minute, and ones of long ago."""
    now = int(time.time())
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support', 'templates', 'id.json'),
              encoding='utf-8') as file:
        claims = json.load(file)
    claims.update(exp=now + 300, iat=now - 5, nbf=now - 5, auth_time=now - 10, jti='j-now')
    write('claims.json', json.dumps(claims))
    write('now.jwt', forge('--token', './claims.json'))
    claims.update(exp=now - 3000, iat=now - 5000, nbf=now - 5000)
    write('claims.json', json.dumps(claims))
    write('old.jwt', forge('--token', './claims.json'))
    times = {'issue-instant': instant(-5), 'not-before': instant(-10), 'not-on-or-after': instant(200),
             'authn-instant': instant(-20), 'session-end': instant(3000)}
    write('now.xml', forge(*[word for name, value in times.items() for word in ('--set', f'{name}={value}')]))
    write('old.xml', forge())
    words = ['--to', '@bob', '--organisation', '0999.999.922', '--eloket', 'counter', '--right', 'leave']
    by = lambda *who: ['grant', '--config', 'toegang.yaml', *who, *words]  # noqa: E731
    rows = [('a token', by('--as-jwt', 'now.jwt', '--nonce', claims['nonce']), 0, ['GEDAAN', 'https://op.example'], []),
            ('a token that was used', by('--as-jwt', '@now.jwt', '--nonce', 'x'), 1, ['GEWEIGERD', '[jwt.nonce]'], []),
            ('an old token', by('--as-jwt', 'old.jwt', '--nonce', claims['nonce']), 1, ['[jwt.expired]'], []),
            ('a response', by('--as-saml', 'now.xml', '--in-response-to', cli.REQUEST), 0, ['WAS AL ZO', 'https://idp.example/saml'], []),
            ('to another request', by('--as-saml', 'now.xml', '--in-response-to', '_x'), 1, ['[saml.in-response-to]'], []),
            ('a response without a request', by('--as-saml', 'now.xml'), 2, [], ['--in-response-to']),
            ('an old response', by('--as-saml', 'old.xml', '--in-response-to', cli.REQUEST), 1, ['GEWEIGERD'], [])]
    for name, arguments, status, out, err in rows:
        tap.case('by ' + name, problems(arguments, status, out, err))
    answer = json.loads(run([*by('--as-jwt', 'old.jwt', '--nonce', claims['nonce']), '--json']).stdout)
    tap.case('json: a refused sign-in', '' if answer['done'] is False and answer['changes'] == []
             and answer['decision']['context']['check'] == 'jwt.expired' else str(answer))


def json_shape(tap):
    answer = json.loads(run([*grant('jan', 'an', right='leave'), '--json']).stdout)
    fact = answer['changes'][0]['after']
    tap.case('json: done', '' if answer['done'] and answer['effect'] == 'done' and answer['ground'] == 'legal-representative'
             and answer['changes'][0]['before'] is None and fact['holder'] == '90.01.01-***.**' and fact['code'] == 'leave'
             and fact['granted_as'] == 'legal-representative' and answer['decision']['decision'] is True else str(answer))
    answer = json.loads(run([*grant('jan', 'an', right='leave'), '--json']).stdout)
    tap.case('json: already', '' if answer['done'] and answer['effect'] == 'already' and answer['changes'] == []
             and answer['standing']['code'] == 'leave' else str(answer))
    answer = json.loads(run([*grant('carl', 'an'), '--json']).stdout)
    tap.case('json: refused', '' if not answer['done'] and answer['effect'] == 'none' and answer['changes'] == []
             and answer['decision']['context']['check'] == 'representation.absent' else str(answer))
    whole = json.loads(run([*listed('holders'), '--json']).stdout)
    pages, after = [], []
    while True:
        page = json.loads(run([*listed('holders', '--limit', '1', *after), '--json']).stdout)
        pages += page['rows']
        if not page['next']:
            break
        after = ['--after', page['next']]
    tap.case('json: pages are the whole', '' if pages == whole['rows'] and len(pages) > 2 else str(pages))
    handle = whole['rows'][0]['handle']
    tap.case('a handle of a list names a person', problems(
        change('suspend', 'jan', 'bob', '--eloket', 'counter')[:5] + ['--to', handle, '--organisation', '0999.999.922',
                                                                       '--eloket', 'counter'], 0, ['geblokkeerd'], []))


def kept():
    """Contexts of the rights in the store; nothing half there."""
    with sqlite3.connect('killed.db') as connection:
        rows = connection.execute("SELECT context, holder, code, granted_by, from_at, granted_at FROM toegang_gebruikersbeheer").fetchall()
    assert all(len(row[1]) == 11 and row[2] == 'enter' and row[3] == '85073003328' and row[4] == row[5] for row in rows), rows
    assert len({row[0] for row in rows}) == len(rows), 'a grant twice'
    return {int(row[0]) for row in rows}


def time_to_first():
    """How long a process takes to its first grant on this machine, so that kills fall before it and after it."""
    with open('killed.yaml', encoding='utf-8') as file:
        write('timed.yaml', file.read().replace('killed.', 'timed.'))
    migrate('timed.yaml')
    began = time.monotonic()
    process = subprocess.Popen([TOOL, 'timed.yaml', '0'], stdout=subprocess.PIPE)
    process.stdout.readline()
    process.kill()
    process.communicate()
    return time.monotonic() - began


def killed(tap):
    write('killed.yaml', CONFIG.replace('office.db', 'killed.db').replace('audit.log', 'killed.log').replace('scoped: {right: enter, context: required}', 'x: {}'))
    migrate('killed.yaml')
    acknowledged, first, lost, dead, start = set(), 0, [], 0, time_to_first()
    began = time.monotonic()
    for turn in range(KILLS):
        process = subprocess.Popen([TOOL, 'killed.yaml', str(first)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # Every fourth one is killed after it acknowledged one; the others at any moment.
        begun = process.stdout.readline() if turn % 4 == 0 else b''
        time.sleep(random.uniform(0, 0.05 if begun else 1.5 * start + 0.05))
        process.kill()
        out, err = process.communicate()
        out = begun + out
        if err:
            lost.append(err.decode())
        said = {int(line) for line in out.split(b'\n')[:-1]}
        acknowledged |= said
        dead += process.returncode == -9
        first = max(acknowledged | {first}) + 2
    there = kept()
    spare = len(there - acknowledged)
    tap.note(f'{KILLS} kills, {len(acknowledged)} grants, {spare} kept and not acknowledged, {time.monotonic() - began:.1f} s')
    tap.case('each was killed, and none failed before', lost + ([] if dead == KILLS else [str(dead)]))
    tap.case('every grant that was acknowledged is there', sorted(acknowledged - there))
    tap.case('and of each process at most one more', '' if spare <= KILLS and len(acknowledged) >= KILLS // 10 else f'{spare} {len(acknowledged)}')
    tap.case('the trail is whole', problems(['audit', 'verify', '--config', 'killed.yaml'], 0, [''], []))
    with sqlite3.connect('killed.db') as connection:
        lines = connection.execute("SELECT count(*) FROM toegang_trail WHERE line LIKE '%grant%'").fetchone()[0]
    tap.case('a line for each change', '' if lines == len(there) else f'{lines} lines, {len(there)} grants')


def at_once(arguments, times=4):
    """The effects of the same command by several processes at the same moment."""
    env = {**os.environ, 'XDG_STATE_HOME': os.path.abspath('state')}
    processes = [subprocess.Popen([cli.PROGRAM, *arguments, '--json'], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
                 for _ in range(times)]
    said = [process.communicate() for process in processes]
    return sorted(json.loads(out)['effect'] if out else err.decode() for out, err in said)


def several(tap, store, source):
    """Several processes that share a store."""
    config = f'{store}.yaml'
    write(config, CONFIG.replace('sqlite:office.db', source).replace('sqlite:federal.db', source).replace('audit.log', store + '.log'))
    migrate(config)
    one = ['already', 'already', 'already', 'done']
    for name, arguments in [('appointed', change('appoint', 'jan', 'an', config=config)), ('granted', grant('an', 'carl', config=config)),
                            ('revoked', revoke('jan', 'carl', config=config)), ('granted again', grant('jan', 'carl', config=config)),
                            ('blocked', change('suspend', 'an', 'carl', '--eloket', 'counter', config=config)),
                            ('dismissed', change('dismiss', 'an', 'an', config=config))]:
        effects = at_once(arguments)
        # One whose second is the one before ends what ended a second sooner; who dismissed himself is nobody any more.
        ends = {'revoked': {'done', 'already'}, 'dismissed': {'done', 'already', 'none'}}.get(name)
        good = effects == one or (ends and 'done' in effects and set(effects) <= ends)
        tap.case(f'{store}: {name} by four processes at once', '' if good else str(effects))
    tap.case(f'{store}: its trail is whole', problems(['audit', 'verify', '--config', config], 0, [''], []))


def on_postgresql(tap):
    if 'postgresql' not in run(['--version']).stdout or not programs():
        tap.skip('several processes on PostgreSQL', 'no PostgreSQL: sudo apt-get install libpq-dev postgresql')
        return
    with tempfile.TemporaryDirectory(dir='/tmp') as folder:
        server = Server(folder)
        try:
            server.start()
            several(tap, 'postgresql', f'postgresql:///postgres?host={folder}&user=postgres')
        finally:
            server.stop()


def main():
    with tempfile.TemporaryDirectory(dir='/tmp') as folder:
        os.chdir(folder)
        if 'sqlite' not in run(['--version']).stdout:
            skip_all('built without SQLite: sudo apt-get install libsqlite3-dev')
        tap = Tap()
        make_world()
        for name, arguments, status, out, err in ROWS:
            tap.case(name, problems(arguments, status, out, err))
        sign_in(tap)
        json_shape(tap)
        several(tap, 'sqlite', 'sqlite:several.db')
        on_postgresql(tap)
        killed(tap)
        os.chdir('/')
        tap.end()


main()
