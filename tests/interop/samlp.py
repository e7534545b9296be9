#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The npm package samlp as an identity provider. Usage: samlp.py TOEGANG; TOEGANG_TEST_NPM is the folder with
node_modules (tests/run fills it)."""
import base64
import os
import shutil
import sys

import attacks
import peer
from tap import Tap, skip_all

HERE = os.path.dirname(os.path.realpath(__file__))


def sign_in(url, signs, request):
    browser = peer.Browser()
    browser.open(peer.sign_in_url(f'{url}/{signs}', request))
    return browser.field('SAMLResponse').encode()


def main():
    packages = os.environ.get('TOEGANG_TEST_NPM', HERE)
    if not shutil.which('node') or not os.path.isdir(os.path.join(packages, 'node_modules', 'samlp')):
        skip_all('no npm package samlp: install node and npm, then tests/run fetches it')
    tap, world = Tap(), peer.World(sys.argv[1])
    try:
        key, certificate = world.key('idp')
        port = peer.free_port()
        url = f'http://127.0.0.1:{port}'
        words = ['node', os.path.join(HERE, 'samlp-idp.mjs'), packages, str(port), key, certificate, peer.ENTITY,
                 peer.RECIPIENT, peer.RRN]
        with peer.server(words, url + '/metadata', world.path('node.log')):
            world.write('metadata.xml', peer.Browser().open(url + '/metadata'))
            for signs in ('assertion', 'response', 'both', 'prefixed', 'plain'):
                tap.case('signs ' + signs, peer.permitted(world, sign_in(url, signs, '_request'), '_request'))
            tap.case('signs with SHA-1', peer.refused(world, sign_in(url, 'sha1', '_request'), '_request',
                                                      ('saml.signature.algorithm',)))
            posted = sign_in(url, 'prefixed', '_request')
            issued = base64.b64decode(posted).decode().split('IssueInstant="')[1][:19] + 'Z'
            attacks.run(tap, world, posted, '_request', issued, 'signed assertion')
    finally:
        world.close()
    tap.end()


main()
