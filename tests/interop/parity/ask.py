#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A line of JSON a question on standard input, a line of JSON a decision on standard output, by the Python package."""
import datetime
import json
import sys

import toegang

WORDS = ('eloket', 'organisation', 'right', 'context')


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def verify(t, asked, at):
    """What a first sign-in does."""
    if 'saml' in asked:
        return t.verify_saml(read(asked['saml']), in_response_to=asked['in_response_to'], at=at)
    token = read(asked['jwt'])
    return t.verify_jwt(token[:-1] if token.endswith(b'\n') else token, kind=asked['kind'], nonce=asked.get('nonce'), at=at)


def ask(t, asked):
    at = datetime.datetime.strptime(asked['at'], '%Y-%m-%dT%H:%M:%SZ').replace(tzinfo=datetime.timezone.utc)
    words = {name: asked[name] for name in WORDS if name in asked}
    if 'holder' in asked:
        words.update(holder=asked['holder'], assurance=asked.get('assurance', 'none'), capacity=asked.get('capacity'))
        return t.check(at=at, **words).json()
    return t.check(verify(t, asked, at), at=at, **words).json()


def main():
    path = t = None
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            if asked['config'] != path:
                path, t = asked['config'], toegang.open(asked['config'])
            text = ask(t, asked)
        except (toegang.UsageError, toegang.ConfigError) as error:
            text = f'fault: {error}'
        except toegang.Error as error:
            text = error.decision().json()
        print(text, flush=True)


main()
