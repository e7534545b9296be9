# SPDX-License-Identifier: Apache-2.0
"""
A WSGI application behind a web server, over SCGI on a unix socket. What the web server says stands in variables of its own
(TOEGANG_HANDLE), what the browser says in HTTP_ ones: no header of a visitor can take the place of the other.
"""
import io
import os
import socketserver
import sys
import wsgiref.handlers

HEADERS_MAX, BODY_MAX = 32 * 1024, 1024 * 1024
PATIENCE = 20
NEEDED = {'REQUEST_METHOD'}


class Malformed(Exception):
    """This is no web server."""


def _headers(file):
    """A netstring of names and values, each ended by NUL."""
    digits = b''
    while (octet := file.read(1)).isdigit() and len(digits) < 6:
        digits += octet
    length = int(digits or b'0')
    if octet != b':' or not 0 < length <= HEADERS_MAX:
        raise Malformed
    octets = file.read(length + 1)
    words = octets[:-1].decode('latin-1').split('\0')
    if len(octets) != length + 1 or not octets.endswith(b'\0,') or len(words) % 2 == 0:
        raise Malformed
    found = dict(zip(words[::2], words[1::2]))
    if not found.keys() >= NEEDED:
        raise Malformed
    return found


class Gateway(wsgiref.handlers.BaseCGIHandler):
    os_environ = {}  # what our own environment says is nobody's request


class Handler(socketserver.StreamRequestHandler):
    timeout = PATIENCE

    def handle(self):
        try:
            environ = _headers(self.rfile)
            length = environ.get('CONTENT_LENGTH') or '0'
            # All of it, wanted or not: a web server that is left with the rest says that we failed.
            body = self.rfile.read(min(int(length), BODY_MAX)) if length.isdecimal() else b''
            Gateway(io.BytesIO(body), self.wfile, sys.stderr, environ).run(self.server.application)
        except (Malformed, OSError, ValueError) as error:  # ValueError: thousands of digits are no length
            print(f'application: {type(error).__name__}', file=sys.stderr)


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, path, application):
        self.application = application
        before = os.umask(0o177)  # for the owner only
        try:
            super().__init__(path, Handler)
        finally:
            os.umask(before)
