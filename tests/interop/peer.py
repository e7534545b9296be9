# SPDX-License-Identifier: Apache-2.0
"""What the tests with real identity providers share: a folder, keys, a configuration, a browser, our program."""
import base64
import contextlib
import datetime
import html
import http.cookiejar
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'support'))
from web import free_port  # noqa: E402,F401  (tests take it from here)

AUDIENCE = 'https://eloket.example/saml'
RECIPIENT = 'https://eloket.example/saml/acs'
ENTITY = 'https://idp.example/saml'
RRN, OTHER_RRN = '85073003328', '90010100123'
ORGANISATION = '0999999922'

CONFIGURATION = '''\
claims:
  site:
    rrn: [rrn, egovNRN, "urn:example:rrn"]
    organisation: [vo_orgcode]
    capacity: [vo_doelgroepcode]
    assurance: [acr]
    given-name: [given_name, givenName]
    family-name: [family_name, surname]
    roles: ["*_rol_3d"]
    levels:
      "urn:oasis:names:tc:SAML:2.0:ac:classes:Password": low
      "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport": low
      "urn:be:vlaanderen:authmech:itsme": high
trust:
  - entity-id: {entity}
    metadata: {metadata}
    audience: {audience}
    recipient: {recipient}
    claims: site
directories:
  kbo: yaml:kbo.yaml
e-lokets:
  e-loketondernemers: {{legal-representative: automatic}}
'''
KBO = f'''\
functions:
  - {{holder: "85.07.30-033.28", organisation: "{ORGANISATION}", code: "10007", from: 2019-03-01}}
  - {{holder: "90.01.01-001.23", organisation: "{ORGANISATION}", code: "10007", from: 2019-03-01}}
'''


def command(*words, **more):
    ran = subprocess.run(words, capture_output=True, check=False, **more)
    if ran.returncode:
        raise RuntimeError(f'{" ".join(words)}: {ran.stdout.decode()}{ran.stderr.decode()}')
    return ran.stdout


def instant(text):
    return datetime.datetime.strptime(text[:19] + 'Z', '%Y-%m-%dT%H:%M:%SZ').replace(tzinfo=datetime.timezone.utc)


def stamp(moment):
    return moment.strftime('%Y-%m-%dT%H:%M:%SZ')


class World:
    """A folder with an identity provider's key, and our program with a configuration that trusts it."""

    def __init__(self, toegang):
        self.toegang = os.path.realpath(toegang)
        self.folder = tempfile.mkdtemp(prefix='toegang-interop-')
        self.write('kbo.yaml', KBO)
        self.configuration()

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, octets):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), 'wb') as file:
            file.write(octets if isinstance(octets, bytes) else octets.encode())
        return self.path(name)

    def configuration(self, name='toegang.yaml', **other):
        values = {'entity': ENTITY, 'metadata': 'metadata.xml', 'audience': AUDIENCE, 'recipient': RECIPIENT, **other}
        return self.write(name, CONFIGURATION.format(**values))

    def key(self, name, *kind):
        """A private key and a certificate of its own: name.key, name.crt."""
        kind = kind or ('rsa:2048',)
        key, certificate = self.path(name + '.key'), self.path(name + '.crt')
        command('openssl', 'req', '-x509', '-newkey', *kind, '-nodes', '-keyout', key, '-out', certificate, '-days',
                '2', '-subj', '/CN=' + name)
        return key, certificate

    def metadata(self, certificate, name='metadata.xml', entity=ENTITY):
        with open(certificate, encoding='ascii') as file:
            body = ''.join(line.strip() for line in file if '-' not in line[:5])
        return self.write(name, f'''<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity}">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
      <ds:X509Certificate>{body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{entity}/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
''')

    def check(self, message, request, configuration='toegang.yaml', at=None):
        """(exit status, answer as JSON or None, all that was printed) for a response in XML or as posted."""
        file = self.write('message', message)
        words = [self.toegang, 'check', '--config', self.path(configuration), '--saml', file, '--in-response-to', request,
                 '--organisation', ORGANISATION, '--eloket', 'e-loketondernemers', '--json']
        ran = subprocess.run(words + (['--at', at] if at else []), capture_output=True, text=True, check=False)
        try:
            answer = json.loads(ran.stdout)
        except ValueError:
            answer = None
        return ran.returncode, answer, f'status {ran.returncode}: {ran.stdout}{ran.stderr}'

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def permitted(world, message, request, **how):
    """What is wrong when this message should open the door; "" when it does."""
    status, answer, printed = world.check(message, request, **how)
    if status != 0 or not answer or answer['decision'] is not True:
        return printed
    if RRN in printed or 'error' in printed.lower():
        return 'the national number in clear: ' + printed
    return ''


def refused(world, message, request, checks, **how):
    """What is wrong when this message should be refused by one of these checks."""
    status, answer, printed = world.check(message, request, **how)
    if status != 1 or not answer or answer['decision'] is not False:
        return printed
    context = answer['context']
    if context['check'] not in checks:
        return f'{context["check"]}, expected {" or ".join(checks)}: {printed[:300]}'
    if context.get('identity') is not None:
        return 'an identity although it was refused: ' + printed
    return ''


class Browser:
    """Follows redirects, keeps cookies, fills in forms."""

    def __init__(self, *handlers):
        self.jar = http.cookiejar.CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies, *handlers)
        self.url, self.page = '', ''

    def open(self, url, fields=None):
        data = urllib.parse.urlencode(fields).encode() if fields else None
        with self.opener.open(url, data=data, timeout=30) as answer:
            self.url, self.page = answer.geturl(), answer.read().decode()
        return self.page

    def field(self, name):
        """The value of a hidden field, wherever its attributes stand."""
        for tag in re.findall(r'<input\b[^>]*>', self.page, re.DOTALL):
            if re.search(rf'name="{name}"', tag):
                return html.unescape(re.search(r'value="([^"]*)"', tag)[1])
        raise RuntimeError(f'no field {name} in {self.url}: {self.page[:500]}')

    def action(self):
        """Where the form of the page is posted to."""
        found = re.search(r'<form\b[^>]*\baction="([^"]*)"', self.page, re.DOTALL)
        return urllib.parse.urljoin(self.url, html.unescape(found[1])) if found else self.url

    def cookie(self, name):
        """As a header says it."""
        return next(f'{name}={cookie.value}' for cookie in self.jar if cookie.name == name)


def sign_in_url(endpoint, request, audience=AUDIENCE):
    """An AuthnRequest by the redirect binding, not signed (SAML bindings 3.4)."""
    message = (f'<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" '
               f'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{request}" Version="2.0" '
               f'IssueInstant="{stamp(datetime.datetime.now(datetime.timezone.utc))}" '
               f'ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" '
               f'AssertionConsumerServiceURL="{RECIPIENT}"><saml:Issuer>{audience}</saml:Issuer></samlp:AuthnRequest>')
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeeze.compress(message.encode()) + squeeze.flush()
    return endpoint + '?' + urllib.parse.urlencode({'SAMLRequest': base64.b64encode(packed)})


@contextlib.contextmanager
def server(words, url, log, **more):
    """A process that answers at this address; ended with everything that it started."""
    with open(log, 'wb') as output:
        process = subprocess.Popen(words, stdout=output, stderr=output, stdin=subprocess.DEVNULL,
                                   start_new_session=True, **more)
    try:
        for _ in range(600):
            if process.poll() is not None:
                break
            try:
                urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        if process.poll() is not None:
            with open(log, encoding='utf-8', errors='replace') as output:
                raise RuntimeError(f'{words[0]} ended: {output.read()[-2000:]}')
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 15)
        process.wait(timeout=20)
