#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Attacks on the pages and forms of the sign-in of nginx: each is refused with its check, or bounded. Usage: see world.py."""
import http.client
import random
import re
import threading
import time
import urllib.parse

from signing_in import ACCEPT, HOST, LOCATIONS, STATE, VISIT, Browser, Site, field, response, server, signed_in
from world import BAKERY, Tap, differs, site, web
import wrk  # noqa: E402, which world has made findable


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
    with site('forms', Site) as it:
        # A quarantine of the sanitizer would look like a leak.
        it.environment = web.measured(it.environment)
        with it.running(server(it.port) + server(it.port, LOCATIONS + PAGES, 'pages.example'), workers=2):
            for part in (login_csrf, csrf, pages_of_others, redirects, smuggling, bodies, noise, flood):
                part(tap, it)
        told(tap, it)
        tap.case('no national number in a log', [line for line in it.log().splitlines() if '85073003328' in line][:3])
        tap.case('nothing broken in the log', it.broken())
    tap.end()


main()
