#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Signing in at nginx with SimpleSAMLphp, and signing out from both sides. Usage: see world.py."""
import html
import os
import re
import shutil
import sys

from signing_in import OURS, VISIT, Browser, Site, field, server
from world import BAKERY, NGINX, SOURCE, Tap, differs, skip_all, web

sys.path.insert(0, os.path.join(SOURCE, 'tests', 'interop'))
import exchange  # noqa: E402
import peer  # noqa: E402
import ssp  # noqa: E402

exchange.LOGOUT = OURS + '/toegang/slo'
USERS = f'''<?php
$config = ['users' => ['exampleauth:UserPass', 'jan:secret' => ['rrn' => ['{peer.RRN}'], 'vo_orgcode' => ['{BAKERY}'],
    'given_name' => ['Jan'], 'family_name' => ['Peeters']]]];
'''
HOSTED = f'''<?php
$metadata['{peer.ENTITY}'] = ['host' => '__DEFAULT__', 'privatekey' => 'idp.key', 'certificate' => 'idp.crt',
    'auth' => 'users', 'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'sign.logout' => true, 'validate.logout' => true];
'''
REMOTE = f'''<?php
$metadata['{OURS}/saml'] = ['AssertionConsumerService' => '{OURS}/toegang/acs', 'SingleLogoutService' => '{OURS}/toegang/slo',
    'certificate' => 'eloket.crt', 'validate.authnrequest' => true, 'sign.logout' => true, 'validate.logout' => true];
'''
CONFIGURATION = f'''claims:
  site: {{rrn: [rrn], organisation: [vo_orgcode], given-name: [given_name], family-name: [family_name]}}
trust:
  - {{entity-id: "{peer.ENTITY}", metadata: idp-metadata.xml, audience: "{OURS}/saml", recipient: "{OURS}/toegang/acs",
     logout: "{OURS}/toegang/slo", signing-key: eloket.key, certificates: eloket.crt, claims: site}}
directories: {{kbo: "yaml:kbo.yaml", btb: "yaml:btb.yaml", gebruikersbeheer: "yaml:gebruikersbeheer.yaml"}}
e-lokets: {{e-loketondernemers: {{legal-representative: automatic}}, subsidieloket: {{right: subsidie-indienen}}}}
replay: "sqlite:replay.db"
'''


def prepare(world, it):
    ssp.prepare(world, USERS)
    shutil.copy(it.path('eloket.crt'), world.path('eloket.crt'))
    world.write('metadata/saml20-idp-hosted.php', HOSTED)
    world.write('metadata/saml20-sp-remote.php', REMOTE)
    it.write('toegang.yaml', CONFIGURATION)


def sign_in(it):
    """A browser at our site, and the same one at the provider."""
    here, there = Browser(it.port), exchange.Browser()
    there.open(here.get('/toegang/sign-in?to=%2Fin%2F').header('location'))
    there.open(there.url, {'username': 'jan', 'password': 'secret', 'AuthState': there.field('AuthState')})
    return here, there, {name: there.field(name) for name in ('SAMLResponse', 'RelayState')}


def signs_in(tap, it):
    here, _, posted = sign_in(it)
    answer = here.post('/toegang/acs', posted, cross_site=True)
    tap.case('its response leads in', differs(answer, 303, location='/in/'))
    tap.case('and opens', differs(here.get('/in/'), 200))
    tap.case('the page knows who it is', [] if 'Jan Peeters' in here.get('/toegang/sign-out').text() else ['no name'])


def we_sign_out(tap, it):
    here, there, posted = sign_in(it)
    here.post('/toegang/acs', posted, cross_site=True)
    answer = here.post('/toegang/sign-out', {'token': field(here.get('/toegang/sign-out').text())})
    found = [html.unescape(url) for url in re.findall(r'href="([^"]+)"', answer.text()) if 'SAMLRequest' in html.unescape(url)]
    query = there.sent_to_us(found[0])
    tap.case('our sign-out is answered', differs(here.get('/toegang/slo?' + query), 303, location='/'))
    tap.case('and the visit has ended', [VISIT] if VISIT in here.cookies else [])
    there.open(Browser(it.port).get('/toegang/sign-in').header('location'))
    tap.case('the session there as well', [] if 'AuthState' in there.page else [there.page[:500]])


def it_signs_out(tap, it, url):
    here, there, posted = sign_in(it)
    here.post('/toegang/acs', posted, cross_site=True)
    query = there.sent_to_us(url + '/simplesaml/saml2/idp/initSLO.php?RelayState=/simplesaml/module.php/core/frontpage_welcome.php')
    answer = Browser(it.port).get('/toegang/slo?' + query)
    tap.case('its sign-out is answered', [*differs(answer, 303)] + ([] if answer.header('location').startswith(url) else ['elsewhere']))
    there.open(answer.header('location'))
    tap.case('it takes the answer', [] if 'frontpage' in there.url or 'logout' in there.page.lower() else [there.page[:500]])
    tap.case('and the visit has ended', differs(here.get('/in/'), 303, location='/toegang/sign-in?to=%2Fin%2F'))


def main():
    if not NGINX:
        skip_all('no nginx: sudo apt-get install nginx')
    if not shutil.which('php') or not os.path.isdir(ssp.WWW):
        skip_all('no SimpleSAMLphp: sudo apt-get install simplesamlphp php-cli php-xml')
    tap, world = Tap(), peer.World('toegang')
    try:
        with web.folder('ssp') as folder:
            it = Site(folder)
            prepare(world, it)
            with ssp.running(world) as (url, _):
                it.write('idp-metadata.xml', peer.Browser().open(url + '/simplesaml/saml2/idp/metadata.php'))
                with it.running(server(it.port), workers=2):
                    signs_in(tap, it)
                    we_sign_out(tap, it)
                    it_signs_out(tap, it, url)
            tap.case('nothing broken in the log', it.broken())
    finally:
        world.close()
    tap.end()


main()
