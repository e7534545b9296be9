# SPDX-License-Identifier: Apache-2.0
"""SimpleSAMLphp for whoever asks it to sign somebody in, and how that is done."""
import contextlib
import os
import shutil
import ssl
import urllib.request

import peer
import ssp

EID = 'urn:be:vlaanderen:authmech:eid'
USERS = '''<?php
$config = ['users' => ['exampleauth:UserPass',
%s]];
'''
# It states a strong digital key, whatever was typed.
HOSTED = f'''<?php
$metadata['{peer.ENTITY}'] = ['host' => '__DEFAULT__', 'privatekey' => 'idp.key', 'certificate' => 'idp.crt',
    'auth' => 'users', 'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'authproc' => [50 => ['class' => 'saml:AuthnContextClassRef', 'AuthnContextClassRef' => '{EID}']]];
'''


def lacking():
    """How to get what the machine lacks, or ''."""
    return '' if os.path.isdir(ssp.WWW) and shutil.which('php') else 'sudo apt-get install simplesamlphp php-cli php-xml'


class Provider:
    """metadata: as it publishes it."""

    def __init__(self, world, url):
        self.world, self.services = world, []
        self.metadata = peer.Browser().open(url + '/simplesaml/saml2/idp/metadata.php')

    def knows(self, entity, consumer):
        """From now on it answers this service, there."""
        self.services.append(f"$metadata['{entity}'] = ['AssertionConsumerService' => '{consumer}'];\n")
        self.world.write('metadata/saml20-sp-remote.php', '<?php\n' + ''.join(self.services))


@contextlib.contextmanager
def provider(world, people):
    """people: name -> {attribute: value}, all with the password secret."""
    rows = [f"    '{name}:secret' => [" + ', '.join(f"'{key}' => ['{value}']" for key, value in said.items()) + '],\n'
            for name, said in people.items()]
    ssp.prepare(world, USERS % ''.join(rows))
    world.write('metadata/saml20-idp-hosted.php', HOSTED)
    with ssp.running(world) as (url, _):
        yield Provider(world, url)


def browser():
    """One that asks for pages, and no certificate authority about a server of the test."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    person = peer.Browser(urllib.request.HTTPSHandler(context=context))
    person.opener.addheaders.append(('Accept', 'text/html'))
    return person


def sign_in(url, name):
    """The browser of somebody who went to this page and was sent to the provider."""
    person = browser()
    person.open(url)
    person.open(person.url, {'username': name, 'password': 'secret', 'AuthState': person.field('AuthState')})
    fields = {field: person.field(field) for field in ('SAMLResponse', 'RelayState')}
    person.open(person.action(), fields)
    return person
