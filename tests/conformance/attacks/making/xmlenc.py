# SPDX-License-Identifier: Apache-2.0
"""Encrypts one element of a SAML message for us, in the form of the forge."""
import hashlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from making import keys, saml
from making.vector import replaced

KEY, IV = hashlib.sha256(b'content key').digest(), hashlib.sha256(b'vector').digest()
CIPHERS = {'gcm': 'http://www.w3.org/2009/xmlenc11#aes256-gcm', 'cbc': 'http://www.w3.org/2001/04/xmlenc#aes256-cbc'}
OAEP = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p'


def gcm(text):
    return IV[:12] + AESGCM(KEY).encrypt(IV[:12], text, None)


def cbc_blocks(blocks):
    sealing = Cipher(algorithms.AES(KEY), modes.CBC(IV[:16])).encryptor()
    return IV[:16] + sealing.update(blocks) + sealing.finalize()


def cbc(text, last=None):
    """ISO 10126: the last octet says how many were added."""
    short = 16 - len(text) % 16
    return cbc_blocks(text + bytes(short - 1) + bytes([short if last is None else last]))


def element(text, holder='EncryptedAssertion', cipher='gcm', edits=(), content=None, wrapped=None):
    """`edits` are of the form, before it is filled; `content` and `wrapped` stand in the place of the octets."""
    form = saml.form('encrypted.xml')
    for old, new in edits:
        form = replaced(form, old, new)
    octets = {'gcm': gcm, 'cbc': cbc}[cipher](text.encode()) if content is None else content
    wrapped = keys.wrap_oaep('sp', KEY) if wrapped is None else wrapped
    return saml.fill(form, {'holder': holder, 'cipher': CIPHERS[cipher], 'transport': OAEP, 'parameters': '',
                            'certificate': keys.certificate('sp'), 'wrapped': saml.encoded(wrapped),
                            'content': saml.encoded(octets)})


def hidden(message, **how):
    """The message with its assertion encrypted."""
    assertion = saml.piece(message, saml.ASSERTION, saml.ASSERTION_END)
    return replaced(message, assertion, element(assertion, **how))
