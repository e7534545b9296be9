#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""SimpleSAMLphp takes our metadata and our signed requests, encrypts for us, and signs out with us both ways.
Usage: simplesamlphp_messages.py TOEGANG EXCHANGE"""
import base64
import os
import shutil
import sys
import urllib.error
import zlib

import exchange
import peer
import ssp
from tap import Tap, skip_all

USERS = f'''<?php
$config = ['users' => ['exampleauth:UserPass', 'jan:secret' => ['rrn' => ['{peer.RRN}']]]];
'''
HOSTED = f'''<?php
$metadata['{peer.ENTITY}'] = ['host' => '__DEFAULT__', 'privatekey' => 'idp.key', 'certificate' => 'idp.crt',
    'auth' => 'users', 'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'sign.logout' => true, 'validate.logout' => true];
'''
REMOTE = ('metadata', 'saml20-sp-remote.php')
# Its own reader makes its settings of our metadata, and verifies their signature.
READER = '''<?php
require '/usr/share/simplesamlphp/lib/_autoload.php';
$entity = SimpleSAML\\Metadata\\SAMLParser::parseFile($argv[1]);
if (!$entity->validateSignature([$argv[2]])) { fwrite(STDERR, "not valid"); exit(1); }
$settings = $entity->getMetadata20SP();
$settings['sign.logout'] = $settings['validate.logout'] = true;
foreach (array_slice($argv, 4) as $asked) $settings[$asked] = true;
file_put_contents($argv[3], '<?php $metadata[' . var_export($settings['entityid'], true) . '] = '
    . var_export($settings, true) . ';');
'''


def prepare(world):
    ssp.prepare(world, USERS)
    world.key('eloket')
    world.key('sp')
    world.write('metadata/saml20-idp-hosted.php', HOSTED)
    world.write('reader.php', READER)


def read_there(world, file, into, environment, *asked):
    """Our metadata in a file become its settings, and what is asked of it besides."""
    peer.command('php', world.path('reader.php'), world.path(file), 'eloket.crt', world.path(*into), *asked, env=environment)


def introduce(tap, world, ours, environment):
    """Our metadata, as it reads them."""
    world.write('ours.xml', ours.made('metadata')[2])
    read_there(world, 'ours.xml', REMOTE, environment)
    with open(world.path(*REMOTE), encoding='utf-8') as file:
        settings = file.read()
    wanted = ("'validate.authnrequest' => true", exchange.LOGOUT, peer.RECIPIENT)
    tap.case('our metadata are read and their signature verifies', [text for text in wanted if text not in settings])
    world.write('changed.xml', ours.made('metadata')[2].replace(peer.RECIPIENT, 'https://evil.example/acs'))
    try:
        read_there(world, 'changed.xml', ('tmp', 'no.php'), environment)
        tap.case('changed metadata are refused', 'accepted')
    except RuntimeError:
        tap.case('changed metadata are refused', '')


def sign_in(browser, ours, state='state-1'):
    """(ID of our request, what is posted to us)"""
    made = ours.made('login', state)
    browser.open(made[1])
    browser.open(browser.url, {'username': 'jan', 'password': 'secret', 'AuthState': browser.field('AuthState')})
    return made[0], browser.field('SAMLResponse').encode()


def requests(tap, world, ours):
    browser = exchange.Browser()
    request, posted = sign_in(browser, ours, 'a & b/é')
    tap.case('our signed request is taken, and its answer lets in', peer.permitted(world, posted, request))
    tap.case('RelayState comes back', '' if browser.field('RelayState') == 'a & b/é' else browser.page)
    tap.case('no other request is answered', peer.refused(world, posted, '_other', ('saml.confirmation.in-response-to', 'saml.in-response-to')))
    url = ours.made('login', 'state-1')[1]
    for name, changed in (('RelayState', url.replace('state-1', 'state-2')), ('Signature', url.replace('&Signature=', '&Signature=AAAA'))):
        try:
            page = exchange.Browser().open(changed)
        except urllib.error.HTTPError:
            page = ''
        tap.case(f'a request with another {name} is refused there', page if 'AuthState' in page else '')


def we_sign_out(tap, world, ours):
    browser = exchange.Browser()
    request, posted = sign_in(browser, ours)
    world.write('posted', posted)
    made = ours.made('logout', 'posted', request, 'goodbye')
    query = browser.sent_to_us(made[1])
    world.write('answer', query)
    tap.case('our sign-out is answered with success', ours.judged('', 'response', 'redirect', 'answer', made[0]))
    tap.case('RelayState comes back with it', '' if exchange.value('?' + query, 'RelayState') == 'goodbye' else query)
    tap.case('to another request it is no answer', ours.judged('logout.in-response-to', 'response', 'redirect', 'answer', '_other'))
    tap.case('an answer is no request', ours.judged('redirect.parameter', 'request', 'redirect', 'answer', ''))
    world.write('changed', query.replace('goodbye', 'elsewhere'))
    tap.case('with another RelayState it is refused', ours.judged('saml.signature.value', 'response', 'redirect', 'changed', made[0]))
    browser.open(ours.made('login', 'again')[1])
    tap.case('the session there has ended', '' if 'AuthState' in browser.page else browser.page[:500])


def it_signs_out(tap, world, ours, url):
    browser = exchange.Browser()
    request, posted = sign_in(browser, ours)
    world.write('posted', posted)
    name = ours.made('logout', 'posted', request, '')[2].partition('</saml:NameID>')[0].rpartition('>')[2]
    query = browser.sent_to_us(url + '/simplesaml/saml2/idp/initSLO.php?RelayState=/simplesaml/module.php/core/frontpage_welcome.php')
    world.write('asked', query)
    tap.case('its sign-out is signed for us', ours.judged('', 'request', 'redirect', 'asked', ''))
    made = ours.made('request', 'redirect', 'asked', exchange.value('?' + query, 'RelayState'))
    tap.case('it names the person who signed in', '' if made[3] == name and made[4] else made)
    browser.open(made[1])
    tap.case('our answer is taken', '' if 'frontpage' in browser.url or 'logout' in browser.page.lower() else browser.page[:500])
    browser.open(ours.made('login', 'again')[1])
    tap.case('the session there has ended after it', '' if 'AuthState' in browser.page else browser.page[:500])


def it_encrypts(tap, world, ours, url, environment):
    """With the key that our metadata gives for that: the assertion, and the name in it and in a sign-out."""
    read_there(world, 'ours.xml', REMOTE, environment, 'assertion.encryption', 'nameid.encryption')
    browser = exchange.Browser()
    request, posted = sign_in(browser, ours)
    world.write('posted', posted)
    tap.case('it encrypts the assertion', '' if b'EncryptedAssertion' in base64.b64decode(posted) else 'in clear')
    name = ours.made('logout', 'posted', request, '')[2].partition('</saml:NameID>')[0].rpartition('>')[2]
    tap.case('what it encrypted for us opens', '' if name.startswith('_') else name)
    query = browser.sent_to_us(url + '/simplesaml/saml2/idp/initSLO.php?RelayState=/simplesaml/')
    world.write('asked', query)
    asked = zlib.decompress(base64.b64decode(exchange.value('?' + query, 'SAMLRequest')), -15)
    tap.case('it encrypts the name in its sign-out', '' if b'EncryptedID' in asked and name.encode() not in asked else asked)
    made = ours.made('request', 'redirect', 'asked', '')
    tap.case('and means the person who signed in', '' if made[3] == name else made)
    os.rename(world.path('sp.key'), world.path('no.key'))
    tap.case('without our key neither is read', ours.judged('saml.encrypted', 'request', 'redirect', 'asked', '')
             or ours.judged('saml.encrypted', 'logout', 'posted', request, ''))


def main():
    if not shutil.which('php') or not os.path.isdir(ssp.WWW):
        skip_all('no SimpleSAMLphp: sudo apt-get install simplesamlphp php-cli php-xml')
    tap, world = Tap(), peer.World(sys.argv[1])
    ours = exchange.Exchange(os.path.realpath(sys.argv[2]), world)
    try:
        prepare(world)
        with ssp.running(world) as (url, environment):
            world.write('metadata.xml', peer.Browser().open(url + '/simplesaml/saml2/idp/metadata.php'))
            introduce(tap, world, ours, environment)
            requests(tap, world, ours)
            we_sign_out(tap, world, ours)
            it_signs_out(tap, world, ours, url)
            it_encrypts(tap, world, ours, url, environment)
    finally:
        world.close()
    tap.end()


main()
