#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""directory migrate, import, export and status, with stores as they are: SQLite, and a PostgreSQL of the test's own."""
import csv
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', '..', 'support'))
sys.path.insert(0, os.path.join(HERE, '..', 'replay'))
from server import Server, programs  # noqa: E402
from tap import Tap, skip_all  # noqa: E402

PROGRAM, ADAPTERS = os.path.abspath(sys.argv[1]), sys.argv[2].split()
NUMBER = re.compile(r'\d\d\.?\d\d\.?\d\d-?\d\d\d\.?\d\d')
MANY = 300000
ONE, TWO = '0999.999.922', '0884.303.369'
HEAD = 'holder,organisation,code,from,until\n'
CONFIG = '''directories: {{kbo: "{0}", btb: "{0}", gebruikersbeheer: "{0}"}}
e-lokets: {{walk-in: {{legal-representative: automatic}}}}
'''

tap = Tap()


def rrn(number):
    """A national number for every number below half a million."""
    year, month, day, order = 40 + number % 50, 1 + number // 50 % 12, 1 + number // 600 % 28, 1 + number // 16800
    digits = f'{year:02}{month:02}{day:02}{order:03}'
    return f'{year:02}.{month:02}.{day:02}-{order:03}.{97 - int(digits) % 97:02}'


def kbo(number):
    return f'0{(2000000 + number):07}{97 - (2000000 + number) % 97:02}'


def function(number, code='10007', organisation=None):
    return f'{rrn(number)},{organisation or kbo(number // 3)},{code},2019-0{1 + number % 9}-01,\n'


def write(name, content):
    with open(name, 'w', encoding='utf-8') as file:
        file.write(content)


def command(word, *rest, **settings):
    return [PROGRAM, 'directory', word, '--config', settings.get('config', 'toegang.yaml'), *rest]


def run(word, *rest, code=0, stdout=(), stderr=(), clean=True, **settings):
    """What is wrong with how it ended and what it said."""
    limits = {name: settings[name] for name in ('preexec_fn', 'restore_signals', 'user') if name in settings}
    ran = subprocess.run(command(word, *rest, **settings), capture_output=True, text=True, check=False, **limits)
    run.last = ran
    problems = [f'exit {ran.returncode}, not {code}: {ran.stderr or ran.stdout}'] if ran.returncode != code else []
    problems += [f'{text!r} not in {ran.stdout!r}' for text in stdout if text not in ran.stdout]
    problems += [f'{text!r} not in {ran.stderr!r}' for text in stderr if text not in ran.stderr]
    if clean and NUMBER.search(ran.stdout + ran.stderr):
        problems.append('a national number in clear')
    return problems


def lines():
    """The JSON objects of the last run, one a line."""
    return [json.loads(line) for line in run.last.stdout.splitlines()]


def load(name, *rest, register='kbo', **expected):
    return run('import', '--register', register, name, *rest, **expected)


def held(register='kbo'):
    """The rows of a register, as it is exported."""
    problems = run('export', '--register', register, 'held.csv')
    if problems:
        return problems
    with open('held.csv', encoding='utf-8', newline='') as file:
        return sorted((row['holder'], row['organisation'].replace('.', ''), row['code'], row['from'])
                      for row in csv.DictReader(file))


def rows_of(content):
    return sorted((holder, organisation.replace('.', ''), code, since)
                  for holder, organisation, code, since, _ in (line.split(',') for line in content.splitlines()[1:]))


def same(register, content):
    found, expected = held(register), rows_of(content)
    return [] if found == expected else [f'{len(found)} rows, not the {len(expected)} of the file: {found[:1]} {expected[:1]}']


def begun(name, percent, *rest):
    """An import that is at least so far."""
    process = subprocess.Popen(command('import', '--register', 'kbo', name, '--json', *rest), stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    for line in process.stdout:
        event = json.loads(line)
        if event['event'] == 'progress' and event['percent'] >= percent:
            break
    return process


def killed(process):
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return [] if process.returncode == -signal.SIGKILL else [f'it had ended before: {process.returncode}']


# ---- schema ----

def schema(store):
    tap.case(f'{store}: nothing is imported before the schema is made', load('small.csv', code=3, stderr=['[directory.']))
    tap.case(f'{store}: status says so', run('status', code=3, stdout=['antwoordt niet', 'kbo', '[directory.']))
    tap.case(f'{store}: the schema is made, once for three registers',
             run('migrate', stdout=['kbo, btb, gebruikersbeheer', 'gemaakt']) +
             ([] if run.last.stdout.count('\n') == 1 else ['more than one line']))
    tap.case(f'{store}: again is nothing', run('migrate', '--lang', 'en', stdout=['nothing to do']))
    tap.case(f'{store}: of one register', run('migrate', '--register', 'btb', '--json', stdout=['"done":true']))
    tap.case(f'{store}: a register that is not there', run('migrate', '--register', 'rollenbeheer', code=2,
                                                          stderr=['[directory.read-only]', 'rollenbeheer']))


# ---- rows ----

GOOD = HEAD + function(1) + function(2, '10002') + function(3, '10006')
BAD = HEAD + function(1) + '85.07.30-033.29,0999.999.922,10007,,\n' + 'x\n' + function(2)[:-1] + '2018-01-01\n' + function(3)


def rows(store):
    tap.case(f'{store}: a good file', load('good.csv', stdout=['kbo: 3 feiten geladen uit good.csv', 'Stand van']) + same('kbo', GOOD))
    tap.case(f'{store}: rows that are none are told and left out',
             load('bad.csv', '--lang', 'en', stdout=['2 facts'], stderr=['3 rows are no facts', 'bad.csv:3: holder:', '[rrn.checksum]',
                                                                    'bad.csv:4:', '[csv.fields]', 'bad.csv:5:', '[fact.period]']) +
             same('kbo', HEAD + function(1) + function(3)))
    tap.case(f'{store}: as JSON, every one of them', load('bad.csv', '--json') +
             ([] if [(event['event'], event.get('line'), event.get('check')) for event in lines() if event['event'] != 'progress'] ==
              [('reject', 3, 'rrn.checksum'), ('reject', 4, 'csv.fields'), ('reject', 5, 'fact.period'), ('import', None, None)]
              else [run.last.stdout]))
    many = HEAD + function(1) + 'x,,,,\n' * 30
    write('rejects.csv', many)
    tap.case(f'{store}: only the first twenty are shown', load('rejects.csv', stderr=['30 rijen', 'rejects.csv:22:', 'en nog 10']) +
             (['too many'] if 'rejects.csv:23:' in run.last.stderr else []))
    for name, content, code, check in (
            ('none.csv', HEAD + 'x,,,,\n', 1, 'import.nothing'), ('column.csv', 'holder,organization,code\n', 2, 'import.column'),
            ('quote.csv', GOOD + '"\n', 2, 'csv.quote'), ('empty.csv', '', 2, 'import.column'), ('a.txt', GOOD, 2, 'import.name'),
            ('tree.yaml', 'functions: [', 2, 'yaml.syntax'), ('other.yaml', 'appointments: []\nfunctoins: []\n', 2, 'fact.key')):
        write(name, content)
        tap.case(f'{store}: {name} changes nothing', load(name, code=code, stderr=[f'[{check}]']) +
                 same('kbo', HEAD + function(1)))
    tap.case(f'{store}: a file that is not there', load('absent.csv', code=3, stderr=['[file.absent]']))
    tap.case(f'{store}: a register that is misspelt', load('good.csv', register='kbbo', code=2, stderr=["bedoelde u 'kbo'?"]))
    tap.case(f'{store}: functions are no rights', load('good.csv', register='gebruikersbeheer', code=1, stderr=['[fact.eloket]', '[import.nothing]']))
    tap.case(f'{store}: how old it is', load('good.csv', '--as-of', '2020-02-29', stdout=['Stand van 29-02-2020.']))
    tap.case(f'{store}: and is not', load('good.csv', '--as-of', 'gisteren', code=2))
    write('empty.csv', HEAD)
    tap.case(f'{store}: an empty register', load('empty.csv', stdout=['0 feiten']) + same('kbo', HEAD))


# ---- many rows ----

def many_rows(store):
    tap.case(f'{store}: {MANY} rows', load('many.csv', stdout=['300 000 feiten']) + same('kbo', CONTENT))
    load('good.csv')
    problems = killed(begun('many.csv', 40))
    tap.case(f'{store}: killed in the middle, the old register is there', problems + same('kbo', GOOD))
    tap.case(f'{store}: it goes on where it was', load('many.csv', '--lang', 'en', stdout=['300 000 facts'], stderr=['goes on after row']) +
             same('kbo', CONTENT))
    load('good.csv')
    problems = killed(begun('some.csv', 60))
    other = SOME.replace(',10007,', ',10006,')
    write('some.csv', other)
    tap.case(f'{store}: another file of that name begins anew', problems + load('some.csv', '--lang', 'en') +
             (['it went on'] if 'goes on' in run.last.stderr else []) + same('kbo', other))
    write('some.csv', SOME)


def represented():
    ran = subprocess.run([PROGRAM, 'represent', '--config', 'toegang.yaml', '--organisation', ONE, '--json'], capture_output=True,
                         text=True, check=False)
    return (ran.returncode, ran.stdout.count('"legal-representative"'))


def readers(store):
    """Who reads meanwhile sees the two representatives of the old register, then the five of the new one."""
    write('old.csv', HEAD + ''.join(function(number, organisation=ONE) for number in (1, 2)))
    write('new.csv', HEAD + function(11, organisation=ONE) + ''.join(map(function, range(100, 60000))) +
          ''.join(function(number, organisation=ONE) for number in (12, 13, 14, 15)))
    problems, seen, done = load('old.csv'), [], threading.Event()

    def read():
        while not done.is_set():
            seen.append(represented())
    reader = threading.Thread(target=read)
    reader.start()
    problems += load('new.csv')
    done.set()
    reader.join()
    seen.append(represented())
    if set(seen) - {(0, 2), (0, 5)} or seen[0] != (0, 2) or seen[-1] != (0, 5) or seen != sorted(seen):
        problems.append(f'seen: {seen[:5]} … {seen[-5:]}')
    tap.note(f'{store}: {len(seen)} readings')
    tap.case(f'{store}: readers see the old register, then the new one, never a half', problems)


# ---- there and back ----

RIGHTS = ('kind,holder,organisation,eloket,code,context,from,until,granted-by,granted-at,granted-as,source,as-of\n'
          f'right,{rrn(1)},{ONE},wse,"a, ""b""",=1+1,2019-03-01,2030-12-31,{rrn(2)},2019-02-28T23:59:59Z,htb,elsewhere,2020-01-01T00:00:00Z\n'
          f'right,{rrn(1)},,wse,café é \\ \'x\' # y: [z],+1,2019-03-01T10:00:01Z,,,,,,2020-01-01T00:00:00Z\n'
          f'suspension,{rrn(3)},ovo:OVO000001,wse,,,2020-01-01,2020-01-01,,,,elsewhere,2020-01-01T00:00:00Z\n')


def exported(name):
    problems = run('export', '--register', 'gebruikersbeheer', name)
    with open(name, encoding='utf-8') as file:
        return problems, file.read()


def there_and_back(store):
    write('rights.csv', RIGHTS)
    tap.case(f'{store}: texts with commas, quotes and formulas', load('rights.csv', register='gebruikersbeheer', stdout=['3 feiten', '01-01-2020']))
    problems, first = exported('first.csv')
    tap.case(f'{store}: written for its owner only', problems + ([] if os.stat('first.csv').st_mode & 0o777 == 0o600 else ['others may read it']))
    problems = load('first.csv', register='gebruikersbeheer', stdout=['3 feiten', '01-01-2020'])
    again, second = exported('second.csv')
    tap.case(f'{store}: CSV there and back', problems + again + ([] if sorted(first.splitlines()) == sorted(second.splitlines()) else [first, second]))
    problems, _ = exported('first.yaml')
    problems += load('first.yaml', register='gebruikersbeheer', stdout=['3 feiten', '01-01-2020'])
    again, second = exported('second.csv')

    def without_source(text):
        return sorted(tuple(value for name, value in row.items() if name != 'source') for row in csv.DictReader(text.splitlines()))
    tap.case(f'{store}: YAML there and back', problems + again + ([] if without_source(first) == without_source(second) else [first, second]))
    tap.case(f'{store}: YAML for another register', load('first.yaml', register='btb', code=1, stderr=['[import.nothing]']))


# ---- what goes wrong ----

def small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000))


def faults(store):
    load('some.csv')
    write('kept.csv', 'kept\n')
    full = run('export', '--register', 'kbo', 'kept.csv', code=3, stderr=['[file.write]'], preexec_fn=small_files, restore_signals=False)
    with open('kept.csv', encoding='ascii') as file:
        full += [] if file.read() == 'kept\n' else ['the old file is gone']
    tap.case(f'{store}: a full disk leaves the old file, and no other', full + [name for name in os.listdir('.') if '.new' in name])
    tap.case(f'{store}: no such folder', run('export', '--register', 'kbo', 'absent/x.csv', code=3, stderr=['[file.write]']))
    tap.case(f'{store}: neither form', run('export', '--register', 'kbo', 'x.txt', code=2, stderr=['[import.name]']))
    load('good.csv')


def sqlite_faults():
    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, 2 << 20))
    write('toegang.yaml', CONFIG.format('sqlite:full.db'))
    tap.case('sqlite: a full disk changes nothing', run('migrate') + load('good.csv') +
             load('many.csv', code=3, stderr=['[directory.store]'], preexec_fn=full, restore_signals=False) + same('kbo', GOOD) +
             load('some.csv') + same('kbo', SOME))
    write('toegang.yaml', CONFIG.format('sqlite:sqlite.db'))
    if os.getuid() == 0:
        os.chmod('.', 0o755)
        os.chmod('sqlite.db', 0o444)
        tap.case('sqlite: a file that may only be read', load('good.csv', code=3, stderr=['[directory.'], user=65534))
        os.chmod('sqlite.db', 0o644)
    shutil.copy('sqlite.db', 'later.db')
    import sqlite3
    with sqlite3.connect('later.db') as database:
        database.execute('UPDATE toegang_schema SET version = version + 1')
    write('later.yaml', CONFIG.format('sqlite:later.db'))
    tap.case('sqlite: a schema of a later library is left as it is', run('migrate', config='later.yaml', code=3, stderr=['[directory.schema]']) +
             load('good.csv', config='later.yaml', code=3, stderr=['[directory.schema]']))
    write('absent.yaml', CONFIG.format('sqlite:absent/x.db'))
    tap.case('sqlite: a folder that is not there', run('migrate', config='absent.yaml', code=3, stderr=['kbo, btb, gebruikersbeheer (sqlite:absent/x.db)']))
    write('tree.yaml', 'directories: {kbo: "yaml:tree.yaml"}\ne-lokets: {a: {legal-representative: automatic}}\n')
    tap.case('a YAML directory has no schema', run('migrate', config='tree.yaml', stdout=['niets te doen']) +
             run('migrate', '--register', 'kbo', config='tree.yaml', code=2, stderr=['[directory.read-only]']) +
             load('good.csv', config='tree.yaml', code=2, stderr=['[directory.read-only]']))


def status(store):
    load('good.csv')
    tap.case(f'{store}: status of every register', run('status', stdout=['kbo', 'btb', 'gebruikersbeheer', '3']))
    tap.case(f'{store}: status as JSON', run('status', '--json') +
             [f'{line}' for line in lines() if not line['good'] or line['details']['adapter'] != store or line['details']['schema'] == '0'] +
             [f'{line}' for line in lines() if line['register'] == 'kbo' and line['details']['facts'] != '3'])


def audited(store, source):
    """The trail has a line of the import, and none of one that failed."""
    write('audit.key', '5a' * 32 + '\n')
    os.chmod('audit.key', 0o600)
    write('audited.yaml', CONFIG.format(source) + 'audit: {{file: audit-{0}.log, key: audit.key}}\n'.format(store))
    problems = load('good.csv', config='audited.yaml') + load('none.csv', config='audited.yaml', code=1)
    shown = subprocess.run([PROGRAM, 'audit', 'show', '--config', 'audited.yaml', '--json'], capture_output=True, text=True, check=False)
    told = [line for line in shown.stdout.splitlines() if 'facts of' in line]
    if len(told) != 1 or 'kbo: 3 facts of good.csv, 0 rejected, 0 of other registers' not in told[0]:
        problems.append(shown.stdout + shown.stderr)
    tap.case(f'{store}: the trail tells of an import that was kept', problems)


def two_at_once(store):
    """Of two imports of one register one ends; the register is one of the two files, whole."""
    first = begun('many.csv', 30)
    second = run('import', '--register', 'kbo', 'some.csv', code=0)
    first.communicate()
    found = held()
    tap.case(f'{store}: two imports at once', [] if found in (rows_of(CONTENT), rows_of(SOME)) else [f'{len(found)} rows', second])
    load('good.csv')


def terminal(store):
    """On a terminal there is one line, which is written again."""
    code, out = os.openpty()
    process = subprocess.Popen(command('import', '--register', 'kbo', 'some.csv'), stdout=subprocess.DEVNULL, stderr=out)
    os.close(out)
    seen = b''
    try:
        while chunk := os.read(code, 4096):
            seen += chunk
    except OSError:
        pass
    process.wait()
    text = seen.decode()
    tap.case(f'{store}: one line on a terminal', ([] if re.search(r'\r\x1b\[Ksome\.csv  \d+ %  .* rijen  .*/s  nog \d\d:\d\d', text) else [repr(text)]) +
             (['line feeds'] if '\n' in text else []) + ([] if text.endswith('\r\x1b[K') else [repr(text[-80:])]))


def with_store(store, source):
    write('toegang.yaml', CONFIG.format(source))
    for part in (schema, rows, many_rows, readers, there_and_back, faults, status, two_at_once, terminal):
        part(store)
    audited(store, source)


CONTENT = HEAD + ''.join(map(function, range(MANY)))
SOME = HEAD + ''.join(map(function, range(MANY // 4)))
with tempfile.TemporaryDirectory(prefix='toegang-exchange-', dir='/tmp') as folder:
    os.chdir(folder)
    for name, content in (('small.csv', GOOD), ('good.csv', GOOD), ('bad.csv', BAD), ('many.csv', CONTENT), ('some.csv', SOME)):
        write(name, content)
    if 'sqlite' in ADAPTERS:
        with_store('sqlite', 'sqlite:sqlite.db')
        sqlite_faults()
    else:
        tap.skip('sqlite', 'build with -Dsqlite=enabled')
    if 'postgresql' in ADAPTERS and programs():
        os.mkdir('server')
        server = Server(os.path.join(folder, 'server'))
        os.chmod('.', 0o755)
        try:
            server.start()
            with_store('postgresql', f'postgresql:///postgres?host={folder}/server&user=postgres')
        finally:
            server.stop()
    else:
        tap.skip('postgresql', 'install postgresql, and build with -Dpostgresql=enabled')
    os.chdir('/')
tap.end()
