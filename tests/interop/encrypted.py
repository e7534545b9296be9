#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What other programs encrypt for us: SimpleSAMLphp as an identity provider, xmlsec1 on the command line.
Usage: encrypted.py TOEGANG OPENED"""
import base64
import datetime
import os
import shutil
import subprocess
import sys

import peer
import simplesamlphp
import ssp
import xmlsec
from tap import Tap, skip_all

XMLENC, XMLENC11 = 'http://www.w3.org/2001/04/xmlenc#', 'http://www.w3.org/2009/xmlenc11#'
CIPHERS = {'aes128-gcm': XMLENC11, 'aes256-gcm': XMLENC11, 'aes128-cbc': XMLENC, 'aes256-cbc': XMLENC}
SIGNED = {'assertion': "'saml20.sign.response' => false,", 'response': "'saml20.sign.assertion' => false,", 'both': '',
          'nothing': "'saml20.sign.response' => false, 'saml20.sign.assertion' => false,"}
TEMPLATE = '''<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">\
<xenc:EncryptionMethod Algorithm="{cipher}"/><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\
<xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#{transport}"/>\
<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>\
<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>'''
# What leans on namespaces around needs them in what is signed around.
PREFIXES = xmlsec.PREFIXES.replace('"xs"', '"saml xs xsi"')

HERE = os.path.dirname(os.path.realpath(__file__))


class Opener:
    """Our side, with the key sp of this folder."""

    def __init__(self, world, program):
        self.world, self.program = world, os.path.realpath(program)

    def ask(self, message, metadata, cbc=False, at=None, key='sp.key'):
        now = peer.stamp(datetime.datetime.now(datetime.timezone.utc))
        words = [self.program, self.world.write('message', message), self.world.path(metadata), self.world.path(key),
                 'cbc' if cbc else 'gcm', at or now, '_request']
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()

    def opens(self, message, metadata, **how):
        said = self.ask(message, metadata, **how)
        return '' if said.startswith('good') and said.endswith('85.07.30-***.**') else said

    def refuses(self, check, message, metadata, **how):
        said = self.ask(message, metadata, **how)
        return '' if said.startswith(f'refused {check} ') else f'{said}, expected {check}'


def from_simplesamlphp(tap, ours, url, world):
    """It knows AES-128-CBC alone for a key that it wraps, whatever its sharedkey_algorithm says; that counts where it
    signs the response, which it does unless it is told otherwise."""
    for signs, words in SIGNED.items():
        name = 'SimpleSAMLphp signs ' + signs
        simplesamlphp.SIGNS[name] = f"{words} 'assertion.encryption' => true, 'certificate' => 'sp.crt',"
        posted = simplesamlphp.sign_in(url, world, 'jan', name, '_request')
        hidden = b'EncryptedAssertion' in base64.b64decode(posted)
        tap.case(name + ' and encrypts', '' if hidden else 'it did not encrypt')
        outside = signs in ('response', 'both')
        tap.case(name, ours.opens(posted, 'metadata.xml', cbc=True) if outside
                 else ours.refuses('saml.encrypted.cbc', posted, 'metadata.xml', cbc=True))
        tap.case(name + ': CBC not allowed', ours.refuses('xmlenc.cbc', posted, 'metadata.xml'))
        tap.case(name + ': for another key', ours.refuses('saml.encrypted.decrypt' if outside else 'saml.encrypted.cbc',
                                                          posted, 'metadata.xml', cbc=True, key='other.key'))
    simplesamlphp.SIGNS['name'] = "'nameid.encryption' => true, 'certificate' => 'sp.crt',"
    posted = simplesamlphp.sign_in(url, world, 'jan', 'name', '_request')
    hidden = b'EncryptedID' in base64.b64decode(posted)
    tap.case('SimpleSAMLphp encrypts a name',
             ours.opens(posted, 'metadata.xml', cbc=True) if hidden else 'it did not encrypt')


def sign(world, xml, holder, prefixes=''):
    template = xmlsec.with_template(xml, holder, xmlsec.MORE + 'rsa-sha256', '256', prefixes)
    return xmlsec.xmlsec_sign(world, template, 'rsa2048')


def with_its_library(tap, ours, world, inner):
    """xmlseclibs, which SimpleSAMLphp brings, has GCM."""
    if not shutil.which('php') or not os.path.isdir(ssp.WWW):
        tap.skip('xmlseclibs', 'sudo apt-get install simplesamlphp php-cli php-xml')
        return
    file = world.write('inner.xml', inner)
    for cipher, space in CIPHERS.items():
        words = ['php', os.path.join(HERE, 'encrypt.php'), file, world.path('sp.crt'), space + cipher]
        sealed = peer.command(*words).decode()
        how = {'cbc': cipher.endswith('cbc'), 'at': xmlsec.AT}
        if how['cbc']:
            tap.case(f'xmlseclibs: {cipher}, signed inside',
                     ours.refuses('saml.encrypted.cbc', sealed, 'xmlsec.xml', **how))
            sealed = sign(world, sealed, 'response')
        tap.case(f'xmlseclibs: {cipher}', ours.opens(sealed, 'xmlsec.xml', **how))
        tap.case(f'xmlseclibs: {cipher}, for another key', ours.refuses('saml.encrypted.decrypt', sealed, 'xmlsec.xml',
                                                                      key='other.key', **how))


def with_python(tap, ours, world, inner):
    """OAEP of XML Encryption 1.1 with SHA-256, which the others have not: by python3-cryptography."""
    try:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import padding
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError:
        tap.skip('RSA-OAEP with SHA-256', 'sudo apt-get install python3-cryptography')
        return
    start, end = inner.index('<saml:Assertion'), inner.index('</saml:Assertion>') + len('</saml:Assertion>')
    with open(world.path('sp.crt'), 'rb') as file:
        public = x509.load_pem_x509_certificate(file.read()).public_key()
    for digest, mask in (('sha1', 'sha1'), ('sha1', 'sha256'), ('sha256', 'sha1'), ('sha256', 'sha256')):
        space = 'http://www.w3.org/2000/09/xmldsig#' if digest == 'sha1' else XMLENC
        session, iv = os.urandom(32), os.urandom(12)
        oaep = padding.OAEP(padding.MGF1(getattr(hashes, mask.upper())()), getattr(hashes, digest.upper())(), None)
        form = TEMPLATE.format(cipher=XMLENC11 + 'aes256-gcm', transport='rsa-oaep').replace(
            XMLENC + 'rsa-oaep"/>', f'{XMLENC11}rsa-oaep"><ds:DigestMethod Algorithm="{space}{digest}"/>'
            f'<xenc11:MGF xmlns:xenc11="{XMLENC11}" Algorithm="{XMLENC11}mgf1{mask}"/></xenc:EncryptionMethod>')
        for octets in (public.encrypt(session, oaep), iv + AESGCM(session).encrypt(iv, inner[start:end].encode(), None)):
            form = form.replace('<xenc:CipherValue/>', f'<xenc:CipherValue>{base64.b64encode(octets).decode()}'
                                '</xenc:CipherValue>', 1)
        message = (inner[:start] + '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">' + form
                   + '</saml:EncryptedAssertion>' + inner[end:])
        tap.case(f'python3-cryptography: OAEP {digest}, mask {mask}', ours.opens(message, 'xmlsec.xml', at=xmlsec.AT))


def with_simplesamlphp(tap, ours, world):
    if not shutil.which('php') or not os.path.isdir(ssp.WWW):
        tap.skip('SimpleSAMLphp', 'sudo apt-get install simplesamlphp php-cli php-xml')
        return
    simplesamlphp.prepare(world)
    with ssp.running(world) as (url, _):
        world.write('metadata.xml', peer.Browser().open(url + '/simplesaml/saml2/idp/metadata.php'))
        from_simplesamlphp(tap, ours, url, world)


def xmlsec_encrypt(world, xml, cipher, transport='rsa-oaep-mgf1p'):
    """The assertion encrypted where it stands, with whatever namespaces it leaves to the elements around it."""
    around = xml.replace('<saml:Assertion', '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">'
                         '<saml:Assertion').replace('</saml:Assertion>', '</saml:Assertion></saml:EncryptedAssertion>')
    file = world.write('clear.xml', around)
    form = world.write('form.xml', TEMPLATE.format(cipher=CIPHERS[cipher] + cipher, transport=transport))
    return peer.command('xmlsec1', '--encrypt', '--pubkey-cert-pem', world.path('sp.crt'), '--session-key',
                        'aes-' + cipher[3:6], '--xml-data', file, '--node-name',
                        'urn:oasis:names:tc:SAML:2.0:assertion:Assertion', form).decode()


def leaning(xml):
    """The namespaces of the assertion declared on the response instead, on which it then leans."""
    spaces = ['xmlns:xs="http://www.w3.org/2001/XMLSchema"', 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
              'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"']
    for space in spaces:
        xml = xml.replace(' ' + space, '')
    return xml.replace('<samlp:Response ', f'<samlp:Response {" ".join(spaces)} ', 1)


def with_xmlsec(tap, ours, world):
    inner, leant = (sign(world, xml, 'assertion') for xml in (xmlsec.unsigned(), leaning(xmlsec.unsigned())))
    for cipher in CIPHERS:
        how = {'cbc': cipher.endswith('cbc'), 'at': xmlsec.AT}
        rows = [('', inner, ''), (', namespaces around', leant, PREFIXES)]
        for name, xml, prefixes in rows:
            sealed = xmlsec_encrypt(world, xml, cipher)
            tap.case(f'xmlsec1: {cipher}{name}', ours.refuses('saml.encrypted.cbc', sealed, 'xmlsec.xml', **how)
                     if how['cbc'] else ours.opens(sealed, 'xmlsec.xml', **how))
            tap.case(f'xmlsec1: {cipher}{name}, signed outside as well',
                     ours.opens(sign(world, sealed, 'response', prefixes), 'xmlsec.xml', **how))
        outer = sign(world, xmlsec_encrypt(world, xmlsec.unsigned(), cipher), 'response')
        tap.case(f'xmlsec1: {cipher}, signed outside', ours.opens(outer, 'xmlsec.xml', **how))
        old = xmlsec_encrypt(world, inner, cipher, 'rsa-1_5')
        tap.case(f'xmlsec1: {cipher} under RSA 1.5', ours.refuses('xmlenc.key-algorithm', old, 'xmlsec.xml', **how))
    with_its_library(tap, ours, world, inner)
    with_python(tap, ours, world, inner)


def main():
    tap, world = Tap(), peer.World(sys.argv[1])
    if not shutil.which('xmlsec1'):
        skip_all('no xmlsec1: sudo apt-get install xmlsec1')
    try:
        ours = Opener(world, sys.argv[2])
        for name in ('sp', 'other', 'rsa2048'):
            world.key(name)
        world.metadata(world.path('rsa2048.crt'), 'xmlsec.xml')
        with_xmlsec(tap, ours, world)
        with_simplesamlphp(tap, ours, world)
    finally:
        world.close()
    tap.end()


if __name__ == '__main__':
    main()
