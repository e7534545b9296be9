# SPDX-License-Identifier: Apache-2.0
"""What the tests of messages with peers share: our program that makes and judges them, a browser that stops at us."""
import subprocess
import urllib.parse
import urllib.request

import peer

LOGOUT = 'https://eloket.example/saml/slo'


class Exchange:
    def __init__(self, program, world):
        self.program, self.world = program, world

    def ran(self, *words):
        """(exit status, lines)"""
        ran = subprocess.run([self.program, self.world.folder, *words], capture_output=True, text=True, check=False,
                             cwd=self.world.folder)
        return ran.returncode, ran.stdout.split('\n') + [ran.stderr]

    def made(self, *words):
        """ID, URL, XML and what follows of a message of ours."""
        status, lines = self.ran(*words)
        if status != 0:
            raise RuntimeError(f'{words}: {lines}')
        return lines

    def judged(self, wanted, *words):
        """What is wrong when this should be good ("") or fall by that check; "" when it does."""
        status, lines = self.ran(*words)
        came = '' if status == 0 else lines[0]
        return '' if came == wanted and status in (0, 1) else f'status {status}: {lines}, expected {wanted}'


class AtOurDoor(Exception):
    """The browser was sent to an address of ours."""
    def __init__(self, url):
        super().__init__(url)
        self.url = url
        self.query = url.partition('?')[2]


class Stop(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if newurl.startswith(LOGOUT):
            raise AtOurDoor(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Browser(peer.Browser):
    def __init__(self):
        super().__init__(Stop())

    def sent_to_us(self, url):
        """The query with which the provider sends the browser to our logout address."""
        try:
            self.open(url)
        except AtOurDoor as door:
            return door.query
        raise RuntimeError(f'{self.url}: {self.page[:800]}')


def value(url, name):
    return urllib.parse.parse_qs(urllib.parse.urlsplit(url).query, keep_blank_values=True).get(name, [''])[0]
