#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The calls of border.c in Python, asked in the same way. Usage: border_python.py DATA."""
import datetime
import os
import sys

import toegang

AT = datetime.datetime(2026, 11, 23, 10, tzinfo=datetime.timezone.utc)
BAKERY = toegang.Organisation('0999.999.922')


def insist(good):
    if not good:
        sys.exit('bench: a decision that is no permit')


def calls(t, response):
    def verify_saml():
        return t.verify_saml(response, in_response_to='_jan-request', at=AT)

    jan = verify_saml()
    return {'verify_saml': verify_saml,
            'check': lambda: insist(t.check(jan, eloket='e-loketondernemers', organisation=BAKERY, at=AT)),
            'parse': lambda: toegang.Organisation('0999.999.922')}


def repeat(once, times):
    for _ in range(times):
        once()


def main():
    with open(os.path.join(sys.argv[1], 'jan.xml'), 'rb') as file:
        response = file.read()
    with toegang.open(os.path.join(sys.argv[1], 'toegang.yaml'), strict=True) as t:
        known = calls(t, response)
        for line in sys.stdin:
            name, times = line.split()
            repeat(known[name], int(times))
            print(flush=True)


main()
