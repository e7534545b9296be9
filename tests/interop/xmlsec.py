#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Responses that xmlsec1 signs, in every algorithm that both have, and lxml with python3-cryptography for RSA-PSS; and
what we accept is what xmlsec1 accepts. Usage: xmlsec.py TOEGANG VERIFY VECTORS"""
import base64
import csv
import datetime
import os
import random
import re
import shutil
import ssl
import subprocess
import sys

import peer
from tap import Tap, skip_all

SUPPORT = os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'support')
MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
PSS = 'http://www.w3.org/2007/05/xmldsig-more#'
DIGEST = {'256': 'http://www.w3.org/2001/04/xmlenc#sha256', '384': MORE + 'sha384',
          '512': 'http://www.w3.org/2001/04/xmlenc#sha512'}
CURVES = {'p256': 'P-256', 'p384': 'P-384', 'p521': 'P-521'}
KEYS = {'rsa2048': ('rsa:2048',), 'rsa3072': ('rsa:3072',),
        **{name: ('ec', '-pkeyopt', 'ec_paramgen_curve:' + curve) for name, curve in CURVES.items()}}
TEMPLATE = '''<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>\
<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>\
<ds:SignatureMethod Algorithm="{method}"/><ds:Reference URI="#{id}"><ds:Transforms>\
<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>\
<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">{prefixes}</ds:Transform></ds:Transforms>\
<ds:DigestMethod Algorithm="{digest}"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/>\
<ds:KeyInfo><ds:X509Data><ds:X509Certificate/></ds:X509Data></ds:KeyInfo></ds:Signature>'''
PREFIXES = '<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="xs"/>'
IDS = [word for name in ('assertion:Assertion', 'protocol:Response') for word in
       ('--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:' + name)]
REQUEST, NOW = '_request', datetime.datetime(2026, 11, 23, 10, 0, tzinfo=datetime.timezone.utc)
AT = peer.stamp(NOW)


def unsigned():
    """The response of the forge's template, filled for this configuration."""
    with open(SUPPORT + '/templates/acm.xml', encoding='utf-8') as file:
        form = file.read()
    minute = datetime.timedelta(minutes=1)
    values = {'response-id': '_response', 'assertion-id': '_assertion', 'issue-instant': AT, 'authn-instant': AT,
              'recipient': peer.RECIPIENT, 'audience': peer.AUDIENCE, 'issuer': peer.ENTITY, 'in-response-to': REQUEST,
              'status': 'urn:oasis:names:tc:SAML:2.0:status:Success', 'not-before': peer.stamp(NOW - minute),
              'not-on-or-after': peer.stamp(NOW + 5 * minute), 'session-end': peer.stamp(NOW + 60 * minute),
              'assurance': 'urn:be:vlaanderen:authmech:itsme', 'acr': 'urn:be:vlaanderen:authmech:itsme',
              'rrn': peer.RRN, 'organisation': peer.ORGANISATION, 'capacity': 'EA'}
    return re.sub(r'{{([\w-]+)}}', lambda found: values.get(found[1], 'some ' + found[1]), form)


def with_template(xml, holder, method, hash_name, prefixes=''):
    """The unsigned response with an empty signature after the Issuer of its assertion or of itself."""
    template = TEMPLATE.format(method=method, digest=DIGEST[hash_name], id='_' + holder, prefixes=prefixes)
    start = xml.index('<saml:Assertion') if holder == 'assertion' else 0
    place = xml.index('</saml:Issuer>', start) + len('</saml:Issuer>')
    return xml[:place] + template + xml[place:]


def xmlsec_sign(world, xml, key):
    node = '--node-name', 'http://www.w3.org/2000/09/xmldsig#:Signature'
    file = world.write('template.xml', xml)
    return peer.command('xmlsec1', '--sign', *IDS, *node, '--privkey-pem',
                        world.path(key + '.key') + ',' + world.path(key + '.crt'), file).decode()


def xmlsec_verifies(world, message, certificate):
    file = world.write('verify.xml', message)
    # What KeyInfo holds is as little to it as to us: the key is pinned.
    ran = subprocess.run(['xmlsec1', '--verify', *IDS, '--enabled-key-data', 'key-name', '--pubkey-cert-pem',
                          certificate, file], capture_output=True, check=False)
    return ran.returncode == 0


def tampered(xml):
    """(name, changed response, checks) that every algorithm must refuse."""
    digest, value = (re.search(f'<ds:{name}>([^<]*)', xml)[1] for name in ('DigestValue', 'SignatureValue'))

    def other(text):
        at = next(at for at in range(len(text) // 2, len(text)) if text[at].isalnum())
        return text[:at] + ('B' if text[at] == 'A' else 'A') + text[at + 1:]
    signature = ('saml.signature.value',)
    return [('another number', xml.replace(peer.RRN, peer.OTHER_RRN), ('saml.signature.digest',)),
            ('another digest', xml.replace(digest, other(digest)), signature),
            ('another signature', xml.replace(value, other(value)), signature)]


def algorithms():
    """(name, method, hash, key) that xmlsec1 and we have."""
    for bits in DIGEST:
        for key in ('rsa2048', 'rsa3072'):
            yield f'RS{bits} {key}', f'{MORE}rsa-sha{bits}', bits, key
        for key in CURVES:
            yield f'ES{bits} {key}', f'{MORE}ecdsa-sha{bits}', bits, key


def judge(tap, world, name, xml, key):
    world.configuration(f'{key}.yaml', metadata=f'{key}.xml')
    how = {'configuration': f'{key}.yaml', 'at': AT}
    tap.case(name, peer.permitted(world, xml, REQUEST, **how))
    for what, changed, checks in tampered(xml):
        problem = peer.refused(world, changed, REQUEST, checks, **how)
        if not name.startswith('PS') and xmlsec_verifies(world, changed, world.path(key + '.crt')):
            problem += ' xmlsec1 accepts it'
        tap.case(f'{name}: {what}', problem)


def signed_by_xmlsec(tap, world):
    for name, method, bits, key in algorithms():
        judge(tap, world, name, xmlsec_sign(world, with_template(unsigned(), 'assertion', method, bits), key), key)
    rsa = MORE + 'rsa-sha256'
    judge(tap, world, 'the response signed', xmlsec_sign(world, with_template(unsigned(), 'response', rsa, '256'),
                                                         'rsa2048'), 'rsa2048')
    judge(tap, world, 'a PrefixList', xmlsec_sign(world, with_template(unsigned(), 'assertion', rsa, '256', PREFIXES),
                                                  'rsa2048'), 'rsa2048')
    inner = xmlsec_sign(world, with_template(unsigned(), 'assertion', rsa, '256'), 'rsa2048')
    outer = with_template(inner, 'response', rsa, '256')
    both = xmlsec_sign(world, outer, 'rsa2048')
    judge(tap, world, 'both signed', both, 'rsa2048')
    weak = xmlsec_sign(world, with_template(unsigned(), 'assertion', 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', '256'),
                       'rsa2048')
    tap.case('refused: RSA with SHA-1', peer.refused(world, weak, REQUEST, ('saml.signature.algorithm',), at=AT,
                                                     configuration='rsa2048.yaml'))


def signed_by_python(tap, world):
    """RSA-PSS, which xmlsec1 of Debian 12 has not: canonical octets by lxml, the signature by python3-cryptography."""
    try:
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import padding
        from lxml import etree
    except ImportError:
        tap.skip('RSA-PSS', 'sudo apt-get install python3-cryptography python3-lxml')
        return
    space = '{http://www.w3.org/2000/09/xmldsig#}'
    for bits in DIGEST:
        algorithm = getattr(hashes, 'SHA' + bits)()
        with open(world.path('rsa3072.key'), 'rb') as file:
            key = serialization.load_pem_private_key(file.read(), None)
        root = etree.fromstring(with_template(unsigned(), 'assertion', f'{PSS}sha{bits}-rsa-MGF1', bits))
        assertion = root.find('{urn:oasis:names:tc:SAML:2.0:assertion}Assertion')
        signature = assertion.find(space + 'Signature')
        place = assertion.index(signature)
        assertion.remove(signature)
        hasher = hashes.Hash(algorithm)
        hasher.update(etree.tostring(assertion, method='c14n', exclusive=True))
        assertion.insert(place, signature)
        signature.find(f'.//{space}DigestValue').text = base64.b64encode(hasher.finalize()).decode()
        info = etree.tostring(signature.find(space + 'SignedInfo'), method='c14n', exclusive=True)
        for salt in (algorithm.digest_size, 0):
            pss = padding.PSS(padding.MGF1(algorithm), salt)
            signature.find(space + 'SignatureValue').text = base64.b64encode(key.sign(info, pss, algorithm)).decode()
            xml = etree.tostring(root).decode()
            if salt:
                judge(tap, world, f'PS{bits}', xml, 'rsa3072')
            else:
                tap.case(f'PS{bits}: a salt of another length', peer.refused(
                    world, xml, REQUEST, ('saml.signature.value',), at=AT, configuration='rsa3072.yaml'))


def certificate_of(vectors, row, message, world):
    """A PEM file with the certificate of a row, or the one that the message itself brings; None when there is none."""
    named = row['key_or_cert'].replace(' (embedded)', '')
    path = os.path.join(vectors, named)
    if os.path.isfile(path):
        with open(path, encoding='utf-8', errors='replace') as file:
            text = file.read()
        if 'BEGIN CERTIFICATE' in text:
            return world.write('vector.crt', re.search(r'-----BEGIN CERTIFICATE.*?END CERTIFICATE-----', text,
                                                       re.DOTALL)[0] + '\n')
        message = text.encode() + message
    found = re.search(rb'X509Certificate[^>]*>([^<]+)<', message)
    if not found:
        return None
    try:
        der = base64.b64decode(re.sub(rb'\s', b'', found[1]))
        return world.write('vector.crt', ssl.DER_cert_to_PEM_cert(der))
    except ValueError:
        return None


def octets_of(path):
    with open(path, 'rb') as file:
        octets = file.read()
    if b'<' not in octets[:200]:
        try:
            octets = base64.b64decode(octets)
        except ValueError:
            pass
    return octets


def accepts(verify, world, message, certificate):
    """Our verifier alone, without the meaning of the message: (accepted, what it said)."""
    file = world.write('ours.xml', message)
    with open(certificate, encoding='ascii') as pem:
        der = world.write('ours.der', ssl.PEM_cert_to_DER_cert(pem.read()))
    ran = subprocess.run([verify, file, der], capture_output=True, text=True, check=False)
    if ran.returncode not in (0, 1):
        raise RuntimeError(f'{verify}: status {ran.returncode}: {ran.stderr}')
    return ran.returncode == 0, ran.stdout.strip()


def mutants(message, count):
    """The message with a few octets changed; the same ones in every run."""
    chance = random.Random(len(message))
    for _ in range(count):
        changed = bytearray(message)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(changed))
            how = chance.randrange(4)
            if how == 0:
                changed[at] ^= 1 << chance.randrange(8)
            elif how == 1:
                del changed[at:at + chance.randint(1, 20)]
            else:
                start = chance.randrange(len(changed))
                changed[at:at] = changed[start:start + chance.randint(1, 200)]
        yield bytes(changed)


def subset(tap, world, verify, vectors):
    """Whatever we accept among the signed files of others, and among small changes to it, xmlsec1 accepts."""
    with open(os.path.join(vectors, 'EXPECT-saml-signature.tsv'), encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file, delimiter='\t', quoting=csv.QUOTE_NONE))
    accepted, judged, problems, mutated, survivors = [], 0, [], 0, 0
    for row in rows:
        path = os.path.join(vectors, row['file'])
        if not os.path.isfile(path):
            continue
        message = octets_of(path)
        certificate = certificate_of(vectors, row, message, world)
        if not certificate:
            continue
        judged += 1
        if accepts(verify, world, message, certificate)[0]:
            accepted.append((row['file'], message, world.write(f'good/{judged}.crt', open(certificate, 'rb').read())))
    for name, message, certificate in accepted:
        if not xmlsec_verifies(world, message, certificate):
            problems.append(name + ': we accept it, xmlsec1 does not')
        for changed in mutants(message, 20):
            mutated += 1
            if accepts(verify, world, changed, certificate)[0]:
                survivors += 1
                if not xmlsec_verifies(world, changed, certificate):
                    problems.append(name + ', changed: we accept it, xmlsec1 does not')
    tap.note(f'{judged} signed files of others, {len(accepted)} accepted; {mutated} changed ones, {survivors} accepted')
    tap.case('what we accept, xmlsec1 accepts', problems)
    tap.case('some are accepted', '' if len(accepted) >= 10 else f'only {len(accepted)}')


def main():
    toegang, verify, vectors = sys.argv[1:4]
    if not shutil.which('xmlsec1'):
        skip_all('no xmlsec1: sudo apt-get install xmlsec1')
    tap, world = Tap(), peer.World(toegang)
    try:
        for name, kind in KEYS.items():
            world.metadata(world.key(name, *kind)[1], name + '.xml')
        signed_by_xmlsec(tap, world)
        signed_by_python(tap, world)
        if os.path.isdir(vectors):
            subset(tap, world, verify, vectors)
        else:
            tap.skip('what we accept, xmlsec1 accepts', f'no vectors at {vectors}: meson configure -Dvectors=…')
    finally:
        world.close()
    tap.end()


if __name__ == '__main__':
    main()
