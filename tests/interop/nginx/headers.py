#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What a client may not state, what a declared proxy may, and what the application gets to know. Usage: see world.py."""
import json
import re

from world import AN, BAKERY, JAN, TRUST, Application, Tap, configuration, differs, served, site, web

SERVER = '''
server { listen 127.0.0.1:@PORT@; listen unix:@FOLDER@/peer; root @FOLDER@/site; underscores_in_headers on; ignore_invalid_headers off;
toegang_config toegang.yaml; toegang_bearer on;
location /free/ { proxy_pass http://127.0.0.1:@APP@; }
location /told/ { toegang e-loketondernemers; proxy_pass http://127.0.0.1:@APP@;
  proxy_set_header Toegang-Outcome $toegang_outcome; proxy_set_header Toegang-Check "$toegang_check";
  proxy_set_header Toegang-As $toegang_as; proxy_set_header Toegang-Reason "$toegang_reason"; proxy_set_header Toegang-Organisation $toegang_organisation;
  proxy_set_header Toegang-Handle $toegang_handle; proxy_set_header Toegang-Assurance $toegang_assurance;
  proxy_set_header Toegang-Language $toegang_language; }
location /refused/ { toegang subsidieloket; error_page 403 = @why; }
location @why { return 200 "$toegang_outcome|$toegang_check|$toegang_remedy|$toegang_reason|$toegang_as|$toegang_organisation"; }
location /before/ { set $early "$toegang_outcome$toegang_check"; return 200 "[$early]"; }
location /spoken/ { toegang_language de; return 200 "$toegang_language$toegang_outcome"; }
location /proxied/ { toegang_proxy 10.0.0.0/8 unix:; toegang_proxy_headers holder=X-Rrn assurance=X-Loa capacity=X-Cap;
  location /proxied/in/ { toegang e-loketondernemers; toegang_for $http_x_organisation; proxy_pass http://127.0.0.1:@APP@; }
  location /proxied/self/ { toegang e-loketondernemers; proxy_pass http://127.0.0.1:@APP@; }
  location /proxied/off/ { proxy_pass http://127.0.0.1:@APP@; }
  location /proxied/seen/ { if ($http_x_rrn) { set $seen 1; } proxy_pass http://127.0.0.1:@APP@; proxy_set_header X-Copy $http_x_rrn; } }
location /near/ { toegang_proxy 127.0.0.1; toegang_proxy_headers holder=X-Rrn assurance=X-Loa;
  set_real_ip_from 127.0.0.1; real_ip_header X-Forwarded-For;
  toegang e-loketondernemers; toegang_for self; proxy_pass http://127.0.0.1:@APP@; }
location /far/ { toegang_proxy 10.0.0.0/8; toegang_proxy_headers holder=X-Rrn assurance=X-Loa;
  set_real_ip_from 127.0.0.1; real_ip_header X-Forwarded-For;
  toegang e-loketondernemers; toegang_for self; proxy_pass http://127.0.0.1:@APP@; }
}
'''
SPELLINGS = ('Toegang-Outcome', 'toegang-outcome', 'TOEGANG_OUTCOME', 'X-Toegang-Outcome', 'X_TOEGANG_OUTCOME', 'x-toegang_handle',
             'Toegang_Anything', 'Toegang.Outcome', 'X.Toegang.As', 'Toegang-')
OTHERS = ('X-Toegangs', 'Toegan-G', 'My-Toegang-Outcome', 'Toegang')


def reached(answer, *names):
    """Those of these headers that the application got, by any spelling."""
    wanted = {re.sub('[^a-z0-9]', '-', name.lower()) for name in names}
    return [pair for pair in json.loads(answer.text())['headers'] if re.sub('[^a-z0-9]', '-', pair[0].lower()) in wanted]


def stripping(tap, it):
    jan = it.token()
    for path in ('/free/', '/told/'):
        for name in SPELLINGS:
            answer = it.get(path, jan, [(name, 'permit; forged')])
            tap.case(f'{name} does not reach {path}', [pair for pair in reached(answer, *SPELLINGS) if 'forged' in pair[1]])
    answer = it.get('/free/', headers=[(name, 'kept') for name in OTHERS])
    tap.case('others do', [] if len(reached(answer, *OTHERS)) == len(OTHERS) else answer.text())
    many = [(f'Toegang-{i}', 'x') for i in range(60)] + [('Cookie', 'a=1'), ('X-Last', 'here'), ('Referer', 'r')]
    answer = it.get('/free/', headers=many)
    names = [name.lower() for name, _ in json.loads(answer.text())['headers']]
    tap.case('among many', [] if {'cookie', 'x-last', 'referer'} <= set(names) and 'toegang-1' not in names else names)
    body = it.get('/free/', headers=[('Toegang-As', 'x')], body='b' * 1000)
    tap.case('with a body', [] if json.loads(body.text())['body'] == 'b' * 1000 else body.text())


def told(tap, it):
    answer = it.get('/told/', it.token(), [('Accept-Language', 'fr')])
    came = dict(json.loads(answer.text())['headers'])
    expected = {'Toegang-Outcome': 'permit', 'Toegang-Assurance': 'high', 'Toegang-Organisation': 'kbo:' + BAKERY,
                'Toegang-As': 'legal-representative', 'Toegang-Language': 'fr'}
    tap.case('the application is told', [f'{name}: {came.get(name)}' for name, value in expected.items() if came.get(name) != value])
    tap.case('in its language', [] if 'représentant' in came.get('Toegang-Reason', '').encode('latin-1').decode() else came)
    tap.case('by a handle', [] if re.fullmatch('~[A-Za-z0-9_-]{20,}', came.get('Toegang-Handle', '')) else came)
    tap.case('no national number', [number for number in (JAN, '033.28') if number in ''.join(
        value for name, value in came.items() if name.startswith('Toegang'))])
    said = it.get('/refused/', it.token()).text().split('|')
    tap.case('why, on one line', [] if said[:2] == ['deny', 'right.absent'] and 'subsidie' in said[2] and '\n' not in ''.join(said)
             and said[4:] == ['', 'kbo:' + BAKERY] else said)
    for header, expected in (('tlh, fr;q=0.5', 'fr'), ('fr;q=0, nl;q=0.1', 'nl'), ('frans; ,;q=x', 'de'), ('', 'de'), ('fr' * 2000, 'de')):
        came = it.get('/spoken/', headers=[('Accept-Language', header)]).text()
        tap.case(f'the language where nothing is asked: {header[:20]}', [] if came == expected else [came])
    tap.case('before anything is asked they are empty', [] if it.get('/before/', it.token()).text() == '[]' else 'not empty')


STATED = [('X-Rrn', JAN), ('X-Loa', 'high')]
OURS = ('X-Organisation', BAKERY)


def proxies(tap, it):
    peer = it.folder + '/peer'

    def ask(path, headers, address=peer):
        return web.request(address, path, headers)
    tap.case('a declared proxy states who it is', differs(ask('/proxied/in/', [*STATED, OURS]), 200))
    tap.case('anybody else does not', differs(ask('/proxied/in/', [*STATED, OURS], it.port), 401, 'identity.absent'))
    tap.case('what he stated does not arrive', reached(ask('/proxied/off/', STATED, it.port), 'X-Rrn', 'X-Loa'))
    tap.case('nor in another spelling', reached(ask('/proxied/off/', [('x_rrn', JAN), ('X.Rrn', AN)], it.port), 'X-Rrn'))
    tap.case('nor by a variable that a rewrite has seen', reached(ask('/proxied/seen/', STATED, it.port), 'X-Copy'))
    tap.case('which holds what the proxy stated', [] if reached(ask('/proxied/seen/', STATED), 'X-Copy') else 'nothing')
    tap.case('what the proxy stated does', [] if len(reached(ask('/proxied/off/', STATED), 'X-Rrn', 'X-Loa')) == 2 else 'not')
    for name, headers, status, check in (
            ('no assurance', [('X-Rrn', JAN)], 403, 'assurance.low'),
            ('an assurance that we do not know', [('X-Rrn', JAN), ('X-Loa', 'HIGH')], 403, 'assurance.low'),
            ('twice', [*STATED, ('X-Rrn', AN)], 401, 'identity.absent'), ('twice, spelled otherwise', [*STATED, ('X_Rrn', AN)], 401, 'identity.absent'),
            ('an assurance twice', [*STATED, ('X-Loa', 'high')], 403, 'assurance.low'),
            ('no number', [('X-Rrn', 'jan'), ('X-Loa', 'high')], 403, 'rrn.form'),
            ('a printed number', [('X-Rrn', '85.07.30-033.28'), ('X-Loa', 'high')], 403, 'rrn.form'),
            ('a check digit', [('X-Rrn', '85073003329'), ('X-Loa', 'high')], 403, 'rrn.checksum'),
            ('nobody', [], 401, 'identity.absent'), ('an empty name', [('X-Rrn', '')], 401, 'identity.absent')):
        tap.case('a proxy states ' + name, differs(ask('/proxied/in/', [*headers, OURS]), status, check))
    tap.case('for himself where no organisation is named', differs(ask('/proxied/self/', STATED), 200))
    tap.case('for no organisation where one has to be', differs(ask('/proxied/in/', STATED), 403))
    tap.case('a token counts before a header', differs(ask('/proxied/in/', [
        *STATED, OURS, ('Authorization', 'Bearer ' + it.token(rrn=AN))]), 403, 'right.absent'))
    other = [('X-Forwarded-For', '192.0.2.1')]
    tap.case('the peer counts, not what realip makes of it', differs(ask('/near/', [*STATED, *other], it.port), 200))
    forged = [('X-Forwarded-For', '10.1.2.3')]
    tap.case('nobody becomes a proxy by a header', differs(ask('/far/', [*STATED, *forged], it.port), 401))


def main():
    tap = Tap()
    with site('headers') as it, served(Application) as app:
        it.write('handle.key', '0123456789abcdef' * 4, 0o600)
        it.write('toegang.yaml', configuration(trust=TRUST + 'handles: {key: handle.key}\n'))
        http = SERVER.replace('@PORT@', str(it.port)).replace('@FOLDER@', it.folder).replace('@APP@', str(app))
        with it.running(http):
            stripping(tap, it)
            told(tap, it)
            proxies(tap, it)
        alone = f'location / {{ toegang_proxy_headers holder=X-Rrn; proxy_pass http://127.0.0.1:{app}; }}'
        with it.running(alone):
            tap.case('nobody states it where no proxy is declared and nothing is asked',
                     reached(it.get('/', headers=[*STATED, ('Toegang-As', 'x')]), 'X-Rrn', 'Toegang-As'))
        log = it.log()
        tap.case('nothing secret in the log', [number for number in (JAN, AN) if number in log])
        tap.case('nothing broken in the log', it.broken())
    tap.end()


main()
