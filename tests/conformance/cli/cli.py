#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The program from outside: a command line, its exit status, and what must (or may not) stand in its output."""
import json
import os
import re
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', '..', 'support'))
from tap import Tap  # noqa: E402

PROGRAM, FORGE = map(os.path.abspath, sys.argv[1:3])
AT = ['--at', '2026-11-23T10:00:00Z']
REQUEST = '_5d0c4b7e2f9a4e0fa6f37d6f8a1c9b30'
JAN, AN, NOBODY = '85.07.30-033.28', '90.01.01-001.23', '00.01.01-001.05'
ORGANISATION = ['--organisation', '0999.999.922']
SAML = ['--saml', 'good.xml', '--in-response-to', REQUEST]
CHECK = ['check', '--config', 'toegang.yaml']
NUMBER = re.compile(r'85\.?07\.?30-?033\.?28|90\.?01\.?01-?001\.?23')

CONFIG = '''trust:
  - entity-id: https://idp.example/saml
    metadata: idp.xml
    audience: https://eloket.example/saml
    recipient: https://eloket.example/saml/acs
    claims: acm
directories: {kbo: "yaml:kbo.yaml", btb: "yaml:kbo.yaml", gebruikersbeheer: "yaml:rights.yaml"}
e-lokets:
  walk-in: {legal-representative: automatic}
  strict: {right: enter, rights: [enter, leave], assurance: high}
  own: {self: automatic}
  chosen: {legal-representative: automatic, capacity: EA}
'''
FILES = {
    'toegang.yaml': CONFIG,
    'down.yaml': CONFIG.replace('yaml:kbo.yaml', 'yaml:absent.yaml'),
    'malformed.yaml': CONFIG.replace('yaml:kbo.yaml', 'yaml:broken.yaml'),
    'untrusting.yaml': CONFIG[CONFIG.index('directories'):],
    'test-numbers.yaml': CONFIG[CONFIG.index('directories'):] + 'test-numbers: allow\n',
    'typo.yaml': 'e-lokets:\n  a: {asurance: high}\n  b: {htb: automatisch}\ndirectorys: {}\n',
    'jwt.yaml': 'trust:\n  - issuer: https://op.example\n    jwks: keys.json\n',
    'empty.yaml': '',
    'noise.yaml': None,
    'kbo.yaml': f'functions: [{{holder: "{JAN}", organisation: "0999.999.922", code: "10007", from: 2019-03-01}}]\n'
                f'appointments: [{{holder: "{AN}", organisation: "0999.999.922", role: htb, from: 2024-01-12, granted-by: "{JAN}"}}]\n',
    'company.yaml': f'functions: [{{held-by: "0999.999.823", organisation: "0999.999.922", code: "10002"}}, '
                    f'{{holder: "{AN}", held-by: "0999.999.823", organisation: "0999.999.922", code: "10003"}}]\n',
    'through.yaml': 'directories: {kbo: "yaml:company.yaml"}\n',
    'rights.yaml': f'rights: [{{holder: "{AN}", organisation: "0999.999.922", eloket: strict, right: enter, from: 2025-02-01, granted-by: "{JAN}"}}]\n',
    'broken.yaml': f'functions: [{{holder: "{JAN}", organisation: "0999.999.923", code: "10007"}}]\n',
    'jan.txt': JAN + '\n', 'jan-crlf.txt': '85073003328\r\n', 'jan-two.txt': JAN + '\n\n', 'bad.txt': '85.07.30-033.29\n',
    'empty.xml': '', 'senseless.xml': 'hello', 'wrong-root.xml': '<a/>',
}


def forge(*arguments):
    return subprocess.run([FORGE, *arguments], check=True, capture_output=True).stdout


def write(name, content):
    with open(name, 'wb') as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def make_world():
    for name, content in FILES.items():
        write(name, os.urandom(4096) if content is None else content)
    write('idp.xml', forge('--metadata'))
    good = forge()
    write('good.xml', good)
    write('good.b64', forge('--base64'))
    write('altered.xml', good.replace(b'>EA<', b'>EB<', 1))
    write('bad-number.xml', forge('--set', 'rrn=85073003329'))
    write('noise.xml', os.urandom(4096))
    with open('huge.xml', 'wb') as file:
        file.truncate(100 << 20)
    with open('huge.yaml', 'wb') as file:
        file.truncate(100 << 20)
    os.mkdir('folder')


def hold(who):
    return ['--holder', who]


def stated(eloket, who=JAN, *more):
    return [*CHECK, *hold(who), *ORGANISATION, '--eloket', eloket, *AT, *more]


def posted(file, *more):
    return [*CHECK, '--saml', file, '--in-response-to', REQUEST, *ORGANISATION, '--eloket', 'walk-in', *AT, *more]


# (name, arguments, exit status, needles in stdout, needles in stderr); stderr is empty where it has no needle.
ROWS = [
    # permit
    ('a legal representative walks in', stated('walk-in'), 0, ['TOEGELATEN'], []),
    ('with a response', posted('good.xml'), 0, ['TOEGELATEN', 'https://idp.example/saml'], []),
    ('with a response in base64', posted('good.b64'), 0, ['TOEGELATEN'], []),
    ('for oneself', [*CHECK, *hold(JAN), '--eloket', 'own', *AT], 0, ['TOEGELATEN'], []),
    ('an HTB with a right', stated('strict', AN, '--assurance', 'high'), 0, ['TOEGELATEN'], []),
    ('without trust', ['check', '--config', 'untrusting.yaml', *hold(JAN), *ORGANISATION, '--eloket', 'walk-in', *AT], 0,
     ['TOEGELATEN', 'host'], []),
    ('--option=value', [*CHECK, '--holder=' + JAN, '--organisation=0999999922', '--eloket=walk-in', *AT], 0, ['TOEGELATEN'], []),
    ('the number from a file', stated('walk-in', '@jan.txt'), 0, ['TOEGELATEN'], []),
    ('the number from a file of another system', stated('walk-in', '@jan-crlf.txt'), 0, ['TOEGELATEN'], []),
    ('the number from standard input', stated('walk-in', '@-'), 0, ['TOEGELATEN'], []),
    ('a capacity', stated('chosen', JAN, '--capacity', 'EA'), 0, ['TOEGELATEN'], []),
    ('an organisation with BE', [*CHECK, *hold(JAN), '--organisation', 'BE 0999.999.922', '--eloket', 'walk-in', *AT], 0,
     ['TOEGELATEN'], []),
    ('in English', stated('walk-in', JAN, '--lang', 'en'), 0, ['PERMIT'], []),
    ('in French', stated('walk-in', JAN, '--lang=fr'), 0, ['AUTORIS'], []),
    ('in German', stated('walk-in', JAN, '--lang', 'de'), 0, ['ZUGELASSEN'], []),
    # deny or refused
    ('nobody', stated('walk-in', NOBODY), 1, ['GEWEIGERD'], []),
    ('a right that he has not', stated('strict', JAN, '--assurance', 'high'), 1, ['[right.absent]'], []),
    ('no assurance stated', stated('strict', AN), 1, ['GEWEIGERD'], []),
    ('another capacity', stated('chosen', JAN, '--capacity', 'BUR'), 1, ['GEWEIGERD'], []),
    ('never for oneself', [*CHECK, *hold(JAN), '--eloket', 'walk-in', *AT], 1, ['GEWEIGERD'], []),
    ('one character changed', posted('altered.xml'), 1, ['[saml.signature.digest]'], []),
    ('a bad number in the assertion', posted('bad-number.xml'), 1, ['[rrn.checksum]'], []),
    ('an empty assertion', posted('empty.xml'), 1, ['GEWEIGERD'], []),
    ('a senseless assertion', posted('senseless.xml'), 1, ['GEWEIGERD'], []),
    ('another root', posted('wrong-root.xml'), 1, ['GEWEIGERD'], []),
    ('noise', posted('noise.xml'), 1, ['GEWEIGERD'], []),
    ('100 MB', posted('huge.xml'), 1, ['GEWEIGERD'], []),
    ('/dev/null', posted('/dev/null'), 1, ['GEWEIGERD'], []),
    ('metadata as an assertion', posted('idp.xml'), 1, ['GEWEIGERD'], []),
    ('another request', [*CHECK, '--saml', 'good.xml', '--in-response-to', '_x', '--eloket', 'own', *AT], 1,
     ['[saml.in-response-to]'], []),
    ('a day later', [*CHECK, *SAML, '--eloket', 'own', '--at', '2026-11-24T10:00:00Z'], 1, ['2026-11-24T10:00:00Z'], []),
    ('a day before', [*CHECK, *SAML, '--eloket', 'own', '--at', '2026-11-22T10:00:00Z'], 1, ['2026-11-22T10:00:00Z'], []),
    # usage and configuration
    ('no command', [], 2, [], ['toegang --help']),
    ('a command that is none', ['chekc'], 2, [], ["'check'"]),
    ('an option that is none', [*CHECK, '--holdr', JAN], 2, [], ['--holder']),
    ('an option of another command', ['config', 'toegang.yaml', '--saml', 'x'], 2, [], ['--saml']),
    ('an option without a value', [*CHECK, '--holder'], 2, [], ['--holder']),
    ('an option with an empty value', [*CHECK, '--holder='], 2, [], ['--holder']),
    ('an option twice', stated('walk-in', JAN, '--eloket', 'own'), 2, [], ['--eloket']),
    ('a flag with a value', stated('walk-in', JAN, '--json=yes'), 2, [], ['--json']),
    ('a word too many', stated('walk-in', JAN, 'more'), 2, [], ["'more'"]),
    ('no e-counter', [*CHECK, *hold(JAN), *AT], 2, [], ['--eloket']),
    ('no configuration', ['check', *hold(JAN), '--eloket', 'own'], 2, [], ['--config']),
    ('nobody at all', [*CHECK, '--eloket', 'own'], 2, [], ['--saml', '--holder']),
    ('two ways to say who', [*CHECK, *hold(JAN), *SAML, '--eloket', 'own'], 2, [], ['--saml', '--holder']),
    ('--saml without --in-response-to', [*CHECK, '--saml', 'good.xml', '--eloket', 'own'], 2, [], ['--in-response-to']),
    ('--assurance with --saml', posted('good.xml', '--assurance', 'high'), 2, [], ['--assurance']),
    ('--in-response-to with --holder', stated('walk-in', JAN, '--in-response-to', 'x'), 2, [], ['--in-response-to']),
    ('an assurance that is none', stated('walk-in', JAN, '--assurance', 'hoog'), 2, [], ['hoog']),
    ('a moment that is none', [*CHECK, *hold(JAN), '--eloket', 'own', '--at', 'now'], 2, [], ['[time.form]']),
    ('a language that is none', stated('walk-in', JAN, '--lang', 'es'), 2, [], ['[language.unknown]']),
    ('a number with a wrong check', stated('walk-in', '85.07.30-033.29'), 2, [], ['[rrn.checksum]']),
    ('a number that is none', stated('walk-in', 'Jan'), 2, [], ['[rrn.']),
    ('a test number', stated('walk-in', '85.67.30-033.60'), 2, [], ['[rrn.test]']),
    ('a bad number in a file', stated('walk-in', '@bad.txt'), 2, [], ['[rrn.checksum]']),
    ('two line ends', stated('walk-in', '@jan-two.txt'), 2, [], ['[rrn.']),
    ('a huge file with a number', stated('walk-in', '@huge.xml'), 2, [], ['[rrn.']),
    ('no such file with a number', stated('walk-in', '@absent.txt'), 2, [], ['absent.txt']),
    ('an organisation with a wrong check', [*CHECK, *hold(JAN), '--organisation', '0999.999.923', '--eloket', 'walk-in'], 2, [],
     ['[kbo.checksum]']),
    ('an establishment', [*CHECK, *hold(JAN), '--organisation', '2297964444', '--eloket', 'walk-in'], 2, [],
     ['[kbo.establishment]']),
    ('an e-counter that is none', stated('walkin'), 2, [], ['[eloket.unknown]', 'walk-in', 'Kijk de naam na']),
    ('a right that is none', stated('strict', JAN, '--right', 'entr'), 2, [], ['[right.unknown]', 'enter']),
    ('an e-counter that is none, with a bad response', [*CHECK, '--saml', 'empty.xml', '--in-response-to', 'x', '--eloket', 'z'], 2, [],
     ['[eloket.unknown]']),
    ('an assertion file that is not there', posted('absent.xml'), 2, [], ['absent.xml']),
    ('a folder as an assertion', posted('folder'), 2, [], ['folder']),
    ('a configuration that is not there', ['check', '--config', 'absent', *hold(JAN), '--eloket', 'own'], 2, [], ['absent', '[file.absent]']),
    ('a folder as a configuration', ['check', '--config', 'folder', *hold(JAN), '--eloket', 'own'], 2, [], ['[file.kind]', 'verwacht:  een gewoon bestand', 'folder: een map']),
    ('a configuration of 100 MB', ['check', '--config', 'huge.yaml', *hold(JAN), '--eloket', 'own'], 2, [], ['[file.size]']),
    ('noise as a configuration', ['check', '--config', 'noise.yaml', *hold(JAN), '--eloket', 'own'], 2, [], ['noise.yaml']),
    ('an empty configuration', ['check', '--config', 'empty.yaml', *hold(JAN), '--eloket', 'own'], 2, [], ['[config.empty]', 'gekregen:  niets']),
    ('a response without trust', ['check', '--config', 'untrusting.yaml', *SAML, '--eloket', 'own'], 2, [], ['trust:']),
    ('an issuer of tokens without all that it needs', ['config', 'jwt.yaml'], 2, [], ['[config.key.missing]', 'algorithms', 'audience']),
    ('all mistakes at once', ['config', 'typo.yaml'], 2, [],
     ['typo.yaml:2:7', "'assurance'", '      |       ^^^^^^^^', 'typo.yaml:3:12', "'automatic'", 'typo.yaml:4:1', "'directories'", '3 fouten']),
    ('a handle where no key was made', stated('walk-in', '~' + 'A' * 38), 2, [], ['handle.key']),
    # indeterminate
    ('a directory that is not there', ['check', '--config', 'down.yaml', *hold(JAN), *ORGANISATION, '--eloket', 'walk-in', *AT], 3,
     ['ONBESLIST', 'KBO'], []),
    ('a malformed directory', ['check', '--config', 'malformed.yaml', *hold(JAN), *ORGANISATION, '--eloket', 'walk-in', *AT], 3,
     ['ONBESLIST', 'kbo.checksum'], []),
    ('that is not needed', ['check', '--config', 'down.yaml', *hold(JAN), '--eloket', 'own', *AT], 0, ['TOEGELATEN'], []),
    ('who represents, unknown', ['represent', '--config', 'down.yaml', *ORGANISATION, *AT], 3, [], ['[file.absent]']),
    # config
    ('a good configuration', ['config', 'toegang.yaml'], 0, ['toegang.yaml: goed', 'sha256:', 'yaml:kbo.yaml', 'walk-in'], []),
    ('a good configuration in English', ['config', 'toegang.yaml', '--lang', 'en'], 0, ['toegang.yaml: good'], []),
    ('a directory that is not there is a mistake here', ['config', 'down.yaml'], 2, [], ['[file.absent]']),
    ('and so is a malformed one, with its own lines', ['config', 'malformed.yaml'], 2, [], ['broken.yaml:1:', '[kbo.checksum]']),
    ('no file', ['config'], 2, [], ['FILE']),
    # represent
    ('who represents', ['represent', '--config', 'toegang.yaml', *ORGANISATION, *AT], 0,
     ['85.07.30-***.**', '90.01.01-***.**', '10007', 'hoofdtoegangsbeheerder', '  ~'], []),
    ('whom', ['represent', '--config', 'toegang.yaml', *hold(AN), *AT], 0, ['0999.999.922', 'hoofdtoegangsbeheerder'], []),
    ('a permanent representative', ['represent', '--config', 'through.yaml', *ORGANISATION, *AT], 0,
     ['90.01.01-***.**', '10003', 'namens 0999.999.823'], []),
    ('nobody represents', ['represent', '--config', 'toegang.yaml', '--organisation', '0999.999.823', *AT], 0, ['niemand'], []),
    ('one of both', ['represent', '--config', 'toegang.yaml', *AT], 2, [], ['--organisation', '--holder']),
    # inspect
    ('what is in it', ['inspect', '--config', 'toegang.yaml', *SAML, *AT], 0, ['✔', 'saml.audience', '850730*****', 'Aanvaard'], []),
    ('what is wrong with it', ['inspect', '--config', 'toegang.yaml', '--saml', 'altered.xml', '--in-response-to', REQUEST, *AT], 1,
     ['✘ saml.signature.digest', 'Geweigerd'], []),
    ('whose answer it is, is not asked', ['inspect', '--config', 'toegang.yaml', *SAML[:2], *AT], 0, ['– saml.in-response-to', 'klopt alles'], []),
    ('no trust to inspect with', ['inspect', '--config', 'untrusting.yaml', *SAML], 2, [], ['trust:']),
    ('nothing to inspect', ['inspect', '--config', 'toegang.yaml', '--saml', 'absent.xml'], 2, [], ['absent.xml']),
    # about itself
    ('help', ['--help'], 0, ['check', 'inspect', 'represent', 'config', 'test', 'login-request', 'metadata', 'Exit status'], []),
    ('help of a command', ['check', '--help'], 0, ['--in-response-to ID', 'Exit status'], []),
    ('version', ['--version'], 0, ['toegang 0.', 'memory yaml'], []),
]


def run(arguments, stdin=JAN + '\n', **more):
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60, input=stdin,
                          env={**os.environ, 'XDG_STATE_HOME': os.path.abspath('state')}, preexec_fn=limit, **more)


def problems(arguments, status, out, err):
    ran = run(arguments)
    found = []
    if ran.returncode != status:
        found.append(f'exit status {ran.returncode}, not {status}')
    found += [f'stdout lacks {needle!r}' for needle in out if needle not in ran.stdout]
    found += [f'stderr lacks {needle!r}' for needle in err if needle not in ran.stderr]
    if status == 2 and ran.stdout:
        found.append('a fault is for stderr alone')
    if not err and ran.stderr:
        found.append('stderr is for faults alone')
    if NUMBER.search(ran.stdout + ran.stderr):
        found.append('a national number in clear')
    return found + ([ran.stdout, ran.stderr] if found else [])


def json_shape(tap):
    """The AuthZEN answer, as hosts and other tools read it."""
    rows = [(posted('good.xml', '--json'), 0, True, 'permit', True), (stated('walk-in', NOBODY, '--json'), 1, False, 'deny', True),
            (posted('altered.xml', '--json'), 1, False, 'deny', False), (posted('empty.xml', '--json'), 1, False, 'deny', False)]
    for arguments, status, decision, outcome, known in rows:
        ran = run(arguments)
        answer = json.loads(ran.stdout)
        context = answer['context']
        expected = (ran.returncode == status and answer['decision'] is decision and context['outcome'] == outcome
                    and (context['check'] is None) == decision and set(context['reason']) == {'nl', 'en', 'fr', 'de'}
                    and isinstance(context['evidence'], list) and (context['identity'] is not None) == known
                    and 'remedy' in context)
        tap.case('json: ' + outcome, '' if expected else ran.stdout)
    ran = run(['represent', '--config', 'toegang.yaml', *ORGANISATION, *AT, '--json'])
    rows = json.loads(ran.stdout)['rows']
    tap.case('json: represent', '' if len(rows) == 2 and rows[0]['handle'].startswith('~') else ran.stdout)
    ran = run(['inspect', '--config', 'toegang.yaml', *SAML, *AT, '--json'])
    answer = json.loads(ran.stdout)
    tap.case('json: inspect', '' if answer['accepted'] and answer['identity']['holder'] == '85.07.30-***.**' else ran.stdout)


def handles(tap):
    """A handle of one command is the holder of another; its key is made once, for its owner only."""
    listed = run(['represent', '--config', 'toegang.yaml', *ORGANISATION, *AT, '--json'])
    handle = json.loads(listed.stdout)['rows'][0]['handle']
    tap.case('a handle in place of the number', problems(stated('walk-in', handle), 0, ['85.07.30-***.**'], []))
    path = 'state/toegang/handle.key'
    tap.case('its key is for its owner only', '' if os.stat(path).st_mode & 0o777 == 0o600 else path)
    os.chmod(path, 0o644)
    tap.case('a key that others may read is none', problems(stated('walk-in', handle), 2, [], ['handle.key']))
    os.chmod(path, 0o600)
    write('key.hex', 'ab' * 32 + '\n')
    os.chmod('key.hex', 0o600)
    write('keyed.yaml', CONFIG + 'handles: {key: key.hex}\n')
    tap.case('a handle under the key of the configuration', problems(
        ['check', '--config', 'keyed.yaml', *hold(handle), *ORGANISATION, '--eloket', 'walk-in'], 2, [], ['[handle.seal]']))


SCENARIO = '  - {{name: {}, config: toegang.yaml, holder: "{}", organisation: 0999.999.922, eloket: walk-in, at: "2026-11-23T10:00:00Z", expect: {}{}}}\n'


def scenarios(tap):
    good = SCENARIO.format('one', JAN, 'permit', '')
    saml = ('  - {name: two, config: toegang.yaml, saml: altered.xml, in-response-to: _x, eloket: own, '
            'at: "2026-11-23T10:00:00Z", expect: deny, check: saml.signature.digest}\n')
    rows = [('all as expected', good + saml, 0, ['2 scenario', '2 zoals verwacht, 0 anders'], []),
            ('one that differs', good + SCENARIO.format('three', NOBODY, 'permit', ''), 1,
             ['✘ three', 'verwacht: permit', 'kwam: deny', 'GEWEIGERD', '1 zoals verwacht, 1 anders'], []),
            ('another check than expected', SCENARIO.format('four', NOBODY, 'deny', ', check: self.never'), 1, ['✘ four', 'self.never'], []),
            ('an e-counter that is none', good.replace('walk-in', 'walkin'), 2, [], ['[eloket.unknown]', 'one']),
            ('a configuration that is none', good.replace('toegang.yaml', 'typo.yaml'), 2, [], ['typo.yaml:2:7']),
            ('a scenario that is none', good.replace('expect', 'expct'), 2, [], ["'expect'"]),
            ('a bad number', good.replace('033.28', '033.29'), 2, [], ['[rrn.checksum]'])]
    for name, content, status, out, err in rows:
        write('scenarios.yaml', 'scenarios:\n' + content)
        tap.case('test: ' + name, problems(['test', 'scenarios.yaml'], status, out, err))
    tap.case('test: no such file', problems(['test', 'absent.yaml'], 2, [], ['[file.absent]']))


def full(tap):
    """An answer that cannot be written is no answer."""
    with open('/dev/full', 'w') as nowhere:
        ran = subprocess.run([PROGRAM, *stated('walk-in')], stdout=nowhere, stderr=subprocess.PIPE, text=True)
    tap.case('a full disk', '' if ran.returncode == 3 and ran.stderr else f'status {ran.returncode}')


def public_only(tap):
    """The program is a guest: it includes the public headers and none of lib/."""
    folder = os.path.join(os.path.dirname(__file__), '..', '..', '..', 'bindings', 'cli')
    wrong = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(('.c', '.h')):
            with open(os.path.join(folder, name)) as file:
                wrong += [f'{name}: {line}' for line in re.findall(r'#\s*include\s*[<"].*', file.read())
                          if '/' in line and not re.search(r'<(toegang|sys)/', line) or '..' in line]
    tap.case('the program sees public headers only', wrong)


def main():
    tap = Tap()
    public_only(tap)
    with tempfile.TemporaryDirectory(prefix='toegang-cli-') as folder:
        os.chdir(folder)
        make_world()
        for name, *row in ROWS:
            tap.case(name, problems(*row))
        json_shape(tap)
        handles(tap)
        scenarios(tap)
        full(tap)
        os.chdir('/')
    tap.end()


if __name__ == '__main__':
    main()
