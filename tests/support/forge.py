# SPDX-License-Identifier: Apache-2.0
"""What the program forge makes for tests with real servers: keys, metadata, access tokens and responses of an issuer that
they trust."""
import itertools
import json
import os
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CLAIMS, KEYS = os.path.join(HERE, 'templates', 'access.json'), os.path.join(HERE, 'keys')
NUMBERS = itertools.count(1)


def made(program, *words):
    return subprocess.run([program, *words], capture_output=True, text=True, check=True).stdout


def token(program, write, signer='idp', typ='at+jwt', **claims):
    """Jan's access token for an hour, with other claims; those that are None are left out. write: Folder.write."""
    with open(CLAIMS, encoding='utf-8') as file:
        said = json.load(file)
    now = int(time.time())
    said |= {'iat': now - 10, 'auth_time': now - 20, 'exp': now + 3600} | claims
    path = write('claims.json', json.dumps({name: value for name, value in said.items() if value is not None}))
    return made(program, '--token', path, '--signer', signer, '--typ', typ).strip()


def moment(seconds):
    """So many seconds from now."""
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(time.time() + seconds))


def response(program, request, signer='idp', **values):
    """Jan's response to that request, as a provider posts it; with other values of the template."""
    number = next(NUMBERS)
    said = {'response_id': f'_r{number}', 'assertion_id': f'_a{number}', 'session_index': f'_s{number}', 'in_response_to': request,
            'issue_instant': moment(-2), 'authn_instant': moment(-20), 'not_before': moment(-30),
            'not_on_or_after': moment(290), 'session_end': moment(7200)} | values
    words = [word for name, value in said.items() for word in ('--set', f'{name.replace("_", "-")}={value}')]
    key = ['--key', f'{KEYS}/{signer}.key', '--cert', f'{KEYS}/{signer}.crt'] if signer != 'idp' else []
    # A key that the forge reads from a file it gives back by ending.
    quiet = dict(os.environ, ASAN_OPTIONS='detect_leaks=0')
    return subprocess.run([program, *key, *words, '--base64'], capture_output=True, text=True, check=True,
                          env=quiet).stdout.replace('\n', '')
