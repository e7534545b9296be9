# SPDX-License-Identifier: Apache-2.0
"""Signature wrapping: "On Breaking SAML: Be Whoever You Want to Be" (2012), numbered as tools number them. That each
falls in two layers that know nothing of each other is proved in tests/conformance/saml/layers.c."""
from making import saml
from making.vector import attack, before, good, replaced

SEVERAL = 'saml.assertion.several'


def evil_response(message):
    return replaced(replaced(message, saml.HOLDER, saml.ATTACKER), 'ID="_r3c1', 'ID="_e777')


def around_the_response(message):
    bare = saml.without(message, saml.SIGNATURE, saml.SIGNATURE_END)
    evil = evil_response(message)
    yield attack(1, SEVERAL, 'xsw1', 'saml', 'the signed response inside its signature',
                 before(evil, saml.SIGNATURE_END, bare))
    yield attack(1, SEVERAL, 'xsw2', 'saml', 'the signed response before its signature',
                 before(evil, saml.SIGNATURE, bare))
    alone = saml.without(evil, saml.ASSERTION, saml.ASSERTION_END)
    yield attack(1, 'saml.assertion.place', 'xsw2', 'saml', 'the same, and the forged response has no assertion',
                 before(alone, saml.SIGNATURE, bare))
    yield attack(1, 'saml.signature.reference', 'xsw2', 'saml', 'the forged response under the signature, alone', evil)


def around_the_assertion(parts):
    nested = before(parts.evil, saml.ASSERTION_END, parts.assertion)
    yield attack(2, SEVERAL, 'xsw3', 'saml', 'a forged assertion before the signed one',
                 parts.closing_with(parts.evil + parts.assertion))
    yield attack(2, SEVERAL, 'xsw3-behind', 'saml', 'a forged assertion behind the signed one',
                 parts.closing_with(parts.assertion + parts.evil))
    yield attack(2, SEVERAL, 'xsw4', 'saml', 'a forged assertion around the signed one', parts.closing_with(nested))
    yield attack(2, 'saml.signature.reference', 'transplant', 'saml', 'the signature in a forged assertion',
                 parts.closing_with(parts.evil_signed))
    yield attack(2, 'saml.signature.digest', 'same-id', 'saml', 'the same, and the forged one has the ID of the signed',
                 parts.closing_with(replaced(parts.evil_signed, 'ID="_e666', 'ID="_a8e2')))


def in_the_signature(parts):
    inside = before(parts.evil_signed, saml.SIGNATURE_END, parts.bare)
    yield attack(3, SEVERAL, 'xsw5', 'saml', 'the signature in the forged assertion, the signed one behind',
                 parts.closing_with(parts.evil_signed + parts.bare))
    yield attack(3, SEVERAL, 'xsw6', 'saml', 'the signed assertion in the signature of the forged one',
                 parts.closing_with(inside))


def in_other_places(message, parts):
    in_object = before(parts.evil_signed, saml.SIGNATURE_END, f'<ds:Object>{parts.bare}</ds:Object>')
    hidden = '<samlp:Extensions>{}</samlp:Extensions>'
    yield attack(4, SEVERAL, 'xsw7', 'saml', 'a forged assertion in Extensions',
                 before(message, saml.STATUS, hidden.format(parts.evil)))
    yield attack(4, SEVERAL, 'xsw8', 'saml', 'the signed assertion in ds:Object', parts.closing_with(in_object))
    yield attack(4, SEVERAL, 'xsw9', 'saml', 'the signed assertion in Extensions, its signature in the forged one',
                 before(parts.closing_with(parts.evil_signed), saml.STATUS, hidden.format(parts.bare)))
    yield attack(4, 'saml.signature.ds-object', '', 'saml', 'ds:Object without an assertion',
                 before(message, saml.SIGNATURE_END, '<ds:Object/>'))


def vectors():
    message, whole = saml.response(), saml.response('response')
    parts = saml.Parts(message)
    yield good('assertion', 'saml', 'the assertion signed', message)
    yield good('response', 'saml', 'the response signed', whole)
    yield from around_the_response(whole)
    yield from around_the_assertion(parts)
    yield from in_the_signature(parts)
    yield from in_other_places(message, parts)
