#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""mod_toegang on top of the stock mod_auth_mellon, which signs people in with SimpleSAMLphp; the configuration is that of
doc/apache.md. Usage: mellon.py MOD_TOEGANG TOEGANG"""
import os
import shutil
import sys

import httpd
import signin
from httpd import Tap, skip_all, web

import peer
import ssp

ENTITY = 'https://idp.example/saml'


def user(name, number, **more):
    said = {'rrn': number, 'vo_orgcode': httpd.ORGANISATION, 'acr': 'urn:be:vlaanderen:authmech:eid', **more}
    words = ', '.join(f"'{claim}' => {[value] if isinstance(value, str) else value}" for claim, value in said.items() if value)
    return f"    '{name}:secret' => [{words}],"


USERS = "<?php\n$config = ['users' => ['exampleauth:UserPass',\n" + '\n'.join([
    user('jan', httpd.RRN),
    user('htb', httpd.HTB),
    user('stranger', httpd.STRANGER),
    user('weak', httpd.RRN, acr='urn:be:vlaanderen:authmech:paswoord'),
    user('nobody', None),
    user('two', [httpd.RRN, httpd.HTB]),
    user('wrong', '85073003329'),
    user('other', httpd.RRN, vo_orgcode=httpd.OTHER),
    user('none', httpd.RRN, vo_orgcode=None),
]) + '\n]];\n'
HOSTED = f'''<?php
$metadata['{ENTITY}'] = ['host' => '__DEFAULT__', 'privatekey' => 'idp.key', 'certificate' => 'idp.crt',
    'auth' => 'users', 'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'];
'''
REMOTE = '''<?php
$metadata['{url}/mellon/metadata'] = ['AssertionConsumerService' => '{url}/mellon/postResponse',
    'SingleLogoutService' => '{url}/mellon/logout'];
'''
SP = '''<EntityDescriptor entityID="{url}/mellon/metadata" xmlns="urn:oasis:names:tc:SAML:2.0:metadata">
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{url}/mellon/postResponse" index="0"/>
  </SPSSODescriptor>
</EntityDescriptor>
'''
# Who signs in, with the answer and the check.
PEOPLE = [('jan', 200, ''), ('htb', 200, ''), ('stranger', 403, 'representation.absent'), ('weak', 403, 'assurance.low'),
          ('nobody', 403, 'claims.rrn.absent'), ('wrong', 403, 'rrn.checksum'), ('other', 403, 'representation.absent'),
          ('none', 403, 'organisation.absent'), ('two', 403, 'rrn.form')]


def sign_in(url, name):
    browser = signin.Browser()
    browser.go(url)
    browser.go(browser.url, {'username': name, 'password': 'secret', 'AuthState': browser.field('AuthState')})
    browser.go(f'{url.partition("/subsidies")[0]}/mellon/postResponse',
               {'SAMLResponse': browser.field('SAMLResponse'), 'RelayState': browser.field('RelayState')})
    return browser


def walk(tap, url):
    for name, status, check in PEOPLE:
        browser = sign_in(url, name)
        came = (browser.status, browser.headers.get('Toegang-Check', ''))
        tap.case(f'{name}', [] if came == (status, check) else [f'{came}, expected {(status, check)}: {browser.page[:300]}'])
        if status == 403:
            wanted = (check, 'lang="en"', '/mellon/logout?ReturnTo=/', '/toegang/language?to=%2fsubsidies%2f')
            tap.case(f'{name}: the page', [f'without {words}: {browser.page[:300]}' for words in wanted if words not in browser.page])
        came = (browser.go(url), browser.url)
        tap.case(f'{name} again', [] if came == (status, url) else [str(came)])


def main():
    if not shutil.which('php') or not os.path.isdir(ssp.WWW):
        skip_all('no SimpleSAMLphp: sudo apt-get install simplesamlphp php-cli php-xml')
    if not os.path.exists(os.path.join(httpd.programs()[1], 'mod_auth_mellon.so')):
        skip_all('no mod_auth_mellon: sudo apt-get install libapache2-mod-auth-mellon')
    tap, provider = Tap(), peer.World(sys.argv[2])
    try:
        with web.folder('apache') as folder:
            server = httpd.Httpd(folder, sys.argv[1], modules=('ssl', 'auth_mellon'), level='trace8')
            url = f'https://{signin.HOST}:{server.port}'
            ssp.prepare(provider, USERS)
            provider.write('metadata/saml20-idp-hosted.php', HOSTED)
            provider.write('metadata/saml20-sp-remote.php', REMOTE.format(url=url))
            for name in ('eloket', 'sp'):
                for made in provider.key(name):
                    shutil.copy(made, server.path(os.path.basename(made)))
            server.write('sp.xml', SP.format(url=url))
            server.write('site/subsidies/index.html', 'welcome\n')
            with ssp.running(provider) as (idp, _):
                server.write('idp.xml', peer.Browser().open(idp + '/simplesaml/saml2/idp/metadata.php'))
                apache, yaml = signin.shown('SAML: mod_auth_mellon')
                server.write('toegang.yaml', yaml)
                server.configure(signin.localised(apache, server), False)
                with server.running():
                    walk(tap, url + '/subsidies/')
            tap.case('sanitizers are silent', server.sanitizer())
            tap.case('no national number in a log', server.numbers())
    finally:
        provider.close()
    tap.end()


if __name__ == '__main__':
    main()
