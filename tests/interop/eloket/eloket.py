#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Starts examples/eloket from this build and lets a browser walk through it. Usage: eloket.py nginx|apache SOURCE BUILD MODULE
LIBRARY; TOEGANG_TEST_NPM is the folder with node_modules (tests/run fills it)."""
import contextlib
import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', '..', 'support')]
import behind  # noqa: E402  (these folders are only known here)
import web  # noqa: E402
from tap import Tap, skip_all  # noqa: E402

IDLE = 60  # seconds, the shortest that the module takes
PACKAGES = os.environ.get('TOEGANG_TEST_NPM', os.path.join(HERE, '..'))
NEEDED = (('/usr/bin/chromium', 'chromium'), ('/usr/bin/openssl', 'openssl'),
          ('/usr/share/simplesamlphp/www', 'simplesamlphp php-cli php-xml'))
SERVERS = {'nginx': (('/usr/sbin/nginx', 'nginx'),),
           'apache': (('/usr/sbin/apache2', 'apache2'),
                      ('/usr/lib/apache2/modules/mod_auth_mellon.so', 'libapache2-mod-auth-mellon'))}
NUMBERS = ('85073003328', '90010100123', '81050103522', '79111400253', '93062204529', '033.28', '001.23', '035.22', '045.29')


def lacking(server):
    for path, package in NEEDED + SERVERS[server]:
        if not os.path.exists(path):
            return f'no {path}: sudo apt-get install {package}'
    if not shutil.which('node') or not shutil.which('php'):
        return 'no node or no php: sudo apt-get install nodejs php-cli'
    if not os.path.isdir(os.path.join(PACKAGES, 'node_modules', 'playwright-core')):
        return 'no npm package playwright-core: install npm, then tests/run fetches it'
    return ''


class Example:
    """The example while it runs."""

    def __init__(self, server, source, build, module, library, folder):
        preload = web.sanitized(module).get('LD_PRELOAD') or web.sanitized(library).get('LD_PRELOAD', '')
        self.ports = web.free_port(), web.free_port()
        self.url = f'http://eloket.localhost:{self.ports[0]}'
        words = ['/usr/bin/python3', os.path.join(source, 'examples', 'eloket', 'start.py'), '--server', server, '--build', build,
                 '--folder', folder, '--port', str(self.ports[0]), '--provider-port', str(self.ports[1]), '--idle', f'{IDLE}s',
                 '--preload', preload.replace(':', ' ')]
        options = os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'  # of interpreters; what grows is measured elsewhere
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        start_new_session=True, env={**os.environ, 'ASAN_OPTIONS': options})
        self.said = ''

    def is_ready(self):
        for line in self.process.stdout:
            self.said += line
            if line.startswith('ready'):
                return True
        return False

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(timeout=20)
        os.killpg(self.process.pid, signal.SIGKILL)
        return self.process.wait()


def walk(tap, server, example, shots):
    """The cases of walk.mjs, counted with ours."""
    words = ['node', os.path.join(HERE, 'walk.mjs'), server, example.url, PACKAGES, shots, str(IDLE)]
    ran = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    planned = False
    try:
        for line in ran.stdout:
            case = re.match(r'(ok|not ok) \d+ - (.*)', line)
            planned = planned or line.startswith('1..')
            if case:
                tap.count += 1
                tap.bad += case[1] != 'ok'
                print(f'{case[1]} {tap.count} - {case[2]}', flush=True)
            elif not line.startswith('1..'):
                print(line if line.startswith('#') else f'# {line}', end='', flush=True)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(ran.pid, signal.SIGKILL)
        ran.wait()
    tap.case('the walk came to its end', '' if planned else 'walk.mjs ended before')


def script(tap, source):
    """What people start first."""
    if not shutil.which('shellcheck'):
        tap.skip('examples/eloket/run by shellcheck', 'sudo apt-get install shellcheck')
        return
    ran = subprocess.run(['shellcheck', os.path.join(source, 'examples', 'eloket', 'run')], capture_output=True, text=True, check=False)
    tap.case('examples/eloket/run by shellcheck', ran.stdout)


def in_clear(folder):
    """Files in which a national number stands that should not. The registers hold them, and so does the provider."""
    found = []
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in ('provider', 'python')]
        for name in names:
            path = os.path.join(at, name)
            if name.startswith('toegang.db') or not os.path.isfile(path):
                continue
            with open(path, 'rb') as file:
                octets = file.read()
            found += [f'{path}: {number}' for number in NUMBERS if number.encode() in octets]
    return found


def trail(build, folder):
    program = os.path.join(build, 'bindings', 'cli', 'toegang')
    words = [program, 'audit', 'verify', '--config', os.path.join(folder, 'toegang.yaml')]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    return '' if ran.returncode == 0 else ran.stdout + ran.stderr


def left(folder, ports):
    """What still runs after the end."""
    found = []
    for port in ports:
        with socket.socket() as client:
            if client.connect_ex(('127.0.0.1', port)) == 0:
                found.append(f'port {port} answers')
    for process in filter(str.isdigit, os.listdir('/proc')):
        with contextlib.suppress(OSError), open(f'/proc/{process}/cmdline', 'rb') as file:
            words = file.read().replace(b'\0', b' ')
            if folder.encode() in words and int(process) != os.getpid():
                found.append(words.decode(errors='replace'))
    return found


def complaints(folder):
    """What a sanitizer said, or the interpreter."""
    found = []
    for path in [*glob.glob(os.path.join(folder, '*.log')), os.path.join(folder, 'server', 'error.log')]:
        with contextlib.suppress(FileNotFoundError), open(path, encoding='utf-8', errors='replace') as log:
            found += [line.strip() for line in log if re.search('runtime error|Sanitizer|Traceback', line)]
    return found


def main(server, source, build, module, library):
    if why := lacking(server):
        skip_all(why)
    tap, shots = Tap(), os.path.join(build, f'browser-{server}')
    shutil.rmtree(shots, ignore_errors=True)
    os.makedirs(shots)
    script(tap, source)
    tap.case('the same words in four languages', behind.words(source))
    folder = tempfile.mkdtemp(prefix='toegang-eloket-', dir='/tmp')
    example = Example(server, source, build, module, library, folder)
    try:
        ready = example.is_ready()
        tap.case('one command starts all of it', '' if ready else example.said)
        if ready:
            application = os.path.join(folder, 'application.socket')
            tap.case('the application: what is no request', behind.malformed(application))
            tap.case('the application: what no web server of ours sends', behind.forged(application, example.url))
            overheard = behind.Overheard(application, NUMBERS)
            walk(tap, server, example, shots)
            tap.note(f'screenshots: {shots}')
            tap.case('the web server tells the application no national number', overheard.problems())
            tap.case('no national number in a log or a file of the web server and the application', in_clear(folder))
            tap.case('the trail of all changes is whole', trail(build, folder))
            tap.case('nothing that a sanitizer or the interpreter complains of', complaints(folder))
    finally:
        status = example.stop()
    tap.case('Ctrl-C stops all of it', [f'status {status}'] * (status != 0) + left(folder, example.ports))
    shutil.rmtree(folder, ignore_errors=True)
    tap.end()


if __name__ == '__main__':
    main(sys.argv[1], *(os.path.realpath(path) for path in sys.argv[2:6]))
