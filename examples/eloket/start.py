#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Starts the whole example from a build of libtoegang: identity provider, web server, application, database."""
import argparse
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import front
import provider
from filling import fill
from processes import Ended, Processes, answers

HERE = os.path.dirname(os.path.realpath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TEMPLATES = os.path.join(HERE, 'templates')
DATA = os.path.join(HERE, 'data')
ELOKET, PROVIDER = 'eloket.localhost', 'localhost'  # two sites, as in earnest; a browser knows both without a name server
PORTS = {'port': 8480, 'provider_port': 8481}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--build', default=os.path.join(ROOT, 'build'), help='a build folder of libtoegang (build)')
    parser.add_argument('--folder', help='a folder that is kept; without it a temporary one')
    parser.add_argument('--port', type=int, help='of the e-counters (8480, or a free one)')
    parser.add_argument('--provider-port', type=int, help='of the identity provider (8481, or a free one)')
    parser.add_argument('--idle', default='30m', help='how long a sign-in lives without use (30m)')
    parser.add_argument('--preload', default='', help='a library that nginx and the application load first: of a sanitizer')
    parser.add_argument('--server', choices=sorted(front.SERVERS), default='nginx', help='the web server (nginx)')
    parser.add_argument('--once', action='store_true', help='start, say that all is there, and stop')
    return parser.parse_args()


def free_port(wished):
    for port in (wished, 0):
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(('127.0.0.1', port))
                return listener.getsockname()[1]
            except OSError:
                continue
    raise Ended('no free port')


class Example:
    def __init__(self, options):
        self.options = options
        self.folder = os.path.realpath(options.folder or tempfile.mkdtemp(prefix='toegang-eloket-'))
        self.build = os.path.realpath(options.build)
        port, provider_port = (getattr(options, name) or free_port(wished) for name, wished in PORTS.items())
        self.ports = port, provider_port
        self.processes = Processes(self.folder)
        self.values = {'eloket': f'http://{ELOKET}:{port}', 'provider': f'http://{PROVIDER}:{provider_port}', 'host': ELOKET,
                       'port': port, 'folder': self.folder, 'idle': options.idle, 'salt': secrets.token_hex(16),
                       'module': os.path.join(self.build, 'bindings', *front.MODULES[options.server]),
                       'style': os.path.join(HERE, 'application', 'style.css')}

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def environment(self):
        return {'LD_LIBRARY_PATH': os.path.join(self.build, 'lib'), 'LD_PRELOAD': self.options.preload,
                'PYTHONPATH': self.path('python'), 'PYTHONDONTWRITEBYTECODE': '1'}

    def prepare(self):
        """Keys, configurations, the Python package."""
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        if os.listdir(self.folder):
            raise Ended(f'{self.folder} is not empty')
        for name in ('handles.key', 'audit.key', 'cookie.keys'):
            with open(os.open(self.path(name), os.O_WRONLY | os.O_CREAT, 0o600), 'w', encoding='ascii') as file:
                file.write(secrets.token_hex(32) + '\n')
        self.key_pair(self.folder, 'eloket')
        os.makedirs(self.path('provider'), mode=0o700)
        self.key_pair(self.path('provider'), 'provider')
        with open(self.path('eloket.crt'), encoding='ascii') as file:
            self.values['certificate'] = ''.join(line.strip() for line in file if '-' not in line[:5])
        fill(os.path.join(TEMPLATES, 'toegang.yaml'), self.path('toegang.yaml'), self.values)
        self.package()

    def key_pair(self, folder, name):
        key = os.path.join(folder, name + '.key')
        certificate = os.path.join(folder, name + '.crt')
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate,
                        '-days', '30', '-subj', '/CN=' + name], check=True, capture_output=True)
        os.chmod(key, 0o600)

    def package(self):
        """bindings/python with the module that was built."""
        package, bindings = self.path('python', 'toegang'), os.path.join('bindings', 'python')
        os.makedirs(package)
        built = os.path.join(self.build, bindings)
        for folder, names in ((os.path.join(ROOT, bindings, 'toegang'), os.listdir(os.path.join(ROOT, bindings, 'toegang'))),
                              (built, [name for name in os.listdir(built) if name.endswith('.so')])):
            for name in names:
                os.symlink(os.path.join(folder, name), os.path.join(package, name))

    def start_provider(self):
        folder, port = self.path('provider'), self.ports[1]
        provider.prepare(folder, TEMPLATES, os.path.join(DATA, 'people.json'), {**self.values, 'port': self.ports[0]})
        words, environment = provider.command(folder, port)
        metadata = '/simplesaml/saml2/idp/metadata.php'
        self.processes.start('provider', words, lambda: answers(port, metadata), environment)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f'http://127.0.0.1:{port}{metadata}') as answer, \
                open(self.path('provider.xml'), 'wb') as file:
            file.write(answer.read())

    def toegang(self, *words):
        program = os.path.join(self.build, 'bindings', 'cli', 'toegang')
        ran = subprocess.run([program, *words], capture_output=True, text=True, check=False)
        if ran.returncode:
            raise Ended(f'toegang {" ".join(words)}: {ran.stdout}{ran.stderr}')

    def fill_registers(self):
        """KBO as it comes from elsewhere; BTB and Gebruikersbeheer are empty: here they are filled by hand."""
        config = self.path('toegang.yaml')
        self.toegang('directory', 'migrate', '--config', config)
        for name in ('kbo.yaml', 'open-data'):
            self.toegang('directory', 'import', '--config', config, '--register', 'kbo', os.path.join(DATA, name))
        self.toegang('config', config)

    def start_application(self):
        path = self.path('application.socket')
        words = ['/usr/bin/python3', os.path.join(HERE, 'application'), self.path('toegang.yaml'),
                 os.path.join(DATA, 'people.json'), path, self.values['eloket']]
        self.processes.start('application', words, lambda: os.path.exists(path), self.environment())

    def start_server(self):
        name = self.options.server
        words = front.SERVERS[name](self.folder, TEMPLATES, self.values)
        self.processes.start(name, words, lambda: answers(self.ports[0]), self.environment())

    def start(self):
        self.prepare()
        for what, do in (('identity provider (SimpleSAMLphp)', self.start_provider), ('database (SQLite)', self.fill_registers),
                         ('application', self.start_application), (f'web server ({self.options.server})', self.start_server)):
            print(f'  {what}', flush=True)
            do()

    def tell(self):
        print(f'\nOpen {self.values["eloket"]}/ and sign in as one of these people. All of them are fictional.\n')
        with open(os.path.join(DATA, 'people.json'), encoding='utf-8') as file:
            people = [person for person in json.load(file) if 'key' in person]
        for person in people:
            print(f'  {person["name"]:13} {person["number"]}  {person["en"]}')
        print(f'\nFiles and logs: {self.folder}\nThe story to walk through: examples/eloket/README.md\n')

    def end(self):
        self.processes.stop()
        if not self.options.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what is in the background without it
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    os.umask(0o077)
    example = Example(arguments())
    try:
        example.start()
        example.tell()
        print(f'ready {example.values["eloket"]}' if example.options.once else 'ready. Ctrl-C stops all of it.', flush=True)
        while not example.options.once:
            time.sleep(1)
            example.processes.look()
    except KeyboardInterrupt:
        print('\nStopping')
    except (Ended, FileNotFoundError) as error:
        sys.exit(f'start: {error}')
    finally:
        example.end()


if __name__ == '__main__':
    main()
