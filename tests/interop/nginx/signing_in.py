# SPDX-License-Identifier: Apache-2.0
"""A site where people sign in, the identity provider that it trusts, and browsers that keep cookies."""
import base64
import html
import itertools
import os
import re
import signal
import subprocess
import urllib.parse
import zlib

import world
from world import FORGE, differs, forge, forging, web
import wrk  # noqa: E402, which world has made findable

ENTITY, OURS = 'https://idp.example/saml', 'https://eloket.example'
HOST = 'eloket.example'
SSO, SLO = ENTITY + '/sso', ENTITY + '/slo'
KEYS = forging.KEYS
VISIT, STATE = '__Host-toegang', '__Host-toegang-sign-in'
TRUST = f'''trust:
  - {{entity-id: "{ENTITY}", metadata: idp-metadata.xml, audience: "{OURS}/saml", recipient: "{OURS}/toegang/acs",
     logout: "{OURS}/toegang/slo", signing-key: eloket.key, certificates: eloket.crt, claims: acm}}
'''
REPLAY = 'replay: "sqlite:replay.db"\n'
HANDLES = 'handles: {key: handle.key}\n'
ACCEPT = ('Accept', 'text/html,application/xhtml+xml')
NUMBERS = itertools.count(1)
KEY_A, KEY_B = '0123456789abcdef' * 4, 'fedcba9876543210' * 4
LOCATIONS = '''toegang_config toegang.yaml; toegang_sign_in /toegang/; toegang_cookie_keys cookie.keys;
toegang_title "Onze & loketten"; toegang_title fr "Nos & guichets"; toegang_home /home?a=1&b=2;
location / { }
location /in/ { toegang e-loketondernemers; }
location /gone/ { error_page 404 /in/index.html; }
location /right/ { toegang subsidieloket; alias @SITE@/in/; }
location /weak/ { toegang subsidieloket; toegang_for self; alias @SITE@/in/; }
location /other/ { toegang subsidieloket; toegang_title de Andere; alias @SITE@/in/; }
location /self/ { toegang e-loketondernemers; toegang_for self; alias @SITE@/in/; }
location /say/ { toegang e-loketondernemers; alias @SITE@/in/; add_header Said "$toegang_outcome $toegang_organisation"; }
'''
# Every variable of every request is asked for, whatever became of it.
VARIABLES = ('outcome', 'check', 'reason', 'remedy', 'as', 'organisation', 'handle', 'assurance', 'language')
TOLD = f"log_format told '$status $uri {'|'.join('$toegang_' + name for name in VARIABLES)}';\n"


def server(port, locations=LOCATIONS, name='eloket.example', more=''):
    return (f'server {{ listen 127.0.0.1:{port}; server_name {name}; root @SITE@; access_log @SITE@/../told.log told;'
            f' {more}\n{locations}\n}}\n')


class Site(world.Site):
    def __init__(self, folder, directories=world.DIRECTORIES):
        super().__init__(folder)
        self.write('idp-metadata.xml', forge('--metadata'))
        for name in ('eloket.key', 'eloket.crt'):
            with open(os.path.join(KEYS, name), encoding='utf-8') as file:
                self.write(name, file.read(), 0o600)
        self.write('cookie.keys', KEY_A + '\n', 0o600)
        self.write('handle.key', KEY_B, 0o600)
        self.write('toegang.yaml', world.configuration(directories, TRUST) + REPLAY + HANDLES)
        # Workers that root starts run as somebody else, who keeps the memory of what was used here.
        os.chmod(folder, 0o777)

    def conf(self, http, main='', workers=1):
        user = 'user root;' if os.geteuid() == 0 else ''
        return super().conf(TOLD + http.replace('@SITE@', self.path('site')), main + user, workers)


def response(request, signer='idp', **values):
    """Jan's response to that request, to us."""
    ours = {'recipient': OURS + '/toegang/acs', 'audience': OURS + '/saml', 'name_id': '_jan'}
    return forging.response(FORGE, request, signer, **ours | values)


def inflated(url):
    """The parameters of an address at the provider, and the XML of its message."""
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
    name = 'SAMLRequest' if 'SAMLRequest' in query else 'SAMLResponse'
    return query, zlib.decompress(base64.b64decode(query[name]), -15).decode()


def signed_query(parameter, xml, relay=None, signer='idp'):
    """A message of the provider by HTTP-Redirect (SAML bindings 3.4.4.1)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    octets = packer.compress(xml.encode()) + packer.flush()
    pairs = [(parameter, base64.b64encode(octets))] + ([('RelayState', relay)] if relay is not None else [])
    pairs.append(('SigAlg', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'))
    query = urllib.parse.urlencode(pairs)
    signature = subprocess.run(['openssl', 'dgst', '-sha256', '-sign', f'{KEYS}/{signer}.key'], input=query.encode(),
                               capture_output=True, check=True).stdout
    return query + '&' + urllib.parse.urlencode({'Signature': base64.b64encode(signature)})


def logout(name_id='_jan', session=None, kind='Request', in_response_to=None):
    number = next(NUMBERS)
    about = f'<saml:NameID>{name_id}</saml:NameID>' + (f'<samlp:SessionIndex>{session}</samlp:SessionIndex>' if session else '')
    if kind == 'Response':
        about = '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
    answers = f' InResponseTo="{in_response_to}"' if in_response_to else ''
    return (f'<samlp:Logout{kind} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" '
            f'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_l{number}" Version="2.0" '
            f'IssueInstant="{forging.moment(-2)}" Destination="{OURS}/toegang/slo"{answers}>'
            f'<saml:Issuer>{ENTITY}</saml:Issuer>{about}</samlp:Logout{kind}>')


class Browser:
    """Keeps cookies, and follows nothing by itself. To it the site is https://eloket.example."""

    def __init__(self, port, host='eloket.example', language=None):
        self.port, self.host, self.cookies, self.attributes = port, host, {}, {}
        self.headers = [ACCEPT] + ([('Accept-Language', language)] if language else [])

    def keep(self, answer):
        for line in answer.headers.get('set-cookie', []):
            pair, *attributes = [part.strip() for part in line.split(';')]
            name, value = pair.split('=', 1)
            self.attributes[name] = attributes
            if 'Max-Age=0' in attributes:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer

    def sent(self, cross_site):
        """Of another site's form only what has SameSite=None comes along."""
        pairs = [f'{name}={value}' for name, value in self.cookies.items()
                 if not cross_site or 'SameSite=None' in self.attributes.get(name, [])]
        return [('Cookie', '; '.join(pairs))] if pairs else []

    def get(self, path, headers=()):
        return self.keep(web.request(self.port, path, [*self.headers, *self.sent(False), *headers], host=self.host))

    def post(self, path, fields, cross_site=False, headers=()):
        body = fields if isinstance(fields, (str, bytes)) else urllib.parse.urlencode(fields)
        kind = ('Content-Type', 'application/x-www-form-urlencoded')
        return self.keep(web.request(self.port, path, [*self.headers, kind, *self.sent(cross_site), *headers], body,
                                     host=self.host))

    def ask(self, to='/in/'):
        """Begins a sign-in: the ID of the request and the RelayState."""
        answer = self.get('/toegang/sign-in?to=' + urllib.parse.quote(to, safe=''))
        query, xml = inflated(answer.header('location'))
        return re.search(r'ID="([^"]+)"', xml)[1], query['RelayState']

    def sign_in(self, to='/in/', **values):
        request, relay = self.ask(to)
        return self.post('/toegang/acs', {'SAMLResponse': response(request, **values), 'RelayState': relay}, cross_site=True)


def reload(it):
    """Until the workers are others."""
    before = set(wrk.children(it.process.pid))
    it.process.send_signal(signal.SIGHUP)
    if not wrk.until(lambda: not before & set(wrk.children(it.process.pid))):
        raise RuntimeError(f'the workers are still the same: {it.log()[-2000:]}')


def leads(answer, where, **headers):
    yield from differs(answer, 303, location=where, **headers)
    if 'no-store' not in answer.header('cache-control'):
        yield f'a cache may keep it: {answer.header("cache-control")!r}'


def said(browser, expected):
    """What the application is told."""
    came = browser.get('/say/').header('said')
    return [] if came == expected else [f'expected {expected!r}, came {came!r}']


def field(page, name='token'):
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page) or re.search(rf'value="([^"]*)"[^>]*name="{name}"', page)
    return html.unescape(found[1]) if found else ''


def links_of(answer):
    """Below the message of a page: where each leads, and its words."""
    listed = re.search(r'<ul class="links">(.*?)</ul>', answer.text(), flags=re.DOTALL)
    found = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)<', listed[1]) if listed else []
    return [(html.unescape(path), html.unescape(words)) for path, words in found]


def signed_in(it, to='/in/', **values):
    browser = Browser(it.port)
    answer = browser.sign_in(to, **values)
    if answer.status != 303:
        raise RuntimeError(f'no sign-in: {answer.status} {answer.header("toegang-check")} {answer.text()[:500]}')
    return browser
