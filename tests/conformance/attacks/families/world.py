# SPDX-License-Identifier: Apache-2.0
"""Whom the library trusts while the vectors are played."""
from families import metadata
from families.jwt import SECRET
from making import jose, keys, saml
from making.vector import support

IDP, OTHER_IDP = 'https://idp.example/saml', 'https://other-idp.example/saml'

CONFIGURATION = f"""trust:
  - {{entity-id: "{IDP}", metadata: idp.metadata.xml, audience: "https://eloket.example/saml",
     recipient: "https://eloket.example/saml/acs"}}
directories: {{kbo: "yaml:facts.yaml"}}
e-lokets:
  e-loketondernemers: {{assurance: high, legal-representative: automatic}}
"""
FACTS = """functions:
  - {holder: "85.07.30-033.28", organisation: "0999.999.922", code: "10007", from: 2019-03-01}
"""


def vectors():
    yield support('idp.metadata.xml', saml.metadata(['idp', 'idp-next', 'idp-p256'], IDP))
    yield support('other-idp.metadata.xml', saml.metadata(['other-idp'], OTHER_IDP).replace(' use="signing"', ''))
    yield support('federated.metadata.xml', metadata.signed(metadata.described('2027-01-01T00:00:00Z'), 'federation'))
    yield support('federation.pem', (keys.KEYS / 'federation.crt').read_bytes())
    yield support('toegang.yaml', CONFIGURATION)
    yield support('facts.yaml', FACTS)
    yield support('op.jwks', jose.jwks(*(jose.jwk(name) for name in ('op', 'op-next', 'op-p256', 'op-ed25519'))))
    yield support('other-op.jwks', jose.jwks(jose.jwk('other-idp', kid='op')))
    yield support('secret-op.secret', SECRET)
    for name in ('sp', 'sp-p256'):
        yield support(f'{name}.pem', (keys.KEYS / f'{name}.key').read_bytes())
