#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""KBO Open Data: imported, asked and shown, with stores as they are: SQLite, and a PostgreSQL of the test's own."""
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', '..', 'support'))
sys.path.insert(0, os.path.join(HERE, '..', 'replay'))
from server import Server, programs  # noqa: E402
from tap import Tap  # noqa: E402

PROGRAM, ADAPTERS = os.path.abspath(sys.argv[1]), sys.argv[2].split()
MANY = 60000
ONE, TWO, THREE, SHOP = '0999.999.922', '0884.303.369', '0200.065.765', '2.000.000.339'
PERSON = '85.07.30-033.28'
NOBODY = {'nl': 'geen functiehouders', 'en': 'no function holders', 'fr': 'pas de titulaires de fonctions',
          'de': 'keine Funktionsinhaber'}
CONFIG = '''directories: {{kbo: "{0}", btb: "{0}"}}
e-lokets: {{walk-in: {{legal-representative: automatic}}}}
'''
META = '"Variable","Value"\n"SnapshotDate","30-10-2026"\n"ExtractTimestamp","01-11-2026 06:00:00"\n"ExtractType","full"\n' \
       '"ExtractNumber","150"\n"Version","1.0.0"\n'
ENTERPRISES = '"EnterpriseNumber","Status","JuridicalSituation","TypeOfEnterprise","JuridicalForm","JuridicalFormCAC","StartDate"\n'
ESTABLISHMENTS = '"EstablishmentNumber","StartDate","EnterpriseNumber"\n'
NAMES = '"EntityNumber","Language","TypeOfDenomination","Denomination"\n'
FUNCTIONS = 'holder,organisation,code\n' + ''.join(f'{PERSON},{number},10007\n' for number in (ONE, TWO, THREE))

tap = Tap()


def enterprise(number, situation='000', status='AC'):
    return f'"{number}","{status}","{situation}","2","014",,"09-08-1960"\n'


def name(number, text, language=2, kind='001'):
    text = text.replace('"', '""')
    return f'"{number}","{language}","{kind}","{text}"\n'


def kbo(number):
    digits = f'{2000000 + number:08}{97 - (2000000 + number) % 97:02}'
    return f'{digits[:4]}.{digits[4:7]}.{digits[7:]}'


FILES = {'meta.csv': META, 'code.csv': '"Category","Code","Language","Description"\n"Status","AC","NL","Actief"\n',
         'enterprise.csv': ENTERPRISES + enterprise(ONE) + enterprise(TWO, '050'),
         'establishment.csv': ESTABLISHMENTS + f'"{SHOP}","01-02-2001","{ONE}"\n',
         'denomination.csv': NAMES + name(ONE, 'Boulangerie "Jan, père"', 1) + name(ONE, 'Bakkerij Jan') + name(ONE, 'Bäckerei Jan', 3) +
         name(ONE, 'BJ', 2, '002') + name(TWO, 'Sans langue', 0) + name(SHOP, 'De winkel', 2, '003') + name('9.000.000.001', 'Branch', 4, '001')}


def write(path, content):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(content)


def published(folder, **changed):
    """A folder as it is published; a file that is None is not there."""
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    for path, content in {**FILES, **{f'{path}.csv': content for path, content in changed.items()}}.items():
        if content is not None:
            write(os.path.join(folder, path), content)
    return folder


def run(*words, code=0, stdout=(), stderr=(), without=(), config='toegang.yaml'):
    """What is wrong with how it ended and what it said."""
    ran = subprocess.run([PROGRAM, *words, '--config', config], capture_output=True, text=True, check=False)
    run.last = ran
    problems = [f'exit {ran.returncode}, not {code}: {ran.stderr or ran.stdout}'] if ran.returncode != code else []
    problems += [f'{text!r} not in {ran.stdout!r}' for text in stdout if text not in ran.stdout]
    problems += [f'{text!r} not in {ran.stderr!r}' for text in stderr if text not in ran.stderr]
    return problems + [f'{text!r} in {ran.stdout!r}' for text in without if text in ran.stdout]


def load(folder, *rest, register='kbo', **expected):
    return run('directory', 'import', '--register', register, folder, *rest, **expected)


def events(which):
    return [event for event in map(json.loads, run.last.stdout.splitlines()) if event['event'] == which]


def organisations(*rest, **expected):
    return run('list', 'organisations', '--holder', '@person.txt', *rest, **expected)


def known(number, *rest):
    """The JSON row of one organisation, "" when nothing is known."""
    problems = organisations('--json', *rest)
    if problems:
        return problems
    rows = [row for row in json.loads(run.last.stdout)['rows'] if row['organisation'] == 'kbo:' + number.replace('.', '')]
    return rows[0] if len(rows) == 1 else rows


def named(expected, *rest, number=ONE):
    found = known(number, *rest)
    return [] if isinstance(found, dict) and found.get('name') == expected else [f'{found}']


# ---- what is imported ----

def good(store):
    problems = run('directory', 'import', '--register', 'kbo', 'functions.csv') + organisations(stdout=[f'{ONE}  '], without=['Open Data'])
    tap.case(f'{store}: without Open Data there are no names, and no notes', problems)
    tap.case(f'{store}: a folder as it is published', load(published('good'), stdout=['3 ondernemingen en vestigingen', '5 namen', '30-10-2026',
                                                                                    NOBODY['nl']]))
    tap.case(f'{store}: again, as JSON', load('good', '--json') + ([] if [
        (event['organisations'], event['names'], event['others'], event['facts'], event['rejected'], event['asOf'])
        for event in events('import')] == [(3, 5, 2, 0, 0, '2026-10-29T23:00:00Z')] else [run.last.stdout]))
    tap.case(f'{store}: the functions are there still', organisations(stdout=[ONE, TWO, THREE]) +
             run('directory', 'status', '--json', stdout=['"facts":"3"', '"organisations":"3"', '"organisations as of":"2026-10-29T23:00:00Z"']))
    for language, words in NOBODY.items():
        tap.case(f'{store}: nobody represents anybody by it ({language})', load('good', '--lang', language, stdout=[words]) +
                 run('directory', 'status', '--lang', language, stdout=[words]))


def names(store):
    for language, expected in (('nl', 'Bakkerij Jan'), ('fr', 'Boulangerie "Jan, père"'), ('de', 'Bäckerei Jan'), ('en', 'Bakkerij Jan')):
        tap.case(f'{store}: the name in {language}', named(expected, '--lang', language) +
                 organisations('--lang', language, stdout=[f'{ONE} {expected}  ']) +
                 run('represent', '--holder', '@person.txt', '--lang', language, stdout=[f'{ONE} {expected}  ']))
    tap.case(f'{store}: a name of which the language is not known', named('Sans langue', number=TWO))
    tap.case(f'{store}: what is not normal is noted, in four languages', [problem for language, stopped, status in (
        ('nl', 'is stopgezet', 'status AC, rechtstoestand 050'), ('en', 'was stopped', 'status AC, legal situation 050'),
        ('fr', 'a cessé', 'statut AC, situation juridique 050'), ('de', 'wurde eingestellt', 'Status AC, Rechtslage 050'))
        for problem in organisations('--lang', language, stdout=[stopped, status])])
    with open('toegang.yaml', encoding='utf-8') as file:
        source = file.readline().split('"')[1]
    write('reader.yaml', f'directories: {{kbo: {{source: "{source}", read-only: yes, connections: 1}}}}\ne-lokets: {{walk-in: {{others: with-right}}}}\n')
    tap.case(f'{store}: who only reads sees names too', organisations(config='reader.yaml', stdout=[f'{ONE} Bakkerij Jan  ']) +
             run('represent', '--holder', '@person.txt', config='reader.yaml', stdout=[f'{ONE} Bakkerij Jan  ']) +
             load('good', config='reader.yaml', code=2, stderr=['[directory.read-only]']))
    found = known(THREE)
    tap.case(f'{store}: an enterprise that is not in it has no status', [] if isinstance(found, dict) and found['status'] is None and
             found['name'] is None and found['known_as_of'] == '2026-10-29T23:00:00Z' else [f'{found}'])
    tap.case(f'{store}: what is known changes no decision', [problem for number in (ONE, TWO, THREE) for problem in run(
        'check', '--holder', '@person.txt', '--assurance', 'high', '--organisation', number, '--eloket', 'walk-in')])


def bad_rows(store):
    rows = ENTERPRISES + enterprise(ONE) + enterprise('0999.999.923') + enterprise(SHOP) + enterprise(TWO, '5') + enterprise(TWO, status='ac') + \
        f'"{TWO}","AC","000"\n' + f'"{TWO}","AC","000","2",,,"31-02-2001"\n'
    parts = ESTABLISHMENTS + f'"{ONE}","01-02-2001","{ONE}"\n' + f'"{SHOP}","01-02-2001","{SHOP}"\n' + f'"{SHOP}","2001-02-01","{ONE}"\n'
    texts = NAMES + name(ONE, 'Goed') + name(ONE, 'x', 7) + name(ONE, '') + name(ONE, 'a' * 1024) + name(ONE, 'bel\a') + \
        name(ONE, 'om\u202egekeerd', 1) + name('1', 'x') + name(ONE, 'tweede')
    published('bad', enterprise=rows, establishment=parts, denomination=texts)
    expected = [('enterprise.csv', 3, 'kbo.checksum'), ('enterprise.csv', 4, 'kbo.establishment'), ('enterprise.csv', 5, 'import.field'),
                ('enterprise.csv', 6, 'import.field'), ('enterprise.csv', 7, 'csv.fields'), ('enterprise.csv', 8, 'import.field'),
                ('establishment.csv', 2, 'establishment.series'), ('establishment.csv', 3, 'kbo.establishment'), ('establishment.csv', 4, 'import.field'),
                ('denomination.csv', 3, 'import.field'), ('denomination.csv', 4, 'import.field'), ('denomination.csv', 5, 'import.field'),
                ('denomination.csv', 6, 'import.field'), ('denomination.csv', 7, 'import.field'), ('denomination.csv', 8, 'kbo.length')]
    problems = load('bad', '--json')
    found = [(event['file'], event['line'], event['check']) for event in events('reject')] if not problems else []
    tap.case(f'{store}: rows that are none, with their file and line', problems + [f'{one}' for one in set(found) ^ set(expected)])
    tap.case(f'{store}: as sentences', load('bad', '--lang', 'en', stdout=['1 enterprises', '2 names'],
                                           stderr=['15 rows', 'enterprise.csv:3: EnterpriseNumber', 'denomination.csv:3: Language', '[import.field]']))
    tap.case(f'{store}: of two names in a language the first counts', named('Goed'))
    twice = ENTERPRISES + enterprise(ONE, '012') + enterprise(ONE, '050')
    found = load(published('twice', enterprise=twice)) or known(ONE)
    tap.case(f'{store}: of an enterprise that stands there twice the first row counts',
             [] if isinstance(found, dict) and found['situation'] == '012' else [f'{found}'])
    hostile = '85.07.30-033.28 \'); DROP TABLE toegang_organisation; -- \\N \\.'
    tap.case(f'{store}: a name is text, and a national number in it is not shown',
             load(published('hostile', denomination=NAMES + name(ONE, hostile))) +
             named(hostile.replace('033.28', '***.**')) + load('good') + named('Bakkerij Jan'))


def bad_folders(store):
    load('good')
    for path in ('enterprise', 'establishment', 'denomination', 'meta'):
        tap.case(f'{store}: {path}.csv is not there', load(published('lacks', **{path: None}), code=3, stderr=['[file.absent]', f'{path}.csv']))
    for path, column in (('enterprise', 'Status'), ('establishment', 'EnterpriseNumber'), ('denomination', 'Language')):
        content = FILES[f'{path}.csv'].replace(f'"{column}"', '"Other"', 1)
        tap.case(f'{store}: the column {column} lacks', load(published('lacks', **{path: content}), '--lang', 'en', code=2,
                                                           stderr=['[import.column]', f'column {column}', f'{path}.csv:1']))
    twice = FILES['enterprise.csv'].replace('"TypeOfEnterprise"', '"Status"')
    tap.case(f'{store}: a column stands twice', load(published('twice', enterprise=twice), code=2, stderr=['[import.column]', 'Status']))
    tap.case(f'{store}: a file without a header', load(published('empty', denomination=''), code=2, stderr=['[import.column]', 'EntityNumber']))
    tap.case(f'{store}: quotes that do not end', load(published('quote', denomination=NAMES + '"0200'), code=2, stderr=['[csv.quote]']))
    tap.case(f'{store}: an update is no whole', load(published('update', meta=META.replace('full', 'update')), code=2, stderr=['[import.extract]', 'update']))
    tap.case(f'{store}: of no day', load(published('update', meta=META.replace('30-10', '31-02')), code=2, stderr=['[import.extract]']))
    tap.case(f'{store}: not one enterprise', load(published('none', enterprise=ENTERPRISES, establishment=ESTABLISHMENTS), code=1,
                                                 stderr=['[import.nothing]']))
    tap.case(f'{store}: for another register', load('good', register='btb', code=1, stderr=['[import.open-data]', 'btb']))
    tap.case(f'{store}: and all that changed nothing', named('Bakkerij Jan') + organisations(stdout=[ONE, TWO, THREE]))


# ---- interrupted, and read meanwhile ----

def many(folder, word):
    return published(folder, enterprise=ENTERPRISES + enterprise(ONE) + ''.join(enterprise(kbo(number)) for number in range(MANY)),
                     denomination=NAMES + name(ONE, word) + ''.join(name(kbo(number), f'{word} {number}') for number in range(MANY)))


def begun(folder, percent):
    """An import that is at least so far."""
    process = subprocess.Popen([PROGRAM, 'directory', 'import', '--config', 'toegang.yaml', '--register', 'kbo', folder, '--json'],
                               stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if json.loads(line).get('percent', 0) >= percent:
            break
    return process


def killed(store):
    many('many', 'Groot')
    load('good')
    process = begun('many', 60)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    problems = [] if process.returncode == -signal.SIGKILL else ['it had ended before']
    tap.case(f'{store}: killed in the middle, the old names stay', problems + named('Bakkerij Jan'))
    problems = load('many', '--json')
    problems += [] if not problems and events('import')[0]['resumed'] > 0 else [run.last.stdout]
    tap.case(f'{store}: the next attempt goes on where it was', problems + named('Groot'))
    problems = run('directory', 'status', '--json')
    count = int(json.loads(run.last.stdout.splitlines()[0])['details']['organisations'])
    # PostgreSQL estimates.
    right = abs(count - MANY - 2) < MANY / 20 if store == 'postgresql' else count == MANY + 2
    tap.case(f'{store}: and all of it is there', problems + ([] if right else [f'{count} organisations']))


def readers(store):
    """Who reads meanwhile sees the old names, then the new ones, and nothing else."""
    load('good')
    seen, ends = [], threading.Event()

    def read():
        while not ends.is_set():
            found = known(ONE)
            seen.append(found.get('name') if isinstance(found, dict) else f'{found}')
    reader = threading.Thread(target=read)
    reader.start()
    loaded = subprocess.run([PROGRAM, 'directory', 'import', '--config', 'toegang.yaml', '--register', 'kbo', 'many'], check=False,
                            capture_output=True, text=True)
    ends.set()
    reader.join()
    seen.append(known(ONE).get('name'))
    old = [what for what in seen if what == 'Bakkerij Jan']
    right = seen == old + ['Groot'] * (len(seen) - len(old)) and old and seen[-1] == 'Groot'
    tap.case(f'{store}: a reader sees the old names, then the new', ([] if right else [f'{seen}']) + ([loaded.stderr] if loaded.returncode else []))


def audited(store, source):
    write('audit.key', '5a' * 32 + '\n')
    os.chmod('audit.key', 0o600)
    write('audited.yaml', CONFIG.format(source) + f'audit: {{file: audit-{store}.log, key: audit.key}}\n')
    problems = load('good', config='audited.yaml') + load('none', config='audited.yaml', code=1)
    problems += run('audit', 'show', '--json', config='audited.yaml', stdout=['KBO Open Data of 30-10-2026: 3 organisations and 5 names of good, 0 rejected'],
                    without=['of none'])
    tap.case(f'{store}: the trail tells of it', problems + run('audit', 'verify', config='audited.yaml'))


# ---- the schema ----

def migrated(store, lower):
    """A store of version 1, with functions in it, is raised; they stay."""
    lower()
    tap.case(f'{store}: a store of version 1 is told', load('good', code=3, stderr=['[directory.schema]']) + organisations(code=3, stderr=['[directory.schema]']))
    tap.case(f'{store}: it is raised to version 2', run('directory', 'migrate', '--lang', 'en', stdout=['from version 1 to 2']) +
             run('directory', 'migrate', '--lang', 'en', stdout=['nothing to do']))
    tap.case(f'{store}: its functions are there, its names are loaded', organisations(stdout=[ONE, TWO, THREE], without=['Bakkerij']) +
             load('good') + named('Bakkerij Jan'))


LOWER = ("DROP TABLE toegang_organisation; DELETE FROM toegang_register WHERE register = 'organisation';"
         ' UPDATE toegang_schema SET version = 1')


def with_store(store, source, lower):
    write('toegang.yaml', CONFIG.format(source))
    tap.case(f'{store}: the schema is made', run('directory', 'migrate', '--lang', 'en', stdout=['version 2 made']))
    for part in (good, names, bad_rows, bad_folders, killed, readers):
        part(store)
    audited(store, source)
    migrated(store, lower)


def lower_sqlite():
    with sqlite3.connect('sqlite.db') as database:
        database.executescript(LOWER)
    database.close()


with tempfile.TemporaryDirectory(prefix='toegang-open-data-', dir='/tmp') as place:
    os.chdir(place)
    write('functions.csv', FUNCTIONS)
    write('person.txt', PERSON + '\n')
    published('good')
    write('tree.yaml', CONFIG.format('yaml:tree.yaml'))
    tap.case('a directory that takes no changes', load('good', config='tree.yaml', code=2, stderr=['[directory.read-only]']))
    if 'sqlite' in ADAPTERS:
        with_store('sqlite', 'sqlite:sqlite.db', lower_sqlite)
    else:
        tap.skip('sqlite', 'build with -Dsqlite=enabled')
    if 'postgresql' in ADAPTERS and programs():
        os.mkdir('server')
        os.chmod('.', 0o755)
        server = Server(os.path.join(place, 'server'))
        try:
            server.start()
            with_store('postgresql', f'postgresql:///postgres?host={place}/server&user=postgres', lambda: server.ask(LOWER))
        finally:
            server.stop()
    else:
        tap.skip('postgresql', 'install postgresql, and build with -Dpostgresql=enabled')
    os.chdir('/')
tap.end()
