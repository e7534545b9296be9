#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The directives of a sign-in: what nginx -t says of them when they are wrong. Usage: see world.py."""
from signing_in import ENTITY, LOCATIONS, TRUST, Browser, Site, response, server
from world import Tap, configuration, differs, forge, site


def directives(tap, it):
    locations = LOCATIONS.replace('@SITE@', it.path('site'))
    it.write('tokens.yaml', configuration())
    it.write('pair.yaml', it.read('toegang.yaml').replace(TRUST, TRUST + TRUST.partition('\n')[2].replace(ENTITY, 'https://other.example')
                                                          .replace('idp-metadata', 'other-metadata')))
    it.write('other-metadata.xml', forge('--metadata', '--entity-id', 'https://other.example'))
    bearer = 'location /api/ { toegang_config tokens.yaml; toegang_bearer on; toegang e-loketondernemers;%s }'
    for name, changed, said in (
            ('no keys', locations.replace('toegang_cookie_keys cookie.keys;', ''), 'toegang_cookie_keys is missing'),
            ('a file of keys that others may read', None, 'readable by its owner only'),
            ('a name that browsers refuse', locations.replace('location / ', 'toegang_cookie secure=off name=__Host-x; location / ', 1),
             'secure=on only'),
            ('a provider that nobody trusts', locations.replace('/toegang/;', '/toegang/ provider=https://other.example;'),
             'provider=https://other.example is no SAML provider that'),
            ('no provider', locations.replace('toegang.yaml', 'tokens.yaml'), 'tokens.yaml trusts no SAML provider, or several'),
            ('two providers', locations.replace('toegang.yaml', 'pair.yaml'), 'pair.yaml trusts no SAML provider, or several'),
            ('inherited beside another configuration', locations + bearer % '',
             'another toegang_config, provider, toegang_cookie_keys or toegang_cookie: give it')):
        if changed is None:
            it.write('open.keys', '0' * 64, 0o644)
            changed = locations.replace('cookie.keys', 'open.keys')
        came, good = it.judge(server(it.port, changed))
        tap.case(f'nginx -t: {name}', [f'accepted: {came}'] if good else [came] if said not in came or 'nginx.conf:' not in came
                 or 'library.misuse' in came else [])
    came, good = it.judge(server(it.port, locations + bearer % ' toegang_sign_in off;'))
    tap.case('nginx -t: off beside another configuration', [] if good else [came])
    it.write('alone.yaml', it.read('toegang.yaml').replace('replay: "sqlite:replay.db"\n', ''))
    came, good = it.judge(server(it.port, locations.replace('toegang.yaml', 'alone.yaml')), workers=2)
    tap.case('nginx -t: two workers that share no memory', [came] if good or 'a memory of used responses' not in came else [])
    it.write('broken.yaml', it.read('toegang.yaml').replace('replay.db', 'nowhere/replay.db'))
    came, good = it.judge(server(it.port, locations.replace('toegang.yaml', 'broken.yaml')), workers=2)
    tap.case('nginx -t: two workers whose memory cannot be opened', [came] if good or '[replay.unavailable]' not in came else [])
    came, good = it.judge(server(it.port, locations.replace('toegang.yaml', 'alone.yaml')), workers=1)
    tap.case('nginx -t: one needs to share nothing', [] if good else [came])
    with it.running(server(it.port, locations.replace('toegang.yaml', 'broken.yaml')), workers=2):
        request, relay = (browser := Browser(it.port)).ask()
        answer = browser.post('/toegang/acs', {'SAMLResponse': response(request), 'RelayState': relay}, cross_site=True)
        tap.case('started all the same, nobody signs in', differs(answer, 503, 'replay.unavailable'))


def main():
    tap = Tap()
    with site('directives', Site) as it:
        directives(tap, it)
    tap.end()


main()
