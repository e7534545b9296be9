# SPDX-License-Identifier: Apache-2.0
"""Key sets that come in the place of those that are trusted, and secrets."""
import hashlib

from making import jose, keys
from making.vector import attack, good

PRIMES = [n for n in range(2, 702) if all(n % d for d in range(2, int(n ** 0.5) + 1))]


def is_prime(number):
    return all(pow(base, number - 1, number) == 1 for base in (2, 3, 5, 7, 11, 13))


def weak_prime(word):
    """k * M + (65537^a mod M), as a generator of smart cards made them (CVE-2017-15361), 1024 bits."""
    product = 1
    for prime in PRIMES:
        product *= prime
    count = 0
    while True:
        stream = hashlib.shake_256(f'{word} {count}'.encode()).digest(40)
        power = pow(65537, int.from_bytes(stream[:8], 'big'), product)
        room = 1022 - product.bit_length()
        k = int.from_bytes(stream[8:], 'big') % (1 << (room - 1)) + (3 << room)
        if is_prime(k * product + power):
            return k * product + power
        count += 1


def offered(number, check, slug, made, text):
    return attack(number, check, slug, 'keys', made, text, 'jwks')


def weak():
    numbers = keys.private('op').public_key().public_numbers()
    fingerprint = jose.url(keys.octets(weak_prime('p') * weak_prime('q')))
    yield offered(59, 'jwks.key', 'short', 'RSA of 1024 bits', jose.jwks(jose.jwk('short')))
    yield offered(59, 'jwks.key', 'exponent-1', 'exponent 1', jose.jwks(jose.jwk('op', e='AQ')))
    yield offered(59, 'jwks.key', 'exponent-3', 'exponent 3', jose.jwks(jose.jwk('op', e='Aw')))
    yield offered(59, 'jwks.key', 'exponent-even', 'an even exponent', jose.jwks(jose.jwk('op', e='AQAA')))
    yield offered(59, 'jwks.key', 'roca', 'a modulus of the weak generator', jose.jwks(jose.jwk('op', n=fingerprint)))
    yield offered(59, 'jwks.key', 'even', 'an even modulus',
                  jose.jwks(jose.jwk('op', n=jose.url(keys.octets(numbers.n - 1)))))
    yield offered(65, 'jwks.key', 'off-the-curve', 'a point that is not on the curve',
                  jose.jwks(jose.jwk('op-p256', y=jose.url(bytes(31) + b'\1'))))


def sets():
    many = [jose.jwk('op-p256', kid=f'k{count}') for count in range(65)]
    yield offered(55, 'jwks.duplicate', '', 'one kid on two keys',
                  jose.jwks(jose.jwk('op'), jose.jwk('op-next', kid='op')))
    yield offered(67, 'jwks.keys', 'many', '65 keys', jose.jwks(*many))
    yield offered(67, 'jwks.keys', 'none', 'no key', jose.jwks())
    yield offered(67, 'json.size', '', 'more than 128 KiB', ' ' * (128 * 1024) + jose.jwks(jose.jwk('op')))
    yield offered(60, 'jwks.private', 'secret', 'a secret in a set of public keys',
                  jose.jwks(jose.jwk('op'), {'kty': 'oct', 'k': 'c2VjcmV0', 'kid': 'hs'}))
    yield offered(52, 'jwks.algorithm', '', 'an RSA key for HS256', jose.jwks(jose.jwk('op', alg='HS256')))
    yield attack(67, 'toegang_trust_may_refresh', '', 'refreshes', 'unknown kids, a thousand in a minute',
                 ''.join(f'{count * 60 // 1000}\n' for count in range(1000)), 'list')
    yield attack(60, 'key.secret', 'short', 'secret', 'a shared secret of 31 octets', 's' * 31, 'secret')
    yield attack(60, 'key.secret', 'empty', 'secret', 'an empty secret', '', 'secret')
    yield good('', 'keys', 'a newer set', jose.jwks(jose.jwk('op'), jose.jwk('op-next'), jose.jwk('op-p256')), 'jwks')
    yield good('secret', 'secret', 'a shared secret of 32 octets', 's' * 32, 'secret')


def vectors():
    yield from sets()
    yield from weak()
