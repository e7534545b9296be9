# SPDX-License-Identifier: Apache-2.0
"""What is done to the octets of a good token: its JSON, base64url, signature, and the whole."""
import json

from cryptography.hazmat.primitives.asymmetric import utils

import tokens
from token_change import ALPHABET, VALUES, cut, flipped, inserted, loose_bits, mutate, replaced, table
from token_draft import ALGORITHMS, KEYS, Draft
from token_members import MUTATIONS as MEMBERS

MUTATIONS, mutation = table()
ORDER_25519 = 2 ** 252 + 27742317777372353535851937790883648493
ORDER_P256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551


# ---- JSON ----

def either(draft, chance):
    return chance.choice(draft.texts)


def mostly_claims(draft, chance):
    return chance.choices(draft.texts, (1, 4))[0]


@mutation
def a_name_twice(draft, chance):
    """The same name again, first or last, written plainly or with an escape, with the same value or another."""
    which = chance.randrange(2)
    members = (draft.header, draft.claims)[which]
    name, value = chance.choice(list(members.items()))
    value = chance.choice([value, *VALUES])
    written = chance.choice([json.dumps(name), f'"\\u{ord(name[0]):04x}{name[1:]}"'])
    member = f'{written}:{json.dumps(value)}'.encode()
    change = chance.choice([lambda text: b'{' + member + b',' + text[1:],
                            lambda text: text[:-1] + b',' + member + b'}'])
    draft.texts[which].append(change)


@mutation
def text_around(draft, chance):
    before, after = chance.choice([
        (b' ', b''), (b'', b' '), (b'\n\t\r ', b'\n'), (b'\xef\xbb\xbf', b''), (b'', b'\x00'), (b'\x00', b''),
        (b'', b'{}'), (b'', b','), (b'', b'x'), (b'/**/', b''), (b'', b'//'), (b'\xc2\xa0', b''), (b'\x0b', b''),
        (b'', b'\x1a'), (b')]}\',\n', b''), (b'[', b']')])
    either(draft, chance).append(lambda octets: before + octets + after)


@mutation
def text_in_another_encoding(draft, chance):
    encoding = chance.choice(['utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-8-sig'])
    either(draft, chance).append(lambda octets: octets.decode(errors='replace').encode(encoding))


@mutation
def octets_in_a_text(draft, chance):
    """Within the value of a member that nobody checks, or in the name of another."""
    octets = chance.choice([
        b'\xff', b'\xc0\x80', b'\xed\xa0\x80', b'\xf4\x90\x80\x80', b'\xe9', b'\xc3', b'\xef\xb7\x90',
        b'\xef\xbf\xbf', b'\xe2\x80\xa8', b'\xf0\x9f\x98\x80', b'\x00', b'\x01', b'\t', b'\n', b'\x7f', b'\\x',
        b'\\a', b"\\'", b'\\/', b'\\u12', b'\\u0000', b'\\u00e9', b'\\ud800', b'\\uD800x', b'\\udc00\\ud800',
        b'\\ud83d\\ude00', b'\\ufdd0', b'\\uFFFE'])
    member = chance.choice([b',"more":"%s"}', b',"%s":1}']) % octets
    mostly_claims(draft, chance).append(lambda text: text[:-1] + member)


@mutation
def syntax(draft, chance):
    numbers = [b'01', b'1.', b'.5', b'+1', b'-0', b'1e5', b'0x1', b'1_0', b'1E400', b'1e-400', b'9' * 400, b'NaN',
               b'-Infinity', b'undefined', b'True', b'TRUE', b'1 /**/', b'1;', b'[1,]', b'"\\\n"']
    member = chance.choice([*(b',"m":' + number + b'}' for number in numbers), b',}', b'', b'}}', b',"m"}',
                            b",'m':1}", b',m:1}', b',"":1}', b',"__proto__":{"x":1}}'])
    draft.texts[1].append(lambda text: text[:-1] + member)


@mutation
def depth_and_size(draft, chance):
    deep = [b'[' * depth + b']' * depth for depth in (6, 7, 8, 9, 200, 5000)]
    long = [b'"' + b'x' * length + b'"' for length in (9000, 40000, 50000)]
    many = [b'[' + b'0,' * count + b'0]' for count in (3000, 4090, 5000)]
    member = b',"more":' + chance.choice(deep + long + many) + b'}'
    mostly_claims(draft, chance).append(lambda text: text[:-1] + member)


@mutation
def octet_of_the_text(draft, chance):
    """One octet of the JSON replaced, before the token is signed."""
    place, octet = chance.random(), chance.randrange(256)
    either(draft, chance).append(lambda text: replaced(text, place, bytes([octet])))


# ---- base64url ----

@mutation
def encoding(draft, chance):
    """Of a part, before it is signed, or of the signature."""
    place = chance.random()
    strange = chance.choice([b'\n', b'\r\n', b' ', b'\x00', b'!', b'=', b'%', b'\xe9', b'\xc2\xa0'])
    change = chance.choice([
        lambda text: text + b'=' * (-len(text) % 4), lambda text: text + b'=', lambda text: text + b'====',
        lambda text: inserted(text, place, strange), lambda text: replaced(text, place, strange),
        lambda text: strange + text, lambda text: text + strange, loose_bits,
        lambda text: text.translate(bytes.maketrans(b'-_', b'+/')), lambda text: text.replace(b'A', b'%41', 1),
        lambda text: text + b'A', lambda text: text + b'AAAA', lambda text: text[:-1], lambda text: b''])
    chance.choice([draft.parts[0], draft.parts[1], draft.signature_part]).append(change)


# ---- the signature ----

@mutation
def signature_octets(draft, chance):
    place, bit = chance.random(), 1 << chance.randrange(8)
    draft.signature.append(chance.choice([
        lambda octets: flipped(octets, place, bit), lambda octets: cut(octets, place),
        lambda octets: octets + b'\x00', lambda octets: b'\x00' + octets, lambda octets: octets[::-1],
        lambda octets: b'\x00' * len(octets), lambda octets: b'\xff' * len(octets), without_first,
        lambda octets: octets[:-1], lambda octets: octets + octets, lambda octets: b'']))


def without_first(octets):
    """A zero that leads is lost on others: OpenSSL takes the number of a PSS signature, RFC 8017 8.1.2 its octets too."""
    return octets[1:] if octets[:1] != b'\x00' else b''


@mutation
def signature_of_its_kind(draft, chance):
    """Of a curve DER, halves swapped, nought, too long, negated; the other S of Ed25519; of RSA a number too large."""
    if draft.algorithm == 'EdDSA':
        draft.signature.append(other_s)
    elif draft.algorithm.startswith('ES'):
        draft.signature.append(chance.choice([as_der, swapped, without_r, padded, negated]))
    elif not draft.algorithm.startswith('HS'):
        modulus = KEYS[draft.key].public_key().public_numbers().n
        draft.signature.append(lambda octets: tokens.octets_of(int.from_bytes(octets, 'big') + modulus))


def other_s(octets):
    """RFC 8032 5.1.7: S is below the order, or everybody could make a second signature."""
    return octets[:32] + (int.from_bytes(octets[32:], 'little') + ORDER_25519).to_bytes(32, 'little')


def swapped(octets):
    return octets[len(octets) // 2:] + octets[:len(octets) // 2]


def without_r(octets):
    return bytes(len(octets) // 2) + octets[len(octets) // 2:]


def halves(octets):
    width = len(octets) // 2
    return int.from_bytes(octets[:width], 'big'), int.from_bytes(octets[width:], 'big'), width


def as_der(octets):
    r, s, _ = halves(octets)
    return utils.encode_dss_signature(r, s)


def padded(octets):
    width = len(octets) // 2
    return b'\x00' + octets[:width] + b'\x00' + octets[width:]


def negated(octets):
    """Of P-256 n - s, which is as good: a signature is no name of a token. Of other curves something bad."""
    r, s, width = halves(octets)
    return r.to_bytes(width, 'big') + ((ORDER_P256 - s) % ORDER_P256).to_bytes(width, 'big')


# ---- the token ----

@mutation
def parts_of_another(draft, chance):
    other = Draft(draft.world, chance.choice(list(ALGORITHMS[draft.world])))
    other.claims['sub'] = 'piet'
    which, foreign = chance.randrange(3), other.make().split(b'.')

    def change(octets):
        parts = octets.split(b'.')
        return b'.'.join(parts[:which] + [foreign[which]] + parts[which + 1:])
    draft.token.append(change)


@mutation
def token_octets(draft, chance):
    place, octet = chance.random(), bytes([chance.choice([*ALPHABET, *b'.=+/ \n\x00\xff'])])
    draft.token.append(chance.choice([
        lambda octets: replaced(octets, place, octet), lambda octets: inserted(octets, place, octet),
        lambda octets: cut(octets, place), lambda octets: octets[int(place * len(octets)):],
        lambda octets: replaced(octets, place, b'')]))


@mutation
def dots(draft, chance):
    place = chance.random()
    draft.token.append(chance.choice([
        lambda octets: octets + b'.', lambda octets: b'.' + octets, lambda octets: octets.replace(b'.', b'..', 1),
        lambda octets: inserted(octets, place, b'.'), lambda octets: octets.replace(b'.', b'', 1),
        lambda octets: octets.rpartition(b'.')[0], lambda octets: octets + b'..', lambda octets: b'..',
        lambda octets: octets.replace(b'.', b'%2E'), lambda octets: octets.replace(b'.', b' . '),
        lambda octets: octets + b'.' + octets]))


@mutation
def dots_within_the_signed_part(draft, chance):
    """Made before the signature, so that whoever splits otherwise finds it good."""
    place = chance.random()
    draft.parts[1].append(chance.choice([
        lambda text: inserted(text, place, b'.'), lambda text: text + b'.', lambda text: b'.' + text,
        lambda text: text + b'.AAAA']))


@mutation
def token_around(draft, chance):
    before, after = chance.choice([
        (b' ', b''), (b'', b' '), (b'', b'\n'), (b'', b'\r\n'), (b'Bearer ', b''), (b'"', b'"'), (b'', b'\x00'),
        (b'\xef\xbb\xbf', b''), (b'', b'~'), (b'', b'='), (b'(', b')')])
    draft.token.append(lambda octets: before + octets + after)


@mutation
def json_serialisation(draft, chance):
    """RFC 7515 7.2.1 and 7.2.2: not ours."""
    def change(octets):
        protected, payload, signature = octets.decode('latin-1').split('.')
        signed = {'protected': protected, 'signature': signature}
        return json.dumps({'payload': payload, **(signed if flattened else {'signatures': [signed]})}).encode()
    flattened = chance.random() < 0.5
    draft.token.append(change)


def mutated(world, chance):
    """A draft of that world, after mutations of its members and octets."""
    return mutate(Draft(world, chance.choice(list(ALGORITHMS[world]))), {**MEMBERS, **MUTATIONS}, chance)
