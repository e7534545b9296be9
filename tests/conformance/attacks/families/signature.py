# SPDX-License-Identifier: Apache-2.0
"""The signature and what it covers."""
from making import keys, saml
from making.vector import after, attack, before, good, replaced

INFO, INFO_END = '<ds:SignedInfo>', '</ds:SignedInfo>'
C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
TRANSFORM = '<ds:Transform Algorithm="{}"/>'
ASSERTION_ID, RESPONSE_ID = '_a8e2b6d4f91c04d7aa3b5c7e8f6012d9c', '_r3c1f0a9d7be64f2c8a15e60b4d97c2a1'
METHOD, REFERENCE_URI = '<ds:SignatureMethod Algorithm="{{signature-method}}"/>', 'URI="{{reference}}"'


def made_with(what='assertion', **how):
    return saml.response(what, how=saml.Signing(**how))


def edited(*edits, **how):
    return made_with(edits=edits, **how)


def two_infos(message):
    info = saml.piece(message, INFO, INFO_END)
    other = replaced(info, saml.piece(info, '<ds:DigestValue>', '</ds:DigestValue>'),
                     '<ds:DigestValue>' + 'A' * 43 + '=</ds:DigestValue>')
    check = 'saml.signature.structure'
    yield attack(5, check, 'second-signed-info', 'saml', 'a second SignedInfo behind', after(message, INFO_END, other))
    yield attack(5, check, 'first-signed-info', 'saml', 'a second SignedInfo in front', before(message, INFO, other))
    yield attack(5, check, 'wrapped-signed-info', 'saml', 'the genuine SignedInfo within a forged one',
                 replaced(message, info, before(other, INFO_END, info)))


def ids(message):
    check = 'saml.signature.duplicate-id'
    yield attack(9, check, 'twice', 'saml', 'the response has the ID of the assertion',
                 replaced(message, f'ID="{RESPONSE_ID}"', f'ID="{ASSERTION_ID}"'))
    for slug, attribute in [('other-case', 'Id'), ('xml-id', 'xml:id'), ('other-namespace', 'xmlns:e="urn:e" e:ID')]:
        yield attack(9, check, slug, 'saml', f'the ID of the assertion again, as {attribute}',
                     replaced(message, saml.STATUS, f'<samlp:Status {attribute}="{ASSERTION_ID}">'))
    yield attack(9, 'saml.signature.id', 'quote', 'saml', 'an ID with a quote, for a reader that searches by XPath',
                 saml.response(values={'assertion-id': "x' or @ID='y"}))


def other_objects(message):
    parts = saml.Parts(message)
    described = saml.signed('<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_m1" '
                            'entityID="https://idp.example/saml"></md:EntityDescriptor>', 'response')
    asked = saml.signed('<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_q1" '
                        'Version="2.0" IssueInstant="2026-11-23T09:59:58Z"></samlp:AuthnRequest>', 'response')
    error = saml.signed(parts.rest.replace('status:Success', 'status:Responder'), 'response')
    evil = parts.closing_with(parts.evil)
    yield attack(15, 'saml.signature.place', 'metadata', 'saml', 'signed metadata beside a forged assertion',
                 before(evil, saml.STATUS, described))
    yield attack(15, 'saml.signature.place', 'request', 'saml', 'a signed request beside a forged assertion',
                 before(evil, saml.STATUS, asked))
    yield attack(15, 'saml.signature.digest', 'error', 'saml', 'a signed error into which a forged assertion is put',
                 before(error, saml.RESPONSE_END, parts.evil).replace('status:Responder', 'status:Success'))
    yield attack(15, 'saml.response.root', 'metadata', 'saml', 'signed metadata as if it were the response', described)


def several(message):
    both = saml.response('both')
    assertion = saml.Parts(message).assertion
    changed = replaced(assertion, saml.HOLDER, saml.ATTACKER)
    outer = saml.signed(replaced(message, assertion, changed), 'response')
    yield good('both', 'saml', 'assertion and response signed', both)
    yield attack(16, 'saml.signature.place', 'twice', 'saml', 'the signature of the assertion twice',
                 before(message, '<saml:Subject>', saml.Parts(message).signature))
    yield attack(16, 'saml.signature.reference', 'same-value', 'saml', 'the assertion\'s signature on the response',
                 before(message, saml.STATUS, saml.Parts(message).signature))
    yield attack(17, 'saml.signature.digest', 'inner', 'saml', 'the outer signature holds, that of the assertion not',
                 outer)


def references():
    rows = [('whole', '', 'the whole document'), ('file', 'file:///etc/passwd', 'a file'),
            ('xpointer', f"#xpointer(id('{ASSERTION_ID}'))", 'an xpointer'),
            ('web', f'http://evil.example/#{ASSERTION_ID}', 'the web'),
            ('other-element', f'#{RESPONSE_ID}', 'the ID of the element around')]
    for slug, uri, made in rows:
        yield attack(18, 'saml.signature.reference', slug, 'saml', f'the Reference is {made}',
                     edited((REFERENCE_URI, f'URI="{uri}"')))


def transforms():
    rows = [('xslt', 'http://www.w3.org/TR/1999/REC-xslt-19991116'),
            ('xpath', 'http://www.w3.org/TR/1999/REC-xpath-19991116'),
            ('base64', 'http://www.w3.org/2000/09/xmldsig#base64')]
    for slug, uri in rows:
        yield attack(19, 'saml.signature.transforms', slug, 'saml', f'the transform {slug} in front',
                     edited(('<ds:Transforms>', '<ds:Transforms>' + TRANSFORM.format(uri))))
    for check, count in [('saml.signature.transforms', 4), ('xml.elements', 60)]:
        yield attack(19, check, 'many', 'saml', f'{count} more transforms',
                     edited(('<ds:Transforms>', '<ds:Transforms>' + TRANSFORM.format(C14N) * count)))
    yield attack(20, 'c14n.prefixes', 'nine', 'saml', 'nine prefixes', made_with(prefixes='abcdefghi'))
    yield attack(20, 'c14n.prefixes', 'no-name', 'saml', 'a prefix that is no name',
                 edited(('{{prefixes}}', f'<ec:InclusiveNamespaces xmlns:ec="{C14N}" PrefixList="a:b"/>')))
    yield attack(21, 'saml.signature.transforms', 'with-comments', 'saml', 'the assertion with comments',
                 edited((f'<ds:Transform Algorithm="{C14N}">', f'<ds:Transform Algorithm="{C14N}WithComments">')))
    yield attack(21, 'saml.signature.canonicalisation', 'with-comments', 'saml', 'SignedInfo with comments',
                 edited((f'<ds:CanonicalizationMethod Algorithm="{C14N}"/>',
                         f'<ds:CanonicalizationMethod Algorithm="{C14N}WithComments"/>')))


def algorithms():
    check = 'saml.signature.algorithm'
    certificate = keys.certificate('idp').encode()
    yield attack(22, check, 'sha-1', 'saml', 'RSA with SHA-1', made_with(algorithm='RS1'))
    yield attack(22, check, 'md5', 'saml', 'RSA with MD5',
                 made_with(algorithm='http://www.w3.org/2001/04/xmldsig-more#rsa-md5'))
    yield attack(22, check, 'unknown', 'saml', 'a name that nobody knows', made_with(algorithm='urn:strong'))
    yield attack(22, 'saml.signature.digest-method', 'sha-1', 'saml', 'a SHA-1 digest', made_with(digest='SHA1'))
    yield attack(22, 'saml.signature.structure', 'truncated', 'saml', 'HMACOutputLength of one bit in the method',
                 edited((METHOD, METHOD[:-2] + '><ds:HMACOutputLength>1</ds:HMACOutputLength></ds:SignatureMethod>')))
    yield attack(23, check, 'hmac', 'saml', 'an HMAC keyed with the certificate',
                 made_with(algorithm='HS256', seal=lambda octets: keys.sign(certificate, 'HS256', octets)))
    yield attack(12, 'saml.signature.void', '', 'saml', 'the digest of nothing, rightly signed',
                 edited(('{{digest}}', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')))


def values(message):
    check = 'saml.signature.value'
    data = '<ds:X509Data><ds:X509Certificate>{{certificate}}</ds:X509Certificate></ds:X509Data>'
    numbers = keys.private('attacker').public_key().public_numbers()
    key_value = ('<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>' + saml.encoded(keys.octets(numbers.n)) +
                 '</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>')
    fetched = '<ds:RetrievalMethod URI="http://evil.example/key"/>'
    yield good('other-key-info', 'saml', 'KeyInfo with the attacker\'s key: nobody reads it', edited((data, key_value)))
    for slug, edits in [('certificate', ()), ('key-value', ((data, key_value),)), ('retrieval', ((data, fetched),))]:
        yield attack(24, check, slug, 'saml', f'the attacker\'s key, and a KeyInfo with its {slug}',
                     edited(*edits, key='attacker'))
    yield attack(25, check, 'beyond-the-modulus', 'saml', 'a value beyond the modulus: libcrypto says error, not no',
                 made_with(value=lambda octets: b'\xff' * len(octets)))
    yield attack(25, check, 'zero', 'saml', 'ECDSA with r and s zero',
                 made_with(key='idp-p256', algorithm='ES256', value=lambda octets: bytes(len(octets))))
    yield attack(14, 'saml.signature.absent', 'stripped', 'saml', 'the signature taken away',
                 saml.without(message, saml.SIGNATURE, saml.SIGNATURE_END))
    yield attack(14, 'saml.signature.absent', 'never', 'saml', 'never signed, another holder',
                 saml.response('nothing', {'rrn': saml.ATTACKER}))


def look_alikes(message):
    other = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig"'
    yield attack(13, 'saml.signature.absent', 'look-alike', 'saml', 'the namespace of Signature lacks its #',
                 replaced(message, 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"', other))
    yield attack(13, 'saml.assertion.several', 'look-alike', 'saml', 'a second Assertion in another namespace',
                 before(message, saml.STATUS, '<Assertion xmlns="urn:evil"/>'))
    yield attack(13, 'saml.response.root', 'look-alike', 'saml', 'Response in another namespace',
                 replaced(message, 'urn:oasis:names:tc:SAML:2.0:protocol', 'urn:oasis:names:tc:SAML:2.0:protoco1'))


def vectors():
    message = saml.response()
    yield good('', 'saml', 'the usual response, its assertion signed', message)
    yield good('elliptic', 'saml', 'the same, ES256', made_with(key='idp-p256', algorithm='ES256'))
    for of in (two_infos, ids, other_objects, several, values, look_alikes):
        yield from of(message)
    for of in (references, transforms, algorithms):
        yield from of()
