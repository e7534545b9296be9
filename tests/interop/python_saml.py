#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""python3-saml and xmlsec1 judge what we make, and we judge what they make: metadata and sign-outs, both ways.
Usage: python_saml.py TOEGANG EXCHANGE"""
import os
import shutil
import sys
import urllib.parse

sys.path.append(sys.path.pop(0))  # xmlsec.py beside us is not the xmlsec that python3-saml means
import exchange
import peer
from tap import Tap, skip_all

try:
    from onelogin.saml2.auth import OneLogin_Saml2_Auth
    from onelogin.saml2.logout_response import OneLogin_Saml2_Logout_Response
    from onelogin.saml2.metadata import OneLogin_Saml2_Metadata
    from onelogin.saml2.settings import OneLogin_Saml2_Settings
    from onelogin.saml2.utils import OneLogin_Saml2_Utils
    from onelogin.saml2.xml_utils import OneLogin_Saml2_XML
except ImportError:
    skip_all('no python3-saml: sudo apt-get install python3-onelogin-saml2')

REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
DIGEST = 'http://www.w3.org/2001/04/xmlenc#sha256'
SSO, SLO = peer.ENTITY + '/sso', peer.ENTITY + '/slo'


def text(world, name):
    with open(world.path(name), encoding='ascii') as file:
        return file.read()


def provider(world):
    """Its settings when it plays the provider: we are the other side."""
    return OneLogin_Saml2_Settings({
        'strict': True,
        'sp': {'entityId': peer.ENTITY, 'assertionConsumerService': {'url': SSO, 'binding': POST},
               'singleLogoutService': {'url': SLO, 'binding': REDIRECT}, 'x509cert': text(world, 'idp.crt'),
               'privateKey': text(world, 'idp.key')},
        'idp': {'entityId': peer.AUDIENCE, 'singleSignOnService': {'url': peer.RECIPIENT, 'binding': REDIRECT},
                'singleLogoutService': {'url': exchange.LOGOUT, 'binding': REDIRECT}, 'x509cert': text(world, 'eloket.crt')},
        'security': {'logoutRequestSigned': True, 'logoutResponseSigned': True, 'wantMessagesSigned': True,
                     'signatureAlgorithm': SHA256, 'digestAlgorithm': DIGEST}})


def asked(url):
    """A request to its logout address, as its framework would hand it over."""
    parts = urllib.parse.urlsplit(url)
    return {'https': 'on', 'http_host': parts.netloc, 'script_name': parts.path, 'query_string': parts.query,
            'get_data': dict(urllib.parse.parse_qsl(parts.query)), 'post_data': {}}


def ours(tap, world, program):
    """What we make."""
    settings = provider(world)
    metadata = program.made('metadata')[2]
    tap.case('our metadata: schema', OneLogin_Saml2_Settings.validate_metadata(settings, metadata))
    good = OneLogin_Saml2_Utils.validate_metadata_sign(metadata, cert=text(world, 'eloket.crt'), validatecert=False)
    tap.case('our metadata: signature', '' if good else 'refused')
    request = program.made('login', 'state', 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509')
    document = OneLogin_Saml2_XML.validate_xml(request[2], 'saml-schema-protocol-2.0.xsd')
    tap.case('our AuthnRequest: schema', document if isinstance(document, str) else '')
    good = OneLogin_Saml2_Utils.validate_binary_sign(
        urllib.parse.urlsplit(request[1]).query.partition('&Signature=')[0].encode(),
        OneLogin_Saml2_Utils.b64decode(exchange.value(request[1], 'Signature')), text(world, 'eloket.crt'), SHA256)
    tap.case('our AuthnRequest: signature', '' if good else 'refused')


def xmlsec(tap, world, program):
    if not shutil.which('xmlsec1'):
        return tap.skip('our metadata: xmlsec1', 'sudo apt-get install xmlsec1')
    world.write('ours.xml', program.made('metadata')[2])
    try:
        peer.command('xmlsec1', '--verify', '--pubkey-cert-pem', world.path('eloket.crt'), '--id-attr:ID',
                     'urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor', world.path('ours.xml'))
        return tap.case('our metadata: xmlsec1')
    except RuntimeError as wrong:
        return tap.case('our metadata: xmlsec1', str(wrong))


def sign_out_of(world, how):
    """A sign-out of the peer, signed, by URL, in the way of encoding that is asked."""
    request = {**asked(SLO), 'lowercase_urlencoding': how == 'lower-case'}
    auth = OneLogin_Saml2_Auth(request, provider(world))
    url = auth.logout(return_to='back to' if how == 'spaces' else 'back', name_id='_name', session_index='_session')
    return urllib.parse.urlsplit(url).query, auth.get_last_request_id()


def fault_of(world, url, identity):
    """What it finds wrong with an answer of ours to its sign-out."""
    request = asked(url)
    response = OneLogin_Saml2_Logout_Response(provider(world), request['get_data']['SAMLResponse'])
    if not response.is_valid(request, identity):
        return str(response.get_error())
    auth = OneLogin_Saml2_Auth(request, provider(world))
    return '' if auth.validate_response_signature(request['get_data']) else 'signature'


def theirs(tap, world, program):
    """What it makes."""
    for how in ('upper-case', 'lower-case', 'spaces'):
        query, identity = sign_out_of(world, how)
        world.write('asked', query)
        made = program.ran('request', 'redirect', 'asked', 'back')
        tap.case(f'its sign-out, {how}', '' if made[0] == 0 and made[1][3:5] == ['_name', '_session'] else str(made))
        if made[0] == 0:
            tap.case(f'our answer to it, {how}', fault_of(world, made[1][1], identity))
    world.write('asked', query.replace('_name', '').replace('&RelayState=', '&RelayState=x'))
    tap.case('its sign-out, changed', program.judged('saml.signature.value', 'request', 'redirect', 'asked', 'back'))


def answers(tap, world, program):
    """Its answer to our sign-out, and its judgement of ours."""
    auth = OneLogin_Saml2_Auth(asked(SLO), provider(world))
    response = OneLogin_Saml2_Logout_Response(auth.get_settings())
    response.build('_ours')
    data = {'SAMLResponse': response.get_response(True), 'RelayState': 'back'}
    auth.add_response_signature(data, SHA256)
    world.write('answer', urllib.parse.urlencode(data))
    tap.case('its answer', program.judged('', 'response', 'redirect', 'answer', '_ours'))
    tap.case('its answer to another request', program.judged('logout.in-response-to', 'response', 'redirect', 'answer', '_other'))
    asks, _ = sign_out_of(world, 'upper-case')
    world.write('asked', asks)
    url = program.made('request', 'redirect', 'asked', 'back')[1]
    changed = fault_of(world, url.replace('RelayState=back', 'RelayState=forth'), None)
    tap.case('our answer, changed, is refused there', '' if changed == 'signature' else f'accepted, or: {changed}')


def signed_metadata(tap, world, program):
    """Metadata that it signed, where a signer is asked."""
    plain = text(world, 'metadata.xml')
    signed = OneLogin_Saml2_Metadata.sign_metadata(plain, text(world, 'idp.key'), text(world, 'idp.crt'), SHA256, DIGEST)
    signed = signed.decode() if isinstance(signed, bytes) else signed
    shutil.copy(world.path('idp.crt'), world.path('signer.crt'))
    rows = (('signed by the signer', signed, ''), ('not signed', plain, 'metadata.signature'),
            ('changed', signed.replace(SSO, SSO + '2'), 'saml.signature.digest'))
    for name, content, check in rows:
        world.write('metadata.xml', content)
        tap.case(f'its metadata, {name}', program.judged(check, 'trust'))
    shutil.copy(world.path('eloket.crt'), world.path('signer.crt'))
    world.write('metadata.xml', signed)
    tap.case('its metadata, signed by another', program.judged('saml.signature.value', 'trust'))
    os.remove(world.path('signer.crt'))
    world.write('metadata.xml', plain)


def main():
    tap, world = Tap(), peer.World(sys.argv[1])
    program = exchange.Exchange(os.path.realpath(sys.argv[2]), world)
    try:
        world.key('idp')
        world.key('eloket')
        metadata = world.metadata(world.path('idp.crt'))
        with open(metadata, encoding='utf-8') as file:
            content = file.read()
        world.write('metadata.xml', content.replace(
            '<md:SingleSignOn', f'<md:SingleLogoutService Binding="{REDIRECT}" Location="{SLO}"/><md:SingleSignOn'))
        ours(tap, world, program)
        xmlsec(tap, world, program)
        theirs(tap, world, program)
        answers(tap, world, program)
        signed_metadata(tap, world, program)
    finally:
        world.close()
    tap.end()


main()
