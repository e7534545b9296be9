# SPDX-License-Identifier: Apache-2.0
"""Signed tokens: their form, header, algorithm, key and signature. Each says who the good one is about."""
from making import jose, keys
from making.vector import attack, good, replaced

SECRET = b'a secret of 32 octets and more, shared'


def signed(number, check, slug, made, feed='id', **how):
    return attack(number, check, slug, feed, made, jose.signed(**how), 'jwt')


def elliptic(seal):
    return {'head': jose.header('ES256', 'op-p256'), 'seal': seal}


def without_signature(token):
    unsigned = token.rsplit('.', 1)[0] + '.'
    for slug, name in [('none', 'none'), ('none-in-capitals', 'NONE'), ('none-mixed', 'nOnE')]:
        yield signed(51, 'jwt.algorithm.unknown', slug, f'alg {name} and no signature', head=jose.header(name),
                     seal=lambda octets: b'')
    yield attack(51, 'jwt.signature', 'empty', 'id', 'alg RS256, and the signature taken away', unsigned, 'jwt')
    yield attack(51, 'jwt.form', 'two-parts', 'id', 'no third part', token.rsplit('.', 1)[0], 'jwt')


def confusion():
    pem = keys.public_pem('op')
    yield signed(52, 'jwt.algorithm.pinned', 'hmac-with-the-pem', 'HS256 keyed with our PEM of the public key',
                 head=jose.header('HS256'), seal=lambda octets: keys.sign(pem, 'HS256', octets))
    yield signed(52, 'jwt.algorithm.pinned', 'hmac-with-nothing', 'HS256 keyed with nothing',
                 head=jose.header('HS256'), seal=lambda octets: keys.sign(b'', 'HS256', octets))
    yield signed(52, 'jwt.key.algorithm', 'elliptic', 'ES256 by the kid of an RSA key', head=jose.header('ES256'),
                 seal=lambda octets: bytes(64))
    yield signed(52, 'jwt.algorithm.pinned', 'weaker', 'RS512, which is not pinned for this issuer',
                 head=jose.header('RS512'))


def serialisations(token):
    head, body, signature = token.split('.')
    flat = {'payload': body, 'protected': head, 'header': {'alg': 'none'}, 'signature': signature}
    general = {'payload': body, 'signatures': [{'protected': head, 'signature': signature}]}
    yield attack(53, 'jwt.form', 'flattened', 'id', 'the flattened JSON serialisation', jose.compact(flat), 'jwt')
    yield attack(53, 'jwt.form', 'general', 'id', 'the general JSON serialisation', jose.compact(general), 'jwt')


def headers():
    certificate = keys.certificate('attacker')
    brought = {'jwk': jose.jwk('attacker'), 'jku': 'https://evil.example/jwks', 'x5u': 'https://evil.example/crt',
               'x5c': [certificate]}
    for name, value in brought.items():
        yield signed(54, 'jwt.header.member', name, f'the attacker\'s key as {name}', key='attacker',
                     head=jose.header(kid='attacker', **{name: value}))
    for name, value in [('crit', ['exp']), ('b64', False), ('zip', 'DEF')]:
        yield signed(56, 'jwt.header.member', name, f'{name} in the header, rightly signed',
                     head=jose.header(**{name: value}))


def kids():
    for slug, kid in [('path', '../../../../dev/null'), ('sql', "x' UNION SELECT 'secret"), ('command', '|whoami')]:
        yield signed(55, 'jwt.key.unknown', slug, f'kid {kid}', key='attacker', head=jose.header(kid=kid))
    yield signed(55, 'jwt.header.value', 'long', 'a kid of 129 characters', head=jose.header(kid='k' * 129))
    yield signed(55, 'jwt.key.ambiguous', '', 'no kid, where two keys fit', head=jose.header(kid=None))
    yield signed(55, 'jwt.signature', 'kid-of-another', 'another issuer\'s key of the same kid', key='other-idp')


def documents():
    head = jose.compact(jose.header())
    body = jose.compact(jose.claims())
    yield signed(57, 'json.duplicate', 'alg', 'alg twice in the header', head='{"alg":"none",' + head[1:])
    yield signed(57, 'json.duplicate', 'sub', 'sub twice in the claims, once escaped',
                 body='{"s\\u0075b":"admin",' + body[1:])
    yield signed(57, 'json.trailing', '', 'something behind the claims', body=body + '{}')
    yield signed(57, 'json.depth', '', 'claims with a thousand levels',
                 body=body[:-1] + ',"x":' + '[' * 1000 + ']' * 1000 + '}')
    yield signed(57, 'jwt.time', 'beyond', 'exp beyond every integer', body=jose.claims(exp=10**30))
    yield signed(57, 'jwt.time', 'exponent', 'exp as 1e99', body=replaced(body, '"exp":1795428300', '"exp":1e99'))
    yield signed(31, 'json.values', '', 'claims with five thousand numbers',
                 body=body[:-1] + ',"x":[' + ','.join('0' * 5000) + ']}')
    yield signed(33, 'json.bom', '', 'a byte order mark in front of the claims', body='\ufeff' + body)
    yield signed(57, 'json.literal', '', 'exp NaN', body=replaced(body, '"exp":1795428300', '"exp":NaN'))


def elliptic_values():
    def der(octets):
        signature = keys.sign('op-p256', 'ES256', octets)
        integers = b''.join(b'\2' + bytes([len(one)]) + one for one in
                            (b'\0' * (half[0] >> 7) + half for half in (signature[:32], signature[32:])))
        return b'\x30' + bytes([len(integers)]) + integers
    yield good('elliptic', 'id', 'ES256', jose.signed(head=jose.header('ES256', 'op-p256'), key='op-p256'), 'jwt')
    rows = [('zero', 'r and s zero', lambda octets: bytes(64)), ('der', 'DER in place of r and s', der),
            ('order', 'r is the order of the curve',
             lambda octets: keys.octets(keys.ORDERS['secp256r1']) + keys.sign('op-p256', 'ES256', octets)[32:]),
            ('short', 'a zero octet left out', lambda octets: keys.sign('op-p256', 'ES256', octets)[:63]),
            ('long', 'as long as P-384', lambda octets: bytes(16) + keys.sign('op-p256', 'ES256', octets)[:32] +
             bytes(16) + keys.sign('op-p256', 'ES256', octets)[32:])]
    for slug, made, seal in rows:
        yield signed(58, 'jwt.signature', f'ecdsa-{slug}', made, **elliptic(seal))
    yield signed(58, 'jwt.algorithm.pinned', 'curve', 'ES384 where ES256 is pinned',
                 head=jose.header('ES384', 'op-p256'), seal=lambda octets: bytes(96))


def rsa_values():
    def salted(length):
        return lambda octets: keys.sign_pss('op', 'sha256', octets, length)
    yield good('pss', 'id', 'PS256', jose.signed(head=jose.header('PS256')), 'jwt')
    yield good('edwards', 'id', 'EdDSA',
               jose.signed(head=jose.header('EdDSA', 'op-ed25519'), key='op-ed25519'), 'jwt')
    for slug, length in [('no-salt', 0), ('long-salt', 64)]:
        yield signed(59, 'jwt.signature', f'pss-{slug}', f'PS256 with a salt of {length} octets',
                     head=jose.header('PS256'), seal=salted(length))
    yield signed(59, 'jwt.signature', 'rsa-short', 'three octets of signature', seal=lambda octets: b'abc')
    yield signed(59, 'jwt.signature', 'rsa-beyond', 'a value beyond the modulus', seal=lambda octets: b'\xff' * 256)
    yield signed(25, 'jwt.signature', 'error', 'one for which libcrypto has an error and no no',
                 seal=lambda octets: bytes(256))


def macs():
    def wrong(place):
        def seal(octets):
            mac = bytearray(keys.sign(SECRET, 'HS256', octets))
            mac[place] ^= 1
            return bytes(mac)
        return seal
    body = jose.claims(iss='https://secret-op.example')
    head = jose.header('HS256', None)
    yield good('hmac', 'id', 'HS256 of the issuer that shares a secret with us',
               jose.signed(body, head, SECRET), 'jwt')
    yield signed(68, 'jwt.signature', 'first-octet', 'a MAC that is wrong at its first octet', body=body, head=head,
                 seal=wrong(0))
    yield signed(68, 'jwt.signature', 'last-octet', 'a MAC that is wrong at its last octet: as quickly refused',
                 body=body, head=head, seal=wrong(-1))
    yield signed(60, 'jwt.signature', 'guessed', 'HS256 keyed with a word of a list', body=body, head=head,
                 key=b'secret')
    yield signed(60, 'jwt.signature', 'empty-secret', 'HS256 keyed with nothing', body=body, head=head, key=b'')


def forms(token):
    yield attack(66, 'jwt.form', 'dots', 'id', 'sixty thousand dots', '.' * 60000, 'jwt')
    yield attack(66, 'jwt.form', 'four-parts', 'id', 'four parts', token + '.x', 'jwt')
    yield attack(66, 'jwt.size', '', 'id', 'more than a token may have', 'a' * 70000 + '.' + token, 'jwt')
    yield attack(34, 'base64.character', 'padding', 'id', 'base64url with padding', token + '==', 'jwt')
    tail = token[:-1] + chr(ord(token[-1]) + 1)
    yield attack(34, 'base64.tail', '', 'id', 'bits behind the last octet are not zero', tail, 'jwt')
    yield attack(34, 'base64.character', 'plain', 'id', 'the alphabet of plain base64',
                 token.replace('-', '+').replace('_', '/'), 'jwt')


def vectors():
    token = jose.signed()
    yield good('', 'id', 'an ID token, RS256', token, 'jwt')
    for of in (without_signature, serialisations, forms):
        yield from of(token)
    for of in (confusion, headers, kids, documents, elliptic_values, rsa_values, macs):
        yield from of()
