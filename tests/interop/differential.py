#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Random mutations of good tokens before three verifiers: ours, jose (npm) and PyJWT (Debian). Where they disagree, the
table in token_disagreements.py has to say why. Usage: differential.py VERIFY-JWT [--seed N] [--count N]
The seed decides what is done to which token. Keys are fixed, but some signatures are made with chance of their own: a
token that nobody explains is printed whole."""
import argparse
import collections
import json
import os
import random
import subprocess

import peer
import tokens
from tap import Tap, skip_all
from token_disagreements import DISAGREEMENTS, explanation
from token_draft import ALGORITHMS, AT, AUDIENCE, ISSUER, KEY_SET, NONCE, SECRET
from token_members import MUTATIONS as MEMBER_MUTATIONS
from token_octets import MUTATIONS as OCTET_MUTATIONS, mutated
from token_sealed import ENCODINGS, MANAGEMENT, OUR_SET
from token_sealed_mutations import MUTATIONS as SEALED_MUTATIONS, random_sealed

try:
    import jwt
    import jwt.api_jwt
except ImportError:
    jwt = None

SEED, COUNT, LONG_COUNT, BATCH = 20261125, 6000, 60000, 6000
ALL_MUTATIONS = {**MEMBER_MUTATIONS, **OCTET_MUTATIONS, **SEALED_MUTATIONS}
# Of each world: whose algorithms, keys, keys to decrypt with.
WORLDS = {'keys': ('keys', tokens.jwks(*KEY_SET), '-'), 'secret': ('secret', 'secret:' + SECRET.decode(), '-'),
          'encrypted': ('keys', tokens.jwks(*KEY_SET), tokens.jwks(*OUR_SET))}


class Case:
    def __init__(self, chance):
        world = chance.choices(list(WORLDS), (6, 1, 3))[0]
        draft = random_sealed(chance) if world == 'encrypted' else mutated(world, chance)
        self.world, self.mutations, self.token = world, draft.mutations, draft.make()
        self.ours = self.jose = self.pyjwt = None  # "good", or why not

    def others(self):
        """PyJWT knows no encryption."""
        return [self.jose] if self.world == 'encrypted' else [self.jose, self.pyjwt]

    def __str__(self):
        token = self.token.hex() if len(self.token) < 4000 else f'{len(self.token)} octets'
        mutations = ', '.join(self.mutations) or 'good'
        return f'ours {self.ours}, jose {self.jose}, PyJWT {self.pyjwt}; {self.world}, {mutations}: {token}'


# ---- the three ----

def ask_ours(program, cases):
    for world, (algorithms, keys, decryption) in WORLDS.items():
        verifier = tokens.Verifier(program, ISSUER, AUDIENCE, ALGORITHMS[algorithms], keys, decryption)
        mine = [case for case in cases if case.world == world]
        answers = verifier.all([tokens.question('id', AT, case.token, nonce=NONCE) for case in mine])
        for case, answer in zip(mine, answers, strict=True):
            case.ours = answer[1] if answer[0] == 'refused' else answer[0]


def ask_jose(packages, settings, cases):
    words = tokens.node('jose-verify.mjs', packages, settings)
    lines = ''.join(f'{case.world} {case.token.hex()}\n' for case in cases)
    ran = subprocess.run(words, check=True, text=True, input=lines, stdout=subprocess.PIPE)
    for case, answer in zip(cases, ran.stdout.splitlines(), strict=True):
        case.jose = answer


class Clock(jwt.api_jwt.datetime if jwt else object):
    """PyJWT takes the time from the machine."""

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(AT, tz)


def ask_pyjwt(cases):
    jwt.api_jwt.datetime = Clock
    keys = jwt.PyJWKSet.from_dict({'keys': KEY_SET})
    for case in cases:
        if case.world == 'encrypted':
            continue
        try:
            header = jwt.get_unverified_header(case.token)
            claims = jwt.decode(case.token, SECRET if case.world == 'secret' else keys[header.get('kid')].key,
                                algorithms=list(ALGORITHMS[case.world]), audience=AUDIENCE, issuer=ISSUER,
                                options={'require': ['iss', 'aud', 'exp', 'iat', 'sub']})
            case.pyjwt = 'good' if claims.get('nonce') == NONCE else 'nonce'
        except Exception as error:  # whatever it raises, it does not accept
            case.pyjwt = type(error).__name__


# ---- the judgement ----

class Tally:
    """What came of all cases; of those that should not be, their text."""

    def __init__(self):
        self.agreed, self.rows, self.made = collections.Counter(), collections.Counter(), collections.Counter()
        self.good, self.lax, self.failed, self.unexplained = [], [], [], []

    def add(self, case):
        answers = {answer == 'good' for answer in [case.ours, *case.others()]}
        row = explanation(case) if len(answers) > 1 else None
        self.made.update(case.mutations)
        if case.ours == 'failed':
            self.failed.append(str(case))
        if not case.mutations and answers != {True}:
            self.good.append(str(case))
        if case.ours == 'good' and 'good' not in case.others():
            self.lax.append(str(case))
        if row is None:
            self.agreed['accepted' if case.ours == 'good' else 'refused'] += 1
        elif row:
            self.rows[row] += 1
        else:
            self.unexplained.append(str(case))

    def tell(self, tap, count):
        tap.case('good tokens are accepted by all', self.good)
        tap.case('what all others refuse is refused', self.lax)
        tap.case('every disagreement is explained', self.unexplained)
        tap.case('ours never fails', self.failed)
        tap.note(f'all agree: {self.agreed["accepted"]} accepted, {self.agreed["refused"]} refused')
        for row in DISAGREEMENTS:
            tap.note(f'{self.rows[row.name]} {row.name} ({row.laxer}): {row.why}')
        if count >= COUNT:
            tap.case('every mutation was made', [name for name in ALL_MUTATIONS if not self.made[name]])
            tap.case('every row was needed', [row.name for row in DISAGREEMENTS if not self.rows[row.name]])


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument('program')
    parser.add_argument('--seed', type=int, default=SEED)
    parser.add_argument('--count', type=int, default=LONG_COUNT if os.environ.get('TOEGANG_TEST_LONG') else COUNT)
    return parser.parse_args()


def run(asked, packages, settings):
    chance, tally = random.Random(asked.seed), Tally()
    for begun in range(0, asked.count, BATCH):
        cases = [Case(chance) for _ in range(min(BATCH, asked.count - begun))]
        ask_ours(asked.program, cases)
        ask_jose(packages, settings, cases)
        ask_pyjwt(cases)
        for case in cases:
            tally.add(case)
    return tally


def main():
    packages, asked = tokens.packages_with('jose'), arguments()
    if not packages:
        tokens.skip_without('jose')
    if not jwt:
        skip_all('no PyJWT: sudo apt-get install python3-jwt')
    tap, folder = Tap(), peer.World(asked.program)
    tap.note(f'seed {asked.seed}, {asked.count} tokens')
    settings = {'keys': KEY_SET, 'secret': SECRET.decode(), 'ours': OUR_SET, 'issuer': ISSUER, 'audience': AUDIENCE,
                'nonce': NONCE, 'at': AT, 'management': MANAGEMENT, 'encodings': list(ENCODINGS),
                'algorithms': {world: list(names) for world, names in ALGORITHMS.items()}}
    try:
        run(asked, packages, folder.write('settings.json', json.dumps(settings))).tell(tap, asked.count)
    finally:
        folder.close()
    tap.end()


main()
