# SPDX-License-Identifier: Apache-2.0
"""Rightly signed by the provider: what it says is not for us, not now, not about this request, or not of this form."""
from making import saml
from making.vector import attack, good, replaced

DATA = '<saml:SubjectConfirmationData InResponseTo="{{in-response-to}}"'
CONDITIONS = '<saml:Conditions NotBefore="{{not-before}}" NotOnOrAfter="{{not-on-or-after}}">'


def said(old, new, what='assertion'):
    return saml.response(what, edit=lambda form: replaced(form, old, new))


def stated(**values):
    return saml.response(values={name.replace('_', '-'): value for name, value in values.items()})


def answers():
    request = 'InResponseTo="{{in-response-to}}"'
    yield attack(42, 'saml.in-response-to', 'other-request', 'saml', 'the response answers another request',
                 said(request, 'InResponseTo="_other"'))
    yield attack(42, 'saml.in-response-to', 'stolen', 'saml request=_5d0c4b7e2f9a4e0fa6f37d6f8a1c9b31',
                 'the good response, where we asked something else', saml.response())
    yield attack(42, 'saml.confirmation.in-response-to', '', 'saml',
                 'the unsigned response answers us, the signed assertion another',
                 said(DATA, '<saml:SubjectConfirmationData InResponseTo="_other"'))
    yield attack(42, 'saml.unsolicited', '', 'saml', 'only the unsigned response says what it answers',
                 said(DATA, '<saml:SubjectConfirmationData'))


def places():
    yield attack(43, 'saml.destination', '', 'saml', 'posted elsewhere: Destination',
                 said('Destination="{{recipient}}"', 'Destination="https://evil.example/acs"'))
    yield attack(43, 'saml.destination', 'begins-like-ours', 'saml', 'Destination is ours and a bit more',
                 said('Destination="{{recipient}}"', 'Destination="{{recipient}}/x"', 'response'))
    yield attack(43, 'saml.recipient', '', 'saml', 'confirmed for another consumer',
                 said(' Recipient="{{recipient}}"', ' Recipient="https://other.example/acs"'))
    yield attack(43, 'saml.audience', '', 'saml', 'for another audience',
                 said('<saml:Audience>{{audience}}', '<saml:Audience>https://other.example'))
    yield attack(43, 'saml.audience', 'second-restriction', 'saml', 'two restrictions, the second without us',
                 said('</saml:Conditions>', '<saml:AudienceRestriction><saml:Audience>https://other.example'
                      '</saml:Audience></saml:AudienceRestriction></saml:Conditions>'))
    yield attack(48, 'saml.recipient', 'other-host', 'saml', 'made for another host of ours, and posted here unchanged '
                 'but for the unsigned Destination',
                 saml.response(values={'audience': 'https://eloket.example/saml',
                                       'recipient': 'https://other-host.example/saml/acs'}).replace(
                     'Destination="https://other-host.example/saml/acs"',
                     'Destination="https://eloket.example/saml/acs"'))
    yield attack(48, 'saml.audience', 'other-host', 'saml', 'the sign-in of one service kept and given to another',
                 stated(audience='https://other-host.example/saml'))


def issuers():
    yield attack(44, 'saml.signature.value', 'key-of-another', 'saml',
                 'signed by another provider that we trust, in the name of the first',
                 saml.response(how=saml.Signing(key='other-idp')))
    yield attack(44, 'saml.issuer.differs', '', 'saml', 'the response names one provider, the assertion another',
                 said('{{issuer}}</saml:Issuer><samlp:Status>',
                      'https://other-idp.example/saml</saml:Issuer><samlp:Status>'))
    yield attack(44, 'saml.issuer.unknown', '', 'saml', 'a provider that nobody trusts',
                 stated(issuer='https://unknown.example/saml'))
    yield good('other-provider', 'saml', 'the other provider in its own name',
               saml.response(values={'issuer': 'https://other-idp.example/saml'}, how=saml.Signing(key='other-idp')))


def times():
    late = '<saml:Conditions NotBefore="{{{{not-before}}}}" NotOnOrAfter="{}">'
    yield good('last-second', 'saml at=357', 'one second before the end', saml.response())
    yield attack(45, 'saml.conditions.expired', 'at-the-end', 'saml at=358', 'at the end itself', saml.response())
    yield attack(45, 'saml.conditions.expired', 'fraction', 'saml', 'the end is exclusive, a fraction does not help',
                 said(CONDITIONS, late.format('2026-11-23T09:59:00.999Z')))
    yield attack(45, 'saml.conditions.early', '', 'saml', 'not valid for 61 seconds',
                 stated(not_before='2026-11-23T10:01:01Z'))
    yield attack(45, 'saml.issue-instant', '', 'saml at=-3600', 'issued in the future', saml.response())
    for slug, text in [('zone', '2026-11-23T12:04:58+02:00'), ('no-zone', '2026-11-23T10:04:58'),
                       ('leap-second', '2026-11-23T23:59:61Z'), ('no-such-day', '2026-02-30T10:04:58Z'),
                       ('overflow', '99999999999-11-23T10:04:58Z')]:
        yield attack(45, 'saml.time.form', slug, 'saml', f'the end is {text}', stated(not_on_or_after=text))


def statements():
    context = '<saml:AuthnContextClassRef>{{assurance}}</saml:AuthnContextClassRef>'
    yield attack(46, 'saml.authn.context', 'absent', 'saml', 'no class reference', said(context, ''))
    yield attack(46, 'saml.authn.context', 'two', 'saml', 'a weak and a strong class reference',
                 said(context, context.replace('{{assurance}}', 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password') +
                      context))
    yield attack(46, 'assurance.low', '', 'decide', 'a password, where the policy asks a strong key',
                 stated(assurance='urn:be:vlaanderen:authmech:csampassword'))
    yield good('strong', 'decide', 'the same question with an electronic identity card', saml.response())


def structures():
    rrn = '<saml:AttributeValue xsi:type="xs:string">{{rrn}}'
    yield attack(27, 'saml.attribute.value', 'any-type', 'saml', 'a value of another type, with elements in it',
                 said(rrn, '<saml:AttributeValue xsi:type="saml:NameIDType"><saml:NameID>{{rrn}}</saml:NameID>'))
    yield attack(27, 'saml.structure', 'no-namespace', 'saml', 'an element in no namespace among the attributes',
                 said('<saml:AttributeStatement>', '<saml:AttributeStatement><Attribute xmlns="" Name="rrn"/>'))
    yield attack(27, 'saml.structure', 'unknown', 'saml', 'an element that the schema knows elsewhere',
                 said('<samlp:Status>', '<samlp:Scoping/><samlp:Status>', 'response'))
    yield attack(50, 'rrn.form', 'sql', 'saml', 'SQL in place of the national number', stated(rrn="' OR '1'='1"))
    yield good('sql-in-the-organisation', 'saml', 'SQL behind the enterprise number: that is no organisation',
               stated(organisation="0999999922'; DROP TABLE facts; --"))
    yield good('sql-in-a-name', 'saml', 'SQL in a name is a name', stated(family_name="Peeters'; DROP TABLE facts; --"))


def vectors():
    yield good('', 'saml', 'the usual response, its assertion signed', saml.response())
    for of in (answers, places, issuers, times, statements, structures):
        yield from of()
