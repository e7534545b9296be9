# SPDX-License-Identifier: Apache-2.0
"""nginx, Apache and toegang serve beside each other on one folder, as benches and tests of their load start them."""
import contextlib
import os

import forge
import web
from counters import BAKERY, JAN, TRUST

APACHE_MODULES = '/usr/lib/apache2/modules'
ELOKET = 'e-loketondernemers'

COUNTERS = f'''\
e-lokets:
  {ELOKET}: {{assurance: substantial, legal-representative: automatic}}
'''
FACTS = f'''\
functions:
  - {{holder: "{JAN}", organisation: "{BAKERY}", code: "10006", from: 2019-03-01}}
'''

NGINX = '''\
load_module {module};
daemon off;
worker_processes {workers};
user nobody nogroup;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log {level};
{main}
events {{ worker_connections 1024; }}
http {{
default_type text/html;
{files}{http}
server {{
listen 127.0.0.1:{port};
root {folder}/site;
{locations}
}}
}}
'''
APACHE = '''\
ServerRoot {folder}
ServerName 127.0.0.1
PidFile {folder}/run/apache.pid
DefaultRuntimeDir {folder}/run
Mutex file:{folder}/run
User nobody
Group nogroup
{modules}
LoadModule toegang_module {module}
TypesConfig /etc/mime.types
ErrorLog {folder}/apache.log
LogLevel {level}
Listen 127.0.0.1:{port}
DocumentRoot {folder}/site
StartServers 2
MinSpareThreads 25
MaxSpareThreads 75
ThreadLimit 64
ThreadsPerChild 25
MaxRequestWorkers 150
{lines}
'''


class Folder(web.Folder):
    """Where all of them have their files. library: libtoegang.so; program: the forge."""

    def __init__(self, path, library, program):
        super().__init__(path)
        self.forge = os.path.realpath(program)
        self.environment = web.measured(web.sanitized(library)) | {'LD_LIBRARY_PATH': os.path.dirname(os.path.realpath(library))}
        os.makedirs(self.path('run'))
        os.chmod(self.path('run'), 0o777)
        os.makedirs(self.path('site'))
        self.write('jwks.json', forge.made(self.forge, '--jwks', 'idp'))
        self.write('kbo.yaml', FACTS)

    def configuration(self, name, directories, trust='', more=''):
        """directories: what stands below that key, on one line; trust: more lines of it."""
        return self.write(name, f'{TRUST}{trust}directories: {directories}\n{COUNTERS}{more}')

    def token(self):
        return forge.token(self.forge, self.write)


class Front:
    """A server that was configured; running() starts it, words before its own with `within`."""

    def __init__(self, folder, words, port):
        self.folder, self.words, self.port, self.process = folder, words, port, None

    def ready(self):
        return web.answers(self.port)

    @contextlib.contextmanager
    def running(self, within=()):
        with web.running([*within, *self.words], self.folder.path(os.path.basename(self.words[0]) + '.out'), self.ready,
                         self.folder.environment) as self.process:
            yield self


def nginx(folder, module, locations, http='', main='', workers=1, level='warn'):
    port = web.free_port()
    path = folder.write('nginx.conf', NGINX.format(folder=folder.path(), module=os.path.realpath(module), port=port,
                                                   files=web.nginx_files(folder.folder), locations=locations, http=http, main=main, workers=workers, level=level))
    return Front(folder, [web.program('nginx'), '-e', folder.path('nginx.log'), '-c', path], port)


def apache(folder, module, lines, modules=(), level='warn'):
    port = web.free_port()
    names = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'alias', 'dir', 'env', 'mime', *modules]
    loads = '\n'.join(f'LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so' for name in names)
    path = folder.write('apache.conf', APACHE.format(folder=folder.path(), module=os.path.realpath(module), port=port,
                                                     lines=lines, modules=loads, level=level))
    return Front(folder, [web.program('apache2'), '-f', path, '-DFOREGROUND'], port)


class Serve(Front):
    """Decisions on a unix socket that anybody may use."""

    def __init__(self, folder, executable, configuration):
        self.socket = folder.path('run', 'serve.sock')
        super().__init__(folder, [os.path.realpath(executable), '--config', configuration, '--listen', 'unix:' + self.socket,
                                  '--socket-mode', '0666'], self.socket)

    def ready(self):
        return os.path.exists(self.socket) and web.request(self.socket, '/health/live').status == 200
