# SPDX-License-Identifier: Apache-2.0
"""What the tests with a stock sign-in module share: the configuration that doc/apache.md shows, https, a browser."""
import os
import socket
import ssl
import sys
import urllib.error
import urllib.request

import httpd

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..'))
import peer  # noqa: E402
from document import blocks  # noqa: E402

HOST = 'eloket.example'


def shown(heading):
    """The configuration that stands below this heading: of the server, and of the library."""
    return [blocks('doc/apache.md', kind, heading)[0] for kind in ('apache', 'yaml')]


def without_number():
    """What keeps the number from an application."""
    return blocks('doc/apache.md', 'apache', 'The national number')[0]


def localised(text, server, **more):
    """As it stands, but for the places of this machine: its folder, its port, where the others are."""
    values = {'/etc/toegang/': server.folder + '/', '/srv/eloket': server.path('site'), '*:443': f'127.0.0.1:{server.port}',
              f'https://{HOST}': f'https://{HOST}:{server.port}', **more}
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def resolved(resolve):
    """The name of the documentation, on this machine: cookies are for names."""
    return lambda host, *words, **more: resolve('127.0.0.1' if host == HOST else host, *words, **more)


socket.getaddrinfo = resolved(socket.getaddrinfo)


class Browser(peer.Browser):
    """Keeps the answer, whatever it is; the certificate of the test is its own."""

    def __init__(self, *handlers):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        super().__init__(urllib.request.HTTPSHandler(context=context), *handlers)
        self.opener.addheaders = [('Accept', 'text/html'), ('Accept-Language', 'en')]
        self.status, self.headers = 0, {}

    def go(self, url, fields=None):
        try:
            self.open(url, fields)
            self.status, self.headers = 200, {}
        except urllib.error.HTTPError as error:
            self.url, self.page, self.status, self.headers = error.url, error.read().decode(), error.code, error.headers
        return self.status

