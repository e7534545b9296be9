#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Signing in at a site of nginx and choosing for whom. Usage: see world.py."""
import contextlib
import re
import shutil
import socket
import subprocess
import time
import urllib.parse

from signing_in import ACCEPT, SSO, STATE, VISIT, Browser, Site, field, inflated, leads, links_of, response, said, server, signed_in
from world import BAKERY, SlowRegister, Tap, differs, held, served, site, web
import wrk  # noqa: E402, which world has made findable

NO_ORGANISATION = {'organisation': '', 'role_1': 'x', 'role_3': 'x', 'role_4': 'x', 'role_5': 'x'}
WEAK = 'urn:be:vlaanderen:authmech:csamsms'


def first(tap, it):
    browser = Browser(it.port)
    answer = browser.get('/in/?a=1&b=%2F')
    tap.case('nobody is led to the sign-in', leads(answer, '/toegang/sign-in?to=%2Fin%2F%3Fa%3D1%26b%3D%252F'))
    tap.case('also where an error leads inside', leads(browser.get('/gone/x'), '/toegang/sign-in?to=%2Fgone%2Fx'))
    answer = browser.get(answer.header('location'))
    query, xml = inflated(answer.header('location'))
    tap.case('the sign-in leads to the provider', [answer.header('location')] if not answer.header('location').startswith(SSO + '?')
             else [])
    tap.case('RelayState says nothing', [] if re.fullmatch(r'[0-9a-f]{16}', query['RelayState']) else [query['RelayState']])
    tap.case('the request is signed', [] if 'Signature' in query and 'SigAlg' in query else [str(query)])
    attributes = {'Path=/', 'Secure', 'HttpOnly', 'SameSite=None', 'Max-Age=900'}
    tap.case('its state is in the browser', [] if set(browser.attributes[STATE]) == attributes else [str(browser.attributes)])
    answer = browser.sign_in('/in/?a=1&b=%2F')
    tap.case('the response leads back', leads(answer, '/in/?a=1&b=%2F'))
    attributes = {'Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax'}
    tap.case('the visit is in the browser', [] if set(browser.attributes[VISIT]) == attributes else [str(browser.attributes)])
    tap.case('the page opens', differs(browser.get('/in/'), 200, vary='Cookie', cache_control='private'))
    tap.case('for the organisation of the assertion',
             said(browser, f'permit kbo:{BAKERY}'))
    tap.case('what is denied says why', differs(browser.get('/right/'), 403, 'right.absent'))
    tap.case('what asks without HTML is told so',
             differs(web.request(it.port, '/in/', [('Accept', 'application/json')], host='eloket.example'), 401, 'identity.absent'))
    post = web.request(it.port, '/in/', [ACCEPT, ('Content-Type', 'text/plain')], 'x', host='eloket.example')
    tap.case('a form that was posted is not led away', differs(post, 401, 'identity.absent'))


def around(tap, it):
    """What the site is called, and the way home: on a refusal and on the pages of the sign-in."""
    browser = signed_in(it)
    pages = [browser.get(path).text() for path in ('/right/', '/toegang/sign-out', '/toegang/organisation')]
    for page, name in zip(pages, ('a refusal', 'signing out', 'the choice')):
        tap.case(f'{name} has the name of the site', [page] if '<bdi>Onze &amp; loketten</bdi></p>' not in page
                 or ' – Onze &amp; loketten</title>' not in page else [])
    tap.case('a refusal has the way home', [] if 'href="/home?a=1&amp;b=2"' in pages[0] else [pages[0]])
    tap.case('and so has signing out', [] if 'href="/home?a=1&amp;b=2"' in pages[1] else [pages[1]])
    onward = browser.post('/toegang/sign-out', {'token': field(pages[1])}).text()
    tap.case('the page that leads on has the name', [] if ' – Onze &amp; loketten</title>' in onward else [onward])


def anew(tap, it):
    """Where a stronger key is what is missing the provider is told to ask for one, whatever session it has."""
    browser = signed_in(it, assurance=WEAK)
    page = browser.get('/right/')
    tap.case('too weak a key', differs(page, 403, 'assurance.low'))
    links = links_of(page)
    tap.case('the button is to sign in again', [] if links[0] == ('/toegang/sign-in?to=%2Fright%2F&anew=1', 'Opnieuw aanmelden')
             and 'class="button">Opnieuw aanmelden' in page.text() else links)
    query, xml = inflated(browser.get(links[0][0]).header('location'))
    tap.case('by which the provider asks anew', [] if 'ForceAuthn="true"' in xml else [xml])
    came = browser.post('/toegang/acs', {'SAMLResponse': response(re.search(r'ID="([^"]+)"', xml)[1]), 'RelayState': query['RelayState']},
                        cross_site=True)
    tap.case('the response leads back', leads(came, '/right/'))
    page = browser.get('/right/')
    tap.case('with the strong key a right is missing', differs(page, 403, 'right.absent'))
    expected = [('/toegang/organisation?to=%2Fright%2F', 'Kiezen voor wie u handelt'), ('/home?a=1&b=2', 'Naar het begin'), links[0]]
    tap.case('which a sign-in does not mend', [] if [path for path, _ in links_of(page)] == [path for path, _ in expected] else [str(links_of(page))])
    page = signed_in(it, **NO_ORGANISATION).get('/weak/')
    tap.case('for oneself there is nothing to choose', [] if 'organisation' not in str(links_of(page)) and links_of(page) else [page.text()])
    _, xml = inflated(Browser(it.port).get('/toegang/sign-in?to=%2Fright%2F').header('location'))
    tap.case('a first sign-in does as the provider likes', [xml] if 'ForceAuthn' in xml else [])


def again(tap, it):
    """Back and reload: the response is posted once more, and the page leads to a new sign-in."""
    browser = Browser(it.port)
    request, relay = browser.ask()
    posted = {'SAMLResponse': response(request), 'RelayState': relay}
    browser.post('/toegang/acs', posted, cross_site=True)
    page = browser.post('/toegang/acs', posted, cross_site=True)
    tap.case('a response that is posted again leads to a new sign-in',
             [*differs(page, 403, 'saml.in-response-to')] + ([] if 'href="/toegang/sign-in?to=%2F"' in page.text() else [page.text()]))
    tap.case('and the visit goes on', differs(browser.get('/in/'), 200))


def full(tap, it):
    """One thread, which waits for a register, and room for one more: who finds it full is told to come back."""
    browser, asked = Browser(it.port), SlowRegister.asked
    request, relay = browser.ask()
    browser.post('/toegang/acs', {'SAMLResponse': response(request), 'RelayState': relay})
    ask = f'GET /in/ HTTP/1.1\r\nHost: {browser.host}\r\nConnection: close\r\nCookie: toegang={browser.cookies["toegang"]}\r\n\r\n'.encode()
    with held() as let_go, contextlib.ExitStack() as stack:
        waiting = [stack.enter_context(socket.create_connection(('127.0.0.1', it.port))) for _ in range(2)]
        waiting[0].sendall(ask)
        wrk.until(lambda: SlowRegister.asked > asked)
        waiting[1].sendall(ask)
        browser.get('/')  # the worker has read the request before this one
        for _ in range(3):
            tap.case('a full queue says when to come back', differs(Browser(it.port).get('/toegang/sign-in'), 503, retry_after='5'))
        let_go()
        came = [web.Answer(client.makefile('rb').read()) for client in waiting]
    tap.case('who waits is answered', [line for answer in came for line in differs(answer, 200)])
    tap.case('and it goes on', differs(Browser(it.port).get('/toegang/sign-in'), 303))


def several(tap, it):
    """Tabs: four sign-ins at once, each answered by its own response; the fifth takes the place of the first."""
    browser = Browser(it.port)
    asked = [browser.ask(f'/in/?tab={n}') for n in range(5)]
    answers = [browser.post('/toegang/acs', {'SAMLResponse': response(request), 'RelayState': relay}, cross_site=True)
               for request, relay in asked]
    tap.case('the first of five is forgotten', differs(answers[0], 403, 'saml.in-response-to'))
    for n in range(1, 5):
        tap.case(f'tab {n} is answered', leads(answers[n], f'/in/?tab={n}'))
    tap.case('nothing is pending any more', [STATE] if STATE in browser.cookies else [])


def long_ways(tap, it):
    browser, ways = Browser(it.port), ['/in/?' + chr(ord('a') + n) * 580 for n in range(4)]
    for (request, relay), way in [(browser.ask(way), way) for way in ways]:
        answer = browser.post('/toegang/acs', {'SAMLResponse': response(request), 'RelayState': relay}, cross_site=True)
        tap.case(f'one of four long ways back: {way[5]}', leads(answer, way))


def slow_form(tap, it):
    """A response that comes in pieces, each after a while."""
    browser = Browser(it.port)
    request, relay = browser.ask()
    body = urllib.parse.urlencode({'SAMLResponse': response(request), 'RelayState': relay}).encode()
    head = (f'POST /toegang/acs HTTP/1.1\r\nHost: eloket.example\r\nConnection: close\r\nContent-Length: {len(body)}\r\n'
            f'Content-Type: application/x-www-form-urlencoded\r\nCookie: {STATE}={browser.cookies[STATE]}\r\n\r\n').encode()
    with socket.create_connection(('127.0.0.1', it.port)) as client:
        for piece in (head[:40], head[40:], body[:1], body[1:3000], body[3000:-1], body[-1:]):
            client.sendall(piece)
            time.sleep(0.05)
        came = b''
        while octets := client.recv(65536):
            came += octets
    tap.case('a response that comes slowly', leads(web.Answer(came), '/in/'))
    with socket.create_connection(('127.0.0.1', it.port)) as client:
        client.sendall(head + body[:100])
    tap.case('one whose sender goes away costs nothing', differs(browser.get('/'), 200))


def http2(tap, it):
    if not shutil.which('curl'):
        tap.skip('HTTP/2', 'no curl: sudo apt-get install curl')
        return
    browser = Browser(it.port)
    request, relay = browser.ask()
    body = it.write('posted', urllib.parse.urlencode({'SAMLResponse': response(request), 'RelayState': relay}))
    port = it.second
    came = subprocess.run(['curl', '-s', '-i', '--http2-prior-knowledge', '-H', 'Host: eloket.example', '-b', f'{STATE}={browser.cookies[STATE]}',
                           '--data-binary', '@' + body, f'http://127.0.0.1:{port}/toegang/acs'], capture_output=True, text=True, check=False).stdout
    tap.case('a response by HTTP/2', [] if 'HTTP/2 303' in came and 'location: /in/' in came and VISIT in came else [came])


def choice(tap, it):
    browser = signed_in(it, **NO_ORGANISATION)
    answer = browser.get('/in/')
    tap.case('without an organisation the choice is asked', leads(answer, '/toegang/organisation?to=%2Fin%2F'))
    tap.case('for oneself nothing is asked', differs(browser.get('/self/'), 200))
    quiet = web.request(it.port, '/in/', [('Cookie', f'{VISIT}={browser.cookies[VISIT]}')], host='eloket.example')
    tap.case('what shows no page is told to choose', differs(quiet, 403, 'visit.choice'))
    tap.case('and so is a form that was sent', differs(browser.post('/in/', 'a=b'), 403, 'visit.choice'))
    page = browser.get(answer.header('location'))
    tap.case('the page of the choice', differs(page, 200, cache_control='no-store', content_type='text/html; charset=utf-8',
                                               x_content_type_options='nosniff'))
    missing = [text for text in (f'kbo:{BAKERY}', '"self"', 'lang="nl"') if text not in page.text()]
    tap.case('it offers what the register knows', missing)
    token = field(page.text())
    where = '/toegang/organisation?to=/in/'
    tap.case('nobody can be chosen whom he may not act for',
             differs(browser.post(where, {'organisation': 'kbo:0202239951', 'token': token}), 403, 'representation.absent'))
    tap.case('nothing that is no number', differs(browser.post(where, {'organisation': 'kbo:0202239952', 'token': token}), 403,
                                                  'kbo.checksum'))
    for name, fields in (('an empty choice', {'organisation': ''}), ('no choice', {})):
        tap.case(f'{name} is none', differs(browser.post(where, {**fields, 'token': token}), 403, 'organisation.absent'))
    answer = browser.post(where, {'organisation': f'kbo:{BAKERY}', 'token': token})
    tap.case('the choice leads back', leads(answer, '/in/'))
    tap.case('and counts', said(browser, f'permit kbo:{BAKERY}'))
    answer = browser.post(where, {'organisation': 'self', 'token': token})
    tap.case('for oneself can be chosen', leads(answer, '/in/'))
    tap.case('and counts as well', said(browser, 'permit'))


def languages(tap, it):
    browser = signed_in(it, **NO_ORGANISATION)
    for language in ('en', 'fr', 'de', 'nl'):
        answer = browser.get(f'/toegang/language?to=%2Ftoegang%2Forganisation&language={language}')
        tap.case(f'{language} is chosen', leads(answer, '/toegang/organisation'))
        page = browser.get('/toegang/organisation').text()
        tap.case(f'and spoken: {language}', [] if f'lang="{language}"' in page else [page[:300]])
    tap.case('another is none', differs(browser.get('/toegang/language?to=%2F&language=es'), 400))
    wrong = 'xx-YY;q=9, \x7f, en;q=0.0001, ' + 'a' * 3000
    strange = Browser(it.port, language=wrong)
    tap.case('a wrong Accept-Language is no fault', leads(strange.get('/in/'), '/toegang/sign-in?to=%2Fin%2F'))


def titles(tap, it):
    """Of the site in this language, else in any; a place with titles of its own has no others."""
    browser = signed_in(it)
    for language, path, title in (('fr', '/right/', 'Nos &amp; guichets'), ('nl', '/right/', 'Onze &amp; loketten'),
                                  ('de', '/other/', 'Andere'), ('fr', '/other/', 'subsidieloket')):
        browser.get(f'/toegang/language?to=%2F&language={language}')
        page = browser.get(path).text()
        tap.case(f'{path} in {language}: {title}', [] if f' – {title}</title>' in page else [page[:300]])


def about(tap, it):
    answer = Browser(it.port).get('/toegang/metadata')
    tap.case('our metadata', differs(answer, 200, content_type='application/samlmetadata+xml'))
    tap.case('and they say where', [text for text in ('/toegang/acs"', '/toegang/slo"', 'X509Certificate') if text not in answer.text()])
    for method, path, status in (('GET', 'acs', 405), ('POST', 'sign-in', 405), ('PUT', 'sign-out', 405), ('GET', 'nothing', 404),
                                 ('GET', '', 404), ('GET', 'sign-in/', 404)):
        answer = web.request(it.port, '/toegang/' + path, [ACCEPT], '' if method != 'GET' else None, method, host='eloket.example')
        tap.case(f'{method} {path}', differs(answer, status if method != 'POST' else 405))


OPEN = '''toegang_config open.yaml; toegang_sign_in /toegang/; toegang_cookie_keys cookie.keys; toegang_cookie secure=off idle=1h for=2h;
location /in/ { toegang e-loketondernemers; }
location /other/ { toegang_sign_in /toegang/other/; toegang e-loketondernemers; alias @SITE@/in/; }
'''


def without_tls(tap, it):
    """To try things out on one machine, at a provider that knows no sign-out."""
    browser = Browser(it.port)
    request, relay = browser.ask()
    tap.case('without Secure the state has no prefix', [] if browser.attributes['toegang-sign-in'] == ['Path=/', 'Max-Age=900', 'HttpOnly']
             else [str(browser.attributes)])
    answer = browser.post('/toegang/acs', {'SAMLResponse': response(request), 'RelayState': relay})
    tap.case('the response leads back', leads(answer, '/in/'))
    tap.case('nor has the visit', [] if set(browser.attributes['toegang']) == {'Path=/', 'HttpOnly', 'SameSite=Lax'}
             else [str(browser.attributes)])
    tap.case('it opens', differs(browser.get('/in/'), 200))
    answer = browser.post('/toegang/sign-out', {'token': field(browser.get('/toegang/sign-out').text())})
    tap.case('where the provider knows no sign-out it ends here', leads(answer, '/'))
    tap.case('and has ended', leads(browser.get('/in/'), '/toegang/sign-in?to=%2Fin%2F'))


def below(tap, it):
    """A prefix that begins as another one does."""
    answer = Browser(it.port).get('/other/')
    tap.case('a sign-in below another one', leads(answer, '/toegang/other/sign-in?to=%2Fother%2F'))
    answer = Browser(it.port).get(answer.header('location'))
    tap.case('has pages of its own', [] if answer.header('location').startswith(SSO + '?') else [str(answer.status)])


def out_of_order(tap, it):
    """Nobody gets in while what has to be known cannot be known."""
    it.write('open.yaml', it.read('open.yaml').replace('replay.db', 'nowhere/replay.db')
             .replace('yaml:kbo.yaml', 'yaml:absent.yaml'))
    with it.running(server(it.port, OPEN)):
        browser = Browser(it.port)
        request, relay = browser.ask()
        answer = browser.post('/toegang/acs', {'SAMLResponse': response(request), 'RelayState': relay})
        tap.case('a memory that cannot tell', differs(answer, 503, retry_after='5'))
        tap.case('says so', [] if answer.header('toegang-check').startswith('replay.') else [answer.header('toegang-check')])
        tap.case('and gives no visit', ['toegang'] if 'toegang' in browser.cookies else [])
    it.write('open.yaml', it.read('open.yaml').replace('nowhere/', ''))
    with it.running(server(it.port, OPEN)):
        browser = Browser(it.port)
        request, relay = browser.ask()
        browser.post('/toegang/acs', {'SAMLResponse': response(request, **NO_ORGANISATION), 'RelayState': relay})
        page = browser.get('/toegang/organisation')
        tap.case('a register that is down has no choice to offer', differs(page, 503))
        tap.case('and says which', [] if page.header('toegang-check') == 'file.absent' else [page.header('toegang-check')])


def main():
    tap = Tap()
    with site('sign-in', Site) as it:
        it.second = web.free_port()
        with it.running(server(it.port) + server(f'{it.second} http2'), workers=2):
            for part in (first, around, anew, again, several, long_ways, slow_form, http2, choice, languages, titles, about):
                part(tap, it)
        it.write('open-metadata.xml', re.sub(r'<md:SingleLogoutService[^>]*/>', '', it.read('idp-metadata.xml')))
        it.write('open.yaml', it.read('toegang.yaml').replace('idp-metadata', 'open-metadata'))
        with it.running(server(it.port, OPEN)):
            without_tls(tap, it)
            below(tap, it)
        with served(SlowRegister) as port:
            it.write('slow.yaml', it.read('open.yaml').replace('"yaml:kbo.yaml"', f'{{source: "http://127.0.0.1:{port}/", patience: 30s}}'))
            locations = OPEN.replace('open.yaml', 'slow.yaml') + 'toegang_thread_pool one; toegang_patience 30s;'
            with it.running(server(it.port, locations), 'thread_pool one threads=1 max_queue=1;'):
                full(tap, it)
        out_of_order(tap, it)
        tap.case('nothing broken in the log', it.broken())
    tap.end()


main()
