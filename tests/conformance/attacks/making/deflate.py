# SPDX-License-Identifier: Apache-2.0
"""DEFLATE by hand (RFC 1951), the same with every version of zlib."""


def stored(octets):
    """One stored block: at most 65535 octets."""
    length = len(octets).to_bytes(2, 'little')
    return b'\1' + length + bytes(octet ^ 0xff for octet in length) + octets


def bomb(octet, times):
    """A block of fixed codes: one octet below 144, and then itself again, 258 octets in 13 bits, that many times."""
    literal = f'{0x30 + octet:08b}'          # codes stand with their first bit first, other numbers with their last
    bits = '1' + '10' + literal + ('11000101' + '00000') * times + '0000000'
    bits += '0' * (-len(bits) % 8)
    return bytes(int(bits[at:at + 8][::-1], 2) for at in range(0, len(bits), 8))
