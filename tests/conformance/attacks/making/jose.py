# SPDX-License-Identifier: Apache-2.0
"""JSON Web Keys, signed tokens and encrypted ones."""
import base64
import hashlib
import json
import pathlib

from cryptography.hazmat.primitives import keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from making import keys

TEMPLATES = pathlib.Path(__file__).resolve().parents[3] / 'support' / 'templates'
CURVES = {'secp256r1': 'P-256', 'secp384r1': 'P-384', 'secp521r1': 'P-521'}
TYPES = {'id': 'JWT', 'access': 'at+jwt', 'logout': 'logout+jwt'}
CONTENT_KEY, IV = hashlib.sha256(b'content').digest(), hashlib.sha256(b'iv').digest()[:12]


def url(octets):
    return base64.urlsafe_b64encode(octets).decode().rstrip('=')


def compact(value):
    """JSON without a space; a text is JSON already."""
    return value if isinstance(value, str) else json.dumps(value, separators=(',', ':'), ensure_ascii=False)


def part(value):
    return url(compact(value).encode())


def claims(kind='id', without=(), **others):
    """Those of the template, some of them otherwise, some left out."""
    found = {**json.loads((TEMPLATES / f'{kind}.json').read_text()), **others}
    return {name: value for name, value in found.items() if name not in without}


def jwk(name, **others):
    """The public half; kid is the name of the key."""
    public = keys.private(name).public_key()
    if hasattr(public, 'curve'):
        numbers, size = public.public_numbers(), (public.curve.key_size + 7) // 8
        found = {'kty': 'EC', 'crv': CURVES[public.curve.name], 'x': url(keys.octets(numbers.x, size)),
                 'y': url(keys.octets(numbers.y, size))}
    elif hasattr(public, 'key_size'):
        numbers = public.public_numbers()
        found = {'kty': 'RSA', 'n': url(keys.octets(numbers.n)), 'e': url(keys.octets(numbers.e))}
    else:
        raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        found = {'kty': 'OKP', 'crv': 'Ed25519', 'x': url(raw)}
    return {**found, 'kid': name, 'use': 'sig', **others}


def jwks(*members):
    return compact({'keys': list(members)}) + '\n'


def header(algorithm='RS256', kid='op', kind='id', **others):
    found = {'alg': algorithm, 'kid': kid, 'typ': TYPES.get(kind), **others}
    return {name: value for name, value in found.items() if value is not None}


def signed(body=None, head=None, key='op', algorithm=None, seal=None):
    """The compact serialisation. `seal` makes the signature of what is signed; else the key does, by the header."""
    head = header() if head is None else head
    given = f'{part(head)}.{part(claims() if body is None else body)}'
    if seal:
        return f'{given}.{url(seal(given.encode()))}'
    algorithm = algorithm or (head if isinstance(head, dict) else json.loads(head))['alg']
    return f'{given}.{url(keys.sign(key, algorithm, given.encode()))}'


def concat_kdf(secret, name, octets):
    """RFC 7518 4.6.2 without apu and apv, for keys up to 32 octets."""
    info = len(name).to_bytes(4, 'big') + name.encode() + bytes(8) + (octets * 8).to_bytes(4, 'big')
    return hashlib.sha256((1).to_bytes(4, 'big') + secret + info).digest()[:octets]


def sealed(head, wrapped, inner, key=CONTENT_KEY, iv=IV, tag_octets=16):
    """The five parts, A256GCM."""
    protected = part(head)
    whole = AESGCM(key).encrypt(iv, inner if isinstance(inner, bytes) else inner.encode(), protected.encode())
    return '.'.join([protected, url(wrapped), url(iv), url(whole[:-16]), url(whole[-16:][:tag_octets])])


def jwe_header(algorithm, **others):
    return {'alg': algorithm, 'enc': 'A256GCM', 'cty': 'JWT', **others}


def encrypted(inner, key='sp', algorithm='RSA-OAEP-256', **others):
    digest = {'RSA-OAEP': 'sha1', 'RSA-OAEP-256': 'sha256'}[algorithm]
    return sealed(jwe_header(algorithm, **others), keys.wrap_oaep(key, CONTENT_KEY, digest, digest), inner)


def point(public, **others):
    numbers, size = public.public_numbers(), (public.curve.key_size + 7) // 8
    return {'kty': 'EC', 'crv': CURVES[public.curve.name], 'x': url(keys.octets(numbers.x, size)),
            'y': url(keys.octets(numbers.y, size)), **others}


def agreed(inner, key='sp-p256', algorithm='ECDH-ES', **epk):
    """The ephemeral key is the same at each run; `epk` puts other members in the place of its own."""
    ephemeral = ec.derive_private_key(int.from_bytes(hashlib.sha256(b'ephemeral').digest(), 'big') >> 1, ec.SECP256R1())
    secret = ephemeral.exchange(ec.ECDH(), keys.private(key).public_key())
    head = jwe_header(algorithm, epk=point(ephemeral.public_key(), **epk))
    if algorithm == 'ECDH-ES':
        return sealed(head, b'', inner, concat_kdf(secret, 'A256GCM', 32))
    wrapped = keywrap.aes_key_wrap(concat_kdf(secret, algorithm, 32), CONTENT_KEY)
    return sealed(head, wrapped, inner)
