# SPDX-License-Identifier: Apache-2.0
"""The cases of the parity test: every cell of the decision table and the attack vectors, as files and questions."""
import base64
import datetime
import hashlib
import hmac
import json
import os
import shutil

SECRET = b'a shared secret of the tests, 40 octets.'
SIGN_IN = 'https://op.example'
NONCE = 'n-0S6_WzA2Mj'
REQUEST = '_5d0c4b7e2f9a4e0fa6f37d6f8a1c9b30'
ASSERTS = ('rights', 'legal-representative', 'mandate')
LISTS = {1: ('kbo', 'functions'), 2: ('btb', 'appointments'), 3: ('gebruikersbeheer', 'rights'),
         4: ('gebruikersbeheer', 'suspensions')}


def when(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')


def put(path, content):
    """JSON is YAML, which is what the library reads."""
    with open(path, 'w', encoding='utf-8') as file:
        file.write(content if isinstance(content, str) else json.dumps(content, indent=1))
    os.chmod(path, 0o600)


# ---- numbers: those of the table are made up, and the library checks them ----

def holder(digits):
    begin = '45' + digits[2:9]  # born before the moment of the table, which is early in 1970
    return begin + f'{97 - int(begin) % 97:02}'


def test_number(digits):
    return holder(f'{digits[:2]}{int(digits[2:4]) + 60}{digits[4:]}')


def enterprise(value):
    begin = f'{9999999 + int(value[8:]) - 22:08}'
    return f'{begin}{97 - int(begin) % 97:02}'


# ---- the table ----

def fact(cell):
    row = {name: value for name, value in cell.items() if name != 'kind'}
    for name in {'holder', 'granted-by'} & set(row):
        row[name] = holder(row[name])
    for name in {'organisation', 'held-by'} & set(row):
        row[name] = enterprise(row[name])
    for name in {'from', 'until'} & set(row):
        row[name] = when(row[name])
    code = row.pop('code', None)
    if cell['kind'] != 4:
        row[{1: 'code', 2: 'role', 3: 'right'}[cell['kind']]] = code
    return row


WAYS = ('legal-representative', 'htb', 'mandate', 'others', 'self')


def policy(cell):
    out = {name: value for name, value in cell.items() if value not in ([], '') and name != 'grace'}
    if all(out[way] == 'never' for way in WAYS):
        out['self'] = 'with-right'  # a configuration must open for somebody
    if out['grantor-loss'] == 'grace':
        out['grantor-loss'] = f'grace {cell["grace"]}s'
    return out


def token(cell, test):
    """What an issuer states; where a sign-in ends, it ends."""
    who = cell['identity']
    number = (test_number if test else holder)(who['holder'])
    level = {'high': 'eid', 'substantial': 'otp', 'none': 'unheard-of'}[who['assurance']]
    claims = {'iss': SIGN_IN, 'aud': 'e-loket', 'sub': 'a', 'nonce': NONCE, 'iat': cell['at'] - 60, 'rrn': number,
              'exp': who.get('until', cell['at'] + 3600), 'acr': f'urn:be:vlaanderen:authmech:{level}',
              'vo_doelgroepcode': who['capacity']}
    for stated in who['stated']:
        claims[stated['claim']] = enterprise(stated['organisation']) if 'organisation' in stated else 'as it came'
    for role in who['roles']:
        words = [role['right']] + ([role['context']] if 'context' in role else [])
        words[0] += f'-{words.pop()}' if len(words) > 1 else ''
        claims['e0_rol_3d'] = words[0] + (f':{enterprise(role["organisation"])}' if 'organisation' in role else '')
    head, body = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b'=') for part in ({'alg': 'HS256'}, claims))
    seal = base64.urlsafe_b64encode(hmac.new(SECRET, head + b'.' + body, hashlib.sha256).digest()).rstrip(b'=')
    return b'.'.join((head, body, seal)).decode()


def registers(cell, folder):
    """The directories that the configuration names: up, down, or not there."""
    facts = {name: {} for name in cell['registers']}
    for row in cell['facts']:
        register, rows = LISTS[row['kind']]
        facts[register].setdefault(rows, []).append(fact(row))
    out = {}
    for name, state in cell['registers'].items():
        if state == 'absent':
            continue
        out[name] = f'yaml:{name}.yaml'
        if state == 'up':
            put(os.path.join(folder, f'{name}.yaml'), {'as-of': when(cell['at'] + 86400), **facts[name]})
    return out


def of_cell(cell, folder):
    """A question whose files lie in the folder."""
    os.mkdir(folder)
    who = cell['identity']
    asserts = [name for i, name in enumerate(ASSERTS) if who['asserts'] & 1 << i]
    issuer = {'issuer': SIGN_IN, 'secret': 'secret', 'algorithms': ['HS256'], 'audience': 'e-loket', 'claims': 'acm',
              'skew': '0s', **({'asserts': asserts} if asserts else {})}
    put(os.path.join(folder, 'secret'), SECRET.decode())
    put(os.path.join(folder, 'toegang.yaml'), {'trust': [issuer], 'directories': registers(cell, folder),
                                                'e-lokets': {'e0': policy(cell['policy'])}})
    question = {'config': os.path.join(folder, 'toegang.yaml'), 'eloket': 'e0', 'at': when(cell['at'])}
    if 'organisation' in cell:
        question['organisation'] = enterprise(cell['organisation'])
    if 'context' in cell:
        question['context'] = cell['context']
    if who['stated'] or who['roles'] or who['test'] or 'until' in who:
        put(os.path.join(folder, 'token'), token(cell, who['test']))
        return {**question, 'jwt': os.path.join(folder, 'token'), 'nonce': NONCE, 'kind': 'id'}
    level = {} if who['assurance'] == 'none' else {'assurance': who['assurance']}
    return {**question, 'holder': holder(who['holder']), 'capacity': who['capacity'], **level}


# ---- the attacks ----

OURS = {'audience': 'https://eloket.example/saml', 'recipient': 'https://eloket.example/saml/acs', 'claims': 'acm',
        'skew': '60s'}
TOKENS = {'audience': 'e-loket', 'claims': 'acm', 'skew': '60s'}


def world(attacks, folder, with_keys):
    """The configuration of the attacks, beside copies of its files that only we can read; with our keys, or without."""
    os.mkdir(folder)
    for name in os.listdir(os.path.join(attacks, 'world')):
        shutil.copy(os.path.join(attacks, 'world', name), folder)
        os.chmod(os.path.join(folder, name), 0o600)
    ours, tokens = ({'decryption-keys': names} if with_keys else {} for names in ('sp.pem', ['sp.pem', 'sp-p256.pem']))
    put(os.path.join(folder, 'toegang.yaml'), {
        'trust': [
            {'entity-id': 'https://idp.example/saml', 'metadata': 'idp.metadata.xml', **OURS, **ours},
            {'entity-id': 'https://other-idp.example/saml', 'metadata': 'other-idp.metadata.xml', 'aes-cbc': 'allow', **OURS,
             **ours},
            {'entity-id': 'https://federated.example/saml', 'metadata': 'federated.metadata.xml',
             'metadata-signer': 'federation.pem', **OURS},
            {'issuer': SIGN_IN, 'jwks': 'op.jwks', 'algorithms': ['RS256', 'PS256', 'ES256', 'EdDSA'], **TOKENS, **tokens},
            {'issuer': 'https://other-op.example', 'jwks': 'other-op.jwks', 'algorithms': ['RS256'], **TOKENS},
            {'issuer': 'https://secret-op.example', 'secret': 'secret-op.secret', 'algorithms': ['HS256'], **TOKENS}],
        'directories': {'kbo': 'yaml:facts.yaml'},
        'e-lokets': {'e-loketondernemers': {'assurance': 'high', 'legal-representative': 'automatic'}}})
    return os.path.join(folder, 'toegang.yaml')


def of_attack(row, attacks, bare, keyed):
    """None where the row is no sign-in, or asks what the command has no word for. Reading our keys is slow."""
    _, _, _, path, _, feed, _ = row
    how, *words = feed.split(' ')
    options = dict(word.split('=', 1) for word in words)
    question = {'config': keyed if path.startswith(('encryption/', 'jwe/')) else bare, 'eloket': 'e-loketondernemers',
                'organisation': '0999999922', 'at': when(1795428000 + int(options.pop('at', 0)))}
    path = os.path.join(attacks, path)
    if how in ('saml', 'decide'):
        return {**question, 'saml': path, 'in_response_to': options.get('request', REQUEST)}
    if how in ('id', 'access') and not options:
        return {**question, 'jwt': path, 'kind': how, **({'nonce': NONCE} if how == 'id' else {})}
    return None
