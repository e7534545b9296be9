#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""How the service lives: what systemd is told, reloading under load, a slow directory, a full queue, ending.
Usage: see world.py."""
import contextlib
import grp
import os
import signal
import socket
import subprocess
import threading
import time

from world import PROGRAM, SlowRegister, Tap, configuration, differs, eventually, events, served, service, web
import wrk  # noqa: E402, which world has made findable

IN = '/auth?eloket=e-loketondernemers'
RELOADS = 40


@contextlib.contextmanager
def manager(path):
    """The socket that systemd listens at; list() is what came."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(path)
        listener.settimeout(web.LIMIT)
        yield listener


def told(listener, word):
    """The next datagrams, up to one that has this word; [] when it does not come."""
    came = []
    with contextlib.suppress(TimeoutError):
        while not any(word in one for one in came):
            came.append(listener.recv(4096).decode())
        return came
    return []


def managed(tap, it):
    address = it.path('notify')
    with manager(address) as listener, it.running(environment={**os.environ, 'NOTIFY_SOCKET': address, 'WATCHDOG_USEC': '1400000'}):
        came = told(listener, 'READY=1')
        tap.case('READY=1', [] if came and 'STATUS=' in came[0] else [str(came)])
        tap.case('WATCHDOG=1', [] if told(listener, 'WATCHDOG=1') else ['it did not come'])
        before = time.clock_gettime(time.CLOCK_MONOTONIC)
        it.process.send_signal(signal.SIGHUP)
        came = told(listener, 'RELOADING=1')
        stamp = [int(line.split('=')[1]) for line in '\n'.join(came).splitlines() if line.startswith('MONOTONIC_USEC=')]
        tap.case('RELOADING=1 with its moment', [] if stamp and before <= stamp[0] / 1e6 <= before + web.LIMIT else [str(came)])
        tap.case('READY=1 again', [] if told(listener, 'READY=1') else ['it did not come'])
        it.process.send_signal(signal.SIGTERM)
        tap.case('STOPPING=1', [] if told(listener, 'STOPPING=1') else ['it did not come'])
    abstract = '\0toegang-test-' + str(os.getpid())
    with manager(abstract) as listener, it.running(environment={**os.environ, 'NOTIFY_SOCKET': '@' + abstract[1:]}):
        tap.case('an abstract socket', [] if told(listener, 'READY=1') else ['it did not come'])


def given(tap, it):
    """LISTEN_FDS: descriptor 3, for this process."""
    for host, good in (('127.0.0.1', True), ('0.0.0.0', False)):
        with socket.socket() as listener, open(it.path('log'), 'wb') as log:
            listener.bind((host, 0))
            listener.listen()
            it.address = listener.getsockname()[1]
            script = f'exec 3<&{listener.fileno()}; LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" "$@"'
            with subprocess.Popen(['sh', '-c', script, PROGRAM, '--config', it.path('toegang.yaml')], stderr=log,
                                  pass_fds=[listener.fileno()], start_new_session=True) as process:
                if good:
                    tap.case('a socket that systemd gives', [] if eventually(it.answers) else [web.tail(it.path('log'))])
                    process.terminate()
                code = process.wait(20)
                tap.case(f'{host}: it ends', [] if code == (0 if good else 2) else [str(code), web.tail(it.path('log'))])


def reloads(tap, it):
    jan = it.token()
    with it.running():
        tap.case('it says where it listens', [] if it.log[0]['event'] == 'ready' and it.log[0]['detail'] == 'unix:' + it.socket else [str(it.log)])
        tap.case('before', differs(it.get('/auth?eloket=subsidieloket', jan), 403))
        it.write('toegang.yaml', 'e-lokets: {subsidieloket: {legal-representative: always}}\n')
        it.process.send_signal(signal.SIGHUP)
        tap.case('a configuration that is wrong is told', [] if eventually(lambda: events(it, 'kept')) else [web.tail(it.path('log'))])
        problem = [line for line in it.log if line['event'] == 'configuration']
        tap.case('with its line and check', [] if problem and problem[0]['line'] == 1 and problem[0]['check'] else [str(problem)])
        tap.case('the old one stays', differs(it.get(IN, jan), 204))
        it.write('toegang.yaml', configuration('directories: {kbo: "yaml:nowhere.yaml"}\n'))
        it.process.send_signal(signal.SIGHUP)
        tap.case('so does one with a directory that cannot be read',
                 [] if eventually(lambda: len(events(it, 'kept')) == 2) and it.get(IN, jan).status == 204 else [web.tail(it.path('log'))])
        it.write('toegang.yaml', configuration(counters='e-lokets: {subsidieloket: {legal-representative: automatic}}\n'))
        it.process.send_signal(signal.SIGHUP)
        tap.case('a good one takes its place', [] if eventually(lambda: events(it, 'reloaded')) else [web.tail(it.path('log'))])
        tap.case('and is asked', differs(it.get('/auth?eloket=subsidieloket', jan), 204))
        tap.case('what it does not know is gone', differs(it.get(IN, jan), 500))


def ask_until(it, jan, over, wrong):
    """On one connection after the other, each for many requests."""
    request = f'GET {IN} HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {jan}\r\n\r\n'.encode()
    count = 0
    while not over.is_set():
        with it.connect() as client:
            for _ in range(50):
                client.sendall(request)
                came = client.recv(65536)
                count += 1
                if not came.startswith(b'HTTP/1.1 204'):
                    wrong.append(came[:200])
                    break
    return count


def reloads_under_load(tap, it):
    jan, wrong, counts = it.token(), [], []
    it.write('toegang.yaml', configuration())
    with it.running(environment=web.measured(os.environ)):
        over, readings = threading.Event(), []
        askers = [threading.Thread(target=lambda: counts.append(ask_until(it, jan, over, wrong))) for _ in range(4)]
        for asker in askers:
            asker.start()
        for count in range(1, RELOADS + 1):
            it.process.send_signal(signal.SIGHUP)
            eventually(lambda count=count: it.read('log').count('"reloaded"') >= count)
            readings.append(wrk.resident(it.process.pid))
        over.set()
        for asker in askers:
            asker.join()
        reloaded = len(events(it, 'reloaded'))
    early, late = readings[RELOADS // 3], readings[-1]
    tap.note(f'{sum(counts)} requests, {reloaded} reloads, {early} KiB and then {late} KiB')
    tap.case('no request fails while it reloads', wrong[:3] or ([] if sum(counts) > 100 and reloaded == RELOADS else ['too few']))
    tap.case('no memory grows', [] if late < early * 1.3 else [f'{early} KiB, then {late} KiB'])
    tap.case('nothing leaks', [] if it.process.returncode == 0 else [web.tail(it.path('log'))])


class HeldRegister(SlowRegister):
    """Keeps the first questions, as many as it is told, until it is let go; then it answers at once."""
    seconds, lock = 0, threading.Lock()

    @classmethod
    def begin(cls, held):
        cls.held, cls.came, cls.looks, cls.release = held, 0, 0, threading.Event()

    def do_POST(self):
        with self.lock:
            HeldRegister.came += 1
            is_held = self.came <= self.held
        if is_held:
            self.release.wait(web.LIMIT)
        super().do_POST()

    def do_OPTIONS(self):
        """Whether it can be reached."""
        HeldRegister.looks += 1
        self.reply({})


@contextlib.contextmanager
def held(it, count, *options):
    """The service with such a register, and patience enough."""
    HeldRegister.begin(count)
    with served(HeldRegister) as port:
        it.write('toegang.yaml', configuration(f'directories: {{kbo: {{source: "http://127.0.0.1:{port}/", patience: 30s}}}}\n'))
        with it.running('--patience', '30000', *options):
            yield


def asking(it, count, answers):
    """So many who ask at once; their answers come in the list."""
    jan = it.token()
    askers = [threading.Thread(target=lambda: answers.append(it.get(IN, jan))) for _ in range(count)]
    for asker in askers:
        asker.start()
    return askers


def full_queue(tap, it):
    """A register that keeps all threads waiting, and more who ask than there are threads and places in the queue."""
    answers, begun = [], time.monotonic()
    with held(it, 2, '--threads', '2', '--queue', '4'):
        askers = asking(it, 24, answers)
        tap.case('a full queue is 503 while the others wait', [] if eventually(lambda: len(answers) == 18) else [str(len(answers))])
        tap.case('and nothing else', [str(one.status) for one in answers if one.status != 503 or one.header('retry-after') != '5'])
        most, told_full = time.monotonic() - begun + 1, len(events(it, 'full'))
        tap.case('the log hears of it once a second', [] if 1 <= told_full <= most else [f'{told_full} in {most:.1f} s'])
        tap.case('who waits for a directory holds nobody up', differs(it.get('/health/live'), 200))
        HeldRegister.release.set()
        for asker in askers:
            asker.join()
        tap.case('who waited is answered', [] if [one.status for one in answers[18:]] == [204] * 6 else [str([one.status for one in answers])])


def impatient(tap, it):
    """A register that takes longer than the question may: nobody is denied, and the log knows which one it was."""
    with served(SlowRegister) as port:
        it.write('toegang.yaml', configuration(f'directories: {{kbo: "http://127.0.0.1:{port}/"}}\n'))
        with it.running('--patience', '150'):
            came = it.get(IN, it.token())
            tap.case('a register that is too slow is no denial',
                     differs(came, 503, toegang_outcome='indeterminate', toegang_check='directory.unavailable', retry_after='5'))
        causes = [line.get('cause', '') for line in it.log if line['event'] == 'answered']
        tap.case('the log says which', [] if causes and causes[0].startswith('kbo: directory.time-out') else [str(causes)])


def busy_health(tap, it):
    """With every thread waiting, the attendant still looks at the directories."""
    answers = []
    with held(it, 1, '--threads', '1', '--queue', '1'):
        asker, = asking(it, 1, answers)
        eventually(lambda: HeldRegister.came)
        begun = time.monotonic()
        statuses = [it.get(path).status for path in ('/health', '/health', '/metrics', '/health')]
        most, looks = time.monotonic() - begun + 1, HeldRegister.looks
        tap.case('/health while all threads wait', [] if statuses == [200] * 4 and not answers else [str(statuses)])
        tap.case('it looks once a second', [] if 1 <= looks <= most else [f'{looks} looks in {most:.1f} s'])
        HeldRegister.release.set()
        asker.join()


def drains(tap, it):
    answers = []
    with held(it, 4):
        idle = it.connect()
        askers = asking(it, 4, answers)
        eventually(lambda: HeldRegister.came == 4)
        it.process.send_signal(signal.SIGTERM)
        tap.case('nobody new is taken', [] if eventually(lambda: not it.answers()) else ['it answers'])
        tap.case('who asked waits', [] if not answers and it.process.poll() is None else [str(answers)])
        HeldRegister.release.set()
        for asker in askers:
            asker.join()
        code = it.process.wait(20)
        idle.close()
    tap.case('who asked before it ends is answered', [] if [one.status for one in answers] == [204] * 4 else [str([one.status for one in answers])])
    tap.case('and told that the connection ends', [] if all(one.header('connection') == 'close' for one in answers) else ['no'])
    tap.case('ends with 0, the socket is gone', [] if code == 0 and not os.path.exists(it.socket) else [str(code)])


def asked_before(tap, it):
    """What had come when it heard that it has to end: on a connection that was open, and on one that nobody had taken yet."""
    it.write('toegang.yaml', configuration())
    octets = b'GET /health/live HTTP/1.1\r\nHost: h\r\n\r\n'
    with it.running():
        with it.connect() as known, it.connect() as silent:
            known.sendall(octets)
            known.recv(65536)
            it.process.send_signal(signal.SIGSTOP)
            eventually(lambda: ') T ' in web.tail(f'/proc/{it.process.pid}/stat'))
            it.process.send_signal(signal.SIGTERM)
            with it.connect() as unknown:
                known.sendall(octets)
                unknown.sendall(octets)
                it.process.send_signal(signal.SIGCONT)
                answers = [one.recv(65536) for one in (known, unknown)]
            nothing = silent.recv(65536)
        code = it.process.wait(20)
    tap.case('what had come before it ends is answered',
             [repr(one) for one in answers if not one.startswith(b'HTTP/1.1 200')])
    tap.case('who asked nothing keeps it from nothing', [] if code == 0 and not nothing else [str(code), repr(nothing)])


def busy_socket(tap, it):
    """A socket whose listener takes nobody for the moment is somebody's all the same."""
    with socket.socket(socket.AF_UNIX) as listener, contextlib.ExitStack() as clients:
        listener.bind(it.path('busy.sock'))
        listener.listen(0)
        with contextlib.suppress(BlockingIOError):
            while True:
                client = clients.enter_context(socket.socket(socket.AF_UNIX))
                client.setblocking(False)
                client.connect(it.path('busy.sock'))
        before = os.stat(it.path('busy.sock')).st_ino
        second = subprocess.run([PROGRAM, '--config', it.path('toegang.yaml'), '--listen', 'unix:' + it.path('busy.sock')],
                                capture_output=True, text=True, check=False, timeout=20)
        after = os.path.exists(it.path('busy.sock')) and os.stat(it.path('busy.sock')).st_ino
        tap.case('one that is busy keeps its socket', [] if second.returncode == 2 and before == after else [str(second), str(after)])


def sockets(tap, it):
    it.write('toegang.yaml', configuration())
    if os.getuid() == 0:
        group = grp.getgrnam('www-data')
        with it.running('--socket-group', 'www-data'):
            there = os.stat(it.socket)
            tap.case('the group of the socket', [] if there.st_gid == group.gr_gid and there.st_mode & 0o777 == 0o660 else [str(there)])
    with it.running('--socket-mode', '0600'):
        tap.case('the mode of the socket', [] if os.stat(it.socket).st_mode & 0o777 == 0o600 else [oct(os.stat(it.socket).st_mode)])
        second = subprocess.run([PROGRAM, '--config', it.path('toegang.yaml'), '--listen', 'unix:' + it.socket], capture_output=True,
                                text=True, check=False, timeout=20)
        tap.case('a second one does not take its place', [] if second.returncode == 2 and it.answers() else [second.stderr])
        it.process.kill()
        it.process.wait()
    with it.running():
        tap.case('what one left that died is cleared', [] if it.answers() else ['no answer'])
    it.write('serve.sock', 'something else')
    wrong = subprocess.run([PROGRAM, '--config', it.path('toegang.yaml'), '--listen', 'unix:' + it.socket], capture_output=True,
                           text=True, check=False, timeout=20)
    tap.case('a file that is no socket stays', [] if wrong.returncode == 2 and os.path.isfile(it.socket) else [wrong.stderr])
    os.unlink(it.socket)


def words(tap, it):
    """Command lines that do not begin."""
    config = ['--config', it.path('toegang.yaml')]
    for more, name in (([], 'no configuration'), ([*config, '--listen', '0.0.0.0:8180'], 'everywhere without TLS'),
                       ([*config, '--listen', '192.0.2.1:8180'], 'an address without TLS'), ([*config, '--listen', '[::]:8180'], 'IPv6 without TLS'),
                       ([*config, '--listen', 'localhost:8180'], 'a name'), ([*config, '--listen', '127.0.0.1:0'], 'any port'),
                       ([*config, '--listen', '::1:8180'], 'IPv6 without brackets'), ([*config, '--listen', '127.0.0.1:99999'], 'a port that is none'),
                       ([*config, '--certificate', 'a.pem'], 'a certificate alone'), ([*config, '--clients', 'a'], 'clients alone'),
                       *(([*config, '--clients', names, '--certificate', 'a', '--key', 'a', '--authorities', 'a'], f'clients {names!r}')
                         for names in ('', 'a,', ',a', '*.example', '.example', 'a,.example')),
                       ([*config, '--threads', '0'], 'no thread'), ([*config, '--queue', '-1'], 'a negative queue'),
                       ([*config, '--peers', 'me'], 'a peer that is none'), ([*config, '--peers', '10.0.0.0/33'], 'a mask that is none'),
                       ([*config, '--socket-mode', '888'], 'a mode that is none'), ([*config, '--url', 'pdp.example'], 'a URL that is none'),
                       ([*config, '--frobnicate'], 'an option that is none')):
        ran = subprocess.run([PROGRAM, *more], capture_output=True, text=True, check=False, timeout=20)
        tap.case('does not begin: ' + name, [] if ran.returncode == 2 and ran.stderr else [str(ran)])


def main():
    tap = Tap()
    with service('serve') as it:
        managed(tap, it)
        given(tap, it)
        reloads(tap, it)
        reloads_under_load(tap, it)
        full_queue(tap, it)
        impatient(tap, it)
        busy_health(tap, it)
        drains(tap, it)
        asked_before(tap, it)
        busy_socket(tap, it)
        sockets(tap, it)
        words(tap, it)
    tap.end()


main()
