# SPDX-License-Identifier: Apache-2.0
"""A real apache2 with mod_toegang in a folder of the test, nothing of it outside."""
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', '..', 'support'))
import forge  # noqa: F401
import web
import wrk
from tap import Tap, skip_all  # noqa: F401  (tests take them from here)

RRN, HTB, STRANGER = '85073003328', '90010100123', '85073003526'
ORGANISATION, OTHER = '0999999922', '0417497106'

# Jan represents the organisation; the HTB holds no right.
CONFIGURATION = '''\
directories:
  kbo: yaml:kbo.yaml
  btb: yaml:btb.yaml
  gebruikersbeheer: yaml:gebruikersbeheer.yaml
e-lokets:
  open: {legal-representative: automatic, htb: automatic}
  strict: {assurance: high, legal-representative: automatic}
  subsidieloket: {htb: with-right, right: subsidie-indienen}
'''
FACTS = {
    'kbo.yaml': f'functions:\n  - {{holder: "{RRN}", organisation: "{ORGANISATION}", code: "10007", from: 2019-03-01}}\n',
    'btb.yaml': f'appointments:\n  - {{holder: "{HTB}", organisation: "{ORGANISATION}", role: htb, from: 2019-03-01}}\n',
    'gebruikersbeheer.yaml': f'rights:\n  - {{holder: "{HTB}", organisation: "{ORGANISATION}", eloket: subsidieloket, '
                             f'right: subsidie-indienen, from: 2020-01-01}}\n',
}
MODULES = ('authn_core', 'authn_file', 'auth_basic', 'authz_core', 'authz_user', 'authz_host', 'alias', 'dir', 'env',
           'headers', 'setenvif')
BEGUN = 'resuming normal operations'
BASE = '''\
ServerRoot {folder}
ServerName localhost
PidFile {folder}/httpd.pid
DefaultRuntimeDir {folder}/run
Mutex file:{folder}/run
Listen 127.0.0.1:{port}
{user}
{modules}
LoadModule toegang_module {module}
ErrorLog {folder}/error.log
LogLevel {level} mpm_{mpm}:notice
LogFormat "%h %l %u %t \\"%r\\" %>s %{{TOEGANG_CHECK}}e" told
CustomLog {folder}/access.log told
DocumentRoot {folder}/site
<Directory />
  AllowOverride AuthConfig
</Directory>
'''


def programs():
    """apache2 and its modules, or the test is skipped."""
    program = web.program('apache2')
    if not program:
        skip_all('no apache2: sudo apt-get install apache2')
    folder = subprocess.run([shutil.which('apxs2') or 'apxs', '-q', 'LIBEXECDIR'], capture_output=True, text=True,
                            check=True).stdout.strip()
    return program, folder


def joined(octets):
    """The pieces of a body (RFC 9112 section 7.1)."""
    body = b''
    while octets:
        size, _, octets = octets.partition(b'\r\n')
        body, octets = body + octets[:int(size, 16)], octets[int(size, 16) + 2:]
        if int(size, 16) == 0:
            break
    return body


class Httpd(web.Folder):
    """A folder with files of the library, pages and a configuration; and the server on it."""

    def __init__(self, folder, module, mpm='event', modules=(), level='info'):
        super().__init__(folder)
        self.module, self.mpm, self.level = os.path.realpath(module), mpm, level
        self.program, self.modules_folder = programs()
        self.port = web.free_port()
        self.environment = web.sanitized(self.module)
        self.more, self.said = tuple(modules), 0
        os.makedirs(self.path('run'))
        os.chmod(self.path('run'), 0o777)
        self.write('toegang.yaml', CONFIGURATION)
        for name, text in FACTS.items():
            self.write(name, text)
        self.write('users', ''.join(f'{name}:{{SHA}}qUqP5cyxm6YcTAhz05Hph5gvu9M=\n' for name in ('jan', RRN)))
        self.write('site/index.html', 'welcome\n')

    def base(self):
        names = (f'mpm_{self.mpm}',) + MODULES + ('cgid' if self.mpm != 'prefork' else 'cgi',) + self.more
        lines = [f'LoadModule {name}_module {self.modules_folder}/mod_{name}.so' for name in names]
        if self.mpm != 'prefork':
            lines.append(f'ScriptSock {self.path("run", "cgi.sock")}')
        user = 'User nobody\nGroup nogroup' if os.getuid() == 0 else ''
        return BASE.format(folder=self.folder, port=self.port, user=user, modules='\n'.join(lines), module=self.module,
                           level=self.level, mpm=self.mpm)

    def configure(self, text, open_all=True):
        """The whole configuration; where it begins to be the test's is the number of lines before it."""
        base = self.base() + ('ToegangConfig toegang.yaml\n' if open_all else '')
        self.write('httpd.conf', base + text)
        return base.count('\n')

    def words(self, *more):
        return [self.program, '-f', self.path('httpd.conf'), *more]

    def judged(self):
        """What `apachectl -t` says: exit status and text."""
        ran = subprocess.run(self.words('-t'), capture_output=True, text=True, check=False,
                             env=self.environment)
        return ran.returncode, ran.stderr + ran.stdout

    def ready(self):
        """It listens before it heeds signals: this is said when it does."""
        return os.path.exists(self.path('error.log')) and BEGUN in self.read('error.log')[self.said:]

    @contextlib.contextmanager
    def running(self):
        self.said = len(self.read('error.log')) if os.path.exists(self.path('error.log')) else 0
        with web.running(self.words('-DFOREGROUND'), self.path('stderr.log'), self.ready, self.environment,
                         signal.SIGTERM) as process:
            self.process = process
            yield self

    def restart(self):
        """Gracefully; whether it was."""
        before = self.read('error.log').count(BEGUN)
        os.kill(self.process.pid, signal.SIGUSR1)
        return wrk.until(lambda: self.read('error.log').count(BEGUN) > before)

    def get(self, path, *headers, **more):
        answer = web.request(self.port, path, headers, **more)
        if answer.header('Transfer-Encoding') == 'chunked':
            answer.body = joined(answer.body)
        return answer

    def numbers(self):
        """Lines of its logs in which a national number stands, as digits or as people write it."""
        wanted = [form for number in (RRN, HTB, STRANGER) for form in
                  (number, f'{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}')]
        lines = (self.read('error.log') + self.read('access.log') + self.read('stderr.log')).split('\n')
        return [line for line in lines if any(form in line for form in wanted)]

    def sanitizer(self):
        """What a sanitizer said, in any log."""
        said = []
        for name in ('stderr.log', 'error.log'):
            if os.path.exists(self.path(name)):
                said += re.findall(r'(?:ERROR: \w+Sanitizer|runtime error:)[^\n]*', self.read(name))
        return said


BASIC = ('Authorization', 'Basic amFuOnRlc3Q=')  # jan:test


def holder(number=RRN, organisation=ORGANISATION, **more):
    """Headers of somebody who signed in: the tests' expressions read them."""
    pairs = [BASIC, ('Test-Holder', number), ('Test-Organisation', organisation)]
    return pairs + [('Test-' + name.capitalize(), value) for name, value in more.items()]
