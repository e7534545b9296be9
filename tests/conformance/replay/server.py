# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL of our own: in a temporary folder, on a socket in it, gone afterwards."""
import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
import paused  # noqa: E402
from web import free_port  # noqa: E402

SETTINGS = '''
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
max_connections = 40
shared_buffers = 16MB
logging_collector = off
'''


def programs():
    """The folder with initdb and pg_ctl, the newest version; None when there is none."""
    found = sorted(glob.glob('/usr/lib/postgresql/*/bin/initdb'), key=lambda path: float(path.split('/')[4]))
    on_path = shutil.which('initdb')
    return os.path.dirname(found[-1] if found else on_path) if found or on_path else None


class Server:
    """With a source: its streaming replica."""
    def __init__(self, folder, source=None):
        self.folder, self.bin = folder, programs()
        # initdb refuses root, so root becomes the user that Debian makes for it.
        self.prefix = []
        if os.getuid() == 0:
            user = pwd.getpwnam('postgres')
            os.chown(folder, user.pw_uid, user.pw_gid)
            self.prefix = ['setpriv', f'--reuid={user.pw_uid}', f'--regid={user.pw_gid}', '--clear-groups']
        os.chmod(folder, 0o755)
        self.data = os.path.join(folder, 'data')
        if source:
            self.run('pg_basebackup', '-D', self.data, '-h', source.folder, '-p', str(source.port), '-U', 'postgres', '-R',
                     '--no-sync', '-c', 'fast')
        else:
            self.run('initdb', '-D', self.data, '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8', '--locale=C')
        self.configure(SETTINGS.format(folder=folder))
        self.port = 5432
        self.conninfo = f"host='{folder}' user=postgres dbname=postgres"

    def configure(self, text):
        with open(os.path.join(self.data, 'postgresql.conf'), 'a', encoding='ascii') as file:
            file.write(text + '\n')

    def promote(self):
        self.run('pg_ctl', '-D', self.data, '-w', 'promote')

    def listen(self, certificate):
        """On a port of this machine as well, with TLS and passwords. The port."""
        port = free_port()
        for end in ('', '.key'):
            shutil.copy(certificate + end, os.path.join(self.data, 'server' + end))
            os.chmod(os.path.join(self.data, 'server' + end), 0o600)
            if self.prefix:
                shutil.chown(os.path.join(self.data, 'server' + end), 'postgres', 'postgres')
        with open(os.path.join(self.data, 'postgresql.conf'), 'a', encoding='ascii') as file:
            file.write(f"listen_addresses = '127.0.0.1'\nport = {port}\nssl = on\nssl_cert_file = 'server'\n"
                       "ssl_key_file = 'server.key'\n")
        with open(os.path.join(self.data, 'pg_hba.conf'), 'w', encoding='ascii') as file:
            file.write('local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n')
        self.port = port
        return port

    def run(self, program, *words, check=True):
        clean = {name: value for name, value in os.environ.items() if not name.startswith(('PG', 'ASAN', 'UBSAN'))}
        ran = subprocess.run([*self.prefix, os.path.join(self.bin, program), *words], capture_output=True, text=True,
                             check=False, cwd='/', env={**clean, 'LC_ALL': 'C'})
        if check and ran.returncode:
            raise RuntimeError(f'{program}: {ran.stdout}{ran.stderr}')
        return ran.stdout.strip()

    def start(self):
        self.run('pg_ctl', '-D', self.data, '-w', '-l', os.path.join(self.folder, 'log'), 'start')

    def stop(self, mode='immediate'):
        self.run('pg_ctl', '-D', self.data, '-w', '-m', mode, 'stop', check=False)

    def ask(self, statement):
        return self.run('psql', '-XAtq', '-h', self.folder, '-p', str(self.port), '-U', 'postgres', '-d', 'postgres', '-c', statement)

    def hold(self, statement):
        """A session that keeps what the statement took until it is ended."""
        session = subprocess.Popen([*self.prefix, os.path.join(self.bin, 'psql'), '-XAtq', '-h', self.folder, '-p',
                                    str(self.port), '-U', 'postgres', '-d', 'postgres'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   text=True, cwd='/')
        session.stdin.write(f'BEGIN; {statement}; SELECT 1;\n')
        session.stdin.flush()
        session.stdout.readline()
        return session

    def processes(self):
        """The server and its children, the server first."""
        with open(os.path.join(self.data, 'postmaster.pid'), encoding='ascii') as file:
            first = int(file.readline())
        children = subprocess.run(['ps', '-o', 'pid=', '--ppid', str(first)], capture_output=True, text=True,
                                  check=False).stdout.split()
        return [first, *map(int, children)]

    def send(self, number):
        for process in self.processes():
            paused.send(process, number)

    def kill(self):
        """As if the power went: no process of it has time for anything."""
        gone = self.processes()
        self.send(signal.SIGKILL)
        for process in gone:
            while os.path.exists(f'/proc/{process}'):
                time.sleep(0.02)
        os.unlink(os.path.join(self.data, 'postmaster.pid'))


BOUNCER = '''
[databases]
postgres = host={server} port={port} user=postgres
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = {folder}
auth_type = any
pool_mode = transaction
default_pool_size = 3
logfile = {folder}/log
pidfile = {folder}/pid
'''


class Bouncer:
    """A pgbouncer in transaction mode before a server."""
    def __init__(self, folder, server):
        os.mkdir(folder)
        os.chmod(folder, 0o777)
        path = os.path.join(folder, 'pgbouncer.ini')
        with open(path, 'w', encoding='ascii') as file:
            file.write(BOUNCER.format(folder=folder, server=server.folder, port=server.port))
        self.process = subprocess.Popen([*server.prefix, bouncer(), '-q', path], cwd='/', stderr=subprocess.DEVNULL)
        self.conninfo = f"host='{folder}' port=6432 user=postgres dbname=postgres"
        for _ in range(100):
            if os.path.exists(os.path.join(folder, '.s.PGSQL.6432')):
                break
            time.sleep(0.05)

    def stop(self):
        self.process.kill()
        self.process.wait()


def bouncer():
    """None when it is not installed."""
    return shutil.which('pgbouncer') or shutil.which('pgbouncer', path='/usr/sbin')
