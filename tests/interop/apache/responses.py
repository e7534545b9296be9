#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Responses that the stock mod_auth_mellon must not believe, and sessions of it that ended, under the configuration of
doc/apache.md: nobody gets in by one. Of somebody who is refused nothing reaches the application, and of nobody the number a log.
Usage: responses.py MOD_TOEGANG FORGE"""
import base64
import json
import os
import re
import shutil
import sys
import urllib.parse
import urllib.request
import zlib

import httpd
import signin
from httpd import Tap, forge, skip_all, web

from mellon import SP
from environment import ECHO
from services import Gateway, served

FORGE = os.path.realpath(sys.argv[2])
# Applications that do not need the number, one of them behind a proxy, and an error page of one's own.
MORE = '''
ProxyPass /subsidies/behind scgi://127.0.0.1:{port}/
<Directory {folder}/site>
  SetHandler cgi-script
  Options +ExecCGI
  DirectoryIndex application
</Directory>
<Location /subsidies>
  ErrorDocument 403 /refused/application
</Location>
'''


class Here(urllib.request.HTTPRedirectHandler):
    """Stays on the site: nothing answers where the provider is."""

    def redirect_request(self, request, file, code, message, headers, url):
        here = urllib.parse.urlsplit(url).hostname == signin.HOST
        return super().redirect_request(request, file, code, message, headers, url) if here else None


class Browser(signin.Browser):
    def __init__(self, url, cookies=()):
        super().__init__(Here())
        self.site = url
        for cookie in cookies:
            self.jar.set_cookie(cookie)

    def ask(self):
        """The id of what mellon asks of the provider, and its RelayState."""
        self.go(self.site + '/subsidies/')
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.headers['Location']).query))
        request = zlib.decompress(base64.b64decode(query['SAMLRequest']), -15).decode()
        return re.search(r' ID="([^"]+)"', request)[1], query['RelayState']

    def post(self, response, relay):
        return self.go(self.site + '/mellon/postResponse', {'SAMLResponse': response, 'RelayState': relay})

    def is_in(self):
        return self.go(self.site + '/subsidies/') == 200


def made(url, request, **values):
    said = {'recipient': url + '/mellon/postResponse', 'audience': url + '/mellon/metadata'} | values
    return forge.response(FORGE, request, **said)


def signed_in(url, **values):
    """A browser that showed a response, which is given too, and what was answered."""
    browser = Browser(url)
    request, relay = browser.ask()
    response = made(url, request, **values)
    return browser, response, browser.post(response, relay)


def forged(url):
    """A response with another number in it than was signed."""
    browser = Browser(url)
    request, relay = browser.ask()
    octets = base64.b64decode(made(url, request))
    return browser, browser.post(base64.b64encode(octets.replace(httpd.RRN.encode(), httpd.HTB.encode())), relay)


def refused(tap, url):
    rows = [('tampered with', forged(url))] + [(name, signed_in(url, **values)[::2]) for name, values in (
        ('signed by somebody else', {'signer': 'attacker'}), ('for another audience', {'audience': 'https://other.example'}),
        ('for another recipient', {'recipient': 'https://other.example/acs'}),
        ('that ended', {'not_on_or_after': forge.moment(-60)}),
        ('of another provider', {'issuer': 'https://other.example/saml'}),
        ('of a refusal', {'status': 'urn:oasis:names:tc:SAML:2.0:status:Requester'}))]
    for name, (browser, status) in rows:
        tap.case(f'a response {name}', [str(status)] * (not 400 <= status < 500) + ['let in'] * browser.is_in())


def replayed(tap, url):
    first, response, _ = signed_in(url)
    tap.case('a good response', [] if first.is_in() else ['not let in'])
    cookies = list(first.jar)
    came = [(cookie.secure, cookie.has_nonstandard_attr('HttpOnly'), cookie.get_nonstandard_attr('SameSite')) for cookie in cookies]
    tap.case('its cookie is not sent from other sites', [] if came == [(True, True, 'Lax')] else [str(came)])
    for name in ('in another browser', 'after its session ended'):
        other = Browser(url)
        _, relay = other.ask()
        status = other.post(response, relay)
        tap.case(f'a response again, {name}', [str(status)] * (status != 400) + ['let in'] * other.is_in())
        first.go(url + '/mellon/logout?ReturnTo=/')
    tap.case('a session that was ended', ['let in'] * first.is_in())
    tap.case('the cookie of it, which was copied before', ['let in'] * Browser(url, cookies).is_in())
    late = signed_in(url, session_end=forge.moment(-10))[0]
    tap.case('a session that ended at the provider', ['let in'] * late.is_in())


def kept_apart(tap, url):
    """The number, from who may not and from who may."""
    browser, _, status = signed_in(url, rrn=httpd.STRANGER, name_id=httpd.STRANGER)
    page = browser.page
    tap.case('somebody who may not', [f'{status} {page}'] * (status != 403 or '"REDIRECT_TOEGANG_CHECK": "representation.absent"' not in page))
    tap.case('his number is not on the error page', [page] * (httpd.STRANGER in page))
    browser = signed_in(url, name_id=httpd.RRN)[0]
    page = browser.page
    tap.case('somebody who may', [page] * ('"TOEGANG_OUTCOME": "permit"' not in page))
    told = re.findall(r'"(\w+)": "[^"]*' + httpd.RRN, page)
    tap.case('his number is not in the application', told)
    browser.go(url + '/subsidies/behind')
    told = dict(json.loads(browser.page))
    tap.case('nor in one behind a proxy', [f'{name}: {value}' for name, value in told.items() if httpd.RRN in value]
             + ['another attribute is lacking'] * ('MELLON_acr' not in told))


def prepared(server, url, behind):
    for name in ('eloket', 'sp'):
        for kind in ('key', 'crt'):
            shutil.copy(os.path.join(forge.KEYS, f'{name}.{kind}'), server.path(f'{name}.{kind}'))
    server.write('sp.xml', SP.format(url=url))
    server.write('idp.xml', forge.made(FORGE, '--metadata'))
    for name in ('subsidies', 'refused'):
        server.write(f'site/{name}/application', ECHO, 0o755)
    apache, yaml = signin.shown('SAML: mod_auth_mellon')
    server.write('toegang.yaml', yaml)
    more = MORE.format(folder=server.folder, port=behind) + signin.without_number()
    server.configure(signin.localised(apache, server).replace('</VirtualHost>', more + '</VirtualHost>'), False)


def main():
    if not os.path.exists(os.path.join(httpd.programs()[1], 'mod_auth_mellon.so')):
        skip_all('no mod_auth_mellon: sudo apt-get install libapache2-mod-auth-mellon')
    tap = Tap()
    with web.folder('apache') as folder, served(Gateway) as behind:
        server = httpd.Httpd(folder, sys.argv[1], modules=('ssl', 'auth_mellon', 'proxy', 'proxy_scgi'), level='trace8')
        url = f'https://{signin.HOST}:{server.port}'
        prepared(server, url, behind)
        with server.running():
            refused(tap, url)
            replayed(tap, url)
            kept_apart(tap, url)
        tap.case('sanitizers are silent', server.sanitizer())
        tap.case('no national number in a log', server.numbers())
    tap.end()


main()
