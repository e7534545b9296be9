#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Who passes a protected location of nginx, who does not, and how that is said: by the ways that a request can take
through nginx. Usage: see world.py."""
import json
import shutil
import subprocess

from world import AN, BAKERY, JAN, Application, Tap, differs, served, site, web

# The organisation stands in the address; a map is asked for anew where the address changes.
OUTSIDE = '''
proxy_cache_path @SITE@/../kept keys_zone=kept:1m;
map $uri $of { volatile; ~^/(?:led|shelf)/(?<number>[0-9]+)/ $number; }
'''
LOCATIONS = '''
toegang_config toegang.yaml; toegang_bearer on; underscores_in_headers on;
location / { }
location /in/ { toegang e-loketondernemers; }
location /right/ { toegang subsidieloket; alias @SITE@/in/; }
location /self/ { toegang e-loketondernemers; toegang_for self; alias @SITE@/in/; }
location /for/ { toegang e-loketondernemers; toegang_for $arg_o; alias @SITE@/in/; }
location /context/ { toegang subsidieloket context=$arg_c; alias @SITE@/in/; }
location /query/ { toegang e-loketondernemers; toegang_bearer on $arg_t; alias @SITE@/in/; }
location /app/ { toegang e-loketondernemers; proxy_pass http://127.0.0.1:@APP@/; }
location /both/ { satisfy all; allow all; toegang e-loketondernemers; alias @SITE@/in/; }
location /address/ { satisfy any; allow 127.0.0.1; deny all; toegang subsidieloket; alias @SITE@/in/; }
location /either/ { satisfy any; deny all; toegang e-loketondernemers; alias @SITE@/in/; }
location /closed/ { deny all; toegang e-loketondernemers; alias @SITE@/in/; }
location /try/ { toegang e-loketondernemers; try_files /none @named; }
location @named { proxy_pass http://127.0.0.1:@APP@; }
location /leap/ { try_files /none /in/index.html; }
location /into/ { toegang e-loketondernemers; try_files /none /right/index.html; }
location /page/ { toegang subsidieloket; error_page 403 /refused.html; error_page 401 = @sign; alias @SITE@/in/; }
location @sign { return 200 "sign in: $toegang_check.$toegang_outcome."; }
location = /refused.html { ssi on; internal; }
location /loop/ { toegang subsidieloket; error_page 403 401 /loop/refused.html; alias @SITE@/in/; }
location /gone/ { error_page 404 =200 /in/index.html; }
location /lost/ { error_page 404 /right/index.html; }
location /front.html { ssi on; }
location /inside.html { ssi on; toegang e-loketondernemers; }
location = /whom.html { ssi on; toegang e-loketondernemers; toegang_for self; }
location /asked/ { auth_request /check/; alias @SITE@/in/; }
location /check/ { toegang e-loketondernemers; alias @SITE@/in/; }
location /accel/ { toegang e-loketondernemers; proxy_pass http://127.0.0.1:@APP@/; proxy_set_header X-Go /inner/; }
location /inner/ { internal; toegang e-loketondernemers; alias @SITE@/in/; }
location /led/ { toegang e-loketondernemers; toegang_for $of; proxy_pass http://127.0.0.1:@APP@/; proxy_set_header X-Go /shelf/$arg_to/; }
location /shelf/ { internal; toegang e-loketondernemers; toegang_for $of; try_files /in/index.html =404; }
location /kept/ { toegang subsidieloket; proxy_pass http://127.0.0.1:@APP@/; proxy_cache kept; proxy_cache_valid 200 1h;
  proxy_cache_key $uri$toegang_organisation; add_header X-Kept $upstream_cache_status; }
location /only/ { toegang e-loketondernemers; limit_except GET HEAD { toegang subsidieloket; } alias @SITE@/in/; }
'''
HTML = ('Accept', 'text/html')


def has(answer, *texts):
    return [f'{text!r} is not in {answer.text()[:400]!r}' for text in texts if text not in answer.text()]


def tokens(tap, it):
    jan = it.token()
    basic = [('Authorization', 'Basic amFuOmphbg==')]
    tap.case('unprotected', differs(it.get('/'), 200))
    tap.case('a legal representative walks in', differs(it.get('/in/', jan), 200))
    tap.case('who has no right is denied',
             differs(it.get('/right/', jan), 403, 'right.absent', cache_control='no-store', www_authenticate=''))
    tap.case('nobody', differs(it.get('/in/'), 401, 'identity.absent', www_authenticate='Bearer', cache_control='no-store'))
    tap.case('another scheme', differs(it.get('/in/', headers=basic), 401, 'identity.absent', www_authenticate='Bearer'))
    tap.case('a scheme in capitals', differs(it.get('/in/', headers=[('Authorization', 'BEARER  ' + jan)]), 200))
    tap.case('the scheme alone', differs(it.get('/in/', headers=[('Authorization', 'Bearer ')]), 401, 'identity.absent'))
    invalid = 'Bearer error="invalid_token"'
    for name, token, check in (('that ended', it.token(iat=1700000000, auth_time=1700000000, exp=1700003600), 'jwt.expired'),
                               ('for another', it.token(aud='other'), 'jwt.audience'),
                               ('of another issuer', it.token(iss='https://evil.example'), 'jwt.issuer'),
                               ('with another signature', jan[:-8] + 'AAAAAAAA', 'jwt.signature'),
                               ('that is none', 'x', 'jwt.form'),
                               ('with something behind it', jan + ' x', None)):
        tap.case('a token ' + name, differs(it.get('/in/', token), 401, check, www_authenticate=invalid))
    tap.case('a token of 40 KiB', differs(it.get('/in/', 'x' * 40000), 400))
    tap.case('a token of 7 KiB', differs(it.get('/in/', 'x' * 7000), 401, 'jwt.form'))
    tap.case('two tokens', differs(it.get('/in/', jan, [('Authorization', 'Bearer ' + jan)]), 400))
    tap.case('a token from a variable', differs(it.get('/query/?t=' + jan), 200))
    tap.case('an empty variable', differs(it.get('/query/', jan), 401, 'identity.absent'))


def organisations(tap, it):
    jan, an = it.token(), it.token(rrn=AN)
    tap.case('for oneself', differs(it.get('/self/', jan), 200))
    for name, value, status, check in (
            ('a number', BAKERY, 200, ''), ('a typed key', 'kbo:' + BAKERY, 200, ''),
            ('another organisation', '0878065378', 403, 'representation.absent'), ('none', '', 403, 'organisation.absent'),
            ('no number', '12', 403, None), ('a check digit', '0999999923', 403, 'kbo.checksum'),
            ('a NUL in it', BAKERY + '%00', 403, None), ('a line in it', '09%0d%0aX:y', 403, 'organisation.scheme')):
        tap.case('for a value: ' + name, differs(it.get('/for/?o=' + value, jan), status, check))
    tap.case('no such argument', differs(it.get('/for/', jan), 403, 'organisation.absent'))
    tap.case('a right without a context', differs(it.get('/right/', an), 200))
    tap.case('a context', differs(it.get('/context/?c=brood', an), 200))
    tap.case('an empty context is none at all', differs(it.get('/context/?c=', an), 403, 'right.context'))
    tap.case('a context that is not given', differs(it.get('/context/', an), 403, 'right.context'))


def methods(tap, it):
    jan = it.token()
    body = 'x' * 300000
    came = json.loads(it.get('/app/deep?q=1', jan, body=body).text())
    tap.case('a body arrives whole', [] if (came['body'], came['method'], came['path']) == (body, 'POST', '/deep?q=1')
             else 'another request arrived')
    answer = it.get('/right/', jan, method='HEAD')
    tap.case('HEAD is refused without a body', [*differs(answer, 403, 'right.absent'), *(['a body'] if answer.body else [])])
    tap.case('HEAD passes', differs(it.get('/in/', jan, method='HEAD'), 200))
    tap.case('a body that is refused', differs(it.get('/right/', jan, body=body), 403, 'right.absent'))
    tap.case('limit_except asks another right', [*differs(it.get('/only/', jan), 200),
                                                 *differs(it.get('/only/', jan, method='DELETE'), 403, 'right.absent')])


def keepalive(tap, it):
    """Refused and let through on one connection, with bodies in between."""
    jan = it.token()
    one = (f'POST /right/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {jan}\r\nContent-Length: 5\r\n\r\n12345'
           f'GET /in/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {jan}\r\n\r\n'
           'GET /in/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    answer = web.exchange(it.port, one.encode())
    whole = answer.body.decode()
    tap.case('three on one connection', [] if answer.status == 403 and whole.count('HTTP/1.1 200') == 1 and
             whole.count('HTTP/1.1 401') == 1 else whole[:500])


def pages(tap, it):
    """What a browser sees."""
    jan = it.token()

    def seen(path, token, *headers):
        return it.get(path, token, [HTML, *headers])
    answer = seen('/right/', jan)
    tap.case('a page', [*differs(answer, 403, 'right.absent', content_type='text/html; charset=utf-8', cache_control='no-store'),
                        *has(answer, '<html lang="nl">', 'right.absent', '</html>'),
                        *([] if "default-src 'none'" in answer.header('content-security-policy') else ['no policy'])])
    for name, headers, language in (('the browser', [('Accept-Language', 'es, fr;q=0.8, en;q=0.9')], 'en'),
                                    ('the cookie', [('Accept-Language', 'en'), ('Cookie', 'a=b; toegang_language=fr')], 'fr'),
                                    ('a cookie that is none', [('Accept-Language', 'de'), ('Cookie', 'toegang_language=xx')], 'de'),
                                    ('nobody', [('Accept-Language', '\x01;;q=,,*;q=9')], 'nl'),
                                    ('the browser twice', [('Accept-Language', 'fr'), ('Accept-Language', 'de')], 'nl')):
        tap.case(f'its language: what {name} says', has(seen('/right/', jan, *headers), f'<html lang="{language}">'))
    tap.case('for nobody', [*differs(seen('/in/', None), 401, 'identity.absent', www_authenticate='Bearer'),
                            *has(seen('/in/', None), 'U bent niet aangemeld')])
    tap.case('HEAD of a page', ['a body'] * bool(it.get('/right/', jan, [HTML], method='HEAD').body))
    answer = it.get('/right/', jan, [('Accept', 'application/json')])
    tap.case('text for others', [*differs(answer, 403, content_type='text/plain; charset=utf-8'), *has(answer, '[right.absent]')])
    tap.case('who typed no number reads nothing of its digits',
             has(seen('/for/', jan), 'Er is niet gezegd om welke organisatie het gaat', 'Kies of vermeld de organisatie'))
    hostile = seen('/for/?o=%3Cscript%3E"><script>', jan)
    tap.case('nothing of the request stands in it', ['<script>'] * ('<script' in hostile.text()))


def satisfy(tap, it):
    jan = it.token()
    tap.case('satisfy all', [*differs(it.get('/both/', jan), 200), *differs(it.get('/both/'), 401)])
    tap.case('satisfy any by address, without a question', differs(it.get('/address/'), 200, ''))
    tap.case('satisfy any by toegang', differs(it.get('/either/', jan), 200))
    tap.case('satisfy any by neither', differs(it.get('/either/', it.token(rrn=AN)), 403))
    tap.case('an address that is denied is asked nothing', differs(it.get('/closed/', jan), 403, ''))


def inside(tap, it):
    """Internal redirects and subrequests."""
    jan, an = it.token(), it.token(rrn=AN)
    it.write('site/refused.html', 'because <!--#echo var="toegang_check" -->, <!--#echo var="toegang_outcome" -->')
    it.write('site/front.html', 'front <!--#include virtual="/in/index.html" -->')
    it.write('site/inside.html', 'front <!--#include virtual="/in/index.html" --><!--#include virtual="/right/index.html" -->')
    it.write('site/whom.html', 'front <!--#include virtual="/in/index.html" -->')
    tap.case('a named location behind it', [*differs(it.get('/try/', jan), 200), *differs(it.get('/try/'), 401)])
    tap.case('into it from outside', [*differs(it.get('/leap/', jan), 200), *differs(it.get('/leap/'), 401)])
    tap.case('from one into another that asks more', [*differs(it.get('/into/', jan), 403, 'right.absent'),
                                                      *differs(it.get('/into/', an), 403)])
    answer = it.get('/page/', jan)
    tap.case('a page of the administrator', [*differs(answer, 403, 'right.absent', cache_control='no-store'),
                                             *has(answer, 'because right.absent, deny')])
    answer = it.get('/page/')
    tap.case('a sign-in of the administrator', [*differs(answer, 200), *has(answer, 'sign in: identity.absent..')])
    tap.case('a page that is refused itself', differs(it.get('/loop/', jan), 403, 'right.absent', cache_control='no-store'))
    tap.case('where an error leads to it, the status is that of the answer', [
        *differs(it.get('/gone/x'), 401, 'identity.absent'), *differs(it.get('/gone/x', jan), 200),
        *differs(it.get('/lost/x', jan), 403, 'right.absent'), *differs(it.get('/lost/x', jan, [HTML]), 403, 'right.absent')])
    tap.case('asks once for a token', differs(it.get('/loop/'), 401, 'identity.absent', www_authenticate='Bearer', cache_control='no-store'))
    tap.case('a subrequest for another organisation is asked itself', [*differs(it.get('/whom.html', it.token(rrn=AN)), 200)]
             + ['inside'] * ('inside' in it.get('/whom.html', it.token(vo_orgcode='0878065378')).text()))
    answer = it.get('/front.html')
    tap.case('included by a page outside: not for nobody', [] if 'inside' not in answer.text() else answer.text())
    tap.case('included by a page outside: for whom it is', has(it.get('/front.html', jan), 'inside'))
    answer = it.get('/inside.html', jan)
    tap.case('included by a page inside', [] if answer.text().count('inside\n') == 1 else answer.text())
    tap.case('auth_request asks', [*differs(it.get('/asked/', jan), 200), *differs(it.get('/asked/'), 401),
                                   *differs(it.get('/asked/', it.token(rrn=AN)), 403)])
    tap.case('a location for redirects only', differs(it.get('/inner/', jan), 404))
    for name, path, status in (('the same', f'{BAKERY}/?to={BAKERY}', 200), ('another', f'{BAKERY}/?to=0878065378', 403)):
        tap.case(f'an application leads to {name} organisation', differs(it.get('/led/' + path, jan), status))
    tap.case('an application leads further in', [*differs(it.get('/accel/', jan), 200), *differs(it.get('/accel/'), 401)])


def kept(tap, it):
    """Pages in the cache of nginx are shown to whom they are for, and after the question."""
    an = it.token(rrn=AN)
    came = [it.get('/kept/page', an).header('x-kept') for _ in range(2)]
    tap.case('a page is kept', [] if came == ['MISS', 'HIT'] else came)
    tap.case('not for others', [*differs(it.get('/kept/page', it.token()), 403, 'right.absent'), *differs(it.get('/kept/page'), 401)])


def http2(tap, it, port):
    """With a body, while the question waits for a thread."""
    if not shutil.which('curl'):
        tap.skip('HTTP/2', 'no curl: sudo apt-get install curl')
        return
    def curl(path, *more):
        return subprocess.run(['curl', '-s', '-w', '%{http_code}', '--http2-prior-knowledge', *more,
                               f'http://127.0.0.1:{port}{path}'], capture_output=True, text=True, check=False).stdout
    body = it.write('sent', 'y' * 200000)
    came = curl('/app/a', '-H', f'Authorization: Bearer {it.token()}', '--data-binary', '@' + body)
    tap.case('HTTP/2', [] if came.endswith('200') and 'y' * 200000 in came else came[:300])
    tap.case('HTTP/2 refused', [] if curl('/app/a').endswith('401') else curl('/app/a'))


class Leading(Application):
    """Answers with X-Accel-Redirect where it is asked to."""

    def reply(self, said):
        target = dict(said['headers']).get('X-Go')
        if not target:
            return super().reply(said)
        self.send_response(200)
        self.send_header('X-Accel-Redirect', target)
        self.send_header('Content-Length', '0')
        self.end_headers()
        return None


def main():
    tap = Tap()
    second = web.free_port()
    with site('access') as it, served(Leading) as app:
        outside = OUTSIDE.replace('@SITE@', it.folder + '/site')
        locations = LOCATIONS.replace('@APP@', str(app)).replace('@SITE@', it.folder + '/site')
        http = outside + ''.join(f'server {{ listen 127.0.0.1:{port}{more}; root {it.folder}/site; {locations} }}\n'
                       for port, more in ((it.port, ''), (second, ' http2')))
        with it.running(http):
            tokens(tap, it)
            organisations(tap, it)
            methods(tap, it)
            keepalive(tap, it)
            pages(tap, it)
            satisfy(tap, it)
            inside(tap, it)
            kept(tap, it)
            http2(tap, it, second)
        log = it.log()
        tap.case('nothing secret in the log', [number for number in (JAN, AN) if number in log])
        tap.case('nothing broken in the log', it.broken())
    tap.end()


main()
