# SPDX-License-Identifier: Apache-2.0
"""A token that is encrypted with a signed one inside, in the making (RFC 7516, 7518), and what is done to it."""
import contextlib
import os
import struct

from cryptography.hazmat.primitives import ciphers, hashes, hmac, keywrap, padding as block_padding
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.ciphers import aead
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash

import tokens
from token_draft import Draft, private, through, written

# Octets of the content key.
ENCODINGS = {'A128GCM': 16, 'A256GCM': 32, 'A128CBC-HS256': 32, 'A256CBC-HS512': 64}
MANAGEMENT = ('RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW')
OURS = {'enc-rsa': private('idp-3072'), 'enc-ec': ec.derive_private_key(2 ** 200 + 1, ec.SECP256R1())}
OUR_SET = [tokens.jwk(key, kid, private=True, use='enc') for kid, key in OURS.items()]
HEADER, KEY, IV, TEXT, TAG = range(5)


def seal(encoding, key, iv, octets, additional):
    """(text, tag) of RFC 7518 5.2 and 5.3."""
    if encoding.endswith('GCM'):
        sealed = aead.AESGCM(key).encrypt(iv, octets, additional)
        return sealed[:-16], sealed[-16:]
    half, pad = len(key) // 2, block_padding.PKCS7(128).padder()
    cipher = ciphers.Cipher(ciphers.algorithms.AES(key[half:]), ciphers.modes.CBC(iv)).encryptor()
    text = cipher.update(pad.update(octets) + pad.finalize()) + cipher.finalize()
    code = hmac.HMAC(key[:half], hashes.SHA256() if half == 16 else hashes.SHA512())
    code.update(additional + iv + text + struct.pack('>Q', 8 * len(additional)))
    return text, code.finalize()[:half]


def party(text):
    """What apu or apv stands for; where a mutation made nonsense of it, nothing."""
    with contextlib.suppress(TypeError, ValueError):
        return tokens.from_url(text)
    return b''


def agreed(pair, name, octets, header):
    """RFC 7518 4.6.2."""
    shared = pair.exchange(ec.ECDH(), OURS['enc-ec'].public_key())
    parts = (name.encode(), party(header.get('apu')), party(header.get('apv')))
    info = b''.join(struct.pack('>I', len(part)) + part for part in parts) + struct.pack('>I', 8 * octets)
    return ConcatKDFHash(hashes.SHA256(), octets, info).derive(shared)


class Sealed(Draft):
    """A good encrypted token until a mutation changes it: the parts of a Draft but that of claims and signature."""

    def __init__(self, algorithm, encoding, inside):
        super().__init__('keys', 'RS256')
        self.world, self.management, self.encoding, self.inside = 'encrypted', algorithm, encoding, inside
        self.pair = ec.generate_private_key(ec.SECP256R1())
        self.header = {'alg': algorithm, 'enc': encoding, 'cty': 'JWT',
                       'kid': 'enc-rsa' if 'RSA' in algorithm else 'enc-ec'}
        if 'ECDH' in algorithm:
            self.header['epk'] = {name: value for name, value in tokens.jwk(self.pair, '').items() if name != 'kid'}
        self.octets, self.parts = ([], [], [], [], []), ([], [], [], [], [])

    def content_key(self):
        """(key, encrypted key)."""
        octets = ENCODINGS[self.encoding]
        if self.management == 'ECDH-ES':
            return agreed(self.pair, self.encoding, octets, self.header), b''
        key = os.urandom(octets)
        if 'ECDH' in self.management:
            wrapping = agreed(self.pair, self.management, int(self.management[-5:-2]) // 8, self.header)
            return key, keywrap.aes_key_wrap(wrapping, key)
        digest = hashes.SHA256() if self.management.endswith('256') else hashes.SHA1()
        oaep = padding.OAEP(padding.MGF1(digest), digest, None)
        return key, OURS['enc-rsa'].public_key().encrypt(key, oaep)

    def make(self):
        key, encrypted = self.content_key()
        header = through(self.parts[HEADER], tokens.url(through(self.texts[0], written(self.header))).encode())
        iv = os.urandom(12 if self.encoding.endswith('GCM') else 16)
        inside = self.inside if isinstance(self.inside, bytes) else self.inside.make()
        text, tag = seal(self.encoding, key, iv, inside, header)
        made = [header]
        for at, part in ((KEY, encrypted), (IV, iv), (TEXT, text), (TAG, tag)):
            made.append(through(self.parts[at], tokens.url(through(self.octets[at], part)).encode()))
        return through(self.token, b'.'.join(made))
