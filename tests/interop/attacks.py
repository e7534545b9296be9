# SPDX-License-Identifier: Apache-2.0
"""A genuine response altered in every way that is known to have opened a door somewhere. Text is cut and pasted, so
that what was signed stays as it was signed. A row: name, alteration of the XML, the checks that may name it."""
import base64
import re

import peer

DS = 'http://www.w3.org/2000/09/xmldsig#'
XENC = 'http://www.w3.org/2001/04/xmlenc#'


def once(xml, old, new):
    if old not in xml:
        raise LookupError(f'the response holds no {old!r}')
    return xml.replace(old, new, 1)


def changed(xml, pattern, new):
    """The first match of the pattern replaced; it must be there."""
    out, count = re.subn(pattern, new, xml, count=1, flags=re.DOTALL)
    if not count:
        raise LookupError(f'the response holds no {pattern!r}')
    return out


def element(xml, local, start=0):
    """Text of the first element of that local name; it holds no other of its own name."""
    found = re.compile(rf'<((?:[\w-]+:)?{local})\b(?:[^>]*/>|.*?</\1>)', re.DOTALL).search(xml, start)
    if not found:
        raise LookupError(f'the response holds no element {local}')
    return found[0]


def assertion(xml):
    return element(xml, 'Assertion')


def signature(xml):
    """The signature of the assertion."""
    return element(assertion(xml), 'Signature')


def tag(xml, local):
    """The qualified name with which an element is written here."""
    return re.search(rf'<((?:[\w-]+:)?{local})\b', xml)[1]


def forged(xml):
    """The assertion for somebody else under another ID, without a signature."""
    own = assertion(xml)
    other = own.replace(element(own, 'Signature'), '')
    other = once(other, peer.RRN, peer.OTHER_RRN)
    return changed(other, r'(<[^>]*\bID=")([^"]*)"', r'\g<1>_forged"')


def inside_signature(xml, what):
    """The assertion's signature with something before its end."""
    return changed(signature(xml), r'(</(?:[\w-]+:)?Signature>)$', lambda found: what + found[1])


def with_signature(other, sealed):
    """A forged assertion that carries the signature after its Issuer."""
    issuer = element(other, 'Issuer')
    return once(other, issuer, issuer + sealed)


def object_of(what):
    return f'<ds:Object xmlns:ds="{DS}">{what}</ds:Object>'


def bare(xml):
    """The signed assertion without its signature: what the digest was made of."""
    return assertion(xml).replace(signature(xml), '')


# Wrapping: the signed piece stays somewhere, another piece is offered.
def forged_before(xml):
    return once(xml, assertion(xml), forged(xml) + assertion(xml))


def forged_after(xml):
    return once(xml, assertion(xml), assertion(xml) + forged(xml))


def forged_around(xml):
    return once(xml, assertion(xml), changed(forged(xml), r'(</(?:[\w-]+:)?Assertion>)$',
                                             lambda found: assertion(xml) + found[1]))


def signature_moved(xml):
    return once(xml, assertion(xml), with_signature(forged(xml), signature(xml)) + bare(xml))


def signed_in_signature(xml):
    return once(xml, assertion(xml), with_signature(forged(xml), inside_signature(xml, bare(xml))))


def signed_in_object(xml):
    return once(xml, assertion(xml), with_signature(forged(xml), inside_signature(xml, object_of(bare(xml)))))


def signed_in_extensions(xml):
    name = tag(xml, 'Response').replace('Response', 'Extensions')
    own, issuer = assertion(xml), element(xml, 'Issuer')
    return once(once(xml, own, forged(xml)), issuer, issuer + f'<{name}>{own}</{name}>')


def response_cloned(xml):
    """A Response around everything: the genuine one lies inside."""
    head = re.search(r'<(?:[\w-]+:)?Response\b[^>]*>', xml)[0]
    outer = changed(head, r'\bID="[^"]*"', 'ID="_outer"')
    name = tag(xml, 'Response')
    return outer + element(xml, 'Issuer') + element(xml, 'Status') + forged(xml) + xml + f'</{name}>'


# Changes of the signature itself.
def signature_changed(pattern, new):
    def alter(xml):
        return once(xml, signature(xml), changed(signature(xml), pattern, new))
    return alter


def algorithm(uri):
    return signature_changed(r'(SignatureMethod\b[^>]*Algorithm=")[^"]*"', rf'\g<1>{uri}"')


def two_signed_infos(xml):
    info = element(signature(xml), 'SignedInfo')
    return once(xml, signature(xml), once(signature(xml), info, info + info))


def digest_character(xml):
    digest = re.sub(r'<[^>]*>', '', element(signature(xml), 'DigestValue'))
    other = ('B' if digest[0] == 'A' else 'A') + digest[1:]
    return once(xml, digest, other)


def signature_character(xml):
    value = re.sub(r'<[^>]*>', '', element(signature(xml), 'SignatureValue'))
    other = ('B' if value[0] == 'A' else 'A') + value[1:]
    return once(xml, value, other)


# Changes of what was signed.
def number(new):
    return lambda xml: once(xml, peer.RRN, new)


def root_attribute(text):
    return lambda xml: changed(xml, r'(<(?:[\w-]+:)?Response\b)', rf'\g<1> {text}')


def assertion_attribute(text):
    return lambda xml: changed(xml, r'(<(?:[\w-]+:)?Assertion\b)', rf'\g<1> {text}')


def encrypted(xml):
    name = tag(xml, 'Assertion').replace('Assertion', 'EncryptedAssertion')
    own = assertion(xml)
    space = re.search(r'xmlns(?::\w+)?="urn:oasis:names:tc:SAML:2.0:assertion"', xml)[0]
    return once(xml, own, f'<{name} {space}><xenc:EncryptedData xmlns:xenc="{XENC}"/></{name}>')


MESSAGE = [
    # security rules: structure and wrapping
    ('a forged assertion before the signed one', forged_before, ('saml.assertion.several',)),
    ('a forged assertion after the signed one', forged_after, ('saml.assertion.several',)),
    ('a forged assertion around the signed one', forged_around, ('saml.assertion.several',)),
    ('the signature on a forged assertion, the signed one beside it', signature_moved, ('saml.assertion.several',)),
    ('the signed assertion inside the signature', signed_in_signature, ('saml.assertion.several',)),
    ('the signed assertion in an Object of the signature', signed_in_object, ('saml.assertion.several',)),
    ('the signed assertion in Extensions', signed_in_extensions, ('saml.assertion.several',)),
    ('a response around the response', response_cloned, ('saml.assertion.several', 'saml.signature.duplicate-id')),
    ('an Object in the signature', lambda xml: once(xml, signature(xml), inside_signature(xml, object_of('x'))),
     ('saml.signature.ds-object',)),
    ('two SignedInfo', two_signed_infos, ('saml.signature.structure',)),
    ('the signature twice', lambda xml: once(xml, signature(xml), signature(xml) * 2), ('saml.signature.place',)),
    ('no signature', lambda xml: re.sub(r'<((?:[\w-]+:)?Signature)\b.*?</\1>', '', xml, flags=re.DOTALL),
     ('saml.signature.absent',)),
    ('the assertion alone', lambda xml: changed(assertion(xml), r'(<(?:[\w-]+:)?Assertion\b)', lambda found: found[1]
     + ''.join(f' {space}' for space in re.findall(r'xmlns:\w+="[^"]*"', re.match(r'<[^>]*>', xml)[0])
               if space.split('=')[0] not in re.match(r'<[^>]*>', assertion(xml))[0])), ('saml.response.bare',)),
    ('an encrypted assertion', encrypted, ('saml.encrypted',)),
    ('an id twice', lambda xml: changed(xml, r'(<(?:[\w-]+:)?Status\b)', lambda found: found[1] + ' Id="'
     + re.search(r'\bID="([^"]*)"', assertion(xml))[1] + '"'), ('saml.signature.duplicate-id',)),
    ('an ID in a namespace of its own', assertion_attribute('xmlns:evil="urn:evil" evil:ID="_x"'),
     ('saml.signature.digest',)),
    # the signature: SignedInfo is verified before any of its words count
    ('one character of the digest', digest_character, ('saml.signature.value',)),
    ('one character of the signature', signature_character, ('saml.signature.value',)),
    ('a comment in the digest', signature_changed(r'(DigestValue>)', r'\g<1><!--x-->'), ('xml.comment',)),
    ('a Reference to nothing', signature_changed(r'URI="[^"]*"', 'URI=""'), ('saml.signature.value',)),
    ('a Reference to another element', signature_changed(r'URI="[^"]*"', 'URI="#_other"'), ('saml.signature.value',)),
    ('a Reference to a file', signature_changed(r'URI="[^"]*"', 'URI="file:///etc/passwd"'), ('saml.signature.value',)),
    ('an XPointer', signature_changed(r'URI="[^"]*"', 'URI="#xpointer(/)"'), ('saml.signature.value',)),
    ('an XPath transform', signature_changed(r'<((?:[\w-]+:)?Transform) Algorithm="[^"]*xml-exc-c14n#"',
     r'<\1 Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"'), ('saml.signature.value',)),
    ('an XSLT transform', signature_changed(r'<((?:[\w-]+:)?Transform) Algorithm="[^"]*enveloped-signature"',
     r'<\1 Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"'), ('saml.signature.value',)),
    ('canonicalisation with comments', signature_changed(r'(CanonicalizationMethod\b[^>]*xml-exc-c14n#)', r'\g<1>WithComments'),
     ('saml.signature.canonicalisation',)),
    ('inclusive canonicalisation', signature_changed(r'(CanonicalizationMethod\b[^>]*Algorithm=")[^"]*"',
     r'\g<1>http://www.w3.org/TR/2001/REC-xml-c14n-20010315"'), ('saml.signature.canonicalisation',)),
    ('RSA with SHA-1', algorithm(DS + 'rsa-sha1'), ('saml.signature.algorithm',)),
    ('HMAC with SHA-256', algorithm('http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'), ('saml.signature.algorithm',)),
    ('DSA', algorithm(DS + 'dsa-sha1'), ('saml.signature.algorithm',)),
    ('an algorithm that nobody knows', algorithm('urn:example:none'), ('saml.signature.algorithm',)),
    ('an algorithm of another key', algorithm('http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256'),
     ('saml.signature.key',)),
    ('SHA-1 as digest', signature_changed(r'(DigestMethod\b[^>]*Algorithm=")[^"]*"', rf'\g<1>{DS}sha1"'),
     ('saml.signature.value',)),
    ('the digest of nothing', signature_changed(r'(DigestValue>)[^<]*', r'\g<1>47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='),
     ('saml.signature.value',)),
    ('signature too short', signature_changed(r'(SignatureValue>)\s*[^<]{8}', r'\g<1>'), ('saml.signature.value',)),
    ('signature not base64', signature_changed(r'(SignatureValue>)\s*[^<]{4}', r'\g<1>****'), ('base64.character',)),
    # lexical
    ('a comment in the number', number(peer.RRN[:6] + '<!---->' + peer.RRN[6:]), ('xml.comment',)),
    ('CDATA in the number', number(f'<![CDATA[{peer.RRN}]]>'), ('xml.cdata',)),
    ('an instruction in the number', number(peer.RRN + '<?x y?>'), ('xml.instruction',)),
    ('an element in the number', number(f'<x xmlns="">{peer.RRN}</x>'), ('saml.signature.digest',)),
    ('an entity', lambda xml: '<!DOCTYPE x [<!ENTITY e "x">]>' + once(xml, peer.RRN, '&e;'), ('xml.doctype',)),
    ('an external entity', lambda xml: '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + xml, ('xml.doctype',)),
    ('an entity without a declaration', number('&e;'), ('xml.entity',)),
    ('a namespace that is no address', root_attribute('xmlns:e="1"'), ('xml.namespace',)),
    ('a prefix without a namespace', root_attribute('evil:x="1"'), ('xml.namespace', 'xml.parser')),
    ('a bomb of attributes', root_attribute(' '.join(f'a{i}="1"' for i in range(20000))), ('xml.attributes', 'xml.size')),
    ('a bomb of depth', lambda xml: changed(xml, r'(</(?:[\w-]+:)?Response>)', lambda found: '<a>' * 4000 + '</a>' * 4000
                                            + found[1]), ('xml.depth',)),
    ('a declared UTF-7', lambda xml: '<?xml version="1.0" encoding="UTF-7"?>' + re.sub(r'^<\?xml[^>]*>', '', xml),
     ('xml.encoding', 'xml.declaration')),
    ('something after the root', lambda xml: xml + '<x/>', ('xml.root',)),
    ('a root that does not end', lambda xml: xml[:-3], ('xml.tag', 'xml.root')),
    # what was signed
    ('another number', number(peer.OTHER_RRN), ('saml.signature.digest',)),
    ('another audience', lambda xml: changed(xml, r'(Audience>)[^<]*', r'\g<1>https://other.example'), ('saml.signature.digest',)),
    ('another recipient', lambda xml: changed(xml, r'Recipient="[^"]*"', 'Recipient="https://other.example"'),
     ('saml.signature.digest',)),
    ('longer valid', lambda xml: changed(xml, r'(NotOnOrAfter=")\d{4}', r'\g<1>2999'), ('saml.signature.digest',)),
    ('a higher assurance', lambda xml: changed(xml, r'(AuthnContextClassRef>)[^<]*', r'\g<1>urn:be:vlaanderen:authmech:eid'),
     ('saml.signature.digest',)),
    ('a space in the assertion', lambda xml: changed(xml, r'(<(?:[\w-]+:)?Subject>)', r'\g<1> '), ('saml.signature.digest',)),
    # what is not signed may refuse
    ('status: not succeeded', lambda xml: once(xml, 'status:Success', 'status:Responder'), ('saml.status', 'saml.signature.digest')),
    ('SAML 1.1', lambda xml: changed(xml, r'(<(?:[\w-]+:)?Response\b[^>]*)Version="2.0"', r'\g<1>Version="1.1"'),
     ('saml.version', 'saml.signature.digest')),
    ('for another address', lambda xml: changed(xml, r'Destination="[^"]*"', 'Destination="https://other.example"'),
     ('saml.destination', 'saml.signature.digest')),
    ('a Response of another namespace', lambda xml: xml.replace('urn:oasis:names:tc:SAML:2.0:protocol', 'urn:evil', 1),
     ('saml.response.root', 'saml.status.form')),
]

# As posted: octets to octets.
POSTED = [
    ('nothing', lambda octets: b'', ('saml.input', 'xml.size')),
    ('a space', lambda octets: b' ', ('saml.input', 'xml.size', 'base64.length')),
    ('noise', lambda octets: bytes(range(256)), ('base64.character', 'saml.input', 'xml.encoding')),
    ('UTF-16', lambda octets: base64.b64decode(octets).decode().encode('utf-16'), ('base64.character', 'xml.encoding')),
    ('base64 cut short', lambda octets: octets.strip()[:-3], ('base64.length', 'base64.padding')),
    ('base64 with something after the padding', lambda octets: octets.strip().rstrip(b'=') + b'=AAA',
     ('base64.padding', 'base64.length', 'base64.character')),
    ('base64 of base64', base64.b64encode, ('xml.root', 'xml.tag', 'xml.character')),
    ('a token', lambda octets: b'eyJhbGciOiJub25lIn0.eyJycm4iOiI4NTA3MzAwMzMyOCJ9.', ('base64.character',)),
]


def run(tap, world, posted, request, at, kind):
    """Every alteration of a response as it was posted; each must be refused and say why."""
    xml = base64.b64decode(posted).decode()
    for name, alter, checks in MESSAGE:
        if kind == 'signed both':
            # The signature of the response is judged before what lies in it.
            checks += ('saml.signature.digest',)
        tap.case(f'{kind}: {name}', peer.refused(world, alter(xml), request, checks, at=at))
    for name, alter, checks in POSTED:
        tap.case(f'{kind}: as posted: {name}', peer.refused(world, alter(posted), request, checks, at=at))
    elsewhere(tap, world, posted, request, at, kind)


def elsewhere(tap, world, posted, request, at, kind):
    """The genuine response, used where or when it should not be."""
    moment = peer.instant(at)
    later = peer.stamp(moment.replace(year=moment.year + 1))
    earlier = peer.stamp(moment.replace(year=moment.year - 1))
    rows = [('to another request', {'request': '_other'}, ('saml.in-response-to', 'saml.confirmation.in-response-to')),
            ('a year later', {'at': later}, ('saml.conditions.expired', 'saml.confirmation.expired', 'saml.session.ended')),
            ('a year earlier', {'at': earlier}, ('saml.conditions.early', 'saml.issue-instant', 'saml.authn.instant'))]
    world.configuration('audience.yaml', audience='https://other.example')
    world.configuration('recipient.yaml', recipient='https://other.example/acs')
    rows += [('at another party', {'configuration': 'audience.yaml'}, ('saml.audience',)),
             ('at another address', {'configuration': 'recipient.yaml'}, ('saml.destination', 'saml.recipient'))]
    world.metadata(world.key('stranger')[1], 'stranger.xml')
    world.configuration('stranger.yaml', metadata='stranger.xml')
    rows += [('from a provider with another key', {'configuration': 'stranger.yaml'}, ('saml.signature.value',))]
    world.metadata(world.path('stranger.crt'), 'unknown.xml', 'https://unknown.example')
    world.configuration('unknown.yaml', metadata='unknown.xml', entity='https://unknown.example')
    rows += [('from a provider that is not trusted', {'configuration': 'unknown.yaml'}, ('saml.issuer.unknown',))]
    for name, how, checks in rows:
        how = {'request': request, 'at': at, **how}
        tap.case(f'{kind}: {name}', peer.refused(world, posted, how.pop('request'), checks, **how))
