# SPDX-License-Identifier: Apache-2.0
"""SAML messages of the forge's world, signed with lxml's canonicalisation: another writer than the library's reader."""
import base64
import hashlib
import pathlib
import re

from lxml import etree

from making import keys
from making.vector import after, before, replaced

SUPPORT = pathlib.Path(__file__).resolve().parents[3] / 'support'
HOLDER, ATTACKER = '85073003328', '90010100123'
ISSUER_END = '</saml:Issuer>'
ASSERTION, ASSERTION_END = '<saml:Assertion', '</saml:Assertion>'
SIGNATURE, SIGNATURE_END = '<ds:Signature ', '</ds:Signature>'
RESPONSE_END, STATUS = '</samlp:Response>', '<samlp:Status>'
DIGESTS = {'MD5': 'http://www.w3.org/2001/04/xmldsig-more#md5', 'SHA1': 'http://www.w3.org/2000/09/xmldsig#sha1',
           'SHA256': 'http://www.w3.org/2001/04/xmlenc#sha256'}
METHODS = {'RS1': 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
           'RS256': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
           'ES256': 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
           'HS256': 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'}


def world():
    """The values of the forge: they stand once, in its sources."""
    header, source = (SUPPORT / 'forge.h').read_text(), (SUPPORT / 'forge_text.c').read_text()
    names = dict(re.findall(r'#define (FORGE_\w+) "([^"]*)"', header))
    rows = re.findall(r'^    \{"([\w-]+)", (?:"([^"]*)"|(FORGE_\w+))\}', source, re.MULTILINE)
    return {name: text or names.get(macro, '') for name, text, macro in rows}


def fill(form, values=None):
    all_values = {**world(), **(values or {})}
    while '{{' in form:
        form = re.sub(r'\{\{([\w-]+)\}\}', lambda found: all_values[found[1]], form)
    return form


def form(name='acm.xml'):
    return (SUPPORT / 'templates' / name).read_text()


def canonical(element, prefixes=()):
    return etree.tostring(element, method='c14n', exclusive=True, with_comments=False,
                          inclusive_ns_prefixes=list(prefixes) or None)


def encoded(octets):
    return base64.b64encode(octets).decode()


class Signing:
    """How a provider signs: the usual, but for what is named."""

    def __init__(self, key='idp', algorithm='RS256', digest='SHA256', prefixes=(), edits=(), value=None, seal=None):
        self.key, self.algorithm, self.digest, self.prefixes = key, algorithm, digest, prefixes
        self.edits = edits                                  # of the form of ds:Signature, before it is filled
        self.value = value or (lambda octets: octets)       # of the octets of the signature
        self.seal = seal                                    # another maker of those octets

    def listed(self):
        if not self.prefixes:
            return ''
        return ('<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" '
                f'PrefixList="{" ".join(self.prefixes)}"/>')

    def text(self, target):
        digest = hashlib.new(self.digest.lower(), canonical(target, self.prefixes)).digest()
        signature = form('signature.xml')
        for old, new in self.edits:
            signature = replaced(signature, old, new)
        return fill(signature, {
            'signature-method': METHODS.get(self.algorithm, self.algorithm), 'digest-method': DIGESTS[self.digest],
            'reference': '#' + target.get('ID', ''), 'digest': encoded(digest), 'prefixes': self.listed(),
            'certificate': keys.certificate(self.key)})

    def sealed(self, octets):
        if self.seal:
            return self.seal(octets)
        return keys.sign(self.key, self.algorithm if self.algorithm in METHODS else 'RS256', octets)


def place(target, signature):
    """Behind Issuer; else in front."""
    issuers = [child for child in target if etree.QName(child).localname == 'Issuer']
    target.insert(target.index(issuers[0]) + 1 if issuers else 0, signature)


def sign_element(target, how):
    signature = etree.fromstring(how.text(target))
    place(target, signature)
    ds = '{http://www.w3.org/2000/09/xmldsig#}'
    value = how.value(how.sealed(canonical(next(signature.iter(ds + 'SignedInfo')))))
    next(signature.iter(ds + 'SignatureValue')).text = encoded(value)


def signed(xml, what='assertion', how=None):
    """what: 'assertion', 'response' (the root, whatever it is), 'both' or 'nothing'."""
    root = etree.fromstring(xml)
    how = how or Signing()
    if what in ('assertion', 'both'):
        sign_element(next(root.iter('{urn:oasis:names:tc:SAML:2.0:assertion}Assertion')), how)
    if what in ('response', 'both'):
        sign_element(root, how)
    return etree.tostring(root).decode()


def response(what='assertion', values=None, edit=None, how=None):
    """The ACM-like response; `edit` is what the provider itself does otherwise, before it signs."""
    text = form()
    return signed(fill(edit(text) if edit else text, values), what, how)


def piece(text, opening, closing):
    start = text.index(opening)
    return text[start:text.index(closing, start) + len(closing)]


def without(text, opening, closing):
    return replaced(text, piece(text, opening, closing), '')


def evil_of(assertion):
    """The attacker's own: another holder, another ID, no signature."""
    bare = without(assertion, SIGNATURE, SIGNATURE_END) if SIGNATURE in assertion else assertion
    return replaced(replaced(bare, HOLDER, ATTACKER), 'ID="_a8e2', 'ID="_e666')


class Parts:
    """The pieces of a response whose assertion is signed, for an attacker who has no key."""

    def __init__(self, message):
        self.assertion = piece(message, ASSERTION, ASSERTION_END)
        self.signature = piece(self.assertion, SIGNATURE, SIGNATURE_END)
        self.bare = replaced(self.assertion, self.signature, '')
        self.evil = evil_of(self.assertion)
        self.evil_signed = after(self.evil, ISSUER_END, self.signature)
        self.rest = replaced(message, self.assertion, '')

    def closing_with(self, pieces):
        return before(self.rest, RESPONSE_END, pieces)


def metadata(names, entity_id, extra=''):
    """An EntityDescriptor with these signing certificates."""
    rows = ''.join('<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>'
                   f'{keys.certificate(name)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>\n'
                   for name in names)
    return ('<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" '
            f'xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="{entity_id}"{extra}>\n'
            '<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">\n' + rows +
            '<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" '
            f'Location="{entity_id}/slo"/>\n'
            '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" '
            f'Location="{entity_id}/sso"/>\n</md:IDPSSODescriptor>\n</md:EntityDescriptor>\n')
