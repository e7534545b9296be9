# SPDX-License-Identifier: Apache-2.0
"""What is done to an encrypted token, beside what is done to any."""
import json

from cryptography.hazmat.primitives.asymmetric import ec

import tokens
from token_change import cut, flipped, inserted, loose_bits, mutate, table
from token_draft import ALGORITHMS, CLAIMS, Draft
from token_members import MUTATIONS as MEMBERS
from token_octets import MUTATIONS as OCTETS, mutated
from token_sealed import ENCODINGS, HEADER, IV, KEY, MANAGEMENT, TAG, TEXT, Sealed

MUTATIONS, mutation = table('encrypted ')
# Of those of a signed token, what an encrypted one has too.
SHARED = ('header member added', 'header crit', 'header member removed', 'header typ', 'header thumbprint',
          'text around', 'text in another encoding', 'token octets', 'dots', 'token around')
MUTATIONS.update((name, function) for name, function in {**MEMBERS, **OCTETS}.items() if name in SHARED)


@mutation
def header_alg(draft, chance):
    draft.header['alg'] = chance.choice([
        *MANAGEMENT, 'RSA1_5', 'dir', 'A128KW', 'A256GCMKW', 'PBES2-HS256+A128KW', 'none', 'RSA-OAEP-512',
        'ECDH-ES+A192KW', 'HS256', 'rsa-oaep', '', 1, None])


@mutation
def header_enc(draft, chance):
    draft.header['enc'] = chance.choice([*ENCODINGS, 'A192GCM', 'A192CBC-HS384', 'none', 'a128gcm', 'A128CBC', '', 1,
                                         None])


@mutation
def header_kid(draft, chance):
    draft.header['kid'] = chance.choice(['enc-rsa', 'enc-ec', 'other', '', 1, None, 'rsa'])


@mutation
def header_cty(draft, chance):
    draft.header['cty'] = chance.choice(['JWT', 'jwt', 'application/jwt', 'json', '', 1, None])


@mutation
def header_parties(draft, chance):
    """apu and apv, agreed upon or not."""
    before = dict(draft.header)
    draft.header[chance.choice(['apu', 'apv'])] = chance.choice(['QWxpY2U', '', 'A', 'QWxp=', 1, None,
                                                                 tokens.url(b'x' * 600)])
    if chance.random() < 0.3:
        draft.header = before
        draft.texts[0].append(lambda text: text[:-1] + b',"apu":"QWxpY2U"}')


@mutation
def ephemeral_key(draft, chance):
    """RFC 8725 2.6: a point that is not on the curve, on another, or no point."""
    if 'epk' not in draft.header:
        return
    epk = dict(draft.header['epk'])
    longer = tokens.url(b'\x00' + tokens.from_url(epk['x']))
    change = chance.choice([
        {'x': epk['y']}, {'x': tokens.url(bytes(32)), 'y': tokens.url(bytes(32))}, {'crv': 'P-384'},
        {'crv': 'P-256 '}, {'crv': 'X25519', 'kty': 'OKP'}, {'y': None}, {'kty': 'RSA'}, {'x': epk['x'][:-1]},
        {'x': epk['x'] + 'AA'}, {'x': epk['x'] + '='}, {'x': longer}, {'x': 1}, {'y': tokens.url(b'\xff' * 32)},
        {'d': epk['x']}, {'kid': 'x'}, {'use': 'enc'}, {'alg': 'ECDH-ES'}])
    epk.update(change)
    present = {name: value for name, value in epk.items() if value is not None}
    draft.header['epk'] = chance.choices([present, epk, [epk], 'x', None], (6, 1, 1, 1, 1))[0]


@mutation
def ephemeral_key_of_another_curve(draft, chance):
    if 'epk' in draft.header:
        curve = chance.choice([ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()])
        other = tokens.jwk(ec.generate_private_key(curve), 'x')
        draft.header['epk'] = {name: other[name] for name in ('kty', 'crv', 'x', 'y')}


@mutation
def octets(draft, chance):
    """Of key, IV, text or tag: altered, shorter, longer, none."""
    place, bit = chance.random(), 1 << chance.randrange(8)
    change = chance.choice([
        lambda part: flipped(part, place, bit), lambda part: cut(part, place), lambda part: part[:-1],
        lambda part: part + b'\x00', lambda part: b'', lambda part: bytes(len(part)), lambda part: part[:4],
        lambda part: part[:12], lambda part: part + part, lambda part: part[16:], lambda part: part or b'x'])
    draft.octets[chance.choice([KEY, IV, TEXT, TAG])].append(change)


@mutation
def encoding(draft, chance):
    place = chance.random()
    change = chance.choice([
        lambda text: text + b'=' * (-len(text) % 4), lambda text: text + b'\n',
        lambda text: inserted(text, place, b' '), lambda text: inserted(text, place, b'!'),
        lambda text: text.translate(bytes.maketrans(b'-_', b'+/')), loose_bits, lambda text: text + b'A',
        lambda text: inserted(text, place, b'\x00'), lambda text: b''])
    draft.parts[chance.choice([HEADER, KEY, IV, TEXT, TAG])].append(change)


@mutation
def a_name_twice(draft, chance):
    name = chance.choice(list(draft.header))
    member = json.dumps({name: chance.choice([draft.header[name], 'x', 'none'])})[1:-1].encode()
    draft.texts[0].append(lambda text: b'{' + member + b',' + text[1:])


@mutation
def octets_in_the_header(draft, chance):
    member = chance.choice([b',"m":"\xff"}', b',"m":"\\ud800"}', b',"m":01}', b',}', b'}x', b',"m":NaN}',
                            b',"m":"\x01"}'])
    draft.texts[0].append(lambda text: text[:-1] + member)


@mutation
def inside(draft, chance):
    """Claims that nobody signed, an encrypted token again, or nothing."""
    unsigned = json.dumps(CLAIMS).encode()
    again = Sealed('ECDH-ES', 'A128GCM', Draft('keys', 'ES256')).make()
    none = tokens.url(b'{"alg":"none"}').encode()
    draft.inside = chance.choice([unsigned, again, b'', b'x', none + b'.' + tokens.url(unsigned).encode() + b'.'])


@mutation
def inside_mutated(draft, chance):
    """A signed token that something was done to, and a good one of another world."""
    inner = mutated(chance.choice(['keys', 'keys', 'secret']), chance)
    draft.inside = inner.make()
    draft.mutations += inner.mutations


def random_sealed(chance):
    inner = Draft('keys', chance.choice(list(ALGORITHMS['keys'])))
    draft = Sealed(chance.choice(MANAGEMENT), chance.choice(list(ENCODINGS)), inner)
    return mutate(draft, MUTATIONS, chance)
