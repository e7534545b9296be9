# SPDX-License-Identifier: Apache-2.0
"""What a vector is, and the words in which families describe theirs."""
import collections

# number: of the attack, 0 for the good siblings and 0 with check '' for the files of the world. check: the id that
# falls, a public function that answers no, or '-' where the answer is good. feed: how the runner plays it. made: how
# it differs from the good one, in a line.
Vector = collections.namedtuple('Vector', 'number check slug extension feed made octets')


def octets_of(text):
    return text if isinstance(text, bytes) else text.encode()


def attack(number, check, slug, feed, made, octets, extension='xml'):
    return Vector(number, check, slug, extension, feed, made, octets_of(octets))


def good(slug, feed, made, octets, extension='xml'):
    return Vector(0, '-', slug, extension, feed, made, octets_of(octets))


def support(name, octets):
    """A file of the world in which the vectors are played: keys, metadata."""
    slug, extension = name.split('.', 1)
    return Vector(0, '', slug, extension, '', '', octets_of(octets))


def name_of(vector):
    if vector.check == '':
        return f'{vector.slug}.{vector.extension}'
    first = 'good' if vector.check == '-' else vector.check
    return f'{first}{"--" + vector.slug if vector.slug else ""}.{vector.extension}'


def replaced(text, old, new, count=1):
    """The text with the first `old` replaced; what is not there would make no attack."""
    if old not in text:
        raise ValueError(f'nothing to replace: {old[:80]!r}')
    return text.replace(old, new, count)


def before(text, mark, piece):
    return replaced(text, mark, piece + mark)


def after(text, mark, piece):
    return replaced(text, mark, mark + piece)
