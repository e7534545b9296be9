# SPDX-License-Identifier: Apache-2.0
"""mod_auth_mellon as Debian packs it, in front of SimpleSAMLphp: its files, its directives, and how somebody signs in."""
import glob
import os
import shutil
import ssl
import urllib.request

import peer
import ssp

COOKIE = 'mellon-cookie'
USERS = '''<?php
$config = ['users' => ['exampleauth:UserPass',
%s]];
'''
HOSTED = f'''<?php
$metadata['{peer.ENTITY}'] = ['host' => '__DEFAULT__', 'privatekey' => 'idp.key', 'certificate' => 'idp.crt',
    'auth' => 'users', 'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'];
'''
REMOTE = '''<?php
$metadata['%(entity)s'] = ['AssertionConsumerService' => '%(base)s/mellon/postResponse',
    'SingleLogoutService' => '%(base)s/mellon/logout'];
'''
DIRECTIVES = '''\
<Location />
  MellonEndpointPath /mellon
  MellonSPPrivateKeyFile {folder}/mellon/sp.key
  MellonSPCertFile {folder}/mellon/sp.cert
  MellonSPMetadataFile {folder}/mellon/sp.xml
  MellonIdPMetadataFile {folder}/mellon/idp.xml
  MellonSecureCookie On
</Location>
<Location /mellon>
  MellonEnable info
</Location>
'''
# A place behind it.
SECTION = '''\
<Location {path}>
  AuthType Mellon
  MellonEnable auth
{lines}
</Location>
'''


def lacking():
    """How to get what the machine lacks, or ''."""
    there = os.path.isdir(ssp.WWW) and shutil.which('php') and program() and \
        glob.glob('/usr/lib/apache2/modules/mod_auth_mellon.so')
    return '' if there else 'sudo apt-get install libapache2-mod-auth-mellon simplesamlphp php-cli php-xml'


def program():
    return shutil.which('mellon_create_metadata', path=os.environ.get('PATH', '') + ':/usr/sbin')


def prepare(world, base, people):
    """base: https://127.0.0.1:PORT of Apache; people: name -> {attribute: value}, all with the password secret."""
    rows = [f"    '{name}:secret' => [" + ', '.join(f"'{key}' => ['{value}']" for key, value in said.items()) + '],\n'
            for name, said in people.items()]
    ssp.prepare(world, USERS % ''.join(rows))
    world.write('metadata/saml20-idp-hosted.php', HOSTED)
    entity = base + '/mellon/metadata'
    world.write('metadata/saml20-sp-remote.php', REMOTE % {'entity': entity, 'base': base})
    os.makedirs(world.path('mellon'), exist_ok=True)
    peer.command(program(), entity, base + '/mellon', cwd=world.path('mellon'))
    for name in os.listdir(world.path('mellon')):
        os.rename(world.path('mellon', name), world.path('mellon', 'sp.' + name.rpartition('.')[2]))


def directives(world, url):
    """url: where SimpleSAMLphp listens; its metadata is fetched from there."""
    world.write('mellon/idp.xml', peer.Browser().open(url + '/simplesaml/saml2/idp/metadata.php'))
    return DIRECTIVES.format(folder=world.folder)


def section(path, lines='  Require valid-user'):
    return SECTION.format(path=path, lines=lines)


def browser():
    """One that asks for pages, and no certificate authority about a server of the test."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    person = peer.Browser(urllib.request.HTTPSHandler(context=context))
    person.opener.addheaders.append(('Accept', 'text/html'))
    return person


def sign_in(url, name):
    """The browser of somebody who went to this page behind mod_auth_mellon and signed in."""
    person = browser()
    person.open(url)
    person.open(person.url, {'username': name, 'password': 'secret', 'AuthState': person.field('AuthState')})
    fields = {field: person.field(field) for field in ('SAMLResponse', 'RelayState')}
    person.open(person.action(), fields)
    return person
