# SPDX-License-Identifier: Apache-2.0
"""
The adapters that the contract is asked of. One is a class with a name and with

    lacking()     None, or how to get what is not installed
    open()        starts what is needed, in self.folder
    put(facts)    makes these the facts of the store, and no others; gives what the configuration says
                  under `directories:`, a mapping of registers
    close()       ends what open started, whatever happened

and stands in ADAPTERS. A store that takes changes says loads = True: its own loading puts the facts there. A fact is a Fact of texts, "" where there is nothing; moments are seconds, or None for an open end.
"""
import collections
import datetime
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'replay'))
import register  # noqa: E402
import server  # noqa: E402
import slapd  # noqa: E402

REGISTERS = ['kbo', 'btb', 'gebruikersbeheer', 'rollenbeheer']
FIELDS = ['register', 'kind', 'holder', 'organisation', 'held_by', 'eloket', 'code', 'context', 'from_at', 'until_at',
          'granted_by', 'granted_as', 'granted_at']
Fact = collections.namedtuple('Fact', FIELDS)
MOMENTS = ('from_at', 'until_at', 'granted_at')


def fact_of(line):
    """A line of directory_tool."""
    words = ['' if word == '-' else word for word in line.rstrip('\n').split('\t')]
    return Fact(**{name: (int(word) if word else None) if name in MOMENTS else word for name, word in zip(FIELDS, words)})


def moment(seconds, form):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime(form) if seconds is not None else ''


class Store:
    loads = False

    def __init__(self, folder):
        self.folder = folder

    def lacking(self):
        return None

    def open(self):
        pass

    def close(self):
        pass


class Yaml(Store):
    """A file a register."""
    name, adapter = 'yaml', 'yaml'
    LISTS = {'function': 'functions', 'appointment': 'appointments', 'right': 'rights', 'suspension': 'suspensions'}
    CODES = {'function': 'code', 'appointment': 'role', 'right': 'right', 'suspension': None}

    def row(self, fact):
        keys = {'holder': fact.holder, 'organisation': fact.organisation, 'held-by': fact.held_by, 'eloket': fact.eloket,
                self.CODES[fact.kind]: fact.code, 'context': fact.context, 'granted-by': fact.granted_by,
                'granted-as': fact.granted_as}
        for name in MOMENTS:
            keys[name.replace('_at', '' if name != 'granted_at' else '-at')] = moment(getattr(fact, name), '%Y-%m-%dT%H:%M:%SZ')
        return '  - {' + ', '.join(f'{key}: {json.dumps(value, ensure_ascii=False)}' for key, value in keys.items()
                                   if key and value) + '}\n'

    def put(self, facts):
        for register in REGISTERS:
            lines = [f'register: {register}\n'] if register == 'rollenbeheer' else []
            for kind, name in self.LISTS.items():
                rows = [self.row(fact) for fact in facts if (fact.register, fact.kind) == (register, kind)]
                lines += [f'{name}:\n', *rows] if rows else []
            with open(os.path.join(self.folder, register + '.yaml'), 'w', encoding='utf-8') as file:
                file.write(''.join(lines) or 'functions: []\n')
        return {register: f'yaml:{register}.yaml' for register in REGISTERS}


class Ldap(Store):
    """Our own schema, all registers below one base."""
    name, adapter = 'ldap', 'ldap'
    CLASSES = {'function': 'toegangFunction', 'appointment': 'toegangAppointment', 'right': 'toegangRight',
               'suspension': 'toegangSuspension'}

    def lacking(self):
        return None if slapd.program() else 'no server: sudo apt-get install slapd ldap-utils'

    def open(self):
        self.server = slapd.Slapd(os.path.join(self.folder, 'slapd')).start().begin()
        self.below = None

    def entry(self, number, fact):
        register = {'toegangRegister': fact.register} if fact.kind in ('right', 'suspension') else {}
        times = {name: moment(seconds, '%Y%m%d%H%M%SZ') for name, seconds in [
            ('toegangFrom', fact.from_at), ('toegangUntil', fact.until_at), ('toegangGrantedAt', fact.granted_at)]}
        return slapd.ldif(f'toegangId={number},{self.below}', [self.CLASSES[fact.kind]], toegangId=str(number), **register, **times,
                          toegangHolder=fact.holder, toegangHeldBy=fact.held_by, toegangOrganisation=fact.organisation,
                          toegangCode=fact.code, toegangEloket=fact.eloket, toegangContext=fact.context,
                          toegangGrantedBy=fact.granted_by, toegangGrantedAs=fact.granted_as)

    def put(self, facts):
        number = int(self.below.split(',')[0][3:]) + 1 if self.below else 1
        self.below = f'ou={number},{slapd.BASE}'
        self.server.must(slapd.ldif(self.below, ['organizationalUnit'], ou=str(number)) +
                         ''.join(self.entry(i, fact) for i, fact in enumerate(facts)))
        return {register: f'{self.server.socket}/{self.below}' for register in REGISTERS}

    def close(self):
        self.server.kill()


class Sqlite(Store):
    """One file for all registers."""
    name, adapter, loads = 'sqlite', 'sqlite', True
    number = 0

    def put(self, _):
        self.number += 1
        return {name: f'sqlite:facts{self.number}.db' for name in REGISTERS}


class Postgresql(Store):
    """A server of our own; every loading takes the place of the one before."""
    name, adapter, loads = 'postgresql', 'postgresql', True

    def lacking(self):
        return None if server.programs() else 'no server: sudo apt-get install postgresql'

    def open(self):
        folder = os.path.join(self.folder, 'server')
        os.mkdir(folder)
        os.chmod(self.folder, 0o755)
        self.server = server.Server(folder)
        self.server.start()

    def put(self, _):
        return {name: 'postgresql:' + self.server.conninfo for name in REGISTERS}

    def close(self):
        self.server.stop()


class Http(Store):
    """A register service, as doc/register.openapi.yaml describes one."""
    name, adapter = 'http', 'http'
    server = None

    def row(self, fact):
        keys = {'holder': fact.holder, 'held_by': fact.held_by, 'organisation': fact.organisation, 'code': fact.code,
                'eloket': fact.eloket, 'context': fact.context, 'granted_by': fact.granted_by, 'granted_as': fact.granted_as,
                'from': fact.from_at, 'until': fact.until_at, 'granted_at': fact.granted_at}
        return {name: moment(value, '%Y-%m-%dT%H:%M:%SZ') if isinstance(value, int) else value
                for name, value in keys.items() if value not in ('', None)}

    def put(self, facts):
        rows = [({fact.register}, fact.kind, self.row(fact)) for fact in facts]
        self.close()
        self.server = register.serve(type('Own', (register.Answers,), {'register': register.Register(rows)}))
        return {name: f'http://127.0.0.1:{self.server.server_address[1]}/v1' for name in REGISTERS}

    def close(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()


ADAPTERS = [Yaml, Sqlite, Postgresql, Ldap, Http]
