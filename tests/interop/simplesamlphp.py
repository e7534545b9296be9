#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""SimpleSAMLphp as Debian packs it, started here as an identity provider: signs a person in and posts a response.
Usage: simplesamlphp.py TOEGANG"""
import base64
import os
import shutil
import sys

import attacks
import peer
import ssp
from tap import Tap, skip_all

# Who signs in, with the attributes that the Flemish and the federal access management name.
USERS = f'''<?php
$config = ['users' => ['exampleauth:UserPass',
    'jan:secret' => ['rrn' => ['{peer.RRN}'], 'given_name' => ['Jan'], 'family_name' => ['Peeters'],
        'vo_doelgroepcode' => ['EA'], 'vo_orgcode' => ['{peer.ORGANISATION}'],
        'eloket_rol_3d' => ['subsidie-indienen-x:{peer.ORGANISATION}', 'wse-gebruiker:{peer.ORGANISATION}']],
    'fas:secret' => ['egovNRN' => ['{peer.RRN}'], 'givenName' => ['Jan & <Zoon>'], 'surname' => ['Peeters "de oude"']],
    'two:secret' => ['rrn' => ['{peer.RRN}', '{peer.RRN}']],
    'both:secret' => ['rrn' => ['{peer.RRN}'], 'egovNRN' => ['{peer.OTHER_RRN}']],
    'nobody:secret' => ['given_name' => ['Jan']],
    'wrong:secret' => ['rrn' => ['85073003329']],
    'dotted:secret' => ['rrn' => ['85.07.30-033.28']],
    'stranger:secret' => ['rrn' => ['85073003526']],
]];
'''
HOSTED = f'''<?php
$metadata['{peer.ENTITY}'] = ['host' => '__DEFAULT__', 'privatekey' => 'idp.key', 'certificate' => 'idp.crt',
    'auth' => 'users', 'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'];
'''
# Who asks, with what the provider then signs.
SIGNS = {'both': '', 'assertion': "'saml20.sign.response' => false,",
         'response': "'saml20.sign.assertion' => false,", 'nothing': "'saml20.sign.response' => false, 'saml20.sign.assertion' => false,",
         'sha512': "'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',",
         'sha1': "'signature.algorithm' => 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',"}


def remote(signs):
    return f'''<?php
$metadata['{peer.AUDIENCE}'] = ['AssertionConsumerService' => '{peer.RECIPIENT}', {signs}];
'''


def prepare(world):
    ssp.prepare(world, USERS)
    world.write('metadata/saml20-idp-hosted.php', HOSTED)


def sign_in(url, world, user, signs, request):
    world.write('metadata/saml20-sp-remote.php', remote(SIGNS[signs]))
    browser = peer.Browser()
    browser.open(peer.sign_in_url(url + '/simplesaml/saml2/idp/SSOService.php', request))
    browser.open(browser.url, {'username': user, 'password': 'secret', 'AuthState': browser.field('AuthState')})
    return browser.field('SAMLResponse').encode()


def people(tap, url, world):
    """Who is let in and who is not, by what the provider says about him."""
    rows = [('fas', None), ('two', ('claims.rrn.several',)), ('both', ('claims.rrn.several',)),
            ('nobody', ('claims.rrn.absent',)), ('wrong', ('rrn.checksum',)), ('dotted', ('rrn.length', 'rrn.form')),]
    for user, checks in rows:
        posted = sign_in(url, world, user, 'both', '_request-' + user)
        tap.case('user ' + user, peer.refused(world, posted, '_request-' + user, checks) if checks
                 else peer.permitted(world, posted, '_request-' + user))
    posted = sign_in(url, world, 'stranger', 'both', '_request')
    status, answer, printed = world.check(posted, '_request')
    good = status == 1 and answer and answer['context']['outcome'] == 'deny' and answer['context']['identity']
    tap.case('somebody without a function is known and denied', '' if good else printed)


def forms(tap, url, world):
    """What the provider signs, and how it is posted."""
    for signs in ('both', 'assertion', 'response', 'sha512'):
        posted = sign_in(url, world, 'jan', signs, '_request')
        tap.case(f'signs {signs}', peer.permitted(world, posted, '_request'))
        tap.case(f'signs {signs}: as XML', peer.permitted(world, base64.b64decode(posted), '_request'))
    lines = b'\r\n'.join(posted[at:at + 76] for at in range(0, len(posted), 76)) + b'\n'
    tap.case('base64 in lines', peer.permitted(world, lines, '_request'))
    tap.case('signs nothing', peer.refused(world, sign_in(url, world, 'jan', 'nothing', '_request'), '_request',
                                           ('saml.signature.absent',)))
    tap.case('signs with SHA-1', peer.refused(world, sign_in(url, world, 'jan', 'sha1', '_request'), '_request',
                                              ('saml.signature.algorithm',)))


def main():
    if not shutil.which('php') or not os.path.isdir(ssp.WWW):
        skip_all('no SimpleSAMLphp: sudo apt-get install simplesamlphp php-cli php-xml')
    tap, world = Tap(), peer.World(sys.argv[1])
    try:
        prepare(world)
        with ssp.running(world) as (url, _):
            metadata = peer.Browser().open(url + '/simplesaml/saml2/idp/metadata.php')
            world.write('metadata.xml', metadata)
            forms(tap, url, world)
            people(tap, url, world)
            for signs in ('assertion', 'both'):
                posted = sign_in(url, world, 'jan', signs, '_request')
                issued = base64.b64decode(posted).decode().split('IssueInstant="')[1][:20]
                attacks.run(tap, world, posted, '_request', issued, 'signed ' + signs)
    finally:
        world.close()
    tap.end()


if __name__ == '__main__':
    main()
