# SPDX-License-Identifier: Apache-2.0
"""A slapd of our own: in a temporary folder, on a socket in it and on 127.0.0.1, gone afterwards."""
import base64
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
import paused  # noqa: E402
from web import free_port  # noqa: E402

SOURCE = os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', '..')
SCHEMA = os.path.join(SOURCE, 'doc', 'ldap', 'toegang.schema')
BASE = 'dc=toegang,dc=test'
ROOT, PASSWORD = 'cn=root,' + BASE, 'p@ss word\\*'
MODULES, SCHEMAS = '/usr/lib/ldap', '/etc/ldap/schema'

SETTINGS = '''
include {schemas}/core.schema
include {schemas}/cosine.schema
include {schemas}/inetorgperson.schema
include {schema}
modulepath {modules}
moduleload back_mdb
moduleload constraint
pidfile {folder}/pid
{more}
database mdb
suffix "{base}"
rootdn "{root}"
rootpw "{password}"
directory {folder}/data
index objectClass,toegangHolder,toegangOrganisation,toegangEloket eq
dbnosync
{limits}
overlay constraint
constraint_attribute toegangHolder,toegangGrantedBy regex ^[0-9]{{11}}$
constraint_attribute toegangHeldBy regex ^kbo:[01][0-9]{{9}}$
constraint_attribute toegangOrganisation regex ^(kbo:[01][0-9]{{9}}|(establishment|ovo|nis|school|vcode):[0-9A-Z]+)$
constraint_attribute toegangRegister regex ^(kbo|btb|gebruikersbeheer|rollenbeheer)$
'''


def program():
    """slapd, or None when it or what it needs is not installed."""
    found = shutil.which('slapd') or shutil.which('/usr/sbin/slapd')
    return found if found and os.path.exists(MODULES + '/back_mdb.so') and shutil.which('ldapmodify') else None


def clean():
    return {name: value for name, value in os.environ.items() if not name.startswith(('LDAP', 'ASAN', 'UBSAN'))}


def encoded(value):
    """As LDIF has it, whatever it holds."""
    return ':: ' + base64.b64encode(value if isinstance(value, bytes) else value.encode()).decode()


def ldif(dn, classes, **attributes):
    """One entry. A list is several values, "" and None are none; _ in a name is nothing."""
    lines = [f'dn{encoded(dn)}', *(f'objectClass: {name}' for name in classes)]
    for name, values in attributes.items():
        for value in values if isinstance(values, list) else [values]:
            lines += [name + encoded(value)] if value not in ('', None) else []
    return '\n'.join(lines) + '\n\n'


class Slapd:
    """more: settings before the database; limits: settings of it. certificate: of a server with TLS, and its key."""

    def __init__(self, folder, more='', limits='', certificate=None):
        self.folder, self.process = folder, None
        os.makedirs(os.path.join(folder, 'data'))
        if certificate:
            more += f'\nTLSCertificateFile {certificate}\nTLSCertificateKeyFile {certificate}.key\n'
        with open(os.path.join(folder, 'slapd.conf'), 'w', encoding='ascii') as file:
            file.write(SETTINGS.format(schemas=SCHEMAS, schema=SCHEMA, modules=MODULES, folder=folder, base=BASE, root=ROOT,
                                       password=PASSWORD.replace('\\', '\\\\'), more=more, limits=limits))
        path = os.path.join(folder, 'socket')
        self.socket = 'ldapi://' + urllib.parse.quote(path, safe='')
        self.path, self.certificate = path, certificate
        self.listen()

    def listen(self):
        self.port, self.tls_port = free_port(), free_port()
        self.plain = f'ldap://127.0.0.1:{self.port}'
        self.secure = f'ldaps://127.0.0.1:{self.tls_port}' if self.certificate else None

    def start(self):
        urls = ' '.join(filter(None, [self.socket, self.plain, self.secure]))
        self.process = subprocess.Popen([program(), '-d', '0', '-h', urls, '-f', os.path.join(self.folder, 'slapd.conf')],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=clean())
        end = time.monotonic() + 20
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with socket.socket(socket.AF_UNIX) as probe:
                    probe.connect(self.path)
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.02)
        self.kill()
        raise RuntimeError('slapd: ' + self.process.stderr.read().decode(errors='replace'))

    def send(self, number):
        paused.send(self.process.pid, number)

    def kill(self):
        """As if the power went."""
        if self.process and self.process.poll() is None:
            self.process.kill()
        if self.process:
            self.process.wait()

    def add(self, text, program_name='ldapadd'):
        """Entries in LDIF; what ldapadd says when it refuses."""
        ran = subprocess.run([program_name, '-x', '-H', self.socket, '-D', ROOT, '-w', PASSWORD], input=text, text=True,
                             capture_output=True, check=False, env=clean())
        return '' if ran.returncode == 0 else ran.stdout + ran.stderr

    def must(self, text, program_name='ldapadd'):
        said = self.add(text, program_name)
        if said:
            raise RuntimeError(said)

    def begin(self):
        self.must(ldif(BASE, ['dcObject', 'organization'], dc='toegang', o='test'))
        return self

    def __enter__(self):
        """Somebody else may have taken a port meanwhile."""
        for _ in range(3):
            try:
                return self.start()
            except RuntimeError:
                self.listen()
        return self.start()

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
        self.kill()
