# SPDX-License-Identifier: Apache-2.0
"""What the program forge makes for tests with real servers: keys, metadata, access tokens of an issuer that they trust."""
import json
import os
import subprocess
import time

CLAIMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'templates', 'access.json')


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
