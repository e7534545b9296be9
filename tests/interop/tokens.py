# SPDX-License-Identifier: Apache-2.0
"""What the tests with tokens share: base64url, keys as JWK, signatures, and our verifier in a process that answers."""
import base64
import json
import os
import shutil
import subprocess

from tap import skip_all

try:
    from cryptography.hazmat.primitives import hashes, hmac, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
except ImportError:
    skip_all('no python3-cryptography: sudo apt-get install python3-cryptography')

HERE = os.path.dirname(os.path.realpath(__file__))
CURVES = {'secp256r1': ('P-256', 32), 'secp384r1': ('P-384', 48), 'secp521r1': ('P-521', 66)}
HASHES = {'256': hashes.SHA256(), '384': hashes.SHA384(), '512': hashes.SHA512()}


def url(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b'=').decode()


def from_url(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


def claims_of(token):
    """What a token says, unverified."""
    return json.loads(from_url(token.split('.')[1]))


def octets_of(value, octets=None):
    return value.to_bytes(octets or (value.bit_length() + 7) // 8, 'big')


def number(value, octets=None):
    return url(octets_of(value, octets))


def jwk(key, kid, private=False, **more):
    """A private key as JWK; its public half unless asked otherwise."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return {'kty': 'OKP', 'crv': 'Ed25519', 'x': url(raw), 'kid': kid, **more}
    numbers = key.private_numbers()
    public = numbers.public_numbers
    if isinstance(key, rsa.RSAPrivateKey):
        made = {'kty': 'RSA', 'n': number(public.n), 'e': number(public.e)}
        secret = {'d': numbers.d, 'p': numbers.p, 'q': numbers.q, 'dp': numbers.dmp1, 'dq': numbers.dmq1,
                  'qi': numbers.iqmp}
        width = None
    else:
        curve, width = CURVES[key.curve.name]
        made = {'kty': 'EC', 'crv': curve, 'x': number(public.x, width), 'y': number(public.y, width)}
        secret = {'d': numbers.private_value}
    if private:
        made.update({name: number(value, width) for name, value in secret.items()})
    return {**made, 'kid': kid, **more}


def jwks(*keys):
    return json.dumps({'keys': list(keys)})


def sign(key, algorithm, octets):
    """The signature; key is a private key, or octets for HMAC."""
    family, digest = algorithm[:2], HASHES.get(algorithm[2:])
    if family == 'HS':
        code = hmac.HMAC(key, digest)
        code.update(octets)
        return code.finalize()
    if family == 'RS':
        return key.sign(octets, padding.PKCS1v15(), digest)
    if family == 'PS':
        return key.sign(octets, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)
    if family == 'ES':
        width = CURVES[key.curve.name][1]
        return b''.join(part.to_bytes(width, 'big') for part in
                        utils.decode_dss_signature(key.sign(octets, ec.ECDSA(digest))))
    return key.sign(octets)


def packages_with(*names):
    """The folder of npm packages, or None when the machine lacks one of them or node."""
    folder = os.environ.get('TOEGANG_TEST_NPM', HERE)
    there = all(os.path.isdir(os.path.join(folder, 'node_modules', name)) for name in names)
    return folder if there and shutil.which('node') else None


def skip_without(name):
    """Ends the test when packages_with finds nothing."""
    skip_all(f'no npm package {name}: install node (18.19 or newer) and npm, then tests/run fetches it')


def node(script, packages, *words):
    """The words that start a script of this folder."""
    older = os.path.join(HERE, 'node-older.mjs')
    return ['node', '--no-warnings', '--import', older, os.path.join(HERE, script), packages, *words]


def question(kind, at, token, nonce='-', access_token='-', code='-', subject='-'):
    """A line for verify_jwt."""
    octets = token if isinstance(token, bytes) else token.encode()
    return '\t'.join(['token', kind, str(int(at)), nonce, access_token, code, subject, octets.hex() or '-'])


class Verifier:
    """verify_jwt, which trusts one issuer."""

    def __init__(self, program, issuer, audience, algorithms, keys='-', decryption='-'):
        self.words = [os.path.realpath(program), issuer, audience, ','.join(algorithms), keys, decryption]
        self.process = None

    def __enter__(self):
        self.process = subprocess.Popen(self.words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *what):
        self.process.stdin.close()
        self.process.stdout.close()
        if self.process.wait(timeout=30) != 0 and what[0] is None:
            raise RuntimeError(f'verify_jwt ended with {self.process.returncode}')

    def ask(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError('verify_jwt gives no answer to ' + line[:200])
        return answer.rstrip('\n').split('\t')

    def token(self, *words, **more):
        return self.ask(question(*words, **more))

    def all(self, lines):
        """The answers to many, in a process of their own."""
        ran = subprocess.run(self.words, input='\n'.join(lines) + '\n', capture_output=True, check=True,
                             encoding='utf-8', errors='replace')
        return [line.split('\t') for line in ran.stdout.split('\n')[:-1]]
