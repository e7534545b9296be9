# SPDX-License-Identifier: Apache-2.0
"""What every mutation of a token needs: its name in a table, values to put somewhere, octets to alter."""
import contextlib

ALPHABET = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
VALUES = [None, True, False, 0, 1, -1, 1.5, '', 'x', [], ['x'], {}, {'x': 1}, 'a' * 300, '\u00e9', 2 ** 53, 10 ** 30]


def table(prefix=''):
    """A table of mutations by name, and what puts one there."""
    mutations = {}

    def mutation(function):
        mutations[prefix + function.__name__.replace('_', ' ')] = function
        return function
    return mutations, mutation


def mutate(draft, mutations, chance):
    """Most get one mutation, some two or three, some none."""
    for name in chance.sample(list(mutations), chance.choices((0, 1, 2, 3), (3, 75, 18, 4))[0]):
        # A mutation before it may have left nothing for this one.
        with contextlib.suppress(TypeError, AttributeError, LookupError):
            mutations[name](draft, chance)
            draft.mutations.append(name)
    return draft


def replaced(octets, place, by):
    at = int(place * len(octets))
    return octets[:at] + by + octets[at + 1:]


def flipped(octets, place, bit):
    return replaced(octets, place, bytes([octets[int(place * len(octets))] ^ bit]))


def cut(octets, place):
    return octets[:int(place * len(octets))]


def inserted(octets, place, what):
    at = int(place * len(octets))
    return octets[:at] + what + octets[at:]


def loose_bits(text):
    """The bits that belong to no octet, not zero (RFC 4648 3.5)."""
    if len(text) % 4 not in (2, 3):
        return text
    return text[:-1] + ALPHABET[ALPHABET.index(text[-1:]) | 1:][:1]
