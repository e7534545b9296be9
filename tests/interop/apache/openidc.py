#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""mod_toegang on top of the stock mod_auth_openidc, which signs people in with the npm package oidc-provider; the
configuration is that of doc/apache.md. Usage: openidc.py MOD_TOEGANG; TOEGANG_TEST_NPM is the folder with node_modules."""
import json
import os
import re
import shutil
import sys

import httpd
import signin
from httpd import Tap, skip_all, web
from services import Gateway, served

import peer
import tokens

SECRET = 'the secret of this client'
HIGH = 'urn:be:vlaanderen:authmech:eid'


def person(number, organisation=httpd.ORGANISATION, acr=HIGH, **more):
    said = {'rrn': number, 'vo_orgcode': organisation, 'acr': acr, 'vo_doelgroepcode': 'EA', **more}
    return {name: value for name, value in said.items() if value}


# Who signs in: what the provider says, the answer, the check.
PEOPLE = {
    'jan': (person(httpd.RRN), 200, ''),
    'htb': (person(httpd.HTB), 200, ''),
    'stranger': (person(httpd.STRANGER), 403, 'representation.absent'),
    'weak': (person(httpd.RRN, acr='urn:be:vlaanderen:authmech:paswoord'), 403, 'assurance.low'),
    'nobody': (person(None), 403, 'claims.rrn.absent'),
    'wrong': (person('85073003329'), 403, 'rrn.checksum'),
    'two': (person([httpd.RRN, httpd.HTB]), 403, 'rrn.form'),
    'number': (person(85073003328), 200, ''),
    'none': (person(httpd.RRN, None), 403, 'organisation.absent'),
    'other': (person(httpd.RRN, httpd.OTHER), 403, 'representation.absent'),
}


def sign_in(url, name):
    browser = signin.Browser()
    browser.go(url)
    for prompt in ('login', 'consent'):
        action = re.search(r'action="([^"]+)"', browser.page)
        if not action:
            break
        browser.go(action[1], {'prompt': prompt, 'login': name, 'password': 'x'})
    return browser


def walk(tap, url):
    for name, (_, status, check) in PEOPLE.items():
        browser = sign_in(url, name)
        came = (browser.status, browser.headers.get('Toegang-Check', ''))
        tap.case(name, [] if came == (status, check) else [f'{came}, expected {(status, check)}: {browser.url} {browser.page[:300]}'])
        came = (browser.go(url), browser.url)
        tap.case(f'{name} again', [] if came == (status, url) else [str(came)])


def kept_apart(tap, url):
    """The number, from an application behind a proxy."""
    told = dict(json.loads(sign_in(url, 'jan').page))
    tap.case('his number is not in the application', [f'{name}: {value}' for name, value in told.items() if httpd.RRN in value]
             + ['another claim is lacking'] * ('OIDC_CLAIM_acr' not in told))


def main():
    packages = tokens.packages_with('oidc-provider', 'jose')
    if not packages:
        tokens.skip_without('oidc-provider')
    if not os.path.exists(os.path.join(httpd.programs()[1], 'mod_auth_openidc.so')):
        skip_all('no mod_auth_openidc: sudo apt-get install libapache2-mod-auth-openidc')
    tap, provider = Tap(), peer.World('openidc')
    try:
        with web.folder('apache') as folder, served(Gateway) as behind:
            server = httpd.Httpd(folder, sys.argv[1], modules=('ssl', 'auth_openidc', 'proxy', 'proxy_scgi'), level='trace8')
            url, idp = f'https://{signin.HOST}:{server.port}', f'http://127.0.0.1:{peer.free_port()}'
            for made in provider.key('eloket'):
                shutil.copy(made, server.path(os.path.basename(made)))
            server.write('site/subsidies/index.html', 'welcome\n')
            client = {'client_id': 'eloket', 'client_secret': SECRET, 'redirect_uris': [url + '/callback'],
                      'response_types': ['code'], 'grant_types': ['authorization_code']}
            settings = provider.write('settings.json', json.dumps({
                'clients': [client], 'people': {name: said for name, (said, *_) in PEOPLE.items()},
                'api': {'audience': 'https://api.eloket.example', 'algorithm': 'PS256'}}))
            words = tokens.node('oidc-op.mjs', packages, idp.rpartition(':')[2], settings)
            with peer.server(words, idp + '/jwks', provider.path('node.log')):
                apache, yaml = signin.shown('OpenID Connect: mod_auth_openidc')
                server.write('toegang.yaml', yaml)
                more = f'ProxyPass /subsidies/behind scgi://127.0.0.1:{behind}/\n{signin.without_number()}</VirtualHost>'
                virtual = signin.localised(apache, server, **{'https://authenticatie.example': idp})
                server.configure(virtual.replace('</VirtualHost>', more), False)
                with server.running():
                    walk(tap, url + '/subsidies/')
                    kept_apart(tap, url + '/subsidies/behind')
            tap.case('sanitizers are silent', server.sanitizer())
            ours = [line for line in server.numbers() if '[auth_openidc:' not in line]
            tap.case('no national number in a log, but where mod_auth_openidc writes claims', ours)
    finally:
        provider.close()
    tap.end()


main()
