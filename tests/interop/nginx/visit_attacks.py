#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Attacks on the sign-in of nginx and on its cookies: each is refused with its check, or bounded.
Usage: see world.py, and at the end the program of seal.c."""
import base64
import http.client
import random
import re
import subprocess
import sys
import threading
import time
import urllib.parse

from signing_in import (ACCEPT, ENTITY, KEY_A, KEY_B, KEYS, LOCATIONS, STATE, TRUST, VISIT, Browser, Site, field, reload, response,
                        said, server, signed_in)
from world import BAKERY, NGINX, Tap, differs, forge, os, skip_all, web
import wrk  # noqa: E402, which world has made findable

SEAL = os.path.abspath(sys.argv[5])
HOST = 'eloket.example'
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


def login_csrf(tap, it):
    attacker, victim = Browser(it.port), Browser(it.port)
    request, relay = attacker.ask()
    posted = {'SAMLResponse': response(request), 'RelayState': relay}
    answer = victim.post('/toegang/acs', posted, cross_site=True)
    tap.case("somebody else's response", differs(answer, 403, 'saml.in-response-to'))
    _, own = victim.ask()
    answer = victim.post('/toegang/acs', posted, cross_site=True)
    tap.case("somebody else's response while one is awaited", differs(answer, 403, 'saml.in-response-to'))
    answer = victim.post('/toegang/acs', posted | {'RelayState': own}, cross_site=True)
    tap.case('with a RelayState that was seen', differs(answer, 403, 'saml.in-response-to'))
    tap.case('no visit is given', [VISIT] if VISIT in victim.cookies else [])
    victim = Browser(it.port)
    victim.cookies[VISIT] = before = signed_in(it).cookies[VISIT]
    victim.sign_in()
    tap.case('a visit that was there before is replaced', [] if victim.cookies[VISIT] != before else ['kept'])
    for name, body in (('RelayState twice', f'SAMLResponse=AAAA&RelayState={own}&RelayState={own}'), ('no RelayState', 'SAMLResponse=AAAA')):
        victim.ask()
        tap.case(name, differs(victim.post('/toegang/acs', body, cross_site=True), 403, 'saml.in-response-to'))


def csrf(tap, it):
    browser, other = signed_in(it), signed_in(it)
    choice, out = '/toegang/organisation?to=/in/', '/toegang/sign-out'
    own, foreign = browser.get(out).text(), other.get(out).text()
    form = browser.get('/toegang/organisation').text()
    for name, token in (('no token', None), ('an empty token', ''), ('a token of another visit', field(foreign)), ('a token made up', 'A' * 43),
                        ('the token of the other form', field(form))):
        fields = {'token': token} if token is not None else {}
        tap.case(f'signing out with {name}', differs(browser.post(out, fields), 403, 'visit.token'))
        if name == 'the token of the other form':
            fields = {'token': field(own)}
        fields['organisation'] = f'kbo:{BAKERY}'
        tap.case(f'choosing with {name}', differs(browser.post(choice, fields), 403, 'visit.token'))
    fields = {'token': field(own), 'organisation': 'self'}
    tap.case('another site gets no visit sent along', [*differs(browser.post(out, fields, cross_site=True), 303, location='/')] +
             ([] if VISIT in browser.cookies else ['the visit ended']))
    tap.case('two tokens are none', differs(browser.post(out, f'token={field(own)}&token={field(own)}'), 403, 'visit.token'))
    tap.case('and the visit goes on', differs(browser.get('/in/'), 200))
    tap.case('signing out by a link does nothing', [*differs(browser.get(f'{out}?token={field(own)}'), 200)] +
             list(differs(browser.get('/in/'), 200)))


ELSEWHERE = ['https://evil.example/', 'http:evil.example', '//evil.example', '///evil.example', '////evil.example', '/\\evil.example',
             '\\\\evil.example', '/\t/evil.example', '/\r\n/evil.example', '/%2f/evil.example', '/%5cevil.example', '/%252f%252fevil.example',
             '/@evil.example', '/.evil.example/..//evil.example', 'javascript:alert(1)', ' //evil.example', '/\x00', '/\x01', '/é', 'evil.example',
             '', '?x', '#x', '/a\r\nSet-Cookie: evil=1', '/a%0d%0aSet-Cookie:%20evil=1', '/a%250d%250aX:%20y', '/' + 'a' * 2000, '/a b']


def redirects(tap, it):
    problems = []
    for to in ELSEWHERE:
        for written in (urllib.parse.quote(to, safe=''), urllib.parse.quote(urllib.parse.quote(to, safe=''), safe='')):
            answer = Browser(it.port).get(f'/toegang/language?language=nl&to={written}')
            where = answer.header('location')
            if answer.status != 303 or (where != '/' and 'evil' in urllib.parse.unquote(urllib.parse.unquote(where)).split('?')[0]
                                        and where.startswith(('//', '/\\'))) or 'evil' in answer.header('set-cookie') \
                    or not where.startswith('/') or where.startswith('//'):
                problems.append(f'{to!r} leads to {where!r}')
            if written == urllib.parse.quote(to, safe='') and where != '/':
                problems.append(f'{to!r} leads to {where!r} and not home')
    tap.case('a way that leads elsewhere leads home', problems)
    problems = []
    for to in ELSEWHERE[:6]:
        browser = Browser(it.port)
        problems += [f'{to!r}: {line}' for line in differs(browser.sign_in(to), 303, location='/')]
    tap.case('also after a sign-in', problems)
    browser = Browser(it.port)
    request, _ = browser.ask('/in/')
    answer = browser.post('/toegang/acs', {'SAMLResponse': response(request), 'RelayState': 'https://evil.example/'}, cross_site=True)
    tap.case('RelayState leads nowhere', [*differs(answer, 403, 'saml.in-response-to')] + [name for name in ('location',) if answer.header(name)])
    tap.case('a way that is long is forgotten', differs(Browser(it.port).sign_in('/in/?' + 'a' * 900), 303, location='/'))


def smuggling(tap, it):
    browser = signed_in(it)
    token = field(browser.get('/toegang/organisation').text())
    strange = ['%0d%0aX-Evil:1', '%0aX-Evil:1', '%00', '%c3%28', '%', '%2', '%zz', '%u0041', '//', '%5c', '<script>', '%3Cscript%3E', "'%22", 'a;b', 'x=y']
    problems = []
    for value in strange:
        requests = [web.request(it.port, f'/toegang/{path}', [ACCEPT, ('Cookie', f'{VISIT}={browser.cookies[VISIT]}')], host=HOST)
                    for path in (f'sign-in?to={value}', f'organisation?to={value}', f'language?language={value}', f'language?language=nl&to={value}',
                                 f'slo?SAMLRequest={value}', f'slo?SAMLResponse={value}&RelayState={value}', f'{value}')]
        requests += [browser.post(f'/toegang/{path}', body) for path, body in (
            ('organisation', f'token={token}&organisation={value}'), ('organisation', f'token={value}&organisation=self'),
            ('organisation', f'token={token}&organisation=kbo:{BAKERY}{value}'), ('sign-out', f'token={value}'), ('acs', f'SAMLResponse={value}'),
            ('acs', f'SAMLResponse=AAAA&RelayState={value}'), ('slo', f'SAMLRequest={value}'), ('slo', f'SAMLResponse={value}'), ('acs', value))]
        for answer in requests:
            if answer.status in (0, 500, 502) or 'x-evil' in answer.headers or '<script>' in answer.text():
                problems.append(f'{value}: {answer.status} {answer.headers} {answer.text()[:200]}')
            if answer.status == 200 and answer.header('set-cookie'):
                problems.append(f'{value}: {answer.header("set-cookie")}')
    tap.case('characters that would end a header, a text or a path', problems)
    kind = ('Content-Type', 'application/x-www-form-urlencoded')
    for name, headers, body, status in (
            ('too large', [kind], 'SAMLResponse=' + 'A' * 600000, 413), ('of another type', [('Content-Type', 'text/plain')], 'SAMLResponse=AAAA', 415),
            ('of several parts', [('Content-Type', 'multipart/form-data; boundary=x')], '--x--', 415), ('without a field', [kind], 'a=b', 400),
            ('with the field twice', [kind], 'SAMLResponse=AAAA&SAMLResponse=AAAA', 400), ('that is empty', [kind], '', 400)):
        tap.case(f'a form {name}', differs(web.request(it.port, '/toegang/acs', headers, body, 'POST', host=HOST), status))
    chunked = (f'POST /toegang/acs HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\nContent-Type: {kind[1]}\r\n'
               'Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n')
    tap.case('a form of unknown length', differs(web.exchange(it.port, chunked.encode()), 411))
    tap.case('a long form that is read from a file', differs(
        web.request(it.port, '/toegang/acs', [kind], 'a=' + 'A' * 300000 + '&SAMLResponse=AAAA', 'POST', host=HOST), 403, 'saml.in-response-to'))


def bodies(tap, it):
    """What a request brings along is never read as the next request, whoever is led where."""
    unchosen = signed_in(it, organisation='', role_1='x', role_3='x', role_4='x', role_5='x').cookies[VISIT]
    inner = f'GET /smuggled HTTP/1.1\r\nHost: {HOST}\r\n\r\n'
    last = f'GET / HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n'
    for name, path, cookie in (('to the sign-in', '/in/', 'a=b'), ('to the choice', '/in/', f'{VISIT}={unchosen}'),
                               ('to the provider', '/toegang/sign-in', 'a=b'), ('home', '/toegang/sign-out', 'a=b'),
                               ('back', '/toegang/language?language=fr', 'a=b')):
        for method in ('GET', 'HEAD'):
            head = f'{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept: text/html\r\nCookie: {cookie}\r\nContent-Length: {len(inner)}\r\n\r\n'
            answer = web.exchange(it.port, (head + inner + last).encode())
            came = [answer.status, *(int(status) for status in re.findall(rb'HTTP/1.1 (\d+)', answer.body))]
            tap.case(f'{method} with a body, led {name}', [] if came == [303, 200] else [str(came)])


def noise(tap, it):
    """Octets that nobody chose, the same in every run, where texts are read: each is answered."""
    chance, browser = random.Random(7), signed_in(it)
    browser.ask()
    good = {name: value for name, value in browser.cookies.items()}
    telling = ['&', '=', ';', '%', '%0', '%00', '+', ' ', ',', '"', '\\', '\t', '=&=', ';;', '\xff', '\xc3\xa9', 'SAMLResponse', 'RelayState', 'token',
               'organisation', 'to', VISIT, STATE, *good.values()]

    def text(most):
        return ''.join(chance.choice(telling) for _ in range(chance.randrange(most)))

    bad = []
    for _ in range(600):
        path = chance.choice(['in/', *(f'toegang/{name}' for name in ('sign-in', 'acs', 'organisation', 'sign-out', 'slo', 'language'))])
        query = urllib.parse.quote(text(8), safe='&=%+;') if chance.random() < 0.7 else ''
        body = text(12).encode('latin-1') if chance.random() < 0.5 else None
        headers = [('Cookie', text(9).replace('\xff', '')) for _ in range(chance.randrange(3))]
        headers.append(('Content-Type', 'application/x-www-form-urlencoded'))
        if chance.random() < 0.5:
            headers.append(ACCEPT)
        answer = web.request(it.port, f'/{path}?{query}', headers, body, host=HOST)
        if answer.status in (0, 500, 502, 504):
            bad.append(f'{answer.status}: {path}?{query} {headers} {body}')
    tap.case('600 requests of noise are all answered', bad)


def resident(it):
    """KiB in memory of all workers."""
    return sum(wrk.resident(pid) for pid in wrk.children(it.process.pid))


def half_finished(it, count):
    """Sign-ins that begin and never end, over few connections; how many were not led to the provider."""
    bad = []

    def begin(number):
        connection = http.client.HTTPConnection('127.0.0.1', it.port, timeout=60)
        for n in range(number):
            connection.request('GET', f'/toegang/sign-in?to=/in/%3Fn%3D{n}', headers={'Host': HOST})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 303:
                bad.append(answer.status)
        connection.close()

    threads = [threading.Thread(target=begin, args=(count // 8,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return bad


def flood(tap, it):
    browser = Browser(it.port)
    request, relay = browser.ask()
    half_finished(it, 5000)  # what the allocators keep for themselves
    before, begun = resident(it), time.monotonic()
    bad = half_finished(it, 10000)
    after = resident(it)
    tap.note(f'10 000 sign-ins begun in {time.monotonic() - begun:.1f} s; workers before {before >> 10} MiB, after {after >> 10} MiB')
    tap.case('10 000 sign-ins that nobody finishes are all led to the provider', [f'{len(bad)}: {sorted(set(bad))}'] if bad else [])
    tap.case('and cost no memory', [f'{before} -> {after} KiB'] if after - before > 16 << 10 else [])
    answer = browser.post('/toegang/acs', {'SAMLResponse': response(request), 'RelayState': relay}, cross_site=True)
    tap.case('the one that was begun before them all ends well', differs(answer, 303, location='/in/'))


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


PAGES = '''error_page 403 /why.html; location = /why.html { internal; ssi on; }
location /part/ { toegang e-loketondernemers; error_page 500 /none; alias @SITE@/in/; }
'''


def pages_of_others(tap, it):
    """A choice that is refused, on a page of the administrator that includes what asks as well."""
    it.write('site/why.html', 'because <!--#echo var="toegang_check" -->; <!--#include virtual="/part/index.html" -->')
    browser = Browser(it.port, host='pages.example')
    browser.sign_in(organisation='', role_1='x', role_3='x', role_4='x', role_5='x')
    token = field(browser.get('/toegang/organisation').text())
    answer = browser.post('/toegang/organisation', {'organisation': 'kbo:0202239951', 'token': token})
    problems = [] if 'because representation.absent; ' in answer.text() and 'inside' not in answer.text() else [answer.text()]
    tap.case('a choice that is refused on a page of the administrator', [*differs(answer, 403, 'representation.absent'), *problems])


def told(tap, it):
    """Who is signed in is told by his handle, also where his visit was looked at and nothing was asked."""
    log = it.read('told.log').splitlines()
    for name, line in (('the page of the choice', '200 /toegang/organisation |||||'), ('a choice that is refused', '403 /toegang/organisation |visit.token|'),
                       ('a page of the application', '200 /in/index.html permit|')):
        lines = [came for came in log if came.startswith(line)]
        tap.case(f'a log is told who it was: {name}', [] if lines and all(re.search(r'\|~[\w-]{20,}\|high\|nl$', came) for came in lines)
                 else lines[:3] or ['no such line'])
    tap.case('by no national number', [line for line in log if '85073003328' in line][:3])


def main():
    tap = Tap()
    if not NGINX:
        skip_all('no nginx: sudo apt-get install nginx')
    with web.folder('visits') as folder:
        it = Site(folder)
        it.write('other.keys', KEY_B + '\n', 0o600)
        # A quarantine of the sanitizer would look like a leak.
        it.environment = web.measured(it.environment)
        it.other_port = web.free_port()
        http = server(it.port) + server(it.port, name='other.example', more=f'listen 127.0.0.1:{it.other_port};') + server(it.port, LOCATIONS.replace('cookie.keys', 'other.keys'),
                                                                               'apart.example') + two_providers(it) + server(it.port, LOCATIONS + PAGES, 'pages.example')
        with it.running(http, workers=2):
            for part in (forged_cookies, split_cookies, other_places, ends, replays, responses, another_provider, login_csrf, csrf, pages_of_others, redirects, smuggling, bodies, noise, flood,
                         trust_ends, rotation):
                part(tap, it)
        told(tap, it)
        log = it.log()
        tap.case('no national number in a log', [line for line in log.splitlines() if '85073003328' in line][:3])
        tap.case('nothing went wrong inside', [line for line in log.splitlines() if '[alert]' in line or '[crit]' in line or 'Sanitizer' in line][:5])
    tap.end()


main()
