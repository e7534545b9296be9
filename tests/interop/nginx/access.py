#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Who passes a protected location of nginx, who does not, and how that is said. Usage: see world.py."""
from world import JAN, Tap, differs, site

LOCATIONS = '''
toegang_config toegang.yaml;
location / { }
location /in/ { toegang e-loketondernemers; toegang_bearer on; }
location /right/ { toegang subsidieloket; toegang_bearer on; }
'''


def bearer(tap, it):
    jan = it.token()
    tap.case('unprotected', differs(it.get('/'), 200))
    tap.case('a legal representative walks in', differs(it.get('/in/', jan), 200))
    tap.case('who has no right is denied', differs(it.get('/right/', jan), 403, cache_control='no-store'))
    tap.case('nobody is 401', differs(it.get('/in/'), 401, www_authenticate='Bearer', cache_control='no-store'))


def main():
    tap = Tap()
    with site('access') as it, it.running(LOCATIONS):
        bearer(tap, it)
    tap.end()


main()
