#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""LDAP where something is wrong: TLS, passwords, the environment, limits, servers that are killed, paused, or lie.
Usage: ldap_faults.py TOOL ADAPTERS"""
import os
import random
import signal
import subprocess
import tempfile
import time

import impostor
from impostor import Impostor
from ldap_asking import (ANN, APPOINTMENT, BASE, BOB, CEM, FUNCTION, GOOD, LATE, LOST, ONE, PATIENCE, ROW, STORE, TOOL,
                         TWO, Tool, expect, function, ldif, run, slapd, unit)


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
        with tempfile.TemporaryDirectory(prefix='toegang-ldap-', dir='/tmp') as own, slapd.Slapd(os.path.join(own, 's'), limits=setting) as server:
            server.begin()
            server.must(many)
            with Tool(own, {'kbo': f'{server.socket}/{BASE}'}) as tool:
                answer = tool.ask('kbo', FUNCTION, patience=20000)
                problems = expect(answer, said, facts, 20000) + ([] if answer.came.startswith(came) else [answer.came])
                # One function is within every limit, but where no pages are given at all.
                problems += expect(tool.ask('kbo', FUNCTION, BOB), STORE if came.startswith('LDAP result 11') else GOOD, 0)
            tap.case(f'1200 functions, {setting or "the limit of slapd itself"}', problems)


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


if __name__ == '__main__':
    run(who_answers, limits, faults, lies)
