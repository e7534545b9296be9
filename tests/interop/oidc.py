#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The npm package oidc-provider as an OpenID provider: signs a person in, and every sort of token that it gives is
verified, and refused with one thing changed. Usage: oidc.py VERIFY-JWT; TOEGANG_TEST_NPM is the folder with
node_modules."""
import json
import re
import sys
import time
import urllib.parse

import peer
import tokens
from oidc_client import ENCRYPTION, SECRET, SHARED, SIGNING, Person, clients, logout_receiver
from tap import Tap
from tokens import ec, rsa

API = 'https://api.eloket.example'
PEOPLE = {
    'jan': {'rrn': peer.RRN, 'given_name': 'Jan', 'family_name': 'Peeters', 'vo_doelgroepcode': 'EA',
            'vo_orgcode': peer.ORGANISATION, 'eloket_rol_3d': ['subsidie-indienen-x:' + peer.ORGANISATION,
                                                              'wse-gebruiker:' + peer.ORGANISATION]},
    'nobody': {'given_name': 'Jan'},
    'wrong': {'rrn': '85073003329'},
}
JAN = ['85.07.30-***.**', 'jan', peer.ORGANISATION, 'EA', *PEOPLE['jan']['eloket_rol_3d']]


# ---- what is said about an answer ----

def says(answer, *expected):
    """What is wrong when this should be good and tell all of that."""
    missing = [text for text in expected if text not in answer]
    return '' if answer[0] == 'good' and not missing else f'{answer}, without {missing}'


def falls(answer, check):
    return '' if answer[:2] == ['refused', check] else f'{answer}, expected {check}'


def altered(token, part):
    """Another octet in the middle of that part."""
    parts = token.split('.')
    at = len(parts[part]) // 2
    parts[part] = parts[part][:at] + ('A' if parts[part][at] != 'A' else 'B') + parts[part][at + 1:]
    return '.'.join(parts)


class World:
    """The provider's address and keys, and our program."""

    def __init__(self, program, url, decryption):
        self.program, self.url, self.decryption = program, url, decryption
        self.keys = json.loads(peer.Browser().open(url + '/jwks'))

    def asked(self, audience, kind, later, token, trusted=None, **expected):
        """Our answer, so many seconds from now."""
        how = {'issuer': self.url, 'audience': audience, 'algorithms': SIGNING, 'keys': json.dumps(self.keys),
               **(trusted or {})}
        with tokens.Verifier(self.program, **how) as verifier:
            return verifier.token(kind, time.time() + later, token, **expected)


# ---- the tokens ----

# What an ID token is refused for, by what is asked of it: check, kind, seconds from now, what else is expected.
QUESTIONS = [
    ('another nonce', 'jwt.nonce', 'id', 0, {'nonce': 'another'}),
    ('a nonce that nobody asked', 'jwt.nonce', 'id', 0, {'nonce': '-'}),
    ('an access token without at_hash', 'jwt.at-hash', 'id', 0, {'access_token': 'x'}),
    ('a code without c_hash', 'jwt.c-hash', 'id', 0, {'code': 'x'}),
    ('another subject', 'jwt.subject', 'id', 0, {'subject': 'piet'}),
    ('as access token', 'jwt.typ', 'access', 0, {'nonce': '-'}),
    ('as userinfo', 'jwt.kind', 'userinfo', 0, {'nonce': '-'}),
    ('as introspection', 'jwt.typ', 'introspection', 0, {'nonce': '-'}),
    ('as logout token', 'jwt.typ', 'logout', 0, {'nonce': '-'}),
    ('expired', 'jwt.expired', 'id', 7200, {}),
    ('before it was issued', 'jwt.issued', 'id', -600, {}),
]


def strangers(world, alg):
    """Trust with one thing changed, and the check that then refuses the token."""
    renamed = {'keys': [{**key, 'kid': 'old ' + key['kid']} for key in world.keys['keys']]}
    return [('another audience', 'jwt.audience', {'audience': 'another'}),
            ('another issuer', 'jwt.issuer', {'issuer': world.url + '/'}),
            ('another algorithm pinned', 'jwt.algorithm.pinned', {'algorithms': set(SIGNING) - {alg}}),
            ('keys of another name', 'jwt.key.unknown', {'keys': json.dumps(renamed)})]


def spoilt(token):
    """The token with one thing changed, and the check that then refuses it."""
    header, payload, signature = token.split('.')
    other = tokens.url(json.dumps({**tokens.claims_of(token), 'rrn': peer.OTHER_RRN}).encode())
    return [('alg none', 'jwt.algorithm.unknown', tokens.url(b'{"alg":"none"}') + f'.{payload}.'),
            ('other claims', 'jwt.signature', f'{header}.{other}.{signature}'),
            ('an altered signature', 'jwt.signature', altered(token, 2)),
            ('no signature', 'jwt.signature', f'{header}.{payload}.'),
            ('five parts', 'jwt.encryption', token + '..')]


def id_tokens(tap, world, alg):
    person = Person(world.url, alg)
    given, good = person.tokens(), {'nonce': person.nonce}
    token = given['id_token']
    tap.case(f'{alg}: ID token', says(world.asked(alg, 'id', 0, token, **good), world.url, *JAN))
    for name, check, kind, later, expected in QUESTIONS:
        tap.case(f'{alg}: ID token, {name}', falls(world.asked(alg, kind, later, token, **{**good, **expected}), check))
    for name, check, trusted in strangers(world, alg):
        answer = world.asked(alg, 'id', 0, token, trusted=trusted, **good)
        tap.case(f'{alg}: ID token, {name}', falls(answer, check))
    for name, check, octets in spoilt(token):
        tap.case(f'{alg}: ID token, {name}', falls(world.asked(alg, 'id', 0, octets, **good), check))
    return person, given


def userinfo(tap, world, person, given):
    alg = person.client
    token = person.call('/me', Authorization='Bearer ' + given['access_token'])
    tap.case(f'{alg}: userinfo', says(world.asked(alg, 'userinfo', 0, token, subject='jan'), *JAN))
    tap.case(f'{alg}: userinfo of another subject',
             falls(world.asked(alg, 'userinfo', 0, token, subject='piet'), 'jwt.subject'))
    tap.case(f'{alg}: userinfo as ID token',
             falls(world.asked(alg, 'id', 0, token, nonce=person.nonce), 'jwt.nonce'))
    tap.case(f'{alg}: userinfo for another', falls(world.asked('other', 'userinfo', 0, token), 'jwt.audience'))
    tap.case(f'{alg}: userinfo expired', falls(world.asked(alg, 'userinfo', 7200, token), 'jwt.expired'))


def introspection(tap, world, person, given):
    alg = person.client
    token, dead = (person.call('/token/introspection', {'token': text}, Accept='application/token-introspection+jwt')
                   for text in (given['access_token'], 'invented'))
    tap.case(f'{alg}: introspection', says(world.asked(alg, 'introspection', 0, token), *JAN))
    tap.case(f'{alg}: introspection of nothing', falls(world.asked(alg, 'introspection', 0, dead), 'jwt.inactive'))
    tap.case(f'{alg}: introspection as access token', falls(world.asked(alg, 'access', 0, token), 'jwt.typ'))


def hybrid(tap, world, alg):
    """An ID token through the browser, beside the code and the access token that it vouches for."""
    person = Person(world.url, alg)
    answer = person.sign_in(response_type='code id_token token')
    good = {'nonce': person.nonce, 'code': answer['code'], 'access_token': answer['access_token']}
    rows = [('another code', {'code': answer['code'][::-1]}, 'jwt.c-hash'),
            ('another access token', {'access_token': answer['code']}, 'jwt.at-hash')]
    tap.case(f'{alg}: ID token with hashes', says(world.asked(alg, 'id', 0, answer['id_token'], **good), *JAN))
    for name, other, check in rows:
        tap.case(f'{alg}: ID token beside {name}',
                 falls(world.asked(alg, 'id', 0, answer['id_token'], **{**good, **other}), check))


def access_tokens(tap, world):
    person = Person(world.url, 'RS256')
    token = person.redeem(person.sign_in(scope='openid loket', resource=API), resource=API)['access_token']
    tap.case('access token', says(world.asked(API, 'access', 0, token), *JAN))
    rows = [('as ID token', 'jwt.typ', 'id', API, 0), ('as userinfo', 'jwt.typ', 'userinfo', API, 0),
            ('as logout token', 'jwt.typ', 'logout', API, 0),
            ('for another API', 'jwt.audience', 'access', API + '/', 0),
            ('for its client', 'jwt.audience', 'access', 'RS256', 0), ('expired', 'jwt.expired', 'access', API, 700)]
    for name, check, kind, audience, at in rows:
        tap.case('access token, ' + name, falls(world.asked(audience, kind, at, token), check))
    machine = json.loads(person.call('/token', {'grant_type': 'client_credentials', 'resource': API, 'scope': 'loket'}))
    tap.case('access token of a machine', falls(world.asked(API, 'access', 0, machine['access_token']), 'jwt.machine'))


def shared_secrets(tap, world, alg):
    """An ID token that is signed with the secret of the client: no public key stands beside it."""
    person, ours = Person(world.url, alg), {'algorithms': SHARED, 'keys': 'secret:' + SECRET}
    token = person.tokens()['id_token']
    tap.case(f'{alg}: ID token', says(world.asked(alg, 'id', 0, token, trusted=ours, nonce=person.nonce), *JAN))
    rows = [('of another secret', 'jwt.signature', {**ours, 'keys': f'secret:{SECRET[::-1]}'}),
            ('where another algorithm is pinned', 'jwt.algorithm.pinned', {**ours, 'algorithms': set(SHARED) - {alg}}),
            ('where keys are public', 'jwt.algorithm.pinned', {})]
    for name, check, trusted in rows:
        answer = world.asked(alg, 'id', 0, token, trusted=trusted, nonce=person.nonce)
        tap.case(f'{alg}: ID token {name}', falls(answer, check))


def people(tap, world):
    for name, check in (('nobody', 'claims.rrn.absent'), ('wrong', 'rrn.checksum')):
        person = Person(world.url, 'RS256', name)
        token = person.tokens()['id_token']
        tap.case('person ' + name, falls(world.asked('RS256', 'id', 0, token, nonce=person.nonce), check))


def encrypted(tap, world, alg, enc):
    name, ours = f'{alg} {enc}', {'decryption': world.decryption}
    person = Person(world.url, 'bare ' + name)
    token = person.tokens()['id_token']
    tap.case(f'{name}: encrypted ID token',
             says(world.asked(person.client, 'id', 0, token, trusted=ours, nonce=person.nonce), *JAN))
    rows = [('another nonce', 'jwt.nonce', token, 'another', ours),
            ('no key of ours', 'jwt.encryption', token, person.nonce, {}),
            ('altered text', 'jwe.decrypt', altered(token, 3), person.nonce, ours),
            ('altered tag', 'jwe.decrypt', altered(token, 4), person.nonce, ours),
            ('altered IV', 'jwe.decrypt', altered(token, 2), person.nonce, ours)]
    if not token.split('.')[1]:
        rows.append(('a key that is not asked', 'jwe.encrypted-key', token.replace('..', '.AAAA.'), person.nonce, ours))
    else:
        rows.append(('altered key', 'jwe.decrypt', altered(token, 1), person.nonce, ours))
    for what, check, octets, nonce, trusted in rows:
        answer = world.asked(person.client, 'id', 0, octets, trusted=trusted, nonce=nonce)
        tap.case(f'{name}: encrypted ID token, {what}', falls(answer, check))
    # RFC 7519 5.3 lets iss and aud stand in the header too; ours holds what names key and algorithm, and nothing else.
    person = Person(world.url, 'repeated ' + name)
    answer = world.asked(person.client, 'id', 0, person.tokens()['id_token'], trusted=ours, nonce=person.nonce)
    tap.case(f'{name}: claims repeated in the header', falls(answer, 'jwt.header.member'))


# ---- signing out ----

def logout(tap, world, person, given, came):
    alg = person.client
    person.open(f'{world.url}/session/end?' + urllib.parse.urlencode({'id_token_hint': given['id_token']}))
    action = re.search(r'action="([^"]+)"', person.page)[1]
    person.open(action, {'xsrf': person.field('xsrf'), 'logout': 'yes'})
    token = came[alg]
    session = tokens.claims_of(token)['sid']
    tap.case(f'{alg}: logout token', says(world.asked(alg, 'logout', 0, token), world.url, 'jan', session))
    rows = [('as ID token', 'jwt.typ', 'id', alg, 0), ('as userinfo', 'jwt.typ', 'userinfo', alg, 0),
            ('for another', 'jwt.audience', 'logout', 'other', 0), ('expired', 'jwt.expired', 'logout', alg, 180)]
    for name, check, kind, audience, at in rows:
        tap.case(f'{alg}: logout token, {name}', falls(world.asked(audience, kind, at, token), check))


def main():
    packages = tokens.packages_with('oidc-provider', 'jose')
    if not packages:
        tokens.skip_without('oidc-provider')
    pairs = {'enc-rsa': rsa.generate_private_key(65537, 2048), 'enc-ec': ec.generate_private_key(ec.SECP256R1())}
    decryption = tokens.jwks(*(tokens.jwk(key, kid, private=True, use='enc') for kid, key in pairs.items()))
    tap, folder = Tap(), peer.World(sys.argv[1])
    try:
        with logout_receiver() as (logout_url, came):
            port = peer.free_port()
            url = f'http://127.0.0.1:{port}'
            settings = {'people': PEOPLE, 'api': {'audience': API, 'algorithm': 'PS256'},
                        'clients': clients(logout_url, [tokens.jwk(key, kid, use='enc') for kid, key in pairs.items()])}
            words = tokens.node('oidc-op.mjs', packages, str(port),
                                folder.write('settings.json', json.dumps(settings)))
            with peer.server(words, url + '/jwks', folder.path('node.log')):
                world = World(sys.argv[1], url, decryption)
                for alg in SIGNING:
                    person, given = id_tokens(tap, world, alg)
                    userinfo(tap, world, person, given)
                    introspection(tap, world, person, given)
                    hybrid(tap, world, alg)
                    logout(tap, world, person, given, came)
                for alg in SHARED:
                    shared_secrets(tap, world, alg)
                access_tokens(tap, world)
                people(tap, world)
                for alg, enc in ENCRYPTION:
                    encrypted(tap, world, alg, enc)
    finally:
        folder.close()
    tap.end()


main()
