# SPDX-License-Identifier: Apache-2.0
"""The e-counters that tests with real servers ask, the registers of examples/data behind them, an issuer that they trust."""
import os
import shutil

JAN, AN, BAKERY = '85073003328', '90010100123', '0999999922'
TRUST = '''trust:
  - {issuer: https://op.example, jwks: jwks.json, algorithms: [RS256], audience: e-loket, claims: acm}
'''
COUNTERS = '''e-lokets:
  e-loketondernemers: {assurance: substantial, legal-representative: automatic, self: automatic}
  subsidieloket:
    {assurance: high, legal-representative: with-right, htb: with-right, others: with-right,
     right: subsidie-indienen, rights: [subsidie-indienen, subsidie-lezen]}
'''
REGISTERS = ('kbo', 'btb', 'gebruikersbeheer')
DIRECTORIES = 'directories: {%s}\n' % ', '.join(f'{name}: "yaml:{name}.yaml"' for name in REGISTERS)
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'examples', 'data')


def configuration(directories=DIRECTORIES, trust=TRUST, counters=COUNTERS, more=''):
    return trust + directories + counters + more


def copy_registers(folder):
    for name in REGISTERS:
        shutil.copy(os.path.join(DATA, name + '.yaml'), folder)
