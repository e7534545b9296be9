#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The npm package oauth2-mock-server as an issuer whose keys change while it and we run.
Usage: rotation.py VERIFY-JWT; TOEGANG_TEST_NPM is the folder with node_modules."""
import json
import sys
import time
import urllib.request

import peer
import tokens
from tap import Tap

ALGORITHMS = ('RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA')
CLAIMS = {'aud': 'e-loket', 'sub': 'jan', 'nonce': 'n-1', 'rrn': peer.RRN, 'vo_orgcode': peer.ORGANISATION}
ASKED = {'nonce': 'n-1'}


class Issuer:
    """The server and the port by which this test changes it."""

    def __init__(self, port, control):
        self.address, self.control = f'http://127.0.0.1:{port}', f'http://127.0.0.1:{control}'
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self.url = self.do('restart')

    def do(self, action, **arguments):
        body = json.dumps(arguments).encode()
        with self.opener.open(f'{self.control}/{action}', data=body, timeout=30) as answer:
            return json.load(answer)

    def generate(self, algorithm, kid):
        return self.do('generate', algorithm=algorithm, kid=kid)

    def token(self, kid):
        return self.do('token', kid=kid, claims=CLAIMS)

    def published(self):
        """The key set that anybody may fetch, on one line."""
        with self.opener.open(self.address + '/jwks', timeout=30) as answer:
            return json.dumps(json.load(answer))


class Story:
    """What is asked of our verifier, step by step."""

    def __init__(self, tap, issuer, verifier):
        self.tap, self.issuer, self.verifier, self.now = tap, issuer, verifier, int(time.time())

    def good(self, name, token):
        answer = self.verifier.token('id', time.time(), token, **ASKED)
        self.tap.case(name, '' if answer[0] == 'good' else str(answer))

    def falls(self, name, token, check):
        answer = self.verifier.token('id', time.time(), token, **ASKED)
        self.tap.case(name, '' if answer[:2] == ['refused', check] else f'{answer}, expected {check}')

    def update(self, name, keys, check=None):
        answer = self.verifier.ask(f'update\t{self.now}\t{keys}')
        self.tap.case(name, '' if answer[:2] == (['refused', check] if check else ['good']) else str(answer))

    def may_refresh(self, name, seconds, expected):
        answer = self.verifier.ask(f'refresh\t{self.now + seconds}')
        self.tap.case(name, '' if answer == [expected] else f'{answer}, expected {expected}')


def a_key_is_added(story):
    issuer = story.issuer
    first, old = issuer.token('first'), issuer.published()
    story.good('the key that we know', first)
    issuer.generate('ES256', 'second')
    second = issuer.token('second')
    story.falls('a key that is new', second, 'jwt.key.unknown')
    story.may_refresh('keys may be fetched', 0, 'yes')
    story.may_refresh('not again at once', 1, 'no')
    story.may_refresh('again after a minute', 60, 'yes')
    story.update('the keys of before', old)
    story.falls('still new', second, 'jwt.key.unknown')
    story.update('the keys of now', issuer.published())
    story.good('the new key', second)
    story.good('the old key beside it', first)
    return first, second


def keys_are_spoilt(story, token):
    """What is no good key set changes nothing."""
    private = json.dumps(story.issuer.do('keys'))
    for name, keys, check in (('no keys', '{"keys":[]}', 'jwks.keys'), ('a page', '<html/>', 'json.syntax'),
                              ('private keys', private, 'jwks.private')):
        story.update(f'instead of keys {name}', keys, check)
        story.good(f'after {name} the keys of before', token)


def a_key_is_removed(story, first, second):
    story.issuer.do('restart')
    story.issuer.generate('PS256', 'third')
    story.update('the keys without the old ones', story.issuer.published())
    story.good('the key that stays', story.issuer.token('third'))
    for name, token in (('first', first), ('second', second)):
        story.falls(f'the {name} key, removed', token, 'jwt.key.unknown')


def a_name_is_used_again(story):
    before = story.issuer.token('third')
    story.issuer.generate('PS256', 'third')
    after = story.issuer.token('third')
    story.falls('another key of the same name', after, 'jwt.signature')
    story.update('that key', story.issuer.published())
    story.good('the key of that name now', after)
    story.falls('the key of that name before', before, 'jwt.signature')


def every_algorithm(story):
    for algorithm in ALGORITHMS:
        story.issuer.generate(algorithm, 'a-' + algorithm)
        token = story.issuer.token('a-' + algorithm)
        story.falls(f'{algorithm}: not yet', token, 'jwt.key.unknown')
        story.update(f'{algorithm}: key', story.issuer.published())
        story.good(f'{algorithm}: token', token)


def main():
    packages = tokens.packages_with('oauth2-mock-server')
    if not packages:
        tokens.skip_without('oauth2-mock-server')
    tap, folder = Tap(), peer.World(sys.argv[1])
    try:
        port, control = peer.free_port(), peer.free_port()
        words = tokens.node('rotation-server.mjs', packages, str(port), str(control))
        with peer.server(words, f'http://127.0.0.1:{control}/', folder.path('node.log')):
            issuer = Issuer(port, control)
            issuer.generate('RS256', 'first')
            with tokens.Verifier(sys.argv[1], issuer.url, CLAIMS['aud'], ALGORITHMS, issuer.published()) as verifier:
                story = Story(tap, issuer, verifier)
                first, second = a_key_is_added(story)
                keys_are_spoilt(story, first)
                a_key_is_removed(story, first, second)
                a_name_is_used_again(story)
                every_algorithm(story)
    finally:
        folder.close()
    tap.end()


main()
