# SPDX-License-Identifier: Apache-2.0
"""A token in the making: what a mutation may change, from its members to its last octet, and the keys of its world."""
import contextlib
import copy
import json
import os

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519

import peer
import tokens

SUPPORT = os.path.join(tokens.HERE, '..', 'support', 'keys')
ISSUER, AUDIENCE, NONCE, AT = 'https://op.example', 'e-loket', 'n-1', 1795428000
SECRET = b'a secret of 64 octets that issuer and client share for this test'
CLAIMS = {'iss': ISSUER, 'aud': AUDIENCE, 'sub': 'jan', 'exp': AT + 300, 'iat': AT - 10, 'nbf': AT - 10, 'nonce': NONCE,
          'jti': 'j-1', 'rrn': peer.RRN, 'given_name': 'Jan', 'vo_orgcode': peer.ORGANISATION, 'vo_doelgroepcode': 'EA',
          'eloket_rol_3d': ['subsidie-indienen-x:' + peer.ORGANISATION]}


def private(name):
    with open(os.path.join(SUPPORT, name + '.key'), 'rb') as file:
        return serialization.load_pem_private_key(file.read(), None)


# By kid. "stranger" signs too, and is in no key set.
KEYS = {'rsa': private('idp'), 'rsa-next': private('idp-next'), 'p256': private('idp-p256'),
        'p384': private('idp-p384'),
        'p521': private('idp-p521'), 'ed25519': ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32))),
        'stranger': private('attacker'), 'secret': SECRET}
KEY_SET = [tokens.jwk(key, kid) for kid, key in KEYS.items() if kid not in ('stranger', 'secret')]
# The two worlds, each with the algorithms that are pinned there and a key for each.
ALGORITHMS = {
    'keys': {'RS256': 'rsa', 'RS384': 'rsa', 'RS512': 'rsa-next', 'PS256': 'rsa', 'PS384': 'rsa-next', 'PS512': 'rsa',
             'ES256': 'p256', 'ES384': 'p384', 'ES512': 'p521', 'EdDSA': 'ed25519'},
    'secret': {'HS256': 'secret', 'HS384': 'secret', 'HS512': 'secret'},
}


class Draft:
    """A good token until a mutation changes it."""

    def __init__(self, world, algorithm):
        self.world, self.algorithm, self.key = world, algorithm, ALGORITHMS[world][algorithm]
        self.header = {'alg': algorithm, 'typ': 'JWT'}
        if world == 'keys':
            self.header['kid'] = self.key
        self.claims = copy.deepcopy(CLAIMS)
        # Functions from octets to octets, in this order: JSON, base64url of both, signature, its base64url, all.
        self.texts, self.parts = ([], []), ([], [])
        self.signature, self.signature_part, self.token = [], [], []
        self.mutations = []

    def make(self):
        parts = []
        for members, text, part in zip((self.header, self.claims), self.texts, self.parts):
            parts.append(through(part, tokens.url(through(text, written(members))).encode()))
        signed = b'.'.join(parts)
        signature = through(self.signature, tokens.sign(KEYS[self.key], self.algorithm, signed))
        return through(self.token, signed + b'.' + through(self.signature_part, tokens.url(signature).encode()))


def written(members):
    return members if isinstance(members, bytes) else json.dumps(members, separators=(',', ':')).encode()


def through(functions, octets):
    """What all of them make of it; one that finds nothing to change, after those before it, changes nothing."""
    for function in functions:
        with contextlib.suppress(ValueError, OverflowError, IndexError, TypeError):
            octets = function(octets)
    return octets
