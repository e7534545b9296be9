# SPDX-License-Identifier: Apache-2.0
"""Encrypted assertions."""
import hashlib

from making import keys, saml, xmlenc
from making.vector import attack, before, good, replaced

FAILED, NOT_SIGNED = 'saml.encrypted.decrypt', 'saml.encrypted.cbc'
ONE_KEY, OTHER_IDP = '</xenc:EncryptedKey>', 'https://other-idp.example/saml'
CIPHER_VALUE = '<xenc:CipherValue>{{content}}</xenc:CipherValue>'


def sent(number, check, slug, made, octets):
    return attack(number, check, slug, 'saml', made, octets)


def oracles(message):
    other_key = keys.wrap_oaep('sp', hashlib.sha256(b'other').digest())
    yield sent(35, 'xmlenc.cbc', '', 'CBC, from a provider for whom it is not allowed',
               xmlenc.hidden(message, cipher='cbc'))
    yield sent(35, 'xmlenc.key-algorithm', 'rsa-1-5', 'RSA 1.5', xmlenc.hidden(
        message, edits=(('{{transport}}', 'http://www.w3.org/2001/04/xmlenc#rsa-1_5'),),
        wrapped=keys.wrap_pkcs1('sp', xmlenc.KEY)))
    yield sent(35, FAILED, 'wrapped', 'a wrapped key that is none', xmlenc.hidden(message, wrapped=bytes(255) + b'\2'))
    yield sent(35, FAILED, 'other-key', 'another content key, rightly wrapped',
               xmlenc.hidden(message, wrapped=other_key))


def allowed(what):
    """From a provider for whom CBC is allowed."""
    return saml.response(what, {'issuer': OTHER_IDP}, how=saml.Signing(key='other-idp'))


def around(message):
    """The same provider signs the response, with the encrypted assertion in it."""
    return saml.signed(message, 'response', saml.Signing(key='other-idp'))


def blocks():
    """CBC, where it is allowed: only within a response that is signed."""
    message, bare = allowed('assertion'), allowed('nothing')
    octets = saml.piece(bare, saml.ASSERTION, saml.ASSERTION_END).encode()
    whole, content = around(xmlenc.hidden(bare, cipher='cbc')), saml.encoded(xmlenc.cbc(octets))
    octets += b' ' * (-len(octets) % 16)
    yield good('cbc', 'saml', 'CBC in a signed response, from a provider for whom it is allowed', whole)
    yield sent(35, NOT_SIGNED, '', 'CBC, where it is allowed, in a response that is not signed',
               xmlenc.hidden(message, cipher='cbc'))
    yield sent(35, NOT_SIGNED, 'padding', 'CBC with a padding that is none, in a response that is not signed',
               xmlenc.hidden(message, cipher='cbc', content=xmlenc.cbc(octets, 17)))
    yield sent(35, NOT_SIGNED, 'stripped', 'CBC, the signature of the response taken away',
               saml.without(whole, saml.SIGNATURE, saml.SIGNATURE_END))
    yield sent(35, 'saml.signature.digest', 'cbc', 'CBC, other blocks under the signature of the response',
               replaced(whole, content, saml.encoded(xmlenc.cbc(octets, 17))))
    for slug, made, other in [('padding-of-0', 'a padding of 0 octets', xmlenc.cbc(octets, 0)),
                              ('padding-of-17', 'a padding of 17 octets', xmlenc.cbc(octets, 17)),
                              ('no-xml', 'a right padding, and no XML', xmlenc.cbc(b'x' * 100))]:
        yield sent(35, FAILED, slug, f'CBC in a signed response, with {made}',
                   around(xmlenc.hidden(bare, cipher='cbc', content=other)))


def exchanged(message):
    whole = saml.signed(xmlenc.hidden(saml.response('nothing')), 'response')
    mine = saml.signed(saml.response('nothing', {'rrn': saml.ATTACKER}), 'nothing')
    forged = saml.response(values={'rrn': saml.ATTACKER}, how=saml.Signing(key='attacker'))
    element = saml.piece(whole, '<saml:EncryptedAssertion', '</saml:EncryptedAssertion>')
    other = saml.piece(xmlenc.hidden(mine), '<saml:EncryptedAssertion', '</saml:EncryptedAssertion>')
    parts = saml.Parts(message)
    yield good('response-signed', 'saml', 'the response signed, the assertion encrypted within', whole)
    yield sent(36, 'saml.signature.digest', 'exchanged', 'the attacker\'s encrypted assertion under the '
               'signature of the response', replaced(whole, element, other))
    yield sent(36, 'saml.signature.absent', 'unsigned', 'an encrypted assertion that nobody signed',
               xmlenc.hidden(mine))
    yield sent(36, 'saml.signature.value', 'of-the-attacker', 'an encrypted assertion that the attacker signed',
               xmlenc.hidden(forged))
    yield sent(36, 'saml.assertion.several', 'beside', 'a forged assertion in clear beside the encrypted one',
               before(xmlenc.hidden(message), saml.RESPONSE_END, parts.evil))
    yield sent(36, 'saml.assertion.several', 'two', 'two encrypted assertions',
               before(xmlenc.hidden(message), saml.RESPONSE_END, other))
    for check, slug, made, text in [('xml.root', 'two', 'two assertions within', parts.assertion + parts.evil),
                                    ('saml.encrypted.content', '', 'no assertion within', '<x xmlns="urn:x"/>'),
                                    ('xml.doctype', 'within', 'a DOCTYPE within', '<!DOCTYPE x>' + parts.assertion)]:
        yield sent(36, check, slug, made, parts.closing_with(xmlenc.element(text)))


def places(message):
    spare = ('<xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="{{transport}}"/><xenc:CipherData><xenc:CipherValue>'
             '{{wrapped}}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>')
    key_info = '<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
    rows = [('xmlenc.several', 'two-keys', 'two encrypted keys', (ONE_KEY, ONE_KEY + spare)),
            ('saml.encrypted.place', 'key-in-its-own-key-info', 'an encrypted key for the encrypted key',
             ('<ds:X509Data>', spare + '<ds:X509Data>')),
            ('xmlenc.several', 'retrieval-loop', 'in place of the key a RetrievalMethod to what it is to decrypt',
             (saml.piece(saml.form('encrypted.xml'), '<xenc:EncryptedKey>', ONE_KEY),
              '<ds:RetrievalMethod URI="#_d" Type="http://www.w3.org/2001/04/xmlenc#EncryptedKey"/>')),
            ('xmlenc.structure', 'retrieval', 'a RetrievalMethod to the web in front of the key',
             (key_info, key_info + '<ds:RetrievalMethod URI="http://evil.example/key"/>')),
            ('xmlenc.reference', 'web', 'content that lies on the web',
             (CIPHER_VALUE, '<xenc:CipherReference URI="http://evil.example/"/>')),
            ('xmlenc.reference', 'itself', 'content that is the message itself',
             (CIPHER_VALUE, '<xenc:CipherReference URI=""/>'))]
    for check, slug, made, edit in rows:
        yield sent(37, check, slug, made, xmlenc.hidden(message, edits=(edit,)))


def lengths(message):
    whole = xmlenc.gcm(saml.piece(message, saml.ASSERTION, saml.ASSERTION_END).encode())
    rows = [('tag-of-12', 'a tag of 12 octets', whole[:-4]), ('tag-of-0', 'no tag', whole[:-16]),
            ('iv-of-8', 'an initialisation vector of 8 octets', whole[4:]),
            ('nothing', 'a vector and a tag without content', whole[:12] + whole[-16:]),
            ('short', 'fewer octets than a tag', whole[:20])]
    for slug, made, content in rows:
        yield sent(38, FAILED, slug, made, xmlenc.hidden(message, content=content))


def vectors():
    message = saml.response()
    yield good('', 'saml', 'the usual response, its signed assertion encrypted', xmlenc.hidden(message))
    yield from blocks()
    for of in (oracles, exchanged, places, lengths):
        yield from of(message)
