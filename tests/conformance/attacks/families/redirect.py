# SPDX-License-Identifier: Apache-2.0
"""Sign-outs by HTTP-Redirect: the octets of the query are signed as they stand."""
import urllib.parse

from making import deflate, keys, saml
from making.vector import attack, good, replaced

LOGOUT = ('<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" '
          'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_l1" Version="2.0" '
          'IssueInstant="2026-11-23T09:59:58Z" NotOnOrAfter="2026-11-23T10:04:58Z" '
          'Destination="https://eloket.example/saml/slo"><saml:Issuer>https://idp.example/saml</saml:Issuer>'
          '<saml:NameID>_t9b6e1c53a7d84f0e</saml:NameID><samlp:SessionIndex>_s41f7c0d2</samlp:SessionIndex>'
          '</samlp:LogoutRequest>')
ALGORITHM = saml.METHODS['RS256']


def escaped(text):
    return urllib.parse.quote(text, safe='')


def lowered(query):
    """The same octets with the digits of their escapes in small letters, as some providers write them."""
    pieces = query.split('%')
    return pieces[0] + ''.join('%' + piece[:2].lower() + piece[2:] for piece in pieces[1:])


def unsigned(message=LOGOUT, name='SAMLRequest', relay='state', folded=None, algorithm=ALGORITHM):
    packed = saml.encoded(deflate.stored(message.encode()) if folded is None else folded)
    middle = '' if relay is None else f'&RelayState={escaped(relay)}'
    return f'{name}={escaped(packed)}{middle}&SigAlg={escaped(algorithm)}'


def signed(query, key='idp', algorithm='RS256'):
    return f'{query}&Signature={escaped(saml.encoded(keys.sign(key, algorithm, query.encode())))}'


def sent(number, check, slug, made, query):
    return attack(number, check, slug, 'redirect', made, query, 'query')


def smuggled(query):
    request = query.split('&', 1)[0]
    evil = unsigned(replaced(LOGOUT, '_t9b6e1c53a7d84f0e', '_somebody-else')).split('&', 1)[0]
    duplicates = [('request-in-front', 'a forged SAMLRequest in front', f'{evil}&{query}'),
                  ('request-behind', 'a forged SAMLRequest behind', f'{query}&{evil}'),
                  ('relay-state', 'a second RelayState', f'{query}&RelayState=https%3A%2F%2Fevil.example'),
                  ('algorithm', 'a second SigAlg', f'{query}&SigAlg=urn%3Anone'),
                  ('encoded-name', 'a second name once it is decoded', f'{query}&{evil.replace("SAML", "%53AML", 1)}')]
    for slug, made, text in duplicates:
        yield sent(39, 'query.duplicate', slug, made, text)
    yield sent(39, 'redirect.name', 'encoded', 'the name of the parameter is encoded',
               query.replace('SAMLRequest', 'SAML%52equest', 1))
    yield sent(39, 'redirect.name', 'case', 'a forged samlrequest beside', f'{query}&{evil.replace("SAML", "saml", 1)}')
    yield sent(39, 'redirect.name', 'space', 'a forged SAMLRequest with a space behind its name',
               f'{query}&{evil.replace("=", "%20=", 1)}')
    yield sent(39, 'redirect.parameter', 'both', 'a SAMLResponse beside',
               f'{query}&{evil.replace("SAMLRequest", "SAMLResponse", 1)}')
    yield sent(39, 'redirect.parameter', 'other', 'the request as SAMLResponse',
               query.replace(request, request.replace('SAMLRequest', 'SAMLResponse'), 1))
    yield sent(39, 'redirect.response', '', 'a sign-in by redirect', signed(unsigned(saml.response('nothing'))))
    yield sent(39, 'redirect.encoding', '', 'a SAMLEncoding of its own', f'{query}&SAMLEncoding=urn%3Ax')
    yield sent(39, 'redirect.signature', '', 'no signature', unsigned())
    yield sent(39, 'saml.signature.value', 'relay-state', 'another RelayState',
               query.replace('RelayState=state', 'RelayState=other'))
    yield sent(39, 'saml.signature.value', 'no-relay-state', 'the RelayState taken away',
               query.replace('&RelayState=state', ''))
    yield sent(39, 'saml.signature.value', 'request', 'a forged request under the signature',
               query.replace(request, evil))
    yield sent(24, 'saml.signature.value', 'attacker', 'signed by the attacker', signed(unsigned(), 'attacker'))


def encodings():
    lower = lowered(unsigned())
    yield good('small-letters', 'redirect', 'escapes in small letters, signed as they stand', signed(lower), 'query')
    yield good('no-relay-state', 'redirect', 'without RelayState', signed(unsigned(relay=None)), 'query')
    yield sent(40, 'saml.signature.value', 'small-letters', 'signed with escapes in capitals, sent with small letters',
               lowered(signed(unsigned())))
    yield sent(40, 'saml.signature.value', 'space', 'signed with %20, sent with +',
               signed(unsigned(relay='a b')).replace('a%20b', 'a+b'))


def algorithms():
    check = 'saml.signature.algorithm'
    yield sent(22, check, 'sha-1', 'RSA with SHA-1', signed(unsigned(algorithm=saml.METHODS['RS1']), algorithm='RS1'))
    yield sent(22, check, 'unknown', 'a name that nobody knows', signed(unsigned(algorithm='urn:strong')))


def bombs():
    folded = deflate.stored(LOGOUT.encode())
    yield sent(32, 'deflate.size', '', 'five megabytes in 32 kilobytes',
               signed(unsigned(folded=deflate.bomb(32, 20000))))
    yield sent(32, 'deflate.trailing', '', 'octets behind the last block', signed(unsigned(folded=folded + b'PK')))
    yield sent(32, 'deflate.form', 'zlib', 'the form of zlib in place of DEFLATE alone',
               signed(unsigned(folded=b'\x78\x01' + folded)))
    yield sent(32, 'deflate.form', 'cut', 'it breaks off', signed(unsigned(folded=folded[:-20])))
    yield sent(32, 'query.size', '', 'more than 64 KiB of query', signed(unsigned()) + '&x=' + 'a' * 65536)


def meanings():
    def said(number, check, slug, made, old, new):
        return sent(number, check, slug, made, signed(unsigned(replaced(LOGOUT, old, new))))
    yield said(43, 'logout.destination', '', 'for another logout address', 'eloket.example', 'other.example')
    yield said(45, 'logout.expired', '', 'past its NotOnOrAfter', 'T10:04:58Z', 'T09:58:58Z')
    yield said(44, 'saml.signature.value', 'of-another', 'in the name of another provider that we trust',
               'https://idp.example/saml', 'https://other-idp.example/saml')
    yield attack(14, 'saml.signature.absent', 'logout', 'post', 'a sign-out by POST that nobody signed', LOGOUT)
    yield good('post', 'post', 'a sign-out by POST', saml.signed(LOGOUT, 'response'))


def vectors():
    query = signed(unsigned())
    yield good('', 'redirect', 'a sign-out by redirect', query, 'query')
    yield from smuggled(query)
    for of in (encodings, algorithms, bombs, meanings):
        yield from of()
