#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""/auth: what a web server asks before it lets somebody through. Usage: see world.py."""
import json

from world import AN, BAKERY, HANDLES, JAN, Tap, configuration, differs, service, web

IN, RIGHT = '/auth?eloket=e-loketondernemers', '/auth?eloket=subsidieloket'
INVALID = 'Bearer error="invalid_token"'


def lacks(answer, *texts):
    """A national number is in no header and no body, however it is written."""
    whole = repr(answer.headers) + answer.text()
    return [f'{text!r} is in it' for text in (JAN, AN, '85.07.30-033.28', '033.28', *texts) if text in whole]


def tokens(tap, it):
    jan = it.token()
    came = it.get(IN, jan)
    tap.case('a legal representative walks in',
             [*differs(came, 204, toegang_outcome='permit', toegang_check='', toegang_as='legal-representative', toegang_organisation=BAKERY,
                       toegang_assurance='high', toegang_language='nl', cache_control='no-store', content_length=''), *lacks(came)])
    tap.case('the handle stands for the person', [] if came.header('toegang-handle').startswith('~') else [repr(came.headers)])
    came = it.get(RIGHT, jan)
    tap.case('who has no right is denied', [*differs(came, 403, toegang_outcome='deny', toegang_check='right.absent'), *lacks(came)])
    tap.case('and is told what to do', [] if came.header('toegang-remedy') and came.header('toegang-reason') else [repr(came.headers)])
    tap.case('nobody', differs(it.get(IN), 401, www_authenticate='Bearer', toegang_check='identity.absent', toegang_outcome='', cache_control='no-store'))
    for came in (it.get(IN), it.get(IN, 'x'), it.get(RIGHT, jan), it.get(IN + '&x')):
        tap.case(f'the body of {came.status} says the same', [] if json.loads(came.text())['status'] == came.status else [came.text()])
    tap.case('another scheme', differs(it.get(IN, headers=[('Authorization', 'Basic amFuOmphbg==')]), 401, www_authenticate='Bearer'))
    tap.case('a scheme in capitals', differs(it.get(IN, headers=[('Authorization', 'BEARER  ' + jan)]), 204))
    tap.case('the scheme alone', differs(it.get(IN, headers=[('Authorization', 'Bearer')]), 401))
    for name, token, check in (('that ended', it.token(iat=1700000000, auth_time=1700000000, exp=1700003600), 'jwt.expired'),
                               ('for another', it.token(aud='other'), 'jwt.audience'),
                               ('of another issuer', it.token(iss='https://evil.example'), 'jwt.issuer'),
                               ('with another signature', jan[:-8] + 'AAAAAAAA', 'jwt.signature'),
                               ('that is none', 'x', 'jwt.form')):
        came = it.get(IN, token)
        tap.case('a token ' + name, [*differs(came, 401, toegang_check=check, www_authenticate=INVALID, toegang_handle='', toegang_outcome=''), *lacks(came)])
    tap.case('two tokens', differs(it.get(IN, jan, [('Authorization', 'Bearer ' + jan)]), 400))
    tap.case('what else states a person is not looked at', differs(it.get(IN, headers=[('Toegang-Holder', JAN)]), 401))
    tap.case('the id of the request comes back', differs(it.get(IN, jan, [('X-Request-ID', 'a1-b2')]), 204, x_request_id='a1-b2'))
    for id_ in ('bfe9eb29-ab87-4ca3-be83-a1d5d8305716', 'an id of words', '85073003329', '2026-11-26.000000001', '~' * 128):
        tap.case(f'the id {id_[:40]!r} comes back', differs(it.get(IN, jan, [('X-Request-ID', id_)]), 204, x_request_id=id_))
    for id_ in ('x-' + JAN, '1-' + JAN, '7' + JAN, JAN + '7', '2026-11-26-85.07.30-033.28', '85.07.30 033 28', 'a' * 129, 'caf\u00e9'):
        tap.case(f'the id {id_[:40]!r} does not', differs(it.get(IN, jan, [('X-Request-ID', id_)]), 204, x_request_id=''))


def headers(tap, it):
    by = IN + '&by=headers&organisation=' + BAKERY
    strong = ('Toegang-Assurance', 'high')
    came = it.get(by, headers=[('Toegang-Holder', JAN), strong])
    tap.case('a web server states who it is', [*differs(came, 204, toegang_outcome='permit', toegang_assurance='high'), *lacks(came)])
    tap.case('in the printed form', differs(it.get(by, headers=[('toegang-holder', '85.07.30-033.28'), strong]), 204))
    tap.case('how strongly is not stated', differs(it.get(by, headers=[('Toegang-Holder', JAN)]), 403, toegang_check='assurance.low'))
    tap.case('nobody is stated', differs(it.get(by, headers=[strong]), 401, toegang_check='identity.absent', www_authenticate=''))
    tap.case('nobody, said so', differs(it.get(by, headers=[('Toegang-Holder', ''), strong]), 401))
    came = it.get(by, headers=[('Toegang-Holder', '85073003329'), strong])
    tap.case('no national number', [*differs(came, 401, toegang_check='rrn.checksum'), *lacks(came, '85073003329')])
    tap.case('two people', differs(it.get(by, headers=[('Toegang-Holder', JAN), ('Toegang-Holder', AN), strong]), 400))
    tap.case('two in one', differs(it.get(by, headers=[('Toegang-Holder', f'{JAN}, {AN}'), strong]), 401, toegang_check='rrn.form'))
    tap.case('a strength that is none', differs(it.get(by, headers=[('Toegang-Holder', JAN), ('Toegang-Assurance', 'HIGH')]), 400))
    tap.case('an underscore is another name', differs(it.get(by, headers=[('Toegang_Holder', JAN), strong]), 401))


def queries(tap, it):
    jan = it.token()
    self_, other = IN + '&organisation=self', IN + '&organisation=kbo:0999999823'
    tap.case('for oneself', differs(it.get(self_, jan), 204, toegang_organisation=''))
    tap.case('for another organisation', differs(it.get(other, jan), 403, toegang_organisation='kbo:0999999823'))
    tap.case('for what is none', differs(it.get(IN + '&organisation=kbo:0999999923', jan), 403, toegang_check='kbo.checksum'))
    an = it.token(rrn=AN)
    tap.case('a context', differs(it.get(RIGHT + '&context=brood', an), 204))
    tap.case('an empty context is none at all', differs(it.get(RIGHT + '&context=', an), 403, toegang_check='right.context'))
    tap.case('nor is one without a sign', differs(it.get(RIGHT + '&context', an), 403, toegang_check='right.context'))
    for who in (jan, it.token(without=['vo_orgcode'])):
        tap.case('an empty organisation is not oneself, nor what the token states',
                 differs(it.get(IN + '&organisation=', who), 403, toegang_check='organisation.absent', toegang_outcome='deny'))
    tap.case('another right', differs(it.get(RIGHT + '&right=subsidie-lezen', jan), 403))
    for query, name in (('', 'no query'), ('?eloket=', 'an empty e-counter'), ('?eloket=a&eloket=b', 'an e-counter twice'),
                        ('?eloket=e-loketondernemers&rigth=x', 'a name that is mistyped'), ('?eloket=%zz', 'no escape'),
                        ('?eloket=%0a', 'an escaped line feed'), ('?eloket=a%00', 'an escaped NUL'), ('?eloket=a+b', 'a plus sign'),
                        ('?eloket=%', 'half an escape'), ('?eloket=%4', 'two thirds of one'), ('?eloket=' + 'a' * 300, 'too long'),
                        ('?eloket=e-loketondernemers&by=cookie', 'by what is not known'), ('?eloket=subsidieloket&right=', 'an empty right')):
        tap.case('query: ' + name, differs(it.get('/auth' + query, jan), 400))
    for query, check in (('?eloket=loket', 'eloket.unknown'), ('?eloket=subsidieloket&right=x', 'right.unknown')):
        came = it.get('/auth' + query, jan)
        tap.case('query: ' + check, [*differs(came, 500), *([] if f'"check":"{check}"' in came.text() else [came.text()])])
    tap.case('an escaped name', differs(it.get('/auth?eloket=e%2Dloketondernemers', jan), 204))


def languages(tap, it):
    jan, said = it.token(), set()
    for language in ('nl', 'en', 'fr', 'de'):
        came = it.get(RIGHT + '&language=' + language, jan)
        tap.case('in ' + language, differs(came, 403, toegang_language=language))
        said.add(came.header('toegang-reason'))
    accepted = ('Accept-Language', 'xx, fr;q=0.8, en;q=0.5')
    tap.case('as the browser asks', differs(it.get(RIGHT, jan, [accepted]), 403, toegang_language='fr'))
    tap.case('as somebody chose', differs(it.get(RIGHT, jan, [accepted, ('Cookie', 'a=b; toegang_language=de')]), 403, toegang_language='de'))
    tap.case('a choice that is none', differs(it.get(RIGHT, jan, [accepted, ('Cookie', 'toegang_language=xx')]), 403, toegang_language='fr'))
    came = it.get(RIGHT, jan, [accepted, ('Accept', 'text/html,*/*')])
    tap.case('a page for a browser', [*differs(came, 403, content_type='text/html; charset=utf-8'), *lacks(came),
                                      *([] if '<html lang="fr"' in came.text() and "default-src 'none'" in came.header('content-security-policy')
                                        else [came.text()[:300]])])
    tap.case('four languages', [] if len(said) == 4 else list(said))
    tap.case('a language that is none', differs(it.get(RIGHT + '&language=xx', jan), 400))


def logs(tap, it):
    lines = [line for line in it.log if line['event'] == 'answered']
    text = web.tail(it.path('log'))
    with open(it.path('log'), encoding='utf-8') as file:
        text = file.read()
    tap.case('every answer is a line', [] if len(lines) > 20 else [str(len(lines))])
    tap.case('no national number in it', [number for number in (JAN, AN, '85.07.30', '033.28') if number in text])
    tap.case('the handle is in it', [] if any(line.get('handle', '').startswith('~') for line in lines) else [text[:500]])
    keys = {'time', 'level', 'event', 'endpoint', 'status', 'duration_ms', 'outcome', 'check', 'handle', 'request_id', 'caller'}
    tap.case('nothing else is in it', sorted({key for line in lines for key in line} - keys))


def peers(tap, it, port):
    by = IN + '&by=headers&organisation=' + BAKERY
    stated = [('Toegang-Holder', JAN), ('Toegang-Assurance', 'high')]
    with it.running(address=port):
        tap.case('over loopback nobody states who it is', differs(it.get(by, headers=stated), 403, toegang_outcome=''))
        tap.case('a token is as good as ever', differs(it.get(IN, it.token()), 204))
    with it.running('--peers', '10.0.0.0/8,127.0.0.1', address=port):
        tap.case('unless it is declared', differs(it.get(by, headers=stated), 204))
    with it.running('--peers', '10.0.0.0/8'):
        tap.case('where peers are declared the unix socket is one too or not', differs(it.get(by, headers=stated), 403))


def broken(tap, it):
    it.write('toegang.yaml', configuration('directories: {kbo: "yaml:nowhere.yaml"}\n'))
    with it.running():
        came = it.get(IN, it.token())
        tap.case('a directory that cannot be read is no denial',
                 [*differs(came, 503, toegang_outcome='indeterminate', retry_after='5', toegang_reason=''), *lacks(came, 'nowhere')])
    it.write('toegang.yaml', configuration(trust=''))
    with it.running():
        tap.case('nobody is believed', differs(it.get(IN, it.token()), 500))


def main():
    tap = Tap()
    with service('serve') as it:
        it.write('toegang.yaml', configuration(more=HANDLES))
        with it.running():
            tokens(tap, it)
            headers(tap, it)
            queries(tap, it)
            languages(tap, it)
        logs(tap, it)
        tap.case('ends with 0', [] if it.process.returncode == 0 else [web.tail(it.path('log'))])
        peers(tap, it, web.free_port())
        broken(tap, it)
    tap.end()


main()
