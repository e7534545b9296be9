# SPDX-License-Identifier: Apache-2.0
"""What a rightly signed token says: another kind, another audience, another issuer, another time."""
from making import jose
from making.vector import attack, good


def said(number, check, slug, made, feed='id', without=(), head=None, **others):
    kind = feed.split()[0]
    return attack(number, check, slug, feed, made,
                  jose.signed(jose.claims(kind, without, **others), head or jose.header(kind=kind)), 'jwt')


def kinds():
    def of(kind):
        return jose.signed(jose.claims(kind), jose.header(kind=kind))
    for kind in ('id', 'access', 'logout'):
        yield good(kind, kind, f'a token of kind {kind}', of(kind), 'jwt')
    yield attack(61, 'jwt.typ', 'id-as-access', 'access', 'an ID token as an access token', of('id'), 'jwt')
    yield attack(61, 'jwt.typ', 'access-as-id', 'id', 'an access token as an ID token', of('access'), 'jwt')
    yield attack(61, 'jwt.typ', 'logout-as-id', 'id', 'a logout token as an ID token', of('logout'), 'jwt')
    yield attack(61, 'jwt.typ', 'id-as-logout', 'logout', 'an ID token as a logout token', of('id'), 'jwt')
    answer = jose.signed(jose.claims('introspection'), jose.header(typ='token-introspection+jwt'))
    yield attack(61, 'jwt.typ', 'introspection-as-access', 'access', 'an answer about a token as that token',
                 answer, 'jwt')
    yield said(61, 'jwt.kind', 'nonce-in-logout', 'a logout token with a nonce', 'logout', nonce='n-0S6_WzA2Mj')
    yield said(61, 'jwt.kind', 'events-in-id', 'an ID token with the events of a logout token',
               events={'http://schemas.openid.net/event/backchannel-logout': {}})


def parties():
    yield said(62, 'jwt.audience', 'other', 'for another client', aud='other-client')
    yield said(62, 'jwt.audience', 'empty', 'for an empty list', aud=[])
    yield said(62, 'jwt.claim.kind', 'audience-number', 'the audience is a number', aud=1)
    yield said(62, 'jwt.claim.kind', 'audience-mixed', 'the audience is a list with an object', aud=['e-loket', {}])
    yield said(62, 'jwt.azp', 'absent', 'two audiences and no azp', without=['azp'], aud=['e-loket', 'other'])
    yield said(62, 'jwt.azp', 'other', 'asked for by another client', aud=['e-loket', 'other'], azp='other')
    yield said(62, 'jwt.issuer', 'unknown', 'an issuer that nobody trusts', iss='https://unknown.example')
    yield said(62, 'jwt.issuer', 'slash', 'the issuer and a slash', iss='https://op.example/')
    yield said(44, 'jwt.signature', 'in-the-name-of-another', 'one issuer that we trust in the name of another',
               iss='https://other-op.example')
    yield said(48, 'jwt.audience', 'other-host', 'the token of another host of ours, of the same issuer',
               aud='other-e-loket', azp='other-e-loket')
    yield said(42, 'jwt.nonce', 'other', 'the answer to the request of another browser', nonce='n-of-somebody-else')
    yield said(42, 'jwt.nonce', 'absent', 'the answer to no request', without=['nonce'])


def times():
    yield said(63, 'jwt.claim.absent', 'exp', 'no exp', without=['exp'])
    yield said(63, 'jwt.claim.absent', 'iat', 'no iat', without=['iat'])
    yield said(63, 'jwt.lifetime', 'zero', 'exp is 0', exp=0, iat=0, nbf=0)
    yield said(63, 'jwt.expired', 'past', 'exp has come', exp=1795427940, iat=1795427000, nbf=1795427000)
    yield said(63, 'jwt.lifetime', '', 'an exp that is years away', exp=1995428300)
    yield said(63, 'jwt.time', 'negative', 'exp before 1970', exp=-1)
    yield said(63, 'jwt.time', 'wraps', 'exp 2^64 + 1795428300', exp=2**64 + 1795428300)
    yield said(63, 'jwt.time', 'text', 'exp is a text', exp='1795428300')
    yield said(45, 'jwt.not-yet', '', 'nbf has not come', nbf=1795428061)
    yield said(45, 'jwt.issued', '', 'issued in the future', iat=1795428061)
    yield said(46, 'jwt.acr', '', 'a weaker acr than was asked', feed='id acr=urn:be:vlaanderen:authmech:eid',
               acr='urn:be:vlaanderen:authmech:csampassword')
    yield good('acr', 'id acr=urn:be:vlaanderen:authmech:eid', 'the acr that was asked', jose.signed(), 'jwt')
    yield said(50, 'rrn.form', 'sql', 'SQL in place of the national number', rrn="' OR '1'='1")


def vectors():
    for of in (kinds, parties, times):
        yield from of()
