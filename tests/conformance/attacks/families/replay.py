# SPDX-License-Identifier: Apache-2.0
"""Messages that are played more than once, and memories that are to be filled."""
from making import jose, keys, saml
from making.vector import attack, good


def malleated(octets):
    """Another signature of the same octets, which anybody can make of the first: s is n - s."""
    signature = keys.sign('op-p256', 'ES256', octets)
    s = keys.ORDERS['secp256r1'] - int.from_bytes(signature[32:], 'big')
    return signature[:32] + keys.octets(s, 32)


def vectors():
    head = jose.header('ES256', 'op-p256')
    pair = [jose.signed(head=head, key='op-p256'), jose.signed(head=head, seal=malleated)]
    logout = jose.signed(jose.claims('logout'), jose.header(kind='logout'))
    forged = ''.join(jose.signed(jose.claims(jti=f'forged-{count}'), key='attacker') + '\n' for count in range(8))
    yield good('response', 'once', 'a response that is used once', saml.response())
    yield attack(41, 'replay.used', 'response', 'twice', 'the same response again', saml.response())
    yield good('token', 'once', 'a token that is used once', jose.signed(), 'jwt')
    yield attack(41, 'replay.used', 'token', 'twice', 'the same token again', jose.signed(), 'jwt')
    yield attack(41, 'replay.used', 'logout', 'twice-logout', 'the same sign-out again', logout, 'jwt')
    yield good('other-signature', 'each', 'another signature of one token, alone', pair[1] + '\n', 'list')
    yield attack(58, 'replay.used', 'other-signature', 'each', 'a token, then the same with another good signature',
                 '\n'.join(pair) + '\n', 'list')
    yield attack(69, 'jwt.signature', 'flood', 'flood', 'eight forged tokens, where the memory has room for two: '
                 'the good one still goes in', forged, 'list')
