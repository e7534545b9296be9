#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""LDAP with a real slapd, and with servers that lie: maps, injection, TLS, limits, faults. Usage: ldap.py TOOL ADAPTERS"""
import collections
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
import impostor
import slapd
from impostor import Impostor
from slapd import BASE, ldif
from tap import Tap

TOOL, ADAPTERS = os.path.abspath(sys.argv[1]), sys.argv[2].split()
GOOD, LOST, LATE = '0 -', '-4 directory.connection', '-4 directory.time-out'
STORE, ROW, LIMIT = '-4 directory.store', '-4 directory.row', '-4 directory.limit'
SETTINGS, QUERY = '-3 directory.settings', '-3 directory.query'
ANN, BOB, CEM = '85073003328', '81050103522', '92521506931'
ONE, TWO = 'kbo:0999999922', 'kbo:0884303369'
FUNCTION, APPOINTMENT, RIGHT, SUSPENSION = 1, 2, 3, 4
PATIENCE = 600

Fact = collections.namedtuple('Fact', 'kind holder organisation held_by eloket code context from_at until_at granted_by '
                              'granted_as granted_at source as_of')
Answer = collections.namedtuple('Answer', 'said took expected came facts')


class Tool:
    """A process with directories, asked line by line."""
    faults = []

    def __init__(self, folder, directories, settings='', prefix=(), **more):
        path = os.path.join(folder, 'toegang.yaml')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump({'directories': directories, 'e-lokets': {'e0': {'right': 'r'}}}, file)
        self.process = subprocess.Popen([*prefix, TOOL, 'ask', path], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, **more)

    def send(self, register, kind, holder='-', organisation='-', eloket='-', patience=0, since=0):
        self.process.stdin.write(f'{register}\t{kind}\t{holder}\t{organisation}\t{eloket}\t{patience}\t{since}\n')
        self.process.stdin.flush()

    def answer(self):
        facts = []
        for line in self.process.stdout:
            words = line.rstrip('\n').split('\t')
            if words[0] == 'fact':
                facts.append(Fact(*words[1:]))
            elif words[0] == 'end':
                return Answer(words[1], int(words[2]), words[3], words[4], facts)
            else:
                said = line.split(' ')
                return Answer(' '.join(said[:2]), 0, line.strip(), '', [])
        return Answer('gone', 0, '', '', [])

    def ask(self, *words, **more):
        with contextlib.suppress(BrokenPipeError):
            self.send(*words, **more)
        return self.answer()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        status, said = self.process.wait(), self.process.stderr.read()
        if status not in (0, 1) or said:
            Tool.faults.append(f'status {status}: {said[-1500:]}')


def expect(answer, said, facts=None, slowest=PATIENCE * 1.1 + 50):
    problems = [] if answer.said == said else [f'{answer.said} ({answer.expected}, {answer.came}) instead of {said}']
    problems += [f'{answer.took} ms'] if answer.took > slowest else []
    if facts is not None and len(answer.facts) != facts:
        problems.append(f'{len(answer.facts)} facts instead of {facts}: {answer.facts[:3]}')
    return problems


def function(number, below=BASE, **more):
    values = {'toegangHolder': ANN, 'toegangOrganisation': ONE, 'toegangCode': '10007', **more}
    return ldif(f'toegangId={number},{below}', ['toegangFunction'], toegangId=str(number), **values)


def right(number, below=BASE, **more):
    values = {'toegangHolder': ANN, 'toegangOrganisation': ONE, 'toegangCode': 'lezen', 'toegangEloket': 'e0',
              'toegangRegister': 'gebruikersbeheer', **more}
    return ldif(f'toegangId={number},{below}', ['toegangRight'], toegangId=str(number), **values)


def unit(name, below=BASE):
    return ldif(f'ou={name},{below}', ['organizationalUnit'], ou=name)


# ---- settings ----

BAD = [
    ('no base', {'source': 'ldap://127.0.0.1'}, SETTINGS), ('no host', {'source': 'ldap:///dc=x'}, SETTINGS),
    ('no path', {'source': 'ldapi:///dc=x'}, SETTINGS), ('a host for a path', {'source': 'ldapi://host/dc=x'}, SETTINGS),
    ('in clear over a network', {'source': 'ldap://ldap.example/dc=x'}, SETTINGS),
    ('in clear to a name that begins alike', {'source': 'ldap://localhost.example/dc=x'}, SETTINGS),
    ('TLS without authorities', {'source': 'ldaps://ldap.example/dc=x'}, SETTINGS),
    ('StartTLS without authorities', {'source': 'ldap://ldap.example/dc=x', 'start-tls': 'yes'}, SETTINGS),
    ('StartTLS on ldaps', {'source': 'ldaps://ldap.example/dc=x', 'start-tls': 'yes', 'authorities': 'ca'}, SETTINGS),
    ('attributes in the URL', {'source': 'ldap://127.0.0.1/dc=x?uid'}, SETTINGS),
    ('a second URL', {'source': 'ldap://127.0.0.1/dc=x ldap://192.0.2.1'}, SETTINGS),
    ('a second host', {'source': 'ldap://127.0.0.1,ldap.example/dc=x'}, SETTINGS),
    ('a base that is no DN', {'source': 'ldap://127.0.0.1', 'base': 'nothing'}, SETTINGS),
    ('bind without a password', {'source': 'ldap://127.0.0.1/dc=x', 'bind': 'cn=a'}, SETTINGS),
    ('an empty password', {'source': 'ldap://127.0.0.1/dc=x', 'bind': 'cn=a', 'password': 'empty'}, SETTINGS),
    ('a password without bind', {'source': 'ldap://127.0.0.1/dc=x', 'password': 'password'}, SETTINGS),
    ('a password for all to read', {'source': 'ldap://127.0.0.1/dc=x', 'bind': 'cn=a', 'password': 'open'}, '-3 config.key-file'),
    ('a filter that is none', {'functions': {'filter': '(uid={holder}'}}, QUERY),
    ('two filters', {'functions': {'filter': '(a=b)(c=d)'}}, QUERY),
    ('an unknown parameter', {'functions': {'filter': '(uid={person})'}}, QUERY),
    ('a parameter in a name', {'functions': {'filter': '({holder}=x)'}}, QUERY),
    ('a parameter below a !', {'functions': {'filter': '(&(a=b)(!(|(uid={holder}))))'}}, QUERY),
    ('an escape that is none', {'functions': {'filter': '(uid=\\zz)'}}, QUERY),
    ('an attribute with a space', {'functions': {'holder': 'a b'}}, QUERY),
    ('an attribute and a value', {'functions': {'holder': {'attribute': 'uid', 'value': ANN}}}, QUERY),
    ('neither', {'functions': {'holder': {'rdn': 'uid'}}}, QUERY),
    ('a field of another kind', {'functions': {'eloket': 'ou'}}, QUERY),
    ('too few fields', {'functions': {'holder': 'uid'}}, QUERY),
    ('an unknown key', {'functions': {'hodler': 'uid'}}, '-3 config.key.unknown'),
]


def settings(tap, folder):
    for name, mode, text in [('empty', 0o600, '\n'), ('password', 0o600, 'secret\n'), ('open', 0o644, 'secret\n')]:
        with open(os.path.join(folder, name), 'w', encoding='ascii') as file:
            file.write(text)
        os.chmod(file.name, mode)
    problems = []
    for name, settings_of, said in BAD:
        with Tool(folder, {'kbo': {'source': 'ldap://127.0.0.1/dc=x', **settings_of}}) as tool:
            answer = tool.answer()
        problems += [f'{name}: {what}' for what in expect(answer, said)]
        problems += ['a password is told'] if 'secret' in answer.expected + answer.came else []
    tap.case(f'{len(BAD)} settings that are none', problems)


# ---- facts ----

def own_schema(tap, folder, server):
    server.must(unit('own') + ''.join([
        function(1, 'ou=own,' + BASE, toegangFrom='20190301000000+0100', toegangUntil='20270301235959.5Z'),
        function(2, 'ou=own,' + BASE, toegangHolder='', toegangHeldBy=TWO, toegangCode='10002'),
        function(3, 'ou=own,' + BASE, toegangHolder=BOB, toegangOrganisation='school:44021', toegangAsOf='20260101000000Z'),
        right(4, 'ou=own,' + BASE, toegangCode=['lezen', 'schrijven'], toegangContext='caf\u00e9 (*) \\'),
        right(5, 'ou=own,' + BASE, toegangRegister='rollenbeheer'),
        right(6, 'ou=own,' + BASE, toegangOrganisation='', toegangEloket='a*(b)\\c \u00e9'),
        ldif('toegangId=7,ou=own,' + BASE, ['toegangSuspension'], toegangId='7', toegangRegister='gebruikersbeheer', toegangHolder=ANN),
    ]))
    source = f'{server.socket}/ou=own,{BASE}'
    with Tool(folder, {name: source for name in ('kbo', 'btb', 'gebruikersbeheer', 'rollenbeheer')}) as tool:
        first = tool.ask('kbo', FUNCTION, ANN, ONE)
        problems = expect(first, GOOD, 1)
        if first.facts:
            fact = first.facts[0]
            problems += [str(fact)] if (fact.from_at, fact.until_at) != ('1551394800', '1803945599') else []
            problems += [fact.source] if not fact.source.startswith('ldap:') or ANN in fact.source else []
        tap.case('our schema: periods, and a source that names nobody', problems)
        rows = [(('kbo', FUNCTION, '-', ONE), 2), (('kbo', FUNCTION), 3), (('kbo', FUNCTION, BOB, 'school:44021'), 1),
                (('kbo', FUNCTION, BOB, 'nis:44021'), 0), (('gebruikersbeheer', RIGHT, ANN, ONE), 2),
                (('rollenbeheer', RIGHT, ANN, ONE), 1), (('gebruikersbeheer', RIGHT, ANN, 'self'), 1),
                (('gebruikersbeheer', RIGHT, ANN, '-', 'e0'), 2), (('gebruikersbeheer', RIGHT, ANN, '-', 'E0'), 0),
                (('gebruikersbeheer', SUSPENSION, ANN), 1), (('rollenbeheer', SUSPENSION, ANN), 0), (('btb', APPOINTMENT), 0)]
        tap.case('our schema: every narrowing', [f'{words}: {what}' for words, count in rows
                                                 for what in expect(tool.ask(*words), GOOD, count)])
        problems = expect(tool.ask('kbo', FUNCTION, BOB, since=1767225600), GOOD, 1)
        problems += expect(tool.ask('kbo', FUNCTION, BOB, since=1767225601), '-4 directory.stale', 0)
        tap.case('facts that are known to be too old for the question', problems)
        injection(tap, tool)
    refused = {'letters': function(90, toegangHolder='8507300332x'), 'ten digits': function(91, toegangHolder=ANN[:10]),
               'no organisation': function(92, toegangOrganisation=''), 'an enterprise of nine digits': function(93, toegangOrganisation='kbo:999999922'),
               'no register': right(94, toegangRegister=''), 'another register': right(95, toegangRegister='x'),
               'no time': function(96, toegangFrom='2026-01-01'), 'two holders': function(97, toegangHolder=[ANN, BOB])}
    tap.case('our schema: slapd itself refuses what is no fact', [name for name, text in refused.items() if not server.add(text)])


def injection(tap, tool):
    hostile = ['*', 'e*', '*0', ')(objectClass=*', 'e0)(|(toegangId=*', 'e0)', '(', '\\', '\\2a', '\\65\\30', 'e0\\00', '&', '|', '!', '=*',
               '\u00e9', 'e\u0300', '\U0001f511', '{holder}', '%s%n', 'e0 ', ' e0', "' OR 1=1 --", '*' * 200, 'x' * 255]
    problems = [f'{eloket!r}: {what}' for eloket in hostile
                for what in expect(tool.ask('gebruikersbeheer', RIGHT, '-', '-', eloket), GOOD, 0)]
    problems += expect(tool.ask('gebruikersbeheer', RIGHT, '-', '-', 'a*(b)\\c \u00e9'), GOOD, 1)
    dice = random.Random(17)
    for _ in range(200):
        eloket = ''.join(dice.choice('e0*()\\=&|!~<>,;\u00e9') for _ in range(dice.randrange(1, 12)))
        answer = tool.ask('gebruikersbeheer', RIGHT, '-', '-', eloket)
        problems += expect(answer, GOOD, 2 if eloket == 'e0' else 0)
    tap.case('names made of metacharacters find what bears them, and nothing else', problems)


def existing_classes(tap, folder, server):
    """Persons as inetOrgPerson, appointments as organizationalRole: nobody changed a schema."""
    below = 'ou=map,' + BASE
    person = lambda rrn, **more: ldif(f'uid={rrn},{below}', ['inetOrgPerson'], uid=rrn, cn='x', sn='x', **more)
    role = lambda name, who, **more: ldif(f'cn={name},{below}', ['organizationalRole'], cn=name, roleOccupant=who, **more)
    server.must(unit('map') + person(ANN, employeeNumber=ANN, departmentNumber='0999.999.922', employeeType=['lezen', 'schrijven'],
                                     description='until 2027-03-01', roomNumber='2027-03-01') +
                person(BOB, employeeNumber=BOB, departmentNumber=['0999999922', TWO], employeeType='lezen') +
                person(CEM, employeeNumber=CEM, departmentNumber=['0999999922', TWO], employeeType=['lezen', 'schrijven']) +
                role('htb1', [f'uid={ANN},{below}', f'UID={BOB},{below}'], ou='0999999922') +
                role('htb2', f'cn=somebody,{below}', ou=TWO) +
                role('other', f'uid={CEM},{below}', ou='0999999922', l='elsewhere'))
    roles = {'filter': '(&(objectClass=organizationalRole)(!(l=*))(roleOccupant=uid={holder},' + below + ')(|(ou={organisation})(ou={organisation-value})))',
             'holder': {'attribute': 'roleOccupant', 'rdn': 'uid'}, 'organisation': 'ou', 'code': {'value': 'htb'}}
    persons = {'filter': '(&(objectClass=inetOrgPerson)(employeeNumber={holder}))', 'holder': 'employeeNumber',
               'organisation': 'departmentNumber', 'code': 'employeeType', 'eloket': {'value': 'e0'}, 'until': 'roomNumber',
               'source': 'cn'}
    with Tool(folder, {'btb': {'source': server.socket, 'base': below, 'scope': 'one', 'appointments': roles},
                       'gebruikersbeheer': {'source': server.plain + '/' + below, 'rights': persons}}) as tool:
        one = tool.ask('btb', APPOINTMENT, ANN, ONE)
        rows = expect(one, GOOD, 1) + expect(tool.ask('btb', APPOINTMENT, BOB, ONE), GOOD, 1)
        rows += expect(tool.ask('btb', APPOINTMENT, '-', ONE), GOOD, 2) + expect(tool.ask('btb', APPOINTMENT, CEM, ONE), GOOD, 0)
        rows += [str(fact) for fact in one.facts if (fact.holder, fact.code, fact.organisation) != (ANN, 'htb', ONE)]
        tap.case('existing classes: a DN names the holder, several are several facts', rows)
        tap.case('existing classes: a DN of another form is no fact', expect(tool.ask('btb', APPOINTMENT, '-', TWO), ROW, 0))
        rights = tool.ask('gebruikersbeheer', RIGHT, ANN)
        rows = expect(rights, GOOD, 2) + expect(tool.ask('gebruikersbeheer', RIGHT, ANN, ONE, 'e0'), GOOD, 2)
        rows += expect(tool.ask('gebruikersbeheer', RIGHT, ANN, TWO), GOOD, 0) + expect(tool.ask('gebruikersbeheer', RIGHT, ANN, '-', 'e1'), GOOD, 0)
        rows += [str(rights.facts)] if {fact.until_at for fact in rights.facts} != {'1803942000'} else []
        rows += [str(rights.facts)] if {fact.source for fact in rights.facts} != {'ldap:x'} else []
        tap.case('existing classes: several rights, a constant, a day', rows)
        rows = expect(tool.ask('gebruikersbeheer', RIGHT, BOB), GOOD, 2) + expect(tool.ask('gebruikersbeheer', RIGHT, BOB, TWO), GOOD, 1)
        tap.case('existing classes: several organisations', rows)
        tap.case('two fields that repeat do not say what belongs together', expect(tool.ask('gebruikersbeheer', RIGHT, CEM), ROW, 0))
        tap.case('and are no fact for a question about all either', expect(tool.ask('gebruikersbeheer', RIGHT), ROW))


# ---- who answers: TLS, passwords, environment ----

def certificates(folder):
    """An authority, a server of it, one of it for another name, and another authority."""
    def openssl(*words):
        subprocess.run(['openssl', *words], check=True, capture_output=True, cwd=folder)
    for name in ('ca', 'other-ca'):
        openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', name + '.key', '-out', name, '-days', '3', '-subj', '/CN=' + name,
                '-addext', 'basicConstraints=critical,CA:TRUE')
    for name, names in (('server', 'IP:127.0.0.1'), ('elsewhere', 'DNS:ldap.example'), ('bare', '')):
        with open(os.path.join(folder, name + '.ext'), 'w', encoding='ascii') as file:
            file.write(f'subjectAltName={names}\n' if names else 'basicConstraints=CA:FALSE\n')
        openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', name + '.key', '-out', name + '.csr', '-subj', '/CN=127.0.0.1')
        openssl('x509', '-req', '-in', name + '.csr', '-CA', 'ca', '-CAkey', 'ca.key', '-CAcreateserial', '-out', name, '-days', '3',
                '-extfile', name + '.ext')


HOSTILE = {
    'LDAPURI': 'ldap://192.0.2.1', 'LDAPHOST': '192.0.2.1', 'LDAPPORT': '1', 'LDAPBASE': 'dc=nowhere', 'LDAPBINDDN': 'cn=nobody',
    'LDAPTIMEOUT': '1', 'LDAPNETWORK_TIMEOUT': '1', 'LDAPSIZELIMIT': '1', 'LDAPTIMELIMIT': '1', 'LDAPDEREF': 'always',
    'LDAPREFERRALS': 'on', 'LDAPVERSION': '2', 'LDAPSASL_MECH': 'GSSAPI', 'LDAPSASL_SECPROPS': 'minssf=256', 'LDAPSASL_AUTHCID': 'x',
    'LDAPTLS_REQCERT': 'never', 'LDAPTLS_REQSAN': 'never', 'LDAPTLS_CERT': '/nowhere', 'LDAPTLS_KEY': '/nowhere',
    'LDAPTLS_CACERTDIR': '/nowhere', 'LDAPTLS_CIPHER_SUITE': 'NONE', 'LDAPTLS_PROTOCOL_MIN': '9.9', 'LDAPTLS_CRLFILE': '/nowhere',
    'LDAPTLS_PEERKEY_HASH': 'sha256:AAAA', 'LDAPTLS_ECNAME': 'none', 'LDAPTLS_RANDFILE': '/nowhere', 'LDAPSOCKET_BIND_ADDRESSES': '192.0.2.7',
}
# Not LDAPKEEPALIVE_…: in libldap 2.5.13 they end any program.


def hostile_environment(folder, authority):
    """The same in the environment, in a file that it names, and in a home folder."""
    home = os.path.join(folder, 'home')
    os.makedirs(home, exist_ok=True)
    lines = ''.join(f'{name[4:]} {value}\n' for name, value in {**HOSTILE, 'LDAPTLS_CACERT': authority}.items())
    for name in ('.ldaprc', 'ldaprc', 'conf', '.rc', 'rc'):
        with open(os.path.join(home, name), 'w', encoding='ascii') as file:
            file.write(lines)
    return {**os.environ, **HOSTILE, 'LDAPTLS_CACERT': authority, 'LDAPCONF': os.path.join(home, 'conf'), 'LDAPRC': 'rc', 'HOME': home}, home


def secret(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    os.chmod(path, 0o600)
    return name


def who_answers(tap, folder):
    keys = os.path.join(folder, 'keys')
    os.makedirs(keys)
    certificates(keys)
    authority, stranger = os.path.join(keys, 'ca'), os.path.join(keys, 'other-ca')
    secret(folder, 'good', slapd.PASSWORD + '\n'), secret(folder, 'bad', 'guess\n')
    more = 'disallow bind_anon\nrequire authc\n'
    with slapd.Slapd(os.path.join(folder, 'tls'), more=more, certificate=os.path.join(keys, 'server')) as server:
        server.begin()
        server.must(function(1) + ldif('cn=alias,' + BASE, ['alias', 'extensibleObject'], cn='alias', aliasedObjectName='toegangId=1,' + BASE))
        base = {'base': BASE, 'bind': slapd.ROOT, 'password': 'good'}

        def asked(name, said, facts=0, own=None, **more):
            with Tool(folder, {'kbo': {'source': server.secure, **base, 'authorities': authority, **(own or {})}}, **more) as tool:
                answer = tool.ask('kbo', FUNCTION, ANN, ONE, patience=5000)
            return [f'{name}: {what}' for what in expect(answer, said, facts, 5500)], answer.came

        starts = {'source': server.plain, 'start-tls': 'yes'}
        problems = asked('ldaps', GOOD, 1)[0] + asked('StartTLS', GOOD, 1, starts)[0]
        problems += asked('another authority', LOST, 0, {'authorities': stranger})[0]
        problems += asked('StartTLS, another authority', LOST, 0, {**starts, 'authorities': stranger})[0]
        problems += asked('no such file', LOST, 0, {'authorities': os.path.join(keys, 'nothing')})[0]
        problems += asked('TLS to a port without it', LOST, 0, {'source': 'ldaps' + server.plain[4:]})[0]
        tap.case('TLS: only a certificate of our authority', problems)
        problems, came = asked('wrong', LOST, 0, {'password': 'bad'})
        problems += [] if came == 'LDAP result 49' else [came]
        anonymous = {'bind': None, 'password': None}
        with Tool(folder, {'kbo': {'source': server.secure, 'base': BASE, 'authorities': authority}}) as tool:
            problems += expect(tool.ask('kbo', FUNCTION, ANN), STORE, 0)
        with Tool(folder, {'kbo': {'source': server.plain, **base}}) as tool:
            problems += expect(tool.ask('kbo', FUNCTION, ANN), GOOD, 1)
        tap.case('a wrong password, and none where one is asked', problems)
        environment, home = hostile_environment(folder, authority)
        hostile = {'env': environment, 'cwd': home}
        problems = asked('ldaps', GOOD, 1, **hostile)[0] + asked('StartTLS', GOOD, 1, starts, **hostile)[0]
        problems += asked('in clear', GOOD, 1, {'source': server.plain}, **hostile)[0]
        problems += asked('a socket', GOOD, 1, {'source': server.socket, 'authorities': authority}, **hostile)[0]
        problems += asked('another authority', LOST, 0, {'authorities': stranger}, **hostile)[0]
        problems += asked('another authority, StartTLS', LOST, 0, {**starts, 'authorities': stranger}, **hostile)[0]
        tap.case(f'{len(HOSTILE)} words of the environment, of ldap.conf and .ldaprc change nothing', problems)
    for name in ('elsewhere', 'bare'):
        with slapd.Slapd(os.path.join(folder, name), certificate=os.path.join(keys, name)) as server:
            server.begin()
            for own in ({'source': server.secure}, {'source': server.plain, 'start-tls': 'yes'}):
                with Tool(folder, {'kbo': {**own, 'base': BASE, 'authorities': authority}}) as tool:
                    tap.case(f'TLS: a certificate {name}, {own["source"][:5]}', expect(tool.ask('kbo', FUNCTION, ANN, patience=5000), LOST, 0))
    with slapd.Slapd(os.path.join(folder, 'clear')) as server:
        with Tool(folder, {'kbo': {'source': server.plain, 'start-tls': 'yes', 'base': BASE, 'authorities': authority}}) as tool:
            tap.case('StartTLS that is refused is not gone without', expect(tool.ask('kbo', FUNCTION, ANN), LOST, 0))


# ---- limits of the server ----

def limits(tap, folder):
    many = unit('many') + ''.join(function(i, 'ou=many,' + BASE) for i in range(1200))
    rows = [('sizelimit unlimited', GOOD, 1200, ''), ('', STORE, None, 'LDAP result 4'),
            ('limits * size.soft=100 size.hard=100 size.prtotal=unlimited size.pr=100', GOOD, 1200, ''),
            ('limits * size.prtotal=1000', STORE, None, 'LDAP result 4'), ('limits * size.pr=50', STORE, 0, 'LDAP result 11'),
            ('limits * size.prtotal=disabled', STORE, 0, 'LDAP result 11')]
    for setting, said, facts, came in rows:
        with tempfile.TemporaryDirectory(prefix='toegang-ldap-') as own, slapd.Slapd(os.path.join(own, 's'), limits=setting) as server:
            server.begin()
            server.must(many)
            with Tool(own, {'kbo': f'{server.socket}/{BASE}'}) as tool:
                answer = tool.ask('kbo', FUNCTION, patience=20000)
                problems = expect(answer, said, facts, 20000) + ([] if answer.came.startswith(came) else [answer.came])
                # One function is within every limit, but where no pages are given at all.
                problems += expect(tool.ask('kbo', FUNCTION, BOB), STORE if came.startswith('LDAP result 11') else GOOD, 0)
            tap.case(f'1200 functions, {setting or "the limit of slapd itself"}', problems)


def elsewhere(tap, folder, server):
    server.must(unit('ref') + function(1, 'ou=ref,' + BASE) + unit('norm') +
                right(1, 'ou=norm,' + BASE, toegangCode=[f'r{i}' for i in range(5001)]) +
                right(2, 'ou=norm,' + BASE, toegangCode=[f'r{i}' for i in range(5001)]))
    server.must(ldif('cn=x,ou=ref,' + BASE, ['referral', 'extensibleObject'], cn='x', ref='ldap://192.0.2.1/dc=x'), 'ldapadd')
    with Tool(folder, {'kbo': f'{server.socket}/ou=ref,{BASE}', 'btb': f'{server.socket}/ou=nowhere,{BASE}',
                       'gebruikersbeheer': f'{server.socket}/ou=norm,{BASE}', 'rollenbeheer': f'{server.socket}/cn=x,ou=ref,{BASE}'}) as tool:
        answer = tool.ask('kbo', FUNCTION, ANN)
        tap.case('a part that is elsewhere', expect(answer, STORE) + ([] if answer.came == 'LDAP result 10' else [answer.came]))
        answer = tool.ask('rollenbeheer', RIGHT, ANN)
        tap.case('a base that is elsewhere', expect(answer, STORE) + ([] if answer.came == 'LDAP result 10' else [answer.came]))
        answer = tool.ask('btb', APPOINTMENT, ANN)
        tap.case('a base that is not there is not "none"', expect(answer, STORE) + ([] if answer.came == 'LDAP result 32' else [answer.came]))
        tap.case('more facts than one question may bring', expect(tool.ask('gebruikersbeheer', RIGHT, ANN, patience=20000), LIMIT, slowest=20000))


# ---- faults ----

def faults(tap, folder):
    with slapd.Slapd(os.path.join(folder, 'fault')) as server:
        server.begin()
        server.must(function(1) + ''.join(function(i, toegangHolder=BOB) for i in range(2, 400)))
        whole = lambda tool: expect(tool.ask('kbo', FUNCTION, ANN, patience=PATIENCE), GOOD, 1)
        sources = {'kbo': {'source': server.socket, 'base': BASE, 'connections': 1}, 'btb': server.plain + '/' + BASE}
        with Tool(folder, sources) as tool:
            problems = whole(tool)
            server.send(signal.SIGSTOP)
            paused = [what for _ in range(3) for what in expect(tool.ask('kbo', FUNCTION, ANN, patience=PATIENCE), LATE, 0)]
            paused += expect(tool.ask('btb', APPOINTMENT, ANN, patience=PATIENCE), LATE, 0)
            paused += expect(tool.ask('kbo', FUNCTION, ANN, patience=100), LATE, 0, 160)
            server.send(signal.SIGCONT)
            tap.case('a paused server costs the patience, and then it works again', problems + paused + whole(tool))
            server.kill()
            killed = [what for _ in range(2) for what in expect(tool.ask('kbo', FUNCTION, ANN, patience=PATIENCE), LOST, 0)]
            killed += expect(tool.ask('btb', APPOINTMENT, ANN, patience=PATIENCE), LOST, 0)
            server.start()
            tap.case('a server that was killed, and came back', killed + whole(tool) + expect(tool.ask('btb', APPOINTMENT, ANN), GOOD, 0))
            server.kill()
            server.start()
            tap.case('a connection that was ended while it was idle is made anew within the question',
                     whole(tool) + expect(tool.ask('btb', APPOINTMENT, ANN), GOOD, 0))
            problems, dice = [], random.Random(5)
            for _ in range(12):
                tool.send('kbo', FUNCTION, BOB, patience=PATIENCE)
                time.sleep(dice.random() * 0.006)
                server.kill()
                answer = tool.answer()
                problems += expect(answer, GOOD, 398) if answer.said == GOOD else expect(answer, LOST)
                server.start()
            tap.case('killed in the middle of an answer: all of it, or none', problems + whole(tool))
        path = os.path.join(folder, 'toegang.yaml')
        lines = ''.join(f'kbo\t1\t{holder}\t-\t-\t20000\t0\n' for holder in (ANN, BOB, CEM))
        ran = subprocess.run([TOOL, 'threads', path, '8'], input=lines, capture_output=True, text=True, check=False)
        tap.case('eight threads take turns', [] if ran.returncode == 0 else [ran.stdout + ran.stderr[-1500:]])
        ran = subprocess.run([TOOL, 'describe', path], capture_output=True, text=True, check=False)
        tap.case('what it says of itself', [] if 'end\t0' in ran.stdout else [ran.stdout + ran.stderr])


def person_entry(name=1, **more):
    return impostor.entry(f'toegangId={name}', **{'toegangHolder': ANN, 'toegangOrganisation': ONE, 'toegangCode': '10007', **more})


DONE = impostor.result(0)
LIES = [
    ('nothing wrong', impostor.answers(person_entry(), DONE), GOOD, 1),
    ('names of attributes in other letters', impostor.answers(impostor.entry('x', TOEGANGHOLDER=ANN, toegangorganisation=ONE, toegangCode='10007'), DONE), GOOD, 1),
    ('another holder than was asked', impostor.answers(person_entry(toegangHolder=BOB), DONE), '-4 directory.answer', 0),
    ('another organisation', impostor.answers(person_entry(toegangOrganisation=TWO), DONE), '-4 directory.answer', 0),
    ('a number with a wrong checksum', impostor.answers(person_entry(toegangHolder='85073003329'), DONE), ROW, 0),
    ('a test number', impostor.answers(person_entry(toegangHolder='85613003332'), DONE), ROW, 0),
    ('an octet 0', impostor.answers(person_entry(toegangCode=b'10007\0'), DONE), ROW, 0),
    ('no UTF-8', impostor.answers(person_entry(toegangCode=b'\xff\xfe\xfd\xfc\xfb'), DONE), ROW, 0),
    ('two holders', impostor.answers(person_entry(toegangFrom=['20200101000000Z', '20210101000000Z']), DONE), ROW, 0),
    ('a day that is none', impostor.answers(person_entry(toegangUntil='20270230000000Z'), DONE), ROW, 0),
    ('until before from', impostor.answers(person_entry(toegangFrom='20270101000000Z', toegangUntil='20260101000000Z'), DONE), ROW, 0),
    ('no code', impostor.answers(impostor.entry('x', toegangHolder=ANN, toegangOrganisation=ONE), DONE), ROW, 0),
    ('a reference', impostor.answers(person_entry(), impostor.reference('ldap://192.0.2.1'), DONE), STORE, None),
    *((f'result {code}', impostor.answers(impostor.result(code)), STORE, 0) for code in (1, 2, 3, 4, 9, 10, 11, 32, 50, 51, 52, 53, 80, 123456)),
    ('an unknown code after entries', impostor.answers(person_entry(), impostor.result(4)), STORE, None),
    ('another operation', impostor.answers(impostor.result(0, 0x6f)), LATE, 0),
    ('pages without an end', impostor.answers(DONE, controls=impostor.page_control('more'), again=True), LATE, 0),
    ('a page control that is none', impostor.answers(DONE, controls=impostor.ber(0xa0, impostor.ber(0x30, impostor.text('1.2.840.113556.1.4.319'), impostor.text('x')))), LOST, 0),
    ('hangs up', lambda *_: None, LOST, 0), ('hangs up after a word', impostor.says(b'\x30'), LOST, 0),
    ('says nothing', impostor.waits, LATE, 0), ('another protocol', impostor.says(b'HTTP/1.1 400 Bad Request\r\n\r\n', 2), None, 0),
    ('noise', impostor.says(random.Random(3).randbytes(5000), 2), None, 0), ('zeros', impostor.says(bytes(5000), 2), None, 0),
    ('a message of two gigabytes', impostor.says(b'\x30\x84\x7f\xff\xff\xff\x02\x01\x01' + b'x' * 100000, 2), None, 0),
    ('a length of eight octets', impostor.says(b'\x30\x88' + b'\xff' * 8 + b'x' * 1000, 2), None, 0),
    ('a bit at a time', impostor.trickles(impostor.message(1, person_entry(toegangCode='x' * 4000))), LATE, 0),
    ('the answer to another question', impostor.says(impostor.message(77, person_entry()) + impostor.message(77, DONE), 2), LATE, 0),
]


def lies(tap, folder):
    for name, speak, said, facts in LIES:
        with Impostor(speak) as server, Tool(folder, {'kbo': f'{server.url}/{BASE}'}) as tool:
            answer = tool.ask('kbo', FUNCTION, ANN, ONE, patience=PATIENCE)
            if said is None:
                said = answer.said if answer.said in (LOST, LATE) else LOST
            tap.case(f'a server that lies: {name}', expect(answer, said, facts))
    record = b'\x16\x03\x03\x40\x00' + b'\x02\x00\x3f\xfc' + bytes(16000)
    for name, speak in [('nothing', impostor.waits), ('half a record', impostor.says(record[:20], 3)), ('a bit at a time', impostor.trickles(record)),
                        ('noise', impostor.says(random.Random(4).randbytes(3000), 3)), ('in clear', impostor.answers(person_entry(), DONE))]:
        with Impostor(speak) as server:
            for own in ({'source': server.secure}, {'source': server.url, 'start-tls': 'yes'}):
                with Tool(folder, {'kbo': {**own, 'base': BASE, 'authorities': os.path.join(folder, 'keys', 'ca')}}) as tool:
                    answer = tool.ask('kbo', FUNCTION, ANN, ONE, patience=PATIENCE)
                    tap.case(f'no TLS from a server that says {name}, {own["source"][:5]}', expect(answer, answer.said if answer.said in (LOST, LATE) else LOST, 0))
    with Tool(folder, {'kbo': 'ldap://127.0.0.1:1/' + BASE, 'btb': 'ldapi://%2Fnowhere%2Fat%2Fall/' + BASE}) as tool:
        tap.case('nobody there', expect(tool.ask('kbo', FUNCTION, ANN), LOST, 0) + expect(tool.ask('btb', APPOINTMENT, ANN), LOST, 0))


def main():
    tap = Tap()
    if 'ldap' not in ADAPTERS:
        with tempfile.TemporaryDirectory(prefix='toegang-ldap-') as folder, Tool(folder, {'kbo': 'ldap://127.0.0.1/dc=x'}) as tool:
            tap.case('ldap: not compiled in, and says so', expect(tool.answer(), '-3 directory.adapter'))
        tap.skip('ldap', 'not compiled in: sudo apt-get install libldap-dev, and build again')
        tap.end()
    if not slapd.program() or not shutil.which('openssl'):
        tap.skip('ldap', 'no server: sudo apt-get install slapd ldap-utils openssl')
        tap.end()
    with tempfile.TemporaryDirectory(prefix='toegang-ldap-') as folder:
        settings(tap, folder)
        with slapd.Slapd(os.path.join(folder, 'plain')) as server:
            server.begin()
            own_schema(tap, folder, server)
            existing_classes(tap, folder, server)
            elsewhere(tap, folder, server)
        who_answers(tap, folder)
        limits(tap, folder)
        faults(tap, folder)
        lies(tap, folder)
    tap.case('every process ended by itself, without a finding of a sanitizer', Tool.faults)
    tap.end()


if __name__ == '__main__':
    main()
