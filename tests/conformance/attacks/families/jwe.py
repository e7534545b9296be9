# SPDX-License-Identifier: Apache-2.0
"""Encrypted tokens."""
import hashlib

from making import deflate, jose, keys
from making.vector import attack, good


def sent(number, check, slug, made, token):
    return attack(number, check, slug, 'id', made, token, 'jwe')


def headers(token):
    wrapped = keys.wrap_oaep('sp', jose.CONTENT_KEY, 'sha256', 'sha256')
    secret = keys.wrap_pkcs1('sp', jose.CONTENT_KEY)
    slow = jose.jwe_header('PBES2-HS512+A256KW', p2c=2147483647, p2s='AAAAAAAAAAA')
    yield sent(64, 'jwt.header.member', 'p2c', 'PBES2 with two thousand million rounds',
               jose.sealed(slow, wrapped, token))
    yield sent(64, 'jwe.algorithm', 'pbes2', 'PBES2 without its members',
               jose.sealed(jose.jwe_header('PBES2-HS512+A256KW'), wrapped, token))
    yield sent(64, 'jwt.header.member', 'zip', 'zip, and a megabyte of nothing in six kilobytes',
               jose.sealed(jose.jwe_header('RSA-OAEP-256', zip='DEF'), wrapped, deflate.bomb(0, 4096)))
    yield sent(64, 'jwe.algorithm', 'rsa-1-5', 'RSA 1.5', jose.sealed(jose.jwe_header('RSA1_5'), secret, token))
    yield sent(64, 'jwe.algorithm', 'dir', 'a key that the attacker chose: dir',
               jose.sealed(jose.jwe_header('dir'), b'', token))
    yield sent(56, 'jwt.header.member', 'crit', 'crit in the header of an encrypted token',
               jose.sealed(jose.jwe_header('RSA-OAEP-256', crit=['exp']), wrapped, token))


def inside(token):
    claims = jose.compact(jose.claims())
    once = jose.encrypted(token)
    yield sent(64, 'jwe.nested', 'claims', 'claims that nobody signed', jose.encrypted(claims))
    yield sent(64, 'jwe.nested', 'twice', 'an encrypted token within', jose.encrypted(once))
    yield sent(64, 'jwt.algorithm.unknown', 'unsigned', 'alg none within',
               jose.encrypted(jose.signed(head=jose.header('none'), seal=lambda octets: b'')))
    yield attack(64, 'jwt.encryption', 'not-asked', 'id', 'encrypted, by an issuer that agreed no encryption',
                 jose.encrypted(jose.signed(jose.claims(iss='https://other-op.example'), key='other-idp')), 'jwe')


def authenticated(token):
    head = jose.jwe_header('RSA-OAEP-256')
    wrapped = keys.wrap_oaep('sp', jose.CONTENT_KEY, 'sha256', 'sha256')
    parts = jose.encrypted(token).split('.')
    other = keys.wrap_oaep('sp', hashlib.sha256(b'other').digest(), 'sha256', 'sha256')
    short = keys.wrap_oaep('sp', jose.CONTENT_KEY[:16], 'sha256', 'sha256')
    check = 'jwe.decrypt'
    yield sent(38, check, 'tag-of-12', 'a tag of 12 octets', jose.sealed(head, wrapped, token, tag_octets=12))
    yield sent(38, check, 'tag-of-1', 'a tag of one octet', jose.sealed(head, wrapped, token, tag_octets=1))
    yield sent(38, check, 'tag-of-0', 'no tag', jose.sealed(head, wrapped, token, tag_octets=0))
    yield sent(38, check, 'iv-of-8', 'an initialisation vector of 8 octets',
               jose.sealed(head, wrapped, token, iv=jose.IV[:8]))
    yield sent(38, check, 'iv-of-16', 'an initialisation vector of 16 octets',
               jose.sealed(head, wrapped, token, iv=jose.IV + b'1234'))
    yield sent(35, check, 'wrapped', 'a wrapped key that is none: no oracle', '.'.join(
        [parts[0], jose.url(bytes(255) + b'\2'), *parts[2:]]))
    yield sent(35, check, 'other-key', 'another content key, rightly wrapped', '.'.join(
        [parts[0], jose.url(other), *parts[2:]]))
    yield sent(35, check, 'short-key', 'a content key of another length', '.'.join(
        [parts[0], jose.url(short), *parts[2:]]))
    yield sent(35, check, 'header', 'another header, of one meaning',
               '.'.join([jose.part(jose.jwe_header('RSA-OAEP-256', typ='JWT')), *parts[1:]]))


def points(token):
    prime = 2**256 - 2**224 + 2**192 + 2**96 - 1
    other = jose.jwk('idp-p384')
    off = jose.url(keys.octets(prime - 1, 32))
    yield good('agreed', 'id', 'ECDH-ES', jose.agreed(token), 'jwe')
    yield good('agreed-wrapped', 'id', 'ECDH-ES+A256KW', jose.agreed(token, algorithm='ECDH-ES+A256KW'), 'jwe')
    yield sent(65, 'jwe.epk', 'off-the-curve', 'a point that is not on the curve', jose.agreed(token, y=off))
    yield sent(65, 'jwe.epk', 'zero', 'the point 0, 0',
               jose.agreed(token, x=jose.url(bytes(32)), y=jose.url(bytes(32))))
    yield sent(65, 'jwe.epk', 'beyond', 'a coordinate beyond the prime',
               jose.agreed(token, x=jose.url(b'\xff' * 32)))
    yield sent(65, 'jwe.epk', 'short', 'a coordinate without its first octet',
               jose.agreed(token, x=jose.url(bytes(31))))
    yield sent(65, 'jwe.key.unknown', 'other-curve', 'a point of P-384, where our key is on P-256',
               jose.agreed(token, crv=other['crv'], x=other['x'], y=other['y']))


def vectors():
    token = jose.signed()
    yield good('', 'id', 'an ID token, encrypted with RSA-OAEP-256 and A256GCM', jose.encrypted(token), 'jwe')
    yield good('oaep', 'id', 'RSA-OAEP', jose.encrypted(token, algorithm='RSA-OAEP'), 'jwe')
    for of in (headers, inside, authenticated, points):
        yield from of(token)
