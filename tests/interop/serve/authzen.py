#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""AuthZEN 1.0 over HTTP: the published scenarios of the working group, and what is HTTP's own. Usage: see world.py."""
import json
import os

from world import AN, BAKERY, HANDLES, JAN, SOURCE, Tap, configuration, differs, service, web

SCENARIOS = os.path.join(SOURCE, 'tests', 'conformance', 'authzen')
PATHS = {'evaluation': '/access/v1/evaluation', 'evaluations': '/access/v1/evaluations',
         'subject': '/access/v1/search/subject', 'resource': '/access/v1/search/resource', 'action': '/access/v1/search/action'}


def question(holder=JAN, eloket='e-loketondernemers', organisation=BAKERY, assurance='high'):
    return {'subject': {'type': 'person', 'id': holder, 'properties': {'assurance': assurance}},
            'action': {'name': 'enter'},
            'resource': {'type': 'eloket', 'id': eloket, 'properties': {'organisation': organisation}}}


def shortened(answer):
    """As the tables of the scenarios write it (tests/conformance/authzen/requests.h)."""
    came = json.loads(answer.text())
    if isinstance(came, str):
        return '-'
    if 'decision' in came:
        return str(came['decision']).lower()
    if 'evaluations' in came:
        return ','.join(str(one['decision']).lower() for one in came['evaluations'])
    names = ','.join(one.get('id') or one['name'] for one in came['results'])
    if 'page' not in came:
        return names
    token = came['page']['next_token']
    return f'{names} > {token}' if token else names + ' >'


def judge(it, kind, body, status, expected, check=''):
    answer = it.post(PATHS[kind], body, [('X-Request-ID', 'bfe9eb29')])
    if answer.status != int(status) or shortened(answer) != expected:
        yield f'{kind} {body[:120]}: expected {status} {expected}, came {answer.status} {answer.text()[:200]}'
    if check and answer.header('toegang-check') != check:
        yield f'{kind} {body[:120]}: expected {check}, came {answer.header("toegang-check")}'
    if answer.header('x-request-id') != 'bfe9eb29' or answer.header('content-type') != 'application/json':
        yield f'{kind}: {answer.headers}'


def published(tap, it):
    for name, least in (('todo', 80), ('search', 200), ('certification', 40)):
        with open(os.path.join(SCENARIOS, name + '.tsv'), encoding='utf-8') as file:
            rows = [line.rstrip('\n').split('\t') for line in file if line.strip() and line[0] != '#']
        with it.running(config=os.path.join(SCENARIOS, name + '.yaml')):
            problems = [problem for row in rows for problem in judge(it, *row)]
        tap.case(f'the scenario {name}, {len(rows)} requests', problems or ([] if len(rows) >= least else ['too few']))


def over_http(tap, it):
    came = it.post(PATHS['evaluation'], question())
    said = json.loads(came.text())
    tap.case('the evidence says who asked', [] if '"unix"' in came.text() else [came.text()])
    for context, status, check in (('', 200, 'right.context'), (None, 400, 'authzen.kind')):
        body = question()
        body['resource']['properties']['context'] = context
        tap.case(f'a context that is {context!r}', differs(it.post(PATHS['evaluation'], body), status, toegang_check=check))
    body = question()
    del body['resource']['id']
    tap.case('no e-counter', differs(it.post(PATHS['evaluation'], body), 400, toegang_check='authzen.member'))
    tap.case('a permit', [*differs(came, 200, content_type='application/json', cache_control='no-store'),
                          *([] if said['decision'] is True else [came.text()]), *([JAN] if JAN in came.text() else [])])
    came = it.post(PATHS['evaluation'], question(AN))
    tap.case('a denial is 200', [*differs(came, 200), *([] if json.loads(came.text())['decision'] is False else [came.text()])])
    came = it.post(PATHS['subject'], {'subject': {'type': 'person'}, 'action': {'name': 'enter'},
                                      'resource': question()['resource']})
    tap.case('people go out as handles', [*differs(came, 200), *[number for number in (JAN, AN) if number in came.text()]])
    tap.case('no body', differs(it.post(PATHS['evaluation'], ''), 400))
    tap.case('no JSON', differs(it.post(PATHS['evaluation'], '{'), 400, toegang_check='json.syntax'))
    for type_, status in (('application/json; charset=utf-8', 200), ('APPLICATION/JSON', 200), ('text/json', 400),
                          ('application/jsonx', 400), ('application/x-www-form-urlencoded', 400)):
        came = web.request(it.address, PATHS['evaluation'], [('Content-Type', type_)], json.dumps(question()))
        tap.case('type ' + type_, differs(came, status))
    tap.case('a body of 1 MiB is read', differs(it.post(PATHS['evaluation'], b'{' + b' ' * ((1 << 20) - 2) + b'}'), 400))
    many = {'evaluations': [question() for _ in range(100)]}
    came = json.loads(it.post(PATHS['evaluations'], many).text())
    tap.case('a hundred at once', [] if sum(one['decision'] for one in came['evaluations']) == 100 else [str(came)[:300]])


def metadata(tap, it):
    with it.running():
        tap.case('where it is for others is not known', differs(it.get('/.well-known/authzen-configuration'), 404))
    with it.running('--url', 'https://pdp.example'):
        came = it.get('/.well-known/authzen-configuration')
        said = json.loads(came.text())
        expected = {'policy_decision_point': 'https://pdp.example'}
        names = {'evaluation': 'access_evaluation_endpoint', 'evaluations': 'access_evaluations_endpoint'}
        expected |= {names.get(kind, f'search_{kind}_endpoint'): 'https://pdp.example' + path for kind, path in PATHS.items()}
        tap.case('what a caller finds out first', [*differs(came, 200), *([] if said == expected else [str(said)])])
    with it.running('--url', 'https://pdp.example/tenant/a'):
        for path, status in (('', 200), ('/tenant/a', 200), ('/tenant', 404), ('/tenant/a/', 404), ('/tenant/ab', 404), ('/', 404)):
            tap.case(f'for a URL with a path, {path!r}', differs(it.get('/.well-known/authzen-configuration' + path), status))


def strangers(tap, it):
    with it.running(address=web.free_port()):
        tap.case('over loopback nobody states who it is', differs(it.post(PATHS['evaluation'], question()), 403))


def logs(tap, it):
    with open(it.path('log'), encoding='utf-8') as file:
        text = file.read()
    tap.case('no national number in the log', [number for number in (JAN, AN) if number in text])


def main():
    tap = Tap()
    with service('serve') as it:
        published(tap, it)
        it.write('toegang.yaml', configuration(more=HANDLES))
        with it.running():
            over_http(tap, it)
        logs(tap, it)
        tap.case('ends with 0', [] if it.process.returncode == 0 else [web.tail(it.path('log'))])
        metadata(tap, it)
        strangers(tap, it)
    tap.end()


main()
