#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Octets that no honest client sends: each is refused with a known status, the connection is closed, and the service goes
on. Usage: see world.py."""
import contextlib
import os
import random
import resource
import socket
import time

from world import Tap, differs, eventually, service, web

HEAD = b'GET /health/live HTTP/1.1\r\nHost: h\r\n'
POST = b'POST /access/v1/evaluation HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n'
SECOND = b'GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n'
CASES = [
    # Where a line ends: RFC 9112 2.2.
    (b'GET /health/live HTTP/1.1\nHost: h\n\n', 400, 'lines that end in LF'),
    (b'GET /health/live HTTP/1.1\r\nHost: h\nX: y\r\n\r\n', 400, 'one line that ends in LF'),
    (HEAD + b'X: y\rX: z\r\n\r\n', 400, 'a bare CR'),
    (HEAD + b'X: y\r\r\n\r\n', 400, 'two CR before LF'),
    (HEAD + b'X: y\r\n\n', 400, 'an empty line of LF alone'),
    (b'\r\n' + HEAD + b'\r\n', 400, 'an empty line before the request'),
    # Octets that are no text.
    (HEAD + b'X: a\0b\r\n\r\n', 400, 'NUL in a value'),
    (HEAD + b'X\0Y: ab\r\n\r\n', 400, 'NUL in a name'),
    (b'GET /health\0/live HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'NUL in the target'),
    (HEAD + b'X: a\x01\r\n\r\n', 400, 'a control character'),
    (HEAD + b'X: a\x7f\r\n\r\n', 400, 'DEL'),
    (b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'TLS where there is none'),
    # Fields: RFC 9112 5.
    (HEAD + b'X: a\r\n b\r\n\r\n', 400, 'a folded line'),
    (HEAD + b' X: a\r\n\r\n', 400, 'a field that begins with a space'),
    (HEAD + b'Content-Length : 3\r\n\r\nabc', 400, 'a space before the colon'),
    (HEAD + b'nothing\r\n\r\n', 400, 'no colon'),
    (HEAD + b': a\r\n\r\n', 400, 'no name'),
    (HEAD + b'X\xc3\xa9: a\r\n\r\n', 400, 'a name in UTF-8'),
    (HEAD + b'Host: other\r\n\r\n', 400, 'two hosts'),
    (b'GET /health/live HTTP/1.1\r\n\r\n', 400, 'no host'),
    *((b'GET /health/live HTTP/1.1\r\nHost: ' + host + b'\r\n\r\n', 400, f'the host {host!r}') for host in (
        b'a b', b'a, b', b'a/b', b'a\tb', b'user@h', b'h:80:80', b'h:http', b'[::1', b'[]', b'[::1]x', b'\xc3\xa9', b'http://h', b'a\\b')),
    # Where the body ends: RFC 9112 6.
    (POST + b'Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n' + SECOND, 400, 'a length and chunks'),
    (POST + b'Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n' + SECOND, 400, 'chunks and a length'),
    (POST + b'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n', 411, 'chunks'),
    (POST + b'Transfer-Encoding: xchunked\r\n\r\n', 411, 'an encoding that nobody knows'),
    (POST + b'transfer-encoding: identity\r\ncontent-length: 2\r\n\r\n{}', 400, 'the same in small letters'),
    (POST + b'Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}', 400, 'a length twice'),
    (POST + b'Content-Length: 2, 2\r\n\r\n{}', 400, 'a list of lengths'),
    (POST + b'Content-Length: +2\r\n\r\n{}', 400, 'a sign'),
    (POST + b'Content-Length: -2\r\n\r\n{}', 400, 'a negative length'),
    (POST + b'Content-Length: 0x2\r\n\r\n{}', 400, 'a hexadecimal length'),
    (POST + b'Content-Length: 2 \r\nContent-Length:2\r\n\r\n{}', 400, 'a length twice, spaced'),
    (POST + b'Content-Length:\r\n\r\n', 400, 'an empty length'),
    (POST + b'Content-Length: 1048577\r\n\r\n', 413, 'a body of more than 1 MiB'),
    (POST + b'Content-Length: 99999999999999999999999\r\n\r\n', 413, 'a length that no number holds'),
    (HEAD + b'Content-Length: 5\r\n\r\nabcde', 400, 'a GET with a body'),
    # The request line: RFC 9112 3.
    (b'GET /health/live\r\nHost: h\r\n\r\n', 400, 'HTTP/0.9'),
    (b'GET  /health/live HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'two spaces'),
    (b'GET /health /live HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'a space in the target'),
    (b'GET\t/health/live\tHTTP/1.1\r\nHost: h\r\n\r\n', 400, 'tabs'),
    *((b'GET ' + target + b' HTTP/1.1\r\nHost: h\r\n\r\n', 400, f'the target {target!r}') for target in (
        b'http:/health/live', b'http:///health/live', b'http://:80/health/live', b'http://user@h/health/live', b'http://a\\b/health/live',
        b'http://[::1/health/live', b'ftp://h/health/live', b'http://', b'http://h#/health/live', b'health/live', b'h:80', b'?x')),
    (b'CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'CONNECT'),
    (b'OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'a target that is a star'),
    (b'GET /health/live#x HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'a fragment'),
    (b'GET /h\xc3\xa9alth HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'a target in UTF-8'),
    (b'G@T /health/live HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'a method that is no token'),
    (b'GET /health/live HTTP/2.0\r\nHost: h\r\n\r\n', 505, 'HTTP/2.0'),
    (b'GET /health/live http/1.1\r\nHost: h\r\n\r\n', 505, 'small letters'),
    (b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'the preface of HTTP/2'),
    # What is too much.
    (b'GET /' + b'a' * 9000 + b' HTTP/1.1\r\nHost: h\r\n\r\n', 414, 'a request line of more than 8 KiB'),
    (b'GET /' + b'a' * 40000, 414, 'a request line without an end'),
    (HEAD + b'X: ' + b'a' * 40000, 431, 'a head of more than 32 KiB'),
    (HEAD + b''.join(b'X%d: a\r\n' % i for i in range(100)) + b'\r\n', 431, 'more than 100 fields'),
    (HEAD + b'Expect: 200-ok\r\n\r\n', 417, 'an expectation of another kind'),
]
# Read and answered, with no more than one answer.
ROUTED = [
    # absolute-form: RFC 9112 3.2.2.
    (b'GET http://h/health/live HTTP/1.1\r\nHost: h\r\n\r\n', 200, 'an absolute target'),
    (b'GET HTTPS://other.example:8180/health/live?x HTTP/1.1\r\nHost: h\r\n\r\n', 200, 'one of another host'),
    (b'GET http://[::1]:80/health/live HTTP/1.1\r\nHost:\r\n\r\n', 200, 'one with an address, and an empty host'),
    (b'GET http://h HTTP/1.1\r\nHost: h\r\n\r\n', 404, 'one without a path'),
    (b'GET http://h?/health/live HTTP/1.1\r\nHost: h\r\n\r\n', 404, 'one with a query alone'),
    (b'GET /health/live HTTP/1.1\r\nHost: [fe80::1]:\r\n\r\n', 200, 'a host with an empty port'),
    (b'GET /health%2flive HTTP/1.1\r\nHost: h\r\n\r\n', 404, 'an escaped slash'),
    (b'GET /health/./live HTTP/1.1\r\nHost: h\r\n\r\n', 404, 'a dot in the path'),
    (b'GET /health/../metrics HTTP/1.1\r\nHost: h\r\n\r\n', 404, 'two dots in the path'),
    (b'GET //health/live HTTP/1.1\r\nHost: h\r\n\r\n', 404, 'two slashes'),
    (b'GET /health/live/ HTTP/1.1\r\nHost: h\r\n\r\n', 404, 'a slash at the end'),
    (b'POST /health HTTP/1.1\r\nHost: h\r\n\r\n', 405, 'POST of what is asked by GET'),
    (b'GET /access/v1/evaluation HTTP/1.1\r\nHost: h\r\n\r\n', 405, 'GET of what is asked by POST'),
    (b'DELETE /auth HTTP/1.1\r\nHost: h\r\n\r\n', 405, 'DELETE'),
    (b'POST /access/v1/evaluation HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}', 400, 'a body without a type'),
]


def come(it, octets):
    """All that comes until the other side closes."""
    came = b''
    with it.connect() as client, contextlib.suppress(ConnectionResetError):
        with contextlib.suppress(BrokenPipeError):
            client.sendall(octets)
        while piece := client.recv(65536):
            came += piece
    return came


def refused(tap, it):
    for octets, status, name in CASES:
        came = come(it, octets)
        answers = came.count(b'HTTP/1.1 ')
        tap.case(name, [*differs(web.Answer(came), status, connection='close', cache_control='no-store'),
                        *([] if answers == 1 else [f'{answers} answers']),
                        *([] if b'"title"' in came else ['no problem in the body'])])
    for octets, status, name in ROUTED:
        came = come(it, octets.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n', 1))
        tap.case(name, differs(web.Answer(came), status))


def logged(tap, it):
    lines = [line for line in it.log if line['event'] == 'answered']
    tap.case('the log says who sent what is refused',
             [str(line) for line in lines if line['caller'] != 'unix'][:3] or ([] if len(lines) >= len(CASES) else [str(len(lines))]))


def many_requests(tap, it):
    came = come(it, HEAD + b'\r\n' + SECOND)
    tap.case('what comes along with a request is not read as another one',
             [] if came.count(b'HTTP/1.1 ') == 1 and b'Connection: close' in came else [came])
    with it.connect() as client:
        for _ in range(3):
            client.sendall(HEAD + b'\r\n')
            came = client.recv(65536)
        tap.case('one after the other on one connection', [] if came.startswith(b'HTTP/1.1 200') else [came])
    came = come(it, b'GET /health/live HTTP/1.0\r\n\r\n')
    tap.case('HTTP/1.0 ends the connection', differs(web.Answer(came), 200, connection='close'))
    came = come(it, b'HEAD /health/live HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n')
    tap.case('HEAD has no body', [*differs(web.Answer(came), 200, content_length='16'), *([] if came.endswith(b'\r\n\r\n') else [came])])
    with it.connect() as client:
        client.sendall(POST + b'Content-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n')
        came = client.recv(100)
        client.sendall(b'{}')
        rest = client.recv(65536)
    with it.connect() as client:
        client.sendall((POST + b'Content-Length: 2\r\nExpect: 100-continue\r\n\r\n').replace(b'HTTP/1.1', b'HTTP/1.0'))
        time.sleep(0.2)
        client.sendall(b'{}')
        late = client.recv(65536)
    tap.case('HTTP/1.0 knows no 100', [] if late.startswith(b'HTTP/1.1 400') else [late])
    tap.case('100 for who waits for it', [] if came.startswith(b'HTTP/1.1 100') and rest.startswith(b'HTTP/1.1 400') else [came, rest])


def octet_by_octet(tap, it):
    octets = HEAD + b'Connection: close\r\n\r\n'
    with it.connect() as client:
        for octet in octets:
            client.sendall(bytes([octet]))
        came = client.recv(65536)
    tap.case('octet by octet', [] if came.startswith(b'HTTP/1.1 200') else [came])


def random_octets(tap, it):
    dice = random.Random(20261126)
    good = POST + b'Content-Length: 2\r\nConnection: close\r\n\r\n{}'
    for _ in range(300):
        octets = bytearray(good)
        for _ in range(dice.randint(1, 4)):
            octets[dice.randrange(len(octets))] = dice.randrange(256)
        with it.connect() as client:
            client.sendall(octets)
            client.shutdown(socket.SHUT_WR)
            with contextlib.suppress(ConnectionResetError):
                while client.recv(65536):
                    pass
    tap.case('300 requests with changed octets', differs(it.get('/health/live'), 200))


def slow_clients(tap, folder):
    """Who sends an octet now and then keeps his place for ten seconds, and nobody else waits for him."""
    with folder.running('--connections', '40') as it:
        slow = [it.connect() for _ in range(30)]
        for client in slow:
            client.sendall(HEAD)
        begun = time.monotonic()
        worst = 0.0
        while time.monotonic() - begun < 8:
            for client in slow:
                with contextlib.suppress(BrokenPipeError):  # on a machine that is slow itself his time is over sooner
                    client.sendall(b'X')
            asked = time.monotonic()
            status = it.get('/health/live').status
            worst = max(worst, time.monotonic() - asked)
            time.sleep(1)
        tap.case('thirty slow clients hold nobody up', [] if status == 200 and worst < 5 else [f'{status} after {worst:.2f} s'])
        ended = 0
        for client in slow:
            with contextlib.suppress(OSError):
                ended += client.recv(100).startswith(b'HTTP/1.1 408')
            client.close()
        tap.case('slow clients are told after ten seconds', [] if ended == 30 else [f'{ended} of 30'])
        silent = [it.connect() for _ in range(60)]
        tap.case('silent connections give way', differs(it.get('/health/live'), 200))
        for client in silent:
            client.close()


def processor_seconds(process):
    with open(f'/proc/{process.pid}/stat', encoding='ascii') as file:
        fields = file.read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def no_files_left(tap, folder):
    """More who come than the process may have files: they wait, nothing spins, and it goes on when some are gone."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with folder.running('--connections', '400') as it:
        resource.prlimit(it.process.pid, resource.RLIMIT_NOFILE, (40, most[1]))
        silent = [it.connect() for _ in range(100)]
        time.sleep(0.5)
        before = processor_seconds(it.process)
        time.sleep(2)
        spent = processor_seconds(it.process) - before
        told = eventually(lambda: any(line['event'] == 'accept' for line in it.log))
        for client in silent:
            client.close()
        time.sleep(1)
        tap.case('without files it waits', [] if told and spent < 0.5 else [f'{spent:.2f} s of 2 s, told: {told}'])
        tap.case('and goes on', differs(it.get('/health/live'), 200))


def files(it):
    return len(os.listdir(f'/proc/{it.process.pid}/fd'))


def few_files(tap, folder):
    """A process that may have few files keeps enough of them for its directories, however many come."""
    few = ['prlimit', '--nofile=64']
    with folder.running(before=few) as it:
        told = [line.get('detail') for line in it.log if line['event'] == 'files']
        tap.case('it says how many it takes', [] if told == ['32 connections at most, since this process may have 64 files'] else [str(told)])
        silent = [it.connect() for _ in range(100)]
        tap.case('with few files and many who are silent, it asks its directories',
                 differs(it.get('/auth?eloket=e-loketondernemers', it.token()), 204))
        tap.case('and no file is lacking', [str(line) for line in it.log if line['event'] == 'accept'])
        for client in silent:
            client.close()


def main():
    tap = Tap()
    with service('serve') as folder:
        with folder.running() as it:
            refused(tap, it)
            logged(tap, it)
            many_requests(tap, it)
            octet_by_octet(tap, it)
            random_octets(tap, it)
            # What lingers goes after two seconds.
            tap.case('nothing stays open', [] if eventually(lambda: files(it) < 16) else [f'{files(it)} files'])
        tap.case('ends with 0', [] if it.process.returncode == 0 else [str(it.process.returncode), web.tail(it.path('log'))])
        slow_clients(tap, folder)
        no_files_left(tap, folder)
        few_files(tap, folder)
    tap.end()


main()
