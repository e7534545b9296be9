# SPDX-License-Identifier: Apache-2.0
"""mod_auth_openidc as Debian packs it, in front of the npm package oidc-provider: its directives, and how somebody signs
in. TOEGANG_TEST_NPM is the folder with node_modules."""
import contextlib
import glob
import json

import peer
import servers_saml
import tokens

COOKIE = 'mod_auth_openidc_session'
CLIENT, SECRET = 'openidc', 'only for this test, and long enough for any'
DIRECTIVES = '''\
OIDCProviderMetadataURL {url}/.well-known/openid-configuration
OIDCClientID {client}
OIDCClientSecret "{secret}"
OIDCRedirectURI {base}/openidc/redirect
OIDCCryptoPassphrase "only for this test"
OIDCScope openid
<Location /openidc/redirect>
  AuthType openid-connect
  Require valid-user
</Location>
'''
# A place behind it.
SECTION = '''\
<Location {path}>
  AuthType openid-connect
{lines}
</Location>
'''


def lacking():
    """How to get what the machine lacks, or ''."""
    if not glob.glob('/usr/lib/apache2/modules/mod_auth_openidc.so'):
        return 'sudo apt-get install libapache2-mod-auth-openidc'
    return '' if tokens.packages_with('oidc-provider', 'jose') else \
        'install node (18.19 or newer) and npm, then tests/run fetches oidc-provider'


@contextlib.contextmanager
def provider(world, base, people):
    """Its address. base: https://127.0.0.1:PORT of Apache; people: name -> claims."""
    client = {'client_id': CLIENT, 'client_secret': SECRET, 'redirect_uris': [base + '/openidc/redirect'],
              'response_types': ['code'], 'grant_types': ['authorization_code']}
    settings = {'clients': [client], 'people': people, 'api': {'audience': base, 'algorithm': 'RS256'}}
    port = peer.free_port()
    url = f'http://127.0.0.1:{port}'
    words = tokens.node('oidc-op.mjs', tokens.packages_with('oidc-provider', 'jose'), str(port),
                        world.write('openidc/provider.json', json.dumps(settings)))
    with peer.server(words, url + '/jwks', world.path('node.log')):
        yield url


def directives(base, url):
    return DIRECTIVES.format(url=url, base=base, client=CLIENT, secret=SECRET)


def section(path, lines='  Require valid-user'):
    return SECTION.format(path=path, lines=lines)


def sign_in(url, name):
    """The browser of somebody who went to this page behind mod_auth_openidc and signed in."""
    person = servers_saml.browser()
    person.open(url)
    for _ in range(2):
        if '/interaction/' in person.url:
            person.open(person.url, {'prompt': person.field('prompt'), 'login': name, 'password': 'any'})
    return person
