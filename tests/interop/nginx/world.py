# SPDX-License-Identifier: Apache-2.0
"""A bare nginx with our module in a folder of its own, and tokens of an issuer that it trusts.
Arguments of every test here: MODULE LIBRARY FORGE SOURCE."""
import contextlib
import functools
import os
import subprocess
import sys

MODULE, LIBRARY, FORGE, SOURCE = (os.path.abspath(path) for path in sys.argv[1:5])
sys.path.insert(0, os.path.join(SOURCE, 'tests', 'support'))
import forge as forging  # noqa: E402
import web  # noqa: E402
from counters import AN, BAKERY, COUNTERS, DIRECTORIES, JAN, TRUST, configuration, copy_registers  # noqa: E402,F401
from services import Application, SlowRegister, held, served  # noqa: E402,F401
from tap import Tap, skip_all  # noqa: E402,F401
from web import differs  # noqa: E402,F401

NGINX = web.program('nginx')
forge = functools.partial(forging.made, FORGE)


class Site(web.Folder):
    """running() starts nginx on these files."""

    def __init__(self, folder):
        super().__init__(folder)
        self.port, self.process = web.free_port(), None
        self.environment = web.sanitized(LIBRARY) | {'LD_LIBRARY_PATH': os.path.dirname(LIBRARY)}
        copy_registers(folder)
        self.write('jwks.json', forge('--jwks', 'idp'))
        self.write('toegang.yaml', configuration())
        self.write('site/index.html', 'free\n')
        self.write('site/in/index.html', 'inside\n')

    def conf(self, http, main='', workers=1):
        """http: what stands in the http block, or only the locations of one server on self.port."""
        if 'server {' not in http:
            http = f'server {{ listen 127.0.0.1:{self.port}; root {self.folder}/site;\n{http}\n}}'
        return self.write('nginx.conf', f'''load_module {MODULE};
daemon off; worker_processes {workers}; pid {self.folder}/nginx.pid; error_log {self.folder}/error.log notice;
{main}
events {{ worker_connections 512; }}
http {{
{web.nginx_files(self.folder)}{http}
}}
''')

    def words(self, *more):
        return [NGINX, '-p', self.folder, '-e', self.path('error.log'), '-c', self.path('nginx.conf'), *more]

    def judge(self, http, main='', workers=1):
        """nginx -t: what it says, and whether it finds the configuration good."""
        self.conf(http, main, workers)
        ran = subprocess.run(self.words('-t'), capture_output=True, text=True, env=self.environment, check=False)
        return ran.stderr, ran.returncode == 0

    @contextlib.contextmanager
    def running(self, http, main='', workers=1):
        self.conf(http, main, workers)
        with web.running(self.words(), self.path('nginx.log'), lambda: web.answers(self.port),
                         self.environment) as self.process:
            yield self

    def log(self):
        return self.read('error.log')

    def broken(self):
        """Lines of the log, and of stderr, that no test means to see."""
        signs = '[alert]', '[crit]', 'ERROR: AddressSanitizer', 'runtime error', 'exited on signal'
        lines = (self.log() + self.read('nginx.log')).splitlines()
        return [line for line in lines if any(sign in line for sign in signs)][:5]

    def token(self, **claims):
        return forging.token(FORGE, self.write, **claims)

    def get(self, path, token=None, headers=(), **more):
        if token:
            headers = [*headers, ('Authorization', f'Bearer {token}')]
        return web.request(self.port, path, headers, **more)


@contextlib.contextmanager
def site(name, kind=Site):
    if not NGINX:
        skip_all('no nginx: sudo apt-get install nginx')
    with web.folder(name) as folder:
        yield kind(folder)
