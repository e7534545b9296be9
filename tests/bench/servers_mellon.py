# SPDX-License-Identifier: Apache-2.0
"""mod_auth_mellon as Debian packs it: its files and its directives."""
import glob
import os
import shutil

import peer
from servers_saml import sign_in  # noqa: F401  (as its sisters have it)

COOKIE = 'mellon-cookie'
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
    there = program() and glob.glob('/usr/lib/apache2/modules/mod_auth_mellon.so')
    return '' if there else 'sudo apt-get install libapache2-mod-auth-mellon'


def program():
    return shutil.which('mellon_create_metadata', path=os.environ.get('PATH', '') + ':/usr/sbin')


def prepare(world, provider, base):
    """base: https://127.0.0.1:PORT of Apache, which the provider knows afterwards."""
    entity = base + '/mellon/metadata'
    os.makedirs(world.path('mellon'), exist_ok=True)
    peer.command(program(), entity, base + '/mellon', cwd=world.path('mellon'))
    for name in os.listdir(world.path('mellon')):
        os.rename(world.path('mellon', name), world.path('mellon', 'sp.' + name.rpartition('.')[2]))
    world.write('mellon/idp.xml', provider.metadata)
    provider.knows(entity, base + '/mellon/postResponse')


def directives(world):
    return DIRECTIVES.format(folder=world.folder)


def section(path, lines='  Require valid-user'):
    return SECTION.format(path=path, lines=lines)
