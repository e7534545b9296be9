# SPDX-License-Identifier: Apache-2.0
"""What the tests with real web servers share: a folder, servers that end with the test, requests octet by octet."""
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

LIMIT = 30  # seconds until a server answers, or has ended
PORTS = range(20000, 32000)  # below those that the system gives to whoever connects
_TAKEN = []


def free_port():
    """One that nobody listens on, and that no other test is given until this one ends: an abstract socket bears its number."""
    first = os.getpid() * 97 % len(PORTS)
    for number in range(len(PORTS)):
        port = PORTS[(first + number) % len(PORTS)]
        mark = socket.socket(socket.AF_UNIX)
        try:
            mark.bind(f'\0toegang-test-port-{port}')
            with socket.socket() as listener:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listener.bind(('127.0.0.1', port))
        except OSError:
            mark.close()
            continue
        _TAKEN.append(mark)
        return port
    raise RuntimeError('no port is free')


def program(name):
    """Its path, or None; servers stand where only root looks."""
    return shutil.which(name, path=os.environ.get('PATH', '') + ':/usr/sbin:/sbin')


@contextlib.contextmanager
def folder(prefix):
    """Short, so that sockets fit in it; open to the users that a server runs as."""
    path = tempfile.mkdtemp(prefix=f'toegang-{prefix}-', dir='/tmp')
    os.chmod(path, 0o755)
    try:
        yield path
    finally:
        if os.environ.get('TOEGANG_TEST_KEEP') == '1':
            print(f'# kept: {path}', flush=True)
        else:
            shutil.rmtree(path, ignore_errors=True)


def write(path, text, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    os.chmod(path, mode)
    return path


def nginx_files(folder):
    """Two lines for the http block of nginx: what it writes lies in this folder."""
    return f'''access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
'''


class Folder:
    """The files of a server."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text, mode=0o644):
        return write(self.path(name), text, mode)

    def read(self, name):
        with open(self.path(name), encoding='utf-8', errors='replace') as file:
            return file.read()


def sanitized(library):
    """The environment in which a server that has no sanitizer loads a library that has one; else the plain one."""
    needed = subprocess.run(['ldd', library], capture_output=True, text=True, check=False).stdout
    wanted = [name for name in ('libasan', 'libubsan') if name in needed]
    paths = [subprocess.run(['gcc', f'-print-file-name={name}.so'], capture_output=True, text=True,
                            check=True).stdout.strip() for name in wanted]
    environment = dict(os.environ)
    if paths:
        environment['LD_PRELOAD'] = ':'.join(paths)
        # The servers give their own memory back by ending; only what grows is a leak, and tests measure that.
        environment['ASAN_OPTIONS'] = environment.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
    return environment


def measured(environment):
    """The same for a test that measures memory: what the sanitizer keeps for its own work would look like a leak."""
    small = 'quarantine_size_mb=1:thread_local_quarantine_size_kb=16:detect_stack_use_after_return=0:malloc_context_size=4'
    return {**environment, 'ASAN_OPTIONS': environment.get('ASAN_OPTIONS', '') + ':' + small}


def answers(port):
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(('127.0.0.1', port)) == 0


@contextlib.contextmanager
def running(words, log, ready, environment=None, stop=signal.SIGTERM):
    """A server in the foreground and all that it starts; ready() says when it answers."""
    with open(log, 'ab') as output:
        process = subprocess.Popen(words, stdout=output, stderr=output, stdin=subprocess.DEVNULL, env=environment,
                                   start_new_session=True)
    try:
        end = time.monotonic() + LIMIT
        while process.poll() is None and not ready():
            if time.monotonic() > end:
                raise RuntimeError(f'{words[0]} does not answer: {tail(log)}')
            time.sleep(0.05)
        if process.poll() is not None:
            raise RuntimeError(f'{words[0]} ended: {tail(log)}')
        yield process
    finally:
        process.send_signal(stop)
        try:
            process.wait(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            pass
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def tail(log):
    with open(log, encoding='utf-8', errors='replace') as file:
        return file.read()[-2000:]


class Answer:
    """headers: names in small letters, each with the list of its values, as they came."""

    def __init__(self, octets):
        head, _, self.body = octets.partition(b'\r\n\r\n')
        lines = head.decode('latin-1').split('\r\n')
        words = lines[0].split(' ', 2)
        self.status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(':')
            self.headers.setdefault(name.strip().lower(), []).append(value.strip())

    def header(self, name):
        return ', '.join(self.headers.get(name.lower(), []))

    def text(self):
        return self.body.decode('utf-8', 'replace')


def differs(answer, status, check=None, **headers):
    """What is not as expected, as lines."""
    if answer.status != status:
        yield f'expected {status}, came {answer.status}: {answer.text()[:300]}'
    if check is not None:
        headers['toegang_check'] = check
    for name, value in headers.items():
        came = answer.header(name.replace('_', '-'))
        if came != value:
            yield f'{name}: expected {value!r}, came {came!r}'


def exchange(address, octets, timeout=LIMIT):
    """Sends these octets and reads until the server closes, which it may before it has read them all. address: a port on
    this machine, or a socket's path."""
    family = socket.AF_INET if isinstance(address, int) else socket.AF_UNIX
    with socket.socket(family) as client:
        client.settimeout(timeout)
        client.connect(('127.0.0.1', address) if isinstance(address, int) else address)
        came = b''
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            client.sendall(octets)
        with contextlib.suppress(ConnectionResetError):
            while piece := client.recv(65536):
                came += piece
    return Answer(came)


def request(address, path, headers=(), body=None, method=None, host='localhost', timeout=LIMIT):
    """One request and its answer; headers are pairs and go as they are, hostile ones too."""
    method = method or ('GET' if body is None else 'POST')
    lines = [f'{method} {path} HTTP/1.1', f'Host: {host}', 'Connection: close']
    lines += [f'{name}: {value}' for name, value in headers]
    if body is not None:
        body = body if isinstance(body, bytes) else body.encode()
        lines.append(f'Content-Length: {len(body)}')
    head = '\r\n'.join(lines) + '\r\n\r\n'
    return exchange(address, head.encode('utf-8', 'surrogateescape') + (body or b''), timeout)
