# SPDX-License-Identifier: Apache-2.0
"""The application by itself: its words in four languages, what comes over its socket without a web server between, and what a
web server tells it."""
import contextlib
import os
import re
import shutil
import socket
import socketserver
import threading
import tomllib
import urllib.parse

LANGUAGES = ('nl', 'en', 'fr', 'de')
BAKERY, TOM = 'kbo:0999999922', '93.06.22-045.29'


def _flat(table, before=''):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f'{before}{key}.')
        else:
            yield before + key, value


def words(source):
    """Problems: a key that one language lacks, another placeholder, an empty text, a text that is the Dutch one."""
    folder, found = os.path.join(source, 'examples', 'eloket', 'application', 'words'), []
    tables = {}
    for language in LANGUAGES:
        with open(os.path.join(folder, f'{language}.toml'), 'rb') as file:
            tables[language] = dict(_flat(tomllib.load(file)))
    for language, table in tables.items():
        found += [f'{language}: {key} stands in one of the two only' for key in tables['nl'].keys() ^ table.keys()]
        for key in tables['nl'].keys() & table.keys():
            dutch, text = tables['nl'][key], table[key]
            if isinstance(text, list):
                found += [f'{language}: {key}: {len(text)}'] * (len(text) != len(dutch))
            elif not text or sorted(re.findall(r'\{\w+\}', text)) != sorted(re.findall(r'\{\w+\}', dutch)):
                found.append(f'{language}: {key}: {text}')
            elif language != 'nl' and text == dutch and len(text) > 20:
                found.append(f'{language}: {key} was not translated')
    return found


def _ask(path, octets):
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(30)
        client.connect(path)
        came = b''
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            client.sendall(octets)
            client.shutdown(socket.SHUT_WR)
            while piece := client.recv(65536):
                came += piece
    return came


def _scgi(variables, body=b''):
    named = {'CONTENT_LENGTH': len(body), 'SCGI': 1, **variables}
    head = ''.join(f'{name}\0{value}\0' for name, value in named.items()).encode('latin-1')
    return b'%d:%s,' % (len(head), head) + body


def _status(came):
    found = re.match(rb'Status: (\d+)', came)
    return int(found[1]) if found else 0


def malformed(path):
    """What is no request gets no page, and the next one is served."""
    good = _scgi({'REQUEST_METHOD': 'GET', 'PATH_INFO': '/'})
    rows = [b'', b':', b'0:,', b'x:y,', b'999999:a\0b\0,', b'9999999999999999999:', b'-1:a', b'4:a\0b\0;', b'4:a\0b\0', b'3:a\0b,',
            b'2:\0\0,', good[:-1], b'GET / HTTP/1.0\r\n\r\n', _scgi({'REQUEST_METHOD': 'POST', 'CONTENT_LENGTH': '9' * 5000}),
            b'33000:' + b'a\0' * 16500 + b',']
    found = [f'{octets[:20]}: {came[:60]}' for octets in rows if (came := _ask(path, octets))]
    return found + ([] if _status(_ask(path, good)) == 200 else ['the application serves no more'])


def forged(path, origin):
    """Handles, methods and forms that no web server of ours sends."""
    office, form = '/gebruikersbeheer/', 'application/x-www-form-urlencoded'
    someone = {'TOEGANG_ORGANISATION': BAKERY, 'TOEGANG_ASSURANCE': 'high'}
    many = urllib.parse.urlencode([('number', TOM)] * 200).encode()
    counter = {'PATH_INFO': '/ondernemers/'}
    post = {'PATH_INFO': office + 'aanstellen', 'REQUEST_METHOD': 'POST', 'HTTP_ORIGIN': origin, 'CONTENT_TYPE': form}
    rows = [(counter, b'', 503), ({**counter, 'TOEGANG_HANDLE': '~AAAA', **someone}, b'', 503),
            ({**counter, 'TOEGANG_HANDLE': TOM, **someone}, b'', 503), ({**counter, 'HTTP_TOEGANG_HANDLE': '~AAAA'}, b'', 503),
            ({'PATH_INFO': '/', 'REQUEST_METHOD': 'DELETE'}, b'', 404), ({'PATH_INFO': '/..%2f'}, b'', 404),
            ({'PATH_INFO': '/' + 'x' * 20000}, b'', 404), (post, many, 503), ({**post, 'CONTENT_LENGTH': '\xb2'}, b'', 503)]
    found = []
    for variables, body, expected in rows:
        status = _status(_ask(path, _scgi({'REQUEST_METHOD': 'GET', **variables}, body)))
        found += [f'{variables}: {status}, not {expected}'] * (status != expected)
    return found


class _Between(socketserver.StreamRequestHandler):
    def handle(self):
        length = b''
        while (octet := self.rfile.read(1)).isdigit():
            length += octet
        head = self.rfile.read(int(length) + 1)
        words = head[:-1].split(b'\0')
        told = dict(zip(words[::2], words[1::2]))
        self.server.count += 1
        self.server.found += [f'{name.decode()} says {number}' for name, value in told.items() for number in self.server.numbers
                              if number.encode() in value]
        body = self.rfile.read(int(told[b'CONTENT_LENGTH'] or 0))
        with socket.socket(socket.AF_UNIX) as application, contextlib.suppress(ConnectionError):
            application.connect(self.server.behind)
            application.sendall(length + octet + head + body)
            with application.makefile('rb') as answer:
                shutil.copyfileobj(answer, self.wfile)


class Overheard(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Takes the place of the application's socket, and notes which of the numbers a web server tells it."""
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, path, numbers):
        self.behind, self.numbers, self.found, self.count = path + '.behind', numbers, [], 0
        os.rename(path, self.behind)
        super().__init__(path, _Between)
        os.chmod(path, 0o666)  # in a folder that is closed to others
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def problems(self):
        return sorted(set(self.found)) or ([] if self.count else ['nothing was heard'])
