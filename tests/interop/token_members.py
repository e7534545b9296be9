# SPDX-License-Identifier: Apache-2.0
"""What is done to the members of a good token, and to the key that signs it. A mutation takes a draft and a source of
chance."""
from cryptography.hazmat.primitives import serialization

import tokens
from token_change import VALUES, table
from token_draft import ALGORITHMS, AT, AUDIENCE, ISSUER, KEYS

MUTATIONS, mutation = table()


# ---- the header ----

@mutation
def header_member_added(draft, chance):
    own = tokens.jwk(KEYS['stranger'], 'stranger')
    more = [('jwk', own), ('jku', 'https://evil.example/jwks'), ('x5u', 'https://evil.example/x5u'),
            ('x5c', ['AAAA']), ('x', 1), ('iss', ISSUER), ('aud', AUDIENCE), ('exp', AT), ('enc', 'A128GCM'),
            ('zip', 'DEF'), ('nonce', 'n'), ('epk', own), ('p2c', 1), ('url', ISSUER), ('b64', True), ('ver', '1')]
    name, value = chance.choice(more)
    draft.header[name] = value


@mutation
def header_crit(draft, chance):
    names = chance.choice([['b64'], ['exp'], ['x'], [], ['alg'], ['b64', 'b64'], 'b64', None, [1], ['x', 'b64']])
    draft.header.update({'crit': names, **chance.choice([{}, {'b64': True}, {'b64': False}, {'x': 1}, {'exp': AT}])})


@mutation
def header_b64_false(draft, chance):
    draft.header.update({'b64': False, **chance.choice([{}, {'crit': ['b64']}])})


@mutation
def header_member_removed(draft, chance):
    draft.header.pop(chance.choice(list(draft.header)))


@mutation
def header_member_changed(draft, chance):
    draft.header[chance.choice(['alg', 'kid', 'typ'])] = chance.choice(VALUES)


@mutation
def header_alg(draft, chance):
    """Another name, while the signature stays what it was."""
    names = [*ALGORITHMS['keys'], *ALGORITHMS['secret'], 'none', 'None', 'NONE', 'nOnE', 'rs256', 'ES256K', 'Ed25519',
             'Ed448', 'RSA-OAEP', 'dir', draft.algorithm + ' ', draft.algorithm.lower(), 'RS1', 'SHA256']
    draft.header['alg'] = chance.choice(names)


@mutation
def header_kid(draft, chance):
    draft.header['kid'] = chance.choice([*KEYS, 'RSA', 'rsa ', '../rsa', "' or 1=1", 'k' * 129, '\u212aey',
                                         'rsa\u0000'])


@mutation
def header_typ(draft, chance):
    draft.header['typ'] = chance.choice([
        'jwt', 'Jwt', 'application/jwt', 'APPLICATION/JWT', 'at+jwt', 'application/at+jwt', 'logout+jwt', 'JOSE', 'JWS',
        'JWT ', 'application/x/jwt', 'text/jwt', 'secevent+jwt'])


@mutation
def header_cty(draft, chance):
    draft.header['cty'] = chance.choice(['JWT', 'json', 'application/json', '', 1])


@mutation
def header_thumbprint(draft, chance):
    draft.header[chance.choice(['x5t', 'x5t#S256'])] = chance.choice(['AAAA', tokens.url(b'\x01' * 32), '', 1])


# ---- the key and the algorithm ----

@mutation
def signed_by_another_key(draft, chance):
    family = [name for name, key in KEYS.items() if type(key) is type(KEYS[draft.key]) and name != draft.key]
    if draft.algorithm.startswith('ES') or not family:
        draft.algorithm, draft.key = 'RS256', 'stranger'
    else:
        draft.key = chance.choice(family)


@mutation
def signed_by_another_algorithm(draft, chance):
    """A good signature of another pinned algorithm, with or without saying so."""
    algorithm, key = chance.choice(list(ALGORITHMS['keys'].items()))
    draft.algorithm, draft.key = algorithm, key
    draft.header['alg'] = chance.choice([algorithm, draft.header.get('alg')])
    draft.header['kid'] = chance.choice([key, draft.header.get('kid')])


@mutation
def another_hash_or_curve(draft, chance):
    """A good signature with the same kind of key, and a hash that is not the curve's."""
    if not draft.algorithm.startswith('ES'):
        return
    draft.key = chance.choice(['p256', 'p384', 'p521'])
    draft.algorithm = chance.choice(['ES256', 'ES384', 'ES512'])
    draft.header.update({'alg': draft.algorithm, 'kid': draft.key})


@mutation
def public_key_as_secret(draft, chance):
    """RFC 8725 2.1."""
    form = chance.choice([serialization.Encoding.PEM, serialization.Encoding.DER])
    public = KEYS['rsa'].public_key().public_bytes(form, serialization.PublicFormat.SubjectPublicKeyInfo)
    algorithm = chance.choice(['HS256', 'HS384', 'HS512'])
    draft.header.update({'alg': algorithm, 'kid': 'rsa'})
    draft.token.append(lambda octets: resigned(octets, public, algorithm))


@mutation
def weak_secret(draft, chance):
    secret = chance.choice([b'', b'secret', b'\x00' * 32, b'null'])
    algorithm = chance.choice(['HS256', 'HS384', 'HS512'])
    draft.header['alg'] = algorithm
    draft.token.append(lambda octets: resigned(octets, secret, algorithm))


def resigned(octets, secret, algorithm):
    signed = octets.rpartition(b'.')[0]
    return signed + b'.' + tokens.url(tokens.sign(secret, algorithm, signed)).encode()


@mutation
def no_signature(draft, chance):
    draft.header['alg'] = chance.choice(['none', 'None', 'NONE', '', draft.header.get('alg')])
    draft.token.append(lambda octets: octets[:octets.rindex(b'.') + 1])


# ---- the claims ----

@mutation
def claim_removed(draft, chance):
    draft.claims.pop(chance.choice(list(draft.claims)))


@mutation
def claim_changed(draft, chance):
    draft.claims[chance.choice(list(draft.claims))] = chance.choice(VALUES)


@mutation
def claim_of_time(draft, chance):
    """Around now."""
    draft.claims[chance.choice(['exp', 'iat', 'nbf'])] = AT + chance.choice([-90000, -300, -1, 0, 1, 300, 86400, 90000])


@mutation
def claim_of_time_written(draft, chance):
    """In every way in which a number can be written, in JSON and not."""
    name, base = chance.choice(['exp', 'iat', 'nbf']), AT + chance.choice([-1, 1])
    form = chance.choice(['{0}', '{0}.0', '{0}.5', '{0}e0', '{0}0e-1', '"{0}"', '-{0}', '{0}000', '0{0}', '+{0}',
                          '{0}.', '1e400', 'NaN', 'Infinity', '[{0}]', '{0:#x}'])
    draft.claims[name] = 123456789
    draft.texts[1].append(lambda octets: octets.replace(b'123456789', form.format(base).encode(), 1))


@mutation
def claim_of_issuer(draft, chance):
    draft.claims['iss'] = chance.choice([
        ISSUER + '/', ISSUER.upper(), 'http' + ISSUER[5:], [ISSUER], {'x': ISSUER}, ISSUER + '\u0000', ' ' + ISSUER,
        ISSUER.replace('p', '\uff50', 1), 'https://evil.example'])


@mutation
def claim_of_audience(draft, chance):
    draft.claims['aud'] = chance.choice([
        [AUDIENCE], [AUDIENCE, 'other'], ['other', AUDIENCE], [AUDIENCE, AUDIENCE], ['other'], 'other',
        AUDIENCE + ' other', AUDIENCE.upper(), [AUDIENCE, 1], [AUDIENCE, None], [[AUDIENCE]], {AUDIENCE: 1}, [],
        AUDIENCE[:-1], [AUDIENCE, ''], [AUDIENCE] + [f'a{i}' for i in range(70)]])
    if chance.random() < 0.5:
        draft.claims['azp'] = chance.choice([AUDIENCE, 'other', '', 1, None, [AUDIENCE]])


@mutation
def claim_of_another_kind(draft, chance):
    event = {'http://schemas.openid.net/event/backchannel-logout': {}}
    name, value = chance.choice([('client_id', AUDIENCE), ('scope', 'openid'), ('events', event), ('azp', 'other'),
                                 ('token_introspection', {'active': True}), ('at_hash', 1), ('auth_time', 'x'),
                                 ('auth_time', AT + 600), ('acr', 1), ('sid', 1)])
    draft.claims[name] = value


@mutation
def claim_of_the_person(draft, chance):
    name, value = chance.choice([('rrn', '85073003329'), ('rrn', '85.07.30-033.28'), ('rrn', 85073003328),
                                 ('rrn', []), ('rrn', ['85073003328', '90010100123']), ('vo_orgcode', '0999999923'),
                                 ('given_name', 'x' * 5000), ('eloket_rol_3d', [1]), ('eloket_rol_3d', ['x'] * 300),
                                 ('vo_doelgroepcode', {})])
    draft.claims[name] = value


@mutation
def claims_instead(draft, chance):
    draft.claims = chance.choice([b'', b'null', b'[]', b'"x"', b'1', b'{}', b'true', b'[{}]',
                                  b'{"iss":"https://op.example"}'])
