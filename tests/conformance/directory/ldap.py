#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Facts in a real slapd: settings, our schema, maps of existing classes, injection. Usage: ldap.py TOOL ADAPTERS"""
import os
import random

from ldap_asking import (ANN, APPOINTMENT, BASE, BOB, CEM, FUNCTION, GOOD, LIMIT, ONE, QUERY, RIGHT, ROW, SETTINGS,
                         STORE, SUSPENSION, TWO, Tool, expect, function, ldif, right, run, slapd, unit)


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


def with_server(tap, folder):
    with slapd.Slapd(os.path.join(folder, 'plain')) as server:
        server.begin()
        own_schema(tap, folder, server)
        existing_classes(tap, folder, server)
        elsewhere(tap, folder, server)


if __name__ == '__main__':
    run(settings, with_server)
