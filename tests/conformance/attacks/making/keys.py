# SPDX-License-Identifier: Apache-2.0
"""The keys of tests/support/keys, and signatures that are the same at each run: what is random elsewhere (the k of
ECDSA, the salt of PSS, the seed of OAEP) is a hash of what is signed here. For tests only."""
import functools
import hashlib
import hmac
import pathlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding

KEYS = pathlib.Path(__file__).resolve().parents[3] / 'support' / 'keys'
HASHES = {'1': 'sha1', '256': 'sha256', '384': 'sha384', '512': 'sha512'}
ORDERS = {
    'secp256r1': 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551,
    'secp384r1': 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973,
    'secp521r1': (1 << 521) - 0x5ae79787c40d069948033feb708f65a2fc44a36477663b851449048e16ec79bf7,
}


@functools.cache
def private(name):
    return serialization.load_pem_private_key((KEYS / f'{name}.key').read_bytes(), None)


def certificate(name):
    """base64 of the DER, on one line."""
    return ''.join((KEYS / f'{name}.crt').read_text().split('\n')[1:-2])


def public_pem(name):
    return private(name).public_key().public_bytes(serialization.Encoding.PEM,
                                                   serialization.PublicFormat.SubjectPublicKeyInfo)


def octets(number, length=None):
    return number.to_bytes(length or (number.bit_length() + 7) // 8, 'big')


def rsa_raw(name, padded):
    """The private operation on a block that is padded already."""
    numbers = private(name).private_numbers()
    modulus = numbers.public_numbers.n
    return octets(pow(int.from_bytes(padded, 'big'), numbers.d, modulus), octets_in(modulus))


def octets_in(number):
    return (number.bit_length() + 7) // 8


def mask(seed, length, digest='sha256'):
    """MGF1 (RFC 8017 B.2.1)."""
    blocks = (hashlib.new(digest, seed + count.to_bytes(4, 'big')).digest() for count in range(length // 20 + 1))
    return b''.join(blocks)[:length]


def exclusive_or(one, other):
    return bytes(a ^ b for a, b in zip(one, other))


def sign_pss(name, digest, message, salt_length=None):
    """RSASSA-PSS (RFC 8017 9.1.1) with a salt that hangs on the message."""
    hashed = hashlib.new(digest, message).digest()
    length = len(hashed) if salt_length is None else salt_length
    salt = hashlib.sha512(b'salt' + message).digest()[:length]
    room = octets_in(private(name).private_numbers().public_numbers.n)
    inner = hashlib.new(digest, bytes(8) + hashed + salt).digest()
    block = bytes(room - len(salt) - len(inner) - 2) + b'\x01' + salt
    masked = bytearray(exclusive_or(block, mask(inner, len(block), digest)))
    masked[0] &= 0x7f
    return rsa_raw(name, bytes(masked) + inner + b'\xbc')


def sign_pkcs1(name, digest, message):
    return private(name).sign(message, padding.PKCS1v15(), getattr(hashes, digest.upper())())


def sign_ecdsa(name, digest, message):
    """r and s side by side, with a k that hangs on key and message."""
    key = private(name)
    order, d = ORDERS[key.curve.name], key.private_numbers().private_value
    hashed = hashlib.new(digest, message).digest()
    k = int.from_bytes(hashlib.shake_256(octets(d) + hashed).digest(80), 'big') % order
    r = ec.derive_private_key(k, key.curve).public_key().public_numbers().x % order
    e = int.from_bytes(hashed, 'big') >> max(0, len(hashed) * 8 - order.bit_length())
    s = pow(k, -1, order) * (e + r * d) % order
    length = octets_in(order)
    return octets(r, length) + octets(s, length)


def sign(name, algorithm, message):
    """By the JOSE name of the algorithm. `name` is a key of ours; of HMAC the secret itself."""
    if algorithm == 'EdDSA':
        return private(name).sign(message)
    digest = HASHES[algorithm[2:]]
    if algorithm.startswith('HS'):
        return hmac.digest(name, message, digest)
    return {'RS': sign_pkcs1, 'PS': sign_pss, 'ES': sign_ecdsa}[algorithm[:2]](name, digest, message)


def wrap_oaep(name, secret, digest='sha1', mask_digest='sha1'):
    """RSAES-OAEP (RFC 8017 7.1.1), empty label, with a seed that hangs on the secret."""
    numbers = private(name).public_key().public_numbers()
    label = hashlib.new(digest).digest()
    room = octets_in(numbers.n)
    block = label + bytes(room - len(secret) - 2 * len(label) - 2) + b'\x01' + secret
    seed = hashlib.sha512(b'seed' + secret).digest()[:len(label)]
    masked = exclusive_or(block, mask(seed, len(block), mask_digest))
    padded = b'\0' + exclusive_or(seed, mask(masked, len(seed), mask_digest)) + masked
    return octets(pow(int.from_bytes(padded, 'big'), numbers.e, numbers.n), room)


def wrap_pkcs1(name, secret):
    """RSAES-PKCS1-v1_5, which the library does not know."""
    numbers = private(name).public_key().public_numbers()
    room = octets_in(numbers.n)
    filler = bytes(octet or 1 for octet in hashlib.shake_256(b'filler' + secret).digest(room - len(secret) - 3))
    return octets(pow(int.from_bytes(b'\0\2' + filler + b'\0' + secret, 'big'), numbers.e, numbers.n), room)
