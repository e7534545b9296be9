#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Attacks on the cookies of nginx and on the responses that give one: each is refused with its check.
Usage: see world.py, and at the end the program of seal.c."""
import base64
import subprocess
import sys
import urllib.parse

from signing_in import (ENTITY, HOST, KEY_A, KEY_B, KEYS, LOCATIONS, STATE, TRUST, VISIT, Browser, Site, field, reload, response, said, server,
                        signed_in)
from world import BAKERY, Tap, differs, forge, os, site, web

SEAL = os.path.abspath(sys.argv[5])
PURPOSE = 'visit https://eloket.example/toegang/  eloket.example'


def plain(it, cookies, path='/in/', host=HOST):
    """What a program is answered that shows these cookies: it is told the check."""
    lines = [cookies] if isinstance(cookies, str) else cookies
    return web.request(it.port, path, [('Cookie', line) for line in lines], host=host)


def sealed(it, text, seconds, purpose=PURPOSE, octets=None, keys='cookie.keys'):
    words = [SEAL, it.path(keys), purpose, text, str(seconds)]
    return subprocess.run(words, input=octets, capture_output=True, check=True).stdout.decode().strip()


def forged_cookies(tap, it):
    browser = signed_in(it)
    good = browser.cookies[VISIT]
    tap.case('the cookie that is attacked is good', differs(plain(it, f'{VISIT}={good}'), 200))
    for name, value, check in (
            ('made up', 'A' * len(good), 'seal.key'), ('no base64url', good[:-1] + '=', 'seal.form'), ('short', 'AAAA', 'seal.form'),
            ('a number in clear', '85073003328', 'seal.form'), ('cut', good[:len(good) // 4 * 4 - 8], 'seal.key'), ('longer', good + 'AAAA', 'seal.key'),
            ('4000 characters', 'A' * 4000, 'seal.form'), ('quoted', f'"{good}"', 'seal.form'),
            ('with a dot in it', good[:60] + '.' + good[61:], 'seal.form'), ('cut by a semicolon', good[:60] + ';' + good[61:], 'seal.key'),
            ('in percent form', urllib.parse.quote(good[:5] + '/' + good[5:], safe=''), 'seal.form')):
        tap.case(f'a cookie that is {name}', differs(plain(it, f'{VISIT}={value}'), 401, check))
    octets = base64.urlsafe_b64decode(good + '==')
    problems = []
    for place, at in (('mark', 1), ('nonce', 7), ('nonce', 19), ('vector', 22), ('vector', 34), ('end', 37), ('end', 42), ('version', 45),
                      ('id', 52), ('number', 97), ('text', len(octets) // 2), ('last', len(octets) - 1)):
        for bit in (1, 128):
            changed = base64.urlsafe_b64encode(octets[:at] + bytes([octets[at] ^ bit]) + octets[at + 1:]).decode().rstrip('=')
            problems += [f'{place} {at}: {line}' for line in differs(plain(it, f'{VISIT}={changed}'), 401, 'seal.key')]
    tap.case('a cookie with one bit changed, in each of its parts', problems)
    answer = Browser(it.port).get('/in/', [('Cookie', f'{VISIT}={"A" * 600}')])
    tap.case('a browser with a bad cookie is led to the sign-in', differs(answer, 303, location='/toegang/sign-in?to=%2Fin%2F'))


def split_cookies(tap, it):
    browser = signed_in(it)
    good, other = browser.cookies[VISIT], signed_in(it).cookies[VISIT]
    for name, lines in (('twice in a line', f'{VISIT}={good}; {VISIT}={other}'), ('the same one twice', f'{VISIT}={good}; {VISIT}={good}'),
                        ('on two lines', [f'{VISIT}={good}', f'{VISIT}={other}']), ('with an empty one', f'{VISIT}=; {VISIT}={good}'),
                        ('with a bad one before', f'{VISIT}=x; {VISIT}={good}'), ('with a bad one behind', f'{VISIT}={good};{VISIT}=x'),
                        ('in two halves', f'{VISIT}={good[:300]}; {VISIT}={good[300:]}')):
        tap.case(f'the cookie {name} is none', differs(plain(it, lines), 401, 'seal.form'))
    for name, line, status in (('beside others', f'a=b; {VISIT}={good}; c="d; e"', 200), ('of another name that begins alike', f'{VISIT}x={good}', 401),
                               ('of another name that ends alike', f'x{VISIT}={good}', 401), ('in small letters', f'{VISIT.lower()}={good}', 401),
                               ('that stands in a value', f'a=x {VISIT}={good}', 401)):
        tap.case(f'the cookie {name}', differs(plain(it, line), status))
    answer = plain(it, f'{VISIT}={"A" * 8192}')
    tap.case('a cookie of 8 KiB', [] if answer.status in (400, 401) else [str(answer.status)])
    answer = plain(it, [f'c{n}={"A" * 4000}' for n in range(20)])
    tap.case('cookies of 80 KiB', [] if answer.status in (400, 431) else [str(answer.status)])
    answer = plain(it, '; '.join(f'{VISIT}={n}' for n in range(350)))
    tap.case('350 cookies of the name', differs(answer, 401, 'seal.form'))


def other_places(tap, it):
    good = signed_in(it).cookies[VISIT]
    for name, host in (('another host with the same keys', 'other.example'), ('a host with other keys', 'apart.example')):
        tap.case(f'the cookie at {name}', differs(plain(it, f'{VISIT}={good}', host=host), 401, 'seal.key'))
    answer = web.request(it.other_port, '/in/', [('Cookie', f'{VISIT}={good}')], host=HOST)
    tap.case('the cookie at the default server of another site, under the name that it was made for', differs(answer, 401, 'seal.key'))
    tap.case('the cookie where Host is written in capitals', differs(plain(it, f'{VISIT}={good}', host='ELOKET.example'), 200))
    tap.case('a state as a visit', differs(plain(it, f'{VISIT}={state_of(it)}'), 401, 'seal.key'))
    request, relay = (browser := Browser(it.port)).ask()
    browser.cookies[STATE] = good
    answer = browser.post('/toegang/acs', {'SAMLResponse': response(request), 'RelayState': relay}, cross_site=True)
    tap.case('a visit as a state', differs(answer, 403, 'saml.in-response-to'))


def state_of(it):
    browser = Browser(it.port)
    browser.ask()
    return browser.cookies[STATE]


def ends(tap, it):
    good = signed_in(it).cookies[VISIT]
    tap.case('a visit that was not used for too long', differs(plain(it, f'{VISIT}={sealed(it, good, -1)}'), 401, 'seal.ended'))
    tap.case('a visit until now', differs(plain(it, f'{VISIT}={sealed(it, good, 0)}'), 401, 'seal.ended'))
    used = plain(it, f'{VISIT}={sealed(it, good, 60)}')
    tap.case('one that is used is sealed anew', differs(used, 200, vary='Cookie'))
    renewed = used.header('set-cookie')
    tap.case('with the same attributes', [] if renewed.startswith(f'{VISIT}=') and 'SameSite=Lax' in renewed and 'Secure' in renewed
             and 'no-store' in used.header('cache-control') else [renewed, used.header('cache-control')])
    tap.case('a fresh one is not', [] if not plain(it, f'{VISIT}={good}').header('set-cookie') else ['sealed anew'])
    odd = sealed(it, '-', 600, octets=b'\x09another version')
    tap.case('a visit of another version', differs(plain(it, f'{VISIT}={odd}'), 401, 'visit.form'))
    request, relay = (browser := Browser(it.port)).ask()
    browser.cookies[STATE] = sealed(it, browser.cookies[STATE], -1, PURPOSE.replace('visit', 'sign-in'))
    answer = browser.post('/toegang/acs', {'SAMLResponse': response(request), 'RelayState': relay}, cross_site=True)
    tap.case('a sign-in that took too long', differs(answer, 403, 'saml.in-response-to'))
    for octets in (b'i', b'\xff' * 200, b'i' * 25, b'i' * 25 + b'\xff\xff', b'\x00' * 2900):
        browser.cookies[STATE] = sealed(it, '-', 600, PURPOSE.replace('visit', 'sign-in'), octets)
        answer = browser.post('/toegang/acs', {'SAMLResponse': 'x', 'RelayState': 'i' * 16}, cross_site=True)
        tap.case(f'a state of {len(octets)} strange octets', differs(answer, 403))


def replays(tap, it):
    browser = Browser(it.port)
    request, relay = browser.ask()
    kept, posted = dict(browser.cookies), {'SAMLResponse': response(request), 'RelayState': relay}
    tap.case('a response', differs(browser.post('/toegang/acs', posted, cross_site=True), 303, location='/in/'))
    tap.case('again, without its state', differs(browser.post('/toegang/acs', posted, cross_site=True), 403, 'saml.in-response-to'))
    problems = []
    for _ in range(8): # the workers take turns
        copy = Browser(it.port)
        copy.cookies = dict(kept)
        copy.attributes = {STATE: ['SameSite=None']}
        problems += differs(copy.post('/toegang/acs', posted, cross_site=True), 403, 'replay.used')
        problems += ['signed in'] if VISIT in copy.cookies else []
    tap.case('again, with a copy of the state, at any worker', problems)


def responses(tap, it):
    def posted(change=lambda text: text, **values):
        browser = Browser(it.port)
        request, relay = browser.ask()
        answer = browser.post('/toegang/acs', {'SAMLResponse': change(response(request, **values)), 'RelayState': relay}, cross_site=True)
        return answer, browser

    def changed(text):
        return base64.b64encode(base64.b64decode(text).replace(b'85073003328', b'90010100123')).decode()

    for name, check, made in (
            ('tampered with', 'saml.signature', posted(changed)), ('signed by somebody else', 'saml.signature.value', posted(signer='attacker')),
            ('for another recipient', 'saml.', posted(recipient='https://evil.example/acs')),
            ('for another audience', 'saml.audience', posted(audience='https://other.example')),
            ('that ended', 'saml.', posted(not_on_or_after='2026-01-01T00:00:00Z')),
            ('of a refusal', 'saml.status', posted(status='urn:oasis:names:tc:SAML:2.0:status:Requester')),
            ('to another request', 'saml.in-response-to', posted(in_response_to='_other')),
            ('that is no base64', 'base64.', posted(lambda text: '!' + text)), ('that is no XML', 'xml.', posted(lambda text: 'AAAA'))):
        answer, browser = made
        came = answer.header('toegang-check')
        tap.case(f'a response {name}', [*differs(answer, 403)] + ([] if came.startswith(check) else [came]) +
                 (['a visit was given'] if VISIT in browser.cookies else []))


OTHER = 'https://other.example/saml'


def another_provider(tap, it):
    """One that is trusted too, and answers where only the first one is asked."""
    browser = Browser(it.port, host='two.example')
    request, relay = browser.ask()
    posted = {'SAMLResponse': response(request, 'other-idp', issuer=OTHER), 'RelayState': relay}
    answer = browser.post('/toegang/acs', posted, cross_site=True)
    tap.case('a response of another provider', [*differs(answer, 403, 'saml.issuer.unknown')] + (['a visit'] if VISIT in browser.cookies else []))
    request, relay = browser.ask()
    answer = browser.post('/toegang/acs', {'SAMLResponse': response(request), 'RelayState': relay}, cross_site=True)
    tap.case('of the one that is asked', differs(answer, 303, location='/in/'))


def trust_ends(tap, it):
    browser = signed_in(it)
    with open(it.path('toegang.yaml'), encoding='utf-8') as file:
        before = file.read()
    it.write('other-metadata.xml', forge('--metadata', '--entity-id', OTHER))
    it.write('toegang.yaml', before.replace(ENTITY, OTHER).replace('idp-metadata', 'other-metadata'))
    reload(it)
    tap.case('a visit of a provider that is not trusted any more', differs(plain(it, f'{VISIT}={browser.cookies[VISIT]}'), 401, 'visit.issuer'))
    it.write('toegang.yaml', before)
    reload(it)
    tap.case('and of one that is trusted again', differs(browser.get('/in/'), 200))


def two_providers(it):
    key = ['--key', f'{KEYS}/other-idp.key', '--cert', f'{KEYS}/other-idp.crt']
    it.write('second-metadata.xml', forge('--metadata', *key, '--entity-id', OTHER))
    with open(it.path('toegang.yaml'), encoding='utf-8') as file:
        text = file.read()
    entry = TRUST.partition('\n')[2].replace(ENTITY, OTHER).replace('idp-metadata', 'second-metadata')
    it.write('two.yaml', text.replace(TRUST, TRUST + entry))
    return server(it.port, LOCATIONS.replace('toegang.yaml', 'two.yaml').replace('/toegang/;', f'/toegang/ provider={ENTITY};'), 'two.example')


def rotation(tap, it):
    old, gone = signed_in(it), signed_in(it)
    kept = dict(gone.cookies)
    gone.post('/toegang/sign-out', {'token': field(gone.get('/toegang/sign-out').text())})
    pending = Browser(it.port)
    request, relay = pending.ask()
    page = old.get('/toegang/sign-out').text()
    it.write('cookie.keys', KEY_B + '\n' + KEY_A + '\n', 0o600)
    reload(it)
    tap.case('after a rotation the old cookie is good', differs(old.get('/in/'), 200))
    answer = pending.post('/toegang/acs', {'SAMLResponse': response(request), 'RelayState': relay}, cross_site=True)
    tap.case('a sign-in that had begun ends', differs(answer, 303, location='/in/'))
    tap.case('a new cookie has the new key', [] if pending.cookies[VISIT][:5] != old.cookies[VISIT][:5] else ['the same mark'])
    tap.case('who signed out before is still out', differs(plain(it, f'{VISIT}={kept[VISIT]}'), 401, 'seal.ended'))
    answer = old.post('/toegang/organisation?to=/in/', {'token': field(page), 'organisation': 'self'})
    tap.case('a token of one form is none of another', differs(answer, 403, 'visit.token'))
    it.write('cookie.keys', KEY_B + '\n', 0o600)
    reload(it)
    tap.case('when the old key is gone the old cookie is', differs(plain(it, f'{VISIT}={old.cookies[VISIT]}'), 401, 'seal.key'))
    tap.case('the new one is not', differs(pending.get('/in/'), 200))
    tap.case('and is told the application', said(pending, f'permit kbo:{BAKERY}'))


def main():
    tap = Tap()
    with site('visits', Site) as it:
        it.write('other.keys', KEY_B + '\n', 0o600)
        it.other_port = web.free_port()
        http = server(it.port) + server(it.port, name='other.example', more=f'listen 127.0.0.1:{it.other_port};')
        http += server(it.port, LOCATIONS.replace('cookie.keys', 'other.keys'), 'apart.example') + two_providers(it)
        with it.running(http, workers=2):
            for part in (forged_cookies, split_cookies, other_places, ends, replays, responses, another_provider, trust_ends, rotation):
                part(tap, it)
        tap.case('no national number in a log', [line for line in it.log().splitlines() if '85073003328' in line][:3])
        tap.case('nothing broken in the log', it.broken())
    tap.end()


main()
