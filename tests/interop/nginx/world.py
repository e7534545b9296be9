# SPDX-License-Identifier: Apache-2.0
"""A bare nginx with our module in a folder of its own, and tokens of an issuer that it trusts.
Arguments of every test here: MODULE LIBRARY FORGE SOURCE."""
import contextlib
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
import time

MODULE, LIBRARY, FORGE, SOURCE = (os.path.abspath(path) for path in sys.argv[1:5])
sys.path.insert(0, os.path.join(SOURCE, 'tests', 'support'))
import web  # noqa: E402
from tap import Tap, skip_all  # noqa: E402,F401

NGINX = shutil.which('nginx') or '/usr/sbin/nginx'
DATA = os.path.join(SOURCE, 'examples', 'data')
JAN, AN, BAKERY = '85073003328', '90010100123', '0999999922'
TRUST = '''trust:
  - {issuer: https://op.example, jwks: jwks.json, algorithms: [RS256], audience: e-loket, claims: acm}
'''
COUNTERS = '''e-lokets:
  e-loketondernemers: {assurance: substantial, legal-representative: automatic, self: automatic}
  subsidieloket:
    {assurance: high, legal-representative: with-right, htb: with-right, others: with-right,
     right: subsidie-indienen, rights: [subsidie-indienen, subsidie-lezen]}
'''
DIRECTORIES = 'directories: {kbo: "yaml:kbo.yaml", btb: "yaml:btb.yaml", gebruikersbeheer: "yaml:gebruikersbeheer.yaml"}\n'


def configuration(directories=DIRECTORIES, trust=TRUST, counters=COUNTERS):
    return trust + directories + counters


def forge(*words):
    return subprocess.run([FORGE, *words], capture_output=True, text=True, check=True).stdout


class Site:
    """begin() starts nginx with a configuration whose words @NAME@ are filled in."""

    def __init__(self, folder):
        self.folder, self.port, self.process = folder, web.free_port(), None
        self.environment = web.sanitized(LIBRARY) | {'LD_LIBRARY_PATH': os.path.dirname(LIBRARY)}
        for name in ('kbo.yaml', 'btb.yaml', 'gebruikersbeheer.yaml'):
            shutil.copy(os.path.join(DATA, name), self.path(name))
        self.write('jwks.json', forge('--jwks', 'idp'))
        self.write('toegang.yaml', configuration())
        self.write('site/index.html', 'free\n')
        self.write('site/in/index.html', 'inside\n')

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text, mode=0o644):
        return web.write(self.path(name), text, mode)

    def conf(self, http, main='', workers=1):
        """http: what stands in the http block, or only the locations of one server on self.port."""
        if 'server {' not in http:
            http = f'server {{ listen 127.0.0.1:{self.port}; root {self.folder}/site;\n{http}\n}}'
        return self.write('nginx.conf', f'''load_module {MODULE};
daemon off; worker_processes {workers}; pid {self.folder}/nginx.pid; error_log {self.folder}/error.log notice;
{main}
events {{ worker_connections 512; }}
http {{
{self.temporary()}{http}
}}
''')

    def temporary(self):
        """Two lines for the http block: what nginx writes lies in our folder."""
        return f'''access_log off; client_body_temp_path {self.folder}/body; proxy_temp_path {self.folder}/proxy;
fastcgi_temp_path {self.folder}/fastcgi; uwsgi_temp_path {self.folder}/uwsgi; scgi_temp_path {self.folder}/scgi;
'''

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
        with open(self.path('error.log'), encoding='utf-8', errors='replace') as file:
            return file.read()

    def token(self, without=(), **claims):
        with open(os.path.join(SOURCE, 'tests/support/templates/access.json'), encoding='utf-8') as file:
            all_claims = json.load(file)
        now = int(time.time())
        all_claims |= {'iat': now - 10, 'auth_time': now - 20, 'exp': now + 3600} | claims
        for name in without:
            del all_claims[name]
        path = self.write('claims.json', json.dumps(all_claims))
        return forge('--token', path, '--signer', 'idp', '--typ', 'at+jwt').strip()

    def get(self, path, token=None, headers=(), **more):
        if token:
            headers = [*headers, ('Authorization', f'Bearer {token}')]
        return web.request(self.port, path, headers, **more)


@contextlib.contextmanager
def site(name):
    if not os.path.exists(NGINX):
        skip_all('no nginx: sudo apt-get install nginx')
    with web.folder(name) as folder:
        yield Site(folder)


class Application(http.server.BaseHTTPRequestHandler):
    """Behind nginx: says what reached it, as JSON."""
    protocol_version = 'HTTP/1.1'

    def answer(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        said = {'method': self.command, 'path': self.path, 'headers': [list(pair) for pair in self.headers.items()],
                'body': body.decode()}
        self.reply(json.dumps(said).encode())

    def handle(self):
        with contextlib.suppress(ConnectionError):
            super().handle()

    def reply(self, octets):
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(octets)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(octets)

    do_GET = do_HEAD = do_POST = do_PUT = answer

    def log_message(self, *_):
        pass


class SlowRegister(Application):
    """A register service (doc/register.openapi.yaml) where Jan is a director, and which takes its time to say so."""
    seconds, asked = 0.2, 0

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        type(self).asked += 1
        time.sleep(self.seconds)
        facts = []
        if question['kind'] == 'function' and question.get('holder', JAN) == JAN:
            facts = [{'holder': JAN, 'organisation': 'kbo:' + BAKERY, 'code': '10006', 'source': '1'}]
        now = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())
        self.reply(json.dumps({'question': question, 'as_of': now, 'complete': True, 'facts': facts}).encode())


@contextlib.contextmanager
def served(kind):
    """The port of such a server."""
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), kind)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def differs(answer, status, check=None, **headers):
    """What is not as expected, as lines."""
    if answer.status != status:
        yield f'expected {status}, came {answer.status}: {answer.text()[:300]}'
    if check is not None and answer.header('toegang-check') != check:
        yield f'expected check {check!r}, came {answer.header("toegang-check")!r}'
    for name, value in headers.items():
        came = answer.header(name.replace('_', '-'))
        if came != value:
            yield f'{name}: expected {value!r}, came {came!r}'
