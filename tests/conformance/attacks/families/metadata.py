# SPDX-License-Identifier: Apache-2.0
"""Metadata that is offered in the place of what is trusted, of a provider whose federation signs it."""
from making import keys as material, saml
from making.vector import attack, good, replaced

ENTITY, UNTIL = 'https://federated.example/saml', ' validUntil="{}"'


def described(until='2027-06-01T00:00:00Z', keys=('idp',), ID='_m1'):
    return saml.metadata(keys, ENTITY, f' ID="{ID}"' + (UNTIL.format(until) if until else ''))


def signed(text, key):
    return saml.signed(text, 'response', saml.Signing(key=key))


def listed(text):
    return ('<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_l1">' + text +
            '</md:EntitiesDescriptor>')


def offered(number, check, slug, made, text):
    return attack(number, check, slug, 'metadata', made, text, 'metadata.xml')


def without_use():
    message = saml.response(values={'issuer': 'https://other-idp.example/saml'}, how=saml.Signing(key='attacker'))
    yield attack(49, 'saml.signature.value', 'key-without-use', 'saml', 'signed by the attacker in the name of a '
                 'provider whose metadata gives its key no use', message)
    only = replaced(described(), 'use="signing"', 'use="encryption"')
    yield offered(49, 'metadata.keys', '', 'its only key is for encryption', signed(only, 'federation'))


def vectors():
    newer = described()
    yield good('', 'metadata', 'newer metadata, signed by the federation', signed(newer, 'federation'), 'metadata.xml')
    yield offered(49, 'metadata.signature', 'unsigned', 'nobody signed it', newer)
    yield offered(49, 'metadata.signature', 'wrapped', 'a forged list around the signed metadata',
                  listed(signed(newer, 'federation') + described(keys=('attacker',), ID='_e1')))
    yield offered(49, 'saml.signature.value', 'attacker', 'signed by the attacker', signed(newer, 'attacker'))
    yield offered(49, 'saml.signature.digest', 'exchanged', 'the key of the attacker under the signature',
                  signed(newer, 'federation').replace(material.certificate('idp'), material.certificate('attacker')))
    yield offered(49, 'saml.metadata.expired', '', 'past its validUntil', signed(described('2026-11-22T00:00:00Z'),
                                                                                'federation'))
    yield offered(49, 'metadata.older', '', 'older than what is trusted: brought back',
                  signed(described('2026-12-01T00:00:00Z'), 'federation'))
    yield offered(49, 'metadata.until', '', 'a validUntil that is no time', signed(described('never'), 'federation'))
    yield offered(44, 'metadata.entity', '', 'rightly signed metadata of another provider',
                  signed(replaced(newer, ENTITY, 'https://another.example/saml'), 'federation'))
    member = saml.metadata(('attacker',), 'https://member.example/saml').replace(
        '<md:IDPSSODescriptor', '<md:Extensions><x xmlns="urn:x">' + described(keys=('attacker',), ID='_e1') +
        '</x></md:Extensions><md:IDPSSODescriptor', 1)
    yield offered(49, 'metadata.entity', 'extensions', 'a forged entity in the extensions of a member, which the '
                  'federation signed with them', signed(listed(member), 'federation'))
    yield offered(29, 'xml.doctype', '', 'a DOCTYPE in metadata',
                  '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd">' + signed(newer, 'federation'))
    yield from without_use()
